/** Reads drawings back and checks that every border meets its neighbour. Knows nothing of how they were drawn. */
import type { Drawing } from '../../src/diagram/layout/draw.ts';
import { displayWidth } from '../../src/text/width.ts';

/** Box drawing characters with the weights of their arms: up, right, down, left; 0 none, 1 light, 2 heavy. */
const TABLE =
  '─0101 ━0202 │1010 ┃2020 ┌0110 ┍0210 ┎0120 ┏0220 ┐0011 ┑0012 ┒0021 ┓0022 └1100 ┕1200 ┖2100 ┗2200 ' +
  '┘1001 ┙1002 ┚2001 ┛2002 ├1110 ┝1210 ┞2110 ┟1120 ┠2120 ┡2210 ┢1220 ┣2220 ┤1011 ┥1012 ┦2011 ┧1021 ' +
  '┨2021 ┩2012 ┪1022 ┫2022 ┬0111 ┭0112 ┮0211 ┯0212 ┰0121 ┱0122 ┲0221 ┳0222 ┴1101 ┵1102 ┶1201 ┷1202 ' +
  '┸2101 ┹2102 ┺2201 ┻2202 ┼1111 ┽1112 ┾1211 ┿1212 ╀2111 ╁1121 ╂2121 ╃2112 ╄2211 ╅1122 ╆1221 ╇2212 ' +
  '╈1222 ╉2122 ╊2221 ╋2222 ╴0001 ╵1000 ╶0100 ╷0010 ╸0002 ╹2000 ╺0200 ╻0020 ╼0201 ╽1020 ╾0102 ╿2010';

const ARMS = new Map(
  TABLE.trim()
    .split(' ')
    .map((entry) => [entry.slice(0, 1), [...entry.slice(1)].map(Number)]),
);

const CHARS = new Map([...ARMS].map(([char, arms]) => [arms.join(''), char]));

/**
 * The box drawing character with these arms.
 *
 * @param arms weights up, right, down, left: 0 none, 1 light, 2 heavy, 3 dotted
 * @throws if there is none
 */
export function charOfArms(arms: readonly number[]): string {
  const key = arms.join('');
  const char = key === '0303' ? '┄' : key === '3030' ? '┊' : CHARS.get(key);
  if (char === undefined) throw new Error(`no character has the arms ${key}`);
  return char;
}

/** A drawing's cells; the second cell of a wide character is the empty text. */
export type Cells = readonly (readonly string[])[];

/**
 * The cells of a drawing.
 *
 * @param rows its rows as text
 */
export function cellsOf(rows: readonly string[]): Cells {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return rows.map((row) =>
    [...segmenter.segment(row)].flatMap(({ segment }) =>
      displayWidth(segment) === 2 ? [segment, ''] : [segment],
    ),
  );
}

/**
 * The cells of a drawing with only its borders and what is strong as it is; other texts have a letter in each cell, so
 * that no sign in a text is taken for a border.
 *
 * @param drawing the drawing
 */
export function borderCellsOf({ rows }: Pick<Drawing, 'rows'>): Cells {
  return cellsOf(
    rows.map((runs) =>
      runs
        .map(({ text, ink }) =>
          ink === undefined || ink === 'border' || ink === 'strong' ? text : 'm'.repeat(displayWidth(text)),
        )
        .join(''),
    ),
  );
}

/** The four neighbours, in the order of the arms, and where each arm may end instead of at a border. */
const NEIGHBOURS = [
  { dx: 0, dy: -1, back: 2, ends: '●', name: 'up' },
  { dx: 1, dy: 0, back: 3, ends: '►●', name: 'right' },
  { dx: 0, dy: 1, back: 0, ends: '▼●', name: 'down' },
  { dx: -1, dy: 0, back: 1, ends: '●', name: 'left' },
] as const;

/**
 * Finds joints that are wrong: an arm that meets no arm of the same weight, or an arrow head without a shaft.
 *
 * @param cells a drawing in box drawing characters
 * @returns one line for each wrong arm; none if all is right
 */
export function brokenJoints(cells: Cells): string[] {
  const problems: string[] = [];
  const at = (x: number, y: number) => cells[y]?.[x] ?? ' ';
  cells.forEach((row, y) => {
    row.forEach((char, x) => {
      const arms = ARMS.get(char);
      if (char === '►' && !ARMS.get(at(x - 1, y))?.[1]) problems.push(`${x},${y}: ► without a shaft`);
      if (char === '▼' && !ARMS.get(at(x, y - 1))?.[2]) problems.push(`${x},${y}: ▼ without a shaft`);
      if (!arms) return;
      NEIGHBOURS.forEach(({ dx, dy, back, ends, name }, direction) => {
        const arm = arms[direction];
        const neighbour = at(x + dx, y + dy);
        if (arm && neighbour !== '' && ends.includes(neighbour)) return;
        const met = ARMS.get(neighbour)?.[back] ?? 0;
        if (arm !== met) problems.push(`${x},${y}: ${char} has ${arm} ${name}, ${neighbour} has ${met}`);
      });
    });
  });
  return problems;
}

/**
 * Finds joints that are wrong in an ASCII drawing whose strong labels have none of `+-|=>` in them.
 *
 * @param cells a drawing in `+ - | =`
 * @returns one line for each border cell that leads nowhere; none if all is right
 */
export function brokenAsciiJoints(cells: Cells): string[] {
  const problems: string[] = [];
  const at = (x: number, y: number, ok: string) => ok.includes(cells[y]?.[x] || ' ');
  cells.forEach((row, y) => {
    row.forEach((char, x) => {
      // A hyphen between digits is part of a range of ports.
      const isRange = char === '-' && /\d/.test(row[x - 1] ?? '') && /\d/.test(row[x + 1] ?? '');
      const fine =
        isRange ||
        (char === '-' || char === '='
          ? at(x - 1, y, '+-=*') && at(x + 1, y, '+-=>*')
          : char === '|'
            ? at(x, y - 1, '+|*') && at(x, y + 1, '+|*v')
            : char !== '+' ||
              ((at(x - 1, y, '+-=') || at(x + 1, y, '+-=')) &&
                (at(x, y - 1, '+|*') || at(x, y + 1, '+|v*'))));
      if (!fine) problems.push(`${x},${y}: ${char} leads nowhere`);
    });
  });
  return problems;
}

/**
 * A drawing in ASCII as it must be, given the same drawing in box drawing characters.
 *
 * @param cells the drawing in box drawing characters, no label of it cut
 */
export function asAscii(cells: Cells): Cells {
  const others: Readonly<Record<string, string>> = {
    '▸': '>',
    '►': '>',
    '▼': 'v',
    '×': 'x',
    '●': '*',
    '○': 'o',
    '→': '>',
    '┄': '.',
    '┊': ':',
  };
  return cells.map((row) =>
    row.map((char) => {
      const arms = ARMS.get(char);
      if (!arms) return others[char] ?? char;
      const [up = 0, right = 0, down = 0, left = 0] = arms;
      if (up + down === 0) return Math.max(left, right) === 2 ? '=' : '-';
      return left + right === 0 ? '|' : '+';
    }),
  );
}
