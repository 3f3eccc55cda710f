/** Colours as they are seen, by those who see all of them and by those who do not. */

/** Red, green and blue, 0 to 1, linear in light. */
type Light = readonly [number, number, number];

/** Ways of seeing: all colours, and without the cones for long, middle and short waves. */
export type Vision = 'all' | 'protanopia' | 'deuteranopia' | 'tritanopia';

/**
 * What each way of seeing makes of a colour, as matrices over linear light, at full severity: Machado, Oliveira and
 * Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), table 1.
 */
const MATRICES: Readonly<Record<Vision, readonly [Light, Light, Light]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

export const VISIONS = Object.keys(MATRICES) as readonly Vision[];

/** A colour such as `#0b5cad` as somebody sees it. */
export function seen(colour: string, vision: Vision): Light {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return MATRICES[vision].map(([r, g, b]) =>
    Math.min(1, Math.max(0, r * red + g * green + b * blue)),
  ) as unknown as Light;
}

/** Relative luminance (WCAG 2.2). */
function luminance([red, green, blue]: Light): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: Light, other: Light): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** How far apart two colours look: the distance in CIELAB (CIE 1976, D65), of which 2.3 can just be told apart. */
export function difference(one: Light, other: Light): number {
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function lab([red, green, blue]: Light): readonly [number, number, number] {
  const part = (value: number): number =>
    value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
  const x = part((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = part(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = part((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
