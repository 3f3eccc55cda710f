import type { Program } from '../../kernel/process.ts';
import { baseName } from '../support/tool.ts';
import { goBinary } from './go/binary.ts';
import { go } from './go/program.ts';
import { nodemon } from './node/nodemon.ts';
import { node } from './node/program.ts';
import { python } from './python/program.ts';

/** A program of an image that the sandbox refuses by name. */
const refused: Program = function* (process) {
  yield* process.write(
    2,
    `${baseName(process.argv[0] ?? '')}: the sandbox does not model this program yet\n`,
  );
  return 1;
};

/** The interpreters of the images, by the names that the registry's file gives them. */
export const interpreters: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['python', python],
  ['go', go],
  ['go:binary', goBinary],
  ['node', node],
  ['nodemon', nodemon],
  ['apt-cache', refused],
]);
