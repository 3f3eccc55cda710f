import type { Task } from '../../kernel/process.ts';
import { complaint, LineReader, openOrWarn, readOrWarn } from '../support/input.ts';
import { parseOptions, parseSize } from '../support/options.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';

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
export function modern(args: readonly string[], plus: boolean): readonly string[] {
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
    yield* tool.flush();
    for (let left = count; left > 0; ) {
      const moved = yield* tool.process.splice(fd, 1, Math.min(left, 65_536));
      if (moved === 0) return;
      left -= moved;
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
