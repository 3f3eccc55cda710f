/** What stands below the containers: volumes, networks nobody is on, and the kernel with the engine beside it. */
import { NEUTRAL } from '../../text/localized.ts';
import { type Cell, type CellMaker, chooseForms, type Forms, formWidth, widthOf } from '../layout/cells.ts';
import type { DrawOptions } from '../layout/drawing.ts';
import { LIGHT } from '../layout/glyphs.ts';
import type { Sheet } from '../layout/sheet.ts';
import { FRAME, NAME_GAP } from './blocks.ts';
import type { EngineModel } from './model.ts';
import { engineWords } from './words.ts';

/** Cells between the kernel and the engine beside it. */
const BESIDE = 2;
/** Below this the title of a list has a row of its own. */
const NARROW = 36;

/** What stands at the foot of a picture. */
export interface Foot {
  readonly width: number;
  readonly height: number;
  draw(sheet: Sheet, top: number): void;
}

/**
 * The foot of a picture.
 *
 * @param model what is there
 * @param maker makes the cells
 * @param rails the cells of networks that have no rail, by their id
 * @param options the width, the language, the characters
 */
export function footOf(
  model: EngineModel,
  maker: CellMaker,
  unused: readonly Cell[],
  options: DrawOptions,
): Foot {
  const words = engineWords(options.lang);
  const inUse = new Set(model.containers.flatMap(({ volumes }) => volumes.map(({ volume }) => volume)));
  const group = maker.group();
  const volumes = model.volumes.map(({ id, label }) => ({
    cell: maker.cell(`volumes/${id}`, label, undefined, group),
    remark: inUse.has(id) ? '' : words.unused,
  }));
  const text = (...texts: readonly string[]) =>
    maker.forms({ [NEUTRAL]: texts as [string, ...string[]] }, maker.group());
  const empty = model.containers.length + model.images.length + model.volumes.length === 0;
  const titles = [
    ...(unused.length > 0 ? [text(words.networks)] : []),
    ...(volumes.length > 0 ? [text(words.volumes)] : []),
  ];
  // Names begin in one column.
  const indent = Math.max(0, ...titles.map(formWidth)) + 1;
  const pieces = [
    ...(empty ? [lineFoot(text(...words.nothing), options)] : []),
    ...listFoot(
      text(words.networks),
      unused.map((cell) => ({ cell, remark: words.unused })),
      { indent, width: options.width },
    ),
    ...listFoot(text(words.volumes), volumes, { indent, width: options.width }),
    kernelFoot(model, maker, options),
    ...(model.leftOut ? [lineFoot(text(...words.leftOut(model.leftOut)), options)] : []),
  ];
  return {
    width: Math.max(...pieces.map(({ width }) => width)),
    height: pieces.reduce((sum, { height }) => sum + height, 0),
    draw(sheet, top) {
      let y = top;
      for (const piece of pieces) {
        piece.draw(sheet, y);
        y += piece.height;
      }
    },
  };
}

function lineFoot(forms: Forms, { width }: DrawOptions): Foot {
  chooseForms([forms.group], () => formWidth(forms) + 1 <= width);
  const own = Math.min(width, formWidth(forms) + 1);
  return { width: own, height: 1, draw: (sheet, y) => sheet.text(forms, 1, y, own - 1, 'muted', '') };
}

/** A title, and names behind it in as many rows as it takes. */
function listFoot(
  title: Forms,
  items: readonly { readonly cell: Cell; readonly remark: string }[],
  { indent: behindTitles, width }: { readonly indent: number; readonly width: number },
): Foot[] {
  if (items.length === 0) return [];
  const indent = width < NARROW ? 0 : behindTitles;
  chooseForms([items[0]!.cell.group], () => items.every(({ cell }) => formWidth(cell) + 3 <= width - indent));
  const places: { cell: Cell; suffix: string; x: number; y: number; cells: number }[] = [];
  let x = indent;
  let y = indent === 0 ? 1 : 0;
  let most = formWidth(title) + 1;
  for (const { cell, remark } of items) {
    const cells = Math.min(width - indent, formWidth(cell) + 3);
    const suffix = remark === '' ? '' : ` (${remark})`;
    const room = cells + widthOf(suffix);
    if (x > indent && x + room > width) {
      x = indent;
      y += 1;
    }
    const fits = x + room <= width;
    places.push({ cell, suffix: fits ? suffix : '', x, y, cells: fits ? room : cells });
    x += fits ? room : cells;
    most = Math.max(most, x);
  }
  return [
    {
      width: Math.min(width, most),
      height: y + 1,
      draw(sheet, top) {
        if (items.some(({ cell }) => !cell.hidden)) sheet.text(title, 1, top, width - 1, 'muted');
        for (const { cell, suffix, x, y, cells } of places)
          sheet.bare(cell, x, top + y, cells, { align: 'left', suffix });
      },
    },
  ];
}

/** The one kernel that runs all processes; the engine stands beside it. */
function kernelFoot(model: EngineModel, maker: CellMaker, { lang, width }: DrawOptions): Foot {
  const words = engineWords(lang);
  const running = model.containers.filter(
    ({ id, status }) =>
      (status === 'running' || status === 'paused') && maker.changeOf(`containers/${id}`) !== 'gone',
  );
  const seen = running.filter(({ id }) => !maker.isHidden(`containers/${id}`));
  const nameOf = (id: string) =>
    model.containers.find((container) => container.id === id)?.label[NEUTRAL]?.[0] ?? id;
  const names = maker.group();
  const group = maker.group();
  const groups = [names, group];
  const forms = (texts: readonly string[], of = names) =>
    maker.forms({ [NEUTRAL]: texts as [string, ...string[]] }, of);
  const said = (some: typeof running) => words.processes(some.map(({ id }) => nameOf(id)));
  const kernel = forms(words.kernel);
  const engine = forms(words.engine);
  const processes = forms(said(running), group);
  const shown = forms(said(seen), group);

  const oneRow = () => formWidth(kernel) + NAME_GAP + formWidth(processes) + FRAME;
  const twoRows = () => Math.max(formWidth(kernel), formWidth(processes)) + FRAME;
  const beside = () => BESIDE + formWidth(engine) + FRAME;
  const flat = chooseForms(groups, () => oneRow() + beside() <= width);
  if (!flat) chooseForms(groups, () => twoRows() + beside() <= width);
  const own = Math.min(flat ? oneRow() : twoRows(), width - beside());
  const height = flat ? 3 : 4;
  return {
    width: Math.min(width, own + beside()),
    height,
    draw(sheet, y) {
      const right = own + BESIDE;
      const behind = formWidth(kernel) + NAME_GAP;
      sheet.canvas.box(0, y, own, height, LIGHT);
      sheet.text(kernel, 2, y + 1, own - FRAME, 'role-kernel', '');
      if (flat) sheet.text(shown, 2 + behind, y + 1, own - FRAME - behind, 'muted', '');
      else sheet.text(shown, 2, y + 2, own - FRAME, 'muted', '');
      sheet.canvas.box(right, y, beside() - BESIDE, height, LIGHT);
      sheet.text(engine, right + 2, y + 1, formWidth(engine), 'role-engine', '');
    },
  };
}
