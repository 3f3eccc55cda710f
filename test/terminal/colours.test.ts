import { describe, expect, it } from 'vitest';
import { SVG_COLOURS } from '../../src/diagram/svg-page.ts';
import { colourTheme } from '../../src/terminal/colour-theme.ts';
import type { Style } from '../../src/view/nodes.ts';
import { contrast, difference, seen, VISIONS } from '../helpers/colour-vision.ts';

/** What terminals make of the colours that the theme uses, by their codes (SGR). */
const SCHEMES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  xterm: { 32: '#00cd00', 36: '#00cdcd', 91: '#ff0000' },
  'VS Code': { 32: '#0dbc79', 36: '#11a8cd', 91: '#f14c4c' },
  'Windows Terminal': { 32: '#13a10e', 36: '#3a96dd', 91: '#e74856' },
  Tango: { 32: '#4e9a06', 36: '#06989a', 91: '#ef2929' },
  'Terminal.app': { 32: '#00a600', 36: '#00a6b2', 91: '#e50000' },
};
const STYLES = [
  'title',
  'strong',
  'em',
  'code',
  'muted',
  'accent',
  'good',
  'bad',
  'term',
  'link',
  'border',
  'label',
  'mark',
] as const satisfies readonly Style[];

/** The codes that a style sets before a text, at so many colours. */
function codesOf(style: Style | undefined, level: 1 | 2 | 3): number[] {
  const [before = ''] = colourTheme(level)('x', style).split('x');
  return [...before.matchAll(/\u001b\[([\d;]*)m/g)].flatMap(([, codes = '']) => codes.split(';').map(Number));
}
const BOLD = 1;
const isHue = (code: number): boolean => code >= 30;
const hueOf = (style: Style): number | undefined => codesOf(style, 1).find(isHue);

describe('the colours on a terminal', () => {
  it('are the few that were looked at, of the basic sixteen however many there are', () => {
    for (const level of [1, 2, 3] as const) {
      const hues = STYLES.flatMap((style) => codesOf(style, level).filter(isHue));
      expect([...new Set(hues)].sort()).toEqual(Object.keys(SCHEMES['xterm'] ?? {}).map(Number));
    }
  });

  it("leave text the terminal's own: what is no code and no sign has no hue", () => {
    for (const style of ['title', 'strong', 'em', 'muted', 'term', 'link', 'border', 'label'] as const)
      expect({ style, hue: hueOf(style) }).toEqual({ style, hue: undefined });
    expect(codesOf(undefined, 1)).toEqual([]);
  });

  it('tell right from wrong, and what is marked, without any hue', () => {
    expect(codesOf('bad', 1)).toContain(BOLD);
    expect(codesOf('good', 1)).not.toContain(BOLD);
    for (const style of ['accent', 'mark'] as const) expect(codesOf(style, 1)).toContain(BOLD);
  });

  it.each(
    Object.entries(SCHEMES),
  )('can be seen in %s by everybody on dark, and do not vanish on light', (_, scheme) => {
    for (const vision of VISIONS) {
      const against = (style: Style, back: string) =>
        contrast(seen(scheme[hueOf(style) ?? 0] ?? '', vision), seen(back, vision));
      for (const style of ['good', 'accent'] as const) {
        expect(against(style, '#1e1e1e')).toBeGreaterThan(4);
        expect(against(style, '#ffffff')).toBeGreaterThan(1.7);
      }
      // The dark red of the same schemes comes down to 1.4.
      expect(against('bad', '#1e1e1e')).toBeGreaterThan(2);
      expect(against('bad', '#ffffff')).toBeGreaterThan(2.9);
    }
  });
});

describe.each(['light', 'dark'] as const)('the colours of a picture on %s', (background) => {
  const colours = SVG_COLOURS[background];

  it.each(VISIONS)('can be read, and lines be seen, with %s', (vision) => {
    const against = (name: keyof typeof colours) =>
      contrast(seen(colours[name], vision), seen(colours.back, vision));
    for (const name of ['text', 'muted', 'accent', 'good', 'bad'] as const)
      expect({ name, readable: against(name) >= 4.5 }).toEqual({ name, readable: true });
    expect(against('line')).toBeGreaterThanOrEqual(3);
  });

  it.each(VISIONS)('tell right from wrong, and accent from text and lines, with %s', (vision) => {
    const apart = (one: keyof typeof colours, other: keyof typeof colours) =>
      difference(seen(colours[one], vision), seen(colours[other], vision));
    expect(apart('good', 'bad')).toBeGreaterThan(20);
    expect(apart('accent', 'text')).toBeGreaterThan(20);
    expect(apart('accent', 'line')).toBeGreaterThan(20);
  });
});
