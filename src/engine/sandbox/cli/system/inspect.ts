import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { inspect } from '../format/inspect.ts';

const KINDS = ['container', 'image', 'network', 'volume'] as const;
type Kind = (typeof KINDS)[number];
const OTHER_KINDS = ['config', 'node', 'plugin', 'secret', 'service', 'task'];

function findOne(docker: Docker, kind: Kind, subject: string): object {
  return docker.ask((daemon): object => {
    switch (kind) {
      case 'container':
        return daemon.inspectContainer(subject);
      case 'image':
        return daemon.inspectImage(subject);
      case 'network':
        return daemon.inspectNetwork(subject);
      default:
        return daemon.inspectVolume(subject);
    }
  });
}

function withSize(docker: Docker, kind: Kind, facts: object): object {
  if (kind !== 'container' || !docker.bool('size')) return facts;
  const { writable, total } = docker.ask((daemon) => daemon.sizeOf((facts as { readonly Id: string }).Id));
  return { ...facts, SizeRw: writable, SizeRootFs: total };
}

/** `docker inspect`: containers, then images, networks and volumes of a name. */
export function inspectAny(docker: Docker): Task<number> {
  const type = docker.text('type');
  if (docker.given('type') && type === '')
    throw new CommandError(
      'type is empty: must be one of "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"',
    );
  const kinds = type === '' ? KINDS : KINDS.filter((kind) => kind === type);
  if (kinds.length === 0) {
    if (OTHER_KINDS.includes(type)) throw new CommandError(`the sandbox does not model --type ${type} yet`);
    throw new CommandError(
      `unknown type: "${type}": must be one of "${[...OTHER_KINDS, ...KINDS].sort().join('", "')}"`,
    );
  }
  return inspect(docker, (subject) => {
    for (const kind of kinds) {
      try {
        return withSize(docker, kind, findOne(docker, kind, subject));
      } catch (problem) {
        const skip =
          problem instanceof Refusal &&
          (problem.status === 404 || /invalid reference format|invalid repository name/.test(problem.reason));
        if (!skip || type !== '') throw problem;
      }
    }
    throw new CommandError(`error: no such object: ${subject}`);
  });
}

/** `docker container inspect`. */
export const inspectContainers = (docker: Docker): Task<number> =>
  inspect(docker, (subject) => withSize(docker, 'container', findOne(docker, 'container', subject)));

/** `docker network inspect`. */
export const inspectNetworks = (docker: Docker): Task<number> =>
  inspect(docker, (subject) => findOne(docker, 'network', subject));

/** `docker volume inspect`. */
export const inspectVolumes = (docker: Docker): Task<number> =>
  inspect(docker, (subject) => findOne(docker, 'volume', subject));
