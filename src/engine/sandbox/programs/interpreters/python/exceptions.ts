import { SystemError } from '../../../kernel/errors.ts';
import { repr } from './show.ts';
import { errors, makeError, Raised, type Scope } from './values.ts';

const NUMBERS: Readonly<Record<string, readonly [number: number, type: string]>> = {
  ENOENT: [2, 'FileNotFoundError'],
  EACCES: [13, 'PermissionError'],
  EPERM: [1, 'PermissionError'],
  EEXIST: [17, 'FileExistsError'],
  EISDIR: [21, 'IsADirectoryError'],
  ENOTDIR: [20, 'NotADirectoryError'],
  ECONNREFUSED: [111, 'ConnectionRefusedError'],
  ECONNRESET: [104, 'ConnectionResetError'],
  EPIPE: [32, 'BrokenPipeError'],
  ETIMEDOUT: [110, 'TimeoutError'],
  EADDRINUSE: [98, 'OSError'],
  EROFS: [30, 'OSError'],
  EHOSTUNREACH: [113, 'OSError'],
  ENETUNREACH: [101, 'OSError'],
  ENOSPC: [28, 'OSError'],
  EINTR: [4, 'KeyboardInterrupt'],
  ENOTFOUND: [-2, 'OSError'],
};

/** @returns the exception that a failed system call is */
function systemError(error: SystemError): Raised {
  const [number, type] = NUMBERS[error.code] ?? [5, 'OSError'];
  if (type === 'KeyboardInterrupt') return makeError(errors['KeyboardInterrupt']!);
  const path = error.path === undefined ? '' : `: ${repr(error.path)}`;
  const raised = makeError(
    errors[type]!,
    `[Errno ${number}] ${error.code === 'ENOTFOUND' ? 'Name or service not known' : error.message}${path}`,
  );
  raised.value.attributes.set('errno', number);
  return raised;
}

/**
 * What went wrong in a statement, as an exception that knows the way that it took.
 *
 * @param error a failed system call, a stack of ours that is too deep, an exception; anything else is given back
 * @param scope whose statement it is
 * @param line where the statement stands
 */
export function raisedAt(error: unknown, scope: Scope, line: number): unknown {
  const raised =
    error instanceof SystemError
      ? systemError(error)
      : error instanceof RangeError
        ? makeError(errors['RecursionError']!, 'maximum recursion depth exceeded')
        : error;
  if (raised instanceof Raised) {
    const last = raised.frames[0];
    if (last === undefined || last.label !== scope.label || (raised as { scope?: Scope }).scope !== scope) {
      raised.frames.unshift({ file: scope.file, line, label: scope.label });
      (raised as { scope?: Scope }).scope = scope;
    }
  }
  return raised;
}
