import type { FileStatus, Task } from '../../kernel/process.ts';
import { modeText } from '../support/modes.ts';
import { type Options, parseOptions } from '../support/options.ts';
import { allocated, busyboxHuman, gnuHuman, joinPath } from '../support/sizes.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';
import { type Names, names } from '../support/users.ts';
import { colour } from './listing.ts';

/** A name to list and what is known of it. */
interface Entry {
  readonly name: string;
  readonly path: string;
  readonly status: FileStatus;
}

const LONG = {
  all: 'a',
  'almost-all': 'A',
  'human-readable': 'h',
  recursive: 'R',
  directory: 'd',
  reverse: 'r',
  inode: 'i',
  'numeric-uid-gid': 'n',
  classify: 'F',
  'full-time': 'full-time',
  'color=?': 'color',
  size: 's',
  'group-directories-first': 'group-directories-first',
};

/** ls(1): -l -a -A -h -R -1 -t -S -r -d -n -i -F -p -s -C -o -g -U -L and their GNU names. */
export const ls: Applet = function* (tool) {
  const options = parseOptions(tool, 'lahRSr1tdniAFpsCogULHkvXcux', LONG);
  const { fs } = tool.process;
  const long = options.has('l') || options.has('n') || options.has('o') || options.has('g');
  const follow = options.has('L') || (options.has('H') && !options.has('l'));
  const operands: Entry[] = [];
  const directories: Entry[] = [];
  const paths = options.rest.length === 0 ? ['.'] : options.rest;
  for (const path of paths) {
    try {
      // A link to a directory on the command line is followed, unless the link itself is shown.
      let status = follow ? fs.stat(path) : fs.lstat(path);
      if (status.kind === 'symlink' && !long && !options.has('d') && !options.has('F') && fs.exists(path)) {
        const target = fs.stat(path);
        if (target.kind === 'directory') status = target;
      }
      const entry = { name: path, path, status };
      if (status.kind === 'directory' && !options.has('d')) directories.push(entry);
      else operands.push(entry);
    } catch (error) {
      tool.warn(
        tool.gnu ? `cannot access '${path}': ${reason(error)}` : `${path}: ${reason(error)}`,
        tool.gnu ? 2 : 1,
      );
    }
  }
  const lister = new Lister(tool, options, long);
  lister.print(lister.sorted(operands), false);
  const titled = paths.length > 1 || options.has('R');
  let first = operands.length === 0;
  for (const directory of lister.sorted(directories)) {
    yield* lister.directory(directory.path, titled, first);
    first = false;
  }
};

/** Lists directories with one set of options. */
class Lister {
  readonly #tool: Tool;
  readonly #options: Options;
  readonly #long: boolean;
  readonly #names: Names;

  constructor(tool: Tool, options: Options, long: boolean) {
    this.#tool = tool;
    this.#options = options;
    this.#long = long;
    this.#names = names(tool.process);
  }

  /** Lists a directory, and with -R those in it. */
  *directory(path: string, titled: boolean, first: boolean): Task<void> {
    const tool = this.#tool;
    const options = this.#options;
    const { fs } = tool.process;
    let found: readonly string[];
    try {
      found = fs.readDirectory(path);
    } catch (error) {
      tool.warn(
        tool.gnu
          ? `cannot open directory '${path}': ${reason(error)}`
          : `can't open '${path}': ${reason(error)}`,
        tool.gnu ? 2 : 1,
      );
      return;
    }
    if (!first) tool.out('\n');
    if (titled) tool.out(`${path}:\n`);
    const shown = found.filter((name) => options.has('a') || options.has('A') || !name.startsWith('.'));
    const all = options.has('a') ? ['.', '..', ...shown] : shown;
    const entries: Entry[] = [];
    for (const name of all) {
      const full = joinPath(path, name);
      try {
        entries.push({ name, path: full, status: options.has('L') ? fs.stat(full) : fs.lstat(full) });
      } catch (error) {
        tool.warn(`${full}: ${reason(error)}`);
      }
    }
    const sorted = this.sorted(entries);
    this.print(sorted, true);
    yield* tool.drain();
    if (!options.has('R')) return;
    for (const entry of sorted)
      if (entry.status.kind === 'directory' && entry.name !== '.' && entry.name !== '..')
        yield* this.directory(entry.path, true, false);
  }

  /** @returns entries in the order that the options ask for */
  sorted(entries: readonly Entry[]): Entry[] {
    const options = this.#options;
    const order = options.order.findLast((one) => 'tSUX'.includes(one.flag))?.flag;
    if (order === 'U') return [...entries];
    const byName = (a: Entry, b: Entry) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    const list = entries.toSorted((a, b) => {
      if (order === 't') return b.status.mtime - a.status.mtime || byName(a, b);
      if (order === 'S') return b.status.size - a.status.size || byName(a, b);
      return byName(a, b);
    });
    if (options.has('r')) list.reverse();
    if (options.has('group-directories-first'))
      list.sort((a, b) => Number(b.status.kind === 'directory') - Number(a.status.kind === 'directory'));
    return list;
  }

