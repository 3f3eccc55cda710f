import { linesOf, readFiles } from '../support/input.ts';
import { parseOptions } from '../support/options.ts';
import { MONTHS } from '../support/time.ts';
import type { Applet, Tool } from '../support/tool.ts';

/** A key of sort: `-k 2.1,3n`. */
interface Key {
  readonly from: readonly [field: number, sign: number];
  readonly to: readonly [field: number, sign: number] | undefined;
  readonly how: string;
}

const byByte = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** @returns a number at the beginning of a text, 0 if there is none */
function leading(text: string): number {
  return Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1]?.replace(/^(-?)\.?$/, '0') || 0) || 0;
}

/** @returns a size such as 10K in bytes, as sort -h has it */
function human(text: string): number {
  const match = /^\s*(-?\d*\.?\d+)\s*([kKMGTPE]?)/.exec(text);
  if (match === null) return 0;
  const power = ' KMGTPE'.indexOf(match[2] === '' ? ' ' : match[2]!.toUpperCase());
  return Number(match[1]) * 1024 ** power;
}

function general(text: string): number {
  const value = Number.parseFloat(text);
  return Number.isNaN(value) ? -Infinity : value;
}

const month = (text: string) =>
  MONTHS.findIndex((name) => name.slice(0, 3).toLowerCase() === text.trim().slice(0, 3).toLowerCase());

/** Compares two parts of versions, digits as numbers. */
function versions(a: string, b: string): number {
  const parts = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one = '', two = ''] = [left[at], right[at]];
    const numeric = /^\d/.test(one) && /^\d/.test(two);
    const order = numeric ? Number(one) - Number(two) : byByte(one, two);
    if (order !== 0) return order;
  }
  return 0;
}

/** @returns the comparison that the letters ask for */
function comparison(how: string): (a: string, b: string) => number {
  const prepare = (text: string) => {
    let out = how.includes('b') ? text.replace(/^[ \t]+/, '') : text;
    if (how.includes('d')) out = out.replace(/[^A-Za-z0-9 \t]/g, '');
    if (how.includes('i')) out = out.replace(/[^ -~]/g, '');
    return how.includes('f') ? out.toUpperCase() : out;
  };
  const by = (value: (text: string) => number) => (a: string, b: string) => {
    const [one, two] = [value(a), value(b)];
    return one < two ? -1 : one > two ? 1 : 0;
  };
  if (how.includes('n')) return by(leading);
  if (how.includes('h')) return by(human);
  if (how.includes('g')) return by(general);
  if (how.includes('M')) return by(month);
  if (how.includes('V')) return versions;
  return (a, b) => byByte(prepare(a), prepare(b));
}

/** @returns the part of a line that a key looks at */
function part(line: string, { from, to, how }: Key, separator: string | undefined): string {
  // Without -t a field takes the blanks before it.
  const starts: number[] = [];
  const ends: number[] = [];
  const pattern = separator === undefined ? /[ \t]*[^ \t]+|[ \t]+$/g : undefined;
  if (pattern !== undefined)
    for (const match of line.matchAll(pattern)) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
  else
    for (let at = 0, piece = 0; piece < line.split(separator!).length; piece++) {
      starts.push(at);
      const end = line.indexOf(separator!, at);
      ends.push(end < 0 ? line.length : end);
      at = end + 1;
    }
  const blanks = (start: number) =>
    how.includes('b') ? start + /^[ \t]*/.exec(line.slice(start))![0].length : start;
  const begin = starts[from[0] - 1];
  if (begin === undefined) return '';
  const first = Math.min(blanks(begin) + from[1] - 1, line.length);
  if (to === undefined) return line.slice(first);
  const last = ends[to[0] - 1];
  if (last === undefined) return line.slice(first);
  const end = to[1] === 0 ? last : Math.min(blanks(starts[to[0] - 1]!) + to[1], line.length);
  return line.slice(first, Math.max(first, end));
}

