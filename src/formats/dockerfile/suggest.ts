import { distance } from 'fastest-levenshtein';

/** Two changes of a letter are still taken for a slip; BuildKit's util/suggest. */
const FARTHEST = 2;

function inCaseOf(word: string, typed: string): string {
  if (typed === typed.toLowerCase()) return word.toLowerCase();
  return typed === typed.toUpperCase() ? word.toUpperCase() : word;
}

/**
 * @param caseMatters false: compared in lower case, and given in the case of what was typed
 * @returns what somebody may have meant; undefined if nothing is near, or if it is one of them already
 */
export function nearest(typed: string, known: Iterable<string>, caseMatters: boolean): string | undefined {
  const wanted = caseMatters ? typed : typed.toLowerCase();
  let best = FARTHEST + 1;
  let match: string | undefined;
  for (const each of known) {
    const word = caseMatters ? each : each.toLowerCase();
    if (word === wanted) return undefined;
    const far = distance(wanted, word);
    if (far < best && word !== '') {
      best = far;
      match = caseMatters ? word : inCaseOf(word, typed);
    }
  }
  return match;
}

/** @returns a message with `(did you mean x?)` behind it, if something is near */
export function withSuggestion(
  message: string,
  typed: string,
  known: Iterable<string>,
  caseMatters: boolean,
): string {
  const match = nearest(typed, known, caseMatters);
  return match === undefined ? message : `${message} (did you mean ${match}?)`;
}
