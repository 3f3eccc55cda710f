/** Draws a number from 0 to under 1; the kernel's. */
export type Draw = () => number;

/** @returns so many random lower-case hexadecimal digits */
export function randomHex(draw: Draw, digits: number): string {
  let text = '';
  while (text.length < digits) {
    text += Math.floor(draw() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, digits);
}

/**
 * @returns an id of a container, network or exec: 64 hexadecimal digits. As with dockerd its first twelve are never all
 * decimal, for they become a host name (moby daemon/internal/stringid).
 */
export function randomId(draw: Draw): string {
  for (;;) {
    const id = randomHex(draw, 64);
    if (/[a-f]/.test(id.slice(0, 12))) {
      return id;
    }
  }
}

/** @returns the twelve digits that docker shows of an id, with or without `sha256:` */
export function shortId(id: string): string {
  return (id.startsWith('sha256:') ? id.slice(7) : id).slice(0, 12);
}
