import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive, writeArchive } from '../../src/platform/archive.ts';
import { newFolder } from '../helpers/temporary.ts';

function opened(texts: ReadonlyMap<string, string>): (name: string) => string {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pack'), writeArchive(texts));
  return openArchive(join(folder, 'pack'));
}

describe('an archive', () => {
  it('gives back every text that was put in, in any order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })), (texts) => {
        const read = opened(new Map(Object.entries(texts)));
        for (const [name, text] of Object.entries(texts).reverse())
          expect(read(name)).toBe(Buffer.from(text, 'utf8').toString('utf8'));
      }),
      { numRuns: 50 },
    );
  });

  it('may have a list of any length, and texts of any length', () => {
    const texts = new Map(
      Array.from({ length: 3000 }, (_, n) => [`lessons/lesson-${n}.json`, `"한글 ${n}"`]),
    );
    texts.set('long', 'x'.repeat(100_000));
    const read = opened(texts);
    expect(read('lessons/lesson-2999.json')).toBe('"한글 2999"');
    expect(read('long')).toHaveLength(100_000);
  });

  it('has nothing else', () => {
    const read = opened(new Map([['a', '1']]));
    expect(() => read('b')).toThrow(RangeError);
    expect(() => read('__proto__')).toThrow(RangeError);
  });
});
