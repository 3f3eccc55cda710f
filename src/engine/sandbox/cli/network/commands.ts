import { GoObject } from '../../../../formats/go-template/values.ts';
import type { NetworkFacts } from '../../../world.ts';
import type { Task } from '../../kernel/process.ts';
import { hasLabel } from '../container/filter.ts';
import { labelText } from '../container/rows.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { goTime, shortId } from '../format/human.ts';
import { naturally } from '../format/natural.ts';
import { type ListShape, renderRows } from '../format/rows.ts';
import { toRecord } from '../run/key-values.ts';

const SHAPE: ListShape = {
  table: '{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}',
  quiet: '{{.ID}}',
  headers: {
    ID: 'NETWORK ID',
    Name: 'NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    IPv4: 'IPV4',
    IPv6: 'IPV6',
    Internal: 'INTERNAL',
    Labels: 'LABELS',
    CreatedAt: 'CREATED AT',
  },
};
const BUILT_IN = new Set(['bridge', 'host', 'none']);

type Test = (network: NetworkFacts) => boolean;

function testOf(key: string, values: readonly string[], used: ReadonlySet<string>): Test {
  const some =
    (test: (value: string, network: NetworkFacts) => boolean): Test =>
    (network) =>
      values.some((value) => test(value, network));
  switch (key) {
    case 'name':
      return some((value, { Name }) => Name.includes(value));
    case 'id':
      return some((value, { Id }) => Id.startsWith(value));
    case 'driver':
      return some((value, { Driver }) => Driver === value);
    case 'scope':
      return some((value, { Scope }) => Scope === value);
    case 'label':
      return ({ Labels }) => values.every((value) => hasLabel(Labels, value));
    case 'type':
      return some((value, { Name }) => BUILT_IN.has(Name) === (value === 'builtin'));
    case 'dangling':
      return some(
        (value, { Id, Name }) => (!BUILT_IN.has(Name) && !used.has(Id)) === /^(1|t|true)$/i.test(value),
      );
    default:
      throw new Refusal(400, `invalid filter '${key}'`);
  }
}

/** `docker network ls`. */
export function* ls(docker: Docker): Task<number> {
  const all = docker.ask((daemon) => daemon.networks());
  const used = new Set(
    docker
      .ask((daemon) => daemon.containers())
      .flatMap(({ NetworkSettings }) =>
        Object.values(NetworkSettings.Networks).map(({ NetworkID }) => NetworkID),
      ),
  );
  const tests = [...docker.filters()].map(([key, values]) => testOf(key, values, used));
  const truncate = !docker.bool('no-trunc');
  const rows = [...all]
    .filter((network) => tests.every((test) => test(network)))
    .sort((a, b) => naturally(a.Name, b.Name))
    .map(
      (network) =>
        new GoObject(
          '*network.networkContext',
          {
            CreatedAt: () => goTime(network.Created),
            Driver: () => network.Driver,
            ID: () => (truncate ? shortId(network.Id) : network.Id),
            IPv4: () => 'true',
            IPv6: () => 'false',
            Internal: () => String(network.Internal),
            Labels: () => labelText(network.Labels),
            Name: () => network.Name,
            Scope: () => network.Scope,
          },
          { Label: (name) => network.Labels[String(name)] ?? '' },
        ),
    );
  yield* docker.out(renderRows(SHAPE, rows, docker.text('format'), docker.bool('quiet')));
  return 0;
}

/** `docker network create`. */
export function* create(docker: Docker): Task<number> {
  const [subnet] = docker.list('subnet');
  const [gateway] = docker.list('gateway');
  if (docker.list('subnet').length > 1 || docker.list('gateway').length > 1)
    throw new CommandError('docker: the sandbox does not model networks with several subnets yet');
  const id = docker.ask((daemon) =>
    daemon.createNetwork({
      name: docker.args[0] ?? '',
      driver: docker.text('driver'),
      internal: docker.bool('internal'),
      ...(subnet === undefined ? {} : { subnet }),
      ...(gateway === undefined ? {} : { gateway }),
      labels: toRecord(docker.list('label')),
      options: docker.map('opt'),
    }),
  );
  yield* docker.out(`${id}\n`);
  return 0;
}

/** `docker network rm`: tells of each failure as it comes, and at the end once more. */
export function* rm(docker: Docker): Task<number> {
  let failed = false;
  for (const network of docker.args) {
    try {
      docker.ask((daemon) => daemon.removeNetwork(network));
      yield* docker.out(`${network}\n`);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      if (docker.bool('force') && problem instanceof Refusal && problem.status === 404) continue;
      yield* docker.err(`${problem.message}\n`);
      failed = true;
    }
  }
  if (failed) throw new CommandError('exit status 1');
  return 0;
}

/** `docker network connect`. */
export function* connect(docker: Docker): Task<number> {
  const [network = '', container = ''] = docker.args;
  const address = docker.text('ip');
  docker.ask((daemon) =>
    daemon.connect(network, container, {
      aliases: docker.list('alias'),
      ...(address === '' ? {} : { address }),
    }),
  );
  return 0;
}

/** `docker network disconnect`. */
export function* disconnect(docker: Docker): Task<number> {
  const [network = '', container = ''] = docker.args;
  docker.ask((daemon) => daemon.disconnect(network, container, docker.bool('force')));
  return 0;
}
