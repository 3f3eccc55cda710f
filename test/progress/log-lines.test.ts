import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines, writeFolded, writeLines } from '../../src/progress/log-lines.ts';
import { event, seen, someEvents } from './fixtures.ts';

const good = `${JSON.stringify(event(1, seen('a')))}\n`;
const later = `${JSON.stringify(event(2, seen('계층')))}\n`;

function parts(
  text: string,
  from = 0,
): { damaged: [number, string][]; unfinished: [number, string] | undefined } {
  const { damaged, unfinished } = readLines(Buffer.from(text), from);
  const pair = ({ from: at, bytes }: { from: number; bytes: Uint8Array }): [number, string] => [
    at,
    Buffer.from(bytes).toString(),
  ];
  return { damaged: damaged.map(pair), unfinished: unfinished && pair(unfinished) };
}

describe('readLines', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const bytes = Buffer.from(writeLines(events));
        const lines = readLines(bytes, 0);
        expect(lines.events).toEqual(events);
        expect(lines).toMatchObject({ damaged: [], unfinished: undefined, end: bytes.length });
      }),
    );
  });

  it('counts a last line without its end that is a whole event', () => {
    const bytes = Buffer.from(good + later.slice(0, -1));
    expect(readLines(bytes, 0)).toMatchObject({
      events: { length: 2 },
      unfinished: undefined,
      end: bytes.length,
    });
  });

  it('tells half a last line from damage, and accounts for what is before it', () => {
    const text = good + later.slice(0, 20);
    expect(parts(text)).toEqual({ damaged: [], unfinished: [good.length, later.slice(0, 20)] });
    expect(readLines(Buffer.from(text), 0).end).toBe(good.length);
  });

  it('finds damage between good lines, neighbours together, at its place in the file', () => {
    const text = `${good}garbage\n{"v":1}\n${later}[1]\n`;
    expect(parts(text, 100)).toEqual({
      damaged: [
        [100 + good.length, 'garbage\n{"v":1}\n'],
        [100 + Buffer.byteLength(`${good}garbage\n{"v":1}\n${later}`), '[1]\n'],
      ],
      unfinished: undefined,
    });
    expect(readLines(Buffer.from(text), 100).events).toHaveLength(2);
  });

  it('keeps damage apart from half a line after it, which may still grow', () => {
    expect(parts(`${good}garbage\n{"v"`)).toEqual({
      damaged: [[good.length, 'garbage\n']],
      unfinished: [good.length + 8, '{"v"'],
    });
  });

  it('takes zeros after the last line for half a line', () => {
    expect(parts(`${good}${'\0'.repeat(4096)}`).unfinished).toEqual([good.length, '\0'.repeat(4096)]);
  });

  it('passes over empty lines', () => {
    expect(parts(`\n${good}\n\r\n${later}\n`)).toEqual({ damaged: [], unfinished: undefined });
  });

  it('knows the first line of an archive, and only there', () => {
    const header = writeFolded({ 'a.jsonl': 12 });
    expect(readLines(Buffer.from(header + good), 0)).toMatchObject({
      folded: { 'a.jsonl': 12 },
      events: { length: 1 },
      damaged: [],
    });
    expect(parts(good + header).damaged).toEqual([[good.length, header]]);
    expect(readLines(Buffer.from(good + header), 0).folded).toBeUndefined();
  });

  it('never loses a byte: events, damage and half a line make up any file', () => {
    const piece = fc.oneof(
      fc.constantFrom(good, later, '\n', 'garbage\n', '{"v":1,', '\0\0\0'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const bytes = Buffer.from(pieces.join(''));
        const { events, damaged, unfinished, end } = readLines(bytes, 0);
        const aside = [...damaged, ...(unfinished ? [unfinished] : [])];
        const rest = bytes.toString('latin1').split('');
        for (const { from, bytes: gone } of aside) rest.fill('', from, from + gone.length);
        const kept = rest
          .join('')
          .split('\n')
          .filter((line) => line.trim() !== '');
        expect(kept).toHaveLength(events.length);
        expect(end + (unfinished?.bytes.length ?? 0)).toBe(bytes.length);
      }),
    );
  });
});
