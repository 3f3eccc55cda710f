/** How long a frame of a large terminal takes, from the walk to the bytes for the terminal. */
import { join } from 'node:path';
import { loadPack } from '../src/content/load.ts';
import type { Lesson } from '../src/content/types.ts';
import { folderReader } from '../src/platform/pack-folder.ts';
import { colourTheme } from '../src/terminal/colour-theme.ts';
import { renderFrame } from '../src/terminal/render.ts';
import { repaint } from '../src/terminal/screen.ts';
import type { Lang } from '../src/text/localized.ts';
import { scenesOf, type Walk } from '../src/tutor/walkthrough/state.ts';
import { walkView } from '../src/view/walkthrough/page.ts';
import { median, millisecondsOf, percentile } from './measure.ts';
import { ROOT } from './surroundings.ts';
import { milliseconds, type Section } from './table.ts';

const SURFACE = { columns: 200, charset: 'unicode', theme: colourTheme(1) } as const;
const ROWS = 50;

/**
 * Paints the step that takes longest of the built-in lessons, over and over in both languages, so that all lines of
 * the screen change each time.
 *
 * @param frames how many frames to paint
 */
export function frame(frames: number): Section {
  const { pack } = loadPack(folderReader(join(ROOT, 'lessons')));
  const walks = (pack?.lessons ?? []).flatMap((lesson) =>
    lesson.steps.map((_, step) => walkAt(lesson, step)),
  );
  const slowest = walks
    .map((walk) => ({ walk, cost: median(paint(walk, 60).slice(20)) }))
    .reduce((one, other) => (other.cost > one.cost ? other : one)).walk;
  const times = paint(slowest, frames + 200).slice(200);
  const { lesson, step } = slowest;
  const name = `frame of 200×50, the slowest step (${lesson.id}/${lesson.steps[step]?.id})`;
  const row = (which: string, result: number, target?: number) => ({
    name: `${name}, ${which}`,
    value: milliseconds(result),
    baseline: '',
    result,
    unit: ' ms' as const,
    ...(target === undefined ? {} : { target }),
  });
  return {
    title: 'A frame',
    baseline: 'baseline',
    rows: [row('median', median(times)), row('95th percentile', percentile(times, 0.95), 1)],
  };
}

function walkAt(lesson: Lesson, step: number): Walk {
  return {
    lesson,
    lang: 'en',
    languages: ['en', 'ko'],
    step,
    frame: 0,
    motion: true,
    scroll: 0,
    answered: {},
    passedOver: [],
  };
}

/** Paints a step again and again, each of its pictures in its turn. */
function paint(walk: Walk, times: number): number[] {
  const step = walk.lesson.steps[walk.step];
  const pictures = step === undefined ? 1 : Math.max(1, scenesOf(walk.lesson, step).length);
  let shown: readonly string[] = [];
  return Array.from({ length: times }, (_, index) =>
    millisecondsOf(() => {
      const lang: Lang = index % 2 === 0 ? 'en' : 'ko';
      const view = walkView({ ...walk, lang, frame: index % pictures }, SURFACE);
      const { lines } = renderFrame(view, SURFACE, ROWS);
      repaint(shown, lines);
      shown = lines;
    }),
  );
}
