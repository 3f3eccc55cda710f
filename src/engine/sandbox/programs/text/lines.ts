import { type Counts, countOrWarn } from '../support/counts.ts';
import { linesOf, readFiles, readOrWarn } from '../support/input.ts';
import { parseOptions, parseSize } from '../support/options.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';
import { modern } from './head-tail.ts';

/** @returns the size of a regular file: to count bytes nothing needs to be read */
function sizeOf(tool: Tool, path: string): number | undefined {
  const { fs } = tool.process;
  if (!fs.exists(path) || !fs.access(path, 'r')) return undefined;
  const status = fs.stat(path);
  return status.kind === 'file' && !path.startsWith('/proc') ? status.size : undefined;
}

/** The columns of wc in their order, and what stands in each. */
const COLUMNS: Readonly<Record<string, (counts: Counts) => number>> = {
  l: ({ lines }) => lines,
  w: ({ words }) => words,
  m: ({ characters }) => characters,
  c: ({ bytes }) => bytes,
  L: ({ longest }) => longest,
};

/** wc(1): -l -w -c -m -L. */
export const wc: Applet = function* (tool) {
  const options = parseOptions(tool, 'lwcmL', {
    lines: 'l',
    words: 'w',
    bytes: 'c',
    chars: 'm',
    'max-line-length': 'L',
  });
  const flags = Object.keys(COLUMNS).filter((flag) => options.has(flag));
  const wanted = flags.length === 0 ? ['l', 'w', 'c'] : flags;
  const rows: { readonly counts: readonly number[]; readonly name: string }[] = [];
  for (const path of options.rest.length === 0 ? ['-'] : options.rest) {
    const onlyBytes = wanted.join() === 'c';
    const large = onlyBytes && path !== '-' ? sizeOf(tool, path) : undefined;
    if (large !== undefined) {
      rows.push({ counts: [large], name: path });
      continue;
    }
    const found = yield* countOrWarn(tool, path, onlyBytes);
    if (found === undefined) continue;
    const counts = wanted.map((flag) => COLUMNS[flag]!(found));
    rows.push({ counts, name: options.rest.length === 0 ? '' : path });
  }
  if (options.rest.length > 1)
    rows.push({
      counts: wanted.map((_, at) => rows.reduce((sum, row) => sum + row.counts[at]!, 0)),
      name: 'total',
    });
  // GNU's columns are as wide as the biggest number of bytes, 7 where a size is not known before.
  const stdin = options.rest.length === 0 || options.rest.includes('-');
  const widest = Math.max(0, ...rows.flatMap((row) => row.counts).map((count) => String(count).length));
  const single = wanted.length === 1;
  const gnuWidth = single && rows.length <= 1 ? 0 : stdin ? 7 : widest;
  for (const { counts, name } of rows) {
    const width = tool.gnu ? gnuWidth : single && rows.length === 1 ? 0 : 9;
    const numbers = counts.map((count) => String(count).padStart(width));
    tool.out(`${numbers.join(tool.gnu || single ? ' ' : ' ')}${name === '' ? '' : ` ${name}`}\n`);
  }
};

/** fold(1): -w -s -b. */
export const fold: Applet = function* (tool) {
  const args = tool.args.map((word) => (/^-\d+$/.test(word) ? `-w${word.slice(1)}` : word));
  const options = parseOptions(tool, 'w:sb', { 'width=': 'w', spaces: 's' }, args);
  const width = Number(options.get('w') ?? 80);
  if (!(width > 0)) tool.fail(`invalid number '${options.get('w')}'`);
  for (const line of (yield* readFiles(tool, options.rest)).match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    let rest = line.replace(/\n$/, '');
    while (rest.length > width) {
      const space = options.has('s') ? rest.slice(0, width).lastIndexOf(' ') : -1;
      const cut = space < 0 ? width : space + 1;
      tool.out(`${rest.slice(0, cut)}\n`);
      rest = rest.slice(cut);
    }
    tool.out(rest + (line.endsWith('\n') ? '\n' : ''));
    yield* tool.drain();
  }
};

/** tee(1): -a -i. */
export const tee: Applet = function* (tool) {
  const options = parseOptions(tool, 'ai', { append: 'a' });
  const fds: number[] = [];
  for (const path of options.rest) {
    try {
      const append = options.has('a');
      fds.push(tool.process.open(path, { write: true, create: true, append, truncate: !append }));
    } catch (error) {
      tool.warn(`${path}: ${reason(error)}`);
    }
  }
  yield* tool.flush();
  for (;;) {
    const chunk = yield* tool.process.read(0, 65_536);
    if (chunk === '') return;
    yield* tool.process.write(1, chunk);
    for (const fd of fds) yield* tool.process.write(fd, chunk);
  }
};

/** yes(1). */
export const yes: Applet = function* (tool) {
  const line = `${tool.args.length === 0 ? 'y' : tool.args.join(' ')}\n`;
  const chunk = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
  for (;;) {
    yield* tool.process.write(1, chunk);
    yield* tool.process.work(0.01);
  }
};

/** strings(1): -n N, -a. */
export const strings: Applet = function* (tool) {
  const options = parseOptions(tool, 'an:fo', { 'bytes=': 'n' }, modern(tool.args, false));
  const least = Number(options.get('n') ?? 4);
  for (const path of options.rest.length === 0 ? ['-'] : options.rest) {
    const text = yield* readOrWarn(tool, path);
    for (const [run] of (text ?? '').matchAll(/[\t\x20-\x7e]+/g))
      if (run.length >= least) tool.out(`${run}\n`);
    yield* tool.drain();
  }
};

/** expand(1) and unexpand(1) with the usual 8 columns or -t N. */
export const expand: Applet = function* (tool) {
  const options = parseOptions(tool, 't:i', { 'tabs=': 't' });
  const stop = Number(options.get('t') ?? 8);
  for (const line of linesOf(yield* readFiles(tool, options.rest))) {
    let out = '';
    for (const sign of line) out += sign === '\t' ? ' '.repeat(stop - (out.length % stop)) : sign;
    tool.out(`${out}\n`);
  }
};

/** split(1): -l N, -b N, -a N. */
export const split: Applet = function* (tool) {
  const options = parseOptions(tool, 'l:b:a:', { 'lines=': 'l', 'bytes=': 'b', 'suffix-length=': 'a' });
  const text = (yield* readOrWarn(tool, options.rest[0] ?? '-')) ?? '';
  const prefix = options.rest[1] ?? 'x';
  const length = Number(options.get('a') ?? 2);
  const bytes = options.get('b');
  const size = bytes === undefined ? Number(options.get('l') ?? 1000) : (parseSize(bytes) ?? 0);
  if (!(size > 0)) tool.fail(`invalid number '${bytes ?? options.get('l')}'`);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const parts = Math.ceil((bytes === undefined ? lines.length : text.length) / size);
  if (parts > 26 ** length) tool.fail(tool.gnu ? 'output file suffixes exhausted' : 'suffixes exhausted');
  for (let part = 0; part < parts; part++) {
    let suffix = '';
    for (let digit = 0, rest = part; digit < length; digit++, rest = Math.floor(rest / 26))
      suffix = String.fromCharCode(97 + (rest % 26)) + suffix;
    const slice =
      bytes === undefined
        ? lines.slice(part * size, (part + 1) * size).join('')
        : text.slice(part * size, (part + 1) * size);
    tool.process.fs.writeFile(prefix + suffix, slice);
  }
};
