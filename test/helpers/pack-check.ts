import { run } from './cli.ts';

/** What stands in `pack check --format json`. */
export interface Report {
  readonly format: 1;
  readonly problems: readonly {
    file: string;
    line: number;
    column: number;
    rule: string;
    severity: string;
    message: string;
    hint: string | null;
  }[];
  readonly files: number;
}

/** Checks a pack by the built program, as JSON. */
export async function check(
  path: string,
  args: readonly string[] = [],
): Promise<{ report: Report; code: number | null }> {
  const { stdout, stderr, code } = await run(['pack', 'check', path, '--format', 'json', ...args]);
  if (stderr !== '') throw new Error(stderr);
  return { report: JSON.parse(stdout) as Report, code };
}
