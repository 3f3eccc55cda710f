import { inLanguage, type Localized, NEUTRAL } from '../text/localized.ts';
import { type MarkdownIssue, readPhrase, readProse } from '../text/markdown.ts';
import type { Phrase, Prose } from '../text/prose.ts';
import { looksLikeProse } from './looks-like-prose.ts';
import type { PackContext } from './pack-context.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { Path } from './positions.ts';
import type { ProblemList } from './problems.ts';
import type { TextSource } from './schema/common.ts';
import { didYouMean } from './suggest.ts';

/** Reads the texts of one file: their languages, their Markdown, the terms they name. */
export class TextReader {
  /** The ids of the terms that were named, those that exist. */
  readonly named = new Set<string>();
  readonly #file: ParsedFile;
  readonly #pack: PackContext;
  readonly #list: ProblemList;

  /**
   * @param file the file that the texts stand in
   * @param pack its languages and terms
   * @param list takes what is wrong
   */
  constructor(file: ParsedFile, pack: PackContext, list: ProblemList) {
    this.#file = file;
    this.#pack = pack;
    this.#list = list;
  }

  /** A text of one or more blocks. `path` leads to it in the file. */
  prose(source: TextSource, path: Path): Localized<Prose> {
    return this.#localized(source, path, (text, lang, at) => {
      const { prose, issues } = readProse(text, { term: (id) => this.#wordsOf(id, lang, at) });
      this.#report(issues, at);
      return prose;
    });
  }

  /** A text of one line. */
  phrase(source: TextSource, path: Path): Localized<Phrase> {
    return this.#localized(source, path, (text, lang, at) => {
      const { phrase, issues } = readPhrase(text, { term: (id) => this.#wordsOf(id, lang, at) });
      this.#report(issues, at);
      return phrase;
    });
  }

  /** A text of one line without Markdown. */
  plain(source: TextSource, path: Path): Localized<string> {
    return this.#localized(source, path, (text) => text.trim().replace(/\s+/g, ' '));
  }

  /** A text that is shown as it is written, line by line, such as a command; not Markdown. */
  verbatim(source: TextSource, path: Path): Localized<string> {
    // A tab is as wide as its place in the line; terminals and boxes would disagree.
    return this.#localized(source, path, (text) => text.trimEnd().replaceAll('\t', '    '));
  }

  /** Checks texts that come in several forms, of one language or of each: none is empty, each language has its own. */
  forms(source: readonly string[] | Readonly<Record<string, readonly string[]>>, path: Path): void {
    // An empty list has come to be an empty map by now: schemas take the one for the other.
    if (Object.keys(source).length === 0)
      this.#list.add(this.#file, 'missing-value', path, 'there is no text');
    else if (!isList(source)) {
      this.languages(source, path);
      for (const [lang, forms] of Object.entries(source)) this.#checkForms(forms, [...path, lang]);
    } else {
      this.#checkForms(source, path);
      source.forEach((form, index) => {
        this.neutral(form, [...path, index]);
      });
    }
  }

  /**
   * Checks that a value in languages gives those of the pack, and only those.
   *
   * @param value the map of languages
   */
  languages(value: Readonly<Record<string, unknown>>, path: Path): void {
    const { languages } = this.#pack;
    for (const lang of languages) {
      if (Object.hasOwn(value, lang)) continue;
      const hint = `give it as \`${lang}: …\`, as pack.yaml declares this language`;
      this.#list.add(this.#file, 'missing-language', path, `the text is missing in \`${lang}\``, { hint });
    }
    for (const lang of Object.keys(value)) {
      if (languages.includes(lang)) continue;
      const hint = `the pack is in ${languages.map((known) => `\`${known}\``).join(', ')}`;
      const message = `the pack declares no language \`${lang}\``;
      this.#list.add(this.#file, 'unknown-language', [...path, lang], message, { hint, atKey: true });
    }
  }

  /** Warns of words of one language where the pack has several. */
  neutral(text: string, path: Path): void {
    if (this.#pack.languages.length < 2 || !looksLikeProse(text)) return;
    const hint = `write {${this.#pack.languages.map((lang) => `${lang}: "…"`).join(', ')}}`;
    this.#list.add(this.#file, 'prose-in-plain-string', path, 'this text is the same in every language', {
      hint,
    });
  }

  #localized<T>(
    source: TextSource,
    path: Path,
    read: (text: string, lang: string, at: Path) => T,
  ): Localized<T> {
    if (typeof source === 'string') {
      this.neutral(source, path);
      this.#checkEmpty(source, path);
      return { [NEUTRAL]: read(source, this.#pack.languages[0] ?? NEUTRAL, path) };
    }
    this.languages(source, path);
    const value: Record<string, T> = {};
    for (const [lang, text] of Object.entries(source)) {
      const at = [...path, lang];
      this.#checkEmpty(text, at);
      value[lang] = read(text, lang, at);
    }
    return value;
  }

  #checkForms(forms: readonly string[], path: Path): void {
    forms.forEach((form, index) => {
      this.#checkEmpty(form, [...path, index]);
    });
  }

  #checkEmpty(text: string, path: Path): void {
    if (text.trim() === '') this.#list.add(this.#file, 'missing-value', path, 'the text is empty');
  }

  #wordsOf(id: string, lang: string, path: Path): string | undefined {
    const { terms } = this.#pack;
    const term = terms?.get(id);
    if (term !== undefined) {
      this.named.add(id);
      return inLanguage(term, lang);
    }
    if (terms === undefined) return undefined;
    const hint = didYouMean(id, [...terms.keys()]) ?? 'give it in glossary.yaml';
    this.#list.add(this.#file, 'unknown-reference', path, `no term \`${id}\` in the glossary`, {
      hint,
      near: `[[${id}`,
    });
    return undefined;
  }

  #report(issues: readonly MarkdownIssue[], path: Path): void {
    for (const issue of issues) this.#list.add(this.#file, issue.rule, path, issue.message, issue);
  }
}

function isList<T>(value: readonly T[] | Readonly<Record<string, unknown>>): value is readonly T[] {
  return Array.isArray(value);
}
