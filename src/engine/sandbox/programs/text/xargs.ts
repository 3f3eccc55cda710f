import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { readOrWarn } from '../support/input.ts';
import { parseOptions } from '../support/options.ts';
import { spawnComplaint, spawnStatus } from '../support/spawn.ts';
import { type Applet, Exit, type Tool } from '../support/tool.ts';

/** @returns the words of xargs's input: quotes and backslashes keep blanks; ends the tool at a quote without its other */
function words(tool: Tool, text: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (/[ \t\n]/.test(sign)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else if (sign === '"' || sign === "'") {
      const end = text.indexOf(sign, at + 1);
      const line = text.indexOf('\n', at + 1);
      if (end < 0 || (line >= 0 && line < end))
        tool.fail(
          tool.gnu
            ? `unmatched ${sign === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`
            : `unmatched ${sign === '"' ? 'double' : 'single'} quote`,
        );
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else word = (word ?? '') + (sign === '\\' ? (text[++at] ?? '') : sign);
  }
  if (word !== undefined) found.push(word);
  return found;
}

/** xargs(1): -n -I -i -r -0 -P -t -L -l -a -d -s -E -p -x. */
export const xargs: Applet = function* (tool) {
  const options = parseOptions(tool, '+n:I:r0P:tL:a:d:s:E:px', {
    'max-args=': 'n',
    'replace=?': 'I',
    'no-run-if-empty': 'r',
    null: '0',
    'max-procs=': 'P',
    verbose: 't',
    'max-lines=': 'L',
    'arg-file=': 'a',
    'delimiter=': 'd',
    'max-chars=': 's',
    'eof=': 'E',
  });
  const text = (yield* readOrWarn(tool, options.get('a') ?? '-')) ?? '';
  const replace = options.has('I') ? options.get('I') || '{}' : undefined;
  const command = options.rest.length === 0 ? ['echo'] : options.rest;
  const delimiter = options.has('0')
    ? '\0'
    : options.get('d')?.replace('\\n', '\n').replace('\\t', '\t').replace('\\0', '\0');
  let items: string[];
  if (delimiter !== undefined)
    items = text.split(delimiter).filter((item, at, all) => at < all.length - 1 || item !== '');
  else if (replace !== undefined)
    items = text
      .split('\n')
      .map((line) => line.replace(/^[ \t]+/, ''))
      .filter((line) => line !== '')
      .map((line) => line.replace(/(["'])(.*?)\1/g, '$2').replace(/\\(.)/g, '$1'));
  else if (options.has('L')) items = text.split('\n').filter((line) => line.trim() !== '');
  else items = words(tool, text);
  const stop = options.get('E');
  if (stop !== undefined && items.includes(stop)) items = items.slice(0, items.indexOf(stop));
  const runs: string[][] = [];
  if (replace !== undefined)
    for (const item of items) runs.push(command.map((word) => word.replaceAll(replace, item)));
  else {
    const each = Number(options.get('n') ?? options.get('L') ?? Infinity);
    if (!(each >= 1))
      tool.fail(tool.gnu ? `value 0 for -n option should be >= 1` : `invalid number '${options.get('n')}'`);
    const expand = (list: readonly string[]) =>
      options.has('L') ? list.flatMap((line) => words(tool, line)) : list;
    const most = Number(options.get('s') ?? 131_072);
    for (let at = 0; at < items.length; ) {
      let end = at;
      let size = command.join(' ').length;
      while (end < items.length && end - at < each && (end === at || size + items[end]!.length + 1 < most))
        size += items[end++]!.length + 1;
      runs.push([...command, ...expand(items.slice(at, end))]);
      at = end;
    }
    if (items.length === 0 && !options.has('r')) runs.push([...command]);
  }
  yield* new Runner(tool, Math.max(1, Number(options.get('P') ?? 1) || 1000), options.has('t')).all(runs);
};

/** Runs commands, so many at a time. */
class Runner {
  readonly #tool: Tool;
  readonly #most: number;
  readonly #verbose: boolean;
  #running = 0;

  constructor(tool: Tool, most: number, verbose: boolean) {
    this.#tool = tool;
    this.#most = most;
    this.#verbose = verbose;
  }

  *all(runs: readonly (readonly string[])[]): Task<void> {
    const { process } = this.#tool;
    // xargs gives its commands nothing to read.
    let nothing: number | undefined;
    try {
      nothing = process.open('/dev/null', { read: true });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
    const files = new Map(
      [
        [1, 1],
        [2, 2],
      ].map(([child, own]) => [child!, own!] as const),
    );
    if (nothing !== undefined) files.set(0, nothing);
    for (const argv of runs) {
      while (this.#running >= this.#most) yield* this.#reap();
      if (this.#verbose) this.#tool.out(`${argv.join(' ')}\n`, 2);
      yield* this.#tool.flush();
      try {
        process.spawn({ argv, env: process.env, files });
        this.#running++;
      } catch (error) {
        this.#tool.err(spawnComplaint(this.#tool, argv[0]!, error));
        throw new Exit(spawnStatus(error));
      }
    }
    while (this.#running > 0) yield* this.#reap();
  }

  *#reap(): Task<void> {
    const ended = yield* this.#tool.process.wait('any');
    this.#running--;
    if (ended === undefined || ended.status === 0) return;
    if (ended.signal !== undefined) {
      this.#tool.err(`command: terminated by signal ${ended.status - 128}`);
      throw new Exit(125);
    }
    if (ended.status === 255) {
      this.#tool.err('command: exited with status 255; aborting');
      throw new Exit(124);
    }
    this.#tool.status = 123;
  }
}
