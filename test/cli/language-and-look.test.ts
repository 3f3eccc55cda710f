import { describe, expect, it } from 'vitest';
import { run, shell } from '../helpers/cli.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

/** The language that `list` speaks. */
async function spoken(given: {
  args?: readonly string[];
  env?: Record<string, string | undefined>;
  home?: string;
}): Promise<'en' | 'ko'> {
  const { stdout } = await run(['list', ...(given.args ?? [])], given);
  return stdout.includes('왜 컨테이너인가') ? 'ko' : 'en';
}

const KOREAN = 'ko_KR.UTF-8';
const ENGLISH = 'en_US.UTF-8';

describe('the language', () => {
  it.each<[string, 'en' | 'ko', Parameters<typeof spoken>[0]]>([
    ['--lang before everything', 'ko', { args: ['--lang', 'ko'], env: { LC_ALL: ENGLISH } }],
    [
      'LC_ALL before LC_MESSAGES and LANG',
      'ko',
      { env: { LC_ALL: KOREAN, LC_MESSAGES: ENGLISH, LANG: ENGLISH } },
    ],
    ['LC_MESSAGES before LANG', 'ko', { env: { LC_MESSAGES: KOREAN, LANG: ENGLISH } }],
    ['LANG', 'ko', { env: { LANG: KOREAN } }],
    ['LANG without a charset', 'ko', { env: { LANG: 'ko_KR' } }],
    ['an empty LC_ALL as none', 'ko', { env: { LC_ALL: '', LC_MESSAGES: '', LANG: KOREAN } }],
    ['C as English', 'en', { env: { LC_ALL: 'C', LANG: KOREAN } }],
    ['C.UTF-8 as English', 'en', { env: { LANG: 'C.UTF-8' } }],
    ['another language as English', 'en', { env: { LANG: 'fr_FR.UTF-8' } }],
    ['a locale that is none as English', 'en', { env: { LANG: '!!' } }],
    ['a long --lang', 'ko', { args: ['--lang', 'ko-KR'] }],
    ['no locale at all, as Intl has it', 'en', { env: { LANG: undefined } }],
  ])('takes %s', async (_, lang, given) => {
    expect(await spoken(given)).toBe(lang);
  });

  it('is the one of the settings, before the environment and after --lang', async () => {
    const home = newFolder();
    const set = await run(['config', 'set', 'language', 'ko'], { home });
    expect(set).toEqual({ stdout: 'language = ko\n', stderr: '', code: 0 });
    expect(await spoken({ home, env: { LC_ALL: ENGLISH } })).toBe('ko');
    expect(await spoken({ home, args: ['--lang', 'en'] })).toBe('en');
    await run(['config', 'set', 'language', 'auto'], { home });
    expect(await spoken({ home })).toBe('en');
  });

  it('that the pack lacks is told once, and the lesson comes in the pack’s own', async () => {
    const french = await run(['learn', 'containers', '--lang', 'fr']);
    expect(french.stderr).toBe('This pack has no fr; showing it in its own language (English).\n');
    expect(french.stdout).toContain('Step 1 of');
    expect(french.code).toBe(0);
    const lesson =
      'format: 1\nid: only\ntitle: Nur Deutsch\nminutes: 1\nsteps:\n  - {id: one, text: Hallo.}\n';
    const manifest =
      'format: 1\nid: de\nversion: 1.0.0\ntitle: Deutsch\nlanguages: [en]\nmodules:\n  - {id: m, title: M, lessons: [only]}\n';
    const folder = folderWith({ 'pack.yaml': manifest, 'm/only.lesson.yaml': lesson });
    const korean = await run(['learn', 'only', '--pack', folder, '--lang', 'ko']);
    expect(korean.stderr).toBe('이 팩에는 한국어 내용이 없어 팩의 언어(English)로 보여 줍니다.\n');
    expect(korean.stdout).toContain('Hallo.');
  });
});

