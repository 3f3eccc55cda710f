import type { Folder } from '../platform/folder.ts';
import { type Agenda, agendaOf } from './agenda.ts';
import type { Progress } from './events.ts';
import { SNAPSHOT_FILE } from './log-name.ts';
import type { Covers } from './log-reader.ts';
import { agendaToStore, checkAgenda, checkHead, checkItems, type SnapshotHead } from './snapshot-shape.ts';

/**
 * The version of snapshots. Raise it whenever they are laid out differently, and whenever the fold counts something
 * differently or learns a new type of event: older snapshots are then ignored, and the log is folded anew.
 */
export const SNAPSHOT_FORMAT = 4;

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

/** A snapshot as it was read. Its items and its agenda are parsed when they are first asked for. */
export interface StoredSnapshot extends Snapshot {
  /** When its items are due; undefined if that is broken. */
  agenda(): Agenda | undefined;
}

/**
 * The document is one JSON object on three lines, so that each can be parsed without the others: what is known of
 * thousands of items takes longer to parse than a command takes that does not ask.
 */
const AGENDA = ',\n"agenda":';
const ITEMS = ',\n"items":';
const END = '}\n';

/** How much of the document is read at first: of thousands of items, everything that stands before them. */
const START = 512 * 1024;

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
    const agendaAt = bytes.indexOf(AGENDA);
    const itemsAt = bytes.indexOf(ITEMS, agendaAt + 1);
    const isCutShort = bytes.length < START && !endsAsItShould(bytes);
    if (agendaAt < 0 || itemsAt < 0 || isCutShort) return undefined;
    const raw: { format?: unknown } & SnapshotHead = JSON.parse(`${bytes.toString('utf8', 0, agendaAt)}}`);
    if (raw.format !== SNAPSHOT_FORMAT) return undefined;
    const { covers, maxN, newer, lessons, quizzes, labs, current } = checkHead(raw);
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
      agenda: () => readAgenda(bytes, agendaAt, itemsAt),
    };
  } catch {
    return undefined;
  }
}

/** The document up to its items at least; all of it if it is short. */
function readStart(folder: Folder): Buffer {
  const bytes = folder.read(SNAPSHOT_FILE, 0, START);
  return bytes.length < START || bytes.includes(ITEMS) ? bytes : folder.read(SNAPSHOT_FILE);
}

/**
 * Writes the snapshot; when that fails, the next opening only takes longer.
 *
 * @param folder the profile's folder
 * @param snapshot what to write
 */
export function writeSnapshot(folder: Folder, { covers, maxN, newer, progress }: Snapshot): void {
  const { items, ...rest } = progress;
  const head = JSON.stringify({ format: SNAPSHOT_FORMAT, covers, maxN, newer, ...rest });
  const agenda = JSON.stringify(agendaToStore(agendaOf(progress)));
  try {
    const text = `${head.slice(0, -1)}${AGENDA}${agenda}${ITEMS}${JSON.stringify(items)}${END}`;
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
    if (!endsAsItShould(bytes)) return 'broken';
    return checkItems(JSON.parse(bytes.toString('utf8', itemsAt + ITEMS.length, bytes.length - END.length)));
  } catch {
    return 'broken';
  }
}

function endsAsItShould(bytes: Buffer): boolean {
  return bytes.subarray(-END.length).equals(Buffer.from(END));
}

function readAgenda(bytes: Buffer, agendaAt: number, itemsAt: number): Agenda | undefined {
  try {
    return checkAgenda(JSON.parse(bytes.toString('utf8', agendaAt + AGENDA.length, itemsAt)));
  } catch {
    return undefined;
  }
}
