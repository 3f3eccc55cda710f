import type { ContainerFacts } from '../../../world.ts';
import type { ProcessStatus, Task } from '../../kernel/process.ts';
import { CommandError, type Docker } from '../docker.ts';
import { naturally } from '../format/natural.ts';
import { alignTabs } from '../format/table.ts';

/** `docker diff`. */
export function* diff(docker: Docker): Task<number> {
  const changes = docker.ask((daemon) => daemon.diff(docker.args[0] ?? ''));
  yield* docker.out(changes.map(({ kind, path }) => `${kind} ${path}\n`).join(''));
  return 0;
}

function joinHost(address: string, port: string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** `docker port`. */
export function* port(docker: Docker): Task<number> {
  const [container = '', wanted] = docker.args;
  const { Ports } = docker.ask(
    (daemon): ContainerFacts => daemon.inspectContainer(container),
  ).NetworkSettings;
  const lines: string[] = [];
  if (wanted === undefined) {
    for (const [key, bindings] of Object.entries(Ports))
      for (const { HostIp, HostPort } of bindings ?? [])
        lines.push(`${key} -> ${joinHost(HostIp, HostPort)}`);
  } else {
    const key = wanted.includes('/') ? wanted : `${wanted}/tcp`;
    if (!/^\d+\/\w+$/.test(key)) throw new CommandError(`invalid port '${wanted}': invalid syntax`);
    const bindings = Ports[key] ?? [];
    if (bindings.length === 0)
      throw new CommandError(`no public port '${wanted}' published for ${container}`);
    for (const { HostIp, HostPort } of bindings) lines.push(joinHost(HostIp, HostPort));
  }
  lines.sort(naturally);
  yield* docker.out(lines.map((line) => `${line}\n`).join(''));
  return 0;
}

const two = (value: number) => String(value).padStart(2, '0');

function clock(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  return `${two(Math.trunc(seconds / 3600))}:${two(Math.trunc(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** What columns of ps(1) show. */
const COLUMNS: Readonly<Record<string, readonly [string, (process: ProcessStatus) => string]>> = {
  uid: ['UID', ({ uid }) => (uid === 0 ? 'root' : String(uid))],
  user: ['USER', ({ uid }) => (uid === 0 ? 'root' : String(uid))],
  pid: ['PID', ({ pid }) => String(pid)],
  ppid: ['PPID', ({ ppid }) => String(ppid)],
  c: ['C', () => '0'],
  stime: ['STIME', ({ started }) => new Date(started).toISOString().slice(11, 16)],
  start: ['START', ({ started }) => new Date(started).toISOString().slice(11, 16)],
  tty: ['TTY', ({ tty }) => (tty ? 'pts/0' : '?')],
  tt: ['TT', ({ tty }) => (tty ? 'pts/0' : '?')],
  time: ['TIME', ({ cpu }) => clock(cpu)],
  stat: ['STAT', ({ state }) => state],
  rss: ['RSS', ({ memory }) => String(Math.trunc(memory / 1024))],
  vsz: ['VSZ', ({ memory }) => String(Math.trunc(memory / 1024))],
  '%cpu': ['%CPU', () => '0.0'],
  '%mem': ['%MEM', () => '0.0'],
  cmd: ['CMD', ({ argv }) => argv.join(' ')],
  args: ['COMMAND', ({ argv }) => argv.join(' ')],
  command: ['COMMAND', ({ argv }) => argv.join(' ')],
  comm: ['COMMAND', ({ argv }) => (argv[0] ?? '').replace(/^.*\//, '')],
};
const FULL = ['uid', 'pid', 'ppid', 'c', 'stime', 'tty', 'time', 'cmd'];
const AUX = ['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tty', 'stat', 'start', 'time', 'command'];

function chosen(options: readonly string[]): readonly string[] {
  const text = options.join(' ');
  if (text === '' || text === '-ef') return FULL;
  if (text === 'aux' || text === '-aux') return AUX;
  const names = /^(?:-e(?:f?) )?-?o ?(.+)$/.exec(text)?.[1]?.toLowerCase().split(/[ ,]+/);
  if (names === undefined || names.some((name) => COLUMNS[name] === undefined))
    throw new CommandError(`docker: the sandbox does not model docker top with ps ${text} yet`);
  return names;
}

/** `docker top`. */
export function* top(docker: Docker): Task<number> {
  const [container = '', ...options] = docker.args;
  const columns = chosen(options).map((name) => COLUMNS[name] as (typeof COLUMNS)[string]);
  const processes = docker.ask((daemon) => daemon.top(container));
  const lines = [
    columns.map(([title]) => title),
    ...processes.map((process) => columns.map(([, show]) => show(process))),
  ];
  yield* docker.out(alignTabs(lines.map((cells) => `${cells.join('\t')}\n`).join(''), 20));
  return 0;
}
