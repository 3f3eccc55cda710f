import type { ComposeProject } from '../../../formats/compose/model.ts';
import { serviceOf, withSelected } from '../../../formats/compose/select.ts';
import { CommandError } from '../cli/docker.ts';
import type { Program, Task } from '../kernel/process.ts';
import { asCommandError, type Compose } from './context.ts';
import { type CreateOptions, createAll } from './create.ts';
import { Follower, type Happening, isAlive } from './follow.ts';
import type { PullPolicy } from './images.ts';
import { shortName } from './labels.ts';
import { stopGroups, timeoutOf } from './life.ts';
import { LogPrinter } from './log-printer.ts';
import { startAll, waitForAll } from './start.ts';
import { reverseOrder } from './stop.ts';

/** Throws CommandError for flags that do not go together (docker/compose cmd/compose/up.go validateFlags). */
function checkFlags({ docker }: Compose): void {
  const on = (flag: string) => docker.bool(flag);
  const refuse = (message: string): never => {
    throw new CommandError(message);
  };
  const cascade =
    on('abort-on-container-exit') ||
    (docker.text('exit-code-from') !== '' && !on('abort-on-container-failure'));
  if (docker.number('wait-timeout') < 0) refuse('--wait-timeout must be a non-negative integer');
  if (cascade && on('abort-on-container-failure'))
    refuse('--abort-on-container-failure cannot be combined with --abort-on-container-exit');
  if (on('wait') && cascade)
    refuse('--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies');
  if (on('build') && on('no-build')) refuse('--build and --no-build are incompatible');
  if ((on('detach') || on('wait')) && (cascade || on('abort-on-container-failure')))
    refuse(
      `${on('wait') ? '--wait' : '--detach'} cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, --attach-dependencies or --watch`,
    );
  if (on('renew-anon-volumes') && on('no-recreate'))
    refuse('--no-recreate and --renew-anon-volumes are incompatible');
  if (on('force-recreate') && on('no-recreate'))
    refuse('--force-recreate and --no-recreate are incompatible');
  if (on('always-recreate-deps') && on('no-recreate'))
    refuse('--always-recreate-deps and --no-recreate are incompatible');
}

/** @returns the project with `--scale web=3` in it. Throws CommandError. */
export function scaled(project: ComposeProject, specs: readonly string[]): ComposeProject {
  const services = new Map(project.services);
  for (const spec of specs) {
    const [, name = '', count = ''] = /^([^=]+)=(.+)$/.exec(spec) ?? [];
    if (name === '')
      throw new CommandError(`invalid --scale option ${JSON.stringify(spec)}. Should be SERVICE=NUM`);
    if (!/^\d+$/.test(count))
      throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(count)}: invalid syntax`);
    try {
      const service = serviceOf(project, name);
      if (Number(count) > 1 && service.containerName !== undefined)
        throw new CommandError(
          `WARNING: The ${JSON.stringify(name)} service is using the custom container name ${JSON.stringify(service.containerName)}. Docker requires each container to have a unique name. Remove the custom name to scale the service`,
        );
      services.set(name, { ...service, scale: Number(count) });
    } catch (problem) {
      throw asCommandError(problem);
    }
  }
  return { ...project, services };
}

/** @returns the named services alone, as `--no-deps` wants them */
export function selected(project: ComposeProject, names: readonly string[], alone: boolean): ComposeProject {
  try {
    return alone ? withSelected(project, names, 'without') : project;
  } catch (problem) {
    throw asCommandError(problem);
  }
}

/** @returns how containers are to be made, by the flags of `up` and `create` */
function createOptions(compose: Compose, project: ComposeProject): CreateOptions {
  const { docker } = compose;
  const diverged = docker.bool('no-recreate') ? 'never' : 'diverged';
  return {
    services: docker.args,
    build: docker.bool('build') ? true : docker.bool('no-build') ? false : undefined,
    pull: (docker.text('pull') || 'policy') as PullPolicy,
    quietPull: docker.bool('quiet-pull'),
    recreate: docker.bool('force-recreate') ? 'force' : diverged,
    recreateDependencies: docker.bool('always-recreate-deps') ? 'force' : diverged,
    inherit: !docker.bool('renew-anon-volumes'),
    removeOrphans:
      docker.bool('remove-orphans') || project.environment.get('COMPOSE_REMOVE_ORPHANS') === 'true',
    timeout: timeoutOf(compose),
  };
}

/** `docker compose up`. */
export function* up(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  checkFlags(compose);
  const loaded = scaled(yield* compose.load(docker.args), docker.list('scale'));
  if (loaded.services.size === 0) throw new CommandError('no service selected');
  const project = selected(loaded, docker.args, docker.bool('no-deps'));
  const from = docker.text('exit-code-from');
  if (from !== '') {
    try {
      serviceOf(project, from);
    } catch (problem) {
      throw asCommandError(problem);
    }
  }
  yield* createAll(compose, project, createOptions(compose, project));
  if (docker.bool('no-start')) {
    yield* progress.done('create');
    return 0;
  }
  if (!docker.bool('detach') && !docker.bool('wait')) {
    yield* progress.done('up');
    return yield* new Attached(compose, project).run();
  }
  yield* startAll(compose, project);
  if (docker.bool('wait')) yield* waitForAll(compose, project, docker.number('wait-timeout'));
  yield* progress.done('up');
  return 0;
}

/** `docker compose create`. */
export function* create(compose: Compose): Task<number> {
  const { docker } = compose;
  const project = scaled(yield* compose.load(docker.args), docker.list('scale'));
  yield* createAll(compose, project, createOptions(compose, project));
  yield* compose.progress.done('create');
  return 0;
}

/** `docker compose scale web=3`. */
export function* scale(compose: Compose): Task<number> {
  const { docker } = compose;
  const names = docker.args.map((spec) => {
    const [, name = '', count = ''] = /^([^=]+)=(.+)$/.exec(spec) ?? [];
    if (name === '') throw new CommandError(`invalid scale specifier: ${spec}`);
    if (!/^-?\d+$/.test(count))
      throw new CommandError(`invalid scale specifier: can't parse replica value as int: ${spec}`);
    return name;
  });
  const loaded = scaled(yield* compose.load(names), docker.args);
  const project = selected(loaded, names, docker.bool('no-deps'));
  yield* createAll(compose, project, {
    services: names,
    build: undefined,
    recreate: 'diverged',
    recreateDependencies: 'diverged',
    inherit: true,
    removeOrphans: false,
    timeout: undefined,
  });
  yield* startAll(compose, project);
  yield* compose.progress.done('scale');
  return 0;
}

