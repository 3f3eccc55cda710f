import { unescapeText } from '../support/format.ts';
import { linesOf, readFiles, readOrWarn } from '../support/input.ts';
import { needOperands, parseOptions } from '../support/options.ts';
import type { Applet, Tool } from '../support/tool.ts';
import { setOf } from './sets.ts';

/** A list such as `1,3-5,7-`. @returns the test of a position from 1; ends the tool if it is no list */
function parseList(tool: Tool, text: string): (position: number) => boolean {
  const ranges = text.split(/[,\s]/).map((part) => {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    const bad = match === null || part === '' || part === '-';
    if (bad) return tool.fail(tool.gnu ? `invalid field value '${part}'` : `invalid number '${part}'`);
    const from = match[1] === '' ? 1 : Number(match[1]);
    const to = match[2] === '' ? from : match[3] === '' ? Infinity : Number(match[3]);
    if (from === 0) tool.fail(tool.gnu ? 'fields are numbered from 1' : "invalid number '0'");
    if (to < from) tool.fail(tool.gnu ? 'invalid decreasing range' : `invalid range ${part}`);
    return [from, to] as const;
  });
  return (position) => ranges.some(([from, to]) => position >= from && position <= to);
}

/** cut(1): -f -d -c -b -s --complement --output-delimiter. */
export const cut: Applet = function* (tool) {
  const options = parseOptions(tool, 'f:d:c:b:sn', {
    'fields=': 'f',
    'delimiter=': 'd',
    'characters=': 'c',
    'bytes=': 'b',
    'only-delimited': 's',
    complement: 'complement',
    'output-delimiter=': 'output',
  });
  const kinds = ['f', 'c', 'b'].filter((flag) => options.has(flag));
  if (kinds.length === 0) {
    if (tool.gnu)
      tool.fail(
        `you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.`,
      );
    tool.fail('expected a list of bytes, characters, or fields');
  }
  if (kinds.length > 1) tool.fail('only one type of list may be specified');
  const kind = kinds[0]!;
  const delimiter = options.get('d') ?? '\t';
  if (delimiter.length > 1 && tool.gnu)
    tool.fail(`the delimiter must be a single character\nTry 'cut --help' for more information.`);
  const plain = parseList(tool, options.get(kind)!);
  const inList = options.has('complement') ? (position: number) => !plain(position) : plain;
  for (const line of linesOf(yield* readFiles(tool, options.rest))) {
    if (kind === 'f') {
      const parts = line.split(delimiter);
      if (parts.length === 1) {
        if (!options.has('s')) tool.out(`${line}\n`);
        continue;
      }
      tool.out(`${parts.filter((_, at) => inList(at + 1)).join(options.get('output') ?? delimiter)}\n`);
    } else tool.out(`${[...line].filter((_, at) => inList(at + 1)).join('')}\n`);
    yield* tool.drain();
  }
};

/** tr(1): -d -s -c -C -t and sets with ranges, classes and escapes. */
export const tr: Applet = function* (tool) {
  const options = parseOptions(tool, '+dscCt', {
    delete: 'd',
    'squeeze-repeats': 's',
    complement: 'c',
    'truncate-set1': 't',
  });
  const [one, two] = options.rest;
  const remove = options.has('d');
  const squeeze = options.has('s');
  if (one === undefined || (two === undefined && !remove && !squeeze)) {
    if (tool.gnu)
      tool.fail(
        one === undefined
          ? `missing operand\nTry 'tr --help' for more information.`
          : `missing operand after '${one}'\nTwo strings must be given when translating.\nTry 'tr --help' for more information.`,
      );
    needOperands(tool, [], 1);
  }
  const bytes = (codes: Iterable<number>) => Array.from(codes, (code) => String.fromCharCode(code));
  let from = setOf(one ?? '');
  if (options.has('c') || options.has('C')) {
    const named = new Set(from);
    from = bytes(Array(256).keys()).filter((sign) => !named.has(sign));
  }
  const to = two === undefined ? [] : setOf(two, from.length);
  const gone = new Set(remove ? from : []);
  const map = new Map<string, string>();
  if (!remove && two !== undefined && to.length > 0)
    for (const [at, sign] of from.entries()) {
      if (options.has('t') && at >= to.length) break;
      map.set(sign, to[Math.min(at, to.length - 1)]!);
    }
  const squeezed = new Set(squeeze ? (two === undefined ? from : to) : []);
  let last = '';
  for (;;) {
    const chunk = yield* tool.process.read(0, 65_536);
    if (chunk === '') return;
    let out = '';
    for (const sign of chunk) {
      if (gone.has(sign)) continue;
      const next = map.get(sign) ?? sign;
      if (squeezed.has(next) && next === last) continue;
      out += next;
      last = next;
    }
    tool.out(out);
    yield* tool.flush();
  }
};

