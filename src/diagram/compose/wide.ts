/** Services in a row: the host's ports above them, networks as rails below, volumes at the bottom. */
import { type FormGroup, formWidth, widthOf } from '../layout/cells.ts';
import type { Drawing, DrawOptions } from '../layout/drawing.ts';
import { DOTTED, DOWN, LIGHT } from '../layout/glyphs.ts';
import { Sheet } from '../layout/sheet.ts';
import {
  drawFlow,
  drawMore,
  drawName,
  drawService,
  drawVolume,
  flowBoxes,
  labelWidth,
  linesOf,
  type Pieces,
  textWidth,
} from './pieces.ts';
import {
  type Column,
  columnNeeds,
  placeVolumes,
  TRUNK,
  type VolumeBox,
  type VolumePlan,
  volumePlan,
} from './wide-volumes.ts';

/** Cells between two services. */
const GAP = 2;
/** Rows of the host's box and of the arrows under it. */
const HOST_ROWS = 4;

/** A row of services, measured. */
export interface WidePlan {
  readonly pieces: Pieces;
  /** Undefined where volumes are told in the boxes of their users. */
  readonly volumes: VolumePlan | undefined;
}

interface Port {
  readonly service: number;
  readonly x: number;
  readonly port: Pieces['services'][number]['ports'][number];
}

/** What is known of a picture before forms are chosen. */
export function widePlan(pieces: Pieces, lines: boolean): WidePlan {
  return { pieces, volumes: lines ? volumePlan(pieces) : undefined };
}

function portWidth({ host, target }: Port['port']): number {
  return Math.max(formWidth(host), 2 + formWidth(target));
}

function needsOf({ pieces, volumes }: WidePlan, service: number): number {
  const own = pieces.services[service]!;
  const ports = own.ports.reduce((sum, port) => sum + portWidth(port) + GAP, 0);
  return Math.max(
    textWidth(own),
    own.ports.length === 0 ? 0 : ports + TRUNK,
    volumes ? columnNeeds(volumes, service) : 0,
    TRUNK + 3,
  );
}

/** Cells at the right of the rails, for their names. */
function railNames({ networks }: Pieces): number {
  return networks.reduce((most, network) => Math.max(most, labelWidth(network) + 3), 0);
}

function columnsOf(plan: WidePlan, equal: boolean): Column[] {
  const needs = plan.pieces.services.map((_, service) => needsOf(plan, service));
  const widest = Math.max(0, ...needs);
  let x = 0;
  return needs.map((need) => {
    const column = { x, width: equal ? widest : need };
    x += column.width + GAP;
    return column;
  });
}

const endOf = (columns: readonly Column[]) => {
  const last = columns.at(-1);
  return last ? last.x + last.width : 0;
};

function portsOf({ services }: Pieces, columns: readonly Column[]): Port[] {
  return services.flatMap(({ ports }, service) => {
    let x = columns[service]!.x + TRUNK;
    return ports.map((port): Port => {
      const placed = { service, x, port };
      x += portWidth(port) + GAP;
      return placed;
    });
  });
}

/** Cells of the host's box: the ports, and its name behind them. */
function hostWidth({ words }: Pieces, ports: readonly Port[], end: number): number {
  const last = ports.at(-1);
  if (!last) return 0;
  return Math.max(end, last.x + formWidth(last.port.host) + GAP + widthOf(words.host) + 2);
}

function totalWidth(plan: WidePlan, columns: readonly Column[]): number {
  const end = endOf(columns);
  return Math.max(end + railNames(plan.pieces), hostWidth(plan.pieces, portsOf(plan.pieces, columns), end));
}

/** Whether it fits with the forms as they are chosen, nothing cut and no line through a box. */
export function wideFits(plan: WidePlan, width: number): boolean {
  const columns = columnsOf(plan, false);
  if (totalWidth(plan, columns) > width) return false;
  if (plan.volumes !== undefined) return placeVolumes(plan.volumes, columns, width) !== undefined;
  return plan.pieces.volumes.every((volume) => labelWidth(volume) + 4 <= width);
}

/**
 * Draws services in a row.
 *
 * @param plan what fits, as {@link wideFits} says
 * @param options the width and the characters
 */
