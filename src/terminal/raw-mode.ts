import type { ReadStream } from 'node:tty';

/**
 * Hands a terminal's keys over as they are pressed, without showing them; or gives its own line editing back.
 *
 * @param input the terminal; one that is gone (EIO) is left alone, and that it ends is heard from the stream itself
 * @param raw which of the two
 */
export function setRawMode(input: ReadStream, raw: boolean): void {
  try {
    input.setRawMode(raw);
  } catch {
    // The terminal is gone, and its modes with it.
  }
}
