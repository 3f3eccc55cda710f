/** Runs Node programs as child processes and measures them from outside. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './surroundings.ts';

/** A Node program to run. */
export interface Program {
  /** The words after `node`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** When a run was what. */
export interface Timing {
  /** Milliseconds from the start until the first bytes on stdout; until the end if there were none. */
  readonly firstOutput: number;
  /** Milliseconds from the start until the end. */
  readonly end: number;
}

/** The program that does nothing: what Node itself takes. */
export const NOTHING: readonly string[] = ['-e', '0'];

/**
 * Runs a program with nothing on stdin and pipes for its output.
 *
 * @throws if it ends with an error, or is killed
 */
export function run({ args, env }: Program): Promise<Timing> {
  return new Promise((resolve, reject) => {
    let firstOutput: number | undefined;
    let errors = '';
    const start = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', () => {
      firstOutput ??= performance.now() - start;
    });
    child.stderr.on('data', (text: Buffer) => {
      errors += text.toString();
    });
    let end = 0;
    child.on('exit', () => {
      end = performance.now() - start;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ firstOutput: firstOutput ?? end, end });
      else reject(new Error(`node ${args.join(' ')} ended with ${code}: ${errors}`));
    });
  });
}

/** Words to put after `node` so that the process reports its memory; see `report-memory.cjs`. */
export const REPORT_MEMORY: readonly string[] = ['--require', join(ROOT, 'bench', 'report-memory.cjs')];

/**
 * Runs something that starts one process with {@link REPORT_MEMORY}.
 *
 * @param folder where the report may lie meanwhile
 * @param work runs the process, with a variable added to its environment, until it has ended
 * @returns the most memory that the process had, in KiB
 */
export async function memoryOf(
  folder: string,
  work: (extra: Readonly<Record<string, string>>) => Promise<unknown>,
): Promise<number> {
  const file = join(folder, 'memory');
  rmSync(file, { force: true });
  await work({ BENCH_MEMORY_FILE: file });
  return Number(readFileSync(file, 'utf8'));
}
