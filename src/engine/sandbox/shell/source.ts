import { forEachChild, type ParseError, parse, type Script, type Statement, type SyntaxNode } from 'unbash';
import type { Kind } from './dialect.ts';

/** A text of the shell language with its tree. Immutable, so subshells share it. */
export interface Source {
  readonly text: string;
  readonly script: Script;
  /** Number of the first line in the file it is a part of. */
  readonly firstLine: number;
  /** What can be run before the first mistake; all statements if there is none. */
  readonly statements: readonly Statement[];
  readonly error: SyntaxProblem | undefined;
  /** There may be more to come: an open quote, an open `if`, a here-document without its end. */
  readonly incomplete: boolean;
  /** The end of a here-document that is missing. */
  readonly delimiter: string | undefined;
}

export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  /** bash prints the line it stopped at. */
  readonly shown: string | undefined;
}

/** @returns the tree of a text, and what is wrong with it in the words of the shell played */
export function readSource(text: string, kind: Kind, firstLine = 1): Source {
  const script = parse(text);
  const errors = script.errors ?? [];
  const delimiter = text.includes('<<') ? openHereDocument(script) : undefined;
  const continued = /(^|[^\\])(\\\\)*\\\n?$/.test(text) && !text.endsWith('\\\\');
  const first = errors[0];
  const incomplete =
    delimiter !== undefined || continued || (first !== undefined && isIncomplete(errors, text));
  let statements = script.commands;
  let error: SyntaxProblem | undefined;
  const empty = first ? undefined : emptyPipeline(script, text);
  const problem = first ?? empty;
  if (problem) {
    const position = Math.min(problem.pos, text.length);
    const broken = position >= text.trimEnd().length ? statements.at(-1) : undefined;
    const unfinished =
      broken ?? statements.find((statement) => statement.end >= position && statement.pos <= position);
    const from = unfinished?.pos ?? position;
    const lineStart = text.lastIndexOf('\n', from - 1) + 1;
    statements = statements.filter((statement) => statement.pos < lineStart && statement.end <= lineStart);
    error = describe(kind, text, problem, errors, firstLine);
  }
  return { text, script, firstLine, statements, error, incomplete, delimiter };
}

/** @returns the line a position is in, counted through the whole file */
export function lineOf(source: Source, position: number): number {
  let line = source.firstLine;
  for (let at = source.text.indexOf('\n'); at >= 0 && at < position; at = source.text.indexOf('\n', at + 1))
    line++;
  return line;
}

function isIncomplete(errors: readonly ParseError[], text: string): boolean {
  const end = text.trimEnd().length;
  if (errors.some((error) => error.message.startsWith('unexpected token') && error.pos < end)) return false;
  return errors.some((error) => error.message.startsWith('unterminated') || error.pos >= end);
}

/** The tolerant parser lets `!` stand alone; nothing else is missing that it would not name. */
function emptyPipeline(_script: Script, _text: string): ParseError | undefined {
  return undefined;
}

function openHereDocument(script: Script): string | undefined {
  let found: string | undefined;
  const visit = (node: SyntaxNode): void => {
    if (found !== undefined) return;
    if (node.type === 'HereDoc' && !node.closing && node.delimiter) found = node.delimiter.value;
    forEachChild(node, visit);
  };
  visit(script);
  return found;
}

const QUOTES: Readonly<Record<string, string>> = {
  'unterminated single quote': "'",
  'unterminated double quote': '"',
  'unterminated ANSI-C quote': "'",
  'unterminated backtick': '`',
  'unterminated command substitution': ')',
  'unterminated parameter expansion': '}',
  'unterminated arithmetic expansion': ')',
  'unterminated arithmetic command': ')',
  'unterminated extended glob': ')',
};

function describe(
  kind: Kind,
  text: string,
  problem: ParseError,
  errors: readonly ParseError[],
  firstLine: number,
): SyntaxProblem {
  const line = firstLine + count(text.slice(0, problem.pos));
  const lastLine = firstLine + count(text.trimEnd()) + (kind === 'bash' ? 1 : 0);
  const quote = errors.map((error) => QUOTES[error.message]).find((one) => one !== undefined);
  const token = tokenAt(text, problem.pos);
  const atEnd = problem.pos >= text.trimEnd().length || (token === '' && isIncomplete(errors, text));
  if (quote !== undefined) {
    if (kind === 'bash') {
      return { message: `unexpected EOF while looking for matching \`${quote}'`, line, shown: undefined };
    }
    return {
      message: unterminated(kind, quote),
      line: lastLine,
      shown: undefined,
    };
  }
  if (atEnd || isIncomplete(errors, text)) {
    if (kind === 'bash' && /redirect target/.test(problem.message))
      return near(text, 'newline', problem.pos, line);
    if (kind === 'bash')
      return { message: 'syntax error: unexpected end of file', line: lastLine, shown: undefined };
    const expected = expectation(errors, text);
    const tail = expected ? ` (expecting "${expected}")` : '';
    return {
      message: kind === 'sh' ? `unexpected end of file${tail}` : `end of file unexpected${tail}`,
      line: lastLine,
      shown: undefined,
    };
  }
  const shown = token === '\n' || token === '' ? 'newline' : token;
  if (kind === 'bash') return near(text, shown, problem.pos, line);
  const named = shown === 'newline' ? 'newline' : isWord(shown) ? 'word' : shown;
  const expected = /expected '(\S+)'/.exec(problem.message)?.[1];
  const tail = expected && named !== expected ? ` (expecting "${expected}")` : '';
  const cited = named === 'word' || named === 'newline' ? named : `"${named}"`;
  return {
    message: kind === 'sh' ? `unexpected ${cited}${tail}` : `${capital(cited)} unexpected${tail}`,
    line,
    shown: undefined,
  };
}

function near(text: string, token: string, position: number, line: number): SyntaxProblem {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  const end = text.indexOf('\n', position);
  return {
    message: `syntax error near unexpected token \`${token}'`,
    line,
    shown: text.slice(start, end < 0 ? text.length : end),
  };
}

function unterminated(kind: Kind, quote: string): string {
  if (quote === '`') return 'EOF in backquote substitution';
  if (quote === ')') {
    return kind === 'sh'
      ? 'unexpected end of file (expecting ")")'
      : 'end of file unexpected (expecting ")")';
  }
  if (quote === '}') return kind === 'sh' ? 'missing }' : "Missing '}'";
  return kind === 'sh' ? 'unterminated quoted string' : 'Unterminated quoted string';
}

/** What ash says it waits for: the innermost construct that is open. */
function expectation(errors: readonly ParseError[], text: string): string | undefined {
  const expected = /expected '(\S+)'/.exec(
    errors.map((error) => error.message).find((one) => /expected '/.test(one)) ?? '',
  )?.[1];
  if (expected !== 'esac') return expected;
  return /\bin\b[^)]*\)/.test(text) ? ';;' : ')';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isWord(token: string): boolean {
  return !/^(?:[;&|()<>]+|if|then|else|elif|fi|do|done|case|esac|while|until|for|in|\{|\}|!)$/.test(token);
}

function tokenAt(text: string, position: number): string {
  const rest = text.slice(position);
  return (
    /^(?:[ \t]*)(;;&|;;|;&|&&|\|\||\|&|<<-|<<<|<<|>>|<&|>&|&>|[;&|()<>\n]|[^\s;&|()<>]+)/.exec(rest)?.[1] ??
    ''
  );
}

function count(text: string): number {
  let lines = 0;
  for (const char of text) if (char === '\n') lines++;
  return lines;
}
