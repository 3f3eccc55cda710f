/** Writes the README's pictures from runs of the built program. Run with `npm run pictures`, after `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { takePictures } from './picture-runs.ts';

const root = join(import.meta.dirname, '..');
for (const [path, svg] of await takePictures(join(root, 'bin', 'docker-tutor.cjs'))) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), svg);
}
