import type { FileStatus } from '../../kernel/process.ts';

const KINDS: Readonly<Record<FileStatus['kind'], string>> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  'character-device': 'c',
  fifo: 'p',
};

/** @returns the ten characters with which ls -l begins: `drwxr-xr-x` */
export function modeText(status: Pick<FileStatus, 'kind' | 'mode'>): string {
  const { mode } = status;
  const three = (shift: number, special: number, letter: string) => {
    const bits = (mode >> shift) & 7;
    const execute = (bits & 1) !== 0;
    const set = (mode & special) !== 0;
    const last = set ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  return KINDS[status.kind] + three(6, 0o4000, 's') + three(3, 0o2000, 's') + three(0, 0o1000, 't');
}

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const SAME: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };

/**
 * chmod(1)'s modes: octal, or clauses such as `u+x,go-w,a=rX`.
 * @param old the mode that it is applied to
 * @param umask taken off where nobody is named
 * @returns the new mode; undefined if the text is no mode
 */
export function parseMode(text: string, old: number, directory: boolean, umask: number): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let mode = old;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause);
    if (match === null) return undefined;
    const who = match[1] === '' ? 0o7777 & ~umask : [...match[1]!].reduce((bits, one) => bits | WHO[one]!, 0);
    for (const [, sign, letters] of match[2]!.matchAll(/([-+=])([rwxXst]*(?![ugo])|[ugo])/g)) {
      let bits = 0;
      for (const letter of letters!) {
        if (letter in SAME) bits |= ((mode >> SAME[letter]!) & 7) * 0o111;
        else if (letter === 'r') bits |= 0o444;
        else if (letter === 'w') bits |= 0o222;
        else if (letter === 'x') bits |= 0o111;
        else if (letter === 'X') bits |= directory || (mode & 0o111) !== 0 ? 0o111 : 0;
        else if (letter === 's') bits |= 0o6000;
        else bits |= 0o1000;
      }
      // Nobody named: the sticky bit is everybody's.
      const mask = match[1] === '' ? who | (bits & 0o1000) : who;
      if (sign === '+') mode |= bits & mask;
      else if (sign === '-') mode &= ~(bits & mask);
      else mode = (mode & ~(mask & (match[1] === '' ? 0o777 : directory ? 0o1777 : 0o7777))) | (bits & mask);
    }
  }
  return mode;
}
