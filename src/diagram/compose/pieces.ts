/** The parts of a Compose project, measured and ready to be laid out. */

import { NEUTRAL } from '../../text/localized.ts';
import {
  type Cell,
  CellMaker,
  chooseForms,
  type FormGroup,
  type Forms,
  formWidth,
  widthOf,
} from '../layout/cells.ts';
import type { DrawOptions } from '../layout/drawing.ts';
import { GLYPHS } from '../layout/glyphs.ts';
import type { Sheet } from '../layout/sheet.ts';
import type { Scene } from '../scene.ts';
import {
  type Fact,
  FactMaker,
  factsWidth,
  type PlacedFact,
  setFacts,
  type Told,
  volumesOf,
} from './facts.ts';
import type { ComposeModel } from './model.ts';
import { type ComposeWords, composeWords } from './words.ts';

/** A network or a volume. */
export interface SharedPiece {
  readonly cell: Cell;
  /** What it is, quietly behind its name: `network (internal)`. */
  readonly tag: Forms;
}

/** A service with all that its box says and all that it is joined to. */
export interface ServicePiece {
  readonly cell: Cell;
  /** ` ×3` */
  readonly suffix: string;
  readonly facts: readonly Fact[];
  readonly ports: readonly { readonly host: Forms; readonly target: Forms; readonly both: Forms }[];
  /** Indexes of networks, ascending. */
  readonly networks: readonly number[];
  /** Indexes of volumes, ascending. */
  readonly volumes: readonly number[];
}

/** All pieces of a picture. */
export interface Pieces {
  readonly maker: CellMaker;
  readonly words: ComposeWords;
  readonly services: readonly ServicePiece[];
  readonly networks: readonly SharedPiece[];
  readonly volumes: readonly SharedPiece[];
  /** What there is no room for. */
  readonly leftOut: readonly Cell[];
}

/** So many things of a kind are drawn; of more than {@link MOST}, these. */
const DRAWN = 20;
/** Nobody would read a picture of more. */
const MOST = 24;

/**
 * Measures what is to be drawn.
 *
 * @param scene the scene
 * @param model its model
 * @param options the language and the characters
 * @param told which relations are told in the boxes, having no lines
 */
export function piecesOf(scene: Scene, model: ComposeModel, options: DrawOptions, told: Told): Pieces {
  const maker = new CellMaker(scene, options);
  const words = composeWords(options.lang);
  const glyphs = GLYPHS[options.charset];
  const facts = new FactMaker(model, maker, words, options.charset === 'ascii' ? '>' : '→');
  const groups = { services: maker.group(), networks: maker.group(), volumes: maker.group() };
  const leftOut: Cell[] = [];
  const drawn = <T extends ComposeModel['services' | 'networks' | 'volumes'][number]>(
    kind: keyof typeof groups,
    items: readonly T[],
  ): readonly T[] => {
    if (items.length <= MOST) return items;
    for (const { id, label } of items.slice(DRAWN))
      leftOut.push(maker.cell(`${kind}/${id}`, label, undefined, groups[kind]));
    return items.slice(0, DRAWN);
  };
  const networks = drawn('networks', model.networks);
  const volumes = drawn('volumes', model.volumes);
  const indexes = (ids: readonly string[], items: readonly { readonly id: string }[]) =>
    ids
      .map((id) => items.findIndex((item) => item.id === id))
      .filter((index) => index !== -1)
      .sort((a, b) => a - b);
  const services = drawn('services', model.services).map(
    (service): ServicePiece => ({
      cell: maker.cell(`services/${service.id}`, service.label, undefined, groups.services),
      suffix: service.replicas === 1 ? '' : ` ${glyphs.times}${service.replicas}`,
      facts: facts.of(service, told),
      ports: service.ports.map((port) => facts.port(port)),
      networks: service.mode === undefined ? indexes(service.networks, networks) : [],
      volumes: indexes(volumesOf(service), volumes),
    }),
  );
  // Last, for the first to be given up.
  const networkTags = maker.group();
  const volumeTags = maker.group();
  const tagOf = (tags: FormGroup, kind: string, ...more: readonly string[]): Forms => {
    const said = more.length === 0 ? '' : `(${more.join(', ')})`;
    return maker.forms({ [NEUTRAL]: [`${kind} ${said}`.trimEnd(), said] }, tags);
  };
  return {
    maker,
    words,
    services,
    networks: networks.map((network) => ({
      cell: maker.cell(`networks/${network.id}`, network.label, undefined, groups.networks),
      tag: tagOf(
        networkTags,
        words.network,
        ...(network.external ? [words.external] : []),
        ...(network.internal ? [words.internal] : []),
      ),
    })),
    volumes: volumes.map((volume) => ({
      cell: maker.cell(`volumes/${volume.id}`, volume.label, undefined, groups.volumes),
      tag: tagOf(volumeTags, words.volume, ...(volume.external ? [words.external] : [])),
    })),
    leftOut,
  };
}

