import type { FileStatus, Task } from '../../kernel/process.ts';
import { joinPath } from '../support/sizes.ts';
import { runCommand } from '../support/spawn.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';
import { Parser } from './find-parser.ts';
import type { Found } from './find-reader.ts';

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
