import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { labStateOf, stateOf } from '../../app/where.ts';
import type { Catalog, CatalogLesson } from '../../content/catalog.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import type { Progress } from '../../progress/events.ts';
import type { Localized } from '../../text/localized.ts';
import { inLanguage, type Lang } from '../../text/localized.ts';
import type { Messages } from '../../text/messages/index.ts';
import { type Phrase, plainPhrase } from '../../text/prose.ts';
import { type Cell, columnNodes } from '../../view/columns.ts';
import { GAP, type Node, paragraph } from '../../view/nodes.ts';

/** `list [--json]`: modules, lessons and labs, with the learner's state of each. */
export function run(host: Host, options: GlobalOptions & { readonly json?: boolean }): Promise<number> {
  return withSession(host, options, async (session) => {
    const catalog = await session.catalog();
    const progress = await session.progress();
    const { lang, messages } = session;
    if (options.json === true) session.write(`${JSON.stringify(listJson(catalog, progress, lang))}\n`);
    else session.print(listNodes(catalog, progress, lang, messages));
    return EXIT.done;
  });
}

const words = (text: Localized<Phrase>, lang: Lang): string => plainPhrase(inLanguage(text, lang));

const MARKS = { new: '·', started: '▸', done: '✓' } as const;

function listNodes(catalog: Catalog, progress: Progress, lang: Lang, { list, walk }: Messages): Node[] {
  const row = (lesson: CatalogLesson): Cell[] => {
    const state = stateOf(lesson, progress);
    return [
      { text: MARKS[state], style: state === 'done' ? 'good' : state === 'started' ? 'accent' : 'muted' },
      { text: lesson.entry.id },
      { text: words(lesson.entry.title, lang) },
      { text: state === 'new' ? walk.minutes(lesson.entry.minutes) : list.state[state], style: 'muted' },
    ];
  };
  // One table for all modules, so that their columns stand below each other.
  const [table] = columnNodes(catalog.lessons.map(row), 1);
  const rows = table?.t === 'rows' ? table.rows : [];
  const nodes: Node[] = [];
  let at = 0;
  for (const { index } of catalog.packs) {
    for (const module of index.modules) {
      if (nodes.length > 0) nodes.push(GAP);
      nodes.push(paragraph(words(module.title, lang), 'title'));
      if (module.lessons.length > 0)
        nodes.push({ t: 'rows', indent: 1, rows: rows.slice(at, at + module.lessons.length) });
      at += module.lessons.length;
      const quizzes = module.quizzes.length;
      if (quizzes > 0) nodes.push(paragraph(list.quizzes(quizzes, module.id), 'muted', 1));
      const labs = module.labs.map(({ id }) => `${MARKS[labStateOf(`${index.id}/${id}`, progress)]} ${id}`);
      if (labs.length > 0) nodes.push(paragraph(list.labs(labs.join('   ')), undefined, 1));
    }
  }
  return [...nodes, GAP, paragraph(list.again, 'muted')];
}

function listJson(catalog: Catalog, progress: Progress, lang: Lang) {
  const lessons = new Map(catalog.lessons.map((lesson) => [lesson.key, lesson]));
  return {
    format: 1,
    modules: catalog.packs.flatMap(({ index }) =>
      index.modules.map((module) => ({
        id: module.id,
        title: words(module.title, lang),
        lessons: module.lessons.flatMap((entry) => {
          const lesson = lessons.get(`${index.id}/${entry.id}`);
          if (lesson === undefined) return [];
          const { id, minutes, steps } = entry;
          return [
            {
              id,
              title: words(entry.title, lang),
              minutes,
              steps: steps.length,
              state: stateOf(lesson, progress),
            },
          ];
        }),
        quizzes: module.quizzes.map(({ id, title, items }) => ({ id, title: words(title, lang), items })),
        labs: module.labs.map(({ id, title, tasks }) => ({
          id,
          title: words(title, lang),
          tasks,
          state: labStateOf(`${index.id}/${id}`, progress),
        })),
      })),
    ),
  };
}
