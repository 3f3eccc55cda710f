import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepHistory, readHistory } from '../../src/app/shell-history.ts';
import { newFolder } from '../helpers/temporary.ts';

describe('the history of the prompt', () => {
  it('is read as it was kept, the newest first', () => {
    const folder = newFolder();
    keepHistory(folder, ['newest', 'older']);
    expect(readHistory(folder)).toEqual(['newest', 'older']);
    expect(readFileSync(join(folder, 'play-history'), 'utf8')).toBe('older\nnewest\n');
  });

  it('has 1,000 lines at most, none too long and none with control characters', () => {
    const folder = newFolder();
    const lines = Array.from({ length: 1200 }, (_, index) => `line ${index}`);
    keepHistory(folder, ['a'.repeat(5000), 'x\u001b[31m', ...lines]);
    const kept = readHistory(folder);
    expect(kept).toHaveLength(1000);
    expect(kept[0]).toBe('line 0');
  });

  it('is empty where there is none, and passes over a disk that refuses', () => {
    expect(readHistory(join(newFolder(), 'none'))).toEqual([]);
    expect(() => keepHistory('/proc/no/folder', ['x'])).not.toThrow();
  });
});
