import type { ProcessStatus, Signal } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { type Applet, baseName, type Tool } from '../support/tool.ts';
import { findUser } from '../support/users.ts';
import { nameOf } from './shown.ts';

const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  WINCH: 28,
};

/** @returns a signal from `9`, `KILL`, `SIGKILL`; 0 asks only; undefined if there is none */
export function signalOf(text: string): Signal | 0 | undefined {
  if (text === '0' || text === 'EXIT') return 0;
  const name = /^\d+$/.test(text)
    ? Object.keys(SIGNALS).find((key) => SIGNALS[key] === Number(text))
    : text.toUpperCase().replace(/^SIG/, '');
  return name !== undefined && name in SIGNALS ? (`SIG${name}` as Signal) : undefined;
}

/** kill(1): -SIGNAL, -s SIGNAL, -l. */
export const kill: Applet = function* (tool) {
  const args = [...tool.args];
  if (args[0] === '-l' || args[0] === '-L') {
    const which = args[1];
    if (which !== undefined) {
      const number = Number(which) > 128 ? String(Number(which) - 128) : which;
      const signal = signalOf(number);
      if (signal === undefined || signal === 0) return tool.fail(`unknown signal '${which}'`);
      tool.out(`${/^\d/.test(which) ? signal.slice(3) : SIGNALS[signal.slice(3)]}\n`);
      return 0;
    }
    if (tool.gnu) tool.out(`${Object.keys(SIGNALS).join(' ')}\n`);
    else
      for (const [name, number] of Object.entries(SIGNALS))
        tool.out(`${String(number).padStart(2)}) ${name}\n`);
    return 0;
  }
  let signal: Signal | 0 = 'SIGTERM';
  const first = args[0] ?? '';
  const given =
    first === '-s' || first === '-n'
      ? args.splice(0, 2)[1]
      : /^-[A-Za-z0-9]/.test(first) && first !== '--'
        ? args.shift()!.slice(1)
        : undefined;
  if (args[0] === '--') args.shift();
  if (given !== undefined) {
    const found = signalOf(given);
    if (found === undefined)
      return tool.fail(tool.gnu ? `unknown signal ${given}` : `bad signal name '${given}'`);
    signal = found;
  }
  if (args.length === 0) {
    if (tool.gnu) tool.out('Usage:\n kill [options] <pid> [...]\n', 2);
    else tool.err('you need to specify whom to kill');
    return 1;
  }
  for (const word of args) {
    if (!/^-?\d+$/.test(word)) {
      tool.warn(tool.gnu ? `failed to parse argument: '${word}'` : `invalid number '${word}'`);
      continue;
    }
    try {
      tool.process.kill(Number(word), signal);
    } catch (error) {
      const why = (error as Error).message;
      tool.warn(tool.gnu ? `(${word}): ${why}` : `can't kill pid ${word}: ${why}`);
    }
  }
  yield* tool.flush();
  return undefined;
};

/** Processes that a name means: killall by whole name, pgrep by pattern. */
function named(tool: Tool, matches: (one: ProcessStatus) => boolean): readonly ProcessStatus[] {
  return tool.process
    .processes()
    .filter((one) => one.pid !== tool.process.pid && one.state !== 'Z' && matches(one));
}

/** killall(1): -SIGNAL -q -l. */
export const killall: Applet = function* (tool) {
  const args = [...tool.args];
  let signal: Signal | 0 = 'SIGTERM';
  let quiet = false;
  while (args[0]?.startsWith('-') === true) {
    const word = args.shift()!;
    if (word === '-q') quiet = true;
    else {
      const text = word === '-s' ? (args.shift() ?? '') : word.slice(1);
      signal =
        signalOf(text) ??
        tool.fail(
          tool.gnu ? `${text}: unknown signal; killall -l lists signals.` : `bad signal name '${text}'`,
        );
    }
  }
  if (args.length === 0) tool.fail('you need to specify whom to kill');
  for (const name of args) {
    const found = named(tool, (one) => baseName(one.argv[0] ?? '') === name);
    if (found.length === 0 && !quiet) tool.warn(`${name}: no process ${tool.gnu ? 'found' : 'killed'}`);
    if (found.length === 0) tool.status = 1;
    for (const one of found) tool.process.kill(one.pid, signal);
  }
  yield* tool.flush();
};

/** pgrep(1) and pkill(1): -f -x -l -a -u -P -n -o -c -SIGNAL. */
export const pgrep: Applet = function* (tool) {
  let signal: Signal | 0 = 'SIGTERM';
  const args = tool.args.filter((word) => {
    const given = /^-(\d+|[A-Z][A-Z0-9]+)$/.exec(word)?.[1];
    const found = given === undefined ? undefined : signalOf(given);
    if (found !== undefined) signal = found;
    return found === undefined;
  });
  const options = parseOptions(
    tool,
    'fxlau:P:nocvs:e',
    { full: 'f', exact: 'x', 'list-name': 'l', 'list-full': 'a', count: 'c', 'signal=': 'signal' },
    args,
  );
  const given = options.get('signal');
  if (given !== undefined) signal = signalOf(given) ?? tool.fail(`bad signal name '${given}'`);
  const text = options.rest[0] ?? '';
  if (text === '' && !options.has('u') && !options.has('P'))
    tool.fail(
      tool.gnu
        ? `no matching criteria specified\nTry \`${tool.name} --help' for more information.`
        : 'no matching criteria specified',
      tool.gnu ? 2 : 1,
    );
  let pattern: RegExp;
  try {
    pattern = new RegExp(options.has('x') ? `^(?:${text})$` : text);
  } catch {
    return tool.fail(`bad regex '${text}'`, 2);
  }
  const user = options.get('u');
  const uid = user === undefined ? undefined : findUser(tool.process, user)?.uid;
  let found = named(tool, (one) => {
    const hit = pattern.test(options.has('f') ? one.argv.join(' ') : nameOf(one));
    return (
      hit !== options.has('v') &&
      (uid === undefined || one.uid === uid) &&
      (!options.has('P') || one.ppid === Number(options.get('P')))
    );
  });
  if (options.has('n')) found = found.toSorted((a, b) => a.started - b.started || a.pid - b.pid).slice(-1);
  if (options.has('o')) found = found.toSorted((a, b) => a.started - b.started || a.pid - b.pid).slice(0, 1);
  if (tool.name === 'pkill') for (const one of found) tool.process.kill(one.pid, signal);
  else if (options.has('c')) tool.out(`${found.length}\n`);
  else
    for (const one of found)
      tool.out(
        `${one.pid}${options.has('a') ? ` ${one.argv.join(' ')}` : options.has('l') ? ` ${tool.gnu ? nameOf(one) : one.argv.join(' ')}` : ''}\n`,
      );
  yield* tool.flush();
  return found.length === 0 ? 1 : 0;
};

/** pidof(8): -s. */
export const pidof: Applet = function* (tool) {
  const options = parseOptions(tool, 'so:');
  const found = options.rest.flatMap((name) =>
    named(tool, (one) => baseName(one.argv[0] ?? '') === baseName(name)),
  );
  const pids = found.map((one) => one.pid).toSorted((a, b) => b - a);
  if (pids.length > 0) tool.out(`${(options.has('s') ? pids.slice(0, 1) : pids).join(' ')}\n`);
  return pids.length === 0 ? 1 : 0;
};
