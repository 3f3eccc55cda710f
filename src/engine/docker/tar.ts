const BLOCK = 512;

/**
 * The content of the first plain file of a tar archive, as `docker cp C:path -` writes it. POSIX ustar, with the long
 * names and headers of pax passed over.
 *
 * @returns undefined if the archive has no plain file (a folder, a link, nothing)
 */
export function firstFileOf(archive: Uint8Array): Uint8Array | undefined {
  for (let at = 0; at + BLOCK <= archive.length; ) {
    if (archive[at] === 0) return undefined;
    const size = sizeAt(archive, at + 124);
    const type = String.fromCharCode(archive[at + 156] ?? 0);
    const begin = at + BLOCK;
    if (type === '0' || type === '\0') return archive.subarray(begin, begin + size);
    // x and g: pax headers; L and K: GNU's long names. What they are about follows.
    if (!'xgLK'.includes(type)) return undefined;
    at = begin + Math.ceil(size / BLOCK) * BLOCK;
  }
  return undefined;
}

/** A size in octal digits, or in GNU's binary form where the first bit is set. */
function sizeAt(archive: Uint8Array, at: number): number {
  const field = archive.subarray(at, at + 12);
  if (((field[0] ?? 0) & 0x80) !== 0) return field.subarray(4).reduce((size, byte) => size * 256 + byte, 0);
  return Number.parseInt(new TextDecoder('latin1').decode(field).replace(/[\0 ]+$/, ''), 8) || 0;
}
