/**
 * Volumes under a row of services, each joined to its users by lines straight down. A volume of one service stands under
 * that service; a shared one reaches from its first user to its last, below those it would be in the way of.
 */
import { labelWidth, type Pieces, type SharedPiece } from './pieces.ts';

/** Cells from the left edge of a service's box to the line down to its networks. */
export const TRUNK = 2;
/** Cells between lines side by side. */
const PITCH = 2;

/** A service's box across. */
export interface Column {
  readonly x: number;
  readonly width: number;
}

/** A volume's box with its row of boxes, counted from the top, and the lines to its users. */
export interface VolumeBox {
  readonly piece: SharedPiece;
  readonly x: number;
  readonly width: number;
  readonly row: number;
  readonly lanes: readonly { readonly service: number; readonly x: number }[];
}

/** How the lines of one service are arranged, left to right. */
interface Lanes {
  /** Volumes that end here or pass through, the narrowest first. */
  readonly left: readonly number[];
  /** Volumes of this service alone. */
  readonly own: readonly number[];
  /** Volumes that begin here, the narrowest last. */
  readonly right: readonly number[];
}

/** What is known of the lines before the widths of columns are. */
export interface VolumePlan {
  readonly pieces: Pieces;
  readonly lanes: readonly Lanes[];
  /** Shared volumes, the narrowest first. */
  readonly shared: readonly number[];
  readonly unused: readonly number[];
}

/** Sorts the lines out. */
export function volumePlan(pieces: Pieces): VolumePlan {
  const users: number[][] = pieces.volumes.map(() => []);
  pieces.services.forEach((service, at) => {
    for (const volume of service.volumes) users[volume]!.push(at);
  });
  const span = (volume: number) => users[volume]!.at(-1)! - users[volume]![0]!;
  const all = users.map((_, volume) => volume);
  const shared = all.filter((volume) => users[volume]!.length > 1).sort((a, b) => span(a) - span(b) || a - b);
  const lanes = pieces.services.map((service, at): Lanes => {
    const here = shared.filter((volume) => service.volumes.includes(volume));
    return {
      left: here.filter((volume) => users[volume]![0] !== at),
      own: service.volumes.filter((volume) => users[volume]!.length === 1),
      right: here.filter((volume) => users[volume]![0] === at).reverse(),
    };
  });
  return { pieces, lanes, shared, unused: all.filter((volume) => users[volume]!.length === 0) };
}

const boxWidth = (plan: VolumePlan, volume: number) =>
  Math.max(TRUNK + PITCH + 2, labelWidth(plan.pieces.volumes[volume]!) + 4);
const leftRoom = ({ left }: Lanes) => (left.length === 0 ? 0 : TRUNK + PITCH * left.length + 2);
const rightRoom = ({ right }: Lanes) => (right.length === 0 ? 0 : PITCH * right.length + 2);

/** The least width of a service's column that its lines and its own volumes fit into. */
export function columnNeeds(plan: VolumePlan, service: number): number {
  const lanes = plan.lanes[service]!;
  const own = lanes.own.reduce((sum, volume) => sum + boxWidth(plan, volume) + 1, 0);
  return (
    Math.max(leftRoom(lanes), TRUNK + 2) +
    rightRoom(lanes) +
    Math.max(0, own - (leftRoom(lanes) ? 0 : TRUNK + 2))
  );
}

/**
 * Places the volumes under their users.
 *
 * @param plan the lines
 * @param columns the services' boxes, as wide as they need
 * @param width cells that the picture may take
 * @returns the boxes with their lines; undefined where a line would have to cross a box
 */
export function placeVolumes(
  plan: VolumePlan,
  columns: readonly Column[],
  width: number,
): VolumeBox[] | undefined {
  const boxes: VolumeBox[] = [];
  const lines = new Map<number, { service: number; x: number }[]>();
  plan.lanes.forEach((lanes, service) => {
    const { x, width: cells } = columns[service]!;
    const line = (volume: number, at: number) =>
      lines.set(volume, [...(lines.get(volume) ?? []), { service, x: at }]);
    lanes.left.forEach((volume, index) => {
      line(volume, x + TRUNK + PITCH * (index + 1));
    });
    lanes.right.forEach((volume, index) => {
      line(volume, x + cells - 1 - PITCH * (lanes.right.length - index));
    });
    let start = x + leftRoom(lanes);
    for (const volume of lanes.own) {
      const own = boxWidth(plan, volume);
      const at = Math.max(start + (own >> 1), x + TRUNK + PITCH);
      boxes.push({
        piece: plan.pieces.volumes[volume]!,
        x: start,
        width: own,
        row: 0,
        lanes: [{ service, x: at }],
      });
      start += own + 1;
    }
  });
  for (const volume of plan.shared) {
    const box = placeShared(plan, volume, lines.get(volume)!, boxes, width);
    if (!box) return undefined;
    boxes.push(box);
  }
  return placeUnused(plan, boxes, width);
}

function placeShared(
  plan: VolumePlan,
  volume: number,
  lanes: VolumeBox['lanes'],
  boxes: readonly VolumeBox[],
  width: number,
): VolumeBox | undefined {
  const piece = plan.pieces.volumes[volume]!;
  // Lines side by side leave room for one border between them.
  const first = lanes[0]!.x - 1;
  const needs = Math.max(lanes.at(-1)!.x + 2 - first, labelWidth(piece) + 4);
  const x = Math.max(0, Math.min(first, width - needs));
  const box = { piece, x, width: needs, lanes };
  const row = boxes.reduce((row, other) => (overlap(other, box) ? Math.max(row, other.row + 1) : row), 0);
  const crossed = boxes.some(
    (other) => other.row < row && lanes.some((lane) => lane.x >= other.x && lane.x < other.x + other.width),
  );
  return crossed || x + needs > width ? undefined : { ...box, row };
}

function overlap(a: { x: number; width: number }, b: { x: number; width: number }): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width;
}

/** Volumes that nobody uses come last. */
function placeUnused(plan: VolumePlan, boxes: readonly VolumeBox[], width: number): VolumeBox[] | undefined {
  const placed = [...boxes];
  let row = boxes.reduce((most, box) => Math.max(most, box.row + 1), 0);
  let x = 0;
  for (const volume of plan.unused) {
    const piece = plan.pieces.volumes[volume]!;
    const own = labelWidth(piece) + 4;
    if (own > width) return undefined;
    if (x > 0 && x + own > width) {
      row++;
      x = 0;
    }
    placed.push({ piece, x, width: own, row, lanes: [] });
    x += own + 1;
  }
  return placed;
}
