import { DaemonError } from '../../daemon/api.ts';
import type { PullProgress } from '../../daemon/pull-progress.ts';
import { fromText, toText } from '../../kernel/bytes.ts';
import type { Program, Task } from '../../kernel/process.ts';
import { type Docker, Refusal } from '../docker.ts';

/** Stands before what a transfer ended with; no line of progress has it. */
const END = '\x00';

/** @returns a step of a pull as docker writes it into a pipe; '' for one that only a terminal shows */
export function progressLine(event: PullProgress): string {
  switch (event.kind) {
    case 'pulling':
      return `${event.tag}: Pulling from ${event.repository.replace(/^docker\.io\//, '')}\n`;
    case 'layer':
      return `${event.id}: ${event.status}\n`;
    case 'digest':
      return `Digest: ${event.digest}\n`;
    default:
      return event.fresh
        ? `Status: Downloaded newer image for ${event.reference}\n`
        : `Status: Image is up to date for ${event.reference}\n`;
  }
}

/**
 * Does something that takes time and tells of its progress, and shows each line when it comes: a helper does it and
 * writes into a pipe, for a process waits for one thing at a time.
 * @param work is given what to call with each line
 * @param fd where the lines go; undefined: nowhere
 */
export function* showProgress(
  docker: Docker,
  work: (line: (text: string) => void) => Task<void>,
  fd: number | undefined,
): Task<void> {
  const { process, daemon } = docker;
  const pipe = process.call(() => daemon.kernel.pipe());
  const body: Program = function* (helper) {
    const end = yield* helper.callTask(function* () {
      try {
        yield* work((text) => daemon.kernel.feed(pipe.write, fromText(text)));
        return END;
      } catch (problem) {
        if (!(problem instanceof DaemonError)) throw problem;
        return `${END}${problem.status} ${problem.message}`;
      }
    });
    yield* helper.write(1, fromText(end));
    return 0;
  };
  const from = process.receive(pipe.read);
  const to = process.receive(pipe.write);
  const pid = process.spawn({
    argv: ['docker'],
    env: process.env,
    files: new Map([
      [1, to],
      [2, 2],
    ]),
    body,
  });
  process.close(to);
  let text = '';
  for (;;) {
    const bytes = yield* process.read(from);
    const end = bytes.indexOf(END);
    const lines = end < 0 ? bytes : bytes.slice(0, end);
    if (lines !== '' && fd !== undefined) yield* process.write(fd, lines);
    if (end >= 0 || text !== '') text += end >= 0 ? bytes.slice(end) : bytes;
    if (bytes === '') break;
  }
  process.close(from);
  yield* process.wait(pid);
  const [, status, message] = /^\x00(\d+) (.*)$/s.exec(toText(text)) ?? [];
  if (status !== undefined) throw new Refusal(Number(status), message ?? '');
}
