/**
 * Measures the program and prints a table, each figure next to its baseline from the same run.
 * `npm run bench`, with `-- --quick` for fewer runs, with `-- --write` to put the table into docs/performance.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './check.ts';
import { frame } from './frame.ts';
import { installFromTarball } from './installed.ts';
import { keys } from './keys.ts';
import { coldNpx } from './npx.ts';
import { pictures } from './pictures.ts';
import { play } from './play.ts';
import { appending, longLog } from './progress.ts';
import { review } from './review.ts';
import { startUp } from './start-up.ts';
import { describeMachine, makeWorkFolder, ROOT, removeFolder } from './surroundings.ts';
import { isMet, markdownTable, type Section } from './table.ts';

/** How often things are measured. */
interface Rounds {
  readonly starts: number;
  readonly frames: number;
  readonly keys: number;
  readonly checks: number;
  readonly events: number;
  readonly npx: number;
}

const USUAL: Rounds = { starts: 41, frames: 5000, keys: 1000, checks: 7, events: 1001, npx: 11 };
const QUICK: Rounds = { starts: 11, frames: 1000, keys: 300, checks: 3, events: 301, npx: 7 };

/** The parts of the table, by the word that chooses one on the command line. */
const PARTS = [
  'start',
  'frame',
  'keys',
  'check',
  'event',
  'log',
  'review',
  'picture',
  'play',
  'npx',
] as const;

const DOCUMENT = join(ROOT, 'docs', 'performance.md');
const MARKERS = ['<!-- table: begin (npm run bench -- --write) -->', '<!-- table: end -->'] as const;

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' } },
  allowPositionals: true,
});

await main(values.quick === true ? QUICK : USUAL, positionals);

/** Measures the parts named, or all of them. */
async function main(rounds: Rounds, only: readonly string[]): Promise<void> {
  if (!existsSync(join(ROOT, 'dist', 'main.cjs')))
    throw new Error('there is no dist/: run `npm run build` first');
  const folder = makeWorkFolder();
  const sections: Section[] = [];
  const show = (section: Section): void => {
    sections.push(section);
    print(`### ${section.title}\n\n${markdownTable(section)}\n`);
  };
  const wanted = (part: (typeof PARTS)[number]): boolean => only.length === 0 || only.includes(part);
  try {
    const program = installFromTarball(folder);
    print(`${today()}, ${describeMachine()}\n`);
    if (wanted('start')) (await startUp(program, folder, rounds.starts)).forEach(show);
    if (wanted('frame')) show(frame(rounds.frames));
    if (wanted('keys')) show(await keys(program, folder, rounds.keys));
    if (wanted('check')) show(await check(program, folder, rounds.checks));
    if (wanted('event')) show(await appending(folder, rounds.events));
    if (wanted('log')) (await longLog(program, folder, rounds.starts)).forEach(show);
    if (wanted('review')) show(await review(program, folder, rounds.starts));
    if (wanted('picture')) (await pictures(program, folder, rounds.starts)).forEach(show);
    if (wanted('play')) {
      const { sections: figures, notMeasured } = await play(program, folder, rounds.starts);
      figures.forEach(show);
      for (const what of notMeasured) print(`NOT MEASURED: ${what}\n`);
    }
    if (wanted('npx')) {
      const section = await coldNpx(program, rounds.npx);
      if (section === undefined)
        print('NOT MEASURED: npx, since semver could not be fetched from the registry\n');
      else show(section);
    }
  } finally {
    removeFolder(folder);
  }
  summary(sections);
  if (values.write === true) write(sections);
}

function summary(sections: readonly Section[]): void {
  const missed = sections.flatMap(({ rows }) => rows).filter((row) => isMet(row) === false);
  print(
    missed.length === 0 ? 'All targets are met.' : `Missed: ${missed.map(({ name }) => name).join('; ')}`,
  );
}

/** Puts the table between the markers of the document. */
function write(sections: readonly Section[]): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [begin, end] = MARKERS.map((marker) => text.indexOf(marker));
  if (begin === undefined || end === undefined || begin < 0 || end < begin)
    throw new Error(`no markers in ${DOCUMENT}`);
  const tables = sections.map((section) => `### ${section.title}\n\n${markdownTable(section)}\n`);
  const measured = `${MARKERS[0]}\n\nMeasured on ${today()}: ${describeMachine()}.\n\n${tables.join('\n')}\n`;
  writeFileSync(DOCUMENT, text.slice(0, begin) + measured + text.slice(end));
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
