import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from '../../src/platform/make-folder.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docker-tutor-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('makes all that is missing, for the owner only, and is content with what is there', () => {
  const deep = join(folder, 'a', 'b', 'c');
  makeFolder(deep);
  makeFolder(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

it('says that a file is in the way', () => {
  writeFileSync(join(folder, 'file'), '');
  for (const path of [join(folder, 'file'), join(folder, 'file', 'below')]) {
    expect(() => makeFolder(path)).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  }
});

it.runIf(process.platform === 'linux')('ends where the system denies a folder whose parent is there', () => {
  expect(() => makeFolder('/proc/nonexistent/deep/er')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
