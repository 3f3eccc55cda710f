import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPack } from '../../src/content/load.ts';
import { describeScene } from '../../src/diagram/alternative.ts';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import type { Scene } from '../../src/diagram/scene.ts';
import { svgOf } from '../../src/diagram/svg.ts';
import { folderReader } from '../../src/platform/pack-folder.ts';
import { scenesOf } from '../../src/tutor/walkthrough/state.ts';
import { cellsOf } from '../helpers/joints.ts';
import { ROOT } from '../helpers/root.ts';
import { cellsOfSvg, textsOfSvg } from '../helpers/svg.ts';
import { elementsNamed, parseXml, textIn } from '../helpers/xml.ts';
import { MACHINES, modelOf, sceneOf, scenes } from './models.ts';

const widths = fc.integer({ min: 20, max: 200 });
const langs = fc.constantFrom('en', 'ko');
const trimmed = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join('').trimEnd());

describe('a scene as a picture', () => {
  test('has the lines, signs and texts of the drawing, each in its cell, and no others', () => {
    fc.assert(
      fc.property(scenes, widths, langs, (scene, width, lang) => {
        const drawing = drawScene(scene, { width, lang, charset: 'unicode' });
        const read = trimmed(cellsOfSvg(svgOf(scene, { width, lang })));
        expect(read.slice(0, drawing.height)).toEqual(trimmed(cellsOf(plainRows(drawing))));
        const below = read.slice(drawing.height).join('\n');
        for (const { mark } of drawing.notes) expect(below).toContain(mark);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps every text that starts in a part within the part', () => {
    fc.assert(
      fc.property(scenes, widths, (scene, width) => {
        const { parts } = drawScene(scene, { width, lang: 'en', charset: 'unicode' });
        const texts = textsOfSvg(parseXml(svgOf(scene, { width, lang: 'en' })));
        for (const { x, y, width: cells, height } of [...parts.values()].flat()) {
          for (const text of texts) {
            if (text.y < y || text.y >= y + height || text.x < x || text.x >= x + cells) continue;
            expect(text.x + text.cells, text.text).toBeLessThanOrEqual(x + cells);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('says in words what it shows, in its language', () => {
    const scene = sceneOf(modelOf(MACHINES), { highlight: ['vm/guest'] });
    for (const lang of ['en', 'ko']) {
      const svg = parseXml(svgOf(scene, { lang, width: 80 }));
      expect(svg.attributes).toMatchObject({ role: 'img', lang, 'xml:lang': lang });
      const [title, description] = (svg.attributes['aria-labelledby'] ?? '')
        .split(' ')
        .map((id) => svg.children.find((each) => typeof each !== 'string' && each.attributes['id'] === id));
      if (typeof title !== 'object' || typeof description !== 'object') throw new Error('no title');
      const [first] = describeScene(scene, lang);
      expect(textIn(title)).toBe(first?.text);
      for (const child of first?.children ?? []) expect(textIn(description)).toContain(child.text);
    }
  });

  test('needs nothing from elsewhere and runs nothing', () => {
    const svg = svgOf(sceneOf(modelOf(MACHINES)), { lang: 'ko', width: 80 });
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|href|@import/);
    expect(svg).not.toMatch(/<script|<foreignObject| on\w+=/i);
    expect(svg).toContain('prefers-color-scheme:dark');
  });

  test('takes any label for text', () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(any, any, (label, note) => {
        const scene: Scene = {
          model: { kind: 'chain', links: [{ id: 'a', label: { und: [`<b>&"'${label}`] } }] },
          hidden: [],
          highlight: [],
          notes: [{ path: 'a', text: { und: note } }],
        };
        const svg = svgOf(scene, { lang: 'en', width: 120, title: label });
        const root = parseXml(svg);
        expect(textsOfSvg(root).some(({ text }) => text.startsWith(`<b>&"'`))).toBe(true);
        expect(elementsNamed(root, 'b')).toEqual([]);
      }),
    );
  });

  test('wraps remarks below the drawing, behind their numbers', () => {
    const text =
      'a remark that is quite long, so that it takes more than a line of the picture to say it all';
    const scene = sceneOf(modelOf(MACHINES), { notes: [{ path: 'vm/guest', text: { en: text } }] });
    const { height } = drawScene(scene, { lang: 'en', width: 40, charset: 'unicode' });
    const rows = trimmed(cellsOfSvg(svgOf(scene, { lang: 'en', width: 40 }))).slice(height);
    expect(rows[0]).toBe('');
    expect(rows[1]).toMatch(/^\(1\) a remark/);
    expect(rows[2]).toMatch(/^ {4}\S/);
    expect(rows.join(' ').replace(/\s+/g, ' ').trim()).toBe(`(1) ${text}`);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(40);
  });
});

describe('the pictures of the built-in lessons', () => {
  let shown: { name: string; scene: Scene }[] = [];
  beforeAll(() => {
    const { pack } = loadPack(folderReader(join(ROOT, 'lessons')));
    shown = (pack?.lessons ?? []).flatMap((lesson) =>
      lesson.steps.flatMap((step) =>
        scenesOf(lesson, step).map((scene) => ({ name: `${lesson.id}/${step.id}`, scene })),
      ),
    );
  });

  test.each(['en', 'ko'])('are small and well-formed in %s', (lang) => {
    expect(shown.length).toBeGreaterThan(10);
    for (const { name, scene } of shown) {
      const svg = svgOf(scene, { lang, width: 80 });
      expect({ name, fits: Buffer.byteLength(svg) <= 40_000 }).toEqual({ name, fits: true });
      expect(elementsNamed(parseXml(svg), 'text').length, name).toBeGreaterThan(0);
    }
  });
});
