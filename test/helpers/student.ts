import { toText } from '../../src/engine/sandbox/kernel/bytes.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/engine/sandbox/sandbox.ts';
import type { Turn } from '../../src/engine/sandbox/session.ts';
import { builtInRegistry } from './learner.ts';

/** What takes longer is interrupted. Milliseconds of the sandbox's clock. */
const PATIENCE = 600_000;

/** What a line that a learner typed came to. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  /** `$?` after it; undefined if there is no prompt any more. */
  readonly exit: number | undefined;
  /** What stopped it, if it went on and on. */
  readonly limit: Extract<Turn, { kind: 'limit' }>['what'] | undefined;
}

/** A learner who is asked after each line how it ended. */
export interface Student {
  readonly sandbox: Sandbox;
  /** Types a line (or several), without looking at how it ends. */
  type(text: string): Said;
  /** As `type`; throws if it failed. @returns what it printed, without the last newline */
  run(text: string): string;
}

/** Sits a learner down at a fresh sandbox. */
export function student(options: Partial<SandboxOptions> = {}): Student {
  const written = { stdout: '', stderr: '' };
  const sandbox = createSandbox({
    registry: builtInRegistry,
    start: Date.UTC(2026, 0, 1),
    seed: 1,
    output: (stream, bytes) => {
      written[stream] += bytes;
    },
    ...options,
  });
  /** Goes on to the next prompt; a program that waits for input gets none, one that goes on is interrupted. */
  const settle = (): { turn: Turn; limit: Said['limit'] } => {
    let limit: Said['limit'];
    for (let tries = 0; ; tries++) {
      const turn = sandbox.run(sandbox.now() + PATIENCE);
      if (turn.kind === 'limit') limit = turn.what;
      if (turn.kind === 'prompt' || turn.kind === 'ended' || tries > 5) return { turn, limit };
      if (turn.kind === 'input' && sandbox.wantsInput()) sandbox.input(null);
      else sandbox.interrupt();
    }
  };
  const type = (text: string): Said => {
    written.stdout = '';
    written.stderr = '';
    let limit: Said['limit'];
    let turn: Turn | undefined;
    for (const line of text.split('\n')) {
      sandbox.line(line);
      const settled = settle();
      limit ??= settled.limit;
      turn = settled.turn;
    }
    const exit = turn?.kind === 'prompt' ? turn.status : undefined;
    return { stdout: toText(written.stdout), stderr: toText(written.stderr), exit, limit };
  };
  return {
    sandbox,
    type,
    run(text) {
      const said = type(text);
      if (said.exit !== 0) throw new Error(`${text}: exit ${said.exit}\n${said.stdout}${said.stderr}`);
      return said.stdout.replace(/\n$/, '');
    },
  };
}
