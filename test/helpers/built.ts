/** Where the built program is that the tests start. */
import { join } from 'node:path';
import { inject } from 'vitest';
import type {} from './snapshot.ts';

/** The folder that `npm pack` would pack. */
export const BUILT = inject('built');
/** What npm installs as `docker-tutor`. */
export const BIN = join(BUILT, 'bin', 'docker-tutor.cjs');
