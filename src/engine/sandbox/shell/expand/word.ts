import type { DoubleQuotedChild, Word, WordPart } from 'unbash';
import type { Task } from '../../kernel/process.ts';
import { ExpansionError } from '../control.ts';
import { expandEscapes } from '../escapes.ts';
import { compute, separators } from '../parameters.ts';
import { escapePattern, isPattern } from '../pattern.ts';
import type { Context } from '../shell-records.ts';
import type { Shell } from '../shell-state.ts';
import { expandBraces } from './braces.ts';
import { BREAK, type Field, joinParts, type Part, type Piece, splitFields } from './fields.ts';
import { glob } from './glob.ts';
import { literalText, unquote } from './literal.ts';
import { tildePrefix } from './tilde.ts';

const PLAIN = /^[A-Za-z0-9_./:=@%+,-]*$/;

const UNQUOTED: Context = { quoted: false };

const JOINED: Context = { quoted: false, joined: true };

/**
 * Expands words to the fields of a command: braces (bash), tilde, parameters, commands, arithmetic, splitting, names of
 * files, removal of quotes.
 */
export function* expandWords(shell: Shell, words: readonly Word[]): Task<string[]> {
  const out: string[] = [];
  for (const word of words) {
    if (word.parts === undefined && PLAIN.test(word.text)) out.push(word.text);
    else yield* expandInto(shell, word, out);
  }
  return out;
}

function* expandInto(shell: Shell, word: Word, out: string[]): Task<void> {
  if (shell.kind === 'bash' && word.parts?.some((part) => part.type === 'BraceExpansion')) {
    const texts = expandBraces(word.text);
    if (texts.length !== 1 || texts[0] !== word.text) {
      for (const text of texts) {
        const made = text === '' ? undefined : wordOf(shell, text);
        if (made) yield* expandInto(shell, withoutBraces(made), out);
      }
      return;
    }
  }
  const parts = yield* expandParts(shell, word, UNQUOTED);
  for (const field of splitFields(parts, separators(shell))) yield* nameFiles(shell, field, out);
}

/** What is still written `{…}` after brace expansion is plain text. */
function withoutBraces(word: Word): Word {
  if (!word.parts?.some((part) => part.type === 'BraceExpansion')) return word;
  return {
    ...word,
    parts: word.parts.flatMap((part) => (part.type === 'BraceExpansion' ? bracesAsText(part) : [part])),
  };
}

function bracesAsText(part: WordPart & { type: 'BraceExpansion' }): WordPart[] {
  const literal = (text: string): WordPart => ({
    type: 'Literal',
    pos: part.pos,
    end: part.pos,
    value: text,
    text,
  });
  if (!part.parts) return [literal(part.text)];
  return [literal('{'), ...part.parts, literal('}')];
}

/** @returns the word that a text is, parsed by itself */
export function wordOf(shell: Shell, text: string): Word | undefined {
  const command = shell.parse(`: ${text}`).script.commands[0]?.command;
  if (command?.type !== 'Command') return undefined;
  const word = command.suffix[0];
  return word?.type === 'Word' ? word : undefined;
}

