import { fromText } from '../../../kernel/bytes.ts';
import { sha1Hex } from '../../../kernel/digest.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { fileNodes } from '../../../registry/layer-tree.ts';
import { fetchTime, makeFolders, online } from '../catalog.ts';
import type { NpmCatalog, Release } from './catalog.ts';
import { readInstalled } from './lock-file.ts';
import { within } from './manifest.ts';
import { cacheFolder, type NpmError, noAccess, noTarget, notFound, offline } from './report.ts';
import type { Placed, Tree } from './tree.ts';

/** @returns the error of npm for a system call that failed */
function failed(error: unknown, call: string, path: string): NpmError {
  if (error instanceof SystemError && (error.code === 'EACCES' || error.code === 'EPERM'))
    return noAccess(call, path);
  throw error;
}

/** @returns where the tarball of a release is kept */
function cached(process: Process, { name, version }: Release): string {
  const hash = sha1Hex(`${name}@${version}`);
  return `${cacheFolder(process)}/_cacache/content-v2/sha512/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}`;
}

/** Asks for the registry, unless all that is wanted has been fetched before. Throws NpmError */
export function* reachRegistry(process: Process, name: string): Task<void> {
  if (!(yield* online(process))) throw offline(name);
}

/** Gets releases over the network, and keeps them in npm's cache. Throws NpmError if the registry is out of reach */
function* fetch(process: Process, releases: readonly Release[]): Task<void> {
  const missing = releases.filter((one) => !process.fs.exists(cached(process, one)));
  if (missing.length === 0) return;
  yield* reachRegistry(process, missing[0]!.name);
  yield* fetchTime(
    process,
    missing.reduce((sum, one) => sum + one.bytes, 0),
  );
  // Many at once: of each, only the answer's first byte is waited for.
  yield* process.sleep(missing.length * 8);
  try {
    for (const one of missing) {
      const path = cached(process, one);
      makeFolders(process, path.slice(0, path.lastIndexOf('/')));
      process.fs.writeFile(path, '', { executable: { size: Math.ceil(one.bytes / 4) } });
    }
  } catch (error) {
    // A cache that cannot be written is done without.
    if (!(error instanceof SystemError)) throw error;
  }
}

/** Writes the files of a package into its folder. */
function unpack(process: Process, folder: string, one: Release): void {
  const { fs } = process;
  makeFolders(process, folder);
  const entry = Object.keys(one.files).includes('/index.js') ? {} : { main: 'index.js' };
  fs.writeFile(
    `${folder}/package.json`,
    fromText(
      `${JSON.stringify({ name: one.name, version: one.version, ...(one.description === undefined ? {} : { description: one.description }), ...entry, ...(Object.keys(one.bin).length === 0 ? {} : { bin: one.bin }), dependencies: one.dependencies }, undefined, 2)}\n`,
    ),
  );
  // What the sandbox's node has of a package itself, or has not got, is a file without text.
  if ('main' in entry) fs.writeFile(`${folder}/index.js`, '', { executable: { size: one.bytes } });
  for (const [path, node] of fileNodes(one.files, 0)) {
    if (node?.kind !== 'file') continue;
    makeFolders(process, `${folder}${path}`.replace(/\/[^/]*$/, ''));
    const program = node.program === undefined ? {} : { program: node.program };
    fs.writeFile(
      folder + path,
      node.data,
      node.program === undefined ? {} : { executable: { size: node.size, ...program } },
    );
    fs.chmod(folder + path, Object.values(one.bin).includes(path.slice(1)) ? 0o755 : 0o644);
  }
}

function removeLink(process: Process, link: string): void {
  try {
    process.fs.unlink(link);
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== 'ENOENT') throw error;
  }
}

/** Points commands to the packages that bring them. */
function linkCommands(process: Process, folder: string, links: string, tree: Tree, root: string): void {
  const { fs } = process;
  const all = [...tree].flatMap(([place, { bin, name }]) =>
    place === `node_modules/${name}`
      ? Object.entries(bin).map(([command, path]) => [command, `${root}${name}/${path}`] as const)
      : [],
  );
  if (all.length === 0) return;
  makeFolders(process, within(folder, links));
  for (const [command, target] of all) {
    const link = within(folder, `${links}/${command}`);
    removeLink(process, link);
    fs.symlink(target, link);
  }
}

/** What was done to node_modules. */
export interface Reified {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/**
 * Makes node_modules what a tree says.
 *
 * @param folder where node_modules is
 * @param clean true: what is there goes first (`npm ci`)
 * @param links where commands are linked to: folder, and what leads from there to node_modules. Throws NpmError
 */
export function* reify(
  process: Process,
  catalog: NpmCatalog,
  folder: string,
  ideal: Tree,
  clean: boolean,
  links: readonly [folder: string, up: string] = ['node_modules/.bin', '../'],
): Task<Reified> {
  const { fs } = process;
  const modules = within(folder, 'node_modules');
  const there = readInstalled(process, folder);
  const before: Tree = clean ? new Map() : there;
  const fresh = [...ideal].filter(([place, one]) => before.get(place)?.version !== one.version);
  const releases = new Map<Placed, Release>();
  for (const [, one] of fresh) {
    const release = catalog.release(one.name, one.version);
    if (release === undefined) {
      const versions = catalog.versions(one.name);
      throw versions.length === 0
        ? notFound(one.name, one.version, catalog.offered)
        : noTarget(one.name, one.version, versions);
    }
    releases.set(one, release);
  }
  yield* fetch(process, [...releases.values()]);
  const gone = [...before.keys()].filter((place) => !ideal.has(place));
  try {
    if (clean && fs.exists(modules))
      for (const name of fs.readDirectory(modules)) fs.removeTree(`${modules}/${name}`);
    for (const place of gone) {
      if (fs.exists(within(folder, place))) fs.removeTree(within(folder, place));
      const { name, bin } = before.get(place)!;
      for (const command of place === `node_modules/${name}` ? Object.keys(bin) : [])
        removeLink(process, within(folder, `${links[0]}/${command}`));
    }
    for (const [place, one] of fresh) {
      if (before.has(place) && fs.exists(within(folder, place))) fs.removeTree(within(folder, place));
      yield* process.work(2);
      unpack(process, within(folder, place), releases.get(one)!);
      // What lay below a package that was changed has gone with it.
      for (const [below, inner] of ideal)
        if (below.startsWith(`${place}/`) && !fresh.some(([each]) => each === below))
          unpack(process, within(folder, below), catalog.release(inner.name, inner.version)!);
    }
    linkCommands(
      process,
      folder,
      links[0],
      new Map([...ideal].map(([place, one]) => [place, catalog.release(one.name, one.version) ?? one])),
      links[1],
    );
  } catch (error) {
    throw failed(error, 'mkdir', modules);
  }
  const changed = fresh.filter(([place]) => before.has(place)).length;
  return { added: fresh.length - changed, removed: gone.length, changed };
}
