import { EVENT_VERSION, type Event, type EventBody } from './events.ts';

/**
 * Which of the values in a log are events. Written by hand rather than with a schema library: it runs for every line
 * at every start without a snapshot, on the way to the first frame, where a library would cost more than the log.
 */

type Raw = Readonly<Record<string, unknown>>;

/** The types that this program counts. Adding one means raising `SNAPSHOT_FORMAT`. */
const TYPES: ReadonlySet<string> = new Set<EventBody['type']>([
  'step-seen',
  'answered',
  'sure',
  'passed-over',
  'lesson-done',
  'quiz-started',
  'quiz-done',
  'try-met',
  'lab-started',
  'task-met',
  'lab-done',
  'lab-reset',
  'reset',
]);

/**
 * A parsed JSON value as an event, if it is one.
 *
 * What every version has in common is `v`, `id`, `n`, `at` and `type`; with these, an event of a newer version or of
 * an unknown type passes as it is, to be kept. What else a known event carries is left on it.
 *
 * @param value what a line held
 * @returns the same object, or undefined if it is no event
 */
export function readEvent(value: unknown): Event | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Raw;
  if (!isCount(raw['v']) || !isName(raw['id']) || !isCount(raw['n'])) return undefined;
  if (!isTime(raw['at']) || typeof raw['type'] !== 'string') return undefined;
  const event = value as Event;
  return isNewer(event) || hasBody(raw) ? event : undefined;
}

/**
 * Whether an event is of a version or type that this program does not know.
 *
 * @param event an event of the log
 * @returns true if it can be kept but not counted
 */
export function isNewer(event: Event): boolean {
  return event.v > EVENT_VERSION || !TYPES.has(event.type);
}

function hasBody(raw: Raw): boolean {
  switch (raw['type']) {
    case 'step-seen':
    case 'try-met':
      return isName(raw['lesson']) && isName(raw['step']);
    case 'lesson-done':
      return isName(raw['lesson']);
    case 'passed-over':
      return isName(raw['item']);
    case 'sure':
      return isName(raw['item']) && typeof raw['sure'] === 'boolean';
    case 'quiz-started':
      return isName(raw['quiz']) && typeof raw['seed'] === 'string' && isTexts(raw['items']);
    case 'quiz-done':
      return (
        isName(raw['quiz']) &&
        Number.isFinite(raw['score']) &&
        Number.isFinite(raw['max']) &&
        typeof raw['passed'] === 'boolean'
      );
    case 'reset':
      return (
        isName(raw['lesson']) &&
        isTexts(raw['items']) &&
        (raw['quizzes'] === undefined || isTexts(raw['quizzes'])) &&
        (raw['labs'] === undefined || isTexts(raw['labs']))
      );
    case 'lab-started':
      return isName(raw['lab']) && (raw['engine'] === 'sandbox' || raw['engine'] === 'docker');
    case 'task-met':
      return (
        isName(raw['lab']) &&
        isName(raw['task']) &&
        isCount(raw['hints']) &&
        typeof raw['solution'] === 'boolean'
      );
    case 'lab-done':
      return isName(raw['lab']);
    case 'lab-reset':
      return isName(raw['lab']) && isTexts(raw['items']);
    default:
      return isAnswered(raw);
  }
}

function isAnswered(raw: Raw): boolean {
  return (
    isName(raw['item']) &&
    isCount(raw['revision']) &&
    isAnswer(raw['answer']) &&
    typeof raw['correct'] === 'boolean' &&
    Number.isFinite(raw['score']) &&
    Number.isFinite(raw['max']) &&
    isTexts(raw['misconceptions']) &&
    typeof raw['via'] === 'string' &&
    (raw['quiz'] === undefined || isName(raw['quiz']))
  );
}

function isAnswer(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return isTexts(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((part) => typeof part === 'string');
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** A time that calendars can count with, with room for the intervals that are added to it. */
function isTime(value: unknown): boolean {
  return Number.isFinite(value) && Math.abs(value as number) <= 8e15;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