function* nameFiles(shell: Shell, field: Field, out: string[]): Task<void> {
  const text = field.length === 1 ? (field[0]?.text as string) : field.map((run) => run.text).join('');
  if (shell.options.has('noglob') || !field.some((run) => !run.quoted && /[*?[]/.test(run.text))) {
    const extended =
      shell.shopt.has('extglob') && field.some((run) => !run.quoted && /[@+!]\(/.test(run.text));
    if (!extended) {
      out.push(text);
      return;
    }
  }
  const pattern = fieldPattern(field);
  if (!isPattern(pattern, shell.shopt.has('extglob'))) {
    out.push(text);
    return;
  }
  const found = glob(shell, pattern);
  if (found.length > 0) out.push(...found);
  else if (shell.shopt.has('failglob')) throw new ExpansionError(`no match: ${text}`, 1, false);
  else if (!shell.shopt.has('nullglob')) out.push(text);
}

function fieldPattern(field: Field): string {
  return field.map((run) => (run.quoted ? escapePattern(run.text) : run.text)).join('');
}

/** Expands a word to one string: no splitting, no names of files (assignments, `case`, here-strings). */
export function* expandOne(shell: Shell, word: Word, context: Context = JOINED): Task<string> {
  if (word.parts === undefined && PLAIN.test(word.text)) return word.text;
  return joinParts(yield* expandParts(shell, word, context));
}

/** Expands the value of an assignment: as `expandOne`, with `~` after each `:`. */
export function* expandAssignment(shell: Shell, word: Word): Task<string> {
  return yield* expandOne(shell, word, { quoted: false, joined: true, assignment: true });
}

/** Expands a word to a pattern, in which what was quoted is escaped. */
export function* expandPattern(shell: Shell, word: Word): Task<string> {
  if (word.parts === undefined && PLAIN.test(word.text)) return word.text;
  const parts = yield* expandParts(shell, word, JOINED);
  let out = '';
  for (const part of parts) {
    if (part === BREAK) out += ' ';
    else out += part.quoted ? escapePattern(part.text) : part.text;
  }
  return out;
}

/** Expands the right side of `=~`: what was quoted matches itself. */
export function* expandRegularExpression(shell: Shell, word: Word): Task<string> {
  const parts = yield* expandParts(shell, word, JOINED);
  const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return parts.map((part) => (part === BREAK ? ' ' : part.quoted ? literal(part.text) : part.text)).join('');
}

/** Expands a text as between double quotes, in which `"` is an ordinary character (arithmetic, prompts, `${x@P}`). */
export function* expandText(shell: Shell, text: string): Task<string> {
  if (!/[$`\\]/.test(text)) return text;
  const command = shell.parse(`: <<\x01\n${text}\n\x01`).script.commands[0]?.command;
  const document = command?.type === 'Command' ? command.redirects[0] : undefined;
  if (document?.type !== 'HereDoc') return text;
  const out = yield* expandDocument(shell, document.body);
  return out.endsWith('\n') ? out.slice(0, -1) : out;
}

/** Expands the body of a here-document whose delimiter was not quoted. */
export function* expandDocument(
  shell: Shell,
  body: { readonly text: string; readonly parts: readonly WordPart[] | undefined },
): Task<string> {
  if (!body.parts) return documentText(body.text);
  const parts: Part[] = [];
  for (const part of body.parts) yield* expandPart(shell, part, { quoted: true, joined: true }, parts);
  return joinParts(parts);
}

function documentText(text: string): string {
  return text.includes('\\') ? text.replace(/\\\n/g, '').replace(/\\([$`\\])/g, '$1') : text;
}

/** @returns the pieces of a word after all expansions but splitting and names of files */
export function* expandParts(shell: Shell, word: Word, context: Context): Task<Part[]> {
  const out: Part[] = [];
  const tilde = context.quoted ? undefined : tildePrefix(shell, word.text);
  if (word.parts === undefined) {
    literalText(shell, word.text, context, out, tilde);
    return out;
  }
  let first = true;
  for (const part of word.parts) {
    if (part.type === 'Literal' && !context.quoted)
      literalText(shell, part.text, context, out, first ? tilde : undefined);
    else yield* expandPart(shell, part, context, out);
    first = false;
  }
  return out;
}

function* expandPart(
  shell: Shell,
  part: WordPart | DoubleQuotedChild,
  context: Context,
  out: Part[],
): Task<void> {
  const { quoted } = context;
  const give = (text: string): void => {
    out.push({ text, quoted, split: !quoted });
  };
  switch (part.type) {
    case 'Literal':
      if (quoted) out.push({ text: part.value, quoted: true, split: false });
      else unquote(part.text, out);
      return;
    case 'SingleQuoted':
      out.push({ text: part.value, quoted: true, split: false });
      return;
    case 'AnsiCQuoted':
      if (shell.kind === 'dash') out.push({ text: `$${part.text.slice(2, -1)}`, quoted: true, split: false });
      else out.push({ text: expandEscapes(part.text.slice(2, -1), 'ansi').text, quoted: true, split: false });
      return;
    case 'DoubleQuoted':
    case 'LocaleString': {
      const inner: Part[] = [];
      if (part.type === 'LocaleString' && shell.kind !== 'bash') inner.push(QUOTED_DOLLAR);
      for (const child of part.parts) yield* expandPart(shell, child, { ...context, quoted: true }, inner);
      if (inner.length === 0 && !part.parts.some(isAllParameters)) inner.push(EMPTY);
      out.push(...inner);
      return;
    }
    case 'SimpleExpansion':
      yield* shell.interpreter.parameter(shell, simple(part.text), context, out);
      return;
    case 'ParameterExpansion':
      yield* shell.interpreter.parameter(shell, part, context, out);
      return;
    case 'CommandExpansion':
      give(yield* shell.interpreter.substitute(shell, part));
      return;
    case 'ArithmeticExpansion': {
      const text = part.text.startsWith('$((') ? part.text.slice(3, -2) : part.text.slice(2, -1);
      give(String(compute(shell, yield* arithmeticText(shell, text))));
      return;
    }
    case 'ProcessSubstitution':
      out.push({ text: yield* shell.interpreter.substituteProcess(shell, part), quoted: true, split: false });
      return;
    case 'Glob':
      yield* bracket(shell, part, context, out);
      return;
    case 'ExtendedGlob':
      if (!part.parts) out.push({ text: part.text, quoted: false, split: false });
      else {
        out.push({ text: `${part.operator}(`, quoted: false, split: false });
        for (const child of part.parts) yield* expandPart(shell, child, context, out);
        out.push({ text: ')', quoted: false, split: false });
      }
      return;
    case 'BraceExpansion':
      for (const child of bracesAsText(part)) yield* expandPart(shell, child, context, out);
  }
}

/** Expands the parameters of an arithmetic expression; quotes in it are taken away. */
export function* arithmeticText(shell: Shell, text: string): Task<string> {
  return yield* expandText(shell, text.includes('"') ? text.replace(/"/g, '') : text);
}

const EMPTY: Piece = { text: '', quoted: true, split: false };

const QUOTED_DOLLAR: Piece = { text: '$', quoted: true, split: false };

function isAllParameters(part: DoubleQuotedChild): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  return part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.text === '@');
}

function simple(text: string): {
  parameter: string;
  text: string;
  prefix: undefined;
  index: undefined;
  operation: undefined;
} {
  return { parameter: text.slice(1), text, prefix: undefined, index: undefined, operation: undefined };
}

function* bracket(
  shell: Shell,
  part: WordPart & { type: 'Glob' },
  context: Context,
  out: Part[],
): Task<void> {
  if (part.kind !== 'bracket') {
    out.push({ text: part.text, quoted: false, split: false });
    return;
  }
  out.push({ text: '[', quoted: false, split: false });
  for (const child of part.parts) {
    if (child.type === 'Literal') unquote(child.text, out);
    else yield* expandPart(shell, child, context, out);
  }
  out.push({ text: ']', quoted: false, split: false });
}
