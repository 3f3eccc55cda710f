import { entriesOf, writeTar } from '../../filesystem/tar-write.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker } from '../docker.ts';

/** `docker commit`. */
export function* commit(docker: Docker): Task<number> {
  const [container = '', reference] = docker.args;
  const author = docker.text('author');
  const message = docker.text('message');
  const id = docker.ask((daemon) =>
    daemon.commit(container, {
      ...(reference === undefined ? {} : { reference }),
      ...(author === '' ? {} : { author }),
      ...(message === '' ? {} : { message }),
      changes: docker.list('change'),
      pause: docker.bool('pause') && !docker.bool('no-pause'),
    }),
  );
  yield* docker.out(`${id}\n`);
  return 0;
}

/**
 * Writes an archive to `-o`, or to standard output if that is no terminal.
 */
export function* writeArchive(docker: Docker, bytes: Bytes): Task<void> {
  const path = docker.text('output');
  if (path === '') {
    yield* docker.process.write(1, bytes);
    return;
  }
  try {
    docker.process.fs.writeFile(path, bytes);
  } catch (problem) {
    if (!(problem instanceof SystemError)) throw problem;
    throw new CommandError(
      `invalid output path: ${problem.code === 'ENOENT' ? `directory "${path.replace(/\/?[^/]*$/, '') || '.'}" does not exist` : `open ${path}: ${problem.message.toLowerCase()}`}`,
    );
  }
}

/** Throws what docker says instead of writing an archive to the screen. */
export function refuseTerminal(docker: Docker): void {
  if (docker.text('output') === '' && docker.process.isTerminal(1))
    throw new CommandError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
}

/** `docker export`. */
export function* exportContainer(docker: Docker): Task<number> {
  if (docker.text('output') === '' && docker.process.isTerminal(1))
    throw new CommandError('cowardly refusing to export to a terminal. Use the -o flag or redirect');
  const tree = docker.ask((daemon) => daemon.treeOf(docker.args[0] ?? ''));
  yield* writeArchive(docker, writeTar(entriesOf(tree)));
  return 0;
}
