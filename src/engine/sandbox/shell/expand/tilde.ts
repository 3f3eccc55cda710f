import { getValue } from '../parameters.ts';
import type { Shell } from '../shell-state.ts';

/** A tilde with the name behind it: how long it is, and what it stands for. */
export interface Tilde {
  readonly length: number;
  readonly value: string;
}

/** @returns the tilde that a text begins with; undefined if it does not, or nobody has that name. @param end what ends the name */
export function tildePrefix(shell: Shell, text: string, end = /[/\s]/): Tilde | undefined {
  if (text[0] !== '~') return undefined;
  const at = text.search(end);
  const user = text.slice(1, at < 0 ? text.length : at);
  if (/["'\\$`]/.test(user)) return undefined;
  const value = home(shell, user);
  return value === undefined ? undefined : { length: user.length + 1, value };
}

function home(shell: Shell, user: string): string | undefined {
  if (user === '') return getValue(shell, 'HOME') ?? passwordEntry(shell, undefined);
  if (user === '+' && shell.kind === 'bash') return getValue(shell, 'PWD');
  if (user === '-' && shell.kind === 'bash') return getValue(shell, 'OLDPWD');
  return passwordEntry(shell, user);
}

/** @returns the home folder that /etc/passwd has for a user, or for whoever runs the shell */
export function passwordEntry(shell: Shell, user: string | undefined): string | undefined {
  const { process } = shell;
  if (!process.fs.exists('/etc/passwd')) return undefined;
  const uid = String(process.user().uid);
  for (const line of process.fs.readFile('/etc/passwd').split('\n')) {
    const fields = line.split(':');
    if (user === undefined ? fields[2] === uid : fields[0] === user) return fields[5];
  }
  return undefined;
}
