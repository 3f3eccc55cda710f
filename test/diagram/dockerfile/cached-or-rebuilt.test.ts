import { describe, expect, test } from 'vitest';
import { buildHere } from '../../engine/sandbox/build/build-here.ts';
import { REBUILD_CASES } from './rebuild-cases.ts';
import { disagreements, layersOfCase, stepsDone } from './steps.ts';

describe('what a picture says of the next build is what the sandbox then does', () => {
  test.each(
    REBUILD_CASES.filter(({ not }) => not?.sandbox === undefined).map((one) => [one.id, one] as const),
  )('%s', (_, one) => {
    const { dockerfile, files, changed, target } = one;
    const here = buildHere();
    const flags = target === undefined ? [] : ['--target', target];
    here.files(files);
    const first = here.build(dockerfile, ...flags);
    expect(first.exit, first.err).toBe(0);
    here.files({ ...files, ...Object.fromEntries(changed.map((path) => [path, `changed ${path}`])) });
    const second = here.build(dockerfile, ...flags);
    expect(second.exit, second.err).toBe(0);
    expect(disagreements(layersOfCase(one), stepsDone(second.err)), second.err).toEqual([]);
  });

  test('is left open only for files of other stages and linked copies, and what stands on them', () => {
    const open = REBUILD_CASES.filter((one) => layersOfCase(one).some(({ state }) => state === 'checked'));
    for (const { id, dockerfile } of open) expect(dockerfile, id).toMatch(/from=|--link/);
    expect(open.length).toBeGreaterThan(5);
  });

  test('is rebuilt in some, checked in some, and cached as a whole in some', () => {
    const states = REBUILD_CASES.map((one) => new Set(layersOfCase(one).map(({ state }) => state)));
    expect(states.filter((each) => each.has('rebuilt')).length).toBeGreaterThan(25);
    expect(states.filter((each) => !each.has('rebuilt') && !each.has('checked')).length).toBeGreaterThan(8);
  });
});
