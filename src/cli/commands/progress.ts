import type { GlobalOptions } from '../../app/options.ts';
import { type Session, withSession } from '../../app/session.ts';
import { doneCount, stateOf } from '../../app/where.ts';
import type { Catalog } from '../../content/catalog.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import type { Progress } from '../../progress/events.ts';
import { inLanguage } from '../../text/localized.ts';
import { displayWidth, pad } from '../../text/width.ts';
import { GAP, type Node, paragraph, span } from '../../view/nodes.ts';
import { phraseSpans } from '../../view/prose.ts';

/** `progress [--json]`: what was done, with a bar for each lesson, and the misconceptions to look at again. */
export function run(host: Host, options: GlobalOptions & { readonly json?: boolean }): Promise<number> {
  return withSession(host, options, async (session) => {
    const catalog = await session.catalog();
    const progress = await session.progress();
    if (options.json === true) session.write(`${JSON.stringify(progressJson(catalog, progress))}\n`);
    else session.print(progressNodes(session, catalog, progress));
    return EXIT.done;
  });
}

/** Cells of a lesson's bar. */
const BAR = 20;

function progressNodes({ messages, lang }: Session, catalog: Catalog, progress: Progress): Node[] {
  const { progress: words } = messages;
  const { done, all } = doneCount(catalog, progress);
  const nodes: Node[] = [paragraph(words.title, 'title'), GAP];
  if (Object.keys(progress.lessons).length === 0) return [...nodes, paragraph(words.nothing)];
  nodes.push(paragraph(words.lessons(done, all)));
  const answered = Object.values(progress.items).filter((item) => item.last !== undefined);
  const right = answered.filter((item) => item.last?.correct === true).length;
  if (answered.length > 0) nodes.push(paragraph(words.predictions(right, answered.length)));
  nodes.push(
    GAP,
    lessonBars(catalog, progress),
    ...misconceptionNodes(catalog, progress, words.misconceptions, lang),
  );
  return nodes;
}

function lessonBars(catalog: Catalog, progress: Progress): Node {
  const width = Math.max(...catalog.lessons.map(({ entry }) => displayWidth(entry.id)));
  return {
    t: 'rows',
    rows: catalog.lessons.map((lesson) => {
      const steps = lesson.entry.steps.length;
      const isDone = stateOf(lesson, progress) === 'done';
      const known = new Set(progress.lessons[lesson.key]?.seen);
      const seen = isDone ? steps : lesson.entry.steps.filter((step) => known.has(step.id)).length;
      const full = Math.round((BAR * seen) / steps);
      return [
        span(`${pad(lesson.entry.id, width)}  `),
        span('━'.repeat(full), 'accent'),
        span('─'.repeat(BAR - full), 'muted'),
        span(`  ${seen}/${steps}${isDone ? ' ✓' : ''}`, 'muted'),
      ];
    }),
  };
}

/** Misconceptions that the last answer to some item still shows. */
function misconceptionNodes(catalog: Catalog, progress: Progress, title: string, lang: string): Node[] {
  const met = new Set(Object.values(progress.items).flatMap((item) => item.last?.misconceptions ?? []));
  if (met.size === 0) return [];
  const known = catalog.packs.flatMap((pack) => pack.misconceptions()).filter(({ id }) => met.has(id));
  return [
    GAP,
    paragraph(title, 'strong'),
    ...known.map(
      ({ belief, lesson }): Node => ({
        t: 'text',
        lead: span('• '),
        spans: [
          ...phraseSpans(inLanguage(belief, lang)),
          ...(lesson === undefined ? [] : [span(`  (${lesson})`, 'muted')]),
        ],
      }),
    ),
  ];
}

/** Items are mastered and due only once reviews exist, which schedule them. */
function progressJson(catalog: Catalog, progress: Progress) {
  const lessons = catalog.lessons.flatMap((lesson) => {
    const known = progress.lessons[lesson.key];
    if (known === undefined) return [];
    const step = lesson.entry.steps.findIndex((each) => each.id === known.step);
    return [
      [
        lesson.entry.id,
        { state: known.state, step: step + 1, stepId: known.step, steps: lesson.entry.steps.length },
      ],
    ];
  });
  const items = Object.entries(progress.items).map(([key, item]) => [
    key,
    { seen: item.seen, correct: item.correct, due: null, mastered: false },
  ]);
  return {
    format: 1,
    lessons: Object.fromEntries(lessons),
    items: Object.fromEntries(items),
    labs: {},
    due: 0,
  };
}
