import { SystemError } from '../kernel/errors.ts';
import type { FileStatus } from '../kernel/process.ts';
import { getElement, lookup } from './parameters.ts';
import type { Shell } from './shell-state.ts';

/** Operators of `test` that look at one operand. */
export const UNARY = new Set(
  'a b c d e f g h k n o p r s t u v w x z G L N O R S'.split(' ').map((letter) => `-${letter}`),
);
/** Operators of `test` between two operands, all but the logical ones. */
export const BINARY = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
]);

function status(shell: Shell, path: string, follow = true): FileStatus | undefined {
  try {
    return follow ? shell.process.fs.stat(path) : shell.process.fs.lstat(path);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

/** @returns whether an operator such as `-f` holds for its operand */
export function testUnary(shell: Shell, operator: string, operand: string): boolean {
  const { process } = shell;
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-t': {
      const real = /^\d+$/.test(operand) ? shell.descriptors.get(Number(operand)) : undefined;
      return real !== undefined && process.isTerminal(real);
    }
    case '-o':
      return shell.options.has(operand);
    case '-v':
    case '-R': {
      const indexed = /^(\w+)\[(.*)\]$/.exec(operand);
      if (indexed) return getElement(shell, indexed[1] as string, indexed[2] as string) !== undefined;
      const variable = lookup(shell, operand);
      return variable?.list ? variable.list.has(0) : variable?.value !== undefined;
    }
    case '-L':
    case '-h':
      return status(shell, operand, false)?.kind === 'symlink';
    case '-r':
    case '-w':
    case '-x': {
      if (!status(shell, operand)) return false;
      return process.fs.access(operand, operator.slice(1) as 'r' | 'w' | 'x');
    }
  }
  const file = status(shell, operand);
  if (!file) return false;
  switch (operator) {
    case '-f':
      return file.kind === 'file';
    case '-d':
      return file.kind === 'directory';
    case '-p':
      return file.kind === 'fifo';
    case '-c':
      return file.kind === 'character-device';
    case '-b':
    case '-S':
      return false;
    case '-s':
      return file.size > 0;
    case '-u':
      return (file.mode & 0o4000) !== 0;
    case '-g':
      return (file.mode & 0o2000) !== 0;
    case '-k':
      return (file.mode & 0o1000) !== 0;
    case '-O':
      return file.uid === process.user().uid;
    case '-G':
      return file.gid === process.user().gid;
    default:
      return true;
  }
}

/** @returns whether a comparison of two files holds: `-nt`, `-ot`, `-ef` */
export function testFiles(shell: Shell, operator: string, left: string, right: string): boolean {
  const a = status(shell, left);
  const b = status(shell, right);
  if (operator === '-ef') return a !== undefined && b !== undefined && a.inode === b.inode;
  if (operator === '-nt') return a !== undefined && (b === undefined || a.mtime > b.mtime);
  return b !== undefined && (a === undefined || a.mtime < b.mtime);
}

/** @returns whether a comparison of two numbers holds: `-eq` and its kin */
export function testNumbers(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}
