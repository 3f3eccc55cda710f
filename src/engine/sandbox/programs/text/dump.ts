import { readFiles } from '../support/input.ts';
import { parseOptions, parseSize } from '../support/options.ts';
import type { Applet } from '../support/tool.ts';

const printable = (sign: string) => (/[ -~]/.test(sign) ? sign : '.');
const hex = (sign: string, width = 2) => sign.charCodeAt(0).toString(16).padStart(width, '0');

/** @returns the bytes of the files from -s on, -n long */
function windowOf(data: string, skip: string | undefined, count: string | undefined): string {
  const from = parseSize(skip ?? '0') ?? 0;
  return count === undefined ? data.slice(from) : data.slice(from, from + (parseSize(count) ?? 0));
}

/** od(1): -c -b -x -d -o, -t x1|c|o1|u1|a…, -A d|o|x|n, -N -j -v. */
export const od: Applet = function* (tool) {
  const options = parseOptions(tool, 'cbxdoA:t:N:j:vw::', {
    'address-radix=': 'A',
    'format=': 't',
    'read-bytes=': 'N',
    'skip-bytes=': 'j',
  });
  const skip = parseSize(options.get('j') ?? '0') ?? 0;
  const data = windowOf(yield* readFiles(tool, options.rest), options.get('j'), options.get('N'));
  const radix = { d: 10, o: 8, x: 16 }[options.get('A') ?? 'o'];
  const address = (at: number) =>
    radix === undefined ? '' : (at + skip).toString(radix).padStart(radix === 16 ? 6 : 7, '0');
  const kinds: string[] = options
    .all('t')
    .map((kind) => (kind === 'c' || kind === 'a' ? kind : kind.length === 1 ? `${kind}4` : kind));
  const letters = options.order
    .map(({ flag }) => ({ c: 'c', b: 'o1', x: 'x2', d: 'u2', o: 'o2' })[flag])
    .filter((kind) => kind !== undefined);
  kinds.push(...letters);
  if (kinds.length === 0) kinds.push('o2');
  let before: string | undefined;
  let starred = false;
  for (let at = 0; at < data.length; at += 16) {
    const row = data.slice(at, at + 16);
    if (row === before && row.length === 16 && !options.has('v')) {
      if (!starred) tool.out('*\n');
      starred = true;
      continue;
    }
    before = row;
    starred = false;
    for (const [index, kind] of kinds.entries())
      tool.out(`${index === 0 ? address(at) : ' '.repeat(address(0).length)}${cells(row, kind)}\n`);
    yield* tool.drain();
  }
  if (radix !== undefined) tool.out(`${address(data.length)}\n`);
};

const NAMES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};
const ASCII =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  );

function cells(row: string, kind: string): string {
  if (kind === 'c')
    return [...row]
      .map((sign) =>
        (
          NAMES[sign] ?? (/[ -~]/.test(sign) ? sign : sign.charCodeAt(0).toString(8).padStart(3, '0'))
        ).padStart(4),
      )
      .join('');
  if (kind === 'a')
    return [...row]
      .map((sign) =>
        (ASCII[sign.charCodeAt(0) & 127] ?? (sign.charCodeAt(0) === 127 ? 'del' : sign)).padStart(4),
      )
      .join('');
  const size = Number(kind.slice(1)) || 1;
  const base = { x: 16, o: 8, u: 10, d: 10 }[kind[0]!] ?? 8;
  const signed = kind[0] === 'd';
  const digits =
    { x: [2, 4, 8, 16], o: [3, 6, 11, 22], u: [3, 5, 10, 20], d: [4, 6, 11, 20] }[kind[0]!]?.[
      Math.log2(size)
    ] ?? 3;
  let out = '';
  for (let at = 0; at < row.length; at += size) {
    let value = 0n;
    for (let byte = 0; byte < size; byte++)
      value |= BigInt(row.charCodeAt(at + byte) || 0) << BigInt(byte * 8);
    if (signed) value = BigInt.asIntN(size * 8, value);
    const text = value.toString(base);
    out += ` ${base === 10 ? text.padStart(digits) : text.padStart(digits, '0')}`;
  }
  return out;
}

