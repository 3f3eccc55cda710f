/** From the authored glossary and misconceptions to their loaded form. */
import { type Localized, NEUTRAL } from '../text/localized.ts';
import type { GlossarySource, MisconceptionsSource } from './schema/pack.ts';
import type { TextReader } from './texts.ts';
import type { Misconception, Source, Term } from './types.ts';

/** The words of each term, for texts that name it. */
export function termWords(source: GlossarySource | undefined): Map<string, Localized<string>> {
  const entries = (source?.terms ?? []).map(({ id, term }): [string, Localized<string>] => [
    id,
    typeof term === 'string' ? { [NEUTRAL]: term } : term,
  ]);
  return new Map(entries);
}

/** Reads the terms of a glossary. */
export function readTerms(source: GlossarySource, texts: TextReader): Term[] {
  return source.terms.map((term, index) => ({
    id: term.id,
    term: texts.plain(term.term, ['terms', index, 'term']),
    means: texts.prose(term.means, ['terms', index, 'means']),
    ...(term.lesson !== undefined && { lesson: term.lesson }),
    also: term.also ?? [],
  }));
}

/** Reads the misconceptions of a pack. */
export function readMisconceptions(source: MisconceptionsSource, texts: TextReader): Misconception[] {
  return source.misconceptions.map((one, index) => {
    const path = ['misconceptions', index];
    return {
      id: one.id,
      belief: texts.phrase(one.belief, [...path, 'belief']),
      tempting: texts.prose(one.tempting, [...path, 'tempting']),
      truth: texts.prose(one.truth, [...path, 'truth']),
      ...(one.lesson !== undefined && { lesson: one.lesson }),
      // The schema's type allows `undefined` for what is optional; its values never hold one.
      sources: (one.sources ?? []) as Source[],
    };
  });
}
