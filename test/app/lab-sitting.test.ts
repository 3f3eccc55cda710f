import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typeLine } from '../../src/app/lab-sandbox.ts';
import { isTouched, type KeptSitting, openSandboxLabStore } from '../../src/app/lab-sandbox-store.ts';
import {
  beginSitting,
  digestOfLab,
  type LabSitting,
  resumeSitting,
  type SittingOptions,
} from '../../src/app/lab-sitting.ts';
import { loadPack } from '../../src/content/load.ts';
import type { Lab } from '../../src/content/types.ts';
import { openPack } from '../../src/platform/pack-folder.ts';
import { typeOf } from '../../src/tutor/items/index.ts';
import { commandsOf, isDo, taskOnHand } from '../../src/tutor/lab/state.ts';
import { pipeSession } from '../helpers/session.ts';
import { newFolder } from '../helpers/temporary.ts';
import { open } from '../progress/fixtures.ts';
import { memoryFolder } from '../progress/memory-folder.ts';

const START = Date.UTC(2026, 10, 20);

const opened = openPack('lessons');
if ('error' in opened) throw new Error(opened.error);
const { pack, labs } = loadPack(opened.reader);
if (pack === undefined) throw new Error('the built-in pack has problems');
const LABS = labs.map(({ lab }) => lab);
const FIRST = LABS.find(({ id }) => id === 'run-and-stop')!;
const KEY = 'pack/lab';

/** A desk at which a lab is begun and gone on with, on another day. */
function desk(lab: Lab, folder = newFolder()) {
  const session = pipeSession({ store: open(memoryFolder()), packs: [pack!], now: START });
  let shown = '';
  const store = openSandboxLabStore(folder);
  const optionsFor = (current: Lab): SittingOptions => ({
    session,
    lab: current,
    to: {
      output: (_, bytes) => {
        shown += bytes;
      },
      terminal: { columns: 80, rows: 24 },
    },
    record: () => undefined,
    keeping: { store, key: KEY, digest: digestOfLab(current) },
  });
  return {
    store,
    shown: () => shown,
    begin: () => beginSitting(optionsFor(lab)),
    resume: (kept: KeptSitting, changed = lab) => resumeSitting(optionsFor(changed), kept),
  };
}

/** Types a line, a second after the last one. */
async function type({ sandbox, run, keep }: LabSitting, line: string): Promise<void> {
  sandbox.advance(1000);
  for (const part of line.split('\n')) typeLine(sandbox, part);
  run.put({ type: 'command', line });
  await run.look();
  keep();
}

/** Does the next thing of a lab's own solution. @returns false if there is nothing to be done any more */
async function goOn(sitting: LabSitting): Promise<boolean> {
  const { run, keep } = sitting;
  const task = taskOnHand(run.state);
  if (task === undefined) return false;
  if (!isDo(task)) {
    run.put({ type: 'answer', answer: typeOf(task.ask).key(task.ask) });
    await run.look();
    keep();
    return true;
  }
  const [next] = commandsOf(run.state.lab, task).slice(run.state.followed);
  if (next === undefined) throw new Error(`the solution of ${task.id} does not solve it`);
  await type(sitting, next.sh);
  return true;
}

const worldOf = ({ sandbox }: LabSitting): string => JSON.stringify([sandbox.now(), sandbox.world()]);

