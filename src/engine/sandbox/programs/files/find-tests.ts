import type { FileStatus } from '../../kernel/process.ts';
import { globToRegExp } from '../support/glob.ts';
import { parseMode } from '../support/modes.ts';
import { baseName } from '../support/tool.ts';
import { findUser, groups } from '../support/users.ts';
import { always, type ExpressionReader, simple, type Test } from './find-reader.ts';

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

/** @returns the test that a word stands for, of those that only look; undefined if it is none */
export function testOf(reader: ExpressionReader, word: string): Test | undefined {
  const { tool } = reader;
  const { fs } = tool.process;
  const timed = (milliseconds: number) => {
    const holds = reader.compare(word, reader.value(word), { '': 1 }, '');
    const now = tool.process.now();
    return simple(({ status }) => holds((now - status.mtime) / milliseconds, Math.floor));
  };
  switch (word) {
    case '-name':
    case '-iname': {
      const pattern = globToRegExp(reader.value(word), { ignoreCase: word === '-iname' });
      return simple(({ path }) => pattern.test(baseName(path.replace(/(.)\/+$/, '$1')) || path));
    }
    case '-path':
    case '-wholename':
    case '-ipath': {
      const pattern = globToRegExp(reader.value(word), { ignoreCase: word === '-ipath' });
      return simple(({ path }) => pattern.test(path));
    }
    case '-type': {
      const kinds = reader
        .value(word)
        .split(',')
        .map(
          (letter) =>
            TYPES[letter] ??
            tool.fail(tool.gnu ? `Unknown argument to -type: ${letter}` : `unrecognized: ${letter}`),
        );
      return simple(({ status }) => kinds.includes(status.kind));
    }
    case '-size': {
      const text = reader.value(word);
      const holds = reader.compare(word, text, SIZE_UNITS, 'b');
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
      const than = fs.stat(reader.value(word)).mtime;
      return simple(({ status }) => status.mtime > than);
    }
    case '-empty':
      return simple(({ path, status }) =>
        status.kind === 'directory'
          ? fs.readDirectory(path).length === 0
          : status.kind === 'file' && status.size === 0,
      );
    case '-perm': {
      const text = reader.value(word);
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
      const text = reader.value(word);
      const uid = findUser(tool.process, text)?.uid ?? Number(text);
      if (Number.isNaN(uid))
        tool.fail(tool.gnu ? `'${text}' is not the name of a known user` : `unknown user ${text}`);
      return simple(({ status }) => status.uid === uid);
    }
    case '-group': {
      const text = reader.value(word);
      const gid = groups(tool.process).find((group) => group.name === text)?.gid ?? Number(text);
      if (Number.isNaN(gid))
        tool.fail(tool.gnu ? `'${text}' is not the name of an existing group` : `unknown group ${text}`);
      return simple(({ status }) => status.gid === gid);
    }
    case '-nouser':
      return simple(({ status }) => findUser(tool.process, String(status.uid)) === undefined);
    case '-links': {
      const holds = reader.compare(word, reader.value(word), { '': 1 }, '');
      return simple(({ status }) => holds(status.links, (value) => value));
    }
    case '-inum': {
      const inode = Number(reader.value(word));
      return simple(({ status }) => status.inode === inode);
    }
    case '-regex': {
      const pattern = new RegExp(`^(?:${reader.value(word)})$`);
      return simple(({ path }) => pattern.test(path));
    }
    case '-true':
      return always;
    case '-false':
      return simple(() => false);
    default:
      return undefined;
  }
}
