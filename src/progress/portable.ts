import { readEvent } from './event-shape.ts';
import type { Event } from './events.ts';

/** The version of export documents that this program writes and reads. */
export const EXPORT_FORMAT = 1;

const APP = 'docker-tutor';

/**
 * The greatest logical clock that an import may bring. A log's own clock goes on from the greatest it knows and must
 * never come near the end of the safe integers; no one learns for a million million events.
 */
const GREATEST_N = 2 ** 40;

/** How deep the values of an event may be nested: an answer of several parts is 3 deep, and newer ones may be deeper. */
const DEEPEST = 16;

/** Why a document is no export that can be read. */
export type ImportProblem =
  | { readonly kind: 'not-json'; readonly message: string }
  | { readonly kind: 'not-an-export' }
  /** Written by a newer program, in this format. */
  | { readonly kind: 'newer-format'; readonly format: number }
  /** What stands at this place of `events`, counted from 0, is no event. */
  | { readonly kind: 'bad-event'; readonly index: number };

/** An export that was read, or why it was not. */
export type ImportResult =
  | { readonly events: readonly Event[]; readonly problem?: undefined }
  | { readonly events?: undefined; readonly problem: ImportProblem };

/**
 * A learner's progress as one document, to carry to another computer.
 *
 * @param events every event of the log
 * @param now the wall clock, in milliseconds since 1970
 * @returns JSON text: `{ "format": 1, "app": "docker-tutor", "exported": <ISO 8601>, "events": […] }`, an event a line
 */
export function writeExport(events: readonly Event[], now: number): string {
  const exported = JSON.stringify(new Date(now).toISOString());
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  return `{"format":${EXPORT_FORMAT},"app":"${APP}","exported":${exported},"events":[\n${lines}\n]}\n`;
}

/**
 * Reads such a document. Either all of it can be used, or none.
 *
 * @param text the document; nothing in it is trusted
 * @returns its events as they were written, those of newer versions included; or the problem
 */
export function readExport(text: string): ImportResult {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { problem: { kind: 'not-json', message: (error as SyntaxError).message } };
  }
  if (typeof value !== 'object' || value === null) return { problem: { kind: 'not-an-export' } };
  const { format, app, events } = value as Readonly<Record<string, unknown>>;
  if (app !== APP || !Number.isSafeInteger(format)) return { problem: { kind: 'not-an-export' } };
  if ((format as number) > EXPORT_FORMAT) {
    return { problem: { kind: 'newer-format', format: format as number } };
  }
  if (!Array.isArray(events)) return { problem: { kind: 'not-an-export' } };
  const index = events.findIndex((event) => !isSound(event));
  return index < 0 ? { events } : { problem: { kind: 'bad-event', index } };
}

function isSound(value: unknown): boolean {
  const event = readEvent(value);
  // What is nested without end could be read and never written again.
  return event !== undefined && event.n <= GREATEST_N && isShallow(event, DEEPEST);
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((part) => isShallow(part, depth - 1));
}
