/** A folder of files that hold someone's data, as little of a file system as the progress log needs. */

/** A file in a folder. */
export interface FileInfo {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** When it was last written, in milliseconds since 1970, by the clock of the disk's computer. */
  readonly modified: number;
}

/** A file opened for appending. */
export interface AppendFile {
  /** Appends bytes in one call to the system. Returns how many were taken: a full disk may take a part. */
  write(bytes: Uint8Array): number;
  /** Waits until the disk has what was written. */
  sync(): void;
  /** Size in bytes, and how many names the file has: 0 once another process removed it. */
  stat(): { readonly size: number; readonly links: number };
  close(): void;
}

/**
 * A folder. Names are relative to it and use `/`. Everything throws errors with a `code` (`ENOENT`, `ENOSPC`, `EROFS`
 * …) as Node does.
 */
export interface Folder {
  /** Where it is, for messages. */
  readonly path: string;
  /** The files in a folder below this one (`''`: in this one), sorted by name; none when that folder is missing. */
  list(below: string): readonly FileInfo[];
  /** A file's size in bytes. */
  size(name: string): number;
  /** A file's bytes from an offset to its end, or as many of them as are wanted. */
  read(name: string, from?: number, length?: number): Buffer;
  /** Opens a file for appending; makes it, and the folders above it, if missing. */
  append(name: string): AppendFile;
  /** Cuts a file to a size in bytes. */
  truncate(name: string, size: number): void;
  /** Replaces a file's content at once, and waits until the disk has it. */
  replace(name: string, content: string | Uint8Array): void;
  /** Removes a file; one that is missing is fine. */
  remove(name: string): void;
}

/**
 * The code of a file system's error.
 *
 * @param error what was thrown
 * @returns `ENOSPC`, `EROFS` …, or `UNKNOWN`
 */
export function errorCode(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
