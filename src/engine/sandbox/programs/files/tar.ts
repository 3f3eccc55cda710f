import type { FsNode } from '../../filesystem/node.ts';
import { readTar, TarError } from '../../filesystem/tar-read.ts';
import { type TarEntry, writeTar } from '../../filesystem/tar-write.ts';
import type { Task } from '../../kernel/process.ts';
import { globToRegExp } from '../support/glob.ts';
import { linesOf, readWhole } from '../support/input.ts';
import { modeText } from '../support/modes.ts';
import { parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';
import { names } from '../support/users.ts';
import { makeParents } from './parents.ts';

/**
 * tar(1): c, x, t with f, C, v, O, z, T, X, k, p, --exclude, --strip-components. There is no gzip in the sandbox: with
 * z the archive is written plain, and only such archives can be read back.
 */
export const tar: Applet = function* (tool) {
  const [first = '', ...others] = tool.args;
  const args = first !== '' && !first.startsWith('-') ? [`-${first}`, ...others] : tool.args;
  // The old form gives letters that take values first, the values after: `xfC a.tar dir`.
  const options = parseOptions(
    tool,
    'cxtf:C:vOzjJT:X:kpmhao',
    {
      'exclude=': 'exclude',
      'strip-components=': 'strip',
      create: 'c',
      extract: 'x',
      list: 't',
      'file=': 'f',
      'directory=': 'C',
      gzip: 'z',
      verbose: 'v',
      'to-stdout': 'O',
      'no-same-owner': 'o',
    },
    args,
  );
  const modes = ['c', 'x', 't'].filter((flag) => options.has(flag));
  if (modes.length !== 1) {
    if (tool.gnu)
      tool.fail(
        "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry 'tar --help' or 'tar --usage' for more information.",
        2,
      );
    tool.fail('no action given: use one of c, x, t');
  }
  if (options.has('j') || options.has('J')) tool.refuse('tar with bzip2 or xz');
  const { process } = tool;
  const archive = options.get('f') ?? '-';
  const begin = process.cwd();
  if (modes[0] === 'c') {
    const entries: TarEntry[] = [];
    const listed = options.has('T') ? linesOf(yield* readWhole(process, options.get('T')!)) : [];
    if (options.rest.length + listed.length === 0)
      tool.fail(
        tool.gnu
          ? "Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information."
          : 'empty archive',
        tool.gnu ? 2 : 1,
      );
    const excluded = options.all('exclude').map((glob) => globToRegExp(glob));
    const target = archive === '-' ? undefined : archive.startsWith('/') ? archive : joinPath(begin, archive);
    const folder = options.get('C');
    if (folder !== undefined) enter(tool, folder);
    for (const path of [...options.rest, ...listed]) yield* gather(tool, path, entries, excluded, target);
    yield* tool.work(entries.length * 0.2);
    const data = writeTar(entries);
    if (options.has('v'))
      for (const { path, node } of entries)
        tool.out(`${path}${node.kind === 'directory' ? '/' : ''}\n`, target === undefined ? 2 : 1);
    if (target === undefined) tool.out(data);
    else
      try {
        process.fs.writeFile(target, data);
      } catch (error) {
        tool.fail(
          tool.gnu
            ? `${archive}: Cannot open: ${reason(error)}\ntar: Error is not recoverable: exiting now`
            : `can't open '${archive}': ${reason(error)}`,
          tool.gnu ? 2 : 1,
        );
      }
    if (tool.status !== 0 && tool.gnu) tool.err('Exiting with failure status due to previous errors');
    return tool.status;
  }
  let data: string;
  try {
    data = yield* readWhole(process, archive);
  } catch (error) {
    return tool.fail(
      tool.gnu
        ? `${archive}: Cannot open: ${reason(error)}\ntar: Error is not recoverable: exiting now`
        : `can't open '${archive}': ${reason(error)}`,
      tool.gnu ? 2 : 1,
    );
  }
  let entries: readonly TarEntry[];
  try {
    entries = readTar(data);
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    return tool.fail(
      tool.gnu
        ? 'This does not look like a tar archive\ntar: Exiting with failure status due to previous errors'
        : 'invalid tar magic',
      tool.gnu ? 2 : 1,
    );
  }
  const folder = options.get('C');
  if (folder !== undefined) enter(tool, folder);
  yield* unpack(
    tool,
    options.has('t') ? 'list' : options.has('O') ? 'print' : 'write',
    entries,
    options.rest,
    {
      verbose: options.has('v'),
      strip: Number(options.get('strip') ?? 0),
      keep: options.has('k'),
      owner: process.user().uid === 0 && !options.has('o'),
      excluded: options.all('exclude').map((glob) => globToRegExp(glob)),
    },
  );
  return tool.status;
};

function enter(tool: Tool, folder: string): void {
  try {
    tool.process.chdir(folder);
  } catch (error) {
    tool.fail(
      tool.gnu
        ? `${folder}: Cannot open: ${reason(error)}\ntar: Error is not recoverable: exiting now`
        : `can't change directory to '${folder}': ${reason(error)}`,
      tool.gnu ? 2 : 1,
    );
  }
}

/** Puts a path and what is below it into the list. */
function* gather(
  tool: Tool,
  path: string,
  entries: TarEntry[],
  excluded: readonly RegExp[],
  archive: string | undefined,
): Task<void> {
  const { fs } = tool.process;
  const trimmed = path.replace(/(.)\/+$/, '$1');
  if (excluded.some((pattern) => pattern.test(trimmed) || pattern.test(trimmed.replace(/.*\//, '')))) return;
  try {
    const status = fs.lstat(trimmed);
    const name = trimmed.replace(/^\/+/, '');
    const attributes = { mode: status.mode, uid: status.uid, gid: status.gid, mtime: status.mtime };
    if (archive !== undefined && status.kind === 'file' && fs.realpath(trimmed) === archive) return;
    let node: FsNode;
    if (status.kind === 'directory') node = { kind: 'directory', entries: new Map(), ...attributes };
    else if (status.kind === 'symlink')
      node = { kind: 'symlink', target: fs.readlink(trimmed), ...attributes };
    else if (status.kind === 'file') {
      const program = status.program === undefined ? {} : { program: status.program };
      node = {
        kind: 'file',
        data: status.program === undefined ? fs.readFile(trimmed) : '',
        size: status.size,
        ...program,
        ...attributes,
      };
    } else node = { kind: 'device', device: status.kind === 'fifo' ? 'fifo' : 'null', ...attributes };
    if (name !== '') entries.push({ path: name, node });
    if (status.kind === 'directory')
      for (const child of fs.readDirectory(trimmed))
        yield* gather(tool, joinPath(trimmed, child), entries, excluded, archive);
  } catch (error) {
    tool.warn(
      tool.gnu ? `${path}: Cannot stat: ${reason(error)}` : `${path}: ${reason(error)}`,
      tool.gnu ? 2 : 1,
    );
  }
}

interface Unpacking {
  readonly verbose: boolean;
  readonly strip: number;
  readonly keep: boolean;
  readonly owner: boolean;
  readonly excluded: readonly RegExp[];
}

/** Lists, prints or writes the entries that are asked for. */
function* unpack(
  tool: Tool,
  what: 'list' | 'print' | 'write',
  entries: readonly TarEntry[],
  wanted: readonly string[],
  how: Unpacking,
): Task<void> {
  const { fs } = tool.process;
  const clean = (path: string) => path.replace(/^\.\//, '').replace(/\/+$/, '');
  const found = new Set<string>();
  const name = names(tool.process);
  for (const { path, node } of entries) {
    const match = wanted.find(
      (one) => clean(path) === clean(one) || clean(path).startsWith(`${clean(one)}/`),
    );
    if (wanted.length > 0 && match === undefined) continue;
    if (match !== undefined) found.add(match);
    if (how.excluded.some((pattern) => pattern.test(path) || pattern.test(path.replace(/.*\//, ''))))
      continue;
    const shown = `${path}${node.kind === 'directory' ? '/' : ''}`;
    if (what === 'list') {
      const kind = node.kind === 'device' ? 'character-device' : node.kind;
      const size = node.kind === 'file' ? node.size : 0;
      const link = node.kind === 'symlink' ? ` -> ${node.target}` : '';
      const owner = `${name.user(node.uid)}/${name.group(node.gid)}`;
      const long = tool.gnu
        ? `${modeText({ kind, mode: node.mode })} ${owner} ${String(size).padStart(Math.max(1, 19 - owner.length))} ${formatTime(node.mtime, '%F %H:%M')} `
        : `${modeText({ kind, mode: node.mode })} ${owner} ${String(size).padStart(9)} ${formatTime(node.mtime, '%F %T')} `;
      tool.out(`${how.verbose ? long : ''}${shown}${how.verbose ? link : ''}\n`);
      continue;
    }
    if (what === 'print') {
      if (node.kind === 'file') tool.out(node.data);
      continue;
    }
    if (how.verbose) tool.out(`${shown}\n`);
    const target = path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .slice(how.strip);
    if (target.length === 0 || target.includes('..')) continue;
    try {
      write(tool, target.join('/'), node, how);
    } catch (error) {
      tool.warn(
        tool.gnu ? `${path}: Cannot open: ${reason(error)}` : `can't open '${path}': ${reason(error)}`,
        tool.gnu ? 2 : 1,
      );
    }
    yield* tool.drain();
  }
  for (const one of wanted)
    if (!found.has(one))
      tool.warn(tool.gnu ? `${one}: Not found in archive` : `${one}: not found in archive`, tool.gnu ? 2 : 1);
  if (tool.gnu && tool.status !== 0) tool.err('Exiting with failure status due to previous errors');

  function write(_: Tool, path: string, node: FsNode, { keep, owner }: Unpacking): void {
    const slash = path.lastIndexOf('/');
    if (slash > 0) makeParents(tool, path.slice(0, slash));
    if (node.kind === 'directory') {
      if (!fs.exists(path)) fs.mkdir(path, 0o755);
    } else {
      if (fs.exists(path)) {
        if (keep) return;
        fs.unlink(path);
      }
      if (node.kind === 'symlink') fs.symlink(node.target, path);
      else if (node.kind === 'device') fs.mkfifo(path, node.mode);
      else
        fs.writeFile(path, node.size > node.data.length ? node.data.padEnd(node.size, '\0') : node.data, {
          mode: 0o600,
        });
    }
    if (owner) fs.chown(path, node.uid, node.gid, { followSymlinks: false });
    if (node.kind === 'symlink') return;
    fs.chmod(path, node.mode);
    fs.setTimes(path, node.mtime);
  }
}
