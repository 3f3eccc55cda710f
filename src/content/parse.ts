/** Bytes of a stranger to a value with positions, or to problems with a place. Ends soon whatever the bytes are. */
import { Composer, type Document, Lexer, Parser, type YAMLError } from 'yaml';
import type { ParsedFile } from './parsed-file.ts';
import { Places } from './places.ts';
import type { Problem } from './problem.ts';
import { problemAt } from './problems.ts';
import { SourceText } from './source-text.ts';
import { type CstToken, explainYamlError } from './yaml-errors.ts';
import { MAX_DEPTH, toValue } from './yaml-value.ts';

/** The most bytes that a file may have. */
export const MAX_FILE_BYTES = 1024 * 1024;

/** Words of YAML in a file; a lesson has some two thousand. Bounds the time that a hostile file can take. */
const MAX_LEXEMES = 300_000;
/** YAML errors come in swarms; the first few tell. */
const MAX_YAML_ERRORS = 5;
const MAX_VALUE_ISSUES = 100;

/**
 * Parses one file.
 *
 * @param name its path in the pack, for messages
 * @param bytes its content: UTF-8, with or without a byte order mark, LF or CRLF
 * @returns the file, or the problems that keep it from being read
 */
export function parseFile(name: string, bytes: Uint8Array): { file?: ParsedFile; problems: Problem[] } {
  if (bytes.length > MAX_FILE_BYTES) return failed(tooLarge(name));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failed(notUtf8(name, bytes));
  }
  const source = new SourceText(name, text);
  const empty = () =>
    failed(problemAt(source, 'empty-file', 0, 0, 'the file is empty', 'begin with `format: 1`'));
  if (text.trim() === '') return empty();

  const composed = compose(source);
  if (Array.isArray(composed)) return { problems: composed };
  if (composed.contents === null) return empty();
  const { value, issues } = toValue(composed.contents);
  if (issues.length > 0) {
    return {
      problems: issues
        .slice(0, MAX_VALUE_ISSUES)
        .map((i) => problemAt(source, i.rule, i.start, i.end, i.message, i.hint)),
    };
  }
  return { file: { source, value, places: new Places(composed.contents) }, problems: [] };
}

/** The problem of a file over the limit, which is never read further. */
export function tooLarge(name: string): Problem {
  const message = 'the file has more than 1 MiB';
  return problemAt(new SourceText(name, ''), 'too-large', 0, 0, message, 'split it into several lessons');
}

function failed(problem: Problem): { problems: Problem[] } {
  return { problems: [problem] };
}

function notUtf8(name: string, bytes: Uint8Array): Problem {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const source = new SourceText(name, new TextDecoder().decode(bytes));
  const at = Math.max(0, source.text.indexOf('\ufffd'));
  const guess = utf16 ? 'UTF-16' : 'another encoding, such as CP949';
  return problemAt(
    source,
    'not-utf8',
    at,
    at + 1,
    'the file is not UTF-8',
    `it looks like ${guess}; save it as UTF-8`,
  );
}

/** Stops the parser: thrown inside the generator that feeds it, caught around it. */
class Bound extends Error {
  readonly offset: number;
  readonly rule: 'nested-too-deeply' | 'too-large' | 'yaml';
  constructor(rule: Bound['rule'], offset: number, message: string) {
    super(message);
    this.rule = rule;
    this.offset = offset;
  }
}

function compose(source: SourceText): Document.Parsed | Problem[] {
  // Keys are compared by `toValue`; the parser's own comparison takes quadratic time.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, stringKeys: true });
  let first: Document.Parsed | undefined;
  // The parser makes an error object for each fault, and a hostile file has half a million; the stack trace is most of
  // what one costs, and nobody reads it.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (const document of composer.compose(tokensWithin(source.text), true, source.text.length)) {
      if (first === undefined) first = document;
      else return [severalDocuments(source, document.range[0])];
    }
  } catch (error) {
    if (error instanceof Bound) {
      return [problemAt(source, error.rule, error.offset, error.offset, error.message)];
    }
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  // With `forceDoc` the composer always gives a document.
  const document = first as Document.Parsed;
  const { version } = document.directives.yaml;
  if (version !== '1.2') {
    return [
      problemAt(
        source,
        'yaml',
        0,
        0,
        `this is YAML ${version}`,
        'leave out the line `%YAML`: packs are YAML 1.2',
      ),
    ];
  }
  const errors: YAMLError[] = [...document.errors, ...document.warnings];
  if (errors.length === 0) return document;
  const problems = errors.slice(0, 2 * MAX_YAML_ERRORS).map((error) => {
    const { message, hint } = explainYamlError(error);
    return problemAt(source, 'yaml', error.pos[0], error.pos[1], message, hint);
  });
  // What follows on the line of an error is mostly its consequence.
  const firstOfLine = problems.filter(
    (one, at) => problems.findIndex(({ line }) => line === one.line) === at,
  );
  return firstOfLine.slice(0, MAX_YAML_ERRORS);
}

/** YAML's concrete syntax tokens, as long as they stay within bounds; the parser keeps its own stack of open nodes. */
function* tokensWithin(text: string): Generator<CstToken, void> {
  const parser = new Parser();
  let lexemes = 0;
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > MAX_LEXEMES) throw new Bound('too-large', parser.offset, 'the file has too many parts');
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error' && ++errors > MAX_YAML_ERRORS) {
        throw new Bound('yaml', token.offset, 'this is not YAML');
      }
      yield token;
    }
    if (parser.stack.length > MAX_DEPTH) {
      throw new Bound(
        'nested-too-deeply',
        parser.offset,
        `maps and lists are nested more than ${MAX_DEPTH} deep`,
      );
    }
  }
  yield* parser.end();
}

function severalDocuments(source: SourceText, offset: number): Problem {
  // The range begins behind the `---`; the line with the marker says more.
  const marker = source.text.lastIndexOf('---', offset);
  const at = marker >= 0 ? marker : offset;
  const message = 'the file holds several documents';
  return problemAt(
    source,
    'several-documents',
    at,
    at + 3,
    message,
    'put each into a file of its own, without `---`',
  );
}
