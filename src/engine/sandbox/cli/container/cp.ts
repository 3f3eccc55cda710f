import type { DirectoryNode, FsNode } from '../../filesystem/node.ts';
import { applyEntries, readTar, TarError } from '../../filesystem/tar-read.ts';
import { entriesOf, writeTar } from '../../filesystem/tar-write.ts';
import { treeSize } from '../../filesystem/tree.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { fromText } from '../../kernel/bytes.ts';
import type { Process, Task } from '../../kernel/process.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { humanSize } from '../format/human.ts';
import { absolutePath, hostLook, readHost, writeHost } from './host-files.ts';

interface Place {
  readonly container: string;
  readonly path: string;
}

/** Cuts `web:/etc/hosts`; a path that begins with `/` or `.` is the host's, whatever colons it has. */
function place(text: string): Place {
  const colon = text.indexOf(':');
  if (text.startsWith('/') || text.startsWith('.') || colon < 1) return { container: '', path: text };
  return { container: text.slice(0, colon), path: text.slice(colon + 1) };
}

const base = (path: string) => path.replace(/\/+$/, '').replace(/^.*\//, '');
const wantsContents = (path: string) => /(^|\/)\.$/.test(path);

/** A side of the copy: what is at a path, and putting something there. */
interface Side {
  look(path: string): FsNode | undefined;
  put(path: string, node: FsNode): void;
  /** How the side names a path where one is missing. */
  missing(path: string): CommandError;
}

function containerSide(docker: Docker, container: string): Side {
  return {
    look: (path) => docker.ask((daemon) => daemon.readPath(container, path)),
    put: (path, node) => docker.ask((daemon) => daemon.writePath(container, path, node)),
    missing: (path) => new Refusal(404, `Could not find the file ${path} in container ${container}`),
  };
}

function hostSide({ process }: Docker): Side {
  return {
    look: (path) => hostLook(process, path),
    put: (path, node) => writeHost(process, path, node),
    missing: (path) => new CommandError(`lstat ${path}: no such file or directory`),
  };
}

/** Lays a tree over another: files replace files, directories are joined. */
function merged(under: FsNode | undefined, over: FsNode): FsNode {
  if (under?.kind !== 'directory' || over.kind !== 'directory') return over;
  const entries = new Map(under.entries);
  for (const [name, node] of over.entries) entries.set(name, merged(entries.get(name), node));
  return { ...under, entries };
}

/** Whoever receives the files owns them, unless `-a` keeps their owners. */
function owned(node: FsNode, uid: number, gid: number): FsNode {
  if (node.kind !== 'directory') return { ...node, uid, gid };
  const entries = new Map([...node.entries].map(([name, child]) => [name, owned(child, uid, gid)]));
  return { ...node, entries, uid, gid } as DirectoryNode;
}

/** Puts a copy where `cp` would: into a directory that is there, under the name of the source, else as the path says. */
function drop(side: Side, path: string, source: string, node: FsNode): void {
  const there = side.look(path.replace(/(.)\/+$/, '$1'));
  if (there?.kind === 'directory') {
    if (wantsContents(source)) side.put(path.replace(/(.)\/+$/, '$1'), merged(there, node));
    else {
      const inside = `${path.replace(/\/+$/, '')}/${base(source)}`;
      side.put(inside, merged(side.look(inside), node));
    }
    return;
  }
  if (there !== undefined && node.kind === 'directory') throw new CommandError('cannot copy directory');
  if (there === undefined && path.endsWith('/') && node.kind !== 'directory')
    throw new CommandError('no such directory');
  const parent = path.replace(/\/+$/, '').replace(/\/[^/]*$/, '') || '/';
  if (side.look(parent)?.kind !== 'directory') throw side.missing(parent);
  side.put(path.replace(/(.)\/+$/, '$1'), node);
}

function* readAll(process: Process, fd: number): Task<Bytes> {
  let all = '';
  for (;;) {
    const bytes = yield* process.read(fd, 65_536);
    if (bytes === '') return all;
    all += bytes;
  }
}

function* tarInto(docker: Docker, to: Place): Task<number> {
  const bytes = yield* readAll(docker.process, 0);
  const side = containerSide(docker, to.container);
  const there = side.look(to.path);
  if (there === undefined) throw side.missing(to.path);
  if (there.kind !== 'directory')
    throw new CommandError(`destination "${to.container}:${to.path}" must be a directory`);
  try {
    const tree = applyEntries(there, readTar(bytes));
    side.put(to.path, tree);
  } catch (problem) {
    throw problem instanceof TarError
      ? new Refusal(400, `Error processing tar file(exit status 1): ${problem.message}`)
      : problem;
  }
  return 0;
}

function* summary(docker: Docker, node: FsNode, where: string): Task<void> {
  const quiet = docker.given('quiet') ? docker.bool('quiet') : !docker.process.isTerminal(1);
  if (quiet) return;
  const content = treeSize(node);
  const moved = writeTar(entriesOf(node, 'x')).length;
  const sizes =
    content === moved ? humanSize(content) : `${humanSize(content)} (transferred ${humanSize(moved)})`;
  yield* docker.err(`Successfully copied ${sizes} to ${where}\n`);
}

/** `docker cp`. */
export function* cp(docker: Docker): Task<number> {
  const [source = '', destination = ''] = docker.args;
  if (source === '') throw new CommandError('source can not be empty');
  if (destination === '') throw new CommandError('destination can not be empty');
  const from = place(source);
  const to = place(destination);
  if (from.container !== '' && to.container !== '')
    throw new CommandError('copying between containers is not supported');
  if (from.container === '' && to.container === '')
    throw new CommandError('must specify at least one container source');
  if (to.container !== '' && source === '-') return yield* tarInto(docker, to);
  const cwd = docker.process.cwd();
  return from.container === ''
    ? yield* intoContainer(docker, absolutePath(source, cwd), to)
    : yield* outOf(docker, from, destination);
}

function* intoContainer(docker: Docker, source: string, to: Place): Task<number> {
  const found = readHost(docker.process, source.replace(/\/\.$/, ''), docker.bool('follow-link'));
  if (found === undefined) throw new CommandError(`lstat ${source}: no such file or directory`);
  docker.ask((daemon) => daemon.inspectContainer(to.container));
  const node = docker.bool('archive') ? found : owned(found, 0, 0);
  drop(containerSide(docker, to.container), to.path.startsWith('/') ? to.path : `/${to.path}`, source, node);
  yield* summary(docker, node, `${to.container}:${to.path}`);
  return 0;
}

function* outOf(docker: Docker, from: Place, destination: string): Task<number> {
  const path = from.path.startsWith('/') ? from.path : `/${from.path}`;
  docker.ask((daemon) => daemon.inspectContainer(from.container));
  const side = containerSide(docker, from.container);
  let node = side.look(path.replace(/\/\.$/, '') || '/');
  if (node?.kind === 'symlink' && docker.bool('follow-link'))
    node = side.look(absolutePath(node.target, path.replace(/\/[^/]*$/, '') || '/'));
  if (node === undefined) throw side.missing(from.path);
  if (destination === '-') {
    yield* docker.process.write(1, writeTar(entriesOf(node, fromText(base(path) || '.'))));
    return 0;
  }
  const { uid, gid } = docker.process.user();
  const mine = docker.bool('archive') ? node : owned(node, uid, gid);
  const target = absolutePath(destination, docker.process.cwd());
  drop(hostSide(docker), target, path, mine);
  yield* summary(docker, mine, target);
  return 0;
}
