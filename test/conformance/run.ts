/**
 * Runs the conformance scripts and says where engines differ.
 *
 *   scripts/with-engine npx tsx test/conformance/run.ts --record   asks the real engine, writes its answers down
 *   scripts/with-engine npx tsx test/conformance/run.ts            asks the real engine again, and the sandbox
 *   … --one-a-topic                                                only the first script of each topic
 *   npx tsx test/conformance/run.ts [word …]                       the sandbox against what was recorded; scripts whose
 *                                                                  topic or id has the word
 *
 * Ends with 0 if every script agrees or differs for a published reason.
 */
import { compareAnswers, compareExpected, type Verdict } from './compare.ts';
import { findDockerEngine } from './docker-engine.ts';
import { loadRecorded, record } from './recorded.ts';
import { reportOf } from './report.ts';
import { runOnSandbox } from './sandbox-engine.ts';
import { type Answer, type ConformanceEngine, loadScripts, type Need, type Script } from './script.ts';

/** Runs scripts one after another. `note` is told of each as it ends. */
export async function answersOf(
  engine: ConformanceEngine,
  scripts: readonly Script[],
  note: (script: Script) => void = () => {},
): Promise<ReadonlyMap<Script, readonly Answer[]>> {
  const answers = new Map<Script, readonly Answer[]>();
  for (const script of scripts) {
    answers.set(script, await engine(script));
    note(script);
  }
  return answers;
}

/** Compares answers with the recorded ones; scripts that were never recorded are left out. */
export function verdictsOf(
  answers: ReadonlyMap<Script, readonly Answer[]>,
  recorded: ReadonlyMap<string, readonly Answer[]>,
): readonly Verdict[] {
  return [...answers].flatMap(([script, got]) => {
    const wanted = recorded.get(script.id);
    return wanted === undefined ? [] : [compareAnswers(script, wanted, got)];
  });
}

/** The recorded answers against what the scripts say of the documentation. */
export function expectations(
  scripts: readonly Script[],
  recorded: ReadonlyMap<string, readonly Answer[]>,
): readonly Verdict[] {
  return scripts.flatMap((script) => {
    const answers = recorded.get(script.id);
    return answers === undefined ? [] : [compareExpected(script, answers)];
  });
}

async function main(words: readonly string[]): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const all = loadScripts();
  const names = words.filter((word) => !word.startsWith('-'));
  const named = all.filter(
    ({ topic, id }) => names.length === 0 || names.some((name) => `${topic}/${id}`.includes(name)),
  );
  const scripts = words.includes('--one-a-topic') ? firstOfEach(named) : named;
  const docker = findDockerEngine();
  if (words.includes('--record') && docker === undefined) {
    say('NOTHING RECORDED: this runs in scripts/with-engine only');
    return 3;
  }
  const lacks = ({ needs }: Script): Need[] => needs.filter((need) => docker?.has.has(need) === false);
  const reports: (readonly Verdict[])[] = [];
  if (docker !== undefined) {
    for (const script of scripts.filter((each) => lacks(each).length > 0)) {
      say(`SKIPPED ${script.topic}/${script.id}: this engine has no ${lacks(script).join(', ')}`);
    }
    const tick = process.stderr.isTTY
      ? (script: Script) => process.stderr.write(`\r${script.id}\x1b[K`)
      : () => {};
    const answers = await answersOf(
      docker.run,
      scripts.filter((each) => lacks(each).length === 0),
      tick,
    );
    if (words.includes('--record')) record(docker.version, answers, new Set(all.map(({ id }) => id)));
    else {
      const known = loadRecorded().answers;
      const again = await askedAgain(docker.run, verdictsOf(withoutExcuses(answers), known), known);
      say(reportOf(`Docker ${docker.version} against its recording`, again));
      reports.push(again);
    }
  }
  const recorded = loadRecorded();
  const expected = expectations(scripts, recorded.answers);
  say(reportOf(`recorded ${recorded.engine} against the documentation`, expected));
  reports.push(expected);
  const verdicts = verdictsOf(await answersOf(runOnSandbox, scripts), recorded.answers);
  say(reportOf(`sandbox against recorded ${recorded.engine}`, verdicts));
  reports.push(verdicts);
  return reports.flat().some(({ outcome }) => outcome === 'differs') ? 1 : 0;
}

/** The first script of each topic: what `npm test` asks the real engine, in half a minute. */
function firstOfEach(scripts: readonly Script[]): readonly Script[] {
  return scripts.filter(({ topic }, at) => scripts.findIndex((one) => one.topic === topic) === at);
}

/** Answers by scripts as the recorded engine is judged by. */
function withoutExcuses(
  answers: ReadonlyMap<Script, readonly Answer[]>,
): ReadonlyMap<Script, readonly Answer[]> {
  return new Map([...answers].map(([script, lines]) => [withoutToday(script), lines]));
}

/**
 * Asks the engine once more what it did not answer as it was recorded: now and then an engine on a busy machine answers
 * something that it does not answer again.
 *
 * @returns the verdicts; what differed only once says so, and how
 */
export async function askedAgain(
  engine: ConformanceEngine,
  verdicts: readonly Verdict[],
  recorded: ReadonlyMap<string, readonly Answer[]>,
): Promise<readonly Verdict[]> {
  const odd = verdicts.filter(({ outcome }) => outcome === 'differs').map(({ script }) => script);
  const second = verdictsOf(await answersOf(engine, odd), recorded);
  return verdicts.map((verdict) => {
    const later = second.find(({ script }) => script === verdict.script);
    if (later === undefined) return verdict;
    return later.outcome === 'differs' ? later : { ...verdict, outcome: 'once' };
  });
}

/** A script as the recorded engine itself is judged: by what it said, not by what a newer one says, and without excuses. */
function withoutToday(script: Script): Script {
  return { ...script, lines: script.lines.map(({ today: _today, differs: _differs, ...line }) => line) };
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
