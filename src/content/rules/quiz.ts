import type { Lang } from '../../text/localized.ts';
import { displayWidth } from '../../text/width.ts';
import type { ItemSource } from '../schema/item.ts';
import { hasOptions } from './questions.ts';
import type { QuizRule } from './quiz-rule.ts';
import { wordsIn } from './readings.ts';

/** Fewer questions with options than this say nothing of a habit. */
const ENOUGH_TO_TELL = 3;

/** `small-pool`: an attempt cannot draw more items than there are. */
export const smallPool: QuizRule = ({ quiz }, report) => {
  const { draw, items } = quiz;
  if (draw === undefined || draw <= items.length) return;
  const message = `an attempt draws ${draw} items, and there are ${items.length}`;
  report('small-pool', ['draw'], message, { hint: 'write more items, or draw fewer' });
};

/**
 * `longest-option`: who always takes the longest option does not pass by it. Counted are questions whose right options
 * are all longer than every wrong one.
 */
export const longestOption: QuizRule = ({ quiz, pack }, report) => {
  const asked = quiz.items.filter(hasOptions);
  if (asked.length < ENOUGH_TO_TELL) return;
  for (const lang of pack.languages) {
    const telling = asked.filter((item) => lengthTells(item, lang));
    if (telling.length * 2 <= asked.length) continue;
    const ids = telling.map(({ id }) => `\`${id}\``).join(', ');
    const message = `in \`${lang}\` the right option is the longest in ${telling.length} of ${asked.length} questions`;
    const hint = `say less in right options or more in wrong ones, in some of ${ids}`;
    report('longest-option', ['items'], message, { hint, atKey: true });
  }
};

function lengthTells(item: Extract<ItemSource, { type: 'single' | 'multiple' }>, lang: Lang): boolean {
  const widths = (correct: boolean): number[] =>
    item.options
      .filter((option) => (option.correct ?? false) === correct)
      .map(({ text }) => displayWidth(wordsIn(text, lang) ?? ''));
  const right = widths(true);
  return right.length > 0 && Math.min(...right) > Math.max(0, ...widths(false));
}

/** `ambiguous-source`: a source that an item names is the same whichever lesson of the module it is taken from. */
export const oneSource: QuizRule = ({ quiz, items, lessons }, report) => {
  for (const { item, path } of items) {
    item.sources?.forEach((id, index) => {
      if (quiz.sources !== undefined && Object.hasOwn(quiz.sources, id)) return;
      const urls = new Set(lessons.flatMap(({ sources }) => sources?.[id]?.url ?? []));
      if (urls.size < 2) return;
      const message = `lessons of the module have different sources \`${id}\``;
      const hint = 'give the one that is meant in `sources:` of the quiz';
      report('ambiguous-source', [...path, 'sources', index], message, { hint });
    });
  }
};
