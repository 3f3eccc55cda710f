import type { ComposeProject } from '../../../formats/compose/model.ts';
import type { ContainerFacts } from '../../world.ts';
import { CommandError, Refusal } from '../cli/docker.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { removeContainer } from './create.ts';
import { imageId } from './images.ts';
import { isOneOff, LABEL, labelOf, nameOf } from './labels.ts';
import { checkServices, isGone, timeoutOf } from './life.ts';
import { warn } from './progress.ts';
import { imageOf } from './request.ts';
import { reverseOrder, together } from './stop.ts';

function* removeAll(compose: Compose, containers: readonly ContainerFacts[], volumes: boolean): Task<void> {
  const timeout = timeoutOf(compose);
  yield* together(
    compose,
    containers.map((container) => () => (own: Compose) => removeContainer(own, container, timeout, volumes)),
  );
}

/** @returns whether there was such a network */
function* removeNetwork(compose: Compose, project: string, key: string, name: string): Task<boolean> {
  const { docker, progress } = compose;
  const found = docker
    .ask((daemon) => daemon.networks())
    .filter(({ Labels }) => Labels[LABEL.project] === project && Labels[LABEL.network] === key);
  if (found.length === 0) return false;
  const id = `Network ${name}`;
  yield* progress.say(id, 'Removing');
  const network = found.find((one) => one.Name === name);
  if (network === undefined) yield* progress.say(id, 'No resource found to remove');
  else if (Object.keys(network.Containers).length > 0) yield* progress.say(id, 'Resource is still in use');
  else {
    try {
      docker.ask((daemon) => daemon.removeNetwork(network.Id));
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      yield* progress.say(id, 'Error', problem.message);
      throw new CommandError(`failed to remove network ${name}: ${problem.message}`);
    }
    yield* progress.say(id, 'Removed');
  }
  return true;
}

function* removeResource(compose: Compose, id: string, remove: () => void): Task<void> {
  const { progress } = compose;
  yield* progress.say(id, 'Removing');
  try {
    remove();
    yield* progress.say(id, 'Removed');
  } catch (problem) {
    if (isGone(problem)) yield* progress.say(id, 'Warning: No resource found to remove');
    else if (problem instanceof Refusal && problem.status === 409)
      yield* progress.say(id, 'Resource is still in use');
    else throw problem;
  }
}

/** The images that `--rmi` removes: `local` those without a name of their own, `all` every one. */
function imagesOf(project: ComposeProject, which: string): readonly string[] {
  const services = [...project.services.values()].filter(
    ({ image }) => which === 'all' || image === undefined,
  );
  return [...new Set(services.map((service) => imageOf(project, service)))].toSorted();
}

/** Networks and volumes that a project has, where its files are not read. */
function known(compose: Compose, project: ComposeProject | undefined, name: string) {
  const { docker } = compose;
  if (project !== undefined)
    return {
      networks: [...project.networks.values()].filter(({ external }) => !external),
      volumes: [...project.volumes.values()].filter(({ external }) => !external),
    };
  const own = (labels: Readonly<Record<string, string>> | null) => labels?.[LABEL.project] === name;
  return {
    networks: docker
      .ask((daemon) => daemon.networks())
      .filter(({ Labels }) => own(Labels))
      .map(({ Name, Labels }) => ({ key: Labels[LABEL.network] ?? '', name: Name })),
    volumes: docker
      .ask((daemon) => daemon.volumes())
      .filter(({ Labels }) => own(Labels))
      .map(({ Name, Labels }) => ({ key: Labels?.[LABEL.volume] ?? '', name: Name })),
  };
}

/** `docker compose down`. */
export function* down(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  const rmi = docker.text('rmi');
  if (!['', 'all', 'local'].includes(rmi))
    throw new CommandError(`invalid value for --rmi: ${JSON.stringify(rmi)}`);
  const { project, name } = yield* compose.projectOrName();
  checkServices(project, docker.args);
  const orphans = docker.bool('remove-orphans');
  const volumes = docker.bool('volumes');
  const containers = compose.containers(name, {
    oneOff: orphans ? 'with' : 'without',
    services: docker.args,
  });
  const own = containers.filter((one) => !isOneOff(one));
  for (const group of reverseOrder(project, own)) yield* removeAll(compose, group, volumes);
  if (orphans) {
    const left = containers.filter(
      (one) =>
        isOneOff(one) ||
        (project !== undefined &&
          !project.services.has(labelOf(one, 'service')) &&
          !project.disabled.has(labelOf(one, 'service'))),
    );
    const there = new Set(compose.containers(name, { oneOff: 'with' }).map(nameOf));
    yield* removeAll(
      compose,
      left.filter((one) => there.has(nameOf(one))),
      false,
    );
  }
  let found = containers.length > 0;
  const resources = known(compose, project, name);
  for (const network of resources.networks)
    found = (yield* removeNetwork(compose, name, network.key, network.name)) || found;
  // The real one counts what it would try, not what is there.
  if (resources.networks.length > 0 || rmi !== '' || volumes) found = true;
  if (rmi !== '' && project !== undefined)
    for (const image of imagesOf(project, rmi))
      if (imageId(compose, image) !== undefined)
        yield* removeResource(compose, `Image ${image}`, () =>
          docker.ask((daemon) => daemon.removeImage(image, { force: false, prune: true })),
        );
  if (volumes)
    for (const volume of resources.volumes) {
      const there = docker.ask((daemon) => daemon.volumes().some(({ Name }) => Name === volume.name));
      if (there)
        yield* removeResource(compose, `Volume ${volume.name}`, () =>
          docker.ask((daemon) => daemon.removeVolume(volume.name, true)),
        );
    }
  if (!found)
    yield* warn(docker, `Warning: No resource found to remove for project ${JSON.stringify(name)}.`);
  yield* progress.done('down');
  return 0;
}
