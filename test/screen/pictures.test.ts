import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { takePictures } from '../../scripts/picture-runs.ts';
import { BIN } from '../helpers/built.ts';
import { parseXml } from '../helpers/xml.ts';

describe("the README's pictures", () => {
  it('are what the program shows; `npm run build` and `npm run pictures` make them anew', async () => {
    const pictures = await takePictures(BIN);
    const readme = readFileSync('README.md', 'utf8');
    expect(pictures.size).toBeGreaterThan(1);
    for (const [path, svg] of pictures) {
      expect({ path, isCurrent: readFileSync(path, 'utf8') === svg }).toEqual({ path, isCurrent: true });
      expect({ path, isShown: readme.includes(`](${path})`) }).toEqual({ path, isShown: true });
      expect(parseXml(svg).name).toBe('svg');
    }
  });
});
