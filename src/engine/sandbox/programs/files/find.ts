import { SystemError } from '../../kernel/errors.ts';
import type { FileStatus, Task } from '../../kernel/process.ts';
import { globToRegExp } from '../support/glob.ts';
import { modeText, parseMode } from '../support/modes.ts';
import { joinPath } from '../support/sizes.ts';
import { runCommand } from '../support/spawn.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, baseName, Exit, reason, type Tool } from '../support/tool.ts';
import { findUser, groups, names } from '../support/users.ts';

/** A file that find looks at. */
interface Found {
  readonly path: string;
  readonly status: FileStatus;
  readonly depth: number;
  /** -prune was met. */
  prune: boolean;
}

type Test = (found: Found) => Task<boolean>;

/** An action with `+`: gathers paths, runs at the end. */
interface Batch {
  readonly argv: readonly string[];
  readonly paths: string[];
}

/** find(1): see the parser for what it knows. */
export const find: Applet = function* (tool) {
  const args = [...tool.args];
  let follow = false;
  while (/^-[HLP]$/.test(args[0] ?? '')) follow = args.shift() === '-L' || follow;
  const begin = args.findIndex((word) => /^(-.|[!()]$)/.test(word));
  const paths = args.slice(0, begin < 0 ? args.length : begin);
  const parser = new Parser(tool, begin < 0 ? [] : args.slice(begin));
  const test = parser.parse();
  const { fs } = tool.process;
  function* walk(path: string, depth: number): Task<void> {
    let status: FileStatus;
    try {
      status = follow && fs.exists(path) ? fs.stat(path) : fs.lstat(path);
    } catch (error) {
      tool.warn(tool.gnu ? `'${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
      return;
    }
    const found: Found = { path, status, depth, prune: false };
    const here = depth >= parser.least;
    if (here && !parser.depthFirst) yield* test(found);
    if (status.kind === 'directory' && depth < parser.most && !found.prune) {
      try {
        for (const name of fs.readDirectory(path)) yield* walk(joinPath(path, name), depth + 1);
      } catch (error) {
        tool.warn(tool.gnu ? `'${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
      }
    }
    if (here && parser.depthFirst) yield* test(found);
    yield* tool.drain();
  }
  for (const path of paths.length === 0 ? ['.'] : paths) {
    if (tool.gnu && !fs.exists(path) && !isThere(tool, path)) {
      tool.warn(`'${path}': No such file or directory`);
      continue;
    }
    yield* walk(path, 0);
  }
  for (const batch of parser.batches) {
    if (batch.paths.length === 0) continue;
    yield* tool.flush();
    const status = yield* runCommand(
      tool,
      batch.argv.flatMap((word) => (word === '{}' ? batch.paths : [word])),
    );
    if (status !== 0) tool.status = 1;
  }
};

function isThere(tool: Tool, path: string): boolean {
  try {
    tool.process.fs.lstat(path);
    return true;
  } catch {
    return false;
  }
}

const TYPES: Readonly<Record<string, FileStatus['kind']>> = {
  f: 'file',
  d: 'directory',
  l: 'symlink',
  c: 'character-device',
  p: 'fifo',
};

const SIZE_UNITS: Readonly<Record<string, number>> = {
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
};

/** Turns find's expression into one test. */
class Parser {
  readonly #tool: Tool;
  readonly #words: readonly string[];
  #at = 0;
  #acts = false;
  readonly batches: Batch[] = [];
  least = 0;
  most = Infinity;
  depthFirst = false;

  constructor(tool: Tool, words: readonly string[]) {
    this.#tool = tool;
    this.#words = words;
  }