export function drawWide(plan: WidePlan, options: DrawOptions): Drawing {
  const { pieces } = plan;
  const level = columnsOf(plan, true);
  const levelVolumes = plan.volumes && placeVolumes(plan.volumes, level, options.width);
  const equal =
    totalWidth(plan, level) <= options.width && (plan.volumes === undefined || levelVolumes !== undefined);
  const columns = equal ? level : columnsOf(plan, false);
  const end = endOf(columns);
  const boxes = equal ? levelVolumes : plan.volumes && placeVolumes(plan.volumes, columns, options.width);
  const ports = portsOf(pieces, columns);
  const lines = pieces.services.map((service, at) => linesOf(service, columns[at]!.width));

  const top = ports.length > 0 ? HOST_ROWS : 0;
  const boxHeight = pieces.services.length > 0 ? 3 + Math.max(0, ...lines.map((each) => each.length)) : 0;
  const rails = top + boxHeight;
  const volumes = rails + pieces.networks.length + (pieces.volumes.length > 0 ? 1 : 0);
  const flow = flowBoxes(plan.volumes ? [] : pieces.volumes, options.width);
  const width = Math.max(
    totalWidth(plan, columns),
    ...[...flow.boxes, ...(boxes ?? [])].map((box) => box.x + box.width),
  );
  const rows = (boxes ?? []).reduce((most, box) => Math.max(most, box.row + 1), 0);
  const bottom = volumes + rows * 3 + flow.height;
  const sheet = new Sheet(
    Math.max(4, width),
    Math.max(1, bottom + (pieces.leftOut.length > 0 ? 1 : 0)),
    options.charset,
  );

  drawHost(sheet, pieces, ports, hostWidth(pieces, ports, end));
  drawRails(sheet, pieces, columns, rails, end);
  drawVolumes(sheet, pieces, boxes ?? [], rails, volumes);
  for (const [at, service] of pieces.services.entries()) {
    const { x, width } = columns[at]!;
    drawService(sheet, pieces, service, { x, y: top, width, height: boxHeight }, lines[at]!);
  }
  drawFlow(sheet, flow.boxes, volumes);
  drawMore(sheet, pieces, bottom, width);
  return sheet.drawing(pieces.maker, 'wide');
}

/** The ports of the host in a box, and an arrow from each into its service. */
function drawHost(
  sheet: Sheet,
  { services, words, maker }: Pieces,
  ports: readonly Port[],
  width: number,
): void {
  const shown = ports.filter(({ service }) => !services[service]!.cell.hidden);
  if (shown.length === 0) return;
  const group: FormGroup = { forms: 1, level: 0 };
  sheet.canvas.box(0, 0, width, 3, LIGHT);
  const name = maker.forms({ und: [words.host] }, group);
  sheet.text(name, width - 2 - formWidth(name), 1, formWidth(name), 'muted');
  for (const { service, x, port } of shown) {
    const { path } = services[service]!.cell;
    sheet.text(port.host, x, 1, formWidth(port.host), 'label', path);
    sheet.canvas.arm(x, 2, DOWN, LIGHT);
    sheet.canvas.text(x, 3, sheet.glyphs.arrowDown, 1, 'border');
    sheet.text(port.target, x + 2, 3, formWidth(port.target), 'muted', path);
  }
}

/** The networks across, and from each service a line down to them: a dot where it is attached. */
function drawRails(sheet: Sheet, pieces: Pieces, columns: readonly Column[], top: number, end: number): void {
  const names = railNames(pieces);
  for (const [at, network] of pieces.networks.entries()) {
    const { cell } = network;
    drawName(sheet, network, end, top + at, Math.min(names, labelWidth(network) + 3));
    if (!cell.hidden && end > 1) sheet.canvas.horizontal(0, top + at, end - 1, DOTTED);
  }
  for (const [at, service] of pieces.services.entries()) {
    if (service.cell.hidden) continue;
    const attached = service.networks.filter((network) => !pieces.networks[network]!.cell.hidden);
    const last = attached.at(-1);
    if (last === undefined) continue;
    const x = columns[at]!.x + TRUNK;
    sheet.canvas.vertical(x, top - 1, top + last, LIGHT);
    for (const network of attached) {
      const { strong } = pieces.networks[network]!.cell;
      sheet.canvas.text(x, top + network, sheet.glyphs.dot, 1, strong ? 'strong' : 'border');
    }
  }
}

function drawVolumes(
  sheet: Sheet,
  { services }: Pieces,
  boxes: readonly VolumeBox[],
  rails: number,
  top: number,
): void {
  for (const { piece, x, width, row, lanes } of boxes) {
    const y = top + row * 3;
    drawVolume(sheet, piece, x, y, width);
    if (piece.cell.hidden) continue;
    for (const lane of lanes) {
      if (!services[lane.service]!.cell.hidden) sheet.canvas.vertical(lane.x, rails - 1, y, LIGHT);
    }
  }
}