  /** Prints entries: long, one a line, or in columns on a terminal. */
  print(entries: readonly Entry[], total: boolean): void {
    const tool = this.#tool;
    const blocks = entries.reduce((sum, { status }) => sum + allocated(status.kind, status.size), 0);
    const human = this.#options.has('h');
    if (total && (this.#long || this.#options.has('s')))
      tool.out(`total ${human ? this.#size(blocks) : blocks / 1024}\n`);
    const heads = this.#long ? this.#columns(entries) : entries.map(() => '');
    const inodes = this.#options.has('i')
      ? right(
          entries.map((entry) => String(entry.status.inode)),
          tool.gnu ? 0 : 7,
        )
      : undefined;
    const sizes = this.#options.has('s')
      ? right(
          entries.map(({ status }) => String(allocated(status.kind, status.size) / 1024)),
          tool.gnu ? 0 : 6,
        )
      : undefined;
    const cells = entries.map((entry, at) => {
      const front = `${inodes === undefined ? '' : `${inodes[at]} `}${sizes === undefined ? '' : `${sizes[at]} `}${heads[at]}`;
      return { front, name: this.#name(entry), width: front.length + entry.name.length };
    });
    const window = tool.process.windowSize(1);
    const columns =
      !this.#long && !this.#options.has('1') && (window !== undefined || this.#options.has('C'));
    if (!columns) {
      for (const cell of cells) tool.out(`${cell.front}${cell.name}\n`);
      return;
    }
    if (cells.length === 0) return;
    const wide = Math.max(...cells.map((cell) => cell.width)) + 2;
    const across = Math.max(1, Math.floor((window?.columns ?? 80) / wide));
    const rows = Math.ceil(cells.length / across);
    for (let row = 0; row < rows; row++) {
      let line = '';
      for (let at = row; at < cells.length; at += rows) {
        const cell = cells[at]!;
        line += cell.front + cell.name + (at + rows < cells.length ? ' '.repeat(wide - cell.width) : '');
      }
      tool.out(`${line}\n`);
    }
  }

  #size(bytes: number): string {
    return this.#tool.gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
  }

  /** @returns what -l prints in front of each name */
  #columns(entries: readonly Entry[]): string[] {
    const { gnu } = this.#tool;
    const options = this.#options;
    const numeric = options.has('n');
    const user = (id: number) => (numeric ? String(id) : this.#names.user(id));
    const group = (id: number) => (numeric ? String(id) : this.#names.group(id));
    const size = ({ kind, size }: FileStatus) =>
      kind === 'character-device'
        ? gnu
          ? '1, 3'
          : '1,   3'
        : options.has('h')
          ? this.#size(size)
          : String(size);
    const column = (text: (status: FileStatus) => string) => entries.map((entry) => text(entry.status));
    const modes = column(modeText);
    const links = right(
      column((status) => String(status.links)),
      gnu ? 0 : 4,
    );
    const owners = left(
      column((status) => user(status.uid)),
      gnu ? 0 : 8,
    );
    const teams = left(
      column((status) => group(status.gid)),
      gnu ? 0 : 8,
    );
    const sizes = right(column(size), gnu ? 0 : 9);
    const now = this.#tool.process.now();
    return entries.map(({ status }, at) => {
      const time = options.has('full-time')
        ? formatTime(status.mtime, gnu ? '%F %T.%N %z' : '%F %T %z')
        : formatTime(status.mtime, recent(status.mtime, now) ? '%b %e %H:%M' : '%b %e  %Y');
      const who = `${options.has('g') ? '' : `${owners[at]} `}${options.has('o') ? '' : `${teams[at]} `}`;
      return `${modes[at]} ${links[at]} ${who}${sizes[at]} ${time} `;
    });
  }

  /** @returns a name with its colour, mark and, in long form, where a link leads */
  #name({ name, path, status }: Entry): string {
    const { process } = this.#tool;
    const mark = this.#mark(status);
    const coloured = this.#coloured() ? `${colour(status)}${name}\x1b[m` : name;
    if (!this.#long || status.kind !== 'symlink') return coloured + mark;
    return `${coloured} -> ${process.fs.readlink(path)}`;
  }

  #mark(status: FileStatus): string {
    if (status.kind === 'directory') return this.#options.has('F') || this.#options.has('p') ? '/' : '';
    if (!this.#options.has('F')) return '';
    if (status.kind === 'symlink') return '@';
    if (status.kind === 'fifo') return '|';
    return status.kind === 'file' && (status.mode & 0o111) !== 0 ? '*' : '';
  }

  /** busybox colours on a terminal by itself; GNU's ls only when asked. */
  #coloured(): boolean {
    const wish = this.#options.has('color') ? this.#options.get('color') || 'always' : undefined;
    if (wish === 'always') return true;
    return wish !== 'never' && (wish === 'auto' || !this.#tool.gnu) && this.#tool.process.isTerminal(1);
  }
}

/** ls shows the hour of what changed within the last half year, else the year. */
function recent(mtime: number, now: number): boolean {
  const age = now - mtime;
  return age < 15_778_476_000 && age > -900_000;
}

function right(texts: readonly string[], least: number): string[] {
  const width = Math.max(least, ...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

function left(texts: readonly string[], least: number): string[] {
  const width = Math.max(least, ...texts.map((text) => text.length));
  return texts.map((text) => text.padEnd(width));
}
