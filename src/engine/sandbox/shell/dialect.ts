import { type ErrorCode, STRERROR } from '../kernel/errors.ts';

/** Which shell is played: busybox ash (`sh` of alpine and busybox), Debian's dash, or bash. */
export type Kind = 'sh' | 'dash' | 'bash';

/** @returns what a shell says of a file that a redirection could not open */
export function redirectionError(kind: Kind, path: string, code: ErrorCode, create: boolean): string {
  if (kind === 'bash') return `${path}: ${STRERROR[code]}`;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  if (kind === 'dash') {
    if (create) return `cannot create ${path}: ${missing ? 'Directory nonexistent' : STRERROR[code]}`;
    return `cannot open ${path}: ${missing ? 'No such file' : STRERROR[code]}`;
  }
  if (create) return `can't create ${path}: ${missing ? 'nonexistent directory' : STRERROR[code]}`;
  return `can't open ${path}: ${missing ? 'no such file' : STRERROR[code]}`;
}

/** @returns how a shell says that there is no such command */
export function notFound(kind: Kind, name: string): string {
  if (kind === 'bash' && !name.includes('/')) return `${name}: command not found`;
  return kind === 'bash' ? `${name}: No such file or directory` : `${name}: not found`;
}

/** @returns how a shell says that a script cannot be read */
export function cannotOpenScript(kind: Kind, path: string, code: ErrorCode): string {
  if (kind === 'bash') return `${path}: ${STRERROR[code]}`;
  if (kind === 'dash') return `cannot open ${path}: ${code === 'ENOENT' ? 'No such file' : STRERROR[code]}`;
  return `can't open '${path}': ${STRERROR[code]}`;
}

/** @returns how a shell says that a directory cannot be entered */
export function cannotEnter(kind: Kind, path: string, code: ErrorCode): string {
  if (kind === 'bash') return `${path}: ${STRERROR[code]}`;
  return kind === 'dash' ? `can't cd to ${path}` : `can't cd to ${path}: ${STRERROR[code]}`;
}

/** @returns how a shell says that a variable cannot be changed */
export function isReadonly(kind: Kind, name: string): string {
  return kind === 'bash' ? `${name}: readonly variable` : `${name}: is read only`;
}

/** @returns how a builtin says that it does not know an option */
export function illegalOption(kind: Kind, option: string): string {
  if (kind === 'bash') return `${option}: invalid option`;
  return `${kind === 'dash' ? 'Illegal' : 'illegal'} option ${option}`;
}

/** @returns how a builtin says that something is no number */
export function illegalNumber(kind: Kind, text: string): string {
  return kind === 'bash' ? `${text}: numeric argument required` : `Illegal number: ${text}`;
}
