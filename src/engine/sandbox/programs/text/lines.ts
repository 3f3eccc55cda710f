import type { Task } from '../../kernel/process.ts';
import { complaint, LineReader, linesOf, openOrWarn, readFiles, readOrWarn } from '../support/input.ts';
import { parseOptions, parseSize } from '../support/options.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';

/** cat(1): -n -b -s -E -T -A -v -e -t -u. */
export const cat: Applet = function* (tool) {
  const options = parseOptions(tool, 'nbsETAvetu', {
    number: 'n',
    'show-all': 'A',
    'show-ends': 'E',
    'squeeze-blank': 's',
  });
  const visible = ['v', 'A', 'e', 't'].some((flag) => options.has(flag));
  const ends = ['E', 'A', 'e'].some((flag) => options.has(flag));
  const tabs = ['T', 'A', 't'].some((flag) => options.has(flag));
  const plain = options.order.every((one) => one.flag === 'u');
  let number = 0;
  let blank = false;
  for (const path of options.rest.length === 0 ? ['-'] : options.rest) {
    const fd = openOrWarn(tool, path);
    if (fd === undefined) continue;
    try {
      if (plain) {
        for (;;) {
          const chunk = yield* tool.process.read(fd, 65_536);
          if (chunk === '') break;
          tool.out(chunk);
          yield* tool.flush();
        }
      } else {
        const reader = new LineReader(tool.process, fd);
        for (;;) {
          let line = yield* reader.next();
          if (line === undefined) break;
          const empty = line === '\n';
          if (options.has('s') && empty && blank) continue;
          blank = empty;
          if (visible) line = show(line);
          if (tabs) line = line.replaceAll('\t', '^I');
          if (ends) line = line.replace(/\n$/, '$\n');
          const numbered = options.has('b') ? !empty : options.has('n');
          tool.out((numbered ? `${String(++number).padStart(6)}\t` : '') + line);
          yield* tool.drain();
        }
      }
    } catch (error) {
      tool.warn(complaint(tool, path, reason(error)));
    }
    if (fd !== 0) tool.process.close(fd);
  }
};

/** @returns a line with its control characters as `^X` and `M-x` */
function show(line: string): string {
  return line.replace(/[^\t\n\x20-\x7e]/g, (sign) => {
    const code = sign.charCodeAt(0);
    const low = code & 127;
    const shown =
      low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low);
    return (code > 127 ? 'M-' : '') + shown;
  });
}

/** tac(1). */
export const tac: Applet = function* (tool) {
  const text = yield* readFiles(tool, parseOptions(tool, '').rest);
  tool.out((text.match(/[^\n]*\n|[^\n]+$/g) ?? []).toReversed().join(''));
};

/** rev(1): the characters of each line in reverse. */
export const rev: Applet = function* (tool) {
  const text = yield* readFiles(tool, parseOptions(tool, '').rest);
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const body = line.replace(/\n$/, '');
    // A character of more bytes stays whole.
    const signs = body.match(/[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*|[\x80-\xbf]/g) ?? [];
    tool.out(signs.toReversed().join('') + line.slice(body.length));
    yield* tool.drain();
  }
};

/** What `-n` and `-c` of head and tail say. */
interface Amount {
  readonly count: number;
  readonly bytes: boolean;
  /** `+N` of tail: from there on; `-N` of head: all but so many. */
  readonly sign: string;
}

/** @returns how much head or tail shall show, from the old form `-5` too */
function amount(tool: Tool, lines: string | undefined, bytes: string | undefined): Amount {
  const text = bytes ?? lines ?? '10';
  const count = parseSize(text.replace(/^[+-]/, ''));
  if (count === undefined)
    return tool.fail(
      tool.gnu
        ? `invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: '${text}'`
        : `invalid number '${text}'`,
    );
  return { count, bytes: bytes !== undefined, sign: /^[+-]/.exec(text)?.[0] ?? '' };
}

