import type { ProcessStatus } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { formatTime } from '../support/time.ts';
import type { Applet, Tool } from '../support/tool.ts';
import { findUser, names } from '../support/users.ts';
import { commandOf, nameOf } from './shown.ts';

/** @returns processor time as `m:ss` (busybox) */
const shortTime = (one: ProcessStatus) => {
  const seconds = Math.floor(one.cpu / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** @returns processor time as `hh:mm:ss` (procps) */
const longTime = (one: ProcessStatus) => new Date(one.cpu).toISOString().slice(11, 19);

/** @returns kibibytes of memory that a process takes of addresses and of RAM */
export const virtual = (one: ProcessStatus) => Math.ceil(one.memory / 1024) + 1600;

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
