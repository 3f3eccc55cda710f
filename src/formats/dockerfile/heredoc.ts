import { ExpandError, expand, NO_VARIABLES } from './expand.ts';
import type { Heredoc } from './syntax.ts';

/** The beginning of a document: `<<EOF`, `<<-"EOF"`, `3<<EOF`. */
export type HeredocMark = Omit<Heredoc, 'content'>;

const MARK = /^(\d*)<<(-?)\s*([^<]*)$/;

function quotes(text: string): number {
  return text.length - text.replace(/['"]/g, '').length;
}

/** @returns what a word begins if it begins a document; undefined if it does not. @throws ExpandError for an open quote */
export function heredocMark(word: string): HeredocMark | undefined {
  const [, , dash, rest = ''] = MARK.exec(word) ?? [];
  if (rest === '') return undefined;
  const bare = expand(rest, NO_VARIABLES, { keepUnset: true }).words;
  if (bare.length !== 1) return undefined;
  const raw = expand(rest, NO_VARIABLES, { keepUnset: true, rawQuotes: true }).words;
  const [name = ''] = bare;
  return { name, chomp: dash === '-', expand: quotes(name) === quotes(raw[0] ?? '') };
}

/** @returns all documents that a line begins */
export function heredocMarks(line: string): readonly HeredocMark[] {
  let words: readonly string[];
  try {
    words = expand(line, NO_VARIABLES, { rawQuotes: true, rawEscapes: true, keepUnset: true }).words;
  } catch (problem) {
    if (problem instanceof ExpandError) return [];
    throw problem;
  }
  return words.flatMap((word) => heredocMark(word) ?? []);
}

/** @returns a mark as `heredocMark`, undefined for one that cannot be read */
export function readMark(word: string): HeredocMark | undefined {
  try {
    return heredocMark(word);
  } catch (problem) {
    if (problem instanceof ExpandError) return undefined;
    throw problem;
  }
}

/** @returns the document as it is used: for `<<-` without the tabs at the beginning of its lines */
export function heredocText(heredoc: Heredoc): string {
  return heredoc.chomp ? heredoc.content.replace(/^\t+/gm, '') : heredoc.content;
}
