/** Rules about how the choices of a question read, beside each other. */
import type { Lang } from '../../text/localized.ts';
import { readPhrase } from '../../text/markdown.ts';
import { plainPhrase } from '../../text/prose.ts';
import type { Path } from '../positions.ts';
import type { TextSource } from '../schema/common.ts';
import type { ItemSource } from '../schema/item.ts';
import type { ItemRule, ReportFinding } from './item-rule.ts';
import { hasOptions } from './questions.ts';

/** Something that stands among others to be told apart from them. */
interface Reading {
  readonly id: string;
  readonly text: TextSource;
  readonly path: Path;
}

/**
 * The words of a text in one language as a reader sees them, marks of Markdown left out.
 *
 * @returns nothing if the text lacks the language
 */
export function wordsIn(text: TextSource, lang: Lang): string | undefined {
  const written = typeof text === 'string' ? text : text[lang];
  if (written === undefined) return undefined;
  return plainPhrase(readPhrase(written).phrase).replace(/\s+/g, ' ').trim();
}

/** `same-text`: what a learner has to tell apart reads differently, in every language. */
export const sameText: ItemRule = ({ items, pack }, report) => {
  for (const { item, path } of items) {
    for (const group of groupsOf(item, path)) {
      const said = new Set<string>();
      for (const lang of pack.languages) reportSame(group, lang, said, report);
    }
  }
};

function groupsOf(item: ItemSource, path: Path): Reading[][] {
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'predict':
      return [item.options.map(({ id, text }, at) => ({ id, text, path: [...path, 'options', at, 'text'] }))];
    case 'order':
      return [item.items.map(({ id, text }, at) => ({ id, text, path: [...path, 'items', at, 'text'] }))];
    case 'match': {
      const side = (key: 'left' | 'right') =>
        item.pairs.map((pair, at) => ({ id: pair.id, text: pair[key], path: [...path, 'pairs', at, key] }));
      const decoys = (item.decoys ?? []).map(({ id, right }, at) => {
        return { id, text: right, path: [...path, 'decoys', at, 'right'] };
      });
      return [side('left'), [...side('right'), ...decoys]];
    }
    default:
      return [];
  }
}

function reportSame(group: readonly Reading[], lang: Lang, said: Set<string>, report: ReportFinding): void {
  const first = new Map<string, string>();
  for (const { id, text, path } of group) {
    // A full stop tells nobody apart; letters do: `-p` and `-P` are two options.
    const words = wordsIn(text, lang)?.replace(/(?<=\p{L})[.。]$/u, '');
    if (words === undefined || words === '') continue;
    const other = first.get(words);
    if (other === undefined) first.set(words, id);
    else if (!said.has(id)) {
      said.add(id);
      const message = `\`${id}\` and \`${other}\` read the same in \`${lang}\``;
      report('same-text', path, message, { hint: 'a learner cannot tell them apart' });
    }
  }
}

/** Words that speak of other options by their place. */
const BY_PLACE =
  /\b(?:all|any|both|either|neither|none|one|two|some) of the above\b|\b(?:options?|answers?|choices?) (?:[1-9]|[A-E])\b|^(?:위의? ?(?:모두|모든 ?것|것 모두|보기|선택지|답)|모두 위)|보기 ?[1-9]|[①-⑨]번?/iu;

/** `options-by-place`: options are shuffled, so none speaks of another by where it stands. */
export const optionsByPlace: ItemRule = ({ items, pack }, report) => {
  for (const { item, path } of items) {
    if (!hasOptions(item)) continue;
    item.options.forEach(({ id, text }, index) => {
      const lang = pack.languages.find((each) => BY_PLACE.test(wordsIn(text, each) ?? ''));
      if (lang === undefined) return;
      const message = `the option \`${id}\` speaks of others by their place`;
      const hint = 'options are shuffled; say what is meant, or use `type: multiple`';
      report('options-by-place', [...path, 'options', index, 'text'], message, { hint });
    });
  }
};
