/** Order by chance from a seed: the same on every machine and with every version of Node. */
import type { Shuffle } from '../items/types.ts';

/** FNV-1a, 32 bits (Fowler, Noll, Vo; draft-eastlake-fnv), over the UTF-16 units of a text, low byte first. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    value = Math.imul(value ^ (unit & 0xff), 0x01000193);
    value = Math.imul(value ^ (unit >>> 8), 0x01000193);
  }
  return value >>> 0;
}

/** Numbers drawn before the first one counts, so that alike seeds have parted. */
const WARM_UP = 20;

/**
 * A stream of chance: sfc32 of Chris Doty-Humphrey's PractRand, which uses nothing but 32-bit integers.
 *
 * @param seed any text
 * @returns a function that gives the next whole number from 0 to 2³² − 1
 */
export function seededNumbers(seed: string): () => number {
  let a = hash(seed);
  let b = hash(`${seed}\u0001`);
  let c = hash(`${seed}\u0002`);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let turn = 0; turn < WARM_UP; turn++) next();
  return next;
}

/**
 * A shuffle that does the same each time it is made of the same seed: Fisher–Yates, as Durstenfeld wrote it down.
 *
 * @param seed any text
 */
export function seededShuffle(seed: string): Shuffle {
  const next = seededNumbers(seed);
  return (values) => {
    const shuffled = [...values];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = Math.floor((next() / 2 ** 32) * (last + 1));
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  };
}
