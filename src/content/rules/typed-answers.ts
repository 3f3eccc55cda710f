/** Rules about answers that are typed: gaps of a text, numbers. */
import { gapsIn } from '../cloze-text.ts';
import type { Path } from '../positions.ts';
import { numberOfKey } from '../read-item.ts';
import { didYouMean } from '../suggest.ts';
import type { ItemRule, ReportFinding } from './item-rule.ts';

/** `gap-mismatch`: in each language, the text has each gap of `gaps` once, and no others. */
export const gapsAgree: ItemRule = ({ items }, report) => {
  for (const { item, path } of items) {
    if (item.type !== 'cloze') continue;
    const known = Object.keys(item.gaps);
    if (known.length === 0) {
      const hint = 'write `[[id]]` in the text and say in `gaps:` what fills it';
      report('gap-mismatch', [...path, 'gaps'], `the text of \`${item.id}\` has nothing to fill in`, {
        hint,
      });
    }
    const { text } = item;
    const texts = typeof text === 'string' ? [['', text] as const] : Object.entries(text);
    for (const [lang, words] of texts) {
      const at = lang === '' ? [...path, 'text'] : [...path, 'text', lang];
      checkGaps(words, known, at, report);
      const given = gapsIn(words);
      for (const id of known) {
        if (given.includes(id)) continue;
        const where = lang === '' ? 'the text' : `the text in \`${lang}\``;
        const detail = { hint: `write \`[[${id}]]\` where it belongs`, atKey: true };
        report('gap-mismatch', [...path, 'gaps', id], `${where} has no gap \`${id}\``, detail);
      }
    }
  }
};

function checkGaps(words: string, known: readonly string[], path: Path, report: ReportFinding): void {
  const seen = new Set<string>();
  for (const id of gapsIn(words)) {
    const near = `[[${id}]]`;
    if (!known.includes(id)) {
      const hint = didYouMean(id, known);
      report('gap-mismatch', path, `\`gaps\` says nothing of the gap \`${id}\``, { hint, near });
    } else if (seen.has(id)) {
      const hint = 'give the other one an id of its own';
      report('gap-mismatch', path, `the gap \`${id}\` is in the text twice`, { hint, near });
    }
    seen.add(id);
  }
}

/** `wrong-type` for keys of a numeric item's `wrong` that are no numbers, `duplicate-key` for two of one value. */
export const wrongNumbers: ItemRule = ({ items }, report) => {
  for (const { item, path } of items) {
    if (item.type !== 'numeric') continue;
    const seen = new Map<number, string>();
    for (const key of Object.keys(item.wrong ?? {})) {
      const value = numberOfKey(key);
      const at = [...path, 'wrong', key];
      if (value === undefined) {
        const hint = 'write digits, without a unit: the number counts in the unit of the item';
        report('wrong-type', at, `\`${key}\` is no number`, { hint, atKey: true });
        continue;
      }
      const same = seen.get(value);
      if (same !== undefined) {
        const message = `\`${key}\` is the same number as \`${same}\``;
        report('duplicate-key', at, message, { hint: 'keep one of the two', atKey: true });
      }
      seen.set(value, key);
    }
  }
};
