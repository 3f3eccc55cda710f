import { SystemError } from '../../kernel/errors.ts';
import type { Process, Task } from '../../kernel/process.ts';
import type { CompiledPackage } from '../../registry/compiled.ts';
import { fileNodes, toolNodes } from '../../registry/layer-tree.ts';

/** The packages of one kind that can be installed. */
export type Catalog = readonly CompiledPackage[];

/** Bytes that come over the network in a millisecond. */
const SPEED = 20_000;

/** @returns a package by its name, or by what it provides */
export function find(catalog: Catalog, name: string): CompiledPackage | undefined {
  return (
    catalog.find((one) => one.name === name) ?? catalog.find((one) => one.provides?.includes(name) === true)
  );
}

/**
 * @returns what has to be installed for some packages: what they need first, each once, without what is there
 */
export function closure(
  catalog: Catalog,
  names: readonly string[],
  there: ReadonlySet<string>,
): CompiledPackage[] {
  const found: CompiledPackage[] = [];
  const seen = new Set(there);
  const visit = (name: string): void => {
    const one = find(catalog, name.replace(/[=<>~ ].*$/, ''));
    if (one === undefined || seen.has(one.name)) return;
    seen.add(one.name);
    for (const need of one.needs ?? []) visit(need);
    found.push(one);
  };
  for (const name of names) visit(name);
  return found;
}

/** Whether the network is there: a way out of the container. Waits a little, as a look-up does. */
export function* online(process: Process): Task<boolean> {
  yield* process.sleep(50);
  return process.net.gateway() !== undefined || process.net.interfaces().some(({ name }) => name !== 'lo');
}

/** Lets the time pass that fetching takes. */
export function* fetchTime(process: Process, bytes: number): Task<void> {
  yield* process.sleep(30 + bytes / 3 / SPEED);
}

/** Puts the files of a package into the file system. @returns their paths without the first slash. Throws SystemError */
export function* install(process: Process, one: CompiledPackage, place = ''): Task<string[]> {
  const { fs } = process;
  const paths: string[] = [];
  const nodes = [
    ...(one.tools ?? []).flatMap((name) => [...toolNodes(name, 0)]),
    ...fileNodes(one.files ?? {}, 0),
  ];
  yield* process.work(2);
  for (const [path, node] of nodes) {
    if (node === undefined) continue;
    makeFolders(process, (place + path).replace(/\/[^/]*$/, ''));
    const whole = place + path;
    if (node.kind === 'directory') {
      makeFolders(process, whole.replace(/\/$/, ''));
      continue;
    }
    if (fs.exists(whole) || isLink(process, whole)) fs.unlink(whole);
    if (node.kind === 'symlink') fs.symlink(node.target, whole);
    else if (node.kind === 'file') {
      fs.writeFile(whole, node.data, {
        mode: 0o644,
        executable: { size: node.size, ...(node.program === undefined ? {} : { program: node.program }) },
      });
      fs.chmod(whole, node.mode);
    }
    paths.push(whole.slice(1));
  }
  return paths;
}

function isLink(process: Process, path: string): boolean {
  try {
    return process.fs.lstat(path).kind === 'symlink';
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

/** Makes a directory and those that lead to it. */
export function makeFolders(process: Process, path: string): void {
  let whole = '';
  for (const part of path.split('/').filter((name) => name !== '')) {
    whole += `/${part}`;
    if (!process.fs.exists(whole)) process.fs.mkdir(whole);
  }
}

/** @returns the text of a file; '' if it is not there */
export function textOf(process: Process, path: string): string {
  try {
    return process.fs.readFile(path);
  } catch (error) {
    if (error instanceof SystemError) return '';
    throw error;
  }
}
