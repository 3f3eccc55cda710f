/** Labs on the sandbox where nobody sits: their solutions typed line by line, for the lint. */
import type { OpenReplayEngine } from '../lint/replay.ts';
import { openSandbox, type Sandbox } from './open-sandbox.ts';
import type { Session } from './session.ts';

/** How long a command may wait before it is taken to wait for ever. Milliseconds of the sandbox's clock. */
const PATIENCE = 10 * 60_000;

/** How often one line may read what is at its end already before it is stopped. */
const MOST_ENDS = 100;

/** How a typed line ended. */
export type LineEnd =
  /** The prompt is back. */
  | 'done'
  /** The command goes on: the next line belongs to it. */
  | 'more'
  /** It went on and on, or waited for ever, and was stopped. */
  | 'stopped'
  /** The shell was left. */
  | 'left';

/** Sandboxes for the lint: what commands write is kept, and nobody sits at their input. */
export function replaySandboxes(session: Session): OpenReplayEngine {
  return async (files) => {
    let output = '';
    const sandbox = await openSandbox(session, {
      files,
      output: (_, bytes) => {
        output += bytes;
      },
    });
    sandbox.run(sandbox.now());
    return {
      port: sandbox,
      now: () => sandbox.now(),
      pass: (milliseconds) => sandbox.advance(milliseconds),
      async type(line) {
        output = '';
        let end: LineEnd = 'more';
        for (const part of line.split('\n')) end = typeLine(sandbox, part);
        return { output: Buffer.from(output, 'latin1').toString(), ended: end === 'done' };
      },
    };
  };
}

/** Types a line, and goes on until the prompt is back. Every input is at its end; every file stays as it is in an editor. */
export function typeLine(sandbox: Sandbox, line: string): LineEnd {
  sandbox.line(line);
  const end = sandbox.now() + PATIENCE;
  for (let ends = 0; ; ) {
    const turn = sandbox.run(end);
    switch (turn.kind) {
      case 'prompt':
        return turn.continuation ? 'more' : 'done';
      case 'ended':
        return 'left';
      case 'edit':
        sandbox.edited(undefined);
        break;
      case 'input':
        if (!sandbox.wantsInput() || ends >= MOST_ENDS) return stopped(sandbox);
        ends += 1;
        sandbox.input(null);
        break;
      default:
        return stopped(sandbox);
    }
  }
}

function stopped(sandbox: Sandbox): LineEnd {
  sandbox.interrupt();
  sandbox.run(sandbox.now());
  return 'stopped';
}
