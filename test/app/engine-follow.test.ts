import { describe, expect, it } from 'vitest';
import { type Followed, followEngine } from '../../src/app/engine-follow.ts';
import { EngineWatch } from '../../src/app/engine-picture.ts';
import { EngineSilent } from '../../src/engine/docker/docker-engine.ts';
import type { EngineEvent } from '../../src/engine/port.ts';
import { sandboxAfter } from '../diagram/engine/world-after.ts';

const EVENT: EngineEvent = { type: 'container', action: 'kill', id: '', attributes: {}, time: 0 };

/** Follows a sandbox whose events come when the test says so. */
async function following() {
  const sandbox = sandboxAfter('run -d --name web alpine sleep 1d');
  const watch = new EngineWatch();
  await watch.look(sandbox, 'en');
  let emit: () => void = () => undefined;
  let end: () => void = () => undefined;
  let leave: (code: number) => void = () => undefined;
  let stopped = false;
  const engine: { -readonly [Key in keyof Followed]: Followed[Key] } = {
    inspect: () => sandbox.inspect(),
    observe: (probes) => sandbox.observe(probes),
    follow(onEvent, onEnd) {
      emit = () => onEvent(EVENT);
      end = onEnd;
      return () => {
        stopped = true;
      };
    },
  };
  const moments: (readonly string[])[] = [];
  let shown: () => void = () => undefined;
  const code = followEngine(engine, watch, {
    lang: 'en',
    show: ({ said }) => {
      moments.push(said);
      shown();
    },
    leave: (stop) =>
      new Promise((resolve) => {
        leave = (how) => {
          stop();
          resolve(how);
        };
      }),
  });
  return {
    engine,
    sandbox,
    moments,
    code,
    nextMoment: () => new Promise<void>((resolve) => (shown = resolve)),
    emit: () => emit(),
    end: () => end(),
    leave: (how: number) => leave(how),
    isStopped: () => stopped,
  };
}

describe('following an engine', () => {
  it('shows one moment for events that come together, and none where nothing changed', async () => {
    const followed = await following();
    const next = followed.nextMoment();
    followed.sandbox.execute(['kill', 'web']);
    for (let events = 0; events < 5; events++) followed.emit();
    await next;
    followed.emit();
    const second = followed.nextMoment();
    followed.sandbox.execute(['rm', 'web']);
    followed.emit();
    await second;
    followed.leave(130);
    expect(await followed.code).toBe(130);
    expect(followed.moments).toEqual([
      ['container web: now exited 137.', 'network bridge: now has no containers on it.'],
      ['container web: removed.'],
    ]);
  });

  it('shows what happened before it listened', async () => {
    const followed = await following();
    const next = followed.nextMoment();
    followed.sandbox.execute(['kill', 'web']);
    await next;
    followed.leave(130);
    expect(await followed.code).toBe(130);
    expect(followed.moments).toHaveLength(1);
  });

  it('ends at once when somebody leaves, and listens no longer', async () => {
    const followed = await following();
    followed.leave(130);
    expect(await followed.code).toBe(130);
    expect(followed.isStopped()).toBe(true);
  });

  it('tells when the engine goes away, whether its events end or it gives no answer', async () => {
    const ended = await following();
    ended.end();
    expect(await ended.code).toBeUndefined();
    const silent = await following();
    silent.engine.inspect = () => Promise.reject(new EngineSilent('refused', 'gone'));
    silent.emit();
    expect(await silent.code).toBeUndefined();
    expect(silent.isStopped()).toBe(true);
  });
});