function parseKey(tool: Tool, text: string, common: string): Key {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  if (match === null || match[1] === '0')
    return tool.fail(
      tool.gnu ? `field number is zero: invalid field specification '${text}'` : `bad field specification`,
      2,
    );
  const own = (match[3] ?? '') + (match[6] ?? '');
  return {
    from: [Number(match[1]), Number(match[2] ?? 1)],
    to: match[4] === undefined ? undefined : [Number(match[4]), Number(match[5] ?? 0)],
    how: own === '' ? common : own,
  };
}

/** sort(1): -n -r -k -t -u -h -f -b -d -i -g -M -V -s -c -C -o -z. */
export const sort: Applet = function* (tool) {
  const options = parseOptions(tool, 'nrk:t:uhfbdigMVscCo:zmS:T:', {
    'numeric-sort': 'n',
    reverse: 'r',
    'key=': 'k',
    'field-separator=': 't',
    unique: 'u',
    'human-numeric-sort': 'h',
    'ignore-case': 'f',
    'version-sort': 'V',
    'general-numeric-sort': 'g',
    'month-sort': 'M',
    stable: 's',
    check: 'c',
    'output=': 'o',
    'zero-terminated': 'z',
  });
  const common = ['n', 'h', 'f', 'b', 'd', 'i', 'g', 'M', 'V', 'r']
    .filter((flag) => options.has(flag))
    .join('');
  const keys = options.all('k').map((text) => parseKey(tool, text, common));
  const separator = options.get('t');
  const compareWhole = comparison(common);
  const byKeys = (a: string, b: string): number => {
    if (keys.length === 0) return options.has('r') ? compareWhole(b, a) : compareWhole(a, b);
    for (const key of keys) {
      const order = comparison(key.how)(part(a, key, separator), part(b, key, separator));
      if (order !== 0) return key.how.includes('r') ? -order : order;
    }
    return 0;
  };
  const compare = (a: string, b: string): number => {
    const order = byKeys(a, b);
    if (order !== 0 || options.has('s') || options.has('u')) return order;
    return options.has('r') ? byByte(b, a) : byByte(a, b);
  };
  const end = options.has('z') ? '\0' : '\n';
  const input = yield* readFiles(tool, options.rest, 2);
  if (tool.status !== 0) return;
  const lines: string[] = linesOf(input, end);
  if (options.has('c') || options.has('C')) {
    const wrong = lines.findIndex(
      (line, at) =>
        at > 0 && (options.has('u') ? compare(lines[at - 1]!, line) >= 0 : compare(lines[at - 1]!, line) > 0),
    );
    if (wrong < 0) return;
    if (!options.has('C'))
      tool.err(
        tool.gnu
          ? `${options.rest[0] ?? '-'}:${wrong + 1}: disorder: ${lines[wrong]}`
          : `Check line ${wrong + 1}`,
      );
    tool.status = 1;
    return;
  }
  // About what a sort of so many lines costs.
  yield* tool.work((lines.length * Math.log2(lines.length + 1)) / 20_000);
  const sorted = lines.toSorted(compare);
  const kept = options.has('u')
    ? sorted.filter((line, at) => at === 0 || byKeys(sorted[at - 1]!, line) !== 0)
    : sorted;
  const result = kept.map((line) => line + end).join('');
  const output = options.get('o');
  if (output !== undefined) tool.process.fs.writeFile(output, result);
  else tool.out(result);
};

/** shuf(1): -n -e -i. */
export const shuf: Applet = function* (tool) {
  const options = parseOptions(tool, 'n:ei:', { 'head-count=': 'n', echo: 'e', 'input-range=': 'i' });
  const range = /^(\d+)-(\d+)$/.exec(options.get('i') ?? '');
  const items: string[] =
    range !== null
      ? Array.from(
          { length: Math.min(1_000_000, Math.max(0, Number(range[2]) - Number(range[1]) + 1)) },
          (_, at) => String(Number(range[1]) + at),
        )
      : options.has('e')
        ? [...options.rest]
        : linesOf(yield* readFiles(tool, options.rest));
  const count = Math.min(items.length, Number(options.get('n') ?? Infinity));
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(tool.process.random() * (items.length - at));
    [items[at], items[other]] = [items[other]!, items[at]!];
    tool.out(`${items[at]}\n`);
    yield* tool.drain();
  }
};
