import type { FileStatus, Task } from '../../kernel/process.ts';
import { parseMode } from '../support/modes.ts';
import { needOperands, parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';
import { findUser, groups } from '../support/users.ts';

/** What cp and mv are told about how to copy. */
interface CopyPlan {
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

const COPY_LONG = {
  recursive: 'r',
  archive: 'a',
  force: 'f',
  interactive: 'i',
  'no-clobber': 'n',
  verbose: 'v',
  update: 'u',
  dereference: 'L',
  'no-dereference': 'P',
  parents: 'parents',
  'preserve=?': 'p',
  'target-directory=': 't',
  'no-target-directory': 'T',
  symbolic: 's',
  link: 'l',
};

/** Where each operand goes: into a directory that is the last operand (or -t), or to the second. */
function destinations(
  tool: Tool,
  rest: readonly string[],
  directory: string | undefined,
  plain: boolean,
): readonly (readonly [string, string])[] {
  const { fs } = tool.process;
  const into = (target: string, sources: readonly string[]) =>
    sources.map((from) => [from, joinPath(target, baseName(from.replace(/\/+$/, '')) || '.')] as const);
  if (directory !== undefined) return into(directory, rest);
  if (tool.gnu && rest.length === 0)
    tool.fail(`missing file operand\nTry '${tool.name} --help' for more information.`);
  if (tool.gnu && rest.length === 1)
    tool.fail(
      `missing destination file operand after '${rest[0]}'\nTry '${tool.name} --help' for more information.`,
    );
  needOperands(tool, rest, 2);
  const target = rest.at(-1)!;
  const sources = rest.slice(0, -1);
  const isDirectory = !plain && fs.exists(target) && fs.stat(target).kind === 'directory';
  if (isDirectory) return into(target, sources);
  if (sources.length > 1) {
    // busybox goes on and fails at each.
    if (!tool.gnu) return into(target, sources);
    tool.fail(`target '${target}': No such file or directory`);
  }
  return [[sources[0]!, target]];
}

/** @returns true if the question on stderr was answered with y */
function* confirm(tool: Tool, question: string): Task<boolean> {
  tool.out(question, 2);
  yield* tool.flush();
  return /^[yY]/.test(yield* tool.process.readLine(0));
}

/** cp(1): -r -R -a -p -d -P -L -f -i -n -u -v -t -T --parents. */
export const cp: Applet = function* (tool) {
  const options = parseOptions(tool, 'rRapdPLfinuvt:TslH', COPY_LONG);
  const { fs } = tool.process;
  const archive = options.has('a');
  const recursive = options.has('r') || options.has('R') || archive;
  const plan: CopyPlan = {
    recursive,
    preserve: archive || options.has('p'),
    keepLinks: !options.has('L') && (recursive || options.has('P') || options.has('d')),
    force: options.has('f'),
    noClobber: options.has('n'),
    update: options.has('u'),
    interactive: options.has('i') && !options.has('f'),
    verbose: options.has('v'),
    verb: 'copy',
  };
  for (const [from, plainTo] of destinations(tool, options.rest, options.get('t'), options.has('T'))) {
    let to = plainTo;
    if (options.has('parents')) {
      to = joinPath(options.get('t') ?? options.rest.at(-1)!, from);
      const parent = to.slice(0, to.lastIndexOf('/'));
      makeParents(tool, parent);
    }
    try {
      if (options.has('s')) fs.symlink(from, to);
      else if (options.has('l')) fs.link(from, to);
      else yield* copy(tool, from, to, plan, true);
    } catch (error) {
      tool.warn(
        tool.gnu
          ? `cannot create regular file '${to}': ${reason(error)}`
          : `can't create '${to}': ${reason(error)}`,
      );
    }
  }
};

/** Copies one operand. @returns whether it all went well */
function* copy(tool: Tool, from: string, to: string, plan: CopyPlan, top: boolean): Task<boolean> {
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

/** mv(1): -f -i -n -u -v -t -T. */
export const mv: Applet = function* (tool) {
  const options = parseOptions(tool, 'finuvt:T', COPY_LONG);
  const { fs } = tool.process;
  const { gnu } = tool;
  for (const [from, to] of destinations(tool, options.rest, options.get('t'), options.has('T'))) {
    let status: FileStatus;
    try {
      status = fs.lstat(from);
    } catch (error) {
      tool.warn(gnu ? `cannot stat '${from}': ${reason(error)}` : `can't rename '${from}': ${reason(error)}`);
      continue;
    }
    if (fs.exists(to)) {
      if (options.has('n') || (options.has('u') && fs.stat(to).mtime >= status.mtime)) continue;
      if (
        options.has('i') &&
        !options.has('f') &&
        !(yield* confirm(tool, `${tool.name}: overwrite '${to}'? `))
      )
        continue;
      if (gnu && fs.realpath(from) === fs.realpath(to) && status.kind !== 'symlink') {
        tool.warn(`'${from}' and '${to}' are the same file`);
        continue;
      }
    }
    try {
      fs.rename(from, to);
      if (options.has('v')) tool.out(gnu ? `renamed '${from}' -> '${to}'\n` : `'${from}' -> '${to}'\n`);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EXDEV') {
        const why = reason(error);
        const inside = (error as { code?: string }).code === 'EINVAL';
        if (gnu && inside) tool.warn(`cannot move '${from}' to a subdirectory of itself, '${to}'`);
        else tool.warn(gnu ? `cannot move '${from}' to '${to}': ${why}` : `can't rename '${from}': ${why}`);
        continue;
      }
      if (fs.exists(to)) fs.removeTree(to);
      const plan: CopyPlan = {
        recursive: true,
        preserve: true,
        keepLinks: true,
        force: true,
        noClobber: false,
        update: false,
        interactive: false,
        verbose: options.has('v'),
        verb: 'move',
      };
      if (yield* copy(tool, from, to, plan, true)) fs.removeTree(from);
    }
  }
};

/** Makes a directory and those above it, as `mkdir -p`. Throws SystemError. */
export function makeParents(tool: Tool, path: string, mode?: number): readonly string[] {
  const { fs } = tool.process;
  const made: string[] = [];
  let at = path.startsWith('/') ? '/' : '';
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    at = at === '' || at === '/' ? at + part : `${at}/${part}`;
    if (fs.exists(at) && (index < parts.length - 1 || fs.stat(at).kind === 'directory')) continue;
    fs.mkdir(at, index === parts.length - 1 && mode !== undefined ? mode : 0o777);
    if (index === parts.length - 1 && mode !== undefined) fs.chmod(at, mode);
    made.push(at);
  }
  return made;
}

/** install(1): -d -m -o -g -D -v. */
export const install: Applet = function* (tool) {
  const options = parseOptions(tool, 'cdDvspm:o:g:t:', {
    directory: 'd',
    'mode=': 'm',
    'owner=': 'o',
    'group=': 'g',
  });
  const { fs } = tool.process;
  const mode = parseMode(options.get('m') ?? '755', 0, false, 0);
  if (mode === undefined) return tool.fail(`invalid mode '${options.get('m')}'`);
  const owner = options.get('o');
  const team = options.get('g');
  const finish = (path: string) => {
    fs.chmod(path, mode);
    if (owner === undefined && team === undefined) return;
    const status = fs.stat(path);
    const user = owner === undefined ? undefined : findUser(tool.process, owner);
    if (owner !== undefined && user === undefined && !/^\d+$/.test(owner)) tool.fail(`unknown user ${owner}`);
    const group = groups(tool.process).find((one) => one.name === team || String(one.gid) === team);
    if (team !== undefined && group === undefined && !/^\d+$/.test(team)) tool.fail(`unknown group ${team}`);
    fs.chown(path, user?.uid ?? Number(owner ?? status.uid), group?.gid ?? Number(team ?? status.gid));
  };
  if (options.has('d')) {
    needOperands(tool, options.rest, 1);
    for (const path of options.rest) {
      makeParents(tool, path);
      finish(path);
    }
    return undefined;
  }
  if (options.has('D') && options.rest.length === 2) {
    const parent = options.rest[1]!.replace(/\/?[^/]*$/, '');
    if (parent !== '') makeParents(tool, parent);
  }
  const plan = {
    recursive: false,
    preserve: options.has('p'),
    keepLinks: false,
    force: true,
    noClobber: false,
    update: false,
    interactive: false,
    verbose: options.has('v'),
    verb: 'install',
  };
  for (const [from, to] of destinations(tool, options.rest, options.get('t'), false))
    if (yield* copy(tool, from, to, plan, true)) finish(to);
  return undefined;
};