  parse(): Test {
    const test = this.#words.length === 0 ? always : this.#or();
    if (this.#at < this.#words.length) this.#bad(this.#words[this.#at]!);
    const tool = this.#tool;
    if (this.#acts) return test;
    return function* (found) {
      if (yield* test(found)) tool.out(`${found.path}\n`);
      return true;
    };
  }

  #bad(word: string): never {
    const { gnu } = this.#tool;
    if (gnu && word.startsWith('-')) return this.#tool.fail(`unknown predicate '${word}'`);
    if (gnu) return this.#tool.fail(`paths must precede expression: '${word}'`);
    this.#tool.err(`unrecognized: ${word}`);
    this.#tool.out(
      'BusyBox v1.37.0 multi-call binary.\n\nUsage: find [-HL] [PATH]... [OPTIONS] [ACTIONS]\n',
      2,
    );
    throw new Exit(1);
  }

  #or(): Test {
    let left = this.#and();
    while (this.#words[this.#at] === '-o' || this.#words[this.#at] === '-or') {
      this.#at++;
      const before = left;
      const right = this.#and();
      left = function* (found) {
        return (yield* before(found)) || (yield* right(found));
      };
    }
    return left;
  }

  #and(): Test {
    let left = this.#not();
    for (;;) {
      const word = this.#words[this.#at];
      if (word === undefined || word === '-o' || word === '-or' || word === ')') return left;
      if (word === '-a' || word === '-and') this.#at++;
      const before = left;
      const right = this.#not();
      left = function* (found) {
        return (yield* before(found)) && (yield* right(found));
      };
    }
  }

  #not(): Test {
    const word = this.#words[this.#at];
    if (word === '!' || word === '-not') {
      this.#at++;
      const inner = this.#not();
      return function* (found) {
        return !(yield* inner(found));
      };
    }
    if (word === '(') {
      this.#at++;
      const inner = this.#or();
      if (this.#words[this.#at] !== ')')
        this.#tool.fail(
          this.#tool.gnu
            ? "invalid expression; I was expecting to find a ')' somewhere but did not see one."
            : "unmatched '('",
        );
      this.#at++;
      return inner;
    }
    return this.#primary();
  }

  #value(word: string): string {
    const value = this.#words[this.#at++];
    if (value === undefined)
      return this.#tool.fail(
        this.#tool.gnu ? `missing argument to '${word}'` : `option requires an argument: ${word}`,
      );
    return value;
  }

  /** @returns a comparison from `N`, `+N`, `-N` */
  #compare(word: string, text: string, units: Readonly<Record<string, number>>, usual: string) {
    const match = /^([+-]?)(\d+)([a-zA-Z]?)$/.exec(text);
    const unit = units[match?.[3] || usual];
    if (match === null || unit === undefined) {
      const gnu =
        word === '-size'
          ? `Invalid argument \`${text}' to -size`
          : `invalid argument \`${text}' to \`${word}'`;
      return this.#tool.fail(this.#tool.gnu ? gnu : `invalid number '${text}'`);
    }
    const wanted = Number(match[2]);
    return (value: number, round: (value: number) => number) => {
      const count = round(value / unit);
      return match[1] === '+' ? count > wanted : match[1] === '-' ? count < wanted : count === wanted;
    };
  }

  #primary(): Test {
    const tool = this.#tool;
    const { fs } = tool.process;
    const word = this.#words[this.#at++]!;
    if (word === undefined) return this.#bad('');
    const simple = (test: (found: Found) => boolean): Test =>
      function* (found) {
        return test(found);
      };
    const timed = (milliseconds: number) => {
      const holds = this.#compare(word, this.#value(word), { '': 1 }, '');
      const now = tool.process.now();
      return simple(({ status }) => holds((now - status.mtime) / milliseconds, Math.floor));
    };
    switch (word) {
      case '-name':
      case '-iname': {
        const pattern = globToRegExp(this.#value(word), { ignoreCase: word === '-iname' });
        return simple(({ path }) => pattern.test(baseName(path.replace(/(.)\/+$/, '$1')) || path));
      }
      case '-path':
      case '-wholename':
      case '-ipath': {
        const pattern = globToRegExp(this.#value(word), { ignoreCase: word === '-ipath' });
        return simple(({ path }) => pattern.test(path));
      }
      case '-type': {
        const kinds = this.#value(word)
          .split(',')
          .map(
            (letter) =>
              TYPES[letter] ??
              tool.fail(tool.gnu ? `Unknown argument to -type: ${letter}` : `unrecognized: ${letter}`),
          );
        return simple(({ status }) => kinds.includes(status.kind));
      }
      case '-size': {
        const text = this.#value(word);
        const holds = this.#compare(word, text, SIZE_UNITS, 'b');
        return simple(({ status }) => holds(status.size, Math.ceil));
      }
      case '-mtime':
      case '-ctime':
      case '-atime':
        return timed(86_400_000);
      case '-mmin':
      case '-cmin':
      case '-amin':
        return timed(60_000);
      case '-newer': {
        const than = fs.stat(this.#value(word)).mtime;
        return simple(({ status }) => status.mtime > than);
      }
      case '-empty':
        return simple(({ path, status }) =>
          status.kind === 'directory'
            ? fs.readDirectory(path).length === 0
            : status.kind === 'file' && status.size === 0,
        );
      case '-perm': {
        const text = this.#value(word);
        const kind = /^[-/]/.exec(text)?.[0];
        const wanted = parseMode(text.slice(kind === undefined ? 0 : 1), 0, false, 0);
        if (wanted === undefined) return tool.fail(`invalid mode '${text}'`);
        return simple(({ status }) => {
          if (kind === '-') return (status.mode & wanted) === wanted;
          if (kind === '/') return wanted === 0 || (status.mode & wanted) !== 0;
          return (status.mode & 0o7777) === wanted;
        });
      }
      case '-executable':
      case '-readable':
      case '-writable':
        return simple(({ path }) =>
          fs.access(path, word === '-executable' ? 'x' : word === '-readable' ? 'r' : 'w'),
        );
      case '-user': {
        const text = this.#value(word);
        const uid = findUser(tool.process, text)?.uid ?? Number(text);
        if (Number.isNaN(uid))
          tool.fail(tool.gnu ? `'${text}' is not the name of a known user` : `unknown user ${text}`);
        return simple(({ status }) => status.uid === uid);
      }
      case '-group': {
        const text = this.#value(word);
        const gid = groups(tool.process).find((group) => group.name === text)?.gid ?? Number(text);
        if (Number.isNaN(gid))
          tool.fail(tool.gnu ? `'${text}' is not the name of an existing group` : `unknown group ${text}`);
        return simple(({ status }) => status.gid === gid);
      }
      case '-nouser':
        return simple(({ status }) => findUser(tool.process, String(status.uid)) === undefined);
      case '-links': {
        const holds = this.#compare(word, this.#value(word), { '': 1 }, '');
        return simple(({ status }) => holds(status.links, (value) => value));
      }
      case '-inum': {
        const inode = Number(this.#value(word));
        return simple(({ status }) => status.inode === inode);
      }
      case '-regex': {
        const pattern = new RegExp(`^(?:${this.#value(word)})$`);
        return simple(({ path }) => pattern.test(path));
      }
      case '-maxdepth':
      case '-mindepth': {
        const count = Number(this.#value(word));
        if (Number.isNaN(count)) tool.fail(`invalid number '${this.#words[this.#at - 1]}'`);
        if (word === '-maxdepth') this.most = count;
        else this.least = count;
        return always;
      }
      case '-depth':
        this.depthFirst = true;
        return always;
      case '-xdev':
      case '-mount':
      case '-follow':
        return always;
      case '-true':
        return always;
      case '-false':
        return simple(() => false);
      case '-prune':
        return simple((found) => {
          found.prune = true;
          return true;
        });
      case '-quit':
        this.#acts = true;
        return () => {
          throw new Exit(tool.status);
        };
      case '-print':
      case '-print0': {
        this.#acts = true;
        const end = word === '-print' ? '\n' : '\0';
        return simple(({ path }) => {
          tool.out(path + end);
          return true;
        });
      }
      case '-printf': {
        this.#acts = true;
        const format = this.#value(word);
        return simple((found) => {
          tool.out(printf(tool, format, found));
          return true;
        });
      }
      case '-ls':
        this.#acts = true;
        return simple(({ path, status }) => {
          const name = names(tool.process);
          tool.out(
            `${String(status.inode).padStart(7)} ${String(Math.ceil(status.size / 1024)).padStart(6)} ${modeText(status)} ${String(status.links).padStart(3)} ${name.user(status.uid).padEnd(8)} ${name.group(status.gid).padEnd(8)} ${String(status.size).padStart(8)} ${formatTime(status.mtime, '%b %e %H:%M')} ${path}\n`,
          );
          return true;
        });
      case '-delete':
        this.#acts = true;
        this.depthFirst = true;
        return function* ({ path, status }) {
          if (path === '.') return true;
          try {
            if (status.kind === 'directory') fs.rmdir(path);
            else fs.unlink(path);
            return true;
          } catch (error) {
            if (!(error instanceof SystemError)) throw error;
            tool.warn(tool.gnu ? `cannot delete '${path}': ${error.message}` : `${path}: ${error.message}`);
            return false;
          }
        };
      case '-exec':
      case '-execdir':
      case '-ok':
        return this.#exec(word);
      default:
        this.#at--;
        return this.#bad(word);
    }
  }

  #exec(word: string): Test {
    const tool = this.#tool;
    this.#acts = true;
    const begin = this.#at;
    let end = begin;
    for (; ; end++) {
      const one = this.#words[end];
      if (one === undefined)
        return tool.fail(
          tool.gnu ? `missing argument to \`${word}'` : `option requires an argument: ${word}`,
        );
      if (one === ';') break;
      if (one === '+' && this.#words[end - 1] === '{}') break;
    }
    const argv = this.#words.slice(begin, end);
    this.#at = end + 1;
    if (this.#words[end] === '+') {
      const batch: Batch = { argv, paths: [] };
      this.batches.push(batch);
      return function* ({ path }) {
        batch.paths.push(path);
        return true;
      };
    }
    return function* ({ path }) {
      if (word === '-ok') {
        tool.out(`${argv.join(' ')} ?...`, 2);
        yield* tool.flush();
        if (!/^[yY]/.test(yield* tool.process.readLine(0))) return false;
      }
      yield* tool.flush();
      return (
        (yield* runCommand(
          tool,
          argv.map((one) => one.replaceAll('{}', path)),
        )) === 0
      );
    };
  }
}

const always: Test = function* () {
  return true;
};

/** find -printf: the fields that are asked for most. */
function printf(tool: Tool, format: string, { path, status, depth }: Found): string {
  const name = names(tool.process);
  const fields: Readonly<Record<string, () => string>> = {
    p: () => path,
    f: () => baseName(path),
    h: () => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
    P: () => path.split('/').slice(1).join('/'),
    s: () => String(status.size),
    m: () => (status.mode & 0o7777).toString(8),
    M: () => modeText(status),
    u: () => name.user(status.uid),
    g: () => name.group(status.gid),
    U: () => String(status.uid),
    G: () => String(status.gid),
    d: () => String(depth),
    y: () => ({ file: 'f', directory: 'd', symlink: 'l', 'character-device': 'c', fifo: 'p' })[status.kind],
    l: () => (status.kind === 'symlink' ? tool.process.fs.readlink(path) : ''),
    i: () => String(status.inode),
    n: () => String(status.links),
    t: () => formatTime(status.mtime, '%a %b %e %H:%M:%S.0000000000 %Y'),
    '%': () => '%',
  };
  return format
    .replace(/\\([nt0\\])/g, (_, letter: string) => ({ n: '\n', t: '\t', '0': '\0' })[letter] ?? '\\')
    .replace(/%T([a-zA-Z@+])|%([a-zA-Z%])/g, (all, time: string | undefined, letter: string) => {
      if (time !== undefined) return formatTime(status.mtime, time === '@' ? '%s' : `%${time}`);
      return fields[letter]?.() ?? all;
    });
}
