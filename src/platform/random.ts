/** The base32 alphabet of RFC 4648 in lower case: safe in file names on every system, also where case is ignored. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * A random id of lower-case base32 characters. It must be unlike others, not hard to guess, so the engine's own
 * generator, which the system seeds anew in each process, will do: loading `node:crypto` would cost a third of a start.
 *
 * @param length how many characters, each worth 5 bits; 16 make two equal ids in one classroom unthinkable
 * @returns the id
 */
export function randomId(length = 16): string {
  let id = '';
  for (let i = 0; i < length; i++) id += BASE32[Math.floor(Math.random() * BASE32.length)];
  return id;
}
