import type { Task } from '../../kernel/process.ts';
import { complaint, readWhole } from '../support/input.ts';
import { needOperands, type Options, parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';

/** A stretch of two files: lines from a to b of the first, from c to d of the second; equal or not. */
interface Stretch {
  readonly same: boolean;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Compared line by line up to this many pairs; beyond, what differs is one block. */
const MOST_PAIRS = 4_000_000;

/** @returns how two lists of lines go together, by their longest common subsequence */
export function compareLines(left: readonly string[], right: readonly string[]): readonly Stretch[] {
  let begin = 0;
  while (begin < left.length && begin < right.length && left[begin] === right[begin]) begin++;
  let end = 0;
  while (
    end < left.length - begin &&
    end < right.length - begin &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end++;
  const rows = left.length - begin - end;
  const columns = right.length - begin - end;
  const pairs: [number, number][] = [];
  for (let at = 0; at < begin; at++) pairs.push([at, at]);
  if (rows * columns <= MOST_PAIRS && rows > 0 && columns > 0) {
    const width = columns + 1;
    const table = new Uint32Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--)
      for (let j = columns - 1; j >= 0; j--)
        table[i * width + j] =
          left[begin + i] === right[begin + j]
            ? table[(i + 1) * width + j + 1]! + 1
            : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
    for (let i = 0, j = 0; i < rows && j < columns; ) {
      if (left[begin + i] === right[begin + j]) pairs.push([begin + i++, begin + j++]);
      else if (table[(i + 1) * width + j]! >= table[i * width + j + 1]!) i++;
      else j++;
    }
  }
  for (let at = end; at > 0; at--) pairs.push([left.length - at, right.length - at]);
  const stretches: Stretch[] = [];
  let [a, c] = [0, 0];
  for (let at = 0; at < pairs.length; ) {
    const [b, d] = pairs[at]!;
    if (b > a || d > c) stretches.push({ same: false, a, b, c, d });
    let run = at;
    while (run < pairs.length && pairs[run]![0] === b + (run - at) && pairs[run]![1] === d + (run - at))
      run++;
    stretches.push({ same: true, a: b, b: b + (run - at), c: d, d: d + (run - at) });
    a = b + (run - at);
    c = d + (run - at);
    at = run;
  }
  if (a < left.length || c < right.length)
    stretches.push({ same: false, a, b: left.length, c, d: right.length });
  return stretches;
}

/** diff(1): -u -U N -q -r -N -i -w -b -B -s. busybox's is always unified. */
export const diff: Applet = function* (tool) {
  const options = parseOptions(tool, 'uU:qrNiwbBsaL:dt', {
    'unified=?': 'u',
    brief: 'q',
    recursive: 'r',
    'new-file': 'N',
    'ignore-case': 'i',
    'ignore-all-space': 'w',
    'report-identical-files': 's',
    'label=': 'L',
    'color=?': 'color',
  });
  if (options.rest.length < 2) {
    if (tool.gnu)
      tool.fail(
        `missing operand after '${options.rest[0] ?? 'diff'}'\ndiff: Try 'diff --help' for more information.`,
        2,
      );
    needOperands(tool, options.rest, 2);
  }
  return yield* new Differ(tool, options).compare(options.rest[0]!, options.rest[1]!);
};

class Differ {
  readonly #tool: Tool;
  readonly #options: Options;

  constructor(tool: Tool, options: Options) {
    this.#tool = tool;
    this.#options = options;
  }

  /** @returns 0 the same, 1 different, 2 trouble */
  *compare(left: string, right: string): Task<number> {
    const { fs } = this.#tool.process;
    const isDirectory = (path: string) =>
      path !== '-' && fs.exists(path) && fs.stat(path).kind === 'directory';
    const [one, two] = [isDirectory(left), isDirectory(right)];
    if (one && two) return yield* this.#directories(left, right);
    if (one) return yield* this.#files(joinPath(left, baseName(right)), right);
    if (two) return yield* this.#files(left, joinPath(right, baseName(left)));
    return yield* this.#files(left, right);
  }

  *#directories(left: string, right: string): Task<number> {
    const { fs } = this.#tool.process;
    const tool = this.#tool;
    const names = [...new Set([...fs.readDirectory(left), ...fs.readDirectory(right)])].toSorted();
    let status = 0;
    for (const name of names) {
      const [one, two] = [joinPath(left, name), joinPath(right, name)];
      const missing = !fs.exists(one) ? right : !fs.exists(two) ? left : undefined;
      if (missing !== undefined && !this.#options.has('N')) {
        tool.out(`Only in ${missing}: ${name}\n`);
        status = Math.max(status, 1);
        continue;
      }
      const both =
        fs.exists(one) &&
        fs.exists(two) &&
        fs.stat(one).kind === 'directory' &&
        fs.stat(two).kind === 'directory';
      if (both && !this.#options.has('r')) tool.out(`Common subdirectories: ${one} and ${two}\n`);
      else status = Math.max(status, yield* both ? this.#directories(one, two) : this.#files(one, two));
    }
    return status;
  }

  *#read(path: string): Task<string | undefined> {
    if (this.#options.has('N') && path !== '-' && !this.#tool.process.fs.exists(path)) return '';
    try {
      return yield* readWhole(this.#tool.process, path);
    } catch (error) {
      const why = reason(error);
      this.#tool.err(this.#tool.gnu ? complaint(this.#tool, path, why) : `can't stat '${path}': ${why}`);
      return undefined;
    }
  }

  *#files(left: string, right: string): Task<number> {
    const tool = this.#tool;
    const options = this.#options;
    const one = yield* this.#read(left);
    const two = one === undefined && !tool.gnu ? undefined : yield* this.#read(right);
    if (one === undefined || two === undefined) return 2;
    const split = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const [a, c] = [split(one), split(two)];
    const stretches = compareLines(
      a.map((line) => this.#key(line)),
      c.map((line) => this.#key(line)),
    );
    if (stretches.every((stretch) => stretch.same)) {
      if (options.has('s')) tool.out(`Files ${left} and ${right} are identical\n`);
      return 0;
    }
    if (options.has('q')) tool.out(`Files ${left} and ${right} differ\n`);
    else if (/\0/.test(one + two)) tool.out(`Binary files ${left} and ${right} differ\n`);
    else if (tool.gnu && !options.has('u') && !options.has('U')) this.#normal(a, c, stretches);
    else {
      if (options.has('r'))
        tool.out(
          tool.gnu
            ? `diff ${tool.args.filter((word) => word.startsWith('-')).join(' ')} ${left} ${right}\n`
            : '',
        );
      this.#unified(left, right, a, c, stretches);
    }
    return 1;
  }

  #key(line: string): string {
    let key = this.#options.has('i') ? line.toLowerCase() : line;
    if (this.#options.has('w')) key = key.replace(/\s/g, '');
    if (this.#options.has('b')) key = key.replace(/\s+/g, ' ').trimEnd();
    return key;
  }

  #line(sign: string, line: string): void {
    this.#tool.out(`${sign}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`);
  }

  #normal(left: readonly string[], right: readonly string[], stretches: readonly Stretch[]): void {
    const range = (from: number, to: number) => (to - from <= 1 ? String(to) : `${from + 1},${to}`);
    for (const { same, a, b, c, d } of stretches) {
      if (same) continue;
      const kind = a === b ? 'a' : c === d ? 'd' : 'c';
      this.#tool.out(`${kind === 'a' ? a : range(a, b)}${kind}${kind === 'd' ? c : range(c, d)}\n`);
      for (const line of left.slice(a, b)) this.#line('< ', line);
      if (kind === 'c') this.#tool.out('---\n');
      for (const line of right.slice(c, d)) this.#line('> ', line);
    }
  }

  #unified(
    leftName: string,
    rightName: string,
    left: readonly string[],
    right: readonly string[],
    stretches: readonly Stretch[],
  ): void {
    const tool = this.#tool;
    const { fs } = tool.process;
    const around = Number(this.#options.get('U') ?? 3);
    const labels = this.#options.all('L');
    const stamp = (path: string) => {
      if (!tool.gnu) return path;
      const time = path !== '-' && fs.exists(path) ? fs.stat(path).mtime : tool.process.now();
      return `${path}\t${formatTime(time, '%F %T.%N %z')}`;
    };
    tool.out(`--- ${labels[0] ?? stamp(leftName)}\n+++ ${labels[1] ?? stamp(rightName)}\n`);
    const changes = stretches.filter((stretch) => !stretch.same);
    for (let at = 0; at < changes.length; ) {
      let end = at;
      while (end + 1 < changes.length && changes[end + 1]!.a - changes[end]!.b <= around * 2) end++;
      const [first, last] = [changes[at]!, changes[end]!];
      const before = Math.min(around, first.a);
      const after = Math.min(around, left.length - last.b);
      const range = (from: number, to: number) =>
        to - from === 1 ? String(to) : `${to === from ? from : from + 1},${to - from}`;
      tool.out(
        `@@ -${range(first.a - before, last.b + after)} +${range(first.c - before, last.d + after)} @@\n`,
      );
      for (let line = first.a - before; line < first.a; line++) this.#line(' ', left[line]!);
      for (let index = at; index <= end; index++) {
        const { a, b, c, d } = changes[index]!;
        for (const line of left.slice(a, b)) this.#line('-', line);
        for (const line of right.slice(c, d)) this.#line('+', line);
        const until = index < end ? changes[index + 1]!.a : b + after;
        for (const line of left.slice(b, until)) this.#line(' ', line);
      }
      at = end + 1;
    }
  }
}

/** cmp(1): -s -l -n. */
export const cmp: Applet = function* (tool) {
  const options = parseOptions(tool, 'sln:', { silent: 's', quiet: 's', verbose: 'l', 'bytes=': 'n' });
  needOperands(tool, options.rest, 1);
  const [left = '-', right = '-'] = options.rest;
  const texts: string[] = [];
  for (const path of [left, right]) {
    try {
      texts.push((yield* readWhole(tool.process, path)).slice(0, Number(options.get('n') ?? Infinity)));
    } catch (error) {
      if (!options.has('s')) tool.err(complaint(tool, path, reason(error)));
      return 2;
    }
  }
  const [one = '', two = ''] = texts;
  const octal = (text: string, at: number) => text.charCodeAt(at).toString(8).padStart(3);
  let status = 0;
  let line = 1;
  const shorter = Math.min(one.length, two.length);
  for (let at = 0; at < shorter; at++) {
    if (one[at] !== two[at]) {
      status = 1;
      if (options.has('s')) return 1;
      if (!options.has('l')) {
        tool.out(`${left} ${right} differ: ${tool.gnu ? 'byte' : 'char'} ${at + 1}, line ${line}\n`);
        return 1;
      }
      tool.out(
        `${String(at + 1).padStart(tool.gnu ? String(shorter).length : 0)} ${octal(one, at)} ${octal(two, at)}\n`,
      );
    }
    if (one[at] === '\n') line++;
  }
  if (one.length === two.length) return status;
  if (!options.has('s')) {
    const path = one.length < two.length ? left : right;
    const where = tool.gnu
      ? ` after byte ${shorter}${options.has('l') ? '' : `, in line ${line}`}`
      : options.has('l')
        ? ''
        : '';
    tool.err(`EOF on ${path}${where}`);
  }
  return 1;
};
