import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, run, shell } from '../helpers/cli.ts';
import { check, type Report } from '../helpers/pack-check.ts';
import { ROOT } from '../helpers/root.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

const FIXTURES = join(ROOT, 'test', 'fixtures', 'packs');
const TINY = join(FIXTURES, 'tiny');

const LESSON = `format: 1
id: hello
title: {en: "Hello", ko: "안녕"}
minutes: 1
steps:
  - id: only
    text: {en: "One container.", ko: "컨테이너 하나."}
`;

describe('--pack', () => {
  it('takes a folder beside the built-in pack, with CRLF and a byte order mark in its files', async () => {
    const list = json(await run(['list', '--json', '--pack', TINY])) as {
      modules: { id: string; lessons: { id: string }[] }[];
    };
    expect(list.modules.map(({ id }) => id)).toEqual(['why', 'docker', 'build', 'run', 'basics']);
    expect(list.modules.at(-1)?.lessons.map(({ id }) => id)).toEqual(['hello', 'crlf', 'bom']);
    for (const id of ['hello', 'crlf', 'bom', 'tiny/hello']) {
      const { stdout, stderr, code } = await run(['learn', id, '--pack', TINY, '--lang', 'ko']);
      expect({ id, stderr, code }).toEqual({ id, stderr: '', code: 0 });
      expect(stdout).toContain('컨테이너 하나.\n');
      expect(stdout).not.toMatch(/[\r\uFEFF]/);
    }
  });

  it('takes a lesson file on its own', async () => {
    const folder = folderWith({ 'mine.lesson.yaml': LESSON });
    const { stdout, stderr, code } = await run(['learn', 'hello', '--pack', 'mine.lesson.yaml'], {
      cwd: folder,
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain('One container.');
  });

  it('may be given again, and asks for the pack where two have a lesson of one name', async () => {
    const folder = folderWith({ 'mine.lesson.yaml': LESSON });
    const packs = ['--pack', TINY, '--pack', join(folder, 'mine.lesson.yaml')];
    expect((await run(['list', ...packs])).stdout.match(/ hello /g)).toHaveLength(2);
    const { stderr, code } = await run(['learn', 'hello', ...packs]);
    expect(stderr).toMatch(
      /^docker-tutor: more than one pack has a lesson `hello`\nWrite one of: tiny\/hello, .+\/hello\.\n$/,
    );
    expect(code).toBe(2);
    const other = /one of: tiny\/hello, (.+)\.$/m.exec(stderr)?.[1] ?? '';
    for (const name of ['tiny/hello', other]) expect((await run(['learn', name, ...packs])).code).toBe(0);
  });

  it.each([
    ['en', 'has problems, so it cannot be used', 'says what they are.'],
    ['ko', '팩에 문제가 있어 쓸 수 없습니다', 'pack check'],
  ])('with problems says so in %s, with the place of the first, and ends with 2', async (lang, what, todo) => {
    const folder = folderWith({ 'mine.lesson.yaml': LESSON.replace('minutes', 'minuts') });
    const { stdout, stderr, code } = await run(['learn', '--pack', 'mine.lesson.yaml', '--lang', lang], {
      cwd: folder,
    });
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toHaveLength(3);
    expect(stderr).toContain(what);
    expect(stderr).toContain('mine.lesson.yaml:4:1');
    expect(stderr).toContain(todo);
    expect(code).toBe(2);
  });

  it('with warnings only is used', async () => {
    const plain = LESSON.replace(
      '{en: "One container.", ko: "컨테이너 하나."}',
      '"This is a sentence in one language."',
    );
    const pack = readFileSync(join(TINY, 'pack.yaml'), 'utf8').replace('[hello, crlf, bom]', '[hello]');
    const folder = folderWith({ 'pack.yaml': pack, 'basics/hello.lesson.yaml': plain });
    const { report, code } = await check(folder);
    expect(report.problems.map(({ severity }) => severity)).toEqual(['warning']);
    expect(code).toBe(0);
    expect((await run(['learn', 'hello', '--pack', folder])).code).toBe(0);
  });

  it('reads nothing outside of its folder', async () => {
    const outside = folderWith({ 'secret.lesson.yaml': LESSON.replace('One container.', 'A secret.') });
    const folder = folderWith({ 'pack.yaml': readFileSync(join(TINY, 'pack.yaml')) });
    symlinkSync(join(outside, 'secret.lesson.yaml'), join(folder, 'hello.lesson.yaml'));
    const { report, code } = await check(folder);
    expect(code).toBe(2);
    expect(JSON.stringify(report)).not.toContain('secret');
    expect((await run(['learn', 'hello', '--pack', folder])).stdout).toBe('');
  });
});

describe('pack new', () => {
  it.each([
    'en',
    'ko',
  ])('makes a pack that passes its check, and that learn and preview show, in %s', async (lang) => {
    const cwd = newFolder();
    const made = await run(['pack', 'new', 'my-pack', '--lang', lang], { cwd });
    expect({ stderr: made.stderr, code: made.code }).toEqual({ stderr: '', code: 0 });
    const checked = await run(['pack', 'check', 'my-pack'], { cwd });
    expect(checked).toEqual({ stdout: 'Checking my-pack …\nno problems in 6 files\n', stderr: '', code: 0 });
    // The commands that it offers next are commands that work.
    const next = made.stdout.match(/^ {2}docker-tutor .+$/gm) ?? [];
    expect(next).toHaveLength(2);
    for (const line of next) {
      const { stdout, stderr, code } = await shell(line.replace('docker-tutor', '$TUTOR'), { cwd });
      expect({ line, stderr, code }).toEqual({ line, stderr: '', code: 0 });
      expect(stdout).not.toBe('');
    }
    const preview = await run(['pack', 'preview', 'my-pack/basics/one-kernel.lesson.yaml', '--lang', lang], {
      cwd,
    });
    expect(preview.code).toBe(0);
    expect(preview.stdout).toContain(lang === 'ko' ? '2단계 중 2단계' : 'Step 2 of 2');
    expect((await run(['draw', 'my-pack/one-kernel/1', '--pack', 'my-pack'], { cwd })).stdout).toMatch(/┌─/);
  });

  it('writes into no folder that has something in it, and no name that is no id', async () => {
    const cwd = folderWith({ 'there/a.txt': 'mine' });
    const { stderr, code } = await run(['pack', 'new', 'there'], { cwd });
    expect(stderr).toMatch(/^docker-tutor: there is there already and is not empty\n.+\n$/);
    expect(code).toBe(2);
    const inWay = await run(['pack', 'new', 'there/a.txt/pack'], { cwd });
    expect(inWay.stderr).toMatch(/^docker-tutor: .+\n.+\n$/);
    expect(inWay.code).toBe(2);
  });
});

describe('pack check', () => {
  it('checks the current folder when none is named', async () => {
    const { stdout, code } = await run(['pack', 'check'], { cwd: TINY });
    expect({ stdout, code }).toEqual({ stdout: 'Checking . …\nno problems in 4 files\n', code: 0 });
  });

  it('passes the built-in pack as it is, fit and all', async () => {
    const { report, code } = await check(join(ROOT, 'lessons'));
    expect(report.problems).toEqual([]);
    expect(report.files).toBeGreaterThan(10);
    expect(code).toBe(0);
  });

  it('says file, line, column, rule, message and hint, in every format', async () => {
    const cwd = folderWith({
      'mine.lesson.yaml': LESSON.replace('minutes', 'minuts').replace(', ko: "안녕"', ''),
    });
    const text = await run(['pack', 'check', 'mine.lesson.yaml'], { cwd });
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('mine.lesson.yaml:4:1 error unknown-key');
    expect(text.stdout).toContain('hint:');
    expect(text.stdout).toMatch(/^1 error in 1 file$/m);
    const { problems, files, format } = JSON.parse(
      (await run(['pack', 'check', 'mine.lesson.yaml', '--format', 'json'], { cwd })).stdout,
    ) as Report;
    expect({ files, format }).toEqual({ files: 1, format: 1 });
    for (const problem of problems) {
      expect(Object.keys(problem)).toEqual(['file', 'line', 'column', 'rule', 'severity', 'message', 'hint']);
    }
    expect(problems).toContainEqual(
      expect.objectContaining({
        file: 'mine.lesson.yaml',
        line: 4,
        column: 1,
        rule: 'unknown-key',
        severity: 'error',
      }),
    );
    const github = await run(['pack', 'check', 'mine.lesson.yaml', '--format', 'github'], { cwd });
    expect(github.stdout).toMatch(/^::error file=mine\.lesson\.yaml,line=4,col=1,.*title=unknown-key::/m);
    expect(github.code).toBe(1);
  });

  it('sets the caret right under Korean text', async () => {
    const cwd = folderWith({ 'mine.lesson.yaml': LESSON.replace('id: only', '"가나다": x, id: only') });
    const { stdout } = await run(['pack', 'check', 'mine.lesson.yaml'], { cwd });
    const lines = stdout.split('\n');
    const at = lines.findIndex((line) => /^ +\| +\^+/.test(line));
    const [source = '', marks = ''] = [lines[at - 1], lines[at]];
    const { displayWidth } = await import('../../src/text/width.ts');
    const before = marks.slice(0, marks.indexOf('^'));
    const prefix = [...source].reduce<string>(
      (text, char) => (displayWidth(text) < displayWidth(before) ? text + char : text),
      '',
    );
    expect(displayWidth(prefix)).toBe(displayWidth(before));
  });

  it('tells of a path that cannot be read, and ends with 2', async () => {
    const { stderr, code } = await run(['pack', 'check', 'nowhere']);
    expect(stderr).toBe(
      'docker-tutor: cannot read nowhere (there is no such file or folder)\nCheck the path and try again.\n',
    );
    expect(code).toBe(2);
  });

  it('tells of an empty folder that it is no pack', async () => {
    const { report, code } = await check(newFolder());
    expect(report.problems).toHaveLength(1);
    expect(code).toBe(1);
  });
});

describe('pack schema', () => {
  it.each([
    [[]],
    [['lesson']],
    [['pack']],
    [['glossary']],
    [['misconceptions']],
  ])('prints a JSON Schema: %j', async (args) => {
    const schema = json(await run(['pack', 'schema', ...args])) as Record<string, unknown>;
    expect(schema).toMatchObject({ $schema: expect.stringContaining('json-schema.org'), type: 'object' });
  });
});

describe('pack preview in a pipe', () => {
  it('prints the lesson', async () => {
    const { stdout, stderr, code } = await run([
      'pack',
      'preview',
      join(TINY, 'basics', 'hello.lesson.yaml'),
    ]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain('One container.');
  });

  it('prints each question of a quiz with its right answer', async () => {
    const file = join(FIXTURES, 'quiz', 'basics', 'stacks.quiz.yaml');
    const { stdout, stderr, code } = await run(['pack', 'preview', file]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout.match(/\d+\/\d+$/gm)).toEqual([1, 2, 3, 4, 5, 6, 7].map((at) => `${at}/7`));
    expect(stdout.match(/That is right\./g)).toHaveLength(7);
    expect(stdout).toMatch(/Whose kernel does a VM run\?.+Your answer: Its own/s);
  });

  it('says of a file that is no lesson what is wrong, and ends with 2', async () => {
    const manifest = await run(['pack', 'preview', join(TINY, 'pack.yaml')]);
    expect(manifest.stderr).toMatch(/^docker-tutor: .+pack\.yaml is neither a lesson nor a quiz\n.+\n$/);
    const broken = await run(['pack', 'preview', join(FIXTURES, 'bad', 'not-yaml.lesson.yaml')]);
    expect(broken.stderr).toMatch(/not-yaml\.lesson\.yaml:\d+:\d+ error yaml\n/);
    const missing = await run(['pack', 'preview', 'nowhere.lesson.yaml']);
    expect(missing.stderr).toMatch(/^docker-tutor: cannot read .+\n.+\n$/);
    expect([manifest.code, broken.code, missing.code]).toEqual([2, 2, 2]);
  });
});
