/** The operators of test(1), each on its operands. What only a shell knows is in `conditions.ts`. */
import { SystemError } from '../kernel/errors.ts';
import type { FileStatus, Process } from '../kernel/process.ts';

/** Operators of `test` between two operands, all but the logical ones. */
export const BINARY: ReadonlySet<string> = new Set([
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

function status(process: Process, path: string, follow = true): FileStatus | undefined {
  try {
    return follow ? process.fs.stat(path) : process.fs.lstat(path);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

/** @returns whether an operator that looks at one operand holds for it: `-n`, `-z`, `-t`, and those of a path */
export function testOperand(process: Process, operator: string, operand: string): boolean {
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-t':
      return process.isOpen(Number(operand)) && process.isTerminal(Number(operand));
    case '-L':
    case '-h':
      return status(process, operand, false)?.kind === 'symlink';
    case '-r':
    case '-w':
    case '-x': {
      if (!status(process, operand)) return false;
      return process.fs.access(operand, operator.slice(1) as 'r' | 'w' | 'x');
    }
  }
  const file = status(process, operand);
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
export function testFiles(process: Process, operator: string, left: string, right: string): boolean {
  const a = status(process, left);
  const b = status(process, right);
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
