/** Labs that are under way on the real engine: a small file beside the log of progress. */
import { diskFolder } from '../platform/disk-folder.ts';
import type { AnswerValue } from '../progress/events.ts';
import type { Memory } from '../tutor/goals/seen.ts';
import type { Inventory } from '../tutor/lab/names.ts';
import type { LabState } from '../tutor/lab/state.ts';

const FILE = 'labs.json';
const FORMAT = 1;

/** What is kept of a lab under way. */
export interface UnderWay {
  /** When it began, milliseconds since 1970. */
  readonly began: number;
  /** The learner's folder for it, absolute. */
  readonly folder: string;
  readonly memory: Memory;
  /** What was on the engine when it began. */
  readonly before: Inventory;
  readonly met: readonly string[];
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly hints: Readonly<Record<string, number>>;
  readonly solved: readonly string[];
  readonly told: readonly string[];
  readonly tries: number;
}

/** The file's content. */
interface Labs {
  /** The one begun last. */
  readonly current?: string;
  /** By `<pack>/<lab>`. */
  readonly labs: Readonly<Record<string, UnderWay>>;
}

/** The labs under way of a profile. */
export interface LabStore {
  /** `<pack>/<lab>` of the one begun last. */
  current(): string | undefined;
  get(key: string): UnderWay | undefined;
  put(key: string, lab: UnderWay): void;
  remove(key: string): void;
}

/**
 * Opens the file.
 *
 * @param path the profile's folder. A file that is missing, damaged or of a newer program counts as none: a lab can be
 *   begun again
 */
export function openLabStore(path: string): LabStore {
  const folder = diskFolder(path);
  const read = (): Labs => {
    try {
      const raw = JSON.parse(folder.read(FILE).toString('utf8')) as Partial<Labs> & { format?: unknown };
      if (raw.format !== FORMAT || typeof raw.labs !== 'object' || raw.labs === null) return { labs: {} };
      const labs = Object.fromEntries(Object.entries(raw.labs).filter(([, lab]) => isUnderWay(lab)));
      return { labs, ...(typeof raw.current === 'string' && { current: raw.current }) };
    } catch {
      return { labs: {} };
    }
  };
  const write = (labs: Labs): void =>
    folder.replace(FILE, `${JSON.stringify({ format: FORMAT, ...labs })}\n`);
  return {
    current: () => read().current,
    get: (key) => {
      const { labs } = read();
      return Object.hasOwn(labs, key) ? labs[key] : undefined;
    },
    put: (key, lab) => write({ current: key, labs: { ...read().labs, [key]: lab } }),
    remove: (key) => {
      const { current, labs } = read();
      const { [key]: _, ...rest } = labs;
      write({ labs: rest, ...(current !== undefined && current !== key && { current }) });
    },
  };
}

/** What of a state is kept. */
export function kept(
  state: LabState,
): Pick<UnderWay, 'met' | 'answers' | 'hints' | 'solved' | 'told' | 'tries'> {
  const { met, answers, hints, solved, told, tries } = state;
  return { met, answers, hints, solved, told, tries };
}

function isUnderWay(value: unknown): value is UnderWay {
  if (typeof value !== 'object' || value === null) return false;
  const { began, folder, memory, before, met, answers, hints, solved, told, tries } = value as Record<
    string,
    unknown
  >;
  const isRecord = (each: unknown): boolean =>
    typeof each === 'object' && each !== null && !Array.isArray(each);
  const lists = [
    met,
    solved,
    told,
    ...Object.values(isRecord(before) ? (before as object) : { none: undefined }),
  ];
  return (
    Number.isFinite(began) &&
    Number.isFinite(tries) &&
    typeof folder === 'string' &&
    [memory, before, answers, hints].every(isRecord) &&
    ['containers', 'networks', 'volumes', 'images'].every((key) => key in (before as object)) &&
    lists.every((list) => Array.isArray(list) && list.every((each) => typeof each === 'string'))
  );
}
