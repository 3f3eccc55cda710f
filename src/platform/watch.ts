import { statSync } from 'node:fs';

/** How often files are looked at, in milliseconds. */
const INTERVAL = 300;

/**
 * Watches files by looking at their size and time again and again. The system's own watchers are quicker, but say
 * nothing on network drives, where many classes keep their files.
 *
 * @param paths the files to look at; asked anew each time, so that new files count
 * @param onChange called once after each change, however many files changed
 * @returns a function that ends the watching
 */
export function watchFiles(paths: () => readonly string[], onChange: () => void): () => void {
  let before = fingerprint(paths());
  const timer = setInterval(() => {
    const now = fingerprint(paths());
    if (now === before) return;
    before = now;
    onChange();
  }, INTERVAL);
  return () => clearInterval(timer);
}

function fingerprint(paths: readonly string[]): string {
  return paths
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return `${path}:${found?.size}:${found?.mtimeMs}`;
    })
    .join('\n');
}
