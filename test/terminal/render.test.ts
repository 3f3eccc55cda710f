import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourTheme } from '../../src/terminal/colour-theme.ts';
import { renderFrame, renderNodes, type Surface } from '../../src/terminal/render.ts';
import { plainTheme } from '../../src/terminal/theme.ts';
import { displayWidth } from '../../src/text/width.ts';
import { type Node, paragraph, span } from '../../src/view/nodes.ts';

const surface = (columns: number, more: Partial<Surface> = {}): Surface => ({
  columns,
  charset: 'unicode',
  theme: plainTheme,
  ...more,
});

describe('renderNodes', () => {
  it('wraps Korean at spaces, never inside a word that fits', () => {
    const lines = renderNodes(
      [paragraph('컨테이너는 커널을 공유하고 가상 머신은 공유하지 않습니다.')],
      surface(24),
    );
    expect(lines).toEqual([' 컨테이너는 커널을', ' 공유하고 가상 머신은', ' 공유하지 않습니다.']);
  });

  it('composes decomposed Hangul before it measures', () => {
    const composed = renderNodes([paragraph('한글 두 칸')], surface(10));
    expect(renderNodes([paragraph('한글 두 칸'.normalize('NFD'))], surface(10))).toEqual(composed);
  });

  it('indents what follows a sign like the words behind the sign', () => {
    const node: Node = { t: 'text', lead: span('• '), spans: [span('one two three')] };
    expect(renderNodes([node], surface(12))).toEqual([' • one two', '   three']);
  });

  it('puts the right part of a line at the right edge and cuts the left one', () => {
    const node: Node = { t: 'line', left: [span('A title that is long')], right: [span('3/8')] };
    expect(renderNodes([node], surface(20))).toEqual([' A title that…  3/8']);
    expect(displayWidth(renderNodes([node], surface(20))[0] ?? '')).toBeLessThanOrEqual(20);
  });

  it('replaces typographic signs in prose for ASCII terminals and leaves Hangul', () => {
    expect(renderNodes([paragraph('a → b · “다” …')], surface(40, { charset: 'ascii' }))).toEqual([
      ' a -> b - "다" ...',
    ]);
  });

  it('draws progress from nothing to full', () => {
    const bar = (value: number) => renderNodes([{ t: 'progress', value, max: 4 }], surface(10))[0];
    expect([bar(0), bar(1), bar(4)]).toEqual([' ────────', ' ━━──────', ' ━━━━━━━━']);
  });

  it('breaks keys into lines between hints, never inside one', () => {
    const keys: Node = {
      t: 'keys',
      keys: [
        { key: '→', does: 'next' },
        { key: '←', does: 'back' },
        { key: 'q', does: 'quit' },
      ],
    };
    expect(renderNodes([keys], surface(20))).toEqual([' → next   ← back', ' q quit']);
  });

  it('never makes a line wider than the surface, whatever the text', () => {
    const text = fc.array(
      fc.oneof(fc.constantFrom('컨테이너', '한', 'kernel', '→', 'supercalifragilistic'), fc.string()),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 12, max: 100 }),
        fc.constantFrom('unicode', 'ascii'),
        (words, columns, charset) => {
          const line = words.join(' ').replace(/\p{C}/gu, '');
          const nodes: Node[] = [
            paragraph(line),
            { t: 'line', left: [span(line)], right: [span('3/8')] },
            { t: 'rows', rows: [[span(line)]], indent: 2 },
          ];
          for (const rendered of renderNodes(nodes, surface(columns, { charset }))) {
            expect(displayWidth(rendered)).toBeLessThanOrEqual(columns);
          }
        },
      ),
    );
  });

  it('adds only colour codes to what the plain theme writes', () => {
    const nodes: Node[] = [
      { t: 'text', spans: [span('Bold ', 'strong'), span('and code in a long line', 'code')] },
    ];
    const coloured = renderNodes(nodes, surface(16, { theme: colourTheme(1) }));
    expect(coloured.map((line) => line.replace(/\u001b\[\d+(;\d+)*m/g, ''))).toEqual(
      renderNodes(nodes, surface(16)),
    );
    expect(coloured.join('')).toContain('\u001b[1m');
  });
});

describe('renderFrame', () => {
  const lines = (count: number): Node[] =>
    Array.from({ length: count }, (_, index) => paragraph(`line ${index + 1}`));
  const view = (count: number, scroll = 0) => ({
    header: [paragraph('title')],
    body: lines(count),
    footer: [paragraph('keys')],
    scroll,
  });

  it('fills the screen exactly, header first and footer last', () => {
    const frame = renderFrame(view(2), surface(20), 6);
    expect(frame.lines).toEqual([' title', ' line 1', ' line 2', '', '', ' keys']);
    expect(frame.maxScroll).toBe(0);
  });

  it('says how many lines are below when the body is too tall', () => {
    const frame = renderFrame(view(8), surface(20), 6);
    expect(frame.lines).toEqual([' title', ' line 1', ' line 2', ' line 3', ' ▾ 5', ' keys']);
    expect(frame.maxScroll).toBe(4);
  });

  it('shows the end when scrolled as far as it goes or farther', () => {
    expect(renderFrame(view(8, 4), surface(20), 6).lines).toEqual([
      ' title',
      ' line 5',
      ' line 6',
      ' line 7',
      ' line 8',
      ' keys',
    ]);
    expect(renderFrame(view(8, 99), surface(20), 6).lines[4]).toBe(' line 8');
  });

  it('keeps the body visible on a screen of a few rows', () => {
    const frame = renderFrame(view(2), surface(20), 3);
    expect(frame.lines).toHaveLength(3);
    expect(frame.lines.join()).toContain('line 1');
  });
});
