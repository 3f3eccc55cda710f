import type { LabMessages } from '../../text/messages/lab.ts';
import type { Difference } from '../../tutor/goals/difference.ts';

/**
 * A difference as a sentence: "container one: state is exited; wanted: running".
 *
 * @param difference what differs, as goals tell it
 * @param words the texts of one language
 */
export function whyText({ subject, fact, wanted, found, forbidden }: Difference, words: LabMessages): string {
  const { why } = words;
  const about = words.subject[subject.kind](subject.name);
  const value = (text: string): string => (text === 'true' ? why.yes : text === 'false' ? why.no : text);
  if (fact === 'exists') {
    const answers = subject.kind === 'http';
    if (forbidden !== undefined) return answers ? why.answers(about) : why.unwanted(about);
    return answers ? why.noAnswer(about) : why.missing(about);
  }
  if (fact === 'seen') {
    const asked = wanted ?? '';
    return found === undefined ? why.notSeen(about, asked) : why.seenTooSeldom(about, found, asked);
  }
  const name = words.fact[fact] ?? fact;
  if (forbidden !== undefined) return why.forbidden(about, name, value(forbidden));
  return found === undefined
    ? why.nothing(about, name, value(wanted ?? ''))
    : why.differs(about, name, value(found), value(wanted ?? ''));
}
