import { SystemError } from '../../kernel/errors.ts';
import type { FileStatus, Task } from '../../kernel/process.ts';
import { parseMode } from '../support/modes.ts';
import { needOperands, parseOptions, parseSize } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { parseTime } from '../support/time.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';
import { findUser, groups } from '../support/users.ts';
import { makeParents } from './copy.ts';

/** rm(1): -r -R -f -i -v. */
export const rm: Applet = function* (tool) {
  const options = parseOptions(tool, 'rRfivd', {
    recursive: 'r',
    force: 'f',
    verbose: 'v',
    interactive: 'i',
    dir: 'd',
  });
  const force = options.has('f');
  if (options.rest.length === 0 && !force) {
    if (tool.gnu) tool.fail(`missing operand\nTry 'rm --help' for more information.`);
    needOperands(tool, options.rest, 1);
  }
  const recursive = options.has('r') || options.has('R');
  for (const path of options.rest) {
    const name = baseName(path.replace(/\/+$/, ''));
    if (name === '.' || name === '..') {
      tool.warn(
        tool.gnu
          ? `refusing to remove '.' or '..' directory: skipping '${path}'`
          : "can't remove '.' or '..'",
      );
      continue;
    }
    if (/^\/+$/.test(path) && tool.gnu && recursive) {
      tool.warn(`it is dangerous to operate recursively on '/'`);
      tool.err('use --no-preserve-root to override this failsafe');
      continue;
    }
    yield* remove(tool, path, {
      recursive,
      force,
      ask: options.has('i') && !force,
      verbose: options.has('v'),
    });
  }
};

interface Removal {
  readonly recursive: boolean;
  readonly force: boolean;
  readonly ask: boolean;
  readonly verbose: boolean;
}

/** Removes a path, telling what could not be removed. */
function* remove(tool: Tool, path: string, how: Removal): Task<void> {
  const { fs } = tool.process;
  const cannot = (why: string) =>
    tool.warn(tool.gnu ? `cannot remove '${path}': ${why}` : `can't remove '${path}': ${why}`);
  let status: FileStatus;
  try {
    status = fs.lstat(path);
  } catch (error) {
    const absent = error instanceof SystemError && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    if (!how.force || !absent) cannot(reason(error));
    return;
  }
  const directory = status.kind === 'directory';
  if (directory && !how.recursive) {
    if (tool.gnu) cannot('Is a directory');
    else tool.warn(`'${path}' is a directory`);
    return;
  }
  if (how.ask) {
    const what = directory ? 'directory' : 'file';
    tool.out(
      tool.gnu ? `rm: remove ${directory ? '' : 'regular '}${what} '${path}'? ` : `rm: remove '${path}'? `,
      2,
    );
    yield* tool.flush();
    if (!/^[yY]/.test(yield* tool.process.readLine(0))) return;
  }
  try {
    if (!directory) fs.unlink(path);
    else {
      for (const name of fs.readDirectory(path)) yield* remove(tool, joinPath(path, name), how);
      fs.rmdir(path);
    }
    if (how.verbose)
      tool.out(
        tool.gnu
          ? `removed ${directory ? 'directory ' : ''}'${path}'\n`
          : `removed ${directory ? 'directory: ' : ''}'${path}'\n`,
      );
  } catch (error) {
    cannot(reason(error));
  }
}

/** mkdir(1): -p -m -v. */
export const mkdir: Applet = function* (tool) {
  const options = parseOptions(tool, 'pm:v', { parents: 'p', 'mode=': 'm', verbose: 'v' });
  needOperands(tool, options.rest, 1);
  const text = options.get('m');
  const mode = text === undefined ? undefined : parseMode(text, 0o777, true, 0);
  if (text !== undefined && mode === undefined)
    return tool.fail(tool.gnu ? `invalid mode '${text}'` : `invalid mode '${text}'`);
  const { fs } = tool.process;
  for (const path of options.rest) {
    try {
      let made: readonly string[] = [path];
      if (options.has('p')) made = makeParents(tool, path, mode);
      else {
        fs.mkdir(path, mode ?? 0o777);
        if (mode !== undefined) fs.chmod(path, mode);
      }
      if (options.has('v'))
        for (const one of made)
          tool.out(tool.gnu ? `mkdir: created directory '${one}'\n` : `created directory: '${one}'\n`);
    } catch (error) {
      tool.warn(
        tool.gnu
          ? `cannot create directory '${path}': ${reason(error)}`
          : `can't create directory '${path}': ${reason(error)}`,
      );
    }
  }
  yield* tool.drain();
  return undefined;
};

