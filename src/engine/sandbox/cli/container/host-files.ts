import type { FsNode } from '../../filesystem/node.ts';
import { SystemError } from '../../kernel/errors.ts';
import type { Process } from '../../kernel/process.ts';
import { CommandError } from '../docker.ts';

/** @returns a path seen from a directory, `.` and `..` gone, the `/` or `/.` at its end kept */
export function absolutePath(path: string, cwd: string): string {
  const whole = path.startsWith('/') ? path : `${cwd}/${path}`;
  const kept: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  const end = /\/$/.test(path) ? '/' : /(^|\/)\.$/.test(path) ? '/.' : '';
  return `/${kept.join('/')}${end}`;
}

function refused(problem: unknown, path: string): unknown {
  return problem instanceof SystemError
    ? new CommandError(`open ${path}: ${problem.message.toLowerCase()}`)
    : problem;
}

/** @returns a copy of a file or tree of the host; undefined if it is not there. Throws CommandError where reading is forbidden. */
export function readHost({ fs }: Process, path: string, follow = false): FsNode | undefined {
  try {
    const { kind, mode, uid, gid, mtime, size, program } = follow ? fs.stat(path) : fs.lstat(path);
    const attributes = { mode, uid, gid, mtime };
    if (kind === 'symlink') return { kind, target: fs.readlink(path), ...attributes };
    if (kind === 'directory') {
      const entries = new Map<string, FsNode>();
      for (const name of fs.readDirectory(path)) {
        const child = readHost({ fs } as Process, `${path}/${name}`);
        if (child !== undefined) entries.set(name, child);
      }
      return { kind, entries, ...attributes };
    }
    if (kind === 'file')
      return {
        kind,
        data: fs.readFile(path),
        size,
        ...attributes,
        ...(program === undefined ? {} : { program }),
      };
    return { kind: 'device', device: kind === 'fifo' ? 'fifo' : 'null', ...attributes };
  } catch (problem) {
    if (problem instanceof SystemError && (problem.code === 'ENOENT' || problem.code === 'ENOTDIR'))
      return undefined;
    throw refused(problem, path);
  }
}

/** @returns what is at a path of the host, without what is in a directory; undefined if nothing is there */
export function hostLook(process: Process, path: string): FsNode | undefined {
  try {
    const { kind, mode, uid, gid, mtime } = process.fs.stat(path);
    if (kind === 'directory') return { kind, entries: new Map(), mode, uid, gid, mtime };
    return { kind: 'file', data: '', size: 0, mode, uid, gid, mtime };
  } catch (problem) {
    if (problem instanceof SystemError) return undefined;
    throw problem;
  }
}

/** Writes a file or tree to the host, over what is there. Throws CommandError. */
export function writeHost(process: Process, path: string, node: FsNode): void {
  const { fs } = process;
  try {
    if (node.kind === 'directory') {
      if (!fs.exists(path)) fs.mkdir(path, node.mode);
      for (const [name, child] of node.entries)
        writeHost(process, `${path.replace(/\/$/, '')}/${name}`, child);
      return;
    }
    if (node.kind === 'symlink') {
      if (fs.exists(path)) fs.unlink(path);
      fs.symlink(node.target, path);
      return;
    }
    if (node.kind === 'device') return;
    fs.writeFile(path, node.data, { mode: node.mode });
    fs.chmod(path, node.mode);
  } catch (problem) {
    throw refused(problem, path);
  }
}
