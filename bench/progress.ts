/** What the log of progress costs: an event on disk, folding many, starting with many behind it. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { loadPack } from '../src/content/load.ts';
import { dataPaths } from '../src/platform/data-folder.ts';
import { diskFolder } from '../src/platform/disk-folder.ts';
import { folderReader } from '../src/platform/pack-folder.ts';
import { randomId } from '../src/platform/random.ts';
import type { Event, EventBody } from '../src/progress/events.ts';
import { fold } from '../src/progress/fold.ts';
import type { ProgressStore } from '../src/progress/port.ts';
import { openStore } from '../src/progress/store.ts';
import { run } from './child.ts';
import type { Installed } from './installed.ts';
import { inPairs, millisecondsOf } from './measure.ts';
import { childEnvironment, ROOT } from './surroundings.ts';
import { milliseconds, ratioRow, type Section } from './table.ts';

const MANY = 100_000;

/** A learner's store in a profile's folder. */
function storeIn(path: string): ProgressStore {
  const now = (): number => Date.now();
  return openStore({
    folder: diskFolder(path),
    now,
    randomId,
    hostname: hostname(),
    pid: process.pid,
    isAlive: () => true,
  });
}

/** What somebody does who goes through the built-in lessons again and again. */
function manyEvents(count: number): EventBody[] {
  const { pack } = loadPack(folderReader(join(ROOT, 'lessons')));
  const { index, lessons } = pack ?? { index: { id: '' }, lessons: [] };
  const once = lessons.flatMap((lesson): EventBody[] => [
    ...lesson.steps.flatMap((step): EventBody[] => [
      { type: 'step-seen', lesson: `${index.id}/${lesson.id}`, step: step.id },
      ...(step.ask === undefined ? [] : [answered(`${index.id}/${step.ask.id}`)]),
    ]),
    { type: 'lesson-done', lesson: `${index.id}/${lesson.id}` },
  ]);
  return Array.from({ length: count }, (_, at) => once[at % once.length]!);
}

function answered(item: string): EventBody {
  const [answer, via] = ['one-of-the-options', 'lesson'] as const;
  return {
    type: 'answered',
    item,
    revision: 1,
    answer,
    correct: true,
    score: 1,
    max: 1,
    misconceptions: [],
    via,
  };
}

/**
 * Measures one event on disk, in the same folder as a file that the same bytes are appended to by hand.
 *
 * @param events how many
 */
export async function appending(folder: string, events: number): Promise<Section> {
  const profile = dataPaths(join(folder, 'append')).profile;
  const store = storeIn(profile);
  // The first event makes the folders and the file.
  const [first] = store.record([answered('docker-concepts/first')], Date.now());
  const bytes = Buffer.from(`${JSON.stringify(first)}\n`);
  const file = openSync(join(profile, 'log', 'by-hand'), 'a', 0o600);
  const pairs = await inPairs(
    events,
    () =>
      millisecondsOf(() => {
        writeSync(file, bytes);
        fsyncSync(file);
      }),
    () => millisecondsOf(() => store.record([answered('docker-concepts/first')], Date.now())),
  );
  closeSync(file);
  store.close();
  return {
    title: 'An event on disk',
    baseline: 'append and fsync of the same bytes',
    rows: [ratioRow('recording an answer', pairs, milliseconds, 1.5)],
  };
}

/**
 * Measures a log of 100,000 events: folding it, and `progress` with it.
 *
 * @param rounds how often `progress` is started
 */
export async function longLog({ bin }: Installed, folder: string, rounds: number): Promise<Section[]> {
  const home = join(folder, 'long');
  const profile = dataPaths(home).profile;
  mkdirSync(profile, { recursive: true });
  const store = storeIn(profile);
  store.record(manyEvents(MANY), Date.now());
  store.close();
  const log = join(profile, 'log');
  const text = readdirSync(log)
    .map((name) => readFileSync(join(log, name), 'utf8'))
    .join('');
  const parse = (): Event[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
  const events = parse();
  const folding = await inPairs(
    7,
    () => millisecondsOf(parse),
    () => millisecondsOf(() => fold(events)),
  );

  const env = childEnvironment(home);
  const bare = childEnvironment(join(folder, 'none'));
  const progress = async (which: Record<string, string>): Promise<number> =>
    (await run({ args: [bin, 'progress'], env: which })).end;
  const starting = await inPairs(
    rounds,
    () => progress(bare),
    () => progress(env),
  );
  return [
    {
      title: 'Folding the log',
      baseline: '`JSON.parse` of its lines',
      rows: [ratioRow('folding 100,000 events', folding, milliseconds)],
    },
    {
      title: 'A long log',
      baseline: '`progress` with no events',
      rows: [ratioRow('`progress` with 100,000 events behind it', starting, milliseconds, 1.3)],
    },
  ];
}
