import { SystemError } from '../../kernel/errors.ts';
import type { FileStatus, Task } from '../../kernel/process.ts';
import { needOperands, parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';

/** rm(1): -r -R -f -i -v. */
export const rm: Applet = function* (tool) {
  const options = parseOptions(tool, 'rRfivd', {
    recursive: 'r',
    force: 'f',
    verbose: 'v',
    interactive: 'i',
    dir: 'd',
  });
  const force = options.has('f');
  if (options.rest.length === 0 && !force) {
    if (tool.gnu) tool.fail(`missing operand\nTry 'rm --help' for more information.`);
    needOperands(tool, options.rest, 1);
  }
  const recursive = options.has('r') || options.has('R');
  for (const path of options.rest) {
    const name = baseName(path.replace(/\/+$/, ''));
    if (name === '.' || name === '..') {
      tool.warn(
        tool.gnu
          ? `refusing to remove '.' or '..' directory: skipping '${path}'`
          : "can't remove '.' or '..'",
      );
      continue;
    }
    if (/^\/+$/.test(path) && tool.gnu && recursive) {
      tool.warn(`it is dangerous to operate recursively on '/'`);
      tool.err('use --no-preserve-root to override this failsafe');
      continue;
    }
    yield* remove(tool, path, {
      recursive,
      force,
      ask: options.has('i') && !force,
      verbose: options.has('v'),
    });
  }
};

interface Removal {
  readonly recursive: boolean;
  readonly force: boolean;
  readonly ask: boolean;
  readonly verbose: boolean;
}

/** Removes a path, telling what could not be removed. */
function* remove(tool: Tool, path: string, how: Removal): Task<void> {
  const { fs } = tool.process;
  const cannot = (why: string) =>
    tool.warn(tool.gnu ? `cannot remove '${path}': ${why}` : `can't remove '${path}': ${why}`);
  let status: FileStatus;
  try {
    status = fs.lstat(path);
  } catch (error) {
    const absent = error instanceof SystemError && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    if (!how.force || !absent) cannot(reason(error));
    return;
  }
  const directory = status.kind === 'directory';
  if (directory && !how.recursive) {
    if (tool.gnu) cannot('Is a directory');
    else tool.warn(`'${path}' is a directory`);
    return;
  }
  if (how.ask) {
    const what = directory ? 'directory' : 'file';
    tool.out(
      tool.gnu ? `rm: remove ${directory ? '' : 'regular '}${what} '${path}'? ` : `rm: remove '${path}'? `,
      2,
    );
    yield* tool.flush();
    if (!/^[yY]/.test(yield* tool.process.readLine(0))) return;
  }
  try {
    if (!directory) fs.unlink(path);
    else {
      for (const name of fs.readDirectory(path)) yield* remove(tool, joinPath(path, name), how);
      fs.rmdir(path);
    }
    if (how.verbose)
      tool.out(
        tool.gnu
          ? `removed ${directory ? 'directory ' : ''}'${path}'\n`
          : `removed ${directory ? 'directory: ' : ''}'${path}'\n`,
      );
  } catch (error) {
    cannot(reason(error));
  }
}

/** rmdir(1): -p, --ignore-fail-on-non-empty. */
export const rmdir: Applet = function* (tool) {
  const options = parseOptions(tool, 'pv', {
    parents: 'p',
    'ignore-fail-on-non-empty': 'ignore',
    verbose: 'v',
  });
  needOperands(tool, options.rest, 1);
  for (const operand of options.rest) {
    for (let path = operand; path !== '' && path !== '/'; path = path.replace(/\/?[^/]*\/*$/, '')) {
      try {
        tool.process.fs.rmdir(path);
      } catch (error) {
        const full = error instanceof SystemError && error.code === 'ENOTEMPTY';
        if (!full || !options.has('ignore'))
          tool.warn(
            tool.gnu ? `failed to remove '${path}': ${reason(error)}` : `'${path}': ${reason(error)}`,
          );
        break;
      }
      if (!options.has('p')) break;
    }
  }
  yield* tool.drain();
};

/** Removes a file that may not be there. */
export function unlinkQuietly(tool: Tool, path: string): void {
  try {
    tool.process.fs.unlink(path);
  } catch (error) {
    reason(error);
  }
}

/** `unlink FILE`. */
export const unlink: Applet = function* (tool) {
  needOperands(tool, tool.args, 1, 1);
  const path = tool.args[0]!;
  try {
    tool.process.fs.unlink(path);
  } catch (error) {
    tool.warn(
      tool.gnu
        ? `cannot unlink '${path}': ${reason(error)}`
        : `can't remove file '${path}': ${reason(error)}`,
    );
  }
  yield* tool.drain();
};