/** rmdir(1): -p, --ignore-fail-on-non-empty. */
export const rmdir: Applet = function* (tool) {
  const options = parseOptions(tool, 'pv', {
    parents: 'p',
    'ignore-fail-on-non-empty': 'ignore',
    verbose: 'v',
  });
  needOperands(tool, options.rest, 1);
  for (const operand of options.rest) {
    for (let path = operand; path !== '' && path !== '/'; path = path.replace(/\/?[^/]*\/*$/, '')) {
      try {
        tool.process.fs.rmdir(path);
      } catch (error) {
        const full = error instanceof SystemError && error.code === 'ENOTEMPTY';
        if (!full || !options.has('ignore'))
          tool.warn(
            tool.gnu ? `failed to remove '${path}': ${reason(error)}` : `'${path}': ${reason(error)}`,
          );
        break;
      }
      if (!options.has('p')) break;
    }
  }
  yield* tool.drain();
};

/** touch(1): -c -d -t -r -a -m. */
export const touch: Applet = function* (tool) {
  const options = parseOptions(tool, 'cd:t:r:amfh', { 'no-create': 'c', 'date=': 'd', 'reference=': 'r' });
  if (options.rest.length === 0) {
    if (tool.gnu) tool.fail(`missing file operand\nTry 'touch --help' for more information.`);
    needOperands(tool, options.rest, 1);
  }
  const { fs } = tool.process;
  const text = options.get('d') ?? options.get('t');
  const now = tool.process.now();
  let time: number | undefined = now;
  if (text !== undefined) {
    time = parseTime(text, now);
    if (time === undefined)
      return tool.fail(tool.gnu ? `invalid date format '${text}'` : `invalid date '${text}'`);
  } else if (options.has('r')) time = fs.stat(options.get('r')!).mtime;
  for (const path of options.rest) {
    try {
      if (!fs.exists(path)) {
        if (options.has('c')) continue;
        const fd = tool.process.open(path, { write: true, create: true });
        tool.process.close(fd);
      }
      fs.setTimes(path, time);
    } catch (error) {
      tool.warn(tool.gnu ? `cannot touch '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
  return undefined;
};

/** ln(1): -s -f -n -v -T. */
export const ln: Applet = function* (tool) {
  const options = parseOptions(tool, 'sfnvTr', {
    symbolic: 's',
    force: 'f',
    'no-dereference': 'n',
    verbose: 'v',
  });
  const { fs } = tool.process;
  if (options.rest.length === 0) {
    if (tool.gnu) tool.fail(`missing file operand\nTry 'ln --help' for more information.`);
    needOperands(tool, options.rest, 1);
  }
  const alone = options.rest.length === 1;
  const last = alone ? '.' : options.rest.at(-1)!;
  const sources = alone ? options.rest : options.rest.slice(0, -1);
  const isDirectory = (path: string) =>
    fs.exists(path) &&
    (options.has('n') || options.has('T') ? fs.lstat(path) : fs.stat(path)).kind === 'directory' &&
    !options.has('T');
  for (const from of sources) {
    const to = isDirectory(last) ? joinPath(last, baseName(from.replace(/\/+$/, ''))) : last;
    try {
      if (options.has('f')) unlinkQuietly(tool, to);
      if (options.has('s')) fs.symlink(from, to);
      else fs.link(from, to);
      if (options.has('v')) tool.out(`'${to}' ${options.has('s') ? '->' : '=>'} '${from}'\n`);
    } catch (error) {
      const kind = options.has('s') ? 'symbolic' : 'hard';
      if (tool.gnu)
        tool.warn(
          kind === 'hard' && !fs.exists(from)
            ? `failed to access '${from}': ${reason(error)}`
            : `failed to create ${kind} link '${to}'${kind === 'hard' ? ` => '${from}'` : ''}: ${reason(error)}`,
        );
      else tool.warn(`${kind === 'hard' && !fs.exists(from) ? from : to}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
};

function unlinkQuietly(tool: Tool, path: string): void {
  try {
    tool.process.fs.unlink(path);
  } catch (error) {
    reason(error);
  }
}

/** `link FROM TO`, `unlink FILE`. */
export const link: Applet = function* (tool) {
  needOperands(tool, tool.args, 2, 2);
  tool.process.fs.link(tool.args[0]!, tool.args[1]!);
  yield* tool.drain();
};
export const unlink: Applet = function* (tool) {
  needOperands(tool, tool.args, 1, 1);
  const path = tool.args[0]!;
  try {
    tool.process.fs.unlink(path);
  } catch (error) {
    tool.warn(
      tool.gnu
        ? `cannot unlink '${path}': ${reason(error)}`
        : `can't remove file '${path}': ${reason(error)}`,
    );
  }
  yield* tool.drain();
};

/** chmod(1): octal and symbolic modes, -R -v -c -f. */
export const chmod: Applet = function* (tool) {
  // A mode such as -x looks like options.
  const args = tool.args.map((word) => (/^-[rwxXst]+([,+=-].*)?$/.test(word) ? `\0${word}` : word));
  const options = parseOptions(
    tool,
    'Rvcf',
    { recursive: 'R', verbose: 'v', changes: 'c', 'reference=': 'reference' },
    args,
  );
  const rest = options.rest.map((word) => word.replace(/^\0/, ''));
  if (tool.gnu && rest.length < 2) {
    if (rest.length === 0) tool.fail(`missing operand\nTry 'chmod --help' for more information.`);
    tool.fail(`missing operand after '${rest[0]}'\nTry 'chmod --help' for more information.`);
  }
  needOperands(tool, rest, 2);
  const [mode, ...paths] = rest;
  const { fs } = tool.process;
  if (parseMode(mode!, 0, false, 0) === undefined) tool.fail(`invalid mode${tool.gnu ? ':' : ''} '${mode}'`);
  function* change(path: string, top: boolean): Task<void> {
    try {
      const status = fs.lstat(path);
      if (status.kind === 'symlink' && !top) return;
      const target = fs.stat(path);
      const next = parseMode(mode!, target.mode, target.kind === 'directory', tool.process.umask())!;
      fs.chmod(path, next);
      if (options.has('v'))
        tool.out(`mode of '${path}' changed to ${(next & 0o7777).toString(8).padStart(4, '0')}\n`);
      if (options.has('R') && target.kind === 'directory')
        for (const name of fs.readDirectory(path)) yield* change(joinPath(path, name), false);
    } catch (error) {
      if (options.has('f')) tool.status = 1;
      else if (tool.gnu)
        tool.warn(
          error instanceof SystemError && error.code === 'EPERM'
            ? `changing permissions of '${path}': ${reason(error)}`
            : `cannot access '${path}': ${reason(error)}`,
        );
      else tool.warn(`${path}: ${reason(error)}`);
    }
  }
  for (const path of paths) yield* change(path, true);
};

/** chown(1) and chgrp(1): USER[:GROUP], :GROUP, -R -h. */
export const chown: Applet = function* (tool) {
  const options = parseOptions(tool, 'RhvcfHLP', {
    recursive: 'R',
    'no-dereference': 'h',
    verbose: 'v',
    'reference=': 'reference',
  });
  needOperands(tool, options.rest, 2);
  const [owner, ...paths] = options.rest;
  const { fs } = tool.process;
  const ids = tool.name === 'chgrp' ? { gid: groupId(tool, owner!) } : ownerIds(tool, owner!);
  function* change(path: string): Task<void> {
    try {
      const status = options.has('h') ? fs.lstat(path) : fs.stat(path);
      fs.chown(path, ids.uid ?? status.uid, ids.gid ?? status.gid, { followSymlinks: !options.has('h') });
      const own = fs.lstat(path);
      if (options.has('R') && own.kind === 'directory')
        for (const name of fs.readDirectory(path)) yield* change(joinPath(path, name));
    } catch (error) {
      if (options.has('f')) tool.status = 1;
      else if (tool.gnu && error instanceof SystemError && error.code === 'EPERM')
        tool.warn(`changing ${tool.name === 'chgrp' ? 'group' : 'ownership'} of '${path}': ${reason(error)}`);
      else tool.warn(tool.gnu ? `cannot access '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  for (const path of paths) yield* change(path);
};

/** @returns the ids that `USER`, `USER:GROUP`, `USER:` or `:GROUP` name; ends the tool if there are none */
function ownerIds(tool: Tool, text: string): { uid?: number; gid?: number } {
  const match = /^([^:.]*)(?:([:.])(.*))?$/.exec(text);
  const [, user = '', separator, group = ''] = match ?? [];
  const ids: { uid?: number; gid?: number } = {};
  if (user !== '') {
    const entry = findUser(tool.process, user);
    if (entry !== undefined) ids.uid = entry.uid;
    else if (/^\d+$/.test(user)) ids.uid = Number(user);
    else tool.fail(tool.gnu ? `invalid user: '${text}'` : `unknown user ${user}`);
    if (separator !== undefined && group === '' && entry !== undefined) ids.gid = entry.gid;
  }
  if (group !== '') ids.gid = groupId(tool, group, tool.gnu ? text : undefined);
  return ids;
}

function groupId(tool: Tool, text: string, whole = text): number {
  const entry = groups(tool.process).find((group) => group.name === text || String(group.gid) === text);
  if (entry !== undefined) return entry.gid;
  if (/^\d+$/.test(text)) return Number(text);
  return tool.fail(tool.gnu ? `invalid group: '${whole}'` : `unknown group ${text}`);
}

/** mktemp(1): -d -p -t -u -q and a template. */
export const mktemp: Applet = function* (tool) {
  const options = parseOptions(tool, 'dp:tuq', {
    directory: 'd',
    'tmpdir=?': 'p',
    'dry-run': 'u',
    quiet: 'q',
  });
  const { fs } = tool.process;
  const template = options.rest[0];
  const folder = options.get('p') || (tool.process.env.get('TMPDIR') ?? '/tmp');
  const inFolder = template === undefined || options.has('p') || options.has('t');
  const pattern = template ?? (tool.gnu ? 'tmp.XXXXXXXXXX' : 'tmp.XXXXXX');
  const full = inFolder ? joinPath(folder, pattern) : pattern;
  if (!/X{3,}[^X/]*$/.test(full) || (!tool.gnu && !full.endsWith('XXXXXX'))) {
    if (tool.gnu) tool.fail(`too few X's in template '${template}'`);
    tool.fail('Invalid argument');
  }
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const path = full.replace(/X+(?=[^X/]*$)/, (run) =>
    [...run].map(() => letters[Math.floor(tool.process.random() * letters.length)]).join(''),
  );
  try {
    if (options.has('u')) undefined;
    else if (options.has('d')) fs.mkdir(path, 0o700);
    else fs.writeFile(path, '', { mode: 0o600 });
  } catch (error) {
    const what = options.has('d') ? 'directory' : 'file';
    tool.fail(
      tool.gnu ? `failed to create ${what} via template '${full}': ${reason(error)}` : `${reason(error)}`,
    );
  }
  tool.out(`${path}\n`);
  yield* tool.drain();
};

/** mkfifo(1): -m. */
export const mkfifo: Applet = function* (tool) {
  const options = parseOptions(tool, 'm:', { 'mode=': 'm' });
  needOperands(tool, options.rest, 1);
  const mode =
    parseMode(options.get('m') ?? '666', 0, false, 0) ?? tool.fail(`invalid mode '${options.get('m')}'`);
  for (const path of options.rest) {
    try {
      tool.process.fs.mkfifo(path, mode);
    } catch (error) {
      tool.warn(tool.gnu ? `cannot create fifo '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
};

/** truncate(1): -s [+-]SIZE -c. */
export const truncate: Applet = function* (tool) {
  const options = parseOptions(tool, 'cs:', { 'size=': 's', 'no-create': 'c' });
  const text = options.get('s');
  if (text === undefined)
    return tool.fail(tool.gnu ? "you must specify either '--size' or '--reference'" : 'missing -s');
  const size = parseSize(text.replace(/^[+-]/, '')) ?? tool.fail(`invalid number '${text}'`);
  needOperands(tool, options.rest, 1);
  const { fs } = tool.process;
  for (const path of options.rest) {
    try {
      if (!fs.exists(path) && options.has('c')) continue;
      const old = fs.exists(path) ? fs.readFile(path) : '';
      const next = text.startsWith('+') ? old.length + size : text.startsWith('-') ? old.length - size : size;
      if (next > 268_435_456) tool.fail(`${path}: File too large`);
      fs.writeFile(
        path,
        next <= old.length ? old.slice(0, Math.max(0, next)) : old + '\0'.repeat(next - old.length),
      );
    } catch (error) {
      tool.warn(
        tool.gnu ? `cannot open '${path}' for writing: ${reason(error)}` : `${path}: ${reason(error)}`,
      );
    }
  }
  yield* tool.drain();
  return undefined;
};

/** sync(1): everything is on disk already. */
export const sync: Applet = function* (tool) {
  yield* tool.drain();
};
