/** Disks that misbehave, where the machine lets us make them. */
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { onTestFinished } from 'vitest';
import { newFolder } from './temporary.ts';

/**
 * A small disk of its own in memory.
 *
 * @param bytes how much fits on it
 * @returns its folder, or nothing where only the superuser of Linux may mount, and this is not one
 */
export function smallDisk(bytes: number, finished: typeof onTestFinished): string | undefined {
  const folder = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  finished(() => {
    execFileSync('umount', ['--lazy', folder]);
  });
  return folder;
}

/** Fills a disk of {@link smallDisk}, though others may write on it meanwhile. */
export function fillDisk(folder: string): void {
  const page = Buffer.alloc(4096);
  for (;;) {
    try {
      appendFileSync(join(folder, 'filler'), page);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}

/** Makes a disk of {@link smallDisk} read-only. */
export function makeReadOnly(folder: string): void {
  execFileSync('mount', ['-o', 'remount,ro', folder]);
}
