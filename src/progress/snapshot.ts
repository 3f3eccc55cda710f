import type { Folder } from '../platform/folder.ts';
import { type Agenda, agendaOf } from './agenda.ts';
import type { Progress } from './events.ts';
import { SNAPSHOT_FILE } from './log-name.ts';
import type { Covers } from './log-reader.ts';
import { checkAgenda, checkHead, checkItems, type SnapshotHead } from './snapshot-shape.ts';

/**
 * The version of snapshots. Raise it whenever the fold counts something differently or learns a new type of event:
 * older snapshots are then ignored, and the log is folded anew.
 */
export const SNAPSHOT_FORMAT = 2;

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

/**
 * Reads the snapshot.
 *
 * @param folder the profile's folder
 * @param recover gives the items anew from the log, up to a logical clock; called if they turn out to be broken
 * @returns the snapshot; undefined if there is none, or it is broken, or of another version
 */
export function readSnapshot(
  folder: Folder,
  recover: (maxN: number) => Progress['items'],
): StoredSnapshot | undefined {
  try {
    const bytes = folder.read(SNAPSHOT_FILE);
    const agendaAt = bytes.indexOf(AGENDA);
    const itemsAt = bytes.indexOf(ITEMS, agendaAt + 1);
    if (agendaAt < 0 || itemsAt < 0 || !bytes.subarray(-END.length).equals(Buffer.from(END)))
      return undefined;
    const raw: { format?: unknown } & SnapshotHead = JSON.parse(`${bytes.toString('utf8', 0, agendaAt)}}`);
    if (raw.format !== SNAPSHOT_FORMAT) return undefined;
    const { covers, maxN, newer, lessons, quizzes, current } = checkHead(raw);
    let items: Progress['items'] | undefined;
    return {
      covers,
      maxN,
      newer,
      progress: {
        lessons,
        get items() {
          items ??= readItems(bytes, itemsAt) ?? recover(maxN);
          return items;
        },
        quizzes,
        ...(current !== undefined && { current }),
      },
      agenda: () => readAgenda(bytes, agendaAt, itemsAt),
    };
  } catch {
    return undefined;
  }
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
  const agenda = JSON.stringify(agendaOf(progress));
  try {
    const text = `${head.slice(0, -1)}${AGENDA}${agenda}${ITEMS}${JSON.stringify(items)}${END}`;
    folder.replace(SNAPSHOT_FILE, text);
  } catch {
    // See above.
  }
}

function readItems(bytes: Buffer, itemsAt: number): Progress['items'] | undefined {
  try {
    return checkItems(JSON.parse(bytes.toString('utf8', itemsAt + ITEMS.length, bytes.length - END.length)));
  } catch {
    return undefined;
  }
}

function readAgenda(bytes: Buffer, agendaAt: number, itemsAt: number): Agenda | undefined {
  try {
    return checkAgenda(JSON.parse(bytes.toString('utf8', agendaAt + AGENDA.length, itemsAt)));
  } catch {
    return undefined;
  }
}
