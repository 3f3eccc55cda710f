import type { Bytes } from '../../../kernel/bytes.ts';
import type { Database, Entry, Value } from './data.ts';

/** @returns the data as the file of a snapshot keeps it: a mark of redis's own, then JSON */
export function snapshotOf(db: Database): Bytes {
  const entries = [...db.entries].map(([key, { value, expires }]) => [
    key,
    value.kind,
    value.kind === 'string' ? value.data : [...value.data],
    expires ?? null,
  ]);
  return `REDIS0012${JSON.stringify(entries).replace(/[\x80-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}`;
}

/** Reads a snapshot. @returns undefined if it is none */
export function readSnapshot(bytes: Bytes): Map<Bytes, Entry> | undefined {
  if (!bytes.startsWith('REDIS0012')) return undefined;
  try {
    const rows = JSON.parse(bytes.slice(9)) as [Bytes, Value['kind'], unknown, number | null][];
    return new Map(
      rows.map(([key, kind, data, expires]) => {
        const value = {
          kind,
          data:
            kind === 'set'
              ? new Set(data as Bytes[])
              : kind === 'hash'
                ? new Map(data as [Bytes, Bytes][])
                : data,
        } as Value;
        return [key, { value, ...(expires === null ? {} : { expires }) }];
      }),
    );
  } catch {
    return undefined;
  }
}