describe('settings', () => {
  it('are printed, one or all, and changed', async () => {
    const home = newFolder();
    expect((await run(['config'], { home })).stdout).toBe('language = auto\ncharset = auto\nmotion = auto\n');
    await run(['config', 'set', 'motion', 'false'], { home });
    await run(['config', 'set', 'charset', 'ascii'], { home });
    expect((await run(['config', 'get'], { home })).stdout).toBe(
      'language = auto\ncharset = ascii\nmotion = false\n',
    );
    expect((await run(['config', 'get', 'motion'], { home })).stdout).toBe('false\n');
    expect((await run(['draw', 'vm-vs-container/1'], { home })).stdout).toMatch(/^\+-/m);
    expect((await run(['draw', 'vm-vs-container/1', '--unicode'], { home })).stdout).toMatch(/^┌─/m);
  });

  it('that are damaged are told in one line and keep nobody from anything', async () => {
    for (const content of ['{', '[]', '"x"', '\u0000\u0000', '{"format":1,"language":"xx"}']) {
      const home = folderWith({ 'config.json': content });
      const { stderr, code } = await run(['list'], { home });
      expect(code).toBe(0);
      expect(stderr).toBe(
        `The settings in ${home}/config.json could not be read as they are; what is wrong there is ignored.\n`,
      );
    }
  });
});

describe('colour in a pipe', () => {
  const ESCAPES = /\u001b\[[\d;]*m/;
  it.each<[string, boolean, readonly string[], Record<string, string>]>([
    ['none of itself', false, [], {}],
    ['--color', true, ['--color'], {}],
    ['--color before NO_COLOR', true, ['--color'], { NO_COLOR: '1' }],
    ['--no-color before FORCE_COLOR', false, ['--no-color'], { FORCE_COLOR: '1' }],
    ['FORCE_COLOR', true, [], { FORCE_COLOR: '1' }],
    ['FORCE_COLOR=0 before CLICOLOR_FORCE', false, [], { FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }],
    ['CLICOLOR_FORCE', true, [], { CLICOLOR_FORCE: '1' }],
    ['NO_COLOR before FORCE_COLOR', false, [], { NO_COLOR: '1', FORCE_COLOR: '1' }],
    ['an empty NO_COLOR as none', true, [], { NO_COLOR: '', FORCE_COLOR: '1' }],
    ['a screen reader', false, ['--screen-reader'], { FORCE_COLOR: '1' }],
  ])('%s: %s', async (_, coloured, args, env) => {
    for (const command of [['list'], ['draw', 'vm-vs-container/no-guest', '--format', 'text']]) {
      const plain = await run(command);
      const { stdout } = await run([...command, ...args], { env });
      expect(ESCAPES.test(stdout)).toBe(coloured);
      expect(stdout.replace(/\u001b\[[\d;]*m/g, '')).toBe(plain.stdout);
    }
  });

  it('never gets into JSON, into words for the blind, or into a file', async () => {
    for (const args of [
      ['list', '--json'],
      ['progress', '--json'],
      ['draw', 'containers/1', '--format', 'alt'],
    ]) {
      expect((await run([...args, '--color'])).stdout).not.toMatch(ESCAPES);
    }
  });
});

describe('characters', () => {
  it('are ASCII outside Hangul when asked, in every command', async () => {
    for (const args of [
      ['list'],
      [],
      ['progress'],
      ['term'],
      ['doctor'],
      ['draw', 'vm-vs-container/no-guest'],
      ['learn'],
    ]) {
      for (const lang of ['en', 'ko']) {
        const { stdout } = await run([...args, '--ascii', '--lang', lang]);
        expect({ args, rest: stdout.replace(/[\n\u0020-\u007e가-힣]/g, '') }).toEqual({ args, rest: '' });
      }
    }
  });
});

describe('npm start in a pipe', () => {
  it('prints the first lesson and ends with 0', async () => {
    const { stdout, code } = await shell('$TUTOR learn < /dev/null');
    expect(code).toBe(0);
    expect(stdout).toContain('works-on-my-machine');
  });
});
