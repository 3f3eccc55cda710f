/** The boxes of an engine's picture before they have a place: containers on the floors of their images. */
import { NEUTRAL } from '../../text/localized.ts';
import { type Cell, type CellMaker, type FormGroup, type Forms, formWidth } from '../layout/cells.ts';
import type { DrawOptions } from '../layout/drawing.ts';
import { type Floor, floorsOf } from './forest.ts';
import type { EngineContainer, EngineModel } from './model.ts';
import { imageTexts, lineTexts, stateTexts } from './texts.ts';
import { type EngineWords, engineWords } from './words.ts';

/**
 * Texts beside a name are measured in one form for all. In the end each is as long as its own box lets it be, so it has a
 * group of its own.
 */
export type Measured = FormGroup;

/** A line in a container's box; where it is hidden, its row stays empty. */
export interface Line {
  readonly forms: Forms;
  readonly hidden: boolean;
}

/** A container: the only thing that stands on nothing but floors and has nothing above it. */
export interface ContainerBox {
  readonly kind: 'container';
  readonly container: EngineContainer;
  readonly cell: Cell;
  readonly state: Forms;
  readonly lines: readonly Line[];
  /** The form that the lines of all containers are measured in. */
  readonly measured: Measured;
}

/** Layers, with what stands on them side by side. */
export interface FloorBox {
  readonly kind: 'floor';
  /** The image that ends here. */
  readonly cell: Cell | undefined;
  /** Of a floor that is no image of its own. */
  readonly title: Forms | undefined;
  readonly note: Forms | undefined;
  /** The form that the notes of all floors are measured in. */
  readonly measured: Measured;
  readonly columns: readonly Box[];
}

export type Box = ContainerBox | FloorBox;

/** Cells beside the text of a box: two borders, and a blank on each side. */
export const FRAME = 4;
/** Cells between a name and what is behind it. */
export const NAME_GAP = 2;
/** Cells between what stands on one floor. */
export const COLUMN_GAP = 1;

/** What decides about the room that boxes take, beside the forms of their labels. */
export interface Measure {
  /** The least width of a container's box. */
  readonly uniform: number;
  /** Whether a container's state has a line of its own. */
  readonly stateBelow: boolean;
}

/** All of the boxes, and what makes a further copy of one. */
export interface Blocks {
  readonly roots: readonly FloorBox[];
  readonly words: EngineWords;
  /** A floor with other columns, for where it is drawn once more. */
  again(floor: FloorBox, columns: readonly Box[]): FloorBox;
}

/** Makes the boxes of a model. */
export function blocksOf(model: EngineModel, maker: CellMaker, { charset, lang }: DrawOptions): Blocks {
  const words = engineWords(lang);
  const names = maker.group();
  const images = maker.group();
  const states = maker.group();
  const notes = maker.group();
  const lines = maker.group();
  const volumes = new Map(model.volumes.map((volume) => [volume.id, volume]));
  const arrow = charset === 'ascii' ? '>' : '→';
  const alone = (texts: readonly string[], of: Measured) => {
    of.forms = Math.max(of.forms, texts.length);
    return said(texts, { forms: texts.length, level: 0 });
  };
  const said = (texts: readonly string[], group: FormGroup) =>
    maker.forms({ [NEUTRAL]: texts as readonly [string, ...string[]] }, group);

  const containerBox = (container: EngineContainer): ContainerBox => {
    const cell = maker.cell(
      `containers/${container.id}`,
      container.label,
      undefined,
      names,
      container.status !== 'running',
    );
    const state = cell.change === 'gone' ? [words.gone] : stateTexts(container, words);
    return {
      kind: 'container',
      container,
      cell,
      state: said(state, states),
      lines: lineTexts(container, volumes, { words, lang, arrow }).map(({ texts, volume }) => ({
        forms: alone(texts, lines),
        hidden: volume !== undefined && maker.isHidden(`volumes/${volume}`),
      })),
      measured: lines,
    };
  };
  const floorBox = (floor: Floor): FloorBox => {
    const { image, containers, above } = floor;
    const note = image && imageTexts(image, floor, words);
    return {
      kind: 'floor',
      cell: image && maker.cell(`images/${image.id}`, image.label, undefined, images),
      title: image ? undefined : alone(words.shared(floor.layers), notes),
      note: note?.length ? alone(note, notes) : undefined,
      measured: notes,
      columns: [...containers.map(containerBox), ...above.map(floorBox)],
    };
  };
  return {
    roots: floorsOf(model.images, model.containers).map(floorBox),
    words,
    again: (floor, columns) => ({
      ...floor,
      note: floor.cell ? alone(words.again, notes) : undefined,
      columns,
    }),
  };
}

/** Cells that a box needs. */
export function widthOfBox(box: Box, measure: Measure): number {
  if (box.kind === 'container') return Math.max(measure.uniform, containerNeeds(box, measure.stateBelow));
  return Math.max(floorNeeds(box), columnsWidth(box.columns, measure));
}

/** Cells that boxes side by side on one floor need. */
export function columnsWidth(columns: readonly Box[], measure: Measure): number {
  return columns.reduce(
    (sum, column, index) => sum + widthOfBox(column, measure) + (index > 0 ? COLUMN_GAP : 0),
    0,
  );
}

/** Cells that a container's own text needs, with its borders. */
export function containerNeeds({ cell, state, lines, measured }: ContainerBox, stateBelow: boolean): number {
  const name = formWidth(cell);
  let most = stateBelow ? Math.max(name, formWidth(state)) : name + NAME_GAP + formWidth(state);
  for (const { forms } of lines) most = Math.max(most, widthIn(forms, measured));
  return most + FRAME;
}

/** Cells that a floor's own text needs, with its borders. */
export function floorNeeds({ cell, title, note, measured }: FloorBox): number {
  const name = cell ? formWidth(cell) : title ? widthIn(title, measured) : 0;
  return name + (note ? NAME_GAP + widthIn(note, measured) : 0) + FRAME;
}

/** Cells of a text in the form that all are measured in. */
function widthIn({ widths }: Forms, { level }: Measured): number {
  return widths[Math.min(level, widths.length - 1)] ?? 0;
}

/** Rows of a box with both its borders and what stands on it; what stands on a floor shares a border with it. */
export function heightOfBox(box: Box, stateBelow: boolean): number {
  if (box.kind === 'container') return box.lines.length + 3 + (stateBelow ? 1 : 0);
  const above = box.columns.map((column) => heightOfBox(column, stateBelow) - 1);
  return Math.max(0, ...above) + 3;
}

/** Every container in some boxes, from the left. */
export function containersIn(boxes: readonly Box[]): ContainerBox[] {
  return boxes.flatMap((box) => (box.kind === 'container' ? [box] : containersIn(box.columns)));
}

/** Every floor in some boxes, the lower before those on it. */
export function floorsIn(boxes: readonly Box[]): FloorBox[] {
  return boxes.flatMap((box) => (box.kind === 'container' ? [] : [box, ...floorsIn(box.columns)]));
}
