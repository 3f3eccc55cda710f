/** The search behind `term`: in the words of the glossary and the titles of lessons. */
import { inLanguage, type Lang } from '../text/localized.ts';
import { plainPhrase } from '../text/prose.ts';
import type { Catalog, CatalogLesson } from './catalog.ts';
import { suggest } from './suggest.ts';
import type { Term } from './types.ts';

/** What a search found, the nearest first. */
export interface SearchResult {
  readonly terms: readonly Term[];
  readonly lessons: readonly CatalogLesson[];
  /** A term's word to try instead, where nothing was found. */
  readonly suggestion?: string;
}

/**
 * Searches terms and lessons.
 *
 * @param catalog where
 * @param query words in any of the packs' languages; case, width and the composition of Hangul do not matter
 * @param lang the language of the suggestion
 */
export function search(catalog: Catalog, query: string, lang: Lang): SearchResult {
  const wanted = fold(query);
  const all = catalog.packs.flatMap((pack) => pack.terms());
  if (wanted === '') return { terms: [], lessons: [] };
  const terms = nearestFirst(all, wanted, (term) => [term.id, ...Object.values(term.term), ...term.also]);
  const lessons = nearestFirst(catalog.lessons, wanted, ({ entry }) => [
    entry.id,
    ...Object.values(entry.title).map(plainPhrase),
  ]);
  if (terms.length > 0 || lessons.length > 0) return { terms, lessons };
  const words = all.map((term) => inLanguage(term.term, lang));
  const suggestion = suggest(query, [...words, ...all.map((term) => term.id)]);
  return suggestion === undefined ? { terms, lessons } : { terms, lessons, suggestion };
}

/** Those with the query in one of their names: all of a name before its beginning before its middle. */
function nearestFirst<T>(values: readonly T[], wanted: string, names: (value: T) => readonly string[]): T[] {
  const ranked = values.flatMap((value) => {
    const ranks = names(value).map((name) => rank(fold(name), wanted));
    const best = Math.min(...ranks);
    return best < Number.POSITIVE_INFINITY ? [{ value, best }] : [];
  });
  return ranked.sort((a, b) => a.best - b.best).map(({ value }) => value);
}

function rank(name: string, wanted: string): number {
  if (name === wanted) return 0;
  const at = name.indexOf(wanted);
  if (at < 0) return Number.POSITIVE_INFINITY;
  return at === 0 ? 1 : 2;
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[\s-]+/g, ' ');
}