/** paste(1): -d -s. */
export const paste: Applet = function* (tool) {
  const options = parseOptions(tool, 'd:s', { 'delimiters=': 'd', serial: 's' });
  const delimiters = [...unescapeText(options.get('d') ?? '\t').text];
  const between = (at: number) => delimiters[at % Math.max(1, delimiters.length)] ?? '';
  const paths = options.rest.length === 0 ? ['-'] : options.rest;
  const files: string[][] = [];
  for (const path of paths) {
    if (path === '-' && paths.indexOf('-') !== files.length) {
      files.push([]);
      continue;
    }
    const text = yield* readOrWarn(tool, path);
    if (text === undefined) return;
    files.push(linesOf(text));
  }
  // Several `-` share stdin line by line.
  const shared = paths.flatMap((path, at) => (path === '-' ? [at] : []));
  if (shared.length > 1 && !options.has('s')) {
    const lines = files[shared[0]!]!;
    for (const [order, at] of shared.entries())
      files[at] = lines.filter((_, index) => index % shared.length === order);
  }
  const join = (parts: readonly string[]) =>
    parts.reduce((text, part, at) => text + (at === 0 ? '' : between(at - 1)) + part, '');
  if (options.has('s')) for (const lines of files) tool.out(`${join(lines)}\n`);
  else
    for (let row = 0; row < Math.max(0, ...files.map((lines) => lines.length)); row++)
      tool.out(`${join(files.map((lines) => lines[row] ?? ''))}\n`);
};

/** join(1): -t -1 -2 -a -v, on sorted files. */
export const join: Applet = function* (tool) {
  const options = parseOptions(tool, 't:1:2:a:v:j:');
  needOperands(tool, options.rest, 2, 2);
  const separator = options.get('t');
  const keys = [
    Number(options.get('1') ?? options.get('j') ?? 1),
    Number(options.get('2') ?? options.get('j') ?? 1),
  ];
  const files: { key: string; rest: string[] }[][] = [];
  for (const [at, path] of options.rest.entries()) {
    const text = yield* readOrWarn(tool, path);
    if (text === undefined) return;
    files.push(
      linesOf(text).map((line) => {
        const parts = separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator);
        return { key: parts[keys[at]! - 1] ?? '', rest: parts.filter((_, index) => index !== keys[at]! - 1) };
      }),
    );
  }
  const glue = separator ?? ' ';
  const [left = [], right = []] = files;
  const alone = options.all('v');
  const extra = [...options.all('a'), ...alone];
  const say = (key: string, ...rest: string[]) => tool.out(`${[key, ...rest].join(glue)}\n`);
  const seen = new Set<number>();
  for (const one of left) {
    const matches = right.flatMap((other, at) => (other.key === one.key ? [at] : []));
    for (const at of matches) {
      seen.add(at);
      if (alone.length === 0) say(one.key, ...one.rest, ...right[at]!.rest);
    }
    if (matches.length === 0 && extra.includes('1')) say(one.key, ...one.rest);
  }
  if (extra.includes('2'))
    for (const [at, other] of right.entries()) if (!seen.has(at)) say(other.key, ...other.rest);
};

/** comm(1): -1 -2 -3. */
export const comm: Applet = function* (tool) {
  const options = parseOptions(tool, '123');
  needOperands(tool, options.rest, 2, 2);
  const one = yield* readOrWarn(tool, options.rest[0]!);
  const two = yield* readOrWarn(tool, options.rest[1]!);
  if (one === undefined || two === undefined) return;
  const left = linesOf(one);
  const right = linesOf(two);
  const say = (column: number, line: string) => {
    if (options.has(String(column))) return;
    const before = [1, 2].filter((other) => other < column && !options.has(String(other))).length;
    tool.out(`${'\t'.repeat(before)}${line}\n`);
  };
  let a = 0;
  let b = 0;
  while (a < left.length || b < right.length) {
    if (b >= right.length || (a < left.length && left[a]! < right[b]!)) say(1, left[a++]!);
    else if (a >= left.length || left[a]! > right[b]!) say(2, right[b++]!);
    else {
      say(3, left[a++]!);
      b++;
    }
  }
};

/** uniq(1): -c -d -u -i -f N -s N -w N. */
export const uniq: Applet = function* (tool) {
  const options = parseOptions(tool, 'cduif:s:w:', {
    count: 'c',
    repeated: 'd',
    unique: 'u',
    'ignore-case': 'i',
  });
  const key = (line: string) => {
    let text = line;
    for (let skip = Number(options.get('f') ?? 0); skip > 0; skip--)
      text = text.replace(/^[ \t]*[^ \t]*/, '');
    text = text.slice(Number(options.get('s') ?? 0));
    if (options.has('w')) text = text.slice(0, Number(options.get('w')));
    return options.has('i') ? text.toLowerCase() : text;
  };
  const text = yield* readOrWarn(tool, options.rest[0] ?? '-');
  if (text === undefined) return;
  let result = '';
  const lines = linesOf(text);
  for (let at = 0; at < lines.length; ) {
    let end = at + 1;
    while (end < lines.length && key(lines[end]!) === key(lines[at]!)) end++;
    const count = end - at;
    const shown = options.has('d') ? count > 1 && !options.has('u') : !options.has('u') || count === 1;
    if (shown) result += `${options.has('c') ? `${String(count).padStart(7)} ` : ''}${lines[at]}\n`;
    at = end;
  }
  if (options.rest[1] !== undefined) tool.process.fs.writeFile(options.rest[1], result);
  else tool.out(result);
};
