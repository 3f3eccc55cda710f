import type { ComposeProject, ComposeService, DependencyCondition } from '../../../formats/compose/model.ts';
import type { ContainerFacts } from '../../world.ts';
import { settle } from '../cli/container/run.ts';
import { CommandError } from '../cli/docker.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { putFiles } from './create.ts';
import { nameOf } from './labels.ts';
import { warn } from './progress.ts';

/** How often Compose looks whether what it waits for has come, milliseconds. */
const LOOK = 500;

/** One condition that is waited for. */
interface Wait {
  readonly service: string;
  readonly condition: DependencyCondition;
  readonly required: boolean;
}

function containersOf(compose: Compose, project: ComposeProject, service: string): readonly ContainerFacts[] {
  return compose.containers(project.name, { services: [service] });
}

/**
 * Whether containers are healthy.
 * @throws CommandError `container x is unhealthy`
 */
function healthy(containers: readonly ContainerFacts[], orRunning: boolean): boolean {
  for (const container of containers) {
    const name = nameOf(container);
    const { State } = container;
    if (State.Status === 'exited') throw new CommandError(`container ${name} exited (${State.ExitCode})`);
    const test = container.Config.Healthcheck?.Test ?? [];
    if ((test.length === 0 || test[0] === 'NONE') && orRunning) return State.Status === 'running';
    const status = State.Health?.Status;
    if (status === undefined || status === 'none')
      throw new CommandError(`container ${name} has no healthcheck configured`);
    if (status === 'unhealthy') throw new CommandError(`container ${name} is unhealthy`);
    if (status === 'starting') return false;
  }
  return true;
}

/** Waits for what a service depends on. */
class Waiting {
  private readonly compose: Compose;
  private readonly project: ComposeProject;
  private open: Wait[] = [];

  constructor(compose: Compose, project: ComposeProject) {
    this.compose = compose;
    this.project = project;
  }

  /** @param who waits, for messages */
  *begin(who: string, waits: readonly Wait[]): Task<void> {
    const { compose, project } = this;
    for (const wait of waits) {
      const service = project.services.get(wait.service);
      if (wait.condition === 'service_started' || service === undefined || service.scale === 0) continue;
      const found = containersOf(compose, project, wait.service);
      for (const one of found) yield* compose.progress.say(`Container ${nameOf(one)}`, 'Waiting');
      if (found.length > 0) this.open.push(wait);
      else if (wait.required) throw new CommandError(`${who} is missing dependency ${wait.service}`);
      else yield* warn(compose.docker, `${who} is missing dependency ${wait.service}`);
    }
  }

  get over(): boolean {
    return this.open.length === 0;
  }

  /** Looks once. Throws CommandError if what is waited for cannot come any more. */
  *look(): Task<void> {
    const still: Wait[] = [];
    for (const wait of this.open) if (!(yield* this.met(wait))) still.push(wait);
    this.open = still;
  }

  private *say(containers: readonly ContainerFacts[], text: string, details = ''): Task<void> {
    for (const one of containers) yield* this.compose.progress.say(`Container ${nameOf(one)}`, text, details);
  }

  private *met(wait: Wait): Task<boolean> {
    const containers = containersOf(this.compose, this.project, wait.service);
    if (wait.condition === 'service_completed_successfully') return yield* this.completed(wait, containers);
    const orRunning = wait.condition === 'running_or_healthy';
    try {
      if (!healthy(containers, orRunning)) return false;
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      const name = JSON.stringify(wait.service);
      if (!wait.required) {
        const why = `optional dependency ${name} ${orRunning ? 'is not running or is unhealthy' : 'failed to start'}`;
        yield* this.say(containers, `Skipped: ${why}`);
        yield* warn(this.compose.docker, `${why}: ${problem.message}`);
        return true;
      }
      if (orRunning) throw problem;
      yield* this.say(containers, 'Error', `dependency ${wait.service} failed to start`);
      throw new CommandError(`dependency failed to start: ${problem.message}`);
    }
    yield* this.say(containers, 'Healthy');
    return true;
  }

