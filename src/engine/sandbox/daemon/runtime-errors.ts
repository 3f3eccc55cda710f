import type { FsNode } from '../filesystem/node.ts';
import { SystemError } from '../kernel/errors.ts';
import { DaemonError } from './api.ts';

/** Why a program did not start, and the exit status that says so: 126 cannot be run, 127 is not there. */
export class StartError extends DaemonError {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(exitCode === 128 ? 500 : 400, message);
    this.name = 'StartError';
    this.exitCode = exitCode;
  }
}

/**
 * @param argv the command that could not be started
 * @param error what the kernel said
 * @param there what is at the path of the command, if it names one
 * @returns runc's words for it, and the exit status; undefined: the program is there, but what it needs is not (the
 * interpreter of a script), which a container finds out only when it runs
 */
export function describeStart(
  argv: readonly string[],
  error: SystemError,
  there: FsNode | undefined,
): { readonly text: string; readonly exitCode: number } | undefined {
  const command = argv[0] ?? '';
  const quoted = JSON.stringify(command);
  if (error.code === 'ENOENT' && there === undefined) {
    return command.includes('/')
      ? { text: `exec: ${quoted}: stat ${command}: no such file or directory`, exitCode: 127 }
      : { text: `exec: ${quoted}: executable file not found in $PATH`, exitCode: 127 };
  }
  if (there?.kind === 'directory') {
    return { text: `exec: ${quoted}: is a directory: permission denied`, exitCode: 126 };
  }
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return { text: `exec: ${quoted}: permission denied`, exitCode: 126 };
  }
  if (error.code === 'ENOTDIR') {
    return { text: `exec: ${quoted}: stat ${command}: not a directory`, exitCode: 126 };
  }
  if (error.code === 'ENOENT' || error.code === 'ENOEXEC') {
    return undefined;
  }
  return { text: `exec: ${quoted}: ${error.message.toLowerCase()}`, exitCode: 128 };
}

const SHIM =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';

/** @returns the error of a container whose init could not begin */
export function createFailed(text: string, exitCode: number): StartError {
  return new StartError(`${SHIM}${text}`, exitCode);
}

/** @returns the error of a mount of a directory on a file or the other way round */
export function mountFailed(source: string, target: string): StartError {
  return createFailed(
    `error mounting ${JSON.stringify(source)} to rootfs at ${JSON.stringify(target)}: mount src=${source}, dst=${target}, dstFd=/proc/thread-self/fd/11, flags=MS_BIND|MS_REC: not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type`,
    127,
  );
}

/** @returns the text that `docker exec` shows when the program does not start */
export function execFailed(text: string): string {
  return `OCI runtime exec failed: exec failed: unable to start container process: ${text}`;
}

/** @returns whether an error came from a system call */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof SystemError;
}
