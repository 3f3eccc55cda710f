import type { Task } from '../../kernel/process.ts';
import { globToRegExp } from '../support/glob.ts';
import { linesOf, readWhole } from '../support/input.ts';
import { type Options, parseOptions } from '../support/options.ts';
import { compilePattern, type Match, type Pattern, PatternError } from '../support/regex/pattern.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';

const LONG = {
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'basic-regexp': 'G',
  'ignore-case': 'i',
  'invert-match': 'v',
  'line-number': 'n',
  count: 'c',
  'files-with-matches': 'l',
  'files-without-match': 'L',
  recursive: 'r',
  'only-matching': 'o',
  quiet: 'q',
  silent: 'q',
  'no-messages': 's',
  'word-regexp': 'w',
  'line-regexp': 'x',
  'after-context=': 'A',
  'before-context=': 'B',
  'context=': 'C',
  'max-count=': 'm',
  'with-filename': 'H',
  'no-filename': 'h',
  'regexp=': 'e',
  'file=': 'f',
  'include=': 'include',
  'exclude=': 'exclude',
  'exclude-dir=': 'exclude-dir',
  'color=?': 'color',
  'colour=?': 'color',
  text: 'a',
  'line-buffered': 'line-buffered',
};

/** grep(1), egrep and fgrep. */
export const grep: Applet = function* (tool) {
  const args = tool.args.map((word) => (/^-\d+$/.test(word) ? `-C${word.slice(1)}` : word));
  const options = parseOptions(tool, 'EFGivnclLroqswxA:B:C:m:Hhe:f:RaIPz', LONG, args);
  if (options.has('P')) {
    if (tool.gnu) tool.refuse('grep -P', 2);
    tool.fail('unrecognized option: P', 2);
  }
  const operands = [...options.rest];
  const expressions = options.all('e').flatMap((text) => text.split('\n'));
  for (const path of options.all('f')) {
    try {
      expressions.push(...linesOf(yield* readWhole(tool.process, path)));
    } catch (error) {
      return tool.fail(
        tool.gnu ? `${path}: ${reason(error)}` : `can't open '${path}': ${reason(error)}`,
        tool.gnu ? 2 : 1,
      );
    }
  }
  if (!options.has('e') && !options.has('f')) {
    const first = operands.shift();
    if (first === undefined) {
      tool.out(
        tool.gnu
          ? `Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n`
          : `BusyBox v1.37.0 multi-call binary.\n\nUsage: grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n`,
        2,
      );
      return tool.gnu ? 2 : 1;
    }
    expressions.push(...first.split('\n'));
  }
  const matcher = compile(tool, options, expressions);
  const recursive = options.has('r') || options.has('R');
  const paths = operands.length > 0 ? operands : recursive ? ['.'] : ['-'];
  const search = new Search(
    tool,
    options,
    matcher,
    !options.has('h') && (options.has('H') || recursive || paths.length > 1),
  );
  for (const path of paths) {
    yield* search.path(path, recursive, true, operands.length === 0 && recursive);
    if (search.found && options.has('q')) return 0;
  }
  if (search.failed && !(search.found && options.has('q'))) return 2;
  return (options.has('L') ? search.listed : search.found) ? 0 : 1;
};

/** Finds where a line matches from an offset on. */
type Matcher = (line: string, from: number) => Match | undefined;

/** @returns what finds matches of any of the expressions; ends the tool if one is wrong */
function compile(tool: Tool, options: Options, expressions: readonly string[]): Matcher {
  const ignoreCase = options.has('i');
  const order = options.order.findLast((one) => 'EFG'.includes(one.flag))?.flag;
  const kind = order ?? (tool.name === 'egrep' ? 'E' : tool.name === 'fgrep' ? 'F' : 'G');
  const patterns = expressions.map((text): Pattern => {
    if (kind === 'F') return fixed(text, ignoreCase);
    try {
      return compilePattern(text, { extended: kind === 'E', ignoreCase });
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return tool.fail(tool.gnu ? error.message : `bad regex '${text}': ${error.musl}`, 2);
    }
  });
  const word = /\w/;
  const accepts = (line: string, { index, end }: Match) => {
    if (options.has('x')) return index === 0 && end === line.length;
    if (!options.has('w')) return true;
    return !(index > 0 && word.test(line[index - 1]!)) && !(end < line.length && word.test(line[end]!));
  };
  return (line, from) => {
    let best: Match | undefined;
    for (const pattern of patterns) {
      for (let at = from; at <= line.length; ) {
        const match = pattern.exec(line, at);
        if (match === undefined) break;
        if (accepts(line, match)) {
          if (
            best === undefined ||
            match.index < best.index ||
            (match.index === best.index && match.end > best.end)
          )
            best = match;
          break;
        }
        at = match.index + 1;
      }
    }
    return best;
  };
}

function fixed(text: string, ignoreCase: boolean): Pattern {
  const wanted = ignoreCase ? text.toLowerCase() : text;
  const exec = (line: string, from = 0): Match | undefined => {
    const index = (ignoreCase ? line.toLowerCase() : line).indexOf(wanted, from);
    return index < 0 ? undefined : { index, end: index + wanted.length, groups: [] };
  };
  return { exec, test: (line) => exec(line) !== undefined, groups: 0 };
}

/** Searches files with one set of options. */
class Search {
  found = false;
  failed = false;
  /** -L named a file. */
  listed = false;
  readonly #tool: Tool;
  readonly #options: Options;
  readonly #match: Matcher;
  readonly #named: boolean;
  #separated = false;

