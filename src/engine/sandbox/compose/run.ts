import { canonicalService } from '../../../formats/compose/canonical.ts';
import type { ComposeProject, ComposeService } from '../../../formats/compose/model.ts';
import { resolveServicePaths } from '../../../formats/compose/paths.ts';
import { longPorts } from '../../../formats/compose/port-spec.ts';
import { readService } from '../../../formats/compose/read-service.ts';
import { serviceOf } from '../../../formats/compose/select.ts';
import { isMapping, itemsOf, type Mapping, mapping, type Value } from '../../../formats/compose/tree.ts';
import { shellWords } from '../../../formats/compose/words.ts';
import { exitStatus, passSignal, settle, sizeTerminal } from '../cli/container/run.ts';
import { CommandError } from '../cli/docker.ts';
import { carryStreams, waitForStreams } from '../cli/run/streams.ts';
import type { Task } from '../kernel/process.ts';
import { asCommandError, type Compose } from './context.ts';
import { createAll, putFiles } from './create.ts';
import { ensureImages } from './images.ts';
import { LABEL } from './labels.ts';
import { containerRequest, imageOf, notModelled } from './request.ts';
import { startAll, waitForDependencies } from './start.ts';
import { selected } from './up.ts';

/** The service as the flags of `run` change it. */
function changed(compose: Compose, project: ComposeProject, service: ComposeService): ComposeService {
  const { docker } = compose;
  const [, ...command] = docker.args;
  const tree: Mapping = mapping(
    Object.entries(service.tree).filter(([key]) => !['restart', 'container_name', 'scale'].includes(key)),
  );
  const { deploy } = tree;
  if (isMapping(deploy))
    tree['deploy'] = mapping(
      Object.entries(deploy).filter(([key]) => !['restart_policy', 'replicas'].includes(key)),
    );
  if (!docker.bool('service-ports'))
    tree['ports'] = docker.list('publish').flatMap((spec): Value[] => [...longPorts(spec)]);
  if (docker.list('volume').length > 0)
    tree['volumes'] = [...itemsOf(tree['volumes']), ...docker.list('volume')];
  if (command.length > 0) tree['command'] = command;
  if (docker.given('entrypoint')) {
    tree['entrypoint'] = shellWords(docker.text('entrypoint'));
    if (command.length === 0) tree['command'] = [];
  }
  if (docker.text('user') !== '') tree['user'] = docker.text('user');
  if (docker.text('workdir') !== '') tree['working_dir'] = docker.text('workdir');
  if (docker.list('env').length > 0) {
    const environment = mapping(isMapping(tree['environment']) ? Object.entries(tree['environment']) : []);
    for (const one of docker.list('env')) {
      const [, key = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(one) ?? [];
      const found = value ?? project.environment.get(key);
      if (found !== undefined) environment[key] = found;
    }
    tree['environment'] = environment;
  }
  const long = canonicalService(tree, `services.${service.name}`);
  resolveServicePaths(long, project.workingDir, project.environment.get('HOME') ?? '/root');
  return { ...readService(service.name, long as Mapping), dependsOn: service.dependsOn };
}

function extraLabels({ docker }: Compose): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const one of docker.list('label')) {
    const [, key = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(one) ?? [];
    if (value === undefined) throw new CommandError('label must be set as KEY=VALUE');
    labels[key] = value;
  }
  return labels;
}

/** What a one-off container is known by: 64 hexadecimal digits. */
function slug({ docker }: Compose): string {
  return Array.from({ length: 64 }, () => Math.floor(docker.process.random() * 16).toString(16)).join('');
}

function* startDependencies(compose: Compose, project: ComposeProject, name: string): Task<void> {
  const { docker } = compose;
  const services = new Map([...project.services].filter(([key]) => key !== name));
  const disabled = new Map([...project.disabled, ...[...project.services].filter(([key]) => key === name)]);
  const others: ComposeProject = { ...project, services, disabled };
  yield* createAll(compose, others, {
    services: [...services.keys()],
    build: undefined,
    quietPull: docker.bool('quiet-pull'),
    recreate: 'diverged',
    recreateDependencies: 'diverged',
    inherit: true,
    removeOrphans: docker.bool('remove-orphans'),
    timeout: undefined,
  });
  yield* startAll(compose, others);
}

/** `docker compose run`: one command in a new container of a service. */
export function* run(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  const [name = ''] = docker.args;
  if (docker.list('publish').length > 0 && docker.bool('service-ports'))
    throw new CommandError('--service-ports and --publish are incompatible');
  const labels = extraLabels(compose);
  const project = selected(yield* compose.load([name]), [name], docker.bool('no-deps'));
  let service: ComposeService;
  try {
    service = changed(compose, project, serviceOf(project, name));
  } catch (problem) {
    throw asCommandError(problem);
  }
  const what = notModelled(service);
  if (what !== undefined) compose.refuse(what);
  const detach = docker.bool('detach');
  const tty = docker.given('no-tty')
    ? !docker.bool('no-tty')
    : docker.process.isTerminal(0) && docker.process.isTerminal(1);
  const stdin = docker.given('interactive') ? docker.bool('interactive') : true;
  yield* startDependencies(compose, project, name);
  const alone: ComposeProject = { ...project, services: new Map([[name, service]]) };
  const images = yield* ensureImages(compose, alone, {
    build: docker.bool('build') ? true : undefined,
    quietPull: docker.bool('quiet-pull'),
  });
  if (!docker.bool('no-deps')) yield* waitForDependencies(compose, project, service);
  const mark = slug(compose);
  const container = docker.text('name') || `${project.name}-${name}-run-${mark.slice(0, 12)}`;
  const request = containerRequest(
    project,
    { ...service, tty, stdinOpen: stdin },
    {
      name: container,
      number: 0,
      imageId: images.get(imageOf(project, service)) ?? '',
      labels: { ...labels, [LABEL.slug]: mark, [LABEL.oneoff]: 'True' },
      autoRemove: docker.bool('rm'),
      attachStdin: stdin && !detach,
      aliases: false,
      environmentFiles: compose.globals('env-file'),
      containerOf: (other) => compose.containers(project.name, { services: [other] })[0]?.Id,
    },
  );
  yield* progress.say(`Container ${container}`, 'Creating');
  const { id } = docker.ask((daemon) => daemon.create(request));
  yield* progress.say(`Container ${container}`, 'Created');
  putFiles(compose, project, service, id);
  yield* progress.done('run');
  return detach ? yield* background(compose, id, container) : yield* foreground(compose, id, { stdin, tty });
}

function* background({ docker }: Compose, id: string, name: string): Task<number> {
  docker.ask((daemon) => daemon.start(id));
  yield* settle(docker);
  yield* docker.out(`${name}\n`);
  return 0;
}

function* foreground(
  { docker }: Compose,
  id: string,
  want: { readonly stdin: boolean; readonly tty: boolean },
): Task<number> {
  const attach = { stdin: want.stdin, stdout: true, stderr: true };
  const streams = docker.ask((daemon) => daemon.attach(id, attach));
  if (want.tty) sizeTerminal(docker, id);
  const carriers = carryStreams(docker, streams, { ...attach, tty: want.tty }, '\x10\x11');
  docker.ask((daemon) => daemon.start(id));
  const ending = yield* waitForStreams(docker, carriers, (signal) => passSignal(docker, id, signal));
  if (ending === 'detached') return 0;
  return yield* exitStatus(docker, id, docker.bool('rm'));
}