/** `up` in the foreground: the services' output until all have ended, or ^C stops them. */
class Attached {
  private readonly compose: Compose;
  private readonly project: ComposeProject;
  private helper: number | undefined;
  private exit = 0;
  private stopping = false;
  /** All that runs is to be stopped as soon as all has started. */
  private pending = false;
  private stopped = false;

  constructor(compose: Compose, project: ComposeProject) {
    this.compose = compose;
    this.project = project;
  }

  /** Another process does a part, so that this one goes on showing what comes. */
  private begin(work: (compose: Compose) => Task<void>): void {
    const { compose } = this;
    const body: Program = function* (process) {
      const own = compose.in(process);
      try {
        yield* work(own);
      } catch (problem) {
        if (!(problem instanceof CommandError)) throw problem;
        if (problem.message !== '') yield* own.docker.err(`${problem.message}\n`);
        return problem.exit;
      }
      return 0;
    };
    const { process } = compose.docker;
    this.helper = process.spawn({ argv: ['docker'], env: process.env, body, ignore: ['SIGINT', 'SIGTERM'] });
  }

  *run(): Task<number> {
    const { compose, project } = this;
    const { docker } = compose;
    const named = docker.args.length > 0 ? docker.args : [...project.services.keys()];
    const services = named.filter((name) => project.services.get(name)?.attach !== false);
    const printer = new LogPrinter(docker, {
      prefix: !docker.bool('no-log-prefix'),
      colour: !docker.bool('no-color') && compose.global('ansi') !== 'never',
    });
    const follower = new Follower(compose, printer, {
      project: project.name,
      services,
      split: true,
      timestamps: docker.bool('timestamps'),
    });
    const containers = compose.containers(project.name, { services });
    if (containers.length > 0) yield* docker.out(`Attaching to ${containers.map(shortName).join(', ')}\n`);
    for (const one of containers)
      follower.watch(
        one,
        docker.ask((daemon) => daemon.logs(one.Id).length),
      );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) docker.process.onSignal(signal, 'catch');
    this.begin((own) => startAll(own, this.project));
    while ((!follower.over && !this.stopped) || this.helper !== undefined) {
      const happenings = yield* follower.next(this.helper);
      for (const happening of happenings) yield* this.react(happening);
      const failed = yield* this.reap();
      if (failed !== undefined) return failed;
    }
    return this.exit;
  }

  private *react(happening: Happening): Task<void> {
    const { compose, project } = this;
    const { docker, progress } = compose;
    if (happening.kind === 'signal') {
      this.exit = 130;
      if (this.stopping) {
        for (const { Id } of compose.containers(project.name, { stopped: false }))
          docker.ask((daemon) => daemon.kill(Id, 'SIGKILL'));
        return;
      }
      yield* progress.say('Compose', 'Stopping', 'Gracefully Stopping... press Ctrl+C again to force');
      if (this.helper !== undefined) {
        // Nothing more is to be started.
        docker.process.kill(this.helper, 'SIGKILL');
        yield* docker.process.wait(this.helper);
      }
      this.stop();
      return;
    }
    const from = docker.text('exit-code-from');
    if (happening.service === from && this.exit !== 130) this.exit = happening.code;
    const cascade =
      docker.bool('abort-on-container-exit') || (from !== '' && !docker.bool('abort-on-container-failure'));
    const fails = docker.bool('abort-on-container-failure') && happening.code !== 0;
    if (this.stopping || this.pending || !(cascade || fails)) return;
    if (from === '') this.exit = happening.code;
    yield* progress.say('Compose', 'Stopping', 'Aborting on container exit...');
    if (this.helper === undefined) this.stop();
    else this.pending = true;
  }

  private stop(): void {
    const { compose, project } = this;
    this.stopping = true;
    const timeout = timeoutOf(compose);
    this.begin((own) => {
      const containers = own.containers(project.name, { stopped: false });
      return stopGroups(own, reverseOrder(project, containers), timeout);
    });
  }

  /** @returns the exit code of the helper, if it has failed */
  private *reap(): Task<number | undefined> {
    const { helper } = this;
    const { docker } = this.compose;
    if (helper === undefined) return undefined;
    if (docker.ask((daemon) => isAlive(daemon.kernel.processesOf(daemon.kernel.host), helper)))
      return undefined;
    const ended = yield* docker.process.wait(helper);
    this.helper = undefined;
    if (this.stopping) this.stopped = true;
    else if (this.pending) this.stop();
    return ended !== undefined && ended.status !== 0 ? ended.status : undefined;
  }
}
