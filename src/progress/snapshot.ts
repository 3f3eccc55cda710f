import type { Folder } from '../platform/folder.ts';
import { type Agenda, agendaOf, type PageItems } from './agenda.ts';
import type { Progress } from './events.ts';
import { SNAPSHOT_FILE } from './log-name.ts';
import type { Covers } from './log-reader.ts';
import {
  type AgendaTable,
  checkHead,
  checkItems,
  checkPage,
  pageToStore,
  type SnapshotHead,
} from './snapshot-shape.ts';

/**
 * The version of snapshots. Raise it whenever they are laid out differently, and whenever the fold counts something
 * differently or learns a new type of event: older snapshots are then ignored, and the log is folded anew.
 */
export const SNAPSHOT_FORMAT = 5;

/** The folded log up to some point, kept so that opening need not read what is behind it. It can always be rebuilt. */
export interface Snapshot {
  /** How many bytes of each file are in it. */
  readonly covers: Covers;
  /** The greatest logical clock in it. */
  readonly maxN: number;
  /** How many events of newer versions were passed over. */
  readonly newer: number;
  readonly progress: Progress;
}

/** A snapshot as it was read. Its items and the pages of its agenda are read when they are first asked for. */
export interface StoredSnapshot extends Snapshot {
  /** When its items are due. */
  readonly agenda: Agenda;
}

/**
 * The document is one JSON object: a line of what it says before its items, a line for each page of the agenda, and one
 * of the items. Each can be read without the others: what is known of thousands of items takes longer to parse than a
 * command takes that does not ask.
 */
const PAGES = ',\n"due":[\n';
const BETWEEN_PAGES = ',\n';
const ITEMS = '],\n"items":';
const END = '}\n';

/** How much of the document is read at first: what is due within some days, however many items there are. */
const START = 64 * 1024;

/**
 * Reads the snapshot.
 *
 * @param folder the profile's folder
 * @param recover gives the items anew from the log, up to a logical clock; called if they turn out to be broken, or if
 *   the snapshot was replaced by another before they were asked for
 * @returns the snapshot; undefined if there is none, or it is broken, or of another version
 */
export function readSnapshot(
  folder: Folder,
  recover: (maxN: number, why: 'broken' | 'replaced') => Progress['items'],
): StoredSnapshot | undefined {
  try {
    const bytes = readStart(folder);
    const headEnd = bytes.indexOf(PAGES);
    const isCutShort = bytes.length < START && !endsAsItShould(bytes);
    if (headEnd < 0 || isCutShort) return undefined;
    const raw: { format?: unknown } & SnapshotHead = JSON.parse(`${bytes.toString('utf8', 0, headEnd)}}`);
    if (raw.format !== SNAPSHOT_FORMAT) return undefined;
    const { covers, maxN, newer, lessons, quizzes, labs, current, agenda: table } = checkHead(raw);
    const { agenda, itemsAt } = readAgenda(folder, bytes, headEnd + PAGES.length, table);
    let items: Progress['items'] | undefined;
    return {
      covers,
      maxN,
      newer,
      progress: {
        lessons,
        get items() {
          if (items === undefined) {
            const found = readItems(folder, bytes, itemsAt);
            items = typeof found === 'string' ? recover(maxN, found) : found;
          }
          return items;
        },
        quizzes,
        labs,
        ...(current !== undefined && { current }),
      },
      agenda,
    };
  } catch {
    return undefined;
  }
}

/** The document up to the pages of its agenda at least. */
function readStart(folder: Folder): Buffer {
  const bytes = folder.read(SNAPSHOT_FILE, 0, START);
  return bytes.length < START || bytes.includes(PAGES) ? bytes : folder.read(SNAPSHOT_FILE);
}

/**
 * Writes the snapshot; when that fails, the next opening only takes longer.
 *
 * @param folder the profile's folder
 * @param snapshot what to write
 */
export function writeSnapshot(folder: Folder, { covers, maxN, newer, progress }: Snapshot): void {
  const { items, ...rest } = progress;
  const { pages, ...pending } = agendaOf(progress);
  const texts = pages.map((page) => JSON.stringify(pageToStore(page.items()!)));
  const table: AgendaTable = {
    ...pending,
    pages: pages.map(({ from, to }, at) => [from, to, Buffer.byteLength(texts[at]!)]),
  };
  const head = JSON.stringify({ format: SNAPSHOT_FORMAT, covers, maxN, newer, ...rest, agenda: table });
  try {
    const due = texts.join(BETWEEN_PAGES);
    const text = `${head.slice(0, -1)}${PAGES}${due}${ITEMS}${JSON.stringify(items)}${END}`;
    folder.replace(SNAPSHOT_FILE, text);
  } catch {
    // See above.
  }
}

/** The items, or why the snapshot that began with these bytes does not give them. */
function readItems(
  folder: Folder,
  start: Buffer,
  itemsAt: number,
): Progress['items'] | 'broken' | 'replaced' {
  try {
    const bytes = start.length === START ? folder.read(SNAPSHOT_FILE) : start;
    if (!bytes.subarray(0, start.length).equals(start)) return 'replaced';
    const isWhole =
      endsAsItShould(bytes) && bytes.toString('utf8', itemsAt, itemsAt + ITEMS.length) === ITEMS;
    if (!isWhole) return 'broken';
    return checkItems(JSON.parse(bytes.toString('utf8', itemsAt + ITEMS.length, bytes.length - END.length)));
  } catch {
    return 'broken';
  }
}

function endsAsItShould(bytes: Buffer): boolean {
  return bytes.subarray(-END.length).equals(Buffer.from(END));
}

/** The agenda, and where the items begin. */
function readAgenda(
  folder: Folder,
  start: Buffer,
  pagesAt: number,
  { pages: table, ...pending }: AgendaTable,
): { readonly agenda: Agenda; readonly itemsAt: number } {
  let known = start;
  const readPage = (at: number, end: number): PageItems | undefined => {
    try {
      // Whoever needs a page behind the start has many that are due.
      if (end > known.length) known = folder.read(SNAPSHOT_FILE);
      const isSame = known.subarray(0, start.length).equals(start);
      return isSame ? checkPage(JSON.parse(known.toString('utf8', at, end))) : undefined;
    } catch {
      return undefined;
    }
  };
  let next = pagesAt;
  const pages = table.map(([from, to, length]) => {
    const at = next;
    next += length + BETWEEN_PAGES.length;
    return { from, to, items: () => readPage(at, at + length) };
  });
  const itemsAt = table.length === 0 ? pagesAt : next - BETWEEN_PAGES.length;
  return { agenda: { ...pending, pages }, itemsAt };
}
