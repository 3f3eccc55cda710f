import type { FileStatus, Task } from '../../kernel/process.ts';
import { joinPath } from '../support/sizes.ts';
import { reason, type Tool } from '../support/tool.ts';
import { confirm } from './operands.ts';

/** What cp and mv are told about how to copy. */
export interface CopyPlan {
  readonly recursive: boolean;
  /** Mode, owner and time go along. */
  readonly preserve: boolean;
  /** Links are copied, not what they lead to. */
  readonly keepLinks: boolean;
  readonly force: boolean;
  readonly noClobber: boolean;
  readonly update: boolean;
  readonly interactive: boolean;
  readonly verbose: boolean;
  readonly verb: string;
}

/** Copies one operand. @returns whether it all went well */
export function* copy(tool: Tool, from: string, to: string, plan: CopyPlan, top: boolean): Task<boolean> {
  const { fs } = tool.process;
  const { gnu } = tool;
  let status: FileStatus;
  try {
    status = plan.keepLinks ? fs.lstat(from) : fs.stat(from);
  } catch (error) {
    tool.warn(gnu ? `cannot stat '${from}': ${reason(error)}` : `can't stat '${from}': ${reason(error)}`);
    return false;
  }
  if (status.kind === 'directory') return yield* copyDirectory(tool, from, to, status, plan);
  const there = fs.exists(to) || isLink(tool, to);
  if (there) {
    const old = fs.exists(to) ? fs.stat(to) : fs.lstat(to);
    if (old.kind === 'directory') {
      tool.warn(
        gnu
          ? `cannot overwrite directory '${to}' with non-directory`
          : `can't create '${to}': Is a directory`,
      );
      return false;
    }
    if (fs.exists(to) && fs.exists(from) && fs.realpath(from) === fs.realpath(to) && status.kind === 'file') {
      tool.warn(`'${from}' and '${to}' are the same file`);
      return false;
    }
    if (plan.noClobber || (plan.update && old.mtime >= status.mtime)) return true;
    if (plan.interactive && !(yield* confirm(tool, `${tool.name}: overwrite '${to}'? `))) return true;
  }
  try {
    if (status.kind === 'symlink') {
      if (there) fs.unlink(to);
      fs.symlink(fs.readlink(from), to);
    } else if (status.kind === 'fifo') {
      if (there) fs.unlink(to);
      fs.mkfifo(to, status.mode & 0o777);
    } else yield* copyFile(tool, from, to, status, plan);
  } catch (error) {
    const why = reason(error);
    if (readable(tool, from))
      tool.warn(gnu ? `cannot create regular file '${to}': ${why}` : `can't create '${to}': ${why}`);
    else tool.warn(gnu ? `cannot open '${from}' for reading: ${why}` : `can't open '${from}': ${why}`);
    return false;
  }
  if (plan.preserve) preserve(tool, to, status);
  if (plan.verbose) tool.out(`'${from}' -> '${to}'\n`);
  if (!top) yield* tool.drain();
  return true;
}

const readable = (tool: Tool, path: string) => tool.process.fs.access(path, 'r');

/** @returns true if the path itself is a symbolic link, wherever it leads */
function isLink(tool: Tool, path: string): boolean {
  try {
    return tool.process.fs.lstat(path).kind === 'symlink';
  } catch {
    return false;
  }
}

/** Larger files are copied piece by piece. */
const LARGE = 1024 * 1024;

/** Copies content; an executable whose content is not modelled stays the same program by being linked. */
function* copyFile(tool: Tool, from: string, to: string, status: FileStatus, plan: CopyPlan): Task<void> {
  const { fs } = tool.process;
  const there = fs.exists(to);
  if (status.kind === 'file' && status.program !== undefined) {
    if (there) fs.unlink(to);
    fs.link(from, to);
    return;
  }
  if (there && plan.force && !fs.access(to, 'w')) fs.unlink(to);
  if (status.kind !== 'file' || status.size > LARGE) {
    const source = tool.process.open(from, { read: true });
    const target = tool.process.open(to, { write: true, create: true, truncate: true });
    for (;;) {
      const chunk = yield* tool.process.read(source, 65_536);
      if (chunk === '') break;
      yield* tool.process.write(target, chunk);
    }
    tool.process.close(source);
    tool.process.close(target);
    return;
  }
  fs.writeFile(to, fs.readFile(from), { mode: status.mode & 0o777 & ~tool.process.umask() });
}

function* copyDirectory(
  tool: Tool,
  from: string,
  to: string,
  status: FileStatus,
  plan: CopyPlan,
): Task<boolean> {
  const { fs } = tool.process;
  const { gnu } = tool;
  if (!plan.recursive) {
    tool.warn(gnu ? `-r not specified; omitting directory '${from}'` : `omitting directory '${from}'`);
    return false;
  }
  const names = fs.readDirectory(from);
  const real = fs.realpath(from);
  if (!fs.exists(to)) {
    const parent = to.replace(/\/+$/, '').replace(/[^/]*$/, '') || '.';
    if (fs.exists(parent) && `${fs.realpath(parent)}/`.startsWith(`${real}/`)) {
      tool.warn(
        gnu
          ? `cannot copy a directory, '${from}', into itself, '${to}'`
          : `recursion detected, omitting directory '${to}'`,
      );
      return false;
    }
    try {
      fs.mkdir(to, (status.mode & 0o777) | 0o700);
    } catch (error) {
      tool.warn(
        gnu
          ? `cannot create directory '${to}': ${reason(error)}`
          : `can't create directory '${to}': ${reason(error)}`,
      );
      return false;
    }
    if (plan.verbose) tool.out(`'${from}' -> '${to}'\n`);
  } else if (fs.stat(to).kind !== 'directory') {
    tool.warn(
      gnu
        ? `cannot overwrite non-directory '${to}' with directory '${from}'`
        : `target '${to}' is not a directory`,
    );
    return false;
  } else if (fs.realpath(to).startsWith(`${real}/`)) {
    tool.warn(
      gnu
        ? `cannot copy a directory, '${from}', into itself, '${to}'`
        : `recursion detected, omitting directory '${to}'`,
    );
    return false;
  }
  let good = true;
  for (const name of names)
    good = (yield* copy(tool, joinPath(from, name), joinPath(to, name), plan, false)) && good;
  if (plan.preserve) preserve(tool, to, status);
  return good;
}

/** Gives a copy the owner, mode and time of what it was made from. */
function preserve(tool: Tool, path: string, status: FileStatus): void {
  const { fs } = tool.process;
  try {
    fs.chown(path, status.uid, status.gid, { followSymlinks: false });
  } catch (error) {
    // Only root may give files away; cp -p by another user goes on without.
    reason(error);
  }
  if (status.kind === 'symlink') return;
  fs.chmod(path, status.mode);
  fs.setTimes(path, status.mtime);
}
