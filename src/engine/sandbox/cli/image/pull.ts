import { DaemonError } from '../../daemon/api.ts';
import { canonical, parseReference, withTag } from '../../daemon/reference.ts';
import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker } from '../docker.ts';
import { progressLine, showProgress } from './progress.ts';

/** @returns a name in full. Throws CommandError: `invalid reference format` (checked by the client, so without the daemon's prefix). */
export function readReference(text: string) {
  try {
    return parseReference(text);
  } catch (problem) {
    throw problem instanceof DaemonError ? new CommandError(problem.message) : problem;
  }
}

/**
 * Pulls an image and shows how it goes.
 * @param fd where: standard output for `docker pull`, standard error for `docker run`; undefined: nowhere
 */
export function* pullImage(
  docker: Docker,
  reference: string,
  platform: string,
  fd: number | undefined,
): Task<void> {
  const { daemon } = docker;
  yield* showProgress(
    docker,
    (line) =>
      daemon.pull(reference, {
        ...(platform === '' ? {} : { platform }),
        progress: (event) => line(progressLine(event)),
      }),
    fd,
  );
}

/** `docker pull`. */
export function* pull(docker: Docker): Task<number> {
  const [name = ''] = docker.args;
  const reference = readReference(name);
  const tagged = withTag(reference);
  const quiet = docker.bool('quiet');
  if (tagged !== reference && !quiet) yield* docker.out('Using default tag: latest\n');
  yield* pullImage(docker, name, docker.text('platform'), quiet ? undefined : 1);
  yield* docker.out(`${canonical(tagged)}\n`);
  return 0;
}