/** hexdump(1), hd: -C -c -n -s -v. */
export const hexdump: Applet = function* (tool) {
  const options = parseOptions(tool, 'Ccn:s:vbdox', { canonical: 'C' });
  const skip = parseSize(options.get('s') ?? '0') ?? 0;
  const data = windowOf(yield* readFiles(tool, options.rest), options.get('s'), options.get('n'));
  const canonical = options.has('C') || tool.name === 'hd';
  const address = (at: number) => (at + skip).toString(16).padStart(canonical ? 8 : 7, '0');
  let before: string | undefined;
  let starred = false;
  for (let at = 0; at < data.length; at += 16) {
    const row = data.slice(at, at + 16);
    if (row === before && row.length === 16 && !options.has('v')) {
      if (!starred) tool.out('*\n');
      starred = true;
      continue;
    }
    before = row;
    starred = false;
    const signs = [...row];
    if (canonical) {
      const half = (from: number) =>
        signs
          .slice(from, from + 8)
          .map((sign) => hex(sign))
          .join(' ');
      tool.out(
        `${address(at)}  ${half(0).padEnd(23)}  ${half(8).padEnd(23)}  |${signs.map(printable).join('')}|\n`,
      );
    } else if (options.has('c')) {
      tool.out(`${address(at)}${cells(row, 'c').padEnd(64)}\n`);
    } else {
      const words: string[] = [];
      for (let word = 0; word < row.length; word += 2)
        words.push(
          (row.charCodeAt(word) | ((row.charCodeAt(word + 1) || 0) << 8)).toString(16).padStart(4, '0'),
        );
      tool.out(`${address(at)} ${words.join(' ').padEnd(39)}\n`);
    }
    yield* tool.drain();
  }
  if (data.length > 0) tool.out(`${address(data.length)}\n`);
};

/** xxd(1): -p -r -l -s -c -g -u. */
export const xxd: Applet = function* (tool) {
  const options = parseOptions(tool, 'prl:s:c:g:uib', {});
  const all = yield* readFiles(tool, options.rest.slice(0, 1));
  if (options.has('r')) {
    const text = options.has('p')
      ? all.replace(/[^0-9a-fA-F]/g, '')
      : all
          .split('\n')
          .map((line) =>
            line
              .replace(/^[0-9a-fA-F]+: ?/, '')
              .split('  ')[0]!
              .replaceAll(' ', ''),
          )
          .join('');
    tool.out(Buffer.from(text, 'hex').toString('latin1'));
    return;
  }
  const data = windowOf(all, options.get('s'), options.get('l'));
  const skip = parseSize(options.get('s') ?? '0') ?? 0;
  const upper = (text: string) => (options.has('u') ? text.toUpperCase() : text);
  const columns = Number(options.get('c') ?? (options.has('p') ? 30 : 16));
  const group = Number(options.get('g') ?? 2) || columns;
  for (let at = 0; at < data.length; at += columns) {
    const row = [...data.slice(at, at + columns)];
    if (options.has('p')) {
      tool.out(`${upper(row.map((sign) => hex(sign)).join(''))}\n`);
      continue;
    }
    const words: string[] = [];
    for (let word = 0; word < row.length; word += group)
      words.push(
        row
          .slice(word, word + group)
          .map((sign) => hex(sign))
          .join(''),
      );
    const width = columns * 2 + Math.ceil(columns / group) - 1;
    tool.out(
      `${(at + skip).toString(16).padStart(8, '0')}: ${upper(words.join(' ')).padEnd(width)}  ${row.map(printable).join('')}\n`,
    );
    yield* tool.drain();
  }
};
