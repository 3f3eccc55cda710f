import { inLanguage } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import { plainPhrase } from '../../text/prose.ts';
import { grade } from '../../tutor/grading.ts';
import { openQuestions } from '../../tutor/walkthrough/moves.ts';
import type { Walk } from '../../tutor/walkthrough/state.ts';
import { GAP, type Node, paragraph, span } from '../nodes.ts';
import { phraseSpans } from '../prose.ts';

/** The page after the last step: what was learned, what is open, what comes next. */
export function endNodes(walk: Walk): Node[] {
  const { lesson, lang } = walk;
  const { walk: words } = messagesOf(lang);
  const open = openQuestions(walk);
  const title = plainPhrase(inLanguage(lesson.title, lang));
  const nodes: Node[] = [
    open.length === 0
      ? {
          t: 'text',
          lead: span('✓  ', 'good'),
          spans: [span(words.done(title), 'title')],
        }
      : paragraph(words.stillOpen(open.map((index) => index + 1).join(', ')), 'accent'),
  ];
  const items = lesson.steps.flatMap((step) => step.ask ?? []);
  const answered = items.flatMap((item) => {
    const answer = walk.answered[item.id];
    return answer === undefined ? [] : [grade(item, answer.answer).correct];
  });
  if (answered.length > 0) {
    nodes.push(paragraph(words.predictions(answered.filter(Boolean).length, answered.length), undefined, 3));
  }
  if (lesson.objectives.length > 0) {
    nodes.push(GAP, paragraph(words.learned, 'strong', 3));
    for (const objective of lesson.objectives) {
      nodes.push({
        t: 'text',
        indent: 3,
        lead: span('• '),
        spans: phraseSpans(inLanguage(objective.text, lang)),
      });
    }
  }
  nodes.push(GAP);
  if (walk.next === undefined) nodes.push(paragraph(words.lastLesson, undefined, 3));
  else {
    nodes.push({
      t: 'text',
      indent: 3,
      spans: [
        span(`${words.nextLesson}: `, 'muted'),
        ...phraseSpans(inLanguage(walk.next.title, lang), 'strong'),
      ],
    });
  }
  return nodes;
}
