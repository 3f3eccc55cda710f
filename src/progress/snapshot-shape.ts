/**
 * Whether what a snapshot holds has the shape that it was written with. Written by hand for the same reason as the
 * shape of events: it is on the way to the first frame.
 */
import type { PageItems } from './agenda.ts';
import { emptyProgress } from './blank.ts';
import type {
  Card,
  ItemProgress,
  LabProgress,
  LessonProgress,
  Progress,
  QuizProgress,
  Review,
} from './events.ts';

/** What a snapshot says before its items. */
export type SnapshotHead = Omit<Progress, 'items'> & {
  readonly covers: Readonly<Record<string, number>>;
  readonly maxN: number;
  readonly newer: number;
  readonly agenda: AgendaTable;
};

/** What stands on which page of the agenda. */
export interface AgendaTable {
  /** Of each page: when its first and its last item are due, and how many bytes it has. */
  readonly pages: readonly (readonly [from: number, to: number, bytes: number])[];
  readonly pendingSince?: number;
}

/**
 * @param raw as parsed
 * @returns the same, with records as the fold makes them
 * @throws TypeError if a part has another shape; the caller takes that for a broken snapshot
 */
export function checkHead(raw: SnapshotHead): SnapshotHead {
  const { covers, maxN, newer, lessons, quizzes, labs, current, agenda } = raw;
  demand(
    Number.isSafeInteger(maxN) &&
      Number.isSafeInteger(newer) &&
      (current === undefined || typeof current === 'string') &&
      Object.values(covers).every(Number.isSafeInteger) &&
      Object.values(lessons).every(isLesson) &&
      Object.values(quizzes).every(isQuiz) &&
      Object.values(labs).every(isLab) &&
      (agenda.pendingSince === undefined || Number.isFinite(agenda.pendingSince)) &&
      agenda.pages.every((page) => page.length === 3 && page.every(Number.isFinite)),
  );
  const empty = emptyProgress();
  for (const { attempt } of Object.values(quizzes)) if (attempt) Object.setPrototypeOf(attempt.answers, null);
  return {
    covers,
    maxN,
    newer,
    lessons: Object.assign(empty.lessons, lessons),
    quizzes: Object.assign(empty.quizzes, quizzes),
    labs: Object.assign(empty.labs, labs),
    ...(current !== undefined && { current }),
    agenda,
  };
}

/**
 * @param raw as parsed
 * @returns the same, as a record as the fold makes it
 * @throws TypeError if a part has another shape
 */
export function checkItems(raw: Progress['items']): Progress['items'] {
  demand(Object.values(raw).every(isItem));
  return Object.assign(emptyProgress().items, raw);
}

/** A page as it is stored: its keys are one text, since a text is parsed in a sixth of the time of thousands. */
interface StoredPage {
  readonly due: readonly number[];
  readonly keys: string;
}

/** What stands between the keys; ids of content are kebab-case. */
const BETWEEN_KEYS = ' ';

/** A page of an agenda in the form in which it is stored. */
export function pageToStore({ keys, due }: PageItems): StoredPage {
  return { due, keys: keys.join(BETWEEN_KEYS) };
}

/**
 * @param raw as parsed
 * @returns the page
 * @throws TypeError if a part has another shape, or a key that is no key of content fell apart
 */
export function checkPage({ due, keys: text }: StoredPage): PageItems {
  const keys = text.split(BETWEEN_KEYS);
  demand(keys.length === due.length && due.every(Number.isFinite));
  return { keys, due };
}

function demand(isGood: boolean): void {
  if (!isGood) throw new TypeError('the snapshot has another shape');
}

function isLesson({ state, step, seen, tried, at }: LessonProgress): boolean {
  const isState = state === 'started' || state === 'done';
  const areSteps = Array.isArray(seen) && (tried === undefined || Array.isArray(tried));
  return isState && typeof step === 'string' && areSteps && Number.isFinite(at);
}

function isLab({ state, engine, met, at }: LabProgress): boolean {
  const isState = state === 'started' || state === 'done';
  return isState && typeof engine === 'string' && Array.isArray(met) && Number.isFinite(at);
}

function isQuiz({ attempt, best }: QuizProgress): boolean {
  const isAttempt =
    attempt === undefined ||
    (typeof attempt.seed === 'string' &&
      Array.isArray(attempt.items) &&
      Object.values(attempt.answers).every(
        ({ score, max }) => Number.isFinite(score) && Number.isFinite(max),
      ));
  return isAttempt && (best === undefined || (Number.isFinite(best.score) && Number.isFinite(best.max)));
}

function isItem({ revision, seen, correct, card, pending, rightDays, met, last }: ItemProgress): boolean {
  return (
    Number.isSafeInteger(revision) &&
    Number.isSafeInteger(seen) &&
    Number.isSafeInteger(correct) &&
    (card === undefined || isCard(card)) &&
    pending.every(isReview) &&
    rightDays.every(Number.isSafeInteger) &&
    (met === undefined || Array.isArray(met)) &&
    (last === undefined || (Number.isFinite(last.at) && Array.isArray(last.misconceptions)))
  );
}

function isCard({ due, stability, difficulty, reps, lapses, state, lastReview }: Card): boolean {
  return [due, stability, difficulty, reps, lapses, state, lastReview].every(Number.isFinite);
}

function isReview({ at, share }: Review): boolean {
  return Number.isFinite(at) && Number.isFinite(share);
}
