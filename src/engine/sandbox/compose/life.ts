import type { ComposeProject } from '../../../formats/compose/model.ts';
import { withSelected } from '../../../formats/compose/select.ts';
import type { ContainerFacts } from '../../world.ts';
import { settle } from '../cli/container/run.ts';
import { CommandError, Refusal } from '../cli/docker.ts';
import { toText } from '../kernel/bytes.ts';
import type { Task } from '../kernel/process.ts';
import { asCommandError, type Compose } from './context.ts';
import { labelOf, nameOf } from './labels.ts';
import { startAll, waitForAll, waitForDependencies } from './start.ts';
import { reverseOrder, together } from './stop.ts';

/** Throws CommandError for a service that the files do not have. */
export function checkServices(project: ComposeProject | undefined, services: readonly string[]): void {
  const missing = services.find(
    (name) => project?.services.has(name) === false && !project.disabled.has(name),
  );
  if (project !== undefined && missing !== undefined) throw new CommandError(`no such service: ${missing}`);
}

/** @returns `-t`, in seconds; undefined if it was not given */
export function timeoutOf({ docker }: Compose): number | undefined {
  return docker.given('timeout') ? docker.number('timeout') : undefined;
}

/** Stops containers, those of one group at one time. */
export function* stopGroups(
  compose: Compose,
  groups: readonly (readonly ContainerFacts[])[],
  timeout: number | undefined,
): Task<void> {
  for (const group of groups)
    yield* together(
      compose,
      group.map(
        (container) => () =>
          function* (own: Compose): Task<void> {
            const id = `Container ${nameOf(container)}`;
            yield* own.progress.say(id, 'Stopping');
            yield* own.docker.askTask((daemon) =>
              daemon.stop(container.Id, timeout === undefined ? {} : { timeout }),
            );
            yield* own.progress.say(id, 'Stopped');
          },
      ),
    );
}

/** `docker compose stop`. */
export function* stop(compose: Compose): Task<number> {
  const { docker } = compose;
  const { project, name } = yield* compose.projectOrName();
  checkServices(project, docker.args);
  const containers = compose.containers(name, { services: docker.args });
  yield* stopGroups(compose, reverseOrder(project, containers), timeoutOf(compose));
  yield* compose.progress.done('stop');
  return 0;
}

/** `docker compose start`. */
export function* start(compose: Compose): Task<number> {
  const { docker } = compose;
  const project = yield* compose.load(docker.args);
  if (compose.containers(project.name).length === 0) {
    const first = [...project.services.keys()].toSorted()[0] ?? '';
    throw new CommandError(`service ${JSON.stringify(first)} has no container to start`);
  }
  yield* startAll(compose, project);
  if (docker.bool('wait')) yield* waitForAll(compose, project, docker.number('wait-timeout'));
  yield* compose.progress.done('start');
  return 0;
}

/** `docker compose restart`: also those that depend on what is restarted with `restart: true`. */
export function* restart(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  const all = yield* compose.load();
  checkServices(all, docker.args);
  const linked: ComposeProject = {
    ...all,
    services: new Map(
      [...all.services].map(([name, service]) => [
        name,
        { ...service, dependsOn: new Map([...service.dependsOn].filter(([, how]) => how.restart)) },
      ]),
    ),
  };
  let project: ComposeProject;
  try {
    project = withSelected(linked, docker.args, docker.bool('no-deps') ? 'without' : 'dependents');
  } catch (problem) {
    throw asCommandError(problem);
  }
  const timeout = timeoutOf(compose);
  for (const service of project.services.values()) {
    yield* waitForDependencies(compose, project, service);
    const containers = compose.containers(project.name, { services: [service.name] });
    yield* together(
      compose,
      containers.map(
        (container) => () =>
          function* (own: Compose): Task<void> {
            const id = `Container ${nameOf(container)}`;
            yield* own.progress.say(id, 'Restarting');
            yield* own.docker.askTask((daemon) =>
              daemon.restart(container.Id, timeout === undefined ? {} : { timeout }),
            );
            yield* settle(own.docker);
            yield* own.progress.say(id, 'Started');
          },
      ),
    );
  }
  yield* progress.done('restart');
  return 0;
}

/** `docker compose kill`. */
export function* kill(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  const { project, name } = yield* compose.projectOrName();
  checkServices(project, docker.args);
  const containers = compose
    .containers(name, { oneOff: 'with', stopped: false, services: docker.args })
    .filter(
      (one) =>
        project === undefined ||
        docker.bool('remove-orphans') ||
        project.services.has(labelOf(one, 'service')),
    );
  if (containers.length === 0) throw new CommandError('no resources');
  for (const container of containers) {
    const id = `Container ${nameOf(container)}`;
    yield* progress.say(id, 'Killing');
    docker.ask((daemon) => daemon.kill(container.Id, docker.text('signal')));
    yield* progress.say(id, 'Killed');
  }
  yield* progress.done('kill');
  return 0;
}

function* each(
  compose: Compose,
  want: { readonly stopped: boolean },
  said: string,
  act: (container: ContainerFacts) => void,
): Task<number> {
  const { docker, progress } = compose;
  const { project, name } = yield* compose.projectOrName();
  checkServices(project, docker.args);
  for (const container of compose.containers(name, { ...want, services: docker.args })) {
    act(container);
    yield* progress.say(`Container ${nameOf(container)}`, said);
  }
  yield* progress.done(said.toLowerCase());
  return 0;
}

/** `docker compose pause`. */
export function pause(compose: Compose): Task<number> {
  return each(compose, { stopped: false }, 'Paused', ({ Id }) =>
    compose.docker.ask((daemon) => daemon.pause(Id)),
  );
}

/** `docker compose unpause`. */
export function unpause(compose: Compose): Task<number> {
  return each(compose, { stopped: true }, 'Unpaused', ({ Id, State }) => {
    if (State.Paused) compose.docker.ask((daemon) => daemon.unpause(Id));
  });
}

/** `docker compose rm`. */
export function* rm(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  const { project, name } = yield* compose.projectOrName();
  checkServices(project, docker.args);
  const own = compose.containers(name, { services: docker.args });
  if (docker.bool('stop')) yield* stopGroups(compose, reverseOrder(project, own), undefined);
  const stopped = compose.containers(name, { services: docker.args }).filter(({ State }) => !State.Running);
  if (stopped.length === 0) {
    yield* docker.err('No stopped containers\n');
    return 0;
  }
  const message = `Going to remove ${stopped.map(nameOf).join(', ')}`;
  if (docker.bool('force')) yield* docker.out(`${message}\n`);
  else {
    yield* docker.out(docker.process.isTerminal(0) ? `? ${message} (y/N) ` : message);
    const answer = toText(yield* docker.process.readLine(0)).trim();
    if (!/^(y|yes|true|1)$/i.test(answer)) return 0;
  }
  for (const container of stopped) {
    const id = `Container ${nameOf(container)}`;
    yield* progress.say(id, 'Removing');
    docker.ask((daemon) =>
      daemon.remove(container.Id, { force: docker.bool('force'), volumes: docker.bool('volumes') }),
    );
    yield* progress.say(id, 'Removed');
  }
  yield* progress.done('remove');
  return 0;
}

/** Whether a refusal says that something is gone. */
export function isGone(problem: unknown): boolean {
  return problem instanceof Refusal && problem.status === 404;
}
