import { UserError } from '../platform/errors.ts';
import type { Messages } from '../text/messages/index.ts';

/** Why the system refused, in words where the program has some. */
export function reasonOf(code: string, { notice }: Messages): string {
  return notice.code[code] ?? code;
}

/** The error of a file that cannot be read. */
export function cannotRead(path: string, code: string, messages: Messages): UserError {
  return new UserError(messages.error.cannotRead(path, reasonOf(code, messages)), messages.error.checkPath);
}

/** The error of a file that cannot be written. */
export function cannotWrite(path: string, code: string, messages: Messages): UserError {
  return new UserError(messages.error.cannotWrite(path, reasonOf(code, messages)), messages.error.checkPath);
}