  private *completed(wait: Wait, containers: readonly ContainerFacts[]): Task<boolean> {
    const ended = containers.find(({ State }) => State.Status === 'exited');
    if (ended === undefined) return false;
    const code = ended.State.ExitCode;
    if (code === 0) {
      yield* this.say(containers, 'Exited');
      return true;
    }
    const why = `${JSON.stringify(wait.service)} didn't complete successfully: exit ${code}`;
    if (!wait.required) {
      yield* this.say(containers, `Skipped: optional dependency ${why}`);
      yield* warn(this.compose.docker, `optional dependency ${why}`);
      return true;
    }
    yield* this.say(containers, 'Error', `service ${why}`);
    throw new CommandError(`service ${why}`);
  }
}

function* startService(compose: Compose, project: ComposeProject, service: ComposeService): Task<void> {
  const { docker, progress } = compose;
  for (const container of containersOf(compose, project, service.name)) {
    if (container.State.Status === 'running') continue;
    putFiles(compose, project, service, container.Id);
    const id = `Container ${nameOf(container)}`;
    yield* progress.say(id, 'Starting');
    docker.ask((daemon) => daemon.start(container.Id));
    yield* settle(docker);
    yield* progress.say(id, 'Started');
  }
}

const waitsOf = (service: ComposeService): readonly Wait[] =>
  [...service.dependsOn]
    .map(([name, { condition, required }]) => ({ service: name, condition, required }))
    .toSorted((a, b) => (a.service < b.service ? -1 : 1));

/**
 * Starts the services, each when those it depends on have started and what it waits for has come. Throws CommandError.
 */
export function* startAll(compose: Compose, project: ComposeProject): Task<void> {
  const started = new Set<string>();
  const waiting = new Map<string, Waiting>();
  const services = [...project.services.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  while (started.size < services.length) {
    let moved = false;
    for (const service of services) {
      if (started.has(service.name)) continue;
      const below = [...service.dependsOn.keys()].filter((name) => project.services.has(name));
      if (!below.every((name) => started.has(name))) continue;
      let wait = waiting.get(service.name);
      if (wait === undefined) {
        wait = new Waiting(compose, project);
        waiting.set(service.name, wait);
        yield* wait.begin(service.name, waitsOf(service));
        moved = true;
      }
      if (!wait.over) continue;
      yield* startService(compose, project, service);
      started.add(service.name);
      moved = true;
    }
    if (moved) continue;
    yield* compose.docker.process.sleep(LOOK);
    for (const wait of waiting.values()) if (!wait.over) yield* wait.look();
  }
}

/**
 * Waits until every service runs or is healthy (`--wait`); one that others wait for to complete, until it has.
 *
 * @param timeout seconds; 0: as long as it takes
 */
export function* waitForAll(compose: Compose, project: ComposeProject, timeout: number): Task<void> {
  const { process } = compose.docker;
  const services = [...project.services.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const completes = new Set(
    services.flatMap(({ dependsOn }) =>
      [...dependsOn]
        .filter(([, { condition }]) => condition === 'service_completed_successfully')
        .map(([name]) => name),
    ),
  );
  const waiting = new Waiting(compose, project);
  yield* waiting.begin(
    project.name,
    services.map(({ name }) => ({
      service: name,
      condition: completes.has(name) ? 'service_completed_successfully' : 'running_or_healthy',
      required: true,
    })),
  );
  const deadline = timeout > 0 ? process.now() + timeout * 1000 : Number.POSITIVE_INFINITY;
  while (!waiting.over) {
    yield* process.sleep(LOOK);
    if (process.now() >= deadline) throw new CommandError(`application not healthy after ${timeout}s`);
    yield* waiting.look();
  }
}

/** Waits for the dependencies of one service, which is not started here (`run`). */
export function* waitForDependencies(
  compose: Compose,
  project: ComposeProject,
  service: ComposeService,
): Task<void> {
  const waiting = new Waiting(compose, project);
  yield* waiting.begin(service.name, waitsOf(service));
  while (!waiting.over) {
    yield* compose.docker.process.sleep(LOOK);
    yield* waiting.look();
  }
}
