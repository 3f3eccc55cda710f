import type { HereDoc, Redirection } from 'unbash';
import { SystemError } from '../../kernel/errors.ts';
import type { OpenMode, Task } from '../../kernel/process.ts';
import type { Saved } from '../descriptors.ts';
import { redirectionError } from '../dialect.ts';
import { expandDocument, expandOne, expandText, expandWords } from '../expand/word.ts';
import { note } from '../jobs.ts';
import { getValue, setValue } from '../parameters.ts';
import type { Shell } from '../shell-state.ts';
import { lineOf } from '../source.ts';
import { fork } from './fork.ts';

/** Bytes that a pipe holds; a longer here-document is written by a child, as dash does. */
const PIPE = 4096;

/** A redirection that failed; the message is the shell's. */
class Failed {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/**
 * Performs redirections from left to right.
 * @returns what `Descriptors.restore` or `keep` takes; undefined if one failed, which is then printed and all are undone
 */
export function* applyRedirections(shell: Shell, redirects: readonly Redirection[]): Task<Saved | undefined> {
  const saved = shell.descriptors.save();
  try {
    for (const redirect of redirects) yield* apply(shell, redirect);
    return saved;
  } catch (error) {
    shell.descriptors.restore(saved);
    if (!(error instanceof Failed)) throw error;
    yield* shell.complain(error.message, '');
    return undefined;
  }
}

function* apply(shell: Shell, redirect: Redirection): Task<void> {
  const { descriptors } = shell;
  const writes =
    redirect.type === 'Redirect' &&
    redirect.operator !== '<' &&
    redirect.operator !== '<&' &&
    redirect.operator !== '<>';
  let number = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : writes ? 1 : 0;
  if (redirect.descriptor?.type === 'FileDescriptorVariable') {
    const name = redirect.descriptor.name;
    if (redirect.type === 'Redirect' && redirect.target?.text === '-') number = Number(getValue(shell, name));
    else {
      number = descriptors.free();
      setValue(shell, name, String(number));
    }
  }
  if (redirect.type === 'HereDoc') {
    const text = yield* documentText(shell, redirect);
    descriptors.set(number, yield* textInput(shell, text));
    return;
  }
  if (redirect.type === 'HereString') {
    const text = redirect.target ? yield* expandOne(shell, redirect.target) : '';
    descriptors.set(number, yield* textInput(shell, `${text}\n`));
    return;
  }
  const { operator } = redirect;
  if (!redirect.target) return;
  const path = yield* targetOf(shell, redirect.target);
  if (operator === '>&' || operator === '<&') {
    if (path === '-') {
      descriptors.set(number, undefined);
      return;
    }
    const move = /^(\d+)-$/.exec(path);
    if (/^\d+$/.test(path) || move) {
      const from = Number(move ? move[1] : path);
      const real = descriptors.get(from);
      if (real === undefined) throw new Failed(`${from}: Bad file descriptor`);
      descriptors.set(number, real);
      if (move) descriptors.set(from, undefined);
      return;
    }
    if (operator === '<&' || redirect.descriptor || shell.kind !== 'bash')
      throw new Failed(shell.kind === 'bash' ? `${path}: ambiguous redirect` : 'bad fd number');
  }
  const both = operator === '&>' || operator === '&>>' || operator === '>&';
  const real = openFile(shell, path, operator);
  descriptors.set(number, real);
  if (both) descriptors.set(2, real);
}

/** The text of a here-document; one that the end of the file closed is complained of by bash. */
function* documentText(shell: Shell, redirect: HereDoc): Task<string> {
  const { body, delimiter, operator } = redirect;
  let ending = '';
  if (!redirect.closing && shell.kind === 'bash' && delimiter) {
    const from = lineOf(shell.source, redirect.pos);
    const to = lineOf(shell.source, shell.source.text.length);
    const where = shell.interactive ? '' : `line ${to}: `;
    yield* shell.error(
      `${shell.name}: ${where}warning: here-document at line ${from} delimited by end-of-file (wanted \`${delimiter.value}')\n`,
    );
    if (body.text !== '' && !body.text.endsWith('\n')) ending = '\n';
  }
  const strips = operator === '<<-';
  const text = strips ? body.text.replace(/^\t+/gm, '') : body.text;
  if (delimiter?.quoted) return text + ending;
  if (!strips) return (yield* expandDocument(shell, body)) + ending;
  return text.endsWith('\n')
    ? `${yield* expandText(shell, text.slice(0, -1))}\n`
    : yield* expandText(shell, text);
}

function* targetOf(shell: Shell, word: Parameters<typeof expandOne>[1]): Task<string> {
  if (shell.kind !== 'bash') return yield* expandOne(shell, word);
  const fields = yield* expandWords(shell, [word]);
  if (fields.length !== 1) throw new Failed(`${word.text}: ambiguous redirect`);
  return fields[0] as string;
}

const MODES: Readonly<Record<string, OpenMode>> = {
  '<': { read: true },
  '<>': { read: true, write: true, create: true },
  '>': { write: true, create: true, truncate: true },
  '>|': { write: true, create: true, truncate: true },
  '>&': { write: true, create: true, truncate: true },
  '&>': { write: true, create: true, truncate: true },
  '>>': { write: true, create: true, append: true },
  '&>>': { write: true, create: true, append: true },
};

function openFile(shell: Shell, path: string, operator: string): number {
  const { process, descriptors } = shell;
  const own = /^\/dev\/(?:fd\/(\d+)|(stdin)|(stdout)|(stderr))$/.exec(path);
  if (own) {
    const real = descriptors.get(own[1] !== undefined ? Number(own[1]) : own[2] ? 0 : own[3] ? 1 : 2);
    if (real !== undefined) return process.dup(real);
  }
  const mode = MODES[operator] as OpenMode;
  const guarded = operator === '>' && shell.options.has('noclobber');
  try {
    if (path === '') throw new SystemError('ENOENT');
    if (guarded && process.fs.exists(path) && process.fs.stat(path).kind === 'file') {
      throw new Failed(
        shell.kind === 'bash'
          ? `${path}: cannot overwrite existing file`
          : redirectionError(shell.kind, path, 'EEXIST', true),
      );
    }
    return process.open(path, mode, 0o666);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Failed(redirectionError(shell.kind, path, error.code, mode.create === true));
  }
}

function* textInput(shell: Shell, text: string): Task<number> {
  const { process } = shell;
  const pipe = process.pipe();
  if (text.length <= PIPE) yield* process.write(pipe.write, text);
  else {
    const write = pipe.write;
    const pid = fork(shell, { files: new Map([[1, write]]) }, function* (child) {
      yield* child.write(1, text);
      return 0;
    });
    note(shell, pid);
  }
  process.close(pipe.write);
  return pipe.read;
}
