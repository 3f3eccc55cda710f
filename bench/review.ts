/** How long a review takes to ask its first question, after years and with thousands of questions. */
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compilePack } from '../src/content/compiled.ts';
import { loadPack } from '../src/content/load.ts';
import type { Pack } from '../src/content/types.ts';
import { writeArchive } from '../src/platform/archive.ts';
import { COMPILED_PACK } from '../src/platform/built-in-pack.ts';
import { folderReader } from '../src/platform/pack-folder.ts';
import { DAY } from '../src/progress/days.ts';
import { learnerLog } from '../test/helpers/learner-log.ts';
import { NOTHING, run } from './child.ts';
import { generatePack } from './generate-pack.ts';
import type { Installed } from './installed.ts';
import { putLog } from './learner.ts';
import { inPairs } from './measure.ts';
import { childEnvironment } from './surroundings.ts';
import { milliseconds, ratioRow, type Section } from './table.ts';
import { END_OF_FRAME, runOnTerminal } from './terminal.ts';

/** With three questions of its own, each lesson has as many as those that come with the program have, and some more. */
const LESSONS = 250;
const QUIZ_ITEMS = 17;
const EVENTS = 200_000;

/**
 * Measures the first frame of `review` in a program whose built-in pack has 5,000 items, with 200,000 events behind it.
 * Whoever has so many has looked at their progress before: that run, which does not count, leaves a snapshot behind.
 *
 * @param rounds how often
 */
export async function review({ bin }: Installed, folder: string, rounds: number): Promise<Section> {
  const pack = largePack(join(folder, 'many-items'));
  const program = programWith(pack, bin, join(folder, 'many-items-program'));
  const home = join(folder, 'years');
  const items = pack.index.modules.flatMap(({ lessons, quizzes }) =>
    [...lessons.flatMap((entry) => entry.items), ...quizzes.flatMap((entry) => entry.itemIds)].map(
      (id) => `${pack.index.id}/${id}`,
    ),
  );
  putLog(home, learnerLog({ items, events: EVENTS, days: 3 * 365, end: Date.now() - 2 * DAY }));
  const env = childEnvironment(home);
  await run({ args: [program, 'progress'], env });
  const pairs = await inPairs(
    rounds,
    () => runOnTerminal({ args: NOTHING, env }),
    () => runOnTerminal({ args: [program, 'review'], env }, END_OF_FRAME),
  );
  const name = `\`review\` of ${items.length.toLocaleString('en')} items, 200,000 events behind it`;
  return {
    title: 'First frame of `review`',
    baseline: '`node -e 0` in the terminal, until it ends',
    rows: [ratioRow(name, pairs, milliseconds, 1.9)],
  };
}

function largePack(folder: string): Pack {
  generatePack(folder, LESSONS, QUIZ_ITEMS);
  const { pack, problems } = loadPack(folderReader(folder));
  const error = problems.find(({ severity }) => severity === 'error');
  if (pack === undefined || error !== undefined)
    throw new Error(`the generated pack has problems: ${error?.message}`);
  return pack;
}

/** A copy of the program with another pack built in; gives what to hand to `node`. */
function programWith(pack: Pack, bin: string, to: string): string {
  const from = dirname(dirname(bin));
  cpSync(from, to, { recursive: true });
  writeFileSync(join(to, 'dist', COMPILED_PACK), writeArchive(compilePack(pack)));
  return join(to, 'bin', 'docker-tutor.cjs');
}
