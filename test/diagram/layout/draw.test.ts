import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import { partsOf } from '../../../src/diagram/parts.ts';
import { inLanguage } from '../../../src/text/localized.ts';
import { displayWidth } from '../../../src/text/width.ts';
import { asAscii, borderCellsOf, brokenAsciiJoints, brokenJoints, cellsOf } from '../../helpers/joints.ts';
import { scenes } from '../models.ts';

const widths = fc.integer({ min: 20, max: 200 });
const langs = fc.constantFrom('en', 'ko');

describe('any drawing, at any width and in any language', () => {
  test('has borders that meet their neighbours and is never wider than asked', () => {
    fc.assert(
      fc.property(scenes, widths, langs, (scene, width, lang) => {
        const rows = plainRows(drawScene(scene, { width, lang, charset: 'unicode' }));
        expect(brokenJoints(cellsOf(rows)), rows.join('\n')).toEqual([]);
        for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 300 },
    );
  });

  test('is the same in ASCII, cell by cell', () => {
    fc.assert(
      fc.property(scenes, widths, langs, (scene, width, lang) => {
        const unicode = drawScene(scene, { width, lang, charset: 'unicode' });
        const drawing = drawScene(scene, { width, lang, charset: 'ascii' });
        const ascii = cellsOf(plainRows(drawing));
        if (unicode.cut.length === 0) expect(ascii).toEqual(asAscii(cellsOf(plainRows(unicode))));
        expect(
          brokenAsciiJoints(borderCellsOf(drawing)),
          ascii.map((row) => row.join('')).join('\n'),
        ).toEqual([]);
        for (const row of ascii) expect(row.length).toBeLessThanOrEqual(width);
      }),
      { numRuns: 300 },
    );
  });

  test('shows one form of every label in full, or reports that it was cut', () => {
    fc.assert(
      fc.property(scenes, widths, langs, (scene, width, lang) => {
        const drawing = drawScene(scene, { width, lang, charset: 'unicode' });
        const rows = plainRows(drawing);
        const cut = new Set(drawing.cut.map((label) => label.path));
        const hidden = new Set(scene.hidden);
        for (const { path, label } of partsOf(scene.model)) {
          if (hidden.has(path) || cut.has(path)) continue;
          const forms = inLanguage(label, lang);
          expect(
            rows.some((row) => forms.some((form) => row.includes(form))),
            `${path}\n${rows.join('\n')}`,
          ).toBe(true);
        }
      }),
      { numRuns: 250 },
    );
  });

  test('says where every part stands, and the label of each part stands there', () => {
    fc.assert(
      fc.property(scenes, widths, (scene, width) => {
        const drawing = drawScene(scene, { width, lang: 'en', charset: 'unicode' });
        const cells = cellsOf(plainRows(drawing));
        const cut = new Set([...drawing.cut.map((label) => label.path), ...scene.hidden]);
        for (const { path, label } of partsOf(scene.model)) {
          const rects = drawing.parts.get(path) ?? [];
          expect(rects.length, path).toBeGreaterThan(0);
          for (const rect of rects) {
            expect(rect.x + rect.width).toBeLessThanOrEqual(width);
            if (cut.has(path)) continue;
            const inside = cells
              .slice(rect.y, rect.y + rect.height)
              .map((row) => row.slice(rect.x, rect.x + rect.width).join(''));
            expect(inLanguage(label, 'en').some((form) => inside.some((row) => row.includes(form)))).toBe(
              true,
            );
          }
        }
      }),
      { numRuns: 250 },
    );
  });
});
