import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import type { Panel, StackModel } from '../../../src/diagram/model.ts';
import { partsOf } from '../../../src/diagram/parts.ts';
import { inLanguage } from '../../../src/text/localized.ts';
import { displayWidth } from '../../../src/text/width.ts';
import { asAscii, borderCellsOf, brokenAsciiJoints, brokenJoints, cellsOf } from '../../helpers/joints.ts';
import { sceneOf, scenes } from '../models.ts';

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

  test('has an ellipsis in the place of each label that was cut', () => {
    const from40 = fc.integer({ min: 40, max: 200 });
    fc.assert(
      fc.property(scenes, from40, langs, (scene, width, lang) => {
        const drawing = drawScene(scene, { width, lang, charset: 'unicode' });
        const cells = cellsOf(plainRows(drawing));
        const labels = new Map(
          partsOf(scene.model).map(({ path, label }) => [path, inLanguage(label, lang)]),
        );
        for (const { path, full } of drawing.cut) {
          // Arrows and tags, which are cut too, stand beside their part.
          const isLabel = labels
            .get(path)
            ?.some((form) => /^( ×\d+)?( \(\d+\))?$/.test(full.replace(form, '')));
          if (scene.hidden.includes(path) || !isLabel) continue;
          const rects = drawing.parts.get(path) ?? [];
          const places = rects.map(({ x, y, width, height }) =>
            cells.slice(y, y + height).flatMap((row) => row.slice(x, x + width)),
          );
          expect(
            places.some((place) => place.includes('…')),
            `${path}: ${full}\n${plainRows(drawing).join('\n')}`,
          ).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('panels side by side', () => {
  const ids = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 1 });
  const flat = (id: string, floors: readonly string[]): Panel => ({
    id,
    tiers: floors.map((floor) => ({ kind: 'part', repeat: 1, part: { id: floor, label: { und: [floor] } } })),
    beside: {},
  });

  test('have the parts that are at one height in both on one line, from the top or else from the bottom', () => {
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 40, max: 200 }), (one, other, width) => {
        const model: StackModel = { kind: 'compare', panels: [flat('l', one), flat('r', other)] };
        const { parts, arrangement } = drawScene(sceneOf(model), { width, lang: 'en', charset: 'unicode' });
        expect(arrangement).toBe('wide');
        const fromTop = one.filter((id) => one.indexOf(id) === other.indexOf(id));
        const up = (floors: readonly string[], id: string) => floors.length - floors.indexOf(id);
        const fromBottom = one.filter((id) => other.includes(id) && up(one, id) === up(other, id));
        for (const id of fromTop.length > 0 ? fromTop : fromBottom)
          expect(parts.get(`l/${id}`)?.[0]?.y, id).toBe(parts.get(`r/${id}`)?.[0]?.y);
      }),
      { numRuns: 300 },
    );
  });
});
