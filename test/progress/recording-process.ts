/**
 * A process that records steps, for tests in which several run at once or are killed:
 * `recording-process.ts <profile folder> <name> <count>`. It says on stdout which steps were acknowledged.
 */
import { writeSync } from 'node:fs';
import { diskFolder } from '../../src/platform/disk-folder.ts';
import { randomId } from '../../src/platform/random.ts';
import { thisProcess } from '../../src/platform/this-process.ts';
import { openStore } from '../../src/progress/store.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const store = openStore({ folder: diskFolder(folder), now: Date.now, ...thisProcess(), randomId });
for (let step = 0; step < Number(count); step++) {
  store.record([{ type: 'step-seen', lesson: 'pack/lesson', step: `${name}-${step}` }], Date.now());
  if (store.notices.length === 0) writeSync(1, `${name}-${step}\n`);
}
store.close();
