import { SystemError } from '../../kernel/errors.ts';
import type { Signal, Task } from '../../kernel/process.ts';
import { parseDuration, parseOptions } from '../support/options.ts';
import { runCommand, spawnComplaint, spawnStatus } from '../support/spawn.ts';
import type { Applet, Tool } from '../support/tool.ts';
import { signalOf } from './signal.ts';

/** sleep(1): numbers with s, m, h, d, added up; fractions. */
export const sleep: Applet = function* (tool) {
  const options = parseOptions(tool, '+');
  if (options.rest.length === 0) {
    if (tool.gnu) tool.fail("missing operand\nTry 'sleep --help' for more information.");
    tool.out('BusyBox v1.37.0 multi-call binary.\n\nUsage: sleep [N]...\n', 2);
    return 1;
  }
  let total = 0;
  for (const word of options.rest)
    total +=
      parseDuration(word) ??
      tool.fail(
        tool.gnu
          ? `invalid time interval '${word}'\nTry 'sleep --help' for more information.`
          : `invalid number '${word}'`,
      );
  yield* tool.process.sleep(total);
  return 0;
};

/** Goes on as another command; ends with 126 or 127 if it cannot. */
function* become(
  tool: Tool,
  argv: readonly string[],
  options: {
    env?: ReadonlyMap<string, string>;
    cwd?: string;
    ignore?: readonly Signal[];
    user?: { uid: number; gid: number; groups: readonly number[] };
  } = {},
): Task<number> {
  yield* tool.flush();
  const { env = tool.process.env, ...rest } = options;
  try {
    return yield* tool.process.exec({ argv, env, files: sameFiles(tool), ...rest });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    tool.err(spawnComplaint(tool, argv[0] ?? '', error));
    return spawnStatus(error);
  }
}

/** @returns the descriptors 0 to 9 that are open, for a command that keeps them */
function sameFiles(tool: Tool): Map<number, number> {
  const files = new Map<number, number>();
  for (let fd = 0; fd < 10; fd++) if (tool.process.isOpen(fd)) files.set(fd, fd);
  return files;
}

/** env(1): -i -u -0 -C NAME=VALUE… COMMAND. */
export const env: Applet = function* (tool) {
  const options = parseOptions(tool, '+iu:0C:S:', {
    'ignore-environment': 'i',
    'unset=': 'u',
    null: '0',
    'chdir=': 'C',
    'split-string=': 'S',
  });
  const variables = new Map(options.has('i') || options.rest[0] === '-' ? [] : tool.process.env);
  for (const name of options.all('u')) variables.delete(name);
  const split = options.get('S');
  const rest = [...(split === undefined ? [] : split.trim().split(/\s+/)), ...options.rest];
  if (rest[0] === '-') rest.shift();
  while (rest[0]?.includes('=') === true) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(rest.shift()!)!;
    variables.set(name!, value!);
  }
  if (rest.length === 0) {
    for (const [name, value] of variables) tool.out(`${name}=${value}${options.has('0') ? '\0' : '\n'}`);
    return 0;
  }
  const cwd = options.get('C');
  return yield* become(tool, rest, { env: variables, ...(cwd === undefined ? {} : { cwd }) });
};

/** printenv(1). */
export const printenv: Applet = function* (tool) {
  const { env: variables } = tool.process;
  if (tool.args.length === 0) for (const [name, value] of variables) tool.out(`${name}=${value}\n`);
  for (const name of tool.args) {
    const value = variables.get(name);
    if (value === undefined) tool.status = 1;
    else tool.out(`${value}\n`);
  }
};

/** timeout(1): -s SIGNAL -k SECONDS. */
export const timeout: Applet = function* (tool) {
  const options = parseOptions(tool, '+s:k:', {
    'signal=': 's',
    'kill-after=': 'k',
    'preserve-status': 'preserve',
    foreground: 'foreground',
  });
  const [duration, ...argv] = options.rest;
  if (duration === undefined || argv.length === 0) {
    if (tool.gnu) tool.fail("missing operand\nTry 'timeout --help' for more information.", 125);
    tool.out(
      'BusyBox v1.37.0 multi-call binary.\n\nUsage: timeout [-s SIG] [-k KILL_SECS] SECS PROG ARGS\n',
      2,
    );
    return 1;
  }
  const limit =
    parseDuration(duration) ??
    tool.fail(
      tool.gnu
        ? `invalid time interval '${duration}'\nTry 'timeout --help' for more information.`
        : `invalid number '${duration}'`,
      tool.gnu ? 125 : 1,
    );
  const signal =
    signalOf(options.get('s') ?? 'TERM') ??
    tool.fail(
      tool.gnu ? `'${options.get('s')}': invalid signal` : `bad signal name '${options.get('s')}'`,
      tool.gnu ? 125 : 1,
    );
  let pid: number;
  try {
    pid = tool.process.spawn({ argv, env: tool.process.env, files: sameFiles(tool) });
  } catch (error) {
    tool.err(spawnComplaint(tool, argv[0]!, error));
    return spawnStatus(error);
  }
  const after = parseDuration(options.get('k') ?? '');
  const finished = yield* waitFor(tool, pid, limit === 0 ? Infinity : limit);
  if (finished !== undefined) return finished;
  sendQuietly(tool, pid, signal);
  let status = after === undefined ? undefined : yield* waitFor(tool, pid, after);
  if (status === undefined && after !== undefined) sendQuietly(tool, pid, 'SIGKILL');
  const killed = status === undefined && after !== undefined;
  // A wait of its own would be cut short by the very signal that says that the child has ended.
  status ??= (yield* waitFor(tool, pid, Number.POSITIVE_INFINITY)) ?? 0;
  if (options.has('preserve')) return status;
  if (tool.gnu) return killed || signal === 'SIGKILL' ? 137 : 124;
  // busybox's is the command's own parent only in name: it ends as the command does.
  return status;
};

