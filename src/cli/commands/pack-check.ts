import type { GlobalOptions } from '../../app/options.ts';
import { check, filesOf, packsToCheck } from '../../app/pack.ts';
import { type Session, withSession } from '../../app/session.ts';
import { untilInterrupted } from '../../app/until-interrupted.ts';
import { isUnreadable } from '../../content/rules/table.ts';
import type { CheckResult } from '../../lint/check.ts';
import { githubReport } from '../../lint/report/github.ts';
import { jsonReport } from '../../lint/report/json.ts';
import { textReport, textSummary } from '../../lint/report/text.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { fingerprint, watchFiles } from '../../platform/watch.ts';

/** Options of `pack check`. */
export interface PackCheckOptions extends GlobalOptions {
  readonly format: 'text' | 'json' | 'github';
  readonly watch?: boolean;
}

/** `pack check [dir|file …] [--format text|json|github] [--watch]`: 1 if anything is an error, 2 if a file cannot be read. */
export function run(host: Host, options: PackCheckOptions, paths: readonly string[]): Promise<number> {
  return withSession(host, options, async (session) => {
    const checkOnce = async (): Promise<number> => {
      // A big pack takes seconds, and loading what checks it a tenth of one: whoever waits sees that it has begun.
      if (options.format === 'text') session.write(`${session.messages.pack.checkingPack(named(paths))}\n`);
      const result = await check(packsToCheck(paths, session.messages), session);
      session.write(reportOf(result, options.format, session));
      return exitCodeOf(result);
    };
    if (options.watch !== true) return await checkOnce();
    const files = (): readonly string[] =>
      ifThere(() => filesOf(packsToCheck(paths, session.messages))) ?? [];
    const before = fingerprint(files());
    await checkOnce();
    session.warn(session.messages.pack.watching);
    const stop = watchFiles(files, () => void ifThereLater(checkOnce), before);
    return await untilInterrupted(host, stop);
  });
}

function named(paths: readonly string[]): string {
  return paths.length === 0 ? '.' : paths.join(' ');
}

function exitCodeOf({ problems }: CheckResult): number {
  if (problems.some((problem) => isUnreadable(problem.rule))) return EXIT.wrongUse;
  return problems.some((problem) => problem.severity === 'error') ? EXIT.notPassed : EXIT.done;
}

/** Some editors take the old file away before they put the new one: it will be back. */
function ifThere<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The same for work that takes a while. */
async function ifThereLater<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function reportOf(
  { problems, files }: CheckResult,
  format: PackCheckOptions['format'],
  session: Session,
): string {
  switch (format) {
    case 'json':
      return `${jsonReport(problems, files)}\n`;
    case 'github':
      return problems.length === 0 ? '' : `${githubReport(problems)}\n`;
    case 'text': {
      const report = textReport(problems, session.terminal.theme);
      return `${report}${report === '' ? '' : '\n\n'}${textSummary(problems, files)}\n`;
    }
  }
}
