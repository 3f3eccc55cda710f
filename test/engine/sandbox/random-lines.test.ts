import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../../src/engine/grammar/table.ts';
import type { CommandSpec, Completes, FlagSpec } from '../../../src/engine/grammar/types.ts';
import type { World } from '../../../src/engine/world.ts';
import { learner } from '../../helpers/learner.ts';

/** How many lines; `RANDOM_LINES=10000` for the whole. */
const LINES = Number(process.env['RANDOM_LINES'] ?? 600);
/** Lines typed in one sandbox, one after another, so that they meet what the others made. */
const IN_ONE = 25;

const FILES = {
  Dockerfile: 'FROM alpine\nCOPY . /src\nRUN ls /src\n',
  'compose.yaml': 'services:\n  web:\n    image: nginx:alpine\n  app:\n    build: .\n',
  'app.env': 'A=1\n',
};

const NAMES: Readonly<Record<string, readonly string[]>> = {
  container: ['one', 'two', 'nosuch', '$(docker ps -aql)'],
  'running-container': ['one', 'two', '$(docker ps -ql)'],
  image: [
    'alpine',
    'nginx:alpine',
    'hello-world',
    'mine:1',
    'nosuch',
    'busybox',
    '$(docker images -q | head -1)',
  ],
  network: ['net1', 'bridge', 'host', 'none', 'nosuch'],
  volume: ['data', 'cache', 'nosuch'],
  file: ['compose.yaml', 'Dockerfile', 'app.env', 'nosuch', '-'],
  directory: ['.', '/tmp', 'nosuch'],
  service: ['web', 'app', 'nosuch'],
  command: ['true', 'false', 'sh -c "exit 3"', 'echo hi', 'sleep 1', 'cat', 'nosuch', 'ls /', 'env'],
};

const ANY = [
  'one',
  'two',
  'alpine',
  'net1',
  'data',
  'a=b',
  '1',
  '-1',
  '0',
  '',
  '/x',
  'one:/etc/passwd',
  '8080:80',
  '10m',
  '2s',
  '{{json .}}',
  '{{.ID}}',
  '{{',
  'data:/data',
  './:/src:ro',
  'always',
  'json',
  '%',
  '한글',
  '__proto__=x',
  '--',
  '*',
];

const quoted = (value: string): string => (/^\$\(|^[\w./:=-]+$|["' ]/.test(value) ? value : `'${value}'`);

function typedValue(completes: Completes | undefined, values: readonly string[] = []): fc.Arbitrary<string> {
  const fitting = [...values, ...(NAMES[completes ?? ''] ?? [])];
  const any = fc.constantFrom(...ANY);
  return (
    fitting.length === 0
      ? any
      : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: any })
  ).map(quoted);
}

function flagOf(flag: FlagSpec): fc.Arbitrary<string> {
  const name =
    flag.short === undefined
      ? fc.constant(`--${flag.name}`)
      : fc.constantFrom(`--${flag.name}`, `-${flag.short}`);
  if (flag.type === 'bool') return name;
  const fitting: Partial<Record<FlagSpec['type'], readonly string[]>> = {
    int: ['1', '5', '100'],
    float: ['0.5', '2'],
    bytes: ['10m', '6m', '1g'],
    duration: ['1s', '200ms'],
    map: ['a=b'],
  };
  return fc
    .tuple(name, typedValue(flag.completes, [...(flag.values ?? []), ...(fitting[flag.type] ?? [])]))
    .map(([option, value]) => `${option} ${value}`);
}

function lineOf(command: CommandSpec): fc.Arbitrary<string> {
  const names = [command.path, ...command.aliases].map((path) => path.join(' '));
  const flags =
    command.flags.length === 0
      ? fc.constant([])
      : fc.array(fc.constantFrom(...command.flags).chain(flagOf), { maxLength: 4, size: 'max' });
  const args = fc.tuple(
    ...command.args.map((argument) => {
      const value = typedValue(
        argument.completes ?? (/COMMAND|ARG/.test(argument.name) ? 'command' : undefined),
      );
      return argument.optional || argument.repeated
        ? fc.array(value, { minLength: argument.optional ? 0 : 1, maxLength: 2 })
        : value.map((one) => [one]);
    }),
  );
  return fc
    .tuple(fc.constantFrom(...names), flags, args)
    .map(([name, given, words]) => ['docker', name, ...given, ...words.flat()].join(' '));
}

const usable = COMMANDS.filter(({ notModelled }) => notModelled !== true);
/** What makes things comes more often, so that there is something for the others. */
const makers = usable.filter(({ path }) =>
  ['container run', 'container create', 'volume create', 'network create', 'image tag'].includes(
    path.join(' '),
  ),
);
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...usable).chain(lineOf) },
  { weight: 1, arbitrary: fc.constantFrom(...makers).chain(lineOf) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'docker run -d --name one nginx:alpine',
      'docker run --name two alpine true',
      'docker network create net1',
      'docker run -d -p 8080:80 -v data:/data --network net1 nginx:alpine',
      'docker compose up -d',
      'docker build -t mine:1 .',
      'docker rm -f one two',
      'docker system prune -af --volumes',
    ),
  },
);

