import type { Term } from '../../content/types.ts';
import { inLanguage, type Lang } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import type { Inline, Prose } from '../../text/prose.ts';
import { currentStep, type Overlay, scenesOf, type Walk } from '../../tutor/walkthrough/state.ts';
import { columnNodes } from '../columns.ts';
import { alternativeNodes } from '../diagram.ts';
import { GAP, type Node, paragraph, span } from '../nodes.ts';
import { phraseSpans, proseNodes } from '../prose.ts';

/** What lies over a step: a title and its list. */
export function overlayNodes(walk: Walk, overlay: Overlay): Node[] {
  switch (overlay.kind) {
    case 'jump':
      return jumpNodes(walk, overlay.cursor);
    case 'keys':
      return keyNodes(walk.lang);
    case 'describe':
      return describeNodes(walk);
    case 'terms':
      return termNodes(walk);
    case 'report':
      return [{ t: 'rows', rows: overlay.lines.map((line) => [span(line)]) }];
  }
}

function titled(title: string, nodes: readonly Node[]): Node[] {
  return [paragraph(title, 'title'), GAP, ...nodes];
}

function jumpNodes(walk: Walk, cursor: number): Node[] {
  const { walk: words } = messagesOf(walk.lang);
  const nodes = walk.lesson.steps.map((step, index): Node => {
    const pointed = index === cursor;
    const title =
      step.title === undefined
        ? [span(step.id)]
        : phraseSpans(inLanguage(step.title, walk.lang), pointed ? 'accent' : undefined);
    const mark = step.ask === undefined ? '' : walk.answered[step.ask.id] === undefined ? '  ?' : '  ✓';
    return {
      t: 'line',
      left: [
        span(`${pointed ? '❯' : ' '} ${String(index + 1).padStart(2)}  `, pointed ? 'accent' : 'muted'),
        ...title,
        span(mark, 'muted'),
      ],
    };
  });
  return titled(words.jumpTitle, nodes);
}

function keyNodes(lang: Lang): Node[] {
  const { key, walk } = messagesOf(lang);
  const rows: readonly (readonly [string, string])[] = [
    [`→  n  ${key.enter}`, key.next],
    ['←  b', key.back],
    ['↑ ↓  PgUp PgDn', key.scroll],
    [`1–9  ↑ ↓  ${key.space}`, key.choose],
    ['s', key.passOver],
    ['d', key.describe],
    ['t', key.terms],
    ['g', key.goTo],
    ['l', key.language],
    ['q  Ctrl-C', key.quit],
  ];
  const nodes = columnNodes(rows.map(([name, does]) => [{ text: name, style: 'strong' }, { text: does }]));
  return titled(walk.keysTitle, nodes);
}

function describeNodes(walk: Walk): Node[] {
  const step = currentStep(walk);
  const scene = step === undefined ? undefined : scenesOf(walk.lesson, step).at(-1);
  return titled(
    messagesOf(walk.lang).walk.describeTitle,
    scene === undefined ? [] : alternativeNodes(scene, walk.lang),
  );
}

/** The glossary's words of this step first; of the whole lesson if the step has none. */
function termNodes(walk: Walk): Node[] {
  const text = currentStep(walk)?.text;
  const here =
    text === undefined
      ? []
      : termsIn(inLanguage(text, walk.lang)).flatMap((id) => walk.lesson.terms[id] ?? []);
  const terms = here.length > 0 ? here : Object.values(walk.lesson.terms);
  return titled(
    messagesOf(walk.lang).walk.termsTitle,
    terms.flatMap((term, index) => [...(index === 0 ? [] : [GAP]), ...termMeaning(term, walk.lang)]),
  );
}

/** A glossary entry: the word, and what it means below it. */
export function termMeaning(term: Term, lang: Lang): Node[] {
  return [paragraph(inLanguage(term.term, lang), 'strong'), ...proseNodes(inLanguage(term.means, lang), 2)];
}

/** The ids of the glossary terms that a text names, each once, in order. */
export function termsIn(prose: Prose): string[] {
  const ids = new Set<string>();
  const visit = (part: Inline): void => {
    if (typeof part === 'string') return;
    if (part.t === 'term') ids.add(part.id);
    if ('children' in part) part.children.forEach(visit);
  };
  for (const block of prose) {
    if (block.t === 'p') block.children.forEach(visit);
    if (block.t === 'list') for (const item of block.items) for (const id of termsIn(item)) ids.add(id);
  }
  return [...ids];
}
