/**
 * A process that folds old log files together and kills itself before its n-th change:
 * `folding-process.ts <profile folder> <n>`.
 */
import { diskFolder } from '../../src/platform/disk-folder.ts';
import type { Folder } from '../../src/platform/folder.ts';
import { randomId } from '../../src/platform/random.ts';
import { thisProcess } from '../../src/platform/this-process.ts';
import { openStore } from '../../src/progress/store.ts';

const [path = '', fatal = '0'] = process.argv.slice(2);
const disk = diskFolder(path);
let changes = 0;

function beforeChange(): void {
  if (++changes === Number(fatal)) process.kill(process.pid, 'SIGKILL');
}

const folder: Folder = {
  ...disk,
  replace(name, content) {
    beforeChange();
    disk.replace(name, content);
  },
  remove(name) {
    beforeChange();
    disk.remove(name);
  },
};
openStore({ folder, now: Date.now, ...thisProcess(), randomId }).close();
