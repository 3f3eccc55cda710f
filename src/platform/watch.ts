import { statSync } from 'node:fs';

/** How often files are looked at, in milliseconds. */
const INTERVAL = 300;

/**
 * Watches files by looking at their size and time again and again. The system's own watchers are quicker, but say
 * nothing on network drives, where many classes keep their files.
 *
 * @param paths the files to look at; asked anew each time, so that new files count
 * @param onChange called once after each change, however many files changed
 * @param since how the files were when they were last read, if something may have changed them since
 * @returns a function that ends the watching
 */
export function watchFiles(
  paths: () => readonly string[],
  onChange: () => void,
  since: Fingerprint = fingerprint(paths()),
): () => void {
  let before = since;
  const timer = setInterval(() => {
    const now = fingerprint(paths());
    if (now === before) return;
    before = now;
    onChange();
  }, INTERVAL);
  return () => clearInterval(timer);
}

/** How files are now: equal texts, equal sizes and times. */
export type Fingerprint = string;

/** How files are now, for {@link watchFiles}; taken before they are read. */
export function fingerprint(paths: readonly string[]): Fingerprint {
  return paths
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return `${path}:${found?.size}:${found?.mtimeMs}`;
    })
    .join('\n');
}
