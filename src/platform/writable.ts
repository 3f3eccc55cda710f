import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './folder.ts';
import { makeFolder } from './make-folder.ts';
import { randomId } from './random.ts';

/**
 * Whether files can be written in a folder, found out by writing one.
 *
 * @param folder made if it is missing
 * @returns nothing if they can, else the system's code
 */
export function writableReason(folder: string): string | undefined {
  const file = join(folder, `.writable-${randomId(10)}`);
  try {
    makeFolder(folder);
    writeFileSync(file, 'x');
    rmSync(file);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
