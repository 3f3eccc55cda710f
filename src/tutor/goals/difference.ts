import type { TextFact } from '../../content/schema/fact.ts';

/** What a fact is about. */
export type Subject =
  | { readonly kind: 'container' | 'image' | 'network' | 'volume'; readonly name: string }
  | { readonly kind: 'http'; readonly name: string }
  | { readonly kind: 'events'; readonly name: string };

/**
 * The fact that differs, as data: whoever shows it finds the words. `fact` is the key that the lab's author wrote
 * (`state`, `diff`, …), or `exists`.
 */
export interface Difference {
  readonly subject: Subject;
  readonly fact: string;
  /** What is asked for; absent where the fact forbids something. */
  readonly wanted?: string;
  /** What is so; absent if there is nothing. */
  readonly found?: string;
  /** What is there and must not be. */
  readonly forbidden?: string;
}

/** Tells of a difference in one fact of a subject. */
export type Tell = (fact: string, wanted: string | number | boolean, found: unknown) => Difference;

/** A teller for one subject. */
export function tellOf(subject: Subject): Tell {
  return (fact, wanted, found) => ({
    subject,
    fact,
    wanted: String(wanted),
    ...(found !== undefined && found !== null && found !== '' && { found: String(found) }),
  });
}

/** What must be in a list, or what must not. */
export type ListFact<Entry> = readonly Entry[] | { readonly none: readonly Entry[] };

/**
 * Judges a list: each entry that is asked for must be there; none of those under `none` may be.
 *
 * @param holds whether an entry is there
 * @param word an entry as it is shown
 * @param found what there is, as it is shown
 */
export function judgeList<Entry>(
  subject: Subject,
  fact: string,
  wanted: ListFact<Entry>,
  holds: (entry: Entry) => boolean,
  word: (entry: Entry) => string,
  found: readonly string[],
): Difference | undefined {
  if (isForbidding(wanted)) {
    const there = wanted.none.find(holds);
    return there === undefined ? undefined : { subject, fact, forbidden: word(there) };
  }
  const missing = wanted.find((entry) => !holds(entry));
  return missing === undefined ? undefined : tellOf(subject)(fact, word(missing), found.join(', '));
}

function isForbidding<Entry>(wanted: ListFact<Entry>): wanted is { readonly none: readonly Entry[] } {
  return !Array.isArray(wanted);
}

const SHOWN = 80;

/** Judges a text. White space at its ends never counts; a long one is shown by its beginning. */
export function judgeText(
  subject: Subject,
  fact: string,
  wanted: TextFact,
  text: string,
): Difference | undefined {
  const found = text.trim();
  const shown = found.length > SHOWN ? `${found.slice(0, SHOWN)}…` : found;
  if (wanted.is !== undefined && found !== wanted.is.trim())
    return tellOf(subject)(fact, wanted.is.trim(), shown);
  if (wanted.contains !== undefined && !found.includes(wanted.contains))
    return tellOf(subject)(fact, wanted.contains, shown);
  if (wanted.lacks !== undefined && found.includes(wanted.lacks))
    return { subject, fact, forbidden: wanted.lacks };
  return undefined;
}

/** Judges names with values, each of which must be as asked. */
export function judgeMap(
  subject: Subject,
  fact: string,
  wanted: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): Difference | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    if (found[name] === value) continue;
    const is = found[name] === undefined ? undefined : `${name}=${found[name]}`;
    return tellOf(subject)(fact, `${name}=${value}`, is);
  }
  return undefined;
}
