import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { normalizeText } from './normalize.ts';
import type { Answer, Script } from './script.ts';

/** Folder of the recorded answers. */
export const RECORDED = join(import.meta.dirname, 'recorded');

/** The answers of a real engine to the scripts of one topic. */
interface Recording {
  /** As `docker version` says. */
  readonly engine: string;
  readonly scripts: Readonly<Record<string, readonly Answer[]>>;
}

/** Every recorded answer, by the script's id. */
export function loadRecorded(folder: string = RECORDED): {
  readonly engine: string;
  readonly answers: ReadonlyMap<string, readonly Answer[]>;
} {
  const answers = new Map<string, readonly Answer[]>();
  let engine = '';
  if (!existsSync(folder)) return { engine, answers };
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const recording = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording;
    engine = recording.engine;
    for (const [id, lines] of Object.entries(recording.scripts)) answers.set(id, lines.map(normalized));
  }
  return { engine, answers };
}

/** Rules of normalizing that are newer than the recording hold for it too. */
function normalized({ exit, stdout, stderr }: Answer): Answer {
  return { exit, stdout: normalizeText(stdout), stderr: normalizeText(stderr) };
}

/** Writes the answers down, a file for each topic; scripts of a topic that did not run keep what was recorded of them. */
export function record(
  engine: string,
  answers: ReadonlyMap<Script, readonly Answer[]>,
  known: ReadonlySet<string>,
  folder: string = RECORDED,
): void {
  const before = loadRecorded(folder).answers;
  const topics = new Map<string, Script[]>();
  for (const script of answers.keys())
    topics.set(script.topic, [...(topics.get(script.topic) ?? []), script]);
  for (const [topic, scripts] of topics) {
    const path = join(folder, `${basename(topic)}.json`);
    const old = existsSync(path)
      ? Object.keys((JSON.parse(readFileSync(path, 'utf8')) as Recording).scripts)
      : [];
    const ids = [...new Set([...old.filter((id) => known.has(id)), ...scripts.map(({ id }) => id)])].sort();
    const fresh = new Map(scripts.map((script) => [script.id, answers.get(script)!]));
    const content: Recording = {
      engine,
      scripts: Object.fromEntries(ids.map((id) => [id, fresh.get(id) ?? before.get(id)!])),
    };
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  }
}
