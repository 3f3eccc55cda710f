/** What `review` says, in English. */
export const reviewEn = {
  needsTerminal: 'a review needs a terminal, or answers in a file',
  needsTerminalHint: 'Use `docker-tutor review --answers <file>`; `-` reads them from a pipe.',
  badLimit: (value: string) => `\`${value}\` is no number of questions`,
  badLimitHint: 'Use a whole number from 1.',
  nothingDue: 'Nothing is due today.',
  next: (day: string, items: number) =>
    items === 1 ? `Next: 1 question, ${day}.` : `Next: ${items} questions, ${day}.`,
  nothingYet: 'There is nothing to review yet.',
  nothingYetHint: 'Questions that you answer come back here. Begin with: docker-tutor learn',
  left: (items: number) =>
    items === 1
      ? '1 question is still due today: docker-tutor review'
      : `${items} questions are still due today: docker-tutor review`,
  allDone: 'Nothing else is due today.',
  today: 'today',
  tomorrow: 'tomorrow',
};

/** Every text of reviews in one language. */
export type ReviewMessages = typeof reviewEn;
