import type { FileStatus, Task } from '../../kernel/process.ts';
import { modeText } from '../support/modes.ts';
import { needOperands, parseOptions } from '../support/options.ts';
import { allocated, busyboxHuman, gnuHuman, joinPath } from '../support/sizes.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';
import { names } from '../support/users.ts';

const KIND: Readonly<Record<FileStatus['kind'], string>> = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  'character-device': 'character special file',
  fifo: 'fifo',
};

const octal = (mode: number) => (mode & 0o7777).toString(8);

/** @returns a field of `stat -c`; undefined for a letter that is none */
function field(tool: Tool, letter: string, path: string, status: FileStatus): string | undefined {
  const name = names(tool.process);
  const time = (format: string) => formatTime(status.mtime, format);
  const stamp = () => time('%F %T.%N %z');
  switch (letter) {
    case 'n':
      return path;
    case 'N': {
      const arrow = status.kind === 'symlink' ? ` -> '${tool.process.fs.readlink(path)}'` : '';
      return tool.gnu ? `'${path}'${arrow}` : status.kind === 'symlink' ? `'${path}'${arrow}` : path;
    }
    case 's':
      return String(status.size);
    case 'b':
      return String(allocated(status.kind, status.size) / 512);
    case 'B':
      return '512';
    case 'o':
      return '4096';
    case 'a':
      return octal(status.mode);
    case 'A':
      return modeText(status);
    case 'f':
      return (
        {
          file: 0o100000,
          directory: 0o040000,
          symlink: 0o120000,
          'character-device': 0o020000,
          fifo: 0o010000,
        }[status.kind] | status.mode
      ).toString(16);
    case 'F':
      return status.kind === 'file' && status.size === 0 ? 'regular empty file' : KIND[status.kind];
    case 'u':
      return String(status.uid);
    case 'U':
      return name.user(status.uid);
    case 'g':
      return String(status.gid);
    case 'G':
      return name.group(status.gid);
    case 'h':
      return String(status.links);
    case 'i':
      return String(status.inode);
    case 'd':
      return '64';
    case 'D':
      return '40';
    case 'm':
      return mountOf(tool, path).target;
    case 'x':
    case 'y':
    case 'z':
      return stamp();
    case 'X':
    case 'Y':
    case 'Z':
      return time('%s');
    case 'w':
      return '-';
    case 'W':
      return '0';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

/** @returns the mount that a path is on: the one with the longest target above it */
function mountOf(
  tool: Tool,
  path: string,
): { readonly target: string; readonly device: string; readonly type: string } {
  const real = tool.process.fs.realpath(path);
  const above = mountTable(tool).filter(
    ({ target }) => target === '/' || real === target || real.startsWith(`${target}/`),
  );
  return (
    above.toSorted((a, b) => b.target.length - a.target.length)[0] ?? {
      target: '/',
      device: 'overlay',
      type: 'overlay',
    }
  );
}

/** @returns mounts as df and mount name their devices */
function mountTable(tool: Tool) {
  return tool.process.fs.mounts().map((mount) => ({
    target: mount.target,
    type: { rootfs: 'overlay', bind: 'ext4', volume: 'ext4', tmpfs: 'tmpfs', proc: 'proc' }[mount.type],
    device: { rootfs: 'overlay', bind: '/dev/sda1', volume: '/dev/sda1', tmpfs: 'tmpfs', proc: 'proc' }[
      mount.type
    ],
    readOnly: mount.readOnly,
  }));
}

/** stat(1): the table, or -c FORMAT; -L; -t is refused. */
export const stat: Applet = function* (tool) {
  const options = parseOptions(tool, 'c:Lf', { 'format=': 'c', 'printf=': 'printf', dereference: 'L' });
  if (options.has('f')) tool.refuse('stat -f');
  needOperands(tool, options.rest, 1);
  const { fs } = tool.process;
  for (const path of options.rest) {
    let status: FileStatus;
    try {
      status = options.has('L') ? fs.stat(path) : fs.lstat(path);
    } catch (error) {
      tool.warn(
        tool.gnu ? `cannot statx '${path}': ${reason(error)}` : `can't stat '${path}': ${reason(error)}`,
      );
      continue;
    }
    const format = options.get('c') ?? options.get('printf');
    const fill = (text: string) =>
      text.replace(/%(-?0?\d*)([a-zA-Z%])/g, (all, width: string, letter: string) => {
        const value = field(tool, letter, path, status) ?? all;
        const size = Math.abs(Number(width || 0));
        return width.startsWith('-')
          ? value.padEnd(size)
          : value.padStart(size, width.startsWith('0') ? '0' : ' ');
      });
    if (format !== undefined) {
      tool.out(
        options.has('c') ? `${fill(format)}\n` : fill(format.replace(/\\n/g, '\n').replace(/\\t/g, '\t')),
      );
      continue;
    }
    const shown = status.kind === 'symlink' ? `${path} -> ${fs.readlink(path)}` : path;
    tool.out(`  File: ${shown}\n`);
    const size = `  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n`.replace('%-10s', '%-10s');
    tool.out(fill(size));
    tool.out(
      fill(
        tool.gnu
          ? 'Device: 0,%-10d\tInode: %-11i Links: %h\n'
          : 'Device: %Dh/%dd\tInode: %-10i  Links: %-5h\n',
      ),
    );
    const mode = `0${octal(status.mode).padStart(3, '0')}`.slice(-4);
    const user = field(tool, 'U', path, status)!.padStart(8);
    const group = field(tool, 'G', path, status)!.padStart(8);
    const id = (value: number) => String(value).padStart(5);
    tool.out(
      `Access: (${mode}/${modeText(status)})  Uid: (${id(status.uid)}/${user})   Gid: (${id(status.gid)}/${group})\n`,
    );
    tool.out(fill(`Access: %x\nModify: %y\nChange: %z\n${tool.gnu ? ' Birth: %w\n' : ''}`));
  }
  yield* tool.drain();
};

/** readlink(1): -f -n -e -m. */
export const readlink: Applet = function* (tool) {
  const options = parseOptions(tool, 'fnemqsv', { canonicalize: 'f', 'no-newline': 'n' });
  needOperands(tool, options.rest, 1, tool.gnu ? Infinity : 1);
  const { fs } = tool.process;
  for (const path of options.rest) {
    try {
      const full = options.has('f') || options.has('e') || options.has('m');
      const text = full ? canonical(tool, path, options.has('m')) : fs.readlink(path);
      tool.out(text + (options.has('n') ? '' : '\n'));
    } catch (error) {
      reason(error);
      tool.status = 1;
    }
  }
  yield* tool.drain();
};

/** @returns a path without links; its last part (with `missing` any) need not exist. Throws SystemError. */
function canonical(tool: Tool, path: string, missing: boolean): string {
  const { fs } = tool.process;
  if (fs.exists(path)) return fs.realpath(path);
  const trimmed = path.replace(/\/+$/, '');
  const slash = trimmed.lastIndexOf('/');
  const parent = slash < 0 ? tool.process.cwd() : trimmed.slice(0, slash) || '/';
  const name = trimmed.slice(slash + 1);
  const above = missing ? canonical(tool, parent, true) : fs.realpath(parent);
  if (name === '.') return above;
  if (name === '..') return above.replace(/\/[^/]*$/, '') || '/';
  return joinPath(above, name);
}

/** realpath(1): -e -m -s -q. */
export const realpath: Applet = function* (tool) {
  const options = parseOptions(tool, 'emqsz');
  needOperands(tool, options.rest, 1);
  for (const path of options.rest) {
    try {
      const strict = options.has('e');
      tool.out(`${strict ? tool.process.fs.realpath(path) : canonical(tool, path, options.has('m'))}\n`);
    } catch (error) {
      tool.warn(`${path}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
};

/** du(1): -s -h -a -k -m -c -d N -b. */
export const du: Applet = function* (tool) {
  const options = parseOptions(tool, 'shakmcd:xbLHl', {
    summarize: 's',
    'human-readable': 'h',
    all: 'a',
    total: 'c',
    'max-depth=': 'd',
    bytes: 'b',
    'apparent-size': 'b',
  });
  const { fs } = tool.process;
  const human = options.has('h');
  const deepest = options.has('s') ? 0 : Number(options.get('d') ?? Infinity);
  const show = (bytes: number) => {
    if (human) return tool.gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
    if (options.has('b')) return String(bytes);
    return String(Math.ceil(bytes / (options.has('m') ? 1_048_576 : 1024)));
  };
  function* measure(path: string, depth: number): Task<number> {
    const status = fs.lstat(path);
    let sum = options.has('b') ? status.size : allocated(status.kind, status.size);
    const directory = status.kind === 'directory';
    if (directory) {
      let inside: readonly string[] = [];
      try {
        inside = fs.readDirectory(path);
      } catch (error) {
        tool.warn(
          tool.gnu
            ? `cannot read directory '${path}': ${reason(error)}`
            : `can't open '${path}': ${reason(error)}`,
        );
      }
      for (const name of inside) sum += yield* measure(joinPath(path, name), depth + 1);
    }
    if (depth === 0 || (depth <= deepest && (directory || options.has('a'))))
      tool.out(`${show(sum)}\t${path}\n`);
    yield* tool.drain();
    return sum;
  }
  let total = 0;
  for (const path of options.rest.length === 0 ? ['.'] : options.rest) {
    try {
      total += yield* measure(path, 0);
    } catch (error) {
      tool.warn(tool.gnu ? `cannot access '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  if (options.has('c')) tool.out(`${show(total)}\ttotal\n`);
};

/** df(1): -h -k -m -T -a -P and paths. */
export const df: Applet = function* (tool) {
  const options = parseOptions(tool, 'hkmTPaBi', {
    'human-readable': 'h',
    'print-type': 'T',
    portability: 'P',
    all: 'a',
  });
  if (options.has('i')) tool.refuse('df -i');
  const { fs } = tool.process;
  const human = options.has('h');
  const mega = options.has('m');
  const types = options.has('T');
  let rows = mountTable(tool).filter((mount) => mount.type !== 'proc' || options.has('a'));
  if (options.rest.length > 0)
    rows = options.rest.flatMap((path) => {
      try {
        const { target } = mountOf(tool, path);
        return rows.filter((row) => row.target === target).slice(-1);
      } catch (error) {
        tool.warn(tool.gnu ? `${path}: ${reason(error)}` : `${path}: can't find mount point`);
        return [];
      }
    });
  const show = (bytes: number) => {
    if (human) return tool.gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
    return String(Math.round(bytes / (mega ? 1_048_576 : 1024)));
  };
  const size = human
    ? tool.gnu
      ? 'Size'
      : '     Size'
    : mega
      ? '1M-blocks'
      : tool.gnu
        ? '1K-blocks'
        : '1K-blocks';
  if (rows.length === 0) return;
  const used = human ? 'Used' : 'Used';
  const available = human ? (tool.gnu ? 'Avail' : 'Available') : 'Available';
  const table = rows.map((row) => {
    const usage = fs.usage(row.target);
    const free = usage.total - usage.used;
    const percent = usage.total === 0 ? '0%' : `${Math.ceil((usage.used / usage.total) * 100)}%`;
    return [row.device, row.type, show(usage.total), show(usage.used), show(free), percent, row.target];
  });
  const head = [
    'Filesystem',
    'Type',
    size.trim(),
    used,
    available,
    tool.gnu ? 'Use%' : 'Use%',
    tool.gnu ? 'Mounted on' : 'Mounted on',
  ];
  const least = tool.gnu ? [14, 4, 5, 5, 5, 4, 0] : [20, 10, 9, 9, 9, 4, 0];
  const width = head.map((title, at) =>
    Math.max(least[at]!, title.length, ...table.map((line) => line[at]!.length)),
  );
  for (const line of [head, ...table]) {
    const cells = line.map((cell, at) =>
      at < 2 ? cell.padEnd(width[at]!) : at < 6 ? cell.padStart(width[at]!) : cell,
    );
    tool.out(`${cells.filter((_, at) => types || at !== 1).join(' ')}\n`);
  }
  yield* tool.drain();
};

/** mount(8) without arguments: what is mounted. Mounting needs rights that containers do not have. */
export const mount: Applet = function* (tool) {
  const options = parseOptions(tool, 't:o:a');
  if (options.rest.length > 0) {
    if (tool.gnu) tool.fail(`${options.rest.at(-1)}: permission denied.`, 32);
    tool.fail(`permission denied (are you root?)`);
  }
  for (const { device, target, type, readOnly } of mountTable(tool))
    tool.out(`${device} on ${target} type ${type} (${readOnly ? 'ro' : 'rw'},relatime)\n`);
  yield* tool.drain();
};

export const umount: Applet = function* (tool) {
  const options = parseOptions(tool, 'flrad');
  for (const path of options.rest)
    tool.warn(
      tool.gnu ? `${path}: must be superuser to unmount.` : `can't unmount ${path}: Operation not permitted`,
      tool.gnu ? 32 : 1,
    );
  yield* tool.drain();
};

/** file(1): a small part of its magic. */
export const file: Applet = function* (tool) {
  const options = parseOptions(tool, 'bLi', { brief: 'b', dereference: 'L' });
  const { fs } = tool.process;
  for (const path of options.rest) {
    const say = (what: string) => tool.out(options.has('b') ? `${what}\n` : `${path}: ${what}\n`);
    let status: FileStatus;
    try {
      status = options.has('L') ? fs.stat(path) : fs.lstat(path);
    } catch (error) {
      say(`cannot open \`${path}' (${reason(error)})`);
      continue;
    }
    if (status.kind === 'symlink') say(`symbolic link to ${fs.readlink(path)}`);
    else if (status.kind === 'directory') say('directory');
    else if (status.kind === 'fifo') say('fifo (named pipe)');
    else if (status.kind === 'character-device') say('character special');
    else if (status.program !== undefined)
      say('ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, stripped');
    else say(kindOfContent(fs.readFile(path)));
  }
  yield* tool.drain();
};

/** @returns what file(1) says of some content */
function kindOfContent(data: string): string {
  if (data === '') return 'empty';
  const script = /^#! *(\S+)(?: +(\S+))?/.exec(data);
  if (script !== null) {
    const name = (script[1]!.endsWith('/env') ? script[2] : script[1])?.replace(/.*\//, '') ?? '';
    const label = {
      sh: 'POSIX shell script',
      bash: 'Bourne-Again shell script',
      python3: 'Python script',
      node: 'Node.js script',
    }[name];
    return `${label ?? `a ${script[1]} script`}, ASCII text executable`;
  }
  if (data.startsWith('\x7fELF')) return 'ELF 64-bit LSB executable';
  if (data.startsWith('\x1f\x8b')) return 'gzip compressed data';
  if (data.startsWith('\x89PNG')) return 'PNG image data';
  if (data.slice(257, 262) === 'ustar') return 'POSIX tar archive';
  if (/^\s*[[{]/.test(data) && isJson(data)) return 'JSON text data';
  if (/^<!doctype html|^<html/i.test(data)) return 'HTML document, ASCII text';
  if (/^[\t\n\r\x20-\x7e\x1b]*$/.test(data))
    return data.includes('\r\n') ? 'ASCII text, with CRLF line terminators' : 'ASCII text';
  return Buffer.from(data, 'latin1').toString('utf8').includes('\ufffd')
    ? 'data'
    : 'Unicode text, UTF-8 text';
}

function isJson(data: string): boolean {
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
