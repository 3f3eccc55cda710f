/** Markdown of packs to prose. Only what a terminal can show well is let through; the rest is reported. */
import { Lexer, Marked } from 'marked';
import { type MarkdownIssue, type MarkdownOptions, MarkdownReading, tooLong } from './markdown-reading.ts';
import type { Phrase, Prose } from './prose.ts';

export type { MarkdownIssue } from './markdown-reading.ts';

/** Without these a text is one plain paragraph, and need not be read as Markdown. */
const MAY_BE_MARKDOWN = /[`*_[\]<>\\&|~\n\r\t]|https?:|www\.|@|^\s*(?:[-+=#]|\d+[.)])|^ {4}/;

const TERM = /^\[\[([^[\]|\n]+)(?:\|([^[\]\n]+))?\]\]/;

const marked = new Marked({
  extensions: [
    {
      name: 'term',
      level: 'inline',
      start: (source: string) => source.indexOf('[['),
      tokenizer: (source: string) => {
        const match = TERM.exec(source);
        if (match === null) return undefined;
        return { type: 'term', raw: match[0], id: match[1]!.trim(), words: match[2]?.trim() };
      },
    },
  ],
});

/**
 * Reads a text of one or more blocks.
 *
 * @param text Markdown, with line ends as `\n`
 * @returns the prose, and what is not allowed in it; what is not allowed is left out of the prose
 */
export function readProse(
  text: string,
  options: MarkdownOptions = {},
): { prose: Prose; issues: MarkdownIssue[] } {
  if (!MAY_BE_MARKDOWN.test(text))
    return { prose: [{ t: 'p', children: [text.trim()] }], issues: tooLong(text) };
  const reading = new MarkdownReading(options);
  const prose = reading.guarded(text, () => reading.blocks(new Lexer(marked.defaults).lex(text)));
  return { prose: prose ?? [], issues: reading.issues };
}

/**
 * Reads a text of one line: a title, an option, an objective. Line breaks count as spaces.
 *
 * @returns the phrase, and what is not allowed in it
 */
export function readPhrase(
  text: string,
  options: MarkdownOptions = {},
): { phrase: Phrase; issues: MarkdownIssue[] } {
  if (!MAY_BE_MARKDOWN.test(text)) return { phrase: [text.trim()], issues: tooLong(text) };
  const reading = new MarkdownReading(options);
  const line = text.trim();
  if (/\n\s*\n/.test(line))
    reading.report('markdown', 'this text is one line, and has several paragraphs', line);
  const phrase = reading.guarded(line, () => reading.inlines(new Lexer(marked.defaults).inlineTokens(line)));
  return { phrase: phrase ?? [], issues: reading.issues };
}
