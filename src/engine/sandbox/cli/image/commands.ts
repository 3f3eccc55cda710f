import { canonical, withTag } from '../../daemon/reference.ts';
import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { inspect } from '../format/inspect.ts';
import { showProgress } from './progress.ts';
import { readReference } from './pull.ts';

/** `docker rmi`. */
export function* rm(docker: Docker): Task<number> {
  const force = docker.bool('force');
  const errors: string[] = [];
  let fatal = false;
  for (const image of docker.args) {
    try {
      const done = docker.ask((daemon) =>
        daemon.removeImage(image, { force, prune: !docker.bool('no-prune') }),
      );
      for (const { untagged, deleted } of done)
        yield* docker.out(deleted === undefined ? `Untagged: ${untagged}\n` : `Deleted: ${deleted}\n`);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      if (!(problem instanceof Refusal) || problem.status !== 404) fatal = true;
      errors.push(problem.message);
    }
  }
  if (errors.length === 0) return 0;
  yield* docker.err(`${errors.join('\n')}\n`);
  return force && !fatal ? 0 : 1;
}

/** `docker tag`. */
export function* tag(docker: Docker): Task<number> {
  const [source = '', target = ''] = docker.args;
  for (const name of [source, target]) requireReference(name);
  docker.ask((daemon) => daemon.tag(source, target));
  return 0;
}

/** `docker push`. */
export function* push(docker: Docker): Task<number> {
  const [name = ''] = docker.args;
  const reference = withTag(readReference(name));
  const quiet = docker.bool('quiet');
  if (withTag(readReference(name)).tag !== readReference(name).tag && !quiet)
    yield* docker.out('Using default tag: latest\n');
  const { daemon } = docker;
  yield* showProgress(
    docker,
    (line) => daemon.push(name, (text) => line(text.endsWith('\n') ? text : `${text}\n`)),
    quiet ? undefined : 1,
  );
  if (quiet) yield* docker.out(`${canonical(reference)}\n`);
  return 0;
}

/** `docker image inspect`. */
export const inspectImages = (docker: Docker): Task<number> =>
  inspect(docker, (subject) => docker.ask((daemon) => daemon.inspectImage(subject)));

/** Checked by the client, which says it in words of its own. An id is no name, and good. */
function requireReference(text: string): void {
  if (/^(sha256:)?[0-9a-f]{64}$/.test(text)) return;
  try {
    readReference(text);
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    throw new CommandError(
      `error parsing reference: ${JSON.stringify(text)} is not a valid repository/tag: ${problem.message}`,
    );
  }
}
