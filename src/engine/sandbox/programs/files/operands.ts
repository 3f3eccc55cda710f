import type { Task } from '../../kernel/process.ts';
import { needOperands } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { baseName, type Tool } from '../support/tool.ts';

/** Long options of cp and mv, by their letters. */
export const COPY_LONG = {
  recursive: 'r',
  archive: 'a',
  force: 'f',
  interactive: 'i',
  'no-clobber': 'n',
  verbose: 'v',
  update: 'u',
  dereference: 'L',
  'no-dereference': 'P',
  parents: 'parents',
  'preserve=?': 'p',
  'target-directory=': 't',
  'no-target-directory': 'T',
  symbolic: 's',
  link: 'l',
};

/** Where each operand goes: into a directory that is the last operand (or -t), or to the second. */
export function destinations(
  tool: Tool,
  rest: readonly string[],
  directory: string | undefined,
  plain: boolean,
): readonly (readonly [string, string])[] {
  const { fs } = tool.process;
  const into = (target: string, sources: readonly string[]) =>
    sources.map((from) => [from, joinPath(target, baseName(from.replace(/\/+$/, '')) || '.')] as const);
  if (directory !== undefined) return into(directory, rest);
  if (tool.gnu && rest.length === 0)
    tool.fail(`missing file operand\nTry '${tool.name} --help' for more information.`);
  if (tool.gnu && rest.length === 1)
    tool.fail(
      `missing destination file operand after '${rest[0]}'\nTry '${tool.name} --help' for more information.`,
    );
  needOperands(tool, rest, 2);
  const target = rest.at(-1)!;
  const sources = rest.slice(0, -1);
  const isDirectory = !plain && fs.exists(target) && fs.stat(target).kind === 'directory';
  if (isDirectory) return into(target, sources);
  if (sources.length > 1) {
    // busybox goes on and fails at each.
    if (!tool.gnu) return into(target, sources);
    tool.fail(`target '${target}': No such file or directory`);
  }
  return [[sources[0]!, target]];
}

/** @returns true if the question on stderr was answered with y */
export function* confirm(tool: Tool, question: string): Task<boolean> {
  tool.out(question, 2);
  yield* tool.flush();
  return /^[yY]/.test(yield* tool.process.readLine(0));
}
