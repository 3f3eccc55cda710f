import { NEUTRAL } from '../text/localized.ts';
import type { Report } from './issue.ts';
import type { Label } from './model.ts';
import type { LabelSource } from './schema-parts.ts';

/**
 * A label as the model has it: its forms in each language, the longest first.
 *
 * @param source the authored label
 * @param path where it stands in the authored diagram
 * @param report is told of a label without text
 * @returns the label; of an empty one, a label that is an empty string
 */
export function toLabel(source: LabelSource, path: readonly (string | number)[], report: Report): Label {
  const languages: [string, string | string[]][] =
    typeof source === 'string' || Array.isArray(source) ? [[NEUTRAL, source]] : Object.entries(source);
  if (languages.length === 0) report(emptyLabel(path));
  const label: Record<string, readonly [string, ...string[]]> = {};
  for (const [lang, value] of languages) {
    const [first = '', ...shorter] = typeof value === 'string' ? [value] : value;
    if ([first, ...shorter].some((form) => form.trim() === '')) {
      report(emptyLabel(lang === NEUTRAL ? path : [...path, lang]));
    }
    label[lang] = [first, ...shorter];
  }
  return languages.length === 0 ? { [NEUTRAL]: [''] } : label;
}

function emptyLabel(path: readonly (string | number)[]) {
  return { path, rule: 'empty-label', message: 'a label without text', hint: 'give it a word or two' };
}
