/** What the log of progress costs: an event on disk, folding many, starting with many behind it. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { loadPack } from '../src/content/load.ts';
import { dataPaths } from '../src/platform/data-folder.ts';
import { diskFolder } from '../src/platform/disk-folder.ts';
import { folderReader } from '../src/platform/pack-folder.ts';
import { randomId } from '../src/platform/random.ts';
import { DAY } from '../src/progress/days.ts';
import type { Event, EventBody } from '../src/progress/events.ts';
import { fold } from '../src/progress/fold.ts';
import { writeLines } from '../src/progress/log-lines.ts';
import type { ProgressStore } from '../src/progress/port.ts';
import { openStore } from '../src/progress/store.ts';
import { learnerLog } from '../test/helpers/learner-log.ts';
import { run } from './child.ts';
import type { Installed } from './installed.ts';
import { putLog } from './learner.ts';
import { inPairs, millisecondsOf, type Pairs } from './measure.ts';
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

/** How many answers and the like somebody can give in the hour before they look at their progress. */
const RECENT = 300;

/** The keys of everything that the built-in pack asks. */
function builtInItems(): string[] {
  const { pack } = loadPack(folderReader(join(ROOT, 'lessons')));
  if (pack === undefined) throw new Error('the built-in pack has no manifest');
  const { id, modules } = pack.index;
  const lists = modules.flatMap(({ lessons, quizzes }) => [
    ...lessons.map(({ items }) => items),
    ...quizzes.map(({ itemIds }) => itemIds),
  ]);
  return lists.flat().map((item) => `${id}/${item}`);
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
 * Measures a log of 100,000 events over three years: folding it, and `progress` with it, on another day and within an
 * hour of 300 more, whose answers the schedule must not count yet. The first run, which does not count, leaves the
 * snapshot behind that every run of the program leaves.
 *
 * @param rounds how often `progress` is started
 */
export async function longLog({ bin }: Installed, folder: string, rounds: number): Promise<Section[]> {
  const items = builtInItems();
  const now = Date.now();
  const old = learnerLog({ items, events: MANY, days: 3 * 365, end: now - 2 * DAY });
  const recent = learnerLog({ items, events: RECENT, days: 1 / 24, end: now, before: MANY });
  const lines = writeLines(old).trimEnd().split('\n');
  const folding = await inPairs(
    7,
    () => millisecondsOf(() => lines.map((line) => JSON.parse(line) as Event)),
    () => millisecondsOf(() => fold(old)),
  );

  const bare = childEnvironment(join(folder, 'none'));
  const against = (home: string, events: readonly Event[]): Promise<Pairs> => {
    putLog(join(folder, home), events);
    const env = childEnvironment(join(folder, home));
    const progress = async (which: Record<string, string>): Promise<number> =>
      (await run({ args: [bin, 'progress'], env: which })).end;
    return inPairs(
      rounds,
      () => progress(bare),
      () => progress(env),
    );
  };
  const name = '`progress` with 100,000 events behind it';
  return [
    {
      title: 'Folding the log',
      baseline: '`JSON.parse` of its lines',
      rows: [ratioRow('folding 100,000 events', folding, milliseconds)],
    },
    {
      title: 'A long log',
      baseline: '`progress` with no events',
      rows: [
        ratioRow(name, await against('old', old), milliseconds, 1.3),
        ratioRow(
          `${name}, 300 more in the last hour`,
          await against('recent', [...old, ...recent]),
          milliseconds,
        ),
      ],
    },
  ];
}
