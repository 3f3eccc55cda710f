/** A lab's sandbox and state: begun, or gone on with where the learner left off, and kept as it goes. */
import type { Lab } from '../content/types.ts';
import { sha256 } from '../platform/digest.ts';
import { startLab } from '../tutor/lab/state.ts';
import { prepare } from './lab-prepare.ts';
import { LabRun } from './lab-run.ts';
import { type KeptSitting, keptState, type SandboxLabStore } from './lab-sandbox-store.ts';
import { openSandbox, type Sandbox } from './open-sandbox.ts';
import { recorded, replay, type SandboxRecording } from './sandbox-recording.ts';
import type { Session } from './session.ts';
import type { ShellOutput } from './shell-run.ts';

/** What was done before does not count as seen since the lab began. Milliseconds. */
const BETWEEN = 1000;
/** A recording that costs more than this is not kept: going on with it would keep the learner waiting. */
const LONGEST_REPLAY = { calls: 20_000, milliseconds: 5_000 };
/** How long a command that was cut off may still run. Milliseconds of the sandbox's clock. */
const LAST_COMMAND = 60_000;

/** Where a lab is kept. */
export interface LabKeeping {
  readonly store: SandboxLabStore;
  /** `<pack>/<lab>`. */
  readonly key: string;
  /** Names the lab as it is now. */
  readonly digest: string;
}

/** What a sitting is made of. */
export interface SittingOptions {
  readonly session: Session;
  readonly lab: Lab;
  readonly to: ShellOutput;
  readonly record: Session['record'];
  /** Without it nothing is kept. */
  readonly keeping: LabKeeping | undefined;
}

/** A lab under way on a sandbox. */
export interface LabSitting {
  readonly sandbox: Sandbox;
  readonly run: LabRun;
  /** Keeps how far it is; a lab that is done, or that takes too long to be brought back, is not kept. */
  keep(): void;
  /** Whether it takes too long to be brought back. */
  isTooLong(): boolean;
}

/** The name of a lab's content: another one after any change. */
export function digestOfLab(lab: Lab): string {
  return sha256(JSON.stringify(lab));
}

/** Begins a lab on a new sandbox. */
export async function beginSitting(options: SittingOptions): Promise<LabSitting> {
  const { session, lab, to, record, keeping } = options;
  keeping?.store.remove(keeping.key);
  const begun = { start: session.host.now(), terminal: { ...to.terminal } };
  const plain = await preparedSandbox(options, begun, to.output);
  const since = plain.now();
  let sitting: LabSitting | undefined;
  const { sandbox, recording } = recorded(plain, begun.start, undefined, () => sitting?.keep());
  const run = await LabRun.begin(lab, 'sandbox', { port: sandbox, since, record });
  sitting = sittingOf(options, { ...begun, since }, { sandbox, run, recording });
  return sitting;
}

/**
 * Goes on with a lab that is kept: its calls are made again on a new sandbox, unseen.
 *
 * @returns nothing if that does not lead to where it led before: the lab or the program has changed
 */
export async function resumeSitting(
  options: SittingOptions,
  kept: KeptSitting,
): Promise<LabSitting | undefined> {
  if (kept.lab !== options.keeping?.digest) return undefined;
  const proven = kept.recording.calls.slice(0, kept.proof.calls);
  // What came last may have left the shell: then the command before it is where the learner was.
  return (
    (await resumeBehind(options, kept, kept.recording.calls)) ?? (await resumeBehind(options, kept, proven))
  );
}

/** Goes on behind some of the calls that are kept. */
async function resumeBehind(
  options: SittingOptions,
  kept: KeptSitting,
  calls: SandboxRecording['calls'],
): Promise<LabSitting | undefined> {
  const { lab, to, record } = options;
  let isSeen = false;
  const plain = await preparedSandbox(options, kept, (stream, bytes) => {
    if (isSeen) to.output(stream, bytes);
  });
  if (plain.now() !== kept.since) return undefined;
  replay(plain, kept.start, calls.slice(0, kept.proof.calls));
  if (digestOfWorld(plain) !== kept.proof.world) return undefined;
  replay(plain, kept.start, calls.slice(kept.proof.calls));
  let sitting: LabSitting | undefined;
  const { sandbox, recording } = recorded(plain, kept.start, { ...kept.recording, calls }, () =>
    sitting?.keep(),
  );
  if (!backAtPrompt(sandbox)) return undefined;
  const { columns, rows } = to.terminal;
  sandbox.resize(columns, rows);
  isSeen = true;
  const state = { ...startLab(lab, 'sandbox'), ...kept.state };
  const run = LabRun.resume(state, kept.memory, { port: sandbox, since: kept.since, record });
  sitting = sittingOf(options, kept, { sandbox, run, recording });
  return sitting;
}

async function preparedSandbox(
  { session, lab }: SittingOptions,
  { start, terminal }: Pick<KeptSitting, 'start' | 'terminal'>,
  output: ShellOutput['output'],
): Promise<Sandbox> {
  const sandbox = await openSandbox(session, { start, terminal, files: lab.files, output });
  sandbox.run(sandbox.now());
  await prepare(lab, sandbox, session.lang);
  sandbox.advance(BETWEEN);
  return sandbox;
}

function sittingOf(
  { keeping }: SittingOptions,
  begun: Pick<KeptSitting, 'start' | 'terminal' | 'since'>,
  parts: Pick<LabSitting, 'sandbox' | 'run'> & { readonly recording: () => SandboxRecording },
): LabSitting {
  const { sandbox, run, recording } = parts;
  const { start, terminal, since } = begun;
  let proof: KeptSitting['proof'] | undefined;
  const isTooLong = (): boolean => {
    const { calls, took } = recording();
    return calls.length > LONGEST_REPLAY.calls || took > LONGEST_REPLAY.milliseconds;
  };
  return {
    sandbox,
    run,
    isTooLong,
    keep() {
      if (keeping === undefined) return;
      const { store, key, digest } = keeping;
      const { calls, took } = recording();
      if (run.state.done || isTooLong()) {
        store.remove(key);
        return;
      }
      // In the middle of a command the world is not settled: the last proof stands.
      if (proof === undefined || calls.at(-1)?.[0] === 'run' || calls.at(-1)?.[0] === 'advance')
        proof = { calls: calls.length, world: digestOfWorld(sandbox) };
      const { memory } = run;
      const state = keptState(run.state);
      store.put(key, {
        ...{ lab: digest, start, terminal, since, memory, state },
        recording: { calls: [...calls], took },
        proof,
      });
    },
  };
}

function digestOfWorld(sandbox: Sandbox): string {
  return sha256(JSON.stringify([sandbox.now(), sandbox.world()]));
}

/** Ends what was still running when the learner went, as a terminal that is closed does. @returns whether that worked */
function backAtPrompt(sandbox: Sandbox): boolean {
  const turn = sandbox.run(sandbox.now());
  if (turn.kind === 'prompt' && !turn.continuation) return true;
  if (turn.kind === 'later' && isBack(sandbox.run(sandbox.now() + LAST_COMMAND))) return true;
  sandbox.interrupt();
  return isBack(sandbox.run(sandbox.now()));
}

function isBack(turn: ReturnType<Sandbox['run']>): boolean {
  return turn.kind === 'prompt' && !turn.continuation;
}
