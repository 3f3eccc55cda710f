/** Labs on the sandbox: its session driven line by line. */
import type { OpenReplayEngine } from '../lint/replay.ts';
import type { LabEngine, LabSurroundings, LineEnd, OpenLabEngine } from './lab-engine.ts';
import { openSandbox, type Sandbox } from './open-sandbox.ts';
import type { Session } from './session.ts';

/** How long a command may wait before it is taken to wait for ever. Milliseconds of the sandbox's clock. */
const PATIENCE = 10 * 60_000;

/** How often one line may read what is at its end already before it is stopped. */
const MOST_ENDS = 100;

/**
 * Opens sandboxes for labs.
 *
 * @param terminal the size of the terminal that the learner sits at, if they do
 */
export function labSandboxes(
  session: Session,
  terminal?: { readonly columns: number; readonly rows: number },
): OpenLabEngine {
  return async (files, surroundings) => {
    const sandbox = await openSandbox(session, {
      files,
      output: surroundings.write,
      ...(terminal !== undefined && { terminal }),
    });
    sandbox.run(sandbox.now());
    return engineOf(sandbox, surroundings);
  };
}

/** A sandbox as an engine of labs. */
export function engineOf(sandbox: Sandbox, surroundings: LabSurroundings): LabEngine {
  return {
    port: sandbox,
    now: () => sandbox.now(),
    pass: (milliseconds) => sandbox.advance(milliseconds),
    type: async (line) => {
      sandbox.line(line);
      return await toPrompt(sandbox, surroundings);
    },
    undo: () => sandbox.undo(),
    redo: () => sandbox.redo(),
  };
}

/** Sandboxes for the lint: what commands write is kept, and nobody sits at their input. */
export function replaySandboxes(session: Session): OpenReplayEngine {
  const open = labSandboxes(session);
  return async (files) => {
    let output = '';
    const engine = await open(files, {
      write: (_, bytes) => {
        output += bytes;
      },
    });
    return {
      port: engine.port,
      now: () => engine.now(),
      pass: (milliseconds) => engine.pass(milliseconds),
      async type(line) {
        output = '';
        let end: LineEnd = { kind: 'more' };
        for (const part of line.split('\n')) end = await engine.type(part);
        return { output: Buffer.from(output, 'latin1').toString(), ended: end.kind === 'done' };
      },
    };
  };
}

/** Goes on until the prompt is back. */
async function toPrompt(sandbox: Sandbox, { edit, input }: LabSurroundings): Promise<LineEnd> {
  const end = sandbox.now() + PATIENCE;
  for (let ends = 0; ; ) {
    const turn = sandbox.run(input === undefined ? end : undefined);
    switch (turn.kind) {
      case 'prompt':
        return turn.continuation ? { kind: 'more' } : { kind: 'done', exit: turn.status };
      case 'ended':
        return { kind: 'left', exit: turn.status };
      case 'edit':
        sandbox.edited(await edit?.(turn.request.path, turn.request.text));
        break;
      case 'limit':
        return stopped(sandbox, 'limit');
      case 'input': {
        if (!sandbox.wantsInput() || ends >= MOST_ENDS) return stopped(sandbox, 'endless');
        const line = await input?.();
        if (line === undefined) ends += 1;
        sandbox.input(line ?? null);
        break;
      }
      case 'later':
        return stopped(sandbox, 'endless');
    }
  }
}

function stopped(sandbox: Sandbox, why: 'limit' | 'endless'): LineEnd {
  sandbox.interrupt();
  sandbox.run(sandbox.now());
  return { kind: 'stopped', why };
}
