/** From the authored form of something to do, in a lab or in a lesson, to the loaded one. */
import { readSetupCommand } from './lab-command.ts';
import type { Path } from './positions.ts';
import type { CommandSource, DoTaskSource, LabSource, MistakeSource, TrySource } from './schema/lab.ts';
import type { TextReader } from './texts.ts';
import type { CommandLine, Goal, Mistake, StartingPlace } from './types.ts';

/**
 * Reads what is to be done.
 *
 * @param source a task, or the `try` of a step
 * @param path leads to it
 * @param texts reads its texts
 */
export function readGoal(source: DoTaskSource | TrySource, path: Path, texts: TextReader): Goal {
  return {
    do: texts.phrase(source.do, [...path, 'do']),
    expect: source.expect,
    hints: (source.hints ?? []).map((hint, index) => texts.prose(hint, [...path, 'hints', index])),
    mistakes: (source.mistakes ?? []).map((mistake, index) =>
      readMistake(mistake, [...path, 'mistakes', index], texts),
    ),
    remember: source.remember ?? {},
    ...(source.say !== undefined && { say: texts.prose(source.say, [...path, 'say']) }),
    solution: readCommands(source.solution),
  };
}

/** Where the learner begins. A setup line that no lab may run is left out; a rule has said why. */
export function readPlace({ files, setup }: Pick<LabSource, 'files' | 'setup'>): StartingPlace {
  return {
    files: files ?? {},
    setup: (setup ?? []).flatMap((line) => {
      const read = readSetupCommand(line);
      return 'argv' in read ? [read.argv] : [];
    }),
  };
}

/** Commands as they are typed, each without the line break at its end. */
export function readCommands(source: readonly CommandSource[] | undefined): readonly CommandLine[] {
  return (source ?? []).map((command) =>
    typeof command === 'string'
      ? { sh: command.trim() }
      : { sh: command.sh.trim(), powershell: command.powershell.trim() },
  );
}

function readMistake({ when, mis, say }: MistakeSource, path: Path, texts: TextReader): Mistake {
  return {
    when,
    ...(mis !== undefined && { mis }),
    ...(say !== undefined && { say: texts.prose(say, [...path, 'say']) }),
  };
}