describe('a lab on the sandbox that is kept', () => {
  it.each(LABS.map((lab) => [lab.id, lab] as const))('goes on from any moment: %s', async (_, lab) => {
    const { begin, resume, store, shown } = desk(lab);
    let sitting = await begin();
    for (let left = 50; left > 0 && (await goOn(sitting)); left -= 1) {
      const kept = store.get(KEY);
      if (sitting.run.state.done) break;
      expect(kept).toBeDefined();
      const before = shown();
      const next = await resume(kept!);
      expect(shown()).toBe(before);
      expect(next).toBeDefined();
      expect(worldOf(next!)).toBe(worldOf(sitting));
      expect(next!.run.state.met).toEqual(sitting.run.state.met);
      sitting = next!;
    }
    expect(sitting.run.state.done).toBe(true);
    // What is done begins again the next time.
    expect(store.get(KEY)).toBeUndefined();
  });

  it('goes on with files, undo, what was taken back, hints and the time that passed', async () => {
    const { begin, resume, store } = desk(FIRST);
    const sitting = await begin();
    await type(sitting, 'echo one > note; export COLOUR=blue; cd /tmp');
    await type(sitting, 'docker run -d --name other alpine sleep 1000');
    await type(sitting, 'docker rm -f other');
    sitting.sandbox.undo();
    sitting.sandbox.undo();
    sitting.run.put({ type: 'hint' });
    sitting.sandbox.advance(60_000);
    sitting.keep();
    const { sandbox, run } = (await resume(store.get(KEY)!))!;
    expect(worldOf({ sandbox } as LabSitting)).toBe(worldOf(sitting));
    expect(run.state.hints).toEqual(sitting.run.state.hints);
    expect(sandbox.redo()).toBe('docker run -d --name other alpine sleep 1000');
    expect(sandbox.world().containers.map(({ Name }) => Name)).toEqual(['/other']);
    sandbox.undo();
    expect(sandbox.undo()).toBe('echo one > note; export COLOUR=blue; cd /tmp');
  });

  it('goes on behind what was typed to a program, and behind a command that a limit stopped', async () => {
    const { begin, resume, store } = desk(FIRST);
    const sitting = await begin();
    const { sandbox } = sitting;
    sandbox.line('docker run -i --name box alpine sh');
    sandbox.run(sandbox.now() + 60_000);
    sandbox.input('echo kept > /note');
    sandbox.run(sandbox.now() + 1000);
    sandbox.input(null);
    expect(sandbox.run(sandbox.now() + 1000)).toMatchObject({ kind: 'prompt' });
    sandbox.line('while :; do :; done');
    while (sandbox.run(sandbox.now() + 50).kind !== 'limit');
    sandbox.interrupt();
    expect(sandbox.run(sandbox.now())).toMatchObject({ kind: 'prompt', status: 130 });
    sitting.keep();
    const next = await resume(store.get(KEY)!);
    expect(worldOf(next!)).toBe(worldOf(sitting));
    await type(next!, 'docker cp box:/note note');
    expect(next!.sandbox.readFile('note')).toBe('kept\n');
  });

  it('ends a program that was still running when the window closed, not the container', async () => {
    const { begin, resume, store } = desk(FIRST);
    const sitting = await begin();
    const { sandbox } = sitting;
    sandbox.line('docker run -i --name box alpine sh');
    sandbox.run(sandbox.now() + 60_000);
    sandbox.input('echo kept > /note');
    const next = (await resume(store.get(KEY)!))!;
    expect(next.sandbox.run(next.sandbox.now())).toMatchObject({ kind: 'prompt', continuation: false });
    await type(next, 'docker cp box:/note note');
    expect(next.sandbox.readFile('note')).toBe('kept\n');
  });

  it('lets a command end that was cut off, and gives an unfinished one up', async () => {
    const { begin, resume, store } = desk(FIRST);
    const sitting = await begin();
    sitting.sandbox.line('docker pull -q alpine');
    const second = (await resume(store.get(KEY)!))!;
    expect(second.sandbox.world().images).toHaveLength(1);
    second.sandbox.line("echo 'never closed");
    const third = (await resume(store.get(KEY)!))!;
    expect(third.sandbox.run(third.sandbox.now())).toMatchObject({ kind: 'prompt', continuation: false });
    expect(third.sandbox.world().images).toHaveLength(1);
  });

  it('goes on before a command that left the shell', async () => {
    const { begin, resume, store } = desk(FIRST);
    const sitting = await begin();
    await type(sitting, 'docker pull -q alpine');
    const world = worldOf(sitting);
    sitting.sandbox.line('exit');
    expect(sitting.sandbox.run()).toMatchObject({ kind: 'ended' });
    const next = (await resume(store.get(KEY)!))!;
    expect(worldOf(next)).toBe(world);
    await type(next, 'docker images');
    expect(await resume(store.get(KEY)!)).toBeDefined();
  });

  it('begins anew where the lab has changed, or what comes of it', async () => {
    const { begin, resume, store } = desk(FIRST);
    const sitting = await begin();
    await type(sitting, 'docker pull -q alpine');
    const kept = store.get(KEY)!;
    expect(await resume(kept, { ...FIRST, files: { new: '' } })).toBeUndefined();
    expect(await resume({ ...kept, proof: { ...kept.proof, world: 'other' } })).toBeUndefined();
    const calls = kept.recording.calls.map((call) =>
      call[0] === 'line' ? (['line', 'docker pull -q busybox'] as const) : call,
    );
    expect(await resume({ ...kept, recording: { ...kept.recording, calls } })).toBeUndefined();
    expect(await resume(kept)).toBeDefined();
  });

  it('is not kept if bringing it back would take long', async () => {
    const { begin, resume, store } = desk(FIRST);
    const sitting = await begin();
    await type(sitting, 'docker pull -q alpine');
    const kept = store.get(KEY)!;
    const long = (await resume({ ...kept, recording: { ...kept.recording, took: 60_000 } }))!;
    expect([sitting.isTooLong(), long.isTooLong()]).toEqual([false, true]);
    await type(long, 'docker images');
    expect(store.get(KEY)).toBeUndefined();
  });
});

describe('the file of labs on the sandbox', () => {
  it('keeps them by name until they are removed', async () => {
    const folder = newFolder();
    const { begin } = desk(FIRST, folder);
    const sitting = await begin();
    sitting.keep();
    const store = openSandboxLabStore(folder);
    expect(isTouched(store.get(KEY)!)).toBe(false);
    await type(sitting, 'docker ps');
    expect(isTouched(store.get(KEY)!)).toBe(true);
    expect(store.get('constructor')).toBeUndefined();
    store.remove(KEY);
    expect(store.get(KEY)).toBeUndefined();
  });

  it.each([
    '',
    'not json',
    'null',
    '[]',
    '{"format": 2, "labs": {}}',
    '{"format": 1, "labs": null}',
    `{"format": 1, "labs": {"${KEY}": {"lab": "x", "start": 1}}}`,
  ])('counts as none if it says %j', (text) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'sandbox-labs.json'), text);
    expect(openSandboxLabStore(folder).get(KEY)).toBeUndefined();
  });

  it('counts a lab as none that has a call which nobody can make', async () => {
    const folder = newFolder();
    const { begin, store } = desk(FIRST, folder);
    const sitting = await begin();
    await type(sitting, 'docker ps');
    const kept = store.get(KEY)!;
    for (const call of [['run'], ['line', 1], ['resize', 1], ['other'], 'run', ['input']]) {
      store.put(KEY, { ...kept, recording: { calls: [call], took: 0 } } as unknown as KeptSitting);
      expect(store.get(KEY)).toBeUndefined();
    }
  });
});