/** Sends a signal, to a process that may be gone. */
export function sendQuietly(tool: Tool, pid: number, signal: Signal | 0): void {
  try {
    tool.process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** Waits for a child, no longer than so many milliseconds. @returns its status; undefined when time is up */
function* waitFor(tool: Tool, pid: number, limit: number): Task<number | undefined> {
  const deadline = tool.process.now() + limit;
  // SIGCHLD wakes the sleep when the child ends.
  tool.process.onSignal('SIGCHLD', 'catch');
  for (;;) {
    const ended = yield* tool.process.wait(pid, { block: false });
    if (ended !== undefined) return ended.status;
    const left = deadline - tool.process.now();
    if (left <= 0) return undefined;
    try {
      yield* tool.process.sleep(left);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EINTR') throw error;
      tool.process.takeSignals();
    }
  }
}

/** nohup(1). */
export const nohup: Applet = function* (tool) {
  if (tool.args.length === 0) {
    if (tool.gnu) tool.fail("missing operand\nTry 'nohup --help' for more information.", 125);
    tool.out('BusyBox v1.37.0 multi-call binary.\n\nUsage: nohup PROG ARGS\n', 2);
    return 1;
  }
  const { process } = tool;
  if (process.isTerminal(1)) {
    const fd = process.open('nohup.out', { write: true, create: true, append: true }, 0o600);
    process.dup(fd, 1);
    if (process.isTerminal(2)) process.dup(fd, 2);
    tool.out(
      tool.gnu
        ? "nohup: ignoring input and appending output to 'nohup.out'\n"
        : 'nohup: appending output to nohup.out\n',
      2,
    );
  }
  return yield* become(tool, tool.args, { ignore: ['SIGHUP'] });
};

/** nice(1), ionice, setsid, stdbuf, chroot-less wrappers: run the command, for there is no priority here. */
export const nice: Applet = function* (tool) {
  const options = parseOptions(tool, '+n:o:e:i:c:fw', { 'adjustment=': 'n' });
  if (options.rest.length === 0) {
    tool.out('0\n');
    return 0;
  }
  return yield* become(tool, options.rest);
};

/** time(1): -p. */
export const time: Applet = function* (tool) {
  const options = parseOptions(tool, '+pvo:f:a');
  const begun = tool.process.now();
  const status = yield* runCommand(tool, options.rest, { files: sameFiles(tool) });
  const seconds = (tool.process.now() - begun) / 1000;
  if (options.has('p')) tool.out(`real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`, 2);
  else {
    const minutes = Math.floor(seconds / 60);
    tool.out(`real\t${minutes}m ${(seconds % 60).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`, 2);
  }
  return status;
};

/** How often watch shows on a terminal, so that it comes to an end by itself. */
const WATCH_ROUNDS = 1000;

/** watch(1): -n SECONDS -t. */
export const watch: Applet = function* (tool) {
  const options = parseOptions(tool, '+n:tdgex', { 'interval=': 'n', 'no-title': 't' });
  const interval =
    parseDuration(options.get('n') ?? '2') ?? tool.fail(`invalid number '${options.get('n')}'`);
  const command = options.rest.join(' ');
  if (command === '') return 1;
  for (let round = 0; round < WATCH_ROUNDS; round++) {
    tool.out('\x1b[H\x1b[J');
    if (!options.has('t')) tool.out(`Every ${(interval / 1000).toFixed(1)}s: ${command}\n\n`);
    yield* tool.flush();
    yield* runCommand(tool, ['sh', '-c', command]);
    yield* tool.process.sleep(interval);
  }
  return 0;
};
