import type { FileStatus } from '../../kernel/process.ts';
import { modeText } from '../support/modes.ts';
import { needOperands, parseOptions } from '../support/options.ts';
import { allocated } from '../support/sizes.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';
import { names } from '../support/users.ts';
import { mountOf } from './disk.ts';

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