/** What holds of every world, whatever was typed. */
function expectValid(world: World): void {
  const images = new Set(world.images.map(({ Id }) => Id));
  const networks = new Map(world.networks.map((network) => [network.Id, network]));
  const volumes = new Set(world.volumes.map(({ Name }) => Name));
  const unique = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length);
  unique(world.containers.map(({ Id }) => Id));
  unique(world.containers.map(({ Name }) => Name));
  unique(world.images.flatMap(({ RepoTags }) => [...RepoTags]));
  unique(world.networks.map(({ Id }) => Id));
  unique([...world.volumes.map(({ Name }) => Name)]);
  expect(world.networks.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['bridge', 'host', 'none']));
  const ports: string[] = [];
  for (const container of world.containers) {
    const { State, NetworkSettings } = container;
    expect(container.Id).toMatch(/^[0-9a-f]{64}$/);
    expect(container.Name).toMatch(/^\/[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
    expect(images.has(container.Image) || /^sha256:/.test(container.Image)).toBe(true);
    expect(State.Running, container.Name).toBe(['running', 'paused', 'restarting'].includes(State.Status));
    expect(State.Paused).toBe(State.Status === 'paused');
    expect(State.Status === 'running' ? State.Pid > 0 : true).toBe(true);
    for (const mount of container.Mounts)
      if (mount.Type === 'volume') expect(volumes.has(mount.Name ?? '')).toBe(true);
    for (const [name, endpoint] of Object.entries(NetworkSettings.Networks)) {
      if (endpoint.NetworkID !== '' && State.Status === 'running')
        expect(networks.get(endpoint.NetworkID)?.Name).toBe(name);
    }
    for (const bindings of Object.values(NetworkSettings.Ports))
      ports.push(...(bindings ?? []).map(({ HostIp, HostPort }) => `${HostIp} ${HostPort}`));
  }
  unique(ports);
  for (const network of world.networks) {
    const addresses = Object.values(network.Containers)
      .map(({ IPv4Address }) => IPv4Address)
      .filter((one) => one !== '');
    unique(addresses);
  }
}

it(`${LINES} random docker commands leave a world that holds together, and undo takes them back`, () => {
  let typed = 0;
  fc.assert(
    fc.property(fc.array(line, { minLength: IN_ONE, maxLength: IN_ONE, size: 'max' }), (lines) => {
      const { sandbox, tell, run } = learner({ files: FILES });
      run('docker pull -q alpine; docker pull -q nginx:alpine');
      for (const [at, one] of lines.entries()) {
        const before = at % 5 === 0 ? JSON.stringify(sandbox.world()) : undefined;
        if (process.env['RANDOM_TRACE']) process.stderr.write(`${one}\n`);
        const said = tell(one);
        typed += 1;
        expect(said.exit, one).toBeTypeOf('number');
        // What follows something shows it for ever.
        if (!/ (stats|events|logs|attach|up) /.test(`${one} `)) expect(said.limit, one).toBeUndefined();
        expectValid(sandbox.world());
        if (before !== undefined) {
          expect(sandbox.undo(), one).toBe(one);
          expect(JSON.stringify(sandbox.world()), `undo of ${one}`).toBe(before);
          tell(one);
        }
      }
      expect(run('echo ok')).toBe('ok');
    }),
    {
      numRuns: Math.ceil(LINES / IN_ONE),
      ...(process.env['RANDOM_SEED'] === undefined ? {} : { seed: Number(process.env['RANDOM_SEED']) }),
    },
  );
  expect(typed).toBeGreaterThanOrEqual(LINES);
}, 600_000);
