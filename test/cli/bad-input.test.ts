import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isUnreadable } from '../../src/content/rules/table.ts';
import { run, shell } from '../helpers/cli.ts';
import { check } from '../helpers/pack-check.ts';
import { ROOT } from '../helpers/root.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

const FIXTURES = join(ROOT, 'test', 'fixtures', 'packs');
const TINY = join(FIXTURES, 'tiny');

describe('bad input', () => {
  const bad = join(FIXTURES, 'bad');
  const made = (name: string, content: string | Uint8Array) => join(folderWith({ [name]: content }), name);
  const big = () => {
    const path = made('big.lesson.yaml', '');
    writeFileSync(path, Buffer.alloc(50 * 1024 * 1024, '# fifty million letters\n'));
    return path;
  };
  const inPack = () => {
    const folder = newFolder();
    cpSync(TINY, folder, { recursive: true });
    const manifest = readFileSync(join(TINY, 'pack.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'pack.yaml'),
      manifest.replace('lessons: [hello', 'lessons: [../../../../etc/passwd, hello'),
    );
    return folder;
  };
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => `${' '.repeat(index)}a:`).join('\n');

  it.each<[string, string, () => string]>([
    ['an empty file', 'empty-file', () => join(bad, 'empty.lesson.yaml')],
    ['a file of comments', 'empty-file', () => join(bad, 'comments.lesson.yaml')],
    ['what is not YAML', 'yaml', () => join(bad, 'not-yaml.lesson.yaml')],
    [
      'a picture',
      'not-utf8',
      () => made('a.lesson.yaml', Buffer.from('89504e470d0a1a0a0000000d49484452ff', 'hex')),
    ],
    ['CP949', 'not-utf8', () => join(bad, 'not-utf8.lesson.yaml')],
    ['UTF-16', 'not-utf8', () => join(bad, 'utf16.lesson.yaml')],
    ['an alias bomb', 'alias-bomb', () => join(bad, 'alias-bomb.lesson.yaml')],
    ['an alias of itself', 'alias-bomb', () => join(bad, 'self-alias.lesson.yaml')],
    ['50 MB', 'too-large', big],
    [
      'lists in lists, 100,000 deep',
      'nested-too-deeply',
      () => made('a.lesson.yaml', `a: ${'['.repeat(100_000)}`),
    ],
    ['maps in maps, 100,000 deep', 'nested-too-deeply', () => made('a.lesson.yaml', '{a: '.repeat(100_000))],
    ['maps in maps by indentation', 'nested-too-deeply', () => made('a.lesson.yaml', lines(1000))],
    ['an escape sequence in text', 'control-character', () => join(bad, 'escape.lesson.yaml')],
    ['a raw escape sequence in text', 'control-character', () => join(bad, 'raw-escape.lesson.yaml')],
    ['../../etc/passwd as an id', 'bad-id', () => join(bad, 'path-id.lesson.yaml')],
    ['../../etc/passwd as a lesson of a pack', 'bad-id', inPack],
    ['a number', 'wrong-type', () => made('a.lesson.yaml', '42\n')],
    ['a list', 'wrong-type', () => join(bad, 'list.lesson.yaml')],
    ['a newer format', 'newer-format', () => join(bad, 'newer.lesson.yaml')],
    ['several documents', 'several-documents', () => join(bad, 'several.lesson.yaml')],
    ['a key given twice', 'duplicate-key', () => join(bad, 'duplicate-key.lesson.yaml')],
    ['a tab as indentation', 'yaml', () => join(bad, 'tab.lesson.yaml')],
    [
      'a tag that would make a program run elsewhere',
      'yaml',
      () => made('a.lesson.yaml', 'format: 1\nid: !!js/function "x"\n'),
    ],
  ])('such as %s is told with its place, is not learned from, and nothing hangs', async (_, rule, make) => {
    const path = make();
    const { report, code } = await check(path);
    // A file that cannot be read is wrong use; one that can be read and is wrong has not passed.
    expect(code).toBe(isUnreadable(rule) ? 2 : 1);
    expect(report.problems.map((problem) => problem.rule)).toContain(rule);
    for (const { line, column, message } of report.problems) {
      expect([line, column].every((place) => Number.isInteger(place) && place > 0)).toBe(true);
      expect(message).not.toMatch(/[\u0000-\u001f]/);
    }
    const text = await run(['pack', 'check', path, '--color']);
    expect(text.stderr).toBe('');
    expect(text.stdout.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
    );
    expect(text.stdout).not.toMatch(/^\s+at .*[:(]\d+/m);
    const learned = await run(['learn', '--pack', path]);
    expect(learned.stdout).toBe('');
    expect(learned.stderr).toMatch(/^docker-tutor: .*:\d+:\d+ .*\n.+\n$/);
    expect(learned.code).toBe(2);
  });

  it('such as a named pipe in a pack’s folder is not waited for', async () => {
    const folder = newFolder();
    cpSync(TINY, folder, { recursive: true });
    const { stdout, code } = await shell(`mkfifo pipe.lesson.yaml && $TUTOR pack check .`, { cwd: folder });
    expect(code).toBe(2);
    expect(stdout).toMatch(/pipe\.lesson\.yaml:1:1 error/);
  });
});
