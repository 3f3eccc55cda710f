import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import { stageDiagram } from '../../../src/diagram/stage.ts';
import type { Charset } from '../../../src/text/charset.ts';
import { borderCellsOf, brokenAsciiJoints, brokenJoints, type Cells, cellsOf } from '../../helpers/joints.ts';
import { changeScenes, MACHINES, modelOf, scenes } from '../models.ts';

/** What a terminal of that width has on its screen after it was sent the rows. */
async function onScreen(rows: readonly string[], columns: number): Promise<Cells> {
  const terminal = new xterm.Terminal({ cols: columns, rows: rows.length + 1, allowProposedApi: true });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  await new Promise<void>((done) => {
    terminal.write(rows.join('\r\n'), done);
  });
  const cells = rows.map((_, y) => {
    const line = terminal.buffer.active.getLine(y)!;
    return Array.from({ length: columns }, (_, x) => {
      const cell = line.getCell(x)!;
      return cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
    });
  });
  terminal.dispose();
  return cells;
}

const machines = modelOf(MACHINES);
const chain = modelOf({
  kind: 'chain',
  links: [
    { id: 'a', label: { en: 'docker CLI', ko: '도커 CLI' }, via: { en: 'asks', ko: '요청' } },
    {
      id: 'b',
      label: { en: 'daemon', ko: '데몬' },
      note: { en: 'root', ko: '루트 권한' },
      via: { en: 'calls', ko: '호출' },
    },
    { id: 'c', label: { en: 'kernel', ko: '커널' } },
  ],
});

describe.each(['en', 'ko'])('read back from a terminal, a drawing in %s', (lang) => {
  test.each<[number, Charset]>([
    [40, 'unicode'],
    [60, 'unicode'],
    [80, 'unicode'],
    [120, 'unicode'],
    [40, 'ascii'],
    [80, 'ascii'],
  ])('at %i columns in %s is cell for cell what was drawn', async (width, charset) => {
    const scenes = [
      ...stageDiagram(machines, {
        use: 'm',
        show: ['vm', 'ct'],
        morph: ['vm', 'ct'],
        highlight: ['vm/guest'],
      }).frames,
      ...stageDiagram(machines, { use: 'm', reveal: ['vm/app', 'ct'] }).frames,
      ...stageDiagram(chain, { use: 'c', highlight: ['b'] }).frames,
    ];
    for (const scene of scenes) {
      const rows = plainRows(drawScene(scene, { width, lang, charset }));
      const screen = await onScreen(rows, width);
      const drawn = cellsOf(rows).map((row) => [...row, ...Array<string>(width - row.length).fill(' ')]);
      expect(screen).toEqual(drawn);
      expect(charset === 'ascii' ? brokenAsciiJoints(screen) : brokenJoints(screen)).toEqual([]);
    }
  });
});

test('any scene, of every kind and with changes too, is cell for cell what was drawn', async () => {
  const options = fc.record({
    width: fc.integer({ min: 40, max: 200 }),
    lang: fc.constantFrom('en', 'ko'),
    charset: fc.constantFrom<Charset>('unicode', 'ascii'),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(scenes, changeScenes), options, async (scene, { width, lang, charset }) => {
      const drawing = drawScene(scene, { width, lang, charset });
      const rows = plainRows(drawing);
      const screen = await onScreen(rows, width);
      const drawn = cellsOf(rows).map((row) => [...row, ...Array<string>(width - row.length).fill(' ')]);
      expect(screen).toEqual(drawn);
      // In ASCII a hyphen in a label looks like a border, and so does the plus of what is new.
      if (charset === 'ascii') {
        if (!scene.changes) expect(brokenAsciiJoints(borderCellsOf(drawing))).toEqual([]);
      } else expect(brokenJoints(screen), rows.join('\n')).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
