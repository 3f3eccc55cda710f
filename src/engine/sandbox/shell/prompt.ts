import type { Task } from '../kernel/process.ts';
import { expandText } from './expand/word.ts';
import { getValue } from './parameters.ts';
import type { Shell } from './shell-state.ts';

/** @returns the prompt `PS1` or `PS2`, its sequences replaced (bash's PROMPTING; busybox has the same letters) */
export function* prompt(shell: Shell, name: 'PS1' | 'PS2'): Task<string> {
  const { status, position, source } = shell;
  const raw = getValue(shell, name) ?? '';
  const text = shell.kind === 'dash' ? raw : decode(shell, raw);
  const shown = yield* expandText(shell, text);
  Object.assign(shell, { status, position, source });
  return shown;
}

function decode(shell: Shell, text: string): string {
  return text.replace(/\\(\d{1,3}|[\s\S])/g, (whole, letter: string) => {
    if (/^[0-7]+$/.test(letter)) return String.fromCharCode(Number.parseInt(letter, 8) & 255);
    switch (letter) {
      case 'u':
        return userName(shell);
      case 'h':
        return shell.process.machine().hostname.split('.')[0] as string;
      case 'H':
        return shell.process.machine().hostname;
      case 'w':
        return folder(shell);
      case 'W':
        return folder(shell).replace(/^.*\/(?=.)/, '');
      case '$':
        return shell.process.user().uid === 0 ? '#' : '\\$';
      case 's':
        return shell.name.replace(/^.*\//, '');
      case 'v':
        return '5.2';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 'e':
        return '\x1b';
      case 'a':
        return '\x07';
      case 'j':
        return String(shell.jobs.length);
      case '[':
      case ']':
        return '';
      case 't':
        return new Date(shell.process.now()).toISOString().slice(11, 19);
      case 'A':
        return new Date(shell.process.now()).toISOString().slice(11, 16);
      case '\\':
        return '\\\\';
      default:
        return whole;
    }
  });
}

function folder(shell: Shell): string {
  const path = getValue(shell, 'PWD') ?? shell.process.cwd();
  const home = getValue(shell, 'HOME');
  return home && home !== '/' && (path === home || path.startsWith(`${home}/`))
    ? `~${path.slice(home.length)}`
    : path;
}

function userName(shell: Shell): string {
  const { fs } = shell.process;
  const uid = String(shell.process.user().uid);
  const lines = fs.exists('/etc/passwd') ? fs.readFile('/etc/passwd').split('\n') : [];
  return lines.map((line) => line.split(':')).find((fields) => fields[2] === uid)?.[0] ?? 'I have no name!';
}
