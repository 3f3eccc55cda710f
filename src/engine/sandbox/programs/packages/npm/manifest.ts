import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { NpmError, noAccess } from './report.ts';

/** What npm looks at in a package.json. */
export interface Manifest {
  name?: string;
  version?: string;
  license?: string;
  scripts?: Readonly<Record<string, string>>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  bin?: string | Readonly<Record<string, string>>;
  [key: string]: unknown;
}

/** The kinds of dependencies that npm saves, and the options that choose them. */
export type Kind = 'dependencies' | 'devDependencies' | 'optionalDependencies';

/**
 * @param from a folder
 * @returns the folder of the project: the nearest one up with a package.json or a node_modules; else the folder itself
 */
export function projectFolder(process: Process, from: string): string {
  for (let at = from; ; at = at.replace(/\/[^/]*$/, '')) {
    if (process.fs.exists(`${at}/package.json`) || process.fs.exists(`${at}/node_modules`)) return at || '/';
    if (at === '') return from;
  }
}

/** @returns the path of a file in a folder, `/` among them */
export function within(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message.replace(/,? \.\.\..*| \(line .*$/, '');
    throw new NpmError('EJSONPARSE', [
      `path ${path}`,
      `JSON.parse ${message} while parsing ${text === '' ? 'empty string' : JSON.stringify(text.slice(0, 40))}`,
      'JSON.parse Failed to parse JSON data.',
      'JSON.parse Note: package.json must be actual JSON, not just JavaScript.',
    ]);
  }
}

/** @returns a file of JSON; undefined if it is not there. Throws NpmError EJSONPARSE */
export function readJson(process: Process, path: string): unknown {
  let text: string;
  try {
    text = toText(process.fs.readFile(path));
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
  return parseJson(text.replace(/^\uFEFF/, ''), path);
}

/** @returns the package.json of a folder; undefined if there is none. Throws NpmError EJSONPARSE */
export function findManifest(process: Process, folder: string): Manifest | undefined {
  const found = readJson(process, within(folder, 'package.json'));
  return typeof found === 'object' && found !== null ? (found as Manifest) : undefined;
}

/** @returns the package.json of a folder. Throws NpmError ENOENT, EJSONPARSE */
export function readManifest(process: Process, folder: string): Manifest {
  const found = findManifest(process, folder);
  if (found !== undefined) return found;
  const path = within(folder, 'package.json');
  throw new NpmError(
    'ENOENT',
    [
      'syscall open',
      `path ${path}`,
      'errno -2',
      `enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'`,
      'enoent This is related to npm not being able to find a file.',
      'enoent',
    ],
    254,
  );
}

/** Writes JSON with the indentation that the file had before, two blanks if it is new. Throws NpmError EACCES */
export function writeJson(process: Process, path: string, data: unknown): void {
  let before: string | undefined;
  try {
    before = toText(process.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  const indent = before === undefined ? '  ' : (/^\s*[{[]\r?\n+([ \t]+)/.exec(before)?.[1] ?? '');
  const end = before === undefined || before.endsWith('\n') ? '\n' : '';
  try {
    process.fs.writeFile(path, fromText(`${JSON.stringify(data, undefined, indent)}${end}`));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw noAccess('open', path);
  }
}

/** @returns `name@version` as npm writes it before scripts; undefined for a project that lacks one of the two */
export function idOf({ name, version }: Manifest): string | undefined {
  return name === undefined || version === undefined ? undefined : `${name}@${version}`;
}
