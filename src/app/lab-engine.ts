/** What a lab needs of an engine with a shell, beyond what every engine can be asked. */
import type { EnginePort } from '../engine/port.ts';

/** How a typed line ended. */
export type LineEnd =
  /** The prompt is back. */
  | { readonly kind: 'done'; readonly exit: number }
  /** The command goes on: the next line belongs to it. */
  | { readonly kind: 'more' }
  /** It went on and on, or waited for ever, and was stopped. */
  | { readonly kind: 'stopped'; readonly why: 'limit' | 'endless' }
  /** The learner left the shell. */
  | { readonly kind: 'left'; readonly exit: number };

/** An engine with a shell, for the commands of a lab. */
export interface LabEngine {
  readonly port: EnginePort;
  /** Milliseconds since 1970, of its clock. */
  now(): number;
  /** Lets time go by. */
  pass(milliseconds: number): void;
  /** Types a line; what it writes comes by the `write` that the engine was opened with. */
  type(line: string): Promise<LineEnd>;
  /** Takes the last command back. @returns its line; nothing if there is none */
  undo(): string | undefined;
  /** Runs again what was taken back last. @returns its line; nothing if there is none */
  redo(): string | undefined;
}

/** What stands around a lab's shell. */
export interface LabSurroundings {
  /** Takes what commands write, a character a byte. */
  readonly write: (stream: 'stdout' | 'stderr', bytes: string) => void;
  /** Edits a file; gives nothing if it stays as it is. */
  readonly edit?: (path: string, text: string) => Promise<string | undefined>;
  /** A line for a program that reads; nothing is the end of its input. Without it, every input is at its end. */
  readonly input?: () => Promise<string | undefined>;
}

/** Opens an engine with files in the learner's folder. */
export type OpenLabEngine = (
  files: Readonly<Record<string, string>>,
  surroundings: LabSurroundings,
) => Promise<LabEngine>;
