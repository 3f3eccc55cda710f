import { allows, EXECUTE } from '../filesystem/permissions.ts';
import { contentOf } from '../filesystem/tree.ts';
import type { View } from '../filesystem/walk.ts';
import { walk } from '../filesystem/walk.ts';
import { type ErrorCode, SystemError } from './errors.ts';
import type { Credentials, Program } from './process.ts';
import type { Core } from './records.ts';

/** What execve(2) found. */
export interface Executable {
  readonly program: Program;
  /** Path of what runs: the interpreter, of a script. */
  readonly path: string;
  readonly argv: readonly string[];
  /** Whose rights it runs with, if its setuid or setgid bit says so. */
  readonly user: Credentials;
}

/** Where programs are looked for when PATH is not set. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MOST_INTERPRETERS = 4;
/** Bytes of arguments and environment that execve(2) takes. */
const LONGEST_ARGUMENTS = 2_097_152;

/**
 * Finds what a command runs, as execvp(3) does.
 * @returns the program, with the arguments that a script's interpreter gets
 * Throws ENOENT, EACCES, ENOTDIR, ELOOP, E2BIG, ENOEXEC (no program of the sandbox's, no script)
 */
export function findExecutable(
  core: Core,
  view: View,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
): Executable {
  let length = 0;
  for (const word of argv) length += word.length;
  if (length > LONGEST_ARGUMENTS) throw new SystemError('E2BIG', argv[0]);
  const name = argv[0] ?? '';
  if (name === '') throw new SystemError('ENOENT', name);
  if (name.includes('/')) return load(core, view, name, argv, 0);
  let failure: ErrorCode = 'ENOENT';
  for (const folder of (env.get('PATH') ?? DEFAULT_PATH).split(':')) {
    try {
      return load(core, view, `${folder === '' ? '.' : folder}/${name}`, argv, 0);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'EACCES') failure = 'EACCES';
      else if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    }
  }
  throw new SystemError(failure, name);
}

function load(core: Core, view: View, path: string, argv: readonly string[], depth: number): Executable {
  const place = walk(view, path, true);
  const { node } = place;
  if (node === undefined) throw new SystemError('ENOENT', path);
  if (node.kind !== 'file' || !allows(view, node, EXECUTE)) throw new SystemError('EACCES', path);
  if (node.program !== undefined) {
    const program = core.programs.get(node.program);
    if (program === undefined) throw new SystemError('ENOEXEC', path);
    const user = {
      ...view.user,
      uid: (node.mode & 0o4000) !== 0 ? node.uid : view.user.uid,
      gid: (node.mode & 0o2010) === 0o2010 ? node.gid : view.user.gid,
    };
    return { program, path: place.path, argv, user };
  }
  const first = contentOf({ ...node, size: node.data.length }).slice(0, 256);
  const shebang = /^#![ \t]*([^ \t\n]+)[ \t]*([^\n]*)/.exec(first);
  if (shebang === null) throw new SystemError('ENOEXEC', path);
  if (depth >= MOST_INTERPRETERS) throw new SystemError('ELOOP', path);
  const option = shebang[2]!.trimEnd();
  const words = [shebang[1]!, ...(option === '' ? [] : [option]), path, ...argv.slice(1)];
  return load(core, view, shebang[1]!, words, depth + 1);
}
