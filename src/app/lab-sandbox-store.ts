/** Labs under way on the sandbox: what moved it, and how far the lab is, in a small file beside the log of progress. */
import { diskFolder } from '../platform/disk-folder.ts';
import type { AnswerValue } from '../progress/events.ts';
import type { Memory } from '../tutor/goals/seen.ts';
import type { LabState } from '../tutor/lab/state.ts';
import { isSandboxCall, type SandboxRecording } from './sandbox-recording.ts';

const FILE = 'sandbox-labs.json';
const FORMAT = 1;

/** What is kept of how far a lab is. */
export interface KeptState {
  readonly met: readonly string[];
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly hints: Readonly<Record<string, number>>;
  readonly solved: readonly string[];
  readonly tries: number;
  readonly followed: number;
  readonly standing: readonly string[];
  readonly told: readonly string[];
}

/** A lab under way on the sandbox. */
export interface KeptSitting {
  /** The digest of the lab as it was: another lab is another beginning. */
  readonly lab: string;
  /** When the sandbox was switched on, milliseconds since 1970. */
  readonly start: number;
  /** The terminal when it was switched on. */
  readonly terminal: { readonly columns: number; readonly rows: number };
  /** When the lab began, by the sandbox's clock. */
  readonly since: number;
  readonly memory: Memory;
  readonly state: KeptState;
  readonly recording: SandboxRecording;
  /** What the world came to after so many of the calls, as a digest: if it comes to something else, nothing holds. */
  readonly proof: { readonly calls: number; readonly world: string };
}

/** The labs under way of a profile. */
export interface SandboxLabStore {
  /** @param key `<pack>/<lab>` */
  get(key: string): KeptSitting | undefined;
  put(key: string, sitting: KeptSitting): void;
  remove(key: string): void;
}

/**
 * Opens the file.
 *
 * @param path the profile's folder. A file that is missing, damaged or of a newer program counts as none, and one that
 *   the disk refuses is passed over: a lab can be begun again
 */
export function openSandboxLabStore(path: string): SandboxLabStore {
  const folder = diskFolder(path);
  const read = (): Readonly<Record<string, KeptSitting>> => {
    try {
      const raw = JSON.parse(folder.read(FILE).toString('utf8')) as { format?: unknown; labs?: unknown };
      if (raw.format !== FORMAT || !isRecord(raw.labs)) return {};
      return Object.fromEntries(
        Object.entries(raw.labs).filter((entry): entry is [string, KeptSitting] => isSitting(entry[1])),
      );
    } catch {
      return {};
    }
  };
  const write = (labs: Readonly<Record<string, KeptSitting>>): void => {
    try {
      folder.replace(FILE, `${JSON.stringify({ format: FORMAT, labs })}\n`);
    } catch {
      // The log says so in its own notice when the disk refuses.
    }
  };
  return {
    get: (key) => {
      const labs = read();
      return Object.hasOwn(labs, key) ? labs[key] : undefined;
    },
    put: (key, sitting) => write({ ...read(), [key]: sitting }),
    remove: (key) => {
      const { [key]: gone, ...rest } = read();
      if (gone !== undefined) write(rest);
    },
  };
}

/** Whether a learner has done something that is worth coming back to. */
export function isTouched({ state, recording }: KeptSitting): boolean {
  return (
    state.met.length > 0 ||
    Object.keys(state.hints).length > 0 ||
    recording.calls.some(([name]) => name === 'line')
  );
}

/** What of a state is kept. */
export function keptState(state: LabState): KeptState {
  const { met, answers, hints, solved, tries, followed, standing, told } = state;
  return { met, answers, hints, solved, tries, followed, standing, told };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSitting(value: unknown): value is KeptSitting {
  if (!isRecord(value)) return false;
  const { lab, start, terminal, since, memory, state, recording, proof } = value;
  return (
    typeof lab === 'string' &&
    [start, since].every(Number.isFinite) &&
    isRecord(terminal) &&
    [terminal['columns'], terminal['rows']].every(Number.isInteger) &&
    isRecord(memory) &&
    isState(state) &&
    isRecord(recording) &&
    Number.isFinite(recording['took']) &&
    Array.isArray(recording['calls']) &&
    recording['calls'].every(isSandboxCall) &&
    isRecord(proof) &&
    Number.isInteger(proof['calls']) &&
    typeof proof['world'] === 'string'
  );
}

function isState(value: unknown): value is KeptState {
  if (!isRecord(value)) return false;
  const { met, answers, hints, solved, tries, followed, standing, told } = value;
  return (
    [answers, hints].every(isRecord) &&
    [tries, followed].every(Number.isInteger) &&
    [met, solved, standing, told].every(
      (list) => Array.isArray(list) && list.every((each) => typeof each === 'string'),
    )
  );
}