/** @returns arguments with `-5` written as `-n 5` */
function modern(args: readonly string[], plus: boolean): readonly string[] {
  const first = args[0] ?? '';
  const match = /^-(\d+)([cf]?)$/.exec(first);
  if (match !== null)
    return [match[2] === 'c' ? '-c' : '-n', match[1]!, ...(match[2] === 'f' ? ['-f'] : []), ...args.slice(1)];
  if (plus && /^\+\d+$/.test(first)) return ['-n', first, ...args.slice(1)];
  return args;
}

const HEAD_LONG = { 'lines=': 'n', 'bytes=': 'c', quiet: 'q', silent: 'q', verbose: 'v' };

/** head(1): -n N, -n -N, -c N, -q, -v, -N. */
export const head: Applet = function* (tool) {
  const options = parseOptions(tool, 'n:c:qv', HEAD_LONG, modern(tool.args, false));
  const last = options.order.findLast((one) => one.flag === 'n' || one.flag === 'c');
  const { count, bytes, sign } = amount(tool, last?.value, last?.flag === 'c' ? last.value : undefined);
  const paths = options.rest.length === 0 ? ['-'] : options.rest;
  const titled = (paths.length > 1 && !options.has('q')) || options.has('v');
  let first = true;
  for (const path of paths) {
    const fd = openOrWarn(tool, path);
    if (fd === undefined) continue;
    if (titled) tool.out(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    first = false;
    try {
      if (sign === '-') {
        const all = (yield* readOrWarn(tool, path)) ?? '';
        const lines = all.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        tool.out(
          bytes
            ? all.slice(0, Math.max(0, all.length - count))
            : lines.slice(0, Math.max(0, lines.length - count)).join(''),
        );
      } else yield* headOf(tool, fd, count, bytes);
    } catch (error) {
      tool.warn(complaint(tool, path, reason(error)));
    }
    if (fd !== 0) tool.process.close(fd);
  }
};

function* headOf(tool: Tool, fd: number, count: number, bytes: boolean): Task<void> {
  if (bytes) {
    for (let left = count; left > 0; ) {
      const chunk = yield* tool.process.read(fd, Math.min(left, 65_536));
      if (chunk === '') return;
      left -= chunk.length;
      tool.out(chunk);
      yield* tool.drain();
    }
    return;
  }
  const reader = new LineReader(tool.process, fd);
  for (let left = count; left > 0; left--) {
    const line = yield* reader.next();
    if (line === undefined) return;
    tool.out(line);
    yield* tool.drain();
  }
}

/** How often tail -f looks whether a file has grown, unless -s says otherwise. */
const POLL = 1000;

/** tail(1): -n N, -n +N, -c, -f, -F, -q, -v, -s. */
export const tail: Applet = function* (tool) {
  const options = parseOptions(
    tool,
    'n:c:fFqvs:',
    { ...HEAD_LONG, 'follow=?': 'f', retry: 'F', 'sleep-interval=': 's', 'pid=': 'pid' },
    modern(tool.args, true),
  );
  const last = options.order.findLast((one) => one.flag === 'n' || one.flag === 'c');
  const { count, bytes, sign } = amount(tool, last?.value, last?.flag === 'c' ? last.value : undefined);
  const paths = options.rest.length === 0 ? ['-'] : options.rest;
  const titled = (paths.length > 1 && !options.has('q')) || options.has('v');
  const follow = options.has('f') || options.has('F');
  const offsets = new Map<string, number>();
  let shown: string | undefined;
  const title = (path: string) => {
    if (titled && shown !== path)
      tool.out(`${shown === undefined ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    shown = path;
  };
  for (const path of paths) {
    const all = yield* readOrWarn(tool, path);
    if (all === undefined) {
      if (options.has('F')) offsets.set(path, 0);
      continue;
    }
    title(path);
    offsets.set(path, all.length);
    if (bytes)
      tool.out(sign === '+' ? all.slice(Math.max(0, count - 1)) : count === 0 ? '' : all.slice(-count));
    else {
      const lines = all.match(/[^\n]*\n|[^\n]+$/g) ?? [];
      tool.out(
        (sign === '+' ? lines.slice(Math.max(0, count - 1)) : count === 0 ? [] : lines.slice(-count)).join(
          '',
        ),
      );
    }
    yield* tool.drain();
  }
  if (!follow || offsets.size === 0) {
    if (offsets.size === 0 && (follow || !tool.gnu)) tool.err(tool.gnu ? 'no files remaining' : 'no files');
    return;
  }
  yield* tool.flush();
  if (offsets.has('-') && offsets.size === 1) return;
  const interval = Number(options.get('s') ?? 1) * POLL || POLL;
  for (;;) {
    yield* tool.process.sleep(interval);
    for (const [path, offset] of offsets) {
      if (path === '-' || !tool.process.fs.exists(path)) continue;
      const { size } = tool.process.fs.stat(path);
      if (size === offset) continue;
      const data = tool.process.fs.readFile(path);
      if (size < offset && tool.gnu) tool.err(`${path}: file truncated`);
      title(path);
      tool.out(data.slice(size < offset ? 0 : offset));
      offsets.set(path, size);
    }
    yield* tool.flush();
  }
};

/** @returns the size of a regular file: to count bytes nothing needs to be read */
function sizeOf(tool: Tool, path: string): number | undefined {
  const { fs } = tool.process;
  if (!fs.exists(path) || !fs.access(path, 'r')) return undefined;
  const status = fs.stat(path);
  return status.kind === 'file' && !path.startsWith('/proc') ? status.size : undefined;
}

/** wc(1): -l -w -c -m -L. */
export const wc: Applet = function* (tool) {
  const options = parseOptions(tool, 'lwcmL', {
    lines: 'l',
    words: 'w',
    bytes: 'c',
    chars: 'm',
    'max-line-length': 'L',
  });
  const flags = ['l', 'w', 'm', 'c', 'L'].filter((flag) => options.has(flag));
  const wanted = flags.length === 0 ? ['l', 'w', 'c'] : flags;
  const rows: { readonly counts: readonly number[]; readonly name: string }[] = [];
  for (const path of options.rest.length === 0 ? ['-'] : options.rest) {
    const large = wanted.join() === 'c' && path !== '-' ? sizeOf(tool, path) : undefined;
    if (large !== undefined) {
      rows.push({ counts: [large], name: path });
      continue;
    }
    const text = yield* readOrWarn(tool, path);
    if (text === undefined) continue;
    const counts = wanted.map((flag) => {
      if (flag === 'l') return text.split('\n').length - 1;
      if (flag === 'w') return text.match(/[^\s\xa0\x85]+|[\xa0\x85]+/g)?.length ?? 0;
      if (flag === 'c') return text.length;
      if (flag === 'm') return text.replace(/[\x80-\xbf]/g, '').length;
      return Math.max(0, ...text.split('\n').map((line) => line.replaceAll('\t', '        ').length));
    });
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

/** nl(1): -b a|t|n, -w, -s, -v, -n ln|rn|rz. */
export const nl: Applet = function* (tool) {
  const options = parseOptions(tool, 'b:w:s:v:n:i:', { 'body-numbering=': 'b', 'number-width=': 'w' });
  const width = Number(options.get('w') ?? 6);
  const separator = options.get('s') ?? '\t';
  const body = options.get('b') ?? 't';
  let number = Number(options.get('v') ?? 1);
  for (const line of linesOf(yield* readFiles(tool, options.rest))) {
    if (body === 'n' || (body === 't' && line === '')) {
      tool.out(`${' '.repeat(width + separator.length)}${line}\n`);
      continue;
    }
    const text = String(number);
    const form = options.get('n') ?? 'rn';
    tool.out(
      `${form === 'ln' ? text.padEnd(width) : text.padStart(width, form === 'rz' ? '0' : ' ')}${separator}${line}\n`,
    );
    number += Number(options.get('i') ?? 1);
    yield* tool.drain();
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
