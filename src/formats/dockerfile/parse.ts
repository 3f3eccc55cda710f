import { ExpandError } from './expand.ts';
import { type HeredocMark, heredocMarks } from './heredoc.ts';
import { JoinedLine } from './lines.ts';
import { type Directive, DockerfileError, type Heredoc, type Line, type Source } from './syntax.ts';
import { jsonArguments, splitFlags } from './words.ts';

/** Where Go's scanner gives up on a line. */
const LONGEST_LINE = 65_535;
const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const DIRECTIVES: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const WITH_HEREDOCS: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);

const isComment = (line: string): boolean => /^\s*#/u.test(line);

/** Reads a Dockerfile line by line, as BuildKit's frontend/dockerfile/parser does. */
class Reader {
  readonly #lines: readonly string[];
  #at = 0;
  #escape: '\\' | '`' = '\\';
  #directives: Directive[] = [];
  #directivesOver = false;
  #comments: string[] = [];
  readonly #instructions: Line[] = [];
  readonly #emptyContinuations: number[] = [];

  constructor(text: string) {
    this.#lines = text.split('\n').map((line) => line.replace(/\r+$/, ''));
    if (this.#lines.at(-1) === '') this.#lines = this.#lines.slice(0, -1);
  }

  read(text: string): Source {
    while (this.#at < this.#lines.length) this.#instruction();
    if (this.#instructions.length === 0) {
      throw new DockerfileError('file with no instructions', [{ start: this.#at, end: this.#at }]);
    }
    return {
      text,
      escape: this.#escape,
      directives: this.#directives,
      instructions: this.#instructions,
      emptyContinuations: this.#emptyContinuations,
    };
  }

  /** Takes the next line, and a parser directive out of it. */
  #take(): string {
    const line = this.#lines[this.#at++]!;
    if (line.length >= LONGEST_LINE) {
      throw new DockerfileError(`dockerfile line greater than max allowed size of ${LONGEST_LINE}`, [
        { start: this.#at, end: this.#at },
      ]);
    }
    return line;
  }

  #directive(line: string): boolean {
    if (this.#directivesOver) return false;
    const [, written = '', value = ''] = DIRECTIVE.exec(line.trimStart()) ?? [];
    const name = written.toLowerCase();
    if (!DIRECTIVES.has(name)) {
      this.#directivesOver = true;
      return false;
    }
    const here = [{ start: this.#at, end: this.#at }];
    if (this.#directives.some((directive) => directive.name === name)) {
      throw new DockerfileError(`only one ${name} parser directive can be used`, here);
    }
    if (name === 'escape') {
      if (value !== '\\' && value !== '`') {
        throw new DockerfileError(`invalid escape token '${value}' does not match \` or \\`, here);
      }
      this.#escape = value;
    }
    this.#directives.push({ name: name as Directive['name'], value, line: this.#at });
    return true;
  }

  /** @returns the line without the escape at its end, and whether it goes on */
  #continuation(line: string): { readonly text: string; readonly goesOn: boolean } {
    const [whole] = (this.#escape === '`' ? /`[ \t]*$/ : /\\[ \t]*$/).exec(line) ?? [];
    const text = whole === undefined ? line : line.slice(0, -whole.length);
    // An escape that is escaped itself continues nothing.
    if (whole === undefined || text.endsWith(this.#escape)) return { text: line, goesOn: false };
    return { text, goesOn: true };
  }

  #instruction(): void {
    const taken = this.#take();
    if (isComment(taken)) {
      if (this.#directive(taken)) return;
      const comment = taken.trim().slice(1).trim();
      this.#comments = comment === '' ? [] : [...this.#comments, comment];
      return;
    }
    this.#directivesOver = true;
    const start = this.#at;
    const stripped = taken.trimStart();
    let { text, goesOn } = this.#continuation(stripped);
    if (!goesOn && text === '') return;
    const joined = new JoinedLine();
    joined.add(text, start, taken.length - stripped.length + 1);
    let empty = false;
    while (goesOn && this.#at < this.#lines.length) {
      const next = this.#take();
      if (isComment(next)) continue;
      if (next.trim() === '') {
        empty = true;
        continue;
      }
      ({ text, goesOn } = this.#continuation(next));
      joined.add(text, this.#at, 1);
    }
    if (empty) this.#emptyContinuations.push(this.#at);
    this.#finish(joined, start);
  }

  #finish(joined: JoinedLine, start: number): void {
    const here = [{ start, end: Math.max(start, this.#at) }];
    const original = joined.text;
    const [, keyword = '', args = ''] = /^(\S*)[\t\v\f\r ]*([\s\S]*)$/.exec(original.trim()) ?? [];
    const { flags, rest } = splitFlags(args, this.#escape);
    const heredocs = this.#heredocs(keyword, rest, original, here);
    this.#instructions.push({
      ...{ keyword, flags, rest, original, heredocs },
      lines: { start, end: Math.max(start, this.#at) },
      comments: this.#comments,
      words: joined.words(this.#escape),
    });
    this.#comments = [];
  }

  #heredocs(
    keyword: string,
    rest: string,
    original: string,
    here: DockerfileError['lines'],
  ): readonly Heredoc[] {
    const nested = keyword.toUpperCase() === 'ONBUILD';
    const [, inner = '', innerRest = ''] = nested
      ? (/^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [])
      : ['', keyword, rest];
    if (!WITH_HEREDOCS.has(inner.toUpperCase()) || !original.includes('<<')) return [];
    if (Array.isArray(jsonArguments(splitFlags(innerRest, this.#escape).rest))) return [];
    let marks: readonly HeredocMark[];
    try {
      marks = heredocMarks(original);
    } catch (problem) {
      throw problem instanceof ExpandError ? new DockerfileError(problem.message, here) : problem;
    }
    return marks.map((mark) => ({ ...mark, content: this.#document(mark, here) }));
  }

  #document(mark: HeredocMark, here: DockerfileError['lines']): string {
    const begin = this.#at;
    while (this.#at < this.#lines.length) {
      const line = this.#take();
      if ((mark.chomp ? line.replace(/^\t+/, '') : line) === mark.name) {
        return this.#lines
          .slice(begin, this.#at - 1)
          .map((each) => `${each}\n`)
          .join('');
      }
    }
    throw new DockerfileError('unterminated heredoc', [{ start: here[0]?.start ?? begin, end: this.#at }]);
  }
}

/**
 * Cuts a Dockerfile into its instructions: comments, parser directives, continued lines, here-documents.
 * @throws DockerfileError for what BuildKit's parser refuses
 */
export function parseSource(text: string): Source {
  if (text === '') throw new DockerfileError('the Dockerfile cannot be empty');
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  return new Reader(plain).read(plain);
}
