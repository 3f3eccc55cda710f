import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { randomId } from '../../src/platform/random.ts';
import { thisProcess } from '../../src/platform/this-process.ts';

it('random ids are of the base32 alphabet, of the length asked for, and differ', () => {
  const ids = Array.from({ length: 1000 }, () => randomId());
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[a-z2-7]{16}$/);
  expect(randomId(10)).toHaveLength(10);
  // Every letter comes up: none of 32 is missing in 16,000 but by a fault.
  expect(new Set(ids.join('')).size).toBe(32);
});

it('this process is alive, and one that has ended is not', () => {
  const { hostname: name, pid, isAlive } = thisProcess();
  expect(name).toBe(hostname());
  expect(pid).toBe(process.pid);
  expect(isAlive(pid)).toBe(true);
  const ended = spawnSync(process.execPath, ['-e', '']);
  expect(isAlive(ended.pid)).toBe(false);
});

it('the clock of this computer counts milliseconds since 1970', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
});
