import type { FileInfo, Folder } from '../../src/platform/folder.ts';

interface StoredFile {
  bytes: Buffer;
  modified: number;
  links: number;
}

/** A folder in memory that can be filled up, made read-only, and interrupted. */
export interface MemoryFolder extends Folder {
  /** The files' bytes by name. */
  readonly files: Map<string, StoredFile>;
  /** How many bytes may be stored in all; a write beyond takes what fits, as a disk does. */
  capacity: number;
  /** The code with which every change fails, if set. */
  refusal: string | undefined;
  /** How many bytes were read from files so far. */
  bytesRead: number;
  /** The time that files get when written. */
  time: number;
  /** Called before each change, with what it is; may throw to stop it. */
  beforeChange: (change: string) => void;
  /** Puts a file there. */
  put(name: string, content: string | Buffer, modified?: number): void;
  /** The names of the files in a folder. */
  names(below: string): string[];
  /** Every file's bytes as text, by name: to compare two folders. */
  texts(): Record<string, string>;
}

function fail(code: string): never {
  throw Object.assign(new Error(code), { code });
}

/** Makes an empty folder in memory. */
export function memoryFolder(): MemoryFolder {
  const files = new Map<string, StoredFile>();
  const find = (name: string): StoredFile => files.get(name) ?? fail('ENOENT');
  const used = (): number => [...files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);

  function change(what: string): void {
    folder.beforeChange(what);
    if (folder.refusal !== undefined) fail(folder.refusal);
  }

  function store(name: string, content: string | Uint8Array, modified: number): void {
    files.set(name, { bytes: Buffer.from(content), modified, links: 1 });
  }

  const folder: MemoryFolder = {
    path: '/profile',
    files,
    capacity: Number.POSITIVE_INFINITY,
    refusal: undefined,
    bytesRead: 0,
    time: 0,
    beforeChange: () => {},
    put: (name, content, modified = folder.time) => store(name, content as string, modified),
    names: (below) => folder.list(below).map(({ name }) => name),
    texts: () => Object.fromEntries([...files].map(([name, { bytes }]) => [name, bytes.toString('latin1')])),
    list(below) {
      const prefix = below === '' ? '' : `${below}/`;
      const found: FileInfo[] = [];
      for (const [name, { bytes, modified }] of files) {
        const rest = name.slice(prefix.length);
        if (name.startsWith(prefix) && !rest.includes('/'))
          found.push({ name: rest, size: bytes.length, modified });
      }
      return found.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    size: (name) => find(name).bytes.length,
    read(name, from = 0, length = Number.POSITIVE_INFINITY) {
      const bytes = find(name).bytes.subarray(from, from + length);
      folder.bytesRead += bytes.length;
      return Buffer.from(bytes);
    },
    append(name) {
      change(`open ${name}`);
      if (!files.has(name)) store(name, '', folder.time);
      const file = find(name);
      return {
        write(bytes) {
          change(`write ${name}`);
          const room = Math.max(0, folder.capacity - used());
          if (room === 0) fail('ENOSPC');
          const taken = bytes.subarray(0, room);
          file.bytes = Buffer.concat([file.bytes, taken]);
          file.modified = folder.time;
          return taken.length;
        },
        sync: () => change(`sync ${name}`),
        stat: () => ({ size: file.bytes.length, links: file.links }),
        close() {},
      };
    },
    truncate(name, size) {
      change(`truncate ${name}`);
      const file = find(name);
      file.bytes = file.bytes.subarray(0, size);
    },
    replace(name, content) {
      change(`replace ${name}`);
      if (Buffer.byteLength(content as string) > folder.capacity - used()) fail('ENOSPC');
      store(name, content, folder.time);
    },
    remove(name) {
      change(`remove ${name}`);
      const file = files.get(name);
      if (file) file.links = 0;
      files.delete(name);
    },
  };
  return folder;
}
