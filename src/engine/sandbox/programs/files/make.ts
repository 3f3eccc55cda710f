import { parseMode } from '../support/modes.ts';
import { needOperands, parseOptions, parseSize } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { parseTime } from '../support/time.ts';
import { type Applet, reason } from '../support/tool.ts';
import { makeParents } from './parents.ts';

/** mkdir(1): -p -m -v. */
export const mkdir: Applet = function* (tool) {
  const options = parseOptions(tool, 'pm:v', { parents: 'p', 'mode=': 'm', verbose: 'v' });
  needOperands(tool, options.rest, 1);
  const text = options.get('m');
  const mode = text === undefined ? undefined : parseMode(text, 0o777, true, 0);
  if (text !== undefined && mode === undefined)
    return tool.fail(tool.gnu ? `invalid mode '${text}'` : `invalid mode '${text}'`);
  const { fs } = tool.process;
  for (const path of options.rest) {
    try {
      let made: readonly string[] = [path];
      if (options.has('p')) made = makeParents(tool, path, mode);
      else {
        fs.mkdir(path, mode ?? 0o777);
        if (mode !== undefined) fs.chmod(path, mode);
      }
      if (options.has('v'))
        for (const one of made)
          tool.out(tool.gnu ? `mkdir: created directory '${one}'\n` : `created directory: '${one}'\n`);
    } catch (error) {
      tool.warn(
        tool.gnu
          ? `cannot create directory '${path}': ${reason(error)}`
          : `can't create directory '${path}': ${reason(error)}`,
      );
    }
  }
  yield* tool.drain();
  return undefined;
};

/** touch(1): -c -d -t -r -a -m. */
export const touch: Applet = function* (tool) {
  const options = parseOptions(tool, 'cd:t:r:amfh', { 'no-create': 'c', 'date=': 'd', 'reference=': 'r' });
  if (options.rest.length === 0) {
    if (tool.gnu) tool.fail(`missing file operand\nTry 'touch --help' for more information.`);
    needOperands(tool, options.rest, 1);
  }
  const { fs } = tool.process;
  const text = options.get('d') ?? options.get('t');
  const now = tool.process.now();
  let time: number | undefined = now;
  if (text !== undefined) {
    time = parseTime(text, now);
    if (time === undefined)
      return tool.fail(tool.gnu ? `invalid date format '${text}'` : `invalid date '${text}'`);
  } else if (options.has('r')) time = fs.stat(options.get('r')!).mtime;
  for (const path of options.rest) {
    try {
      if (!fs.exists(path)) {
        if (options.has('c')) continue;
        const fd = tool.process.open(path, { write: true, create: true });
        tool.process.close(fd);
      }
      fs.setTimes(path, time);
    } catch (error) {
      tool.warn(tool.gnu ? `cannot touch '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
  return undefined;
};

/** mktemp(1): -d -p -t -u -q and a template. */
export const mktemp: Applet = function* (tool) {
  const options = parseOptions(tool, 'dp:tuq', {
    directory: 'd',
    'tmpdir=?': 'p',
    'dry-run': 'u',
    quiet: 'q',
  });
  const { fs } = tool.process;
  const template = options.rest[0];
  const folder = options.get('p') || (tool.process.env.get('TMPDIR') ?? '/tmp');
  const inFolder = template === undefined || options.has('p') || options.has('t');
  const pattern = template ?? (tool.gnu ? 'tmp.XXXXXXXXXX' : 'tmp.XXXXXX');
  const full = inFolder ? joinPath(folder, pattern) : pattern;
  if (!/X{3,}[^X/]*$/.test(full) || (!tool.gnu && !full.endsWith('XXXXXX'))) {
    if (tool.gnu) tool.fail(`too few X's in template '${template}'`);
    tool.fail('Invalid argument');
  }
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const path = full.replace(/X+(?=[^X/]*$)/, (run) =>
    [...run].map(() => letters[Math.floor(tool.process.random() * letters.length)]).join(''),
  );
  try {
    if (options.has('u')) undefined;
    else if (options.has('d')) fs.mkdir(path, 0o700);
    else fs.writeFile(path, '', { mode: 0o600 });
  } catch (error) {
    const what = options.has('d') ? 'directory' : 'file';
    tool.fail(
      tool.gnu ? `failed to create ${what} via template '${full}': ${reason(error)}` : `${reason(error)}`,
    );
  }
  tool.out(`${path}\n`);
  yield* tool.drain();
};

/** mkfifo(1): -m. */
export const mkfifo: Applet = function* (tool) {
  const options = parseOptions(tool, 'm:', { 'mode=': 'm' });
  needOperands(tool, options.rest, 1);
  const mode =
    parseMode(options.get('m') ?? '666', 0, false, 0) ?? tool.fail(`invalid mode '${options.get('m')}'`);
  for (const path of options.rest) {
    try {
      tool.process.fs.mkfifo(path, mode);
    } catch (error) {
      tool.warn(tool.gnu ? `cannot create fifo '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
};

/** truncate(1): -s [+-]SIZE -c. */
export const truncate: Applet = function* (tool) {
  const options = parseOptions(tool, 'cs:', { 'size=': 's', 'no-create': 'c' });
  const text = options.get('s');
  if (text === undefined)
    return tool.fail(tool.gnu ? "you must specify either '--size' or '--reference'" : 'missing -s');
  const size = parseSize(text.replace(/^[+-]/, '')) ?? tool.fail(`invalid number '${text}'`);
  needOperands(tool, options.rest, 1);
  const { fs } = tool.process;
  for (const path of options.rest) {
    try {
      if (!fs.exists(path) && options.has('c')) continue;
      const old = fs.exists(path) ? fs.readFile(path) : '';
      const next = text.startsWith('+') ? old.length + size : text.startsWith('-') ? old.length - size : size;
      if (next > 268_435_456) tool.fail(`${path}: File too large`);
      fs.writeFile(
        path,
        next <= old.length ? old.slice(0, Math.max(0, next)) : old + '\0'.repeat(next - old.length),
      );
    } catch (error) {
      tool.warn(
        tool.gnu ? `cannot open '${path}' for writing: ${reason(error)}` : `${path}: ${reason(error)}`,
      );
    }
  }
  yield* tool.drain();
  return undefined;
};

/** sync(1): everything is on disk already. */
export const sync: Applet = function* (tool) {
  yield* tool.drain();
};
