import { normalizeText } from './normalize.ts';
import type { Answer, Line, Part, Script } from './script.ts';

const PARTS: readonly Part[] = ['exit', 'stdout', 'stderr'];

/** One thing in which an answer is not what it is compared with. */
export interface Difference {
  /** Counted from 1. */
  readonly line: number;
  readonly run: string;
  readonly part: Part;
  readonly wanted: string;
  readonly got: string;
  /** Why it may differ, where that is known. */
  readonly reason: string | undefined;
}

/** What came of comparing one script. */
export interface Verdict {
  readonly script: Script;
  readonly differences: readonly Difference[];
  /** Nothing differs · differs for published reasons only · differed, and not when asked again · differs. */
  readonly outcome: 'same' | 'known' | 'once' | 'differs';
}

/** Compares the answers of an engine with the recorded ones, or with those of the reference version where they are given. */
export function compareAnswers(script: Script, recorded: readonly Answer[], got: readonly Answer[]): Verdict {
  const differences = script.lines.flatMap((line, index) => {
    const wanted = { ...recorded[index]!, ...todayOf(line) };
    // Where the reference version's answer is known, nothing excuses another.
    const reason = line.today === undefined ? line.differs : undefined;
    return differencesOf(script, index, line.compare ?? PARTS, wanted, got[index]!, reason);
  });
  return verdict(script, differences);
}

/** Compares recorded answers with what the script says that the documentation promises. */
export function compareExpected(script: Script, recorded: readonly Answer[]): Verdict {
  const differences = script.lines.flatMap((line, index) => {
    const wanted: Partial<Record<Part, string | number>> = {
      exit: line.exit ?? 0,
      ...(line.prints === undefined ? {} : { stdout: normalizeText(line.prints) }),
    };
    return differencesOf(
      script,
      index,
      Object.keys(wanted) as Part[],
      wanted,
      recorded[index]!,
      line.differs,
    );
  });
  return verdict(script, differences);
}

function todayOf(line: Line): Partial<Answer> {
  const { exit, stdout, stderr } = line.today ?? {};
  return {
    ...(exit === undefined ? {} : { exit }),
    ...(stdout === undefined ? {} : { stdout: normalizeText(stdout) }),
    ...(stderr === undefined ? {} : { stderr: normalizeText(stderr) }),
  };
}

function differencesOf(
  script: Script,
  index: number,
  parts: readonly Part[],
  wanted: Partial<Record<Part, string | number>>,
  got: Answer,
  reason: string | undefined,
): Difference[] {
  const line = script.lines[index]!;
  return parts
    .filter((part) => wanted[part] !== got[part])
    .map((part) => ({
      line: index + 1,
      run: line.run,
      part,
      wanted: String(wanted[part]),
      got: String(got[part]),
      reason,
    }));
}

function verdict(script: Script, differences: readonly Difference[]): Verdict {
  const known = differences.every(({ reason }) => reason !== undefined);
  return { script, differences, outcome: differences.length === 0 ? 'same' : known ? 'known' : 'differs' };
}