/** Cells of a network's or a volume's name with its tag. */
export function labelWidth({ cell, tag }: SharedPiece): number {
  const behind = formWidth(tag);
  return formWidth(cell) + (behind === 0 ? 0 : behind + 1);
}

/** Draws a tag behind a name that begins in some cell, in a room of so many cells for both. */
function drawTag(sheet: Sheet, { cell, tag }: SharedPiece, x: number, y: number, cells: number): void {
  const name = formWidth(cell) + 1;
  if (!cell.hidden && formWidth(tag) > 0) sheet.text(tag, x + name, y, cells - name, 'muted', cell.path);
}

/** Draws the name of a network in a room of so many cells, the first two of which are its marker's. */
export function drawName(sheet: Sheet, piece: SharedPiece, x: number, y: number, cells: number): void {
  sheet.bare(piece.cell, x, y, cells, { align: 'left' });
  drawTag(sheet, piece, x + 2, y, cells - 2);
}

/** Draws a volume's box. */
export function drawVolume(sheet: Sheet, piece: SharedPiece, x: number, y: number, width: number): void {
  sheet.box(piece.cell, x, y, width, 3, { align: 'left' });
  drawTag(sheet, piece, x + 2, y + 1, width - 4);
}

/** Cells of a service's box in which nothing is cut, borders included. */
export function textWidth(service: ServicePiece): number {
  return Math.max(formWidth(service.cell) + widthOf(service.suffix), factsWidth(service.facts)) + 4;
}

/** The lines under a service's name in a box of so many cells. */
export function linesOf(service: ServicePiece, width: number): PlacedFact[][] {
  return setFacts(service.facts, width - 4);
}

/** Draws a service's box with all that it says. */
export function drawService(
  sheet: Sheet,
  { maker }: Pieces,
  service: ServicePiece,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  lines: readonly (readonly PlacedFact[])[],
): void {
  const { cell, suffix } = service;
  sheet.box(cell, box.x, box.y, box.width, box.height, { align: 'left', suffix, top: true });
  if (cell.hidden) return;
  for (const [row, line] of lines.entries()) {
    for (const { fact, x } of line) {
      if (fact.about !== undefined && maker.isHidden(fact.about)) continue;
      sheet.text(fact.forms, box.x + 2 + x, box.y + 2 + row, box.width - 4 - x, 'muted', cell.path);
    }
  }
}

/** Where a flow of boxes puts each. */
export interface FlowBox {
  readonly piece: SharedPiece;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Puts boxes side by side, on as many rows of boxes as it takes. */
export function flowBoxes(
  pieces: readonly SharedPiece[],
  width: number,
): { boxes: FlowBox[]; height: number } {
  const boxes: FlowBox[] = [];
  let x = 0;
  let y = 0;
  for (const piece of pieces) {
    const own = Math.min(width, labelWidth(piece) + 4);
    if (x > 0 && x + own > width) {
      x = 0;
      y += 3;
    }
    boxes.push({ piece, x, y, width: own });
    x += own + 1;
  }
  return { boxes, height: pieces.length === 0 ? 0 : y + 3 };
}

/** Draws a flow of boxes below a row. */
export function drawFlow(sheet: Sheet, boxes: readonly FlowBox[], top: number): void {
  for (const { piece, x, y, width } of boxes) drawVolume(sheet, piece, x, top + y, width);
}

/**
 * Says in a line of its own that there is more, and records what was left out as cut.
 *
 * @param y the line's row; nothing is drawn if all is in the picture
 */
export function drawMore(sheet: Sheet, { leftOut, words, maker }: Pieces, y: number, cells: number): void {
  if (leftOut.length === 0) return;
  const count = (kind: string) => leftOut.filter(({ path }) => path.startsWith(`${kind}/`)).length;
  const counts = { services: count('services'), networks: count('networks'), volumes: count('volumes') };
  const forms = maker.forms({ [NEUTRAL]: words.more(counts) }, { forms: 1, level: 0 });
  chooseForms([forms.group], () => formWidth(forms) <= cells);
  sheet.text(forms, 0, y, cells, 'muted');
  for (const cell of leftOut) {
    sheet.bare({ ...cell, hidden: true }, 0, y, cells);
    sheet.text(cell, 0, y, 0, 'muted', cell.path);
  }
}
