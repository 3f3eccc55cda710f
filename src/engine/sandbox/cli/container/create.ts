import type { ContainerRequest } from '../../daemon/api.ts';
import { familiar, withTag } from '../../daemon/reference.ts';
import { fromText } from '../../kernel/bytes.ts';
import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { pullImage, readReference } from '../image/pull.ts';
import { readRequest } from '../run/request.ts';

/** Ends a message of `run` and `create` as docker does, pointing to their help. */
export function withHelp(problem: unknown, name: 'run' | 'create', exit = 125): unknown {
  if (!(problem instanceof CommandError)) return problem;
  return new CommandError(
    `docker: ${problem.message}\n\nRun 'docker ${name} --help' for more information`,
    exit,
  );
}

function checkPull(policy: string): void {
  if (!['always', 'missing', 'never', ''].includes(policy))
    throw new CommandError(`invalid pull option: '${policy}': must be one of "always", "missing" or "never"`);
}

/** @returns what the flags ask for. Throws CommandError, exit 125. */
export function readFlags(docker: Docker, name: 'run' | 'create'): ContainerRequest {
  try {
    checkPull(docker.text('pull'));
    return readRequest(docker);
  } catch (problem) {
    throw withHelp(problem, name);
  }
}

/**
 * Creates the container, pulling its image if it is not there.
 * @returns its id. Throws CommandError as it comes from the daemon.
 */
export function* createContainer(docker: Docker, request: ContainerRequest): Task<string> {
  const idFile = docker.text('cidfile');
  if (idFile !== '' && docker.process.fs.exists(idFile))
    throw new CommandError(
      `container ID file found, make sure the other container isn't running or delete ${idFile}`,
    );
  const policy = docker.text('pull');
  const platform = docker.text('platform');
  const progress = docker.bool('quiet') ? undefined : 2;
  const isId = /^[a-f0-9]{64}$/.test(request.image);
  const named = isId ? undefined : withTag(readReference(request.image));
  if (policy === 'always') yield* pullImage(docker, request.image, platform, progress);
  const attempt = () => docker.ask((daemon) => daemon.create(request));
  let made: ReturnType<typeof attempt>;
  try {
    made = attempt();
  } catch (problem) {
    const absent =
      problem instanceof Refusal && problem.status === 404 && /No such image/.test(problem.reason);
    if (!absent || named === undefined || policy === 'never') throw problem;
    if (progress !== undefined) yield* docker.err(`Unable to find image '${familiar(named)}' locally\n`);
    yield* pullImage(docker, request.image, platform, progress);
    made = attempt();
  }
  for (const warning of made.warnings) yield* docker.err(`WARNING: ${warning}\n`);
  if (idFile !== '') writeIdFile(docker, idFile, made.id);
  return made.id;
}

function writeIdFile(docker: Docker, path: string, id: string): void {
  try {
    docker.process.fs.writeFile(path, fromText(id));
  } catch (problem) {
    if (!(problem instanceof SystemError)) throw problem;
    throw new CommandError(
      `failed to create the container ID file: open ${path}: ${problem.message.toLowerCase()}`,
    );
  }
}

/** `docker create`. */
export function* create(docker: Docker): Task<number> {
  const request = readFlags(docker, 'create');
  const id = yield* createContainer(docker, request);
  yield* docker.out(`${id}\n`);
  return 0;
}