  constructor(tool: Tool, options: Options, match: Matcher, named: boolean) {
    this.#tool = tool;
    this.#options = options;
    this.#match = match;
    this.#named = named;
  }

  #warn(message: string): void {
    this.failed = true;
    if (!this.#options.has('s')) this.#tool.err(message);
  }

  /** Searches a file, or a tree if `recursive`. */
  *path(path: string, recursive: boolean, top: boolean, bare: boolean): Task<void> {
    const { fs } = this.#tool.process;
    const options = this.#options;
    try {
      if (path !== '-' && recursive) {
        const status = top ? fs.stat(path) : fs.lstat(path);
        if (status.kind === 'directory') {
          if (!top && excluded(options.all('exclude-dir'), path)) return;
          for (const name of fs.readDirectory(path))
            yield* this.path(bare && this.#tool.gnu ? name : joinPath(path, name), true, false, false);
          return;
        }
        if (!top && (status.kind !== 'file' || !wanted(options, path))) return;
      }
      if (path !== '-' && !this.#tool.gnu && fs.stat(path).kind === 'directory') return;
      const text = yield* readWhole(this.#tool.process, path);
      yield* this.#search(path === '-' ? '(standard input)' : path, text);
    } catch (error) {
      this.#warn(`${path}: ${reason(error)}`);
    }
  }

  *#search(path: string, text: string): Task<void> {
    const tool = this.#tool;
    const options = this.#options;
    const count = options.get('C');
    const after = Number(options.get('A') ?? count ?? 0);
    const before = Number(options.get('B') ?? count ?? 0);
    const most = Number(options.get('m') ?? Infinity);
    const quiet = ['q', 'l', 'L', 'c'].some((flag) => options.has(flag));
    const binary = tool.gnu && !options.has('a') && text.includes('\0');
    const lines = linesOf(text, options.has('z') ? '\0' : '\n');
    let hits = 0;
    let printed = -1;
    let until = -1;
    for (const [at, line] of lines.entries()) {
      const match = this.#match(line, 0);
      const hit = (match === undefined) === options.has('v');
      if (at % 2000 === 1999) yield* tool.process.work(0.2);
      if (hit && hits < most) {
        hits++;
        this.found = true;
        if (options.has('q')) return;
        if (quiet) {
          if (options.has('l') || options.has('L')) break;
          continue;
        }
        if (binary) {
          tool.out(`grep: ${path}: binary file matches\n`);
          return;
        }
        if (after + before > 0) {
          const from = Math.max(printed + 1, at - before);
          if ((printed >= 0 || this.#separated) && from > printed + 1) tool.out('--\n');
          else if (printed < 0 && this.#separated) tool.out('--\n');
          for (let context = from; context < at; context++) this.#print(path, context, '-', lines[context]!);
        }
        if (options.has('o')) this.#only(path, at, line);
        else this.#print(path, at, ':', line);
        printed = at;
        this.#separated = true;
        until = at + after;
      } else if (!quiet && at <= until && printed >= 0) {
        this.#print(path, at, '-', line);
        printed = at;
      } else if (hits >= most && at > until) break;
      yield* tool.drain();
    }
    if (options.has('q')) return;
    const prefix = this.#named ? `${path}:` : '';
    if (options.has('l')) {
      if (hits > 0) tool.out(`${path}\n`);
    } else if (options.has('L')) {
      if (hits > 0) return;
      tool.out(`${path}\n`);
      this.listed = true;
    } else if (options.has('c')) tool.out(`${prefix}${hits}\n`);
  }

  #print(path: string, at: number, sign: string, line: string): void {
    if (this.#options.has('o') && sign === '-') return;
    const name = this.#named ? `${path}${sign}` : '';
    const number = this.#options.has('n') ? `${at + 1}${sign}` : '';
    this.#tool.out(`${name}${number}${this.#coloured(line, sign)}\n`);
  }

  /** The matches themselves in red, with --color on a terminal. */
  #coloured(line: string, sign: string): string {
    const wish = this.#options.get('color');
    const on =
      wish === 'always' || (wish !== undefined && wish !== 'never' && this.#tool.process.isTerminal(1));
    if (!on || sign === '-' || this.#options.has('v')) return line;
    let out = '';
    let at = 0;
    for (const { index, end } of this.#matches(line)) {
      out += `${line.slice(at, index)}\x1b[01;31m\x1b[K${line.slice(index, end)}\x1b[m\x1b[K`;
      at = end;
    }
    return out + line.slice(at);
  }

  #only(path: string, at: number, line: string): void {
    if (this.#options.has('v')) return;
    for (const { index, end } of this.#matches(line)) this.#print(path, at, ':', line.slice(index, end));
  }

  #matches(line: string): Match[] {
    const all: Match[] = [];
    for (let from = 0; from <= line.length; ) {
      const match = this.#match(line, from);
      if (match === undefined) break;
      if (match.end > match.index) all.push(match);
      from = match.end > match.index ? match.end : match.end + 1;
    }
    return all;
  }
}

const excluded = (globs: readonly string[], path: string) =>
  globs.some((glob) => globToRegExp(glob).test(baseName(path)));

function wanted(options: Options, path: string): boolean {
  const include = options.all('include');
  return (include.length === 0 || excluded(include, path)) && !excluded(options.all('exclude'), path);
}
