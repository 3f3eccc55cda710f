import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { exportOf, progressOf, SOME_HISTORY, usedHome } from '../helpers/history.ts';
import { newFolder } from '../helpers/temporary.ts';

describe('an export', () => {
  it('taken to a second home makes it the same, and importing it twice changes nothing', async () => {
    const first = await usedHome();
    const second = newFolder();
    const file = `${newFolder()}/mine.json`;
    const exported = await run(['export', '-o', file], { home: first });
    expect(exported).toEqual({
      stdout: `${SOME_HISTORY.length} entries written to ${file}.\n`,
      stderr: '',
      code: 0,
    });
    const once = await run(['import', file], { home: second });
    expect(once.stdout).toBe(`${SOME_HISTORY.length} new entries added to your progress.\n`);
    const afterOnce = await progressOf(second);
    expect(afterOnce).toEqual(await progressOf(first));
    const twice = await run(['import', file, '--lang', 'ko'], { home: second });
    expect(twice).toEqual({ stdout: '새로운 기록이 없어 그대로 두었습니다.\n', stderr: '', code: 0 });
    expect(await progressOf(second)).toEqual(afterOnce);
  });

  it('goes through a pipe as well', async () => {
    const exported = await run(['export'], { home: await usedHome() });
    expect(JSON.parse(exported.stdout)).toMatchObject({ format: 1, app: 'docker-tutor' });
    const home = newFolder();
    expect((await run(['import', '-'], { home, stdin: exported.stdout })).code).toBe(0);
    expect((await progressOf(home)).lessons['vm-vs-container']).toMatchObject({ step: 3 });
  });

  it('of two computers, brought together on each, gives both the same', async () => {
    const [one, other] = [await usedHome(), newFolder()];
    const more = exportOf(
      [{ type: 'step-seen', lesson: 'docker-concepts/vm-vs-container', step: 'isolation' }],
      'bbbbbbbbbbbbbbbb',
    );
    await run(['import', '-'], { home: other, stdin: more });
    const [a, b] = await Promise.all([one, other].map((home) => run(['export'], { home })));
    await run(['import', '-'], { home: one, stdin: b?.stdout ?? '' });
    await run(['import', '-'], { home: other, stdin: a?.stdout ?? '' });
    expect(await progressOf(other)).toEqual(await progressOf(one));
  });
});

describe('an import of nonsense', () => {
  const good = JSON.parse(exportOf(SOME_HISTORY));
  it.each([
    ['nothing', '', 'this file is not JSON'],
    ['no JSON', 'hello', 'this file is not JSON'],
    ['half a file', exportOf(SOME_HISTORY).slice(0, -40), 'this file is not JSON'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff]), 'this file is not JSON'],
    [
      'another program’s JSON',
      '{"name":"x","version":"1"}',
      'this file is not a progress file of docker-tutor',
    ],
    ['a number', '42', 'this file is not a progress file of docker-tutor'],
    ['null', 'null', 'this file is not a progress file of docker-tutor'],
    [
      'no events',
      JSON.stringify({ ...good, events: undefined }),
      'this file is not a progress file of docker-tutor',
    ],
    [
      'a newer format',
      JSON.stringify({ ...good, format: 2 }),
      'this file was written by a newer docker-tutor',
    ],
    [
      'a damaged entry',
      JSON.stringify({ ...good, events: [...good.events, { v: 1 }] }),
      'entry 7 of this file is damaged',
    ],
    [
      'a deep value',
      JSON.stringify(good).replace('"vm/guest"', '['.repeat(5000) + ']'.repeat(5000)),
      'entry 5 of this file is damaged',
    ],
  ])('refuses %s, says why, and adds nothing', async (_, stdin, message) => {
    const home = newFolder();
    const { stdout, stderr, code } = await run(['import', '-'], { home, stdin });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^docker-tutor: .+\n.+ Nothing was added\.\n$/);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect((await progressOf(home)).lessons).toEqual({});
  });

  it('refuses a folder', async () => {
    const { stderr, code } = await run(['import', newFolder()]);
    expect(stderr).toMatch(/^docker-tutor: cannot read .+\n.+\n$/);
    expect(code).toBe(2);
  });
});

