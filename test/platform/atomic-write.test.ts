import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renameOver, writeFileAtomic } from '../../src/platform/atomic-write.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docker-tutor-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('writeFileAtomic', () => {
  it('writes text and bytes, for the owner only, and leaves nothing else behind', () => {
    const path = join(folder, 'new', 'file');
    writeFileAtomic(path, '첫째');
    expect(readFileSync(path, 'utf8')).toBe('첫째');
    writeFileAtomic(path, new Uint8Array([1, 2]));
    expect([...readFileSync(path)]).toEqual([1, 2]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'new'))).toEqual(['file']);
  });

  it('gives the permissions that were asked for', () => {
    writeFileAtomic(join(folder, 'file'), '', 0o644);
    expect(statSync(join(folder, 'file')).mode & 0o777 & ~process.umask()).toBe(0o644 & ~process.umask());
  });

  it('writes through a symbolic link', () => {
    const target = join(folder, 'target');
    writeFileSync(target, 'old');
    symlinkSync(target, join(folder, 'link'));
    writeFileAtomic(join(folder, 'link'), 'new');
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['link', 'target']);
  });

  it('leaves the old content and no litter when it fails', () => {
    const path = join(folder, 'taken');
    mkdirSync(join(path, 'inside'), { recursive: true });
    expect(() => writeFileAtomic(path, 'text')).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
    expect(readdirSync(path)).toEqual(['inside']);
  });
});

describe('renameOver', () => {
  function failing(times: number, code: string): { rename: () => void; tries: () => number } {
    let tries = 0;
    const rename = (): void => {
      if (tries++ < times) throw Object.assign(new Error(code), { code });
    };
    return { rename, tries: () => tries };
  }

  it('tries again, waiting longer each time, while someone holds the file', () => {
    const { rename, tries } = failing(3, 'EPERM');
    const waits: number[] = [];
    renameOver('a', 'b', rename, (milliseconds) => waits.push(milliseconds));
    expect(tries()).toBe(4);
    expect(waits).toEqual([8, 16, 32]);
  });

  it('gives up after half a second', () => {
    const waits: number[] = [];
    expect(() => renameOver('a', 'b', failing(99, 'EBUSY').rename, (wait) => waits.push(wait))).toThrow(
      'EBUSY',
    );
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(504);
  });

  it('does not wait for what waiting cannot mend', () => {
    const { rename, tries } = failing(1, 'ENOSPC');
    expect(() => renameOver('a', 'b', rename, () => {})).toThrow('ENOSPC');
    expect(tries()).toBe(1);
  });
});
