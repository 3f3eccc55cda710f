import { SystemError } from '../../kernel/errors.ts';
import { modeText } from '../support/modes.ts';
import { runCommand } from '../support/spawn.ts';
import { formatTime } from '../support/time.ts';
import { baseName, Exit, type Tool } from '../support/tool.ts';
import { names } from '../support/users.ts';
import { type Batch, type ExpressionReader, type Found, simple, type Test } from './find-reader.ts';

/** @returns what a word does with what is found; undefined if it does nothing */
export function actionOf(reader: ExpressionReader, word: string): Test | undefined {
  const { tool } = reader;
  const { fs } = tool.process;
  switch (word) {
    case '-prune':
      return simple((found) => {
        found.prune = true;
        return true;
      });
    case '-quit':
      reader.acts = true;
      return () => {
        throw new Exit(tool.status);
      };
    case '-print':
    case '-print0': {
      reader.acts = true;
      const end = word === '-print' ? '\n' : '\0';
      return simple(({ path }) => {
        tool.out(path + end);
        return true;
      });
    }
    case '-printf': {
      reader.acts = true;
      const format = reader.value(word);
      return simple((found) => {
        tool.out(printf(tool, format, found));
        return true;
      });
    }
    case '-ls':
      reader.acts = true;
      return simple(({ path, status }) => {
        const name = names(tool.process);
        tool.out(
          `${String(status.inode).padStart(7)} ${String(Math.ceil(status.size / 1024)).padStart(6)} ${modeText(status)} ${String(status.links).padStart(3)} ${name.user(status.uid).padEnd(8)} ${name.group(status.gid).padEnd(8)} ${String(status.size).padStart(8)} ${formatTime(status.mtime, '%b %e %H:%M')} ${path}\n`,
        );
        return true;
      });
    case '-delete':
      reader.acts = true;
      reader.depthFirst = true;
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
      return execution(reader, word);
    default:
      return undefined;
  }
}

function execution(reader: ExpressionReader, word: string): Test {
  const { tool } = reader;
  reader.acts = true;
  const begin = reader.at;
  let end = begin;
  for (; ; end++) {
    const one = reader.words[end];
    if (one === undefined)
      return tool.fail(tool.gnu ? `missing argument to \`${word}'` : `option requires an argument: ${word}`);
    if (one === ';') break;
    if (one === '+' && reader.words[end - 1] === '{}') break;
  }
  const argv = reader.words.slice(begin, end);
  reader.at = end + 1;
  if (reader.words[end] === '+') {
    const batch: Batch = { argv, paths: [] };
    reader.batches.push(batch);
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
