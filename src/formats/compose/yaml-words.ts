import type { YAMLException } from 'js-yaml';

const NOT_A_TOKEN = 'found character that cannot start any token';
const NO_VALUE_HERE = 'mapping values are not allowed in this context';
const NO_KEY = 'did not find expected key';
const NO_COLON = "could not find expected ':'";

/** The words of Go's YAML package for what ours finds; what is not here depends on what stands there. */
const WORDS: Readonly<Record<string, string>> = {
  'can not read a block mapping entry; a multiline key may not be an implicit key': NO_COLON,
  "expected ':' after a mapping key": NO_COLON,
  "expected the node content, but found ','": 'did not find expected node content',
  'unknown escape sequence': 'found unknown escape character',
  'expected hexadecimal character': 'did not find expected hexdecimal number',
  'a line break is expected': 'did not find expected comment or line break',
  'the stream contains non-printable characters': 'control characters are not allowed',
  'directives end mark is expected': 'did not find expected <document start>',
  'duplication of an anchor property': NO_KEY,
  'duplication of a tag property': NO_KEY,
  'bad indentation of a sequence entry': "did not find expected '-' indicator",
};

const UNCLOSED: Readonly<Record<string, readonly [close: string, why: string]>> = {
  '[': [']', "did not find expected ',' or ']'"],
  '{': ['}', "did not find expected ',' or '}'"],
  '"': ['"', 'found unexpected end of stream'],
  "'": ["'", 'found unexpected end of stream'],
};

/**
 * Why a text is not YAML, as Compose would say it.
 *
 * @param text all of it
 * @returns the words, and the offset of what they are about: a quotation mark or bracket that nothing closes, for one
 */
export function whyNot(
  text: string,
  error: YAMLException,
): { readonly offset: number; readonly why: string } {
  const offset = error.mark?.position ?? 0;
  if (error.reason === 'tab characters must not be used in indentation')
    return { offset, why: tab(text, offset) };
  const words = WORDS[error.reason];
  if (words !== undefined)
    return { offset: words === NO_COLON ? lastWord(text, offset) : offset, why: words };
  if (/deficient indentation|unexpected end|missed comma/.test(error.reason)) {
    const opener = lastUnclosed(text.slice(0, offset));
    if (opener !== undefined) return opener;
  }
  if (/nesting exceeded/.test(error.reason)) return { offset, why: 'nested too deeply' };
  if (/^(?:bad indentation of a mapping entry|end of the stream)/.test(error.reason))
    return { offset, why: misplaced(text, offset) };
  return { offset, why: error.reason };
}

/** The begin of the line that ends before an offset at which nothing stands. */
function lastWord(text: string, offset: number): number {
  if (/\S/.test(text.slice(offset))) return offset;
  const before = text.slice(0, offset).trimEnd();
  return before.length - before.slice(before.lastIndexOf('\n') + 1).trimStart().length;
}

/** What is said of a tab: a text that is not in quotes could go on in its line. */
function tab(text: string, offset: number): string {
  return /[^:"'\]}\s][^\S\n]*\n\s*$/.test(text.slice(0, offset))
    ? 'found a tab character that violates indentation'
    : NOT_A_TOKEN;
}

/** Why what stands here may not. */
function misplaced(text: string, offset: number): string {
  const rest = text.slice(offset);
  if (/^:(?:\s|$)/.test(rest)) return NO_VALUE_HERE;
  if (/^[@`%]/.test(rest)) return NOT_A_TOKEN;
  if (/^[\]},]/.test(rest) && text.slice(0, offset).trim() === '')
    return 'did not find expected node content';
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const first = line.trim() === '';
  if (!first)
    return /^-(?:\s|$)/.test(rest) ? 'block sequence entries are not allowed in this context' : NO_KEY;
  if (/^(?!- )(?!.*:(?:\s|$))/.test(rest)) return NO_COLON;
  return isBelowList(text.slice(0, offset - line.length), line.length)
    ? "did not find expected '-' indicator"
    : NO_KEY;
}

/** Whether a list ends a text whose next line is indented by so much. */
function isBelowList(text: string, indentation: number): boolean {
  const above = text
    .split('\n')
    .findLast((line) => /^ *[^ ]/.test(line) && line.search(/[^ ]/) <= indentation);
  return above !== undefined && /^- /.test(above.slice(indentation));
}

/** Whether what is open at an offset is closed somewhere behind it. */
export function closes(text: string, offset: number): boolean {
  const opener = lastUnclosed(text.slice(0, offset));
  return opener !== undefined && text.includes(opener.close, offset);
}

/** The last quotation mark or bracket at the begin of a word that nothing behind it closes. */
function lastUnclosed(
  text: string,
): { readonly offset: number; readonly close: string; readonly why: string } | undefined {
  const openers = [...text.matchAll(/(?<=^|[\s[{,:])["'[{]/g)];
  for (const { 0: mark, index } of openers.toReversed()) {
    const [close, why] = UNCLOSED[mark]!;
    if (!text.includes(close, index + 1)) return { offset: index, close, why };
  }
  return undefined;
}
