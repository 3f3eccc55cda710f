import { type Bytes, toText } from '../../src/engine/sandbox/kernel/bytes.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/engine/sandbox/sandbox.ts';
import type { Turn } from '../../src/engine/sandbox/session.ts';
import { testRegistry } from './registry.ts';

/** What takes longer is interrupted by {@link Learner.tell}. Milliseconds of the sandbox's clock. */
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

/** A learner at the prompt of a sandbox. */
export interface Learner {
  readonly sandbox: Sandbox;
  /**
   * Types lines, each at a prompt; where a program asks for input, the next line goes to it.
   *
   * @returns what was written meanwhile, both streams in their order
   */
  type(...lines: readonly string[]): string;
  /**
   * Types a line (or several) and goes on to the next prompt: a program that waits for input gets none, one that goes
   * on and on is interrupted.
   */
  tell(text: string): Said;
  /** As `tell`; throws if it failed. @returns what it printed, without the last newline */
  run(text: string): string;
  /** Runs until something is wanted. */
  turn(): Turn;
  /** What has been written since it was last asked for. */
  written(): string;
}

/** A sandbox whose clock starts in 2026, with the images that come with the program; what it writes is lost. */
export function newSandbox(options: Partial<SandboxOptions> = {}): Sandbox {
  return createSandbox({
    registry: testRegistry(),
    start: Date.UTC(2026, 10, 22, 9),
    seed: 1,
    output: () => undefined,
    ...options,
  });
}

/** Sits a learner down at a fresh sandbox. */
export function learner(options: Partial<SandboxOptions> = {}): Learner {
  let output: { readonly stream: 'stdout' | 'stderr'; readonly bytes: Bytes }[] = [];
  const sandbox = newSandbox({
    output: (stream, bytes) => {
      output.push({ stream, bytes });
    },
    ...options,
  });
  const take = (): typeof output => {
    const taken = output;
    output = [];
    return taken;
  };
  const textOf = (pieces: typeof output): string => toText(pieces.map(({ bytes }) => bytes).join(''));
  const turn = (): Turn => sandbox.run();
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
  const tell = (text: string): Said => {
    take();
    let limit: Said['limit'];
    let last: Turn | undefined;
    for (const line of text.split('\n')) {
      sandbox.line(line);
      const settled = settle();
      limit ??= settled.limit;
      last = settled.turn;
    }
    const written = take();
    return {
      stdout: textOf(written.filter(({ stream }) => stream === 'stdout')),
      stderr: textOf(written.filter(({ stream }) => stream === 'stderr')),
      exit: last?.kind === 'prompt' ? last.status : undefined,
      limit,
    };
  };
  return {
    sandbox,
    turn,
    written: () => textOf(take()),
    tell,
    run(text) {
      const said = tell(text);
      if (said.exit !== 0) throw new Error(`${text}: exit ${said.exit}\n${said.stdout}${said.stderr}`);
      return said.stdout.replace(/\n$/, '');
    },
    type(...lines) {
      for (const line of lines) {
        if (turn().kind === 'input') sandbox.input(line);
        else sandbox.line(line);
        turn();
      }
      return textOf(take());
    },
  };
}
