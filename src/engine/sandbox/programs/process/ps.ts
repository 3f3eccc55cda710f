import type { ProcessStatus, Signal } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, baseName, type Tool } from '../support/tool.ts';
import { findUser, names } from '../support/users.ts';

/** @returns the command line as ps shows it; a process that has ended has only its name */
function commandOf(one: ProcessStatus): string {
  const name = baseName(one.argv[0] ?? '');
  return one.state === 'Z' ? `[${name}]` : one.argv.join(' ');
}

const nameOf = (one: ProcessStatus) => baseName(one.argv[0] ?? '').slice(0, 15);

/** @returns processor time as `m:ss` (busybox) */
const shortTime = (one: ProcessStatus) => {
  const seconds = Math.floor(one.cpu / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** @returns processor time as `hh:mm:ss` (procps) */
const longTime = (one: ProcessStatus) => new Date(one.cpu).toISOString().slice(11, 19);

/** @returns kibibytes of memory that a process takes of addresses and of RAM */
const virtual = (one: ProcessStatus) => Math.ceil(one.memory / 1024) + 1600;
const resident = (one: ProcessStatus) => Math.max(4, Math.ceil(one.memory / 1024));

/** ps: busybox's `-o` and table, or procps's `aux`, `-ef`, `-o`, `-p`, `-u`. */
export const ps: Applet = function* (tool) {
  if (tool.gnu) return procps(tool);
  const options = parseOptions(tool, 'o:TlwaAefux');
  const name = names(tool.process);
  const width = tool.process.windowSize(1)?.columns ?? Infinity;
  const columns: Readonly<
    Record<
      string,
      readonly [title: string, width: number, value: (one: ProcessStatus) => string, right?: boolean]
    >
  > = {
    pid: ['PID', 5, (one) => String(one.pid), true],
    ppid: ['PPID', 5, (one) => String(one.ppid), true],
    pgid: ['PGID', 5, (one) => String(one.group), true],
    user: ['USER', 8, (one) => name.user(one.uid).slice(0, 8)],
    group: ['GROUP', 8, (one) => name.group(one.uid)],
    comm: ['COMMAND', 16, nameOf],
    args: ['COMMAND', 256, commandOf],
    time: ['TIME', 5, shortTime],
    etime: ['ELAPSED', 7, (one) => elapsed(tool, one), true],
    vsz: ['VSZ', 4, (one) => String(virtual(one)), true],
    rss: ['RSS', 4, (one) => String(resident(one)), true],
    stat: ['STAT', 4, (one) => one.state],
    nice: ['NI', 5, () => '0'],
    tty: ['TT', 6, (one) => (one.tty ? '136,0' : '?')],
  };
  const wanted = (options.get('o') ?? 'pid,user,time,args').split(/[, ]+/);
  const chosen = wanted.map((text) => {
    const [key = '', title] = text.split('=');
    const column = columns[key];
    if (column === undefined)
      return tool.fail(`bad -o argument '${key}', supported arguments: ${Object.keys(columns).join(',')}`);
    return title === undefined ? column : ([title, column[1], column[2], column[3]] as const);
  });
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => {
        const [, size, , right] = chosen[at]!;
        if (at === cells.length - 1) return right === true ? cell.padStart(size) : cell;
        return right === true ? cell.padStart(size) : cell.padEnd(size);
      })
      .join(' ')
      .trimEnd()
      .slice(0, width);
  const titles = chosen.map(([title, size], at) => (at === chosen.length - 1 ? title : title.padEnd(size)));
  tool.out(`${titles.join(' ').trimEnd().slice(0, width)}\n`);
  for (const one of tool.process.processes()) tool.out(`${line(chosen.map(([, , value]) => value(one)))}\n`);
  return undefined;
};

function elapsed(tool: Tool, one: ProcessStatus): string {
  const seconds = Math.max(0, Math.floor((tool.process.now() - one.started) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const clock = `${two(minutes)}:${two(seconds % 60)}`;
  return days > 0 ? `${days}-${two(hours)}:${clock}` : hours > 0 ? `${two(hours)}:${clock}` : clock;
}

/** ps of procps. */
function procps(tool: Tool): number {
  const args = [...tool.args];
  const joined = args.filter((word) => !word.includes('=') && /^-?[a-zA-Z]+$/.test(word)).join(' ');
  const all = tool.process.processes();
  const name = names(tool.process);
  const own = all.find((one) => one.pid === tool.process.pid);
  const memory = tool.process.machine().memory;
  const started = (one: ProcessStatus) =>
    formatTime(one.started, tool.process.now() - one.started < 86_400_000 ? '%H:%M' : '%b%d');
  const share = (one: ProcessStatus) => {
    const age = Math.max(1, tool.process.now() - one.started);
    return Math.min(100 * tool.process.machine().cpus, (one.cpu / age) * 100).toFixed(1);
  };
  const state = (one: ProcessStatus) =>
    `${one.state}${one.pid === one.group ? 's' : ''}${one.tty ? '+' : ''}`;
  const tty = (one: ProcessStatus) => (one.tty ? 'pts/0' : '?');
  const columns: Readonly<
    Record<
      string,
      readonly [title: string, width: number, right: boolean, value: (one: ProcessStatus) => string]
    >
  > = {
    pid: ['PID', 7, true, (one) => String(one.pid)],
    ppid: ['PPID', 7, true, (one) => String(one.ppid)],
    pgid: ['PGID', 7, true, (one) => String(one.group)],
    user: ['USER', 8, false, (one) => name.user(one.uid)],
    uid: ['UID', 5, true, (one) => String(one.uid)],
    comm: ['COMMAND', 15, false, nameOf],
    cmd: ['CMD', 27, false, commandOf],
    args: ['COMMAND', 27, false, commandOf],
    command: ['COMMAND', 27, false, commandOf],
    time: ['TIME', 8, true, longTime],
    etime: ['ELAPSED', 11, true, (one) => elapsed(tool, one)],
    vsz: ['VSZ', 6, true, (one) => String(virtual(one))],
    rss: ['RSS', 5, true, (one) => String(resident(one))],
    stat: ['STAT', 4, false, state],
    s: ['S', 1, false, (one) => one.state],
    tty: ['TT', 8, false, tty],
    '%cpu': ['%CPU', 4, true, share],
    pcpu: ['%CPU', 4, true, share],
    '%mem': ['%MEM', 4, true, (one) => ((one.memory / memory) * 100).toFixed(1)],
    pmem: ['%MEM', 4, true, (one) => ((one.memory / memory) * 100).toFixed(1)],
    start: ['STARTED', 8, true, (one) => formatTime(one.started, '%H:%M:%S')],
    ni: ['NI', 3, true, () => '0'],
  };
  const optionValue = (short: string, long: string): string | undefined => {
    const at = args.findIndex(
      (word) => word === short || word === long || (short === '-o' && /^-?[eA]*o$/.test(word)),
    );
    if (at >= 0) return args[at + 1];
    return args.find((word) => word.startsWith(`${long}=`))?.slice(long.length + 1);
  };
  const format = optionValue('-o', '--format') ?? args.find((word) => /^-o./.test(word))?.slice(2);
  const pids = (optionValue('-p', '--pid') ?? optionValue('p', '--pid'))?.split(/[, ]/).map(Number);
  const user = optionValue('-u', '--user') ?? optionValue('-U', '--User');
  const uid = user === undefined ? undefined : findUser(tool.process, user)?.uid;
  const everything = /-\w*[eA]/.test(joined) || /(^|\s)\w*x/.test(joined) || /(^|\s)a\w*x/.test(joined);
  const shown = all.filter((one) => {
    if (pids !== undefined) return pids.includes(one.pid);
    if (user !== undefined) return one.uid === uid;
    return (
      everything ||
      (one.tty && one.uid === own?.uid) ||
      (own !== undefined && !own.tty && one.pid === own.pid)
    );
  });
  const bsd =
    args.some((word) => /^[a-z]*u[a-z]*$/.test(word) && /[axu]/.test(word) && word !== user) &&
    format === undefined;
  if (format !== undefined) {
    const chosen = format.split(/[, ]+/).map((text) => {
      const [key = '', title] = text.split('=');
      const column = columns[key];
      if (column === undefined) return tool.fail(`error: unknown user-defined format specifier "${key}"`);
      return [title ?? column[0], column[1], column[2], column[3]] as const;
    });
    const rows = [
      chosen.map(([title]) => title),
      ...shown.map((one) => chosen.map(([, , , value]) => value(one))),
    ];
    if (chosen.every(([title]) => title === '')) rows.shift();
    for (const row of rows)
      tool.out(
        `${row
          .map((cell, at) => {
            const [, width, right] = chosen[at]!;
            if (right) return cell.padStart(width);
            return at === row.length - 1 ? cell : cell.padEnd(width);
          })
          .join(' ')}\n`,
      );
  } else if (bsd) {
    tool.out('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    for (const one of shown)
      tool.out(
        `${name.user(one.uid).padEnd(8)} ${String(one.pid).padStart(7)} ${share(one).padStart(4)} ${((one.memory / memory) * 100).toFixed(1).padStart(4)} ${String(virtual(one)).padStart(6)} ${String(resident(one)).padStart(5)} ${tty(one).padEnd(8)} ${state(one).padEnd(4)} ${started(one)} ${shortTime(one).padStart(6)} ${commandOf(one)}\n`,
      );
  } else if (/-\w*f/.test(joined)) {
    tool.out('UID          PID    PPID  C STIME TTY          TIME CMD\n');
    for (const one of shown)
      tool.out(
        `${name.user(one.uid).padEnd(8)} ${String(one.pid).padStart(7)} ${String(one.ppid).padStart(7)} ${String(Math.floor(Number(share(one)))).padStart(2)} ${started(one)} ${tty(one).padEnd(8)} ${longTime(one)} ${commandOf(one)}\n`,
      );
  } else {
    tool.out('    PID TTY          TIME CMD\n');
    for (const one of shown)
      tool.out(`${String(one.pid).padStart(7)} ${tty(one).padEnd(8)} ${longTime(one)} ${nameOf(one)}\n`);
  }
  return shown.length === 0 ? 1 : 0;
}

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

/** top(1): one screen; with -b as many as -n says, -d seconds apart. */
export const top: Applet = function* (tool) {
  const options = parseOptions(tool, 'bn:d:mHp:');
  const rounds = Number(options.get('n') ?? 1);
  for (let round = 0; round < rounds; round++) {
    if (round > 0) yield* tool.process.sleep(Number(options.get('d') ?? 5) * 1000);
    screen(tool);
    yield* tool.flush();
  }
};

function screen(tool: Tool): void {
  const all = tool.process.processes();
  const machine = tool.process.machine();
  const name = names(tool.process);
  const used = all.reduce((sum, one) => sum + one.memory, 0);
  const kibi = (bytes: number) => Math.round(bytes / 1024);
  const running = all.filter((one) => one.state === 'R').length;
  const age = (one: ProcessStatus) => Math.max(1, tool.process.now() - one.started);
  const busy = Math.min(100, all.reduce((sum, one) => sum + (one.cpu / age(one)) * 100, 0) / machine.cpus);
  tool.out(`Mem: ${kibi(used)}K used, ${kibi(machine.memory - used)}K free, 0K shrd, 0K buff, 0K cached\n`);
  tool.out(
    `CPU:  ${busy.toFixed(0).padStart(2)}% usr   0% sys   0% nic  ${(100 - busy).toFixed(0).padStart(2)}% idle   0% io   0% irq   0% sirq\n`,
  );
  tool.out(`Load average: 0.00 0.00 0.00 ${Math.max(1, running)}/${all.length} ${tool.process.pid}\n`);
  tool.out('  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n');
  for (const one of all.toSorted((a, b) => b.cpu / age(b) - a.cpu / age(a) || b.memory - a.memory)) {
    const size = virtual(one);
    const shown = size >= 100_000 ? `${Math.round(size / 1024)}m` : String(size);
    tool.out(
      `${String(one.pid).padStart(5)} ${String(one.ppid).padStart(5)} ${name.user(one.uid).slice(0, 8).padEnd(8)} ${one.state.padEnd(4)} ${shown.padStart(5)} ${String(Math.round((one.memory / machine.memory) * 100)).padStart(3)}%   0 ${String(Math.round(Math.min(100, (one.cpu / age(one)) * 100) / machine.cpus)).padStart(3)}% ${commandOf(one)}\n`,
    );
  }
}
