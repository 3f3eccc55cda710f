import type { FileStatus } from '../../kernel/process.ts';

/** @returns the escape sequence of a kind of file, as busybox has them */
export function colour({ kind, mode }: FileStatus): string {
  if (kind === 'directory') return '\x1b[1;34m';
  if (kind === 'symlink') return '\x1b[1;36m';
  if (kind === 'character-device' || kind === 'fifo') return '\x1b[1;33m';
  return (mode & 0o111) !== 0 ? '\x1b[1;32m' : '\x1b[0;0m';
}

/** @returns text as bytes */
export const utf8 = (text: string) =>
  text.replace(/[^\x00-\x7f]/g, (sign) => Buffer.from(sign, 'utf8').toString('latin1'));
