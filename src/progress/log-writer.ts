import type { AppendFile, Folder } from '../platform/folder.ts';
import { LOG_FOLDER } from './log-name.ts';

/** The one file that this process appends to. */
export interface LogWriter {
  /** The file's name in the log folder; undefined until something is written. */
  readonly name: string | undefined;
  /** How many bytes of it the disk has confirmed. */
  readonly size: number;
  /**
   * Appends whole lines with one write, and waits until the disk has them.
   *
   * @param lines each with its line feed
   * @throws the file system's error; nothing of `lines` counts then, and they may be written again
   */
  write(lines: string): void;
  /** Closes the file, and removes it if nothing could be written. Writing again opens it again. */
  close(): void;
}

/**
 * A writer of a log file, which is made at the first write.
 *
 * @param folder the profile's folder
 * @param newName gives a file name that nobody has used; asked at the first write, and again if the file was taken away
 * @returns the writer
 */
export function createLogWriter(folder: Folder, newName: () => string): LogWriter {
  let name: string | undefined;
  let file: AppendFile | undefined;
  let size = 0;
  /** Whether the file system counts names at all: some network and emulated ones always answer 0. */
  let countsLinks = false;
  /** Whether a part of a line may stand at the end of the file. */
  let isRagged = false;

  function startOver(): void {
    file?.close();
    file = undefined;
    name = undefined;
    size = 0;
    isRagged = false;
  }

  function open(): AppendFile {
    if (file) return file;
    name ??= newName();
    file = folder.append(path(name));
    const found = file.stat();
    if (found.size < size) {
      // The file went while it was closed, and this is a new one under its name. Whoever folded it into an archive
      // said how many bytes of that name are in there, so the name must not be used again.
      startOver();
      return open();
    }
    countsLinks = found.links > 0;
    return file;
  }

  /** Takes back a part of a line, so that the next one stands on a line of its own. */
  function repair(): void {
    file?.close();
    file = undefined;
    if (name === undefined) return;
    try {
      folder.truncate(path(name), size);
      isRagged = false;
    } catch {
      isRagged = true;
    }
  }

  function write(lines: string): void {
    const opened = open();
    try {
      writeAll(opened, Buffer.from(isRagged ? `\n${lines}` : lines));
      opened.sync();
      const { size: now, links } = opened.stat();
      if (links > 0 || !countsLinks) {
        size = now;
        isRagged = false;
        return;
      }
    } catch (error) {
      repair();
      throw error;
    }
    // Another process took us for gone, folded our file into an archive and removed it: what was just written went to
    // a file without a name. Ids are the same in the next one, so nothing can count twice.
    startOver();
    write(lines);
  }

  return {
    get name() {
      return name;
    },
    get size() {
      return size;
    },
    write,
    close() {
      file?.close();
      file = undefined;
      if (name !== undefined && size === 0 && !isRagged) removeQuietly(folder, path(name));
    },
  };
}

function writeAll(file: AppendFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    // One call, but for a disk that fills up in the middle: it takes a part, and says why at the next call.
    const taken = file.write(done === 0 ? bytes : bytes.subarray(done));
    if (taken === 0) throw Object.assign(new Error('the disk took nothing'), { code: 'ENOSPC' });
    done += taken;
  }
}

/** An empty file is nothing to lose, and nothing worth keeping. */
function removeQuietly(folder: Folder, name: string): void {
  try {
    folder.remove(name);
  } catch {
    // Then it stays.
  }
}

function path(name: string): string {
  return `${LOG_FOLDER}/${name}`;
}
