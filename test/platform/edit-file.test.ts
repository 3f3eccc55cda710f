import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { editFile } from '../../src/platform/edit-file.ts';

/** An editor that is a line of Node; `path` is the file. */
const editor = (code: string): string[] => [
  process.execPath,
  '-e',
  `const fs = require('node:fs'); const path = process.argv[1]; ${code}`,
];

describe('editing outside', () => {
  it('gives back what was saved', () => {
    const edited = editFile(editor(`fs.appendFileSync(path, 'two\\n')`), '/home/learner/f', 'one\n');
    expect(edited).toEqual({ kind: 'saved', text: 'one\ntwo\n' });
  });

  it('tells that nothing was changed, and that an editor failed', () => {
    expect(editFile(editor(''), 'f', 'one')).toEqual({ kind: 'unchanged' });
    expect(editFile(editor('process.exit(1)'), 'f', 'one')).toEqual({ kind: 'failed' });
    expect(editFile(['/there/is/no/editor'], 'f', 'one')).toEqual({ kind: 'failed' });
    expect(editFile(editor('fs.rmSync(path)'), 'f', 'one')).toEqual({ kind: 'failed' });
  });

  it('is on a copy for this user only, named as the file, in a folder that is gone afterwards', () => {
    const left = (): string[] => readdirSync(tmpdir()).filter((name) => /^docker-tutor-\w{6}$/.test(name));
    const before = left();
    const code = `fs.writeFileSync(path, [require('node:path').basename(path), (fs.statSync(path).mode & 0o777).toString(8)].join(' '))`;
    expect(editFile(editor(code), '/srv/Dockerfile', '')).toEqual({ kind: 'saved', text: 'Dockerfile 600' });
    expect(left()).toEqual(before);
  });

  it.each([
    ['-rf', 'rf'],
    ['.hidden', 'hidden'],
    ['a b;c', 'a_b_c'],
    ['..', 'file-'],
    ['con', 'file-con'],
  ])('calls a file named %s %s', (name, safe) => {
    const code = `fs.writeFileSync(path, require('node:path').basename(path))`;
    expect(editFile(editor(code), name, '')).toEqual({ kind: 'saved', text: safe });
  });
});
