import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';

/** A file that grows line by line; what is in it is whole at any moment but for its last line. */
export interface RecordingFile {
  /**
   * Appends text.
   *
   * @throws the system's error, such as `ENOSPC`
   */
  append(text: string): void;
  close(): void;
}

/**
 * Opens a new file that a user named.
 *
 * @param path relative to `cwd`
 * @throws the system's error: `EEXIST` if something is there already, `ENOENT` if its folder is missing
 */
export function openRecording(path: string, cwd: string): RecordingFile {
  const file = openSync(resolve(cwd, path), 'wx', 0o644);
  return {
    append(text) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    },
    close: () => closeSync(file),
  };
}