describe('reset', () => {
  it('forgets one lesson and its answers, and leaves the rest', async () => {
    const home = await usedHome();
    const { stdout, code } = await run(['reset', 'vm-vs-container', '--yes'], { home });
    expect({ stdout, code }).toEqual({ stdout: 'Forgot “A machine or a process?”.\n', code: 0 });
    const { lessons, items } = await progressOf(home);
    expect(Object.keys(lessons)).toEqual(['works-on-my-machine']);
    expect(items).toEqual({});
  });

  it('forgets everything', async () => {
    const home = await usedHome();
    const { stdout, code } = await run(['reset', '--all', '--yes', '--lang', 'ko'], { home });
    expect({ stdout, code }).toEqual({ stdout: '모든 기록을 지웠습니다.\n', code: 0 });
    expect(await progressOf(home)).toMatchObject({ lessons: {}, items: {} });
  });

  it('holds against an import of what was forgotten', async () => {
    const home = await usedHome();
    await run(['reset', '--all', '--yes'], { home });
    await run(['import', '-'], { home, stdin: exportOf(SOME_HISTORY) });
    expect(await progressOf(home)).toMatchObject({ lessons: {}, items: {} });
  });

  it('forgets nothing when it cannot ask', async () => {
    const home = await usedHome();
    expect((await run(['reset', '--all'], { home, stdin: 'y\n' })).code).toBe(2);
    expect(Object.keys((await progressOf(home)).lessons)).toHaveLength(2);
  });
});

describe('profiles', () => {
  it('keep apart what they have done, and their settings', async () => {
    const home = newFolder();
    await run(['import', '-', '--profile', 'minji'], { home, stdin: exportOf(SOME_HISTORY) });
    expect(Object.keys((await progressOf(home, ['--profile', 'minji'])).lessons)).toHaveLength(2);
    expect(Object.keys((await progressOf(home, ['--profile', 'MINJI'])).lessons)).toHaveLength(2);
    expect((await progressOf(home)).lessons).toEqual({});
    expect((await progressOf(home, ['--profile', 'other'])).lessons).toEqual({});
    await run(['config', 'set', 'language', 'ko', '--profile', 'minji'], { home });
    expect((await run(['list', '--profile', 'minji'], { home })).stdout).toContain('왜 컨테이너인가');
    expect((await run(['list'], { home })).stdout).toContain('Why containers');
  });
});

describe('the data folder', () => {
  it('is the one of --data-dir, before DOCKER_TUTOR_HOME, before that of the system', async () => {
    const [named, variable, data] = [newFolder(), newFolder(), newFolder()];
    const path = async (args: readonly string[], env: Record<string, string | undefined>) =>
      (await run(['config', 'path', ...args], { env })).stdout;
    expect(await path(['--data-dir', named], { DOCKER_TUTOR_HOME: variable })).toBe(`${named}/config.json\n`);
    expect(await path([], { DOCKER_TUTOR_HOME: variable })).toBe(`${variable}/config.json\n`);
    const system = { DOCKER_TUTOR_HOME: undefined, XDG_DATA_HOME: data };
    expect(await path([], system)).toBe(`${data}/docker-tutor/config.json\n`);
    expect(await path([], { ...system, DOCKER_TUTOR_HOME: '' })).toBe(`${data}/docker-tutor/config.json\n`);
  });

  it('that is a file keeps nobody from reading, and is told in one line where something is to be saved', async () => {
    const env = { DOCKER_TUTOR_HOME: '/dev/null' };
    for (const args of [['learn'], ['list'], ['progress'], [], ['term'], ['config']]) {
      const { code, stdout, stderr } = await run(args, { env });
      expect({ args, code }).toEqual({ args, code: 0 });
      expect(stdout).not.toBe('');
      const lines = stderr.split('\n').slice(0, -1);
      expect(new Set(lines).size).toBe(lines.length);
      for (const line of lines) expect(line).toMatch(/^\S.* \/dev\/null\//);
    }
    const saving = await run(['import', '-'], { env, stdin: exportOf(SOME_HISTORY) });
    expect(saving.stderr).toMatch(/^Your progress cannot be saved in .*\(a file is in the way\).*$/m);
    const setting = await run(['config', 'set', 'language', 'ko'], { env });
    expect(setting.stderr).toMatch(
      /^docker-tutor: cannot write \/dev\/null\/config\.json \(a file is in the way\)\n.+\n$/,
    );
    expect(setting.code).toBe(2);
  });
});
