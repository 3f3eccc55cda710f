/** The lessons of the built program, read as it reads them. */
import { join } from 'node:path';
import { openCompiled } from '../../src/content/compiled.ts';
import type { PackSource } from '../../src/content/pack-source.ts';
import type { Lesson } from '../../src/content/types.ts';
import { COMPILED_PACK, readCompiled } from '../../src/platform/built-in-pack.ts';
import { BUILT } from './built.ts';

/** The built-in pack. */
export function builtPack(): PackSource {
  return openCompiled(readCompiled(join(BUILT, 'dist', COMPILED_PACK)).read);
}

/** Every lesson of it. */
export function builtLessons(): Lesson[] {
  const pack = builtPack();
  return pack.index.modules.flatMap((module) => module.lessons.map(({ id }) => pack.lesson(id)));
}
