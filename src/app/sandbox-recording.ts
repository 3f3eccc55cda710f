/**
 * What moved a sandbox from outside, call by call. A sandbox has no chance and no clock of its own, so that the same calls
 * on a new one lead to the same world.
 */
import type { Sandbox } from './open-sandbox.ts';

/** One call, as it can be kept in a file. Moments are milliseconds since the sandbox was switched on. */
export type SandboxCall =
  | readonly ['run', number]
  | readonly ['advance', number]
  | readonly ['line', string]
  /** `null` is ^D. */
  | readonly ['input', string | null]
  /** `null`: the edit was given up. */
  | readonly ['edited', string | null]
  | readonly ['interrupt']
  | readonly ['undo']
  | readonly ['redo']
  | readonly ['resize', number, number];

/** The calls so far, and what they cost. */
export interface SandboxRecording {
  readonly calls: readonly SandboxCall[];
  /** How long the sandbox has computed. Milliseconds. */
  readonly took: number;
}

/**
 * A sandbox whose calls are noted.
 *
 * @param start when it was switched on, milliseconds since 1970
 * @param before calls that were made on it already
 * @param typed called after something came from the learner
 */
export function recorded(
  sandbox: Sandbox,
  start: number,
  before: SandboxRecording = { calls: [], took: 0 },
  typed: () => void = () => undefined,
): { readonly sandbox: Sandbox; readonly recording: () => SandboxRecording } {
  const calls = [...before.calls];
  let { took } = before;
  /** At a prompt, asking again what is wanted moves nothing. */
  let rests = false;
  const note = (call: SandboxCall): void => {
    calls.push(call);
    rests = false;
  };
  const timed = <T>(work: () => T): T => {
    const began = performance.now();
    try {
      return work();
    } finally {
      took += performance.now() - began;
    }
  };
  return {
    recording: () => ({ calls, took }),
    sandbox: {
      ...sandbox,
      run(horizon = Number.MAX_SAFE_INTEGER) {
        const turn = timed(() => sandbox.run(horizon));
        if (!rests) note(['run', horizon - start]);
        rests = turn.kind === 'prompt';
        return turn;
      },
      advance(milliseconds) {
        note(['advance', milliseconds]);
        timed(() => sandbox.advance(milliseconds));
      },
      line(text) {
        note(['line', text]);
        sandbox.line(text);
        typed();
      },
      input(text) {
        note(['input', text]);
        sandbox.input(text);
        typed();
      },
      edited(text) {
        note(['edited', text ?? null]);
        sandbox.edited(text);
        typed();
      },
      interrupt() {
        note(['interrupt']);
        timed(() => sandbox.interrupt());
        typed();
      },
      undo() {
        note(['undo']);
        return timed(() => sandbox.undo());
      },
      redo() {
        note(['redo']);
        return timed(() => sandbox.redo());
      },
      resize(columns, rows) {
        note(['resize', columns, rows]);
        sandbox.resize(columns, rows);
      },
    },
  };
}

/** Makes calls on a sandbox that was switched on at `start`, milliseconds since 1970. */
export function replay(sandbox: Sandbox, start: number, calls: readonly SandboxCall[]): void {
  for (const call of calls) {
    switch (call[0]) {
      case 'run':
        sandbox.run(start + call[1]);
        break;
      case 'advance':
        sandbox.advance(call[1]);
        break;
      case 'line':
        sandbox.line(call[1]);
        break;
      case 'input':
        sandbox.input(call[1]);
        break;
      case 'edited':
        sandbox.edited(call[1] ?? undefined);
        break;
      case 'interrupt':
        sandbox.interrupt();
        break;
      case 'undo':
        sandbox.undo();
        break;
      case 'redo':
        sandbox.redo();
        break;
      case 'resize':
        sandbox.resize(call[1], call[2]);
    }
  }
}

/** Whether a value out of a file is a call. */
export function isSandboxCall(value: unknown): value is SandboxCall {
  if (!Array.isArray(value)) return false;
  const [name, first, second] = value as unknown[];
  switch (name) {
    case 'run':
    case 'advance':
      return Number.isFinite(first);
    case 'line':
      return typeof first === 'string';
    case 'input':
    case 'edited':
      return typeof first === 'string' || first === null;
    case 'interrupt':
    case 'undo':
    case 'redo':
      return true;
    case 'resize':
      return Number.isInteger(first) && Number.isInteger(second);
    default:
      return false;
  }
}
