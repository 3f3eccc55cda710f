import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFolder } from '../../src/platform/disk-folder.ts';
import { isBlank } from '../../src/progress/blank.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

describe('a profile', () => {
  it('is blank while nothing was ever put into it, or it is not there', () => {
    expect(isBlank(diskFolder(newFolder()))).toBe(true);
    expect(isBlank(diskFolder(join(newFolder(), 'nobody', 'yet')))).toBe(true);
  });

  it.each([
    'snapshot.json',
    'log/a.b.1.jsonl',
    'log/what-a-synchroniser-made (2).jsonl',
    'damaged/a.jsonl',
  ])('with %s is blank only if that says nothing of progress', (name) => {
    expect(isBlank(diskFolder(folderWith({ [name]: '' })))).toBe(name.startsWith('damaged'));
  });

  it('that cannot be looked into is not taken for a blank one', () => {
    const folder = diskFolder(newFolder());
    const locked = {
      ...folder,
      list: () => {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      },
    };
    expect(isBlank(locked)).toBe(false);
  });
});
