import { beforeAll, describe, expect, it } from 'vitest';
import { BIN } from '../helpers/built.ts';
import { withEngine } from '../helpers/engine.ts';

const run = withEngine([process.execPath, '--import', 'tsx', 'test/screen/lab-docker-process.ts', BIN]);
if (run.status === 3)
  process.stderr.write(`SKIPPED: no lab was done on a real engine at a terminal. ${run.stderr}\n`);

describe.skipIf(run.status === 3)('a lab on a real engine, at a terminal', () => {
  let seen: Readonly<Record<string, string>>;
  beforeAll(() => {
    expect(run.stderr).toBe('');
    seen = JSON.parse(run.stdout);
  });

  it('shows the tasks, and follows what is done in another terminal', () => {
    expect(seen['begun']).toMatch(/In another terminal: cd .+\n?.*\/run-and-stop/);
    expect(seen['begun']).toContain('▸ 1 Start a container named web');
    expect(seen['met']).toContain('✓ 1 Start a container named web');
    // What was there before the lab, such as `mine`, is not in its picture.
    expect(seen['met']).toMatch(/┃\+web {2}running[\s\S]*nginx:alpine[\s\S]*Docker Engine/);
    expect(seen['met']).not.toMatch(/[│┃].?mine/);
    expect(seen['met']).toContain('What is left of it then?');
  });

  it('takes words at its prompt', () => {
    expect(seen['hinted']).toContain('docker stop sends the main process a signal');
  });

  it('is left with Ctrl-C, and goes on where it was', () => {
    expect(seen['interrupted']).toBe(130);
    expect(seen['kept']).toMatch(/> \^C\n+ Kept as it is\. .*docker-tutor lab check/);
    expect(seen['resumed']).toContain('under way already');
    expect(seen['resumed']).toMatch(/✓ 1 [\s\S]*✓ 2 [\s\S]*▸ 3 /);
  });

  it('is judged by lab check, which asks the question that is on hand', () => {
    expect(seen['checkExit']).toBe(1);
    expect(seen['checked']).toMatch(
      /Docker · 2 of 4 tasks\n ✓ 1 [\s\S]*✓ 2 [\s\S]*✗ 3 [\s\S]*wanted: exited/,
    );
  });

  it('says what happened above what is being typed', () => {
    expect(seen['typing']).toMatch(/✓ 3 [\s\S]*▸ 4 [\s\S]*\n> hal/);
  });

  it('ends when all is done; with nothing of its own left, it offers nothing', () => {
    expect(seen['exit']).toBe(0);
    expect(seen['done']).not.toContain('Remove it?');
  });

  it('does not begin where a name of it is in use', () => {
    expect(seen['takenExit']).toBe(2);
    expect(seen['taken']).toContain('in use on this engine already: web');
  });

  it('offers for removal only what appeared since it began and has a name of it, and removes that', () => {
    const [, offered = ''] = String(seen['offered']).split('This lab made:');
    expect(offered).toMatch(
      /^\s+docker container rm --force --volumes (web|quiet)\n\s+docker container rm --force --volumes (web|quiet)\n\s*. Remove it\?/,
    );
    expect(seen['portsExit']).toBe(0);
    expect(String(seen['left']).split('\n').sort()).toEqual(['bystander', 'mine']);
  });
});
