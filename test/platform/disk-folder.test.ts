import { mkdirSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFolder } from '../../src/platform/disk-folder.ts';
import { errorCode } from '../../src/platform/folder.ts';

let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'docker-tutor-test-'));
});

afterEach(() => {
  rmSync(path, { recursive: true, force: true });
});

describe('diskFolder', () => {
  it('lists files with their sizes, in order, without folders; nothing where there is no folder', () => {
    const folder = diskFolder(path);
    expect(folder.list('log')).toEqual([]);
    mkdirSync(join(path, 'log', 'inner'), { recursive: true });
    writeFileSync(join(path, 'log', 'b'), 'four');
    writeFileSync(join(path, 'log', 'a'), '');
    expect(folder.list('log')).toEqual([
      { name: 'a', size: 0, modified: expect.any(Number) },
      { name: 'b', size: 4, modified: expect.any(Number) },
    ]);
    expect(folder.size('log/b')).toBe(4);
  });

  it('reads a file from any offset', () => {
    const folder = diskFolder(path);
    folder.replace('log/a', 'layers');
    expect(folder.read('log/a').toString()).toBe('layers');
    expect(folder.read('log/a', 3).toString()).toBe('ers');
    expect(folder.read('log/a', 9).toString()).toBe('');
    expect(folder.read('log/a', 0, 4).toString()).toBe('laye');
    expect(folder.read('log/a', 2, 2).toString()).toBe('ye');
    expect(folder.read('log/a', 4, 9).toString()).toBe('rs');
  });

  it('appends to the end, also after the file was cut', () => {
    const folder = diskFolder(path);
    const file = folder.append('log/deep/a');
    expect(file.write(Buffer.from('one'))).toBe(3);
    folder.truncate('log/deep/a', 1);
    file.write(Buffer.from('two'));
    file.sync();
    expect(file.stat()).toEqual({ size: 4, links: 1 });
    file.close();
    expect(folder.read('log/deep/a').toString()).toBe('otwo');
  });

  it('knows when an open file was removed', () => {
    const folder = diskFolder(path);
    const file = folder.append('a');
    unlinkSync(join(path, 'a'));
    expect(file.stat().links).toBe(0);
    file.close();
  });

  it('removes files, missing ones too', () => {
    const folder = diskFolder(path);
    folder.replace('a', '');
    folder.remove('a');
    folder.remove('a');
    expect(readdirSync(path)).toEqual([]);
  });

  it('throws errors that have a code', () => {
    try {
      diskFolder(path).read('missing');
      expect.unreachable();
    } catch (error) {
      expect(errorCode(error)).toBe('ENOENT');
    }
    expect(errorCode(new Error('of another kind'))).toBe('UNKNOWN');
    expect(errorCode(undefined)).toBe('UNKNOWN');
  });
});
