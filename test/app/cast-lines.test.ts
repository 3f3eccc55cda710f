import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CastHeader, castLines } from '../../src/app/cast-lines.ts';

const HEADER: CastHeader = {
  width: 80,
  height: 24,
  start: 1_700_000_000_500,
  title: 'a run',
  env: { TERM: 'xterm', SHELL: undefined, HOME: '/home/learner' },
};
const written = (line: string): unknown => (line === '' ? undefined : JSON.parse(line));

describe('the lines of a recording', () => {
  it('begin with a header that tells of the environment only what a player needs', () => {
    expect(JSON.parse(castLines(HEADER).header)).toEqual({
      version: 2,
      width: 80,
      height: 24,
      timestamp: 1_700_000_000,
      env: { TERM: 'xterm' },
      title: 'a run',
    });
  });

  it('tell seconds since the start, which never go back though the clock may', () => {
    const { output, resize } = castLines(HEADER);
    expect(written(output('a', HEADER.start + 1500))).toEqual([1.5, 'o', 'a']);
    expect(written(output('b', HEADER.start - 9000))).toEqual([1.5, 'o', 'b']);
    expect(written(resize(60, 20, HEADER.start + 2000))).toEqual([2, 'r', '60x20']);
  });

  it('have whole letters, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a가🐳]{1,8}$/u), fc.array(fc.nat(30)), (text, cuts) => {
        const bytes = Buffer.from(text);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const { output } = castLines(HEADER);
        const lines = places.slice(1).map((to, index) => output(bytes.subarray(places[index], to), 0));
        const shown = lines
          .filter((line) => line !== '')
          .map((line) => (JSON.parse(line) as [number, string, string])[2]);
        expect(shown.join('')).toBe(text);
        for (const each of shown) expect(each).not.toMatch(/\ufffd|^[\udc00-\udfff]|[\ud800-\udbff]$/);
      }),
    );
  });

  it('have the carriage return that a terminal gets before each line end, once', () => {
    const { output } = castLines(HEADER);
    expect(written(output('a\nb\r\nc\r', 0))).toEqual([0, 'o', 'a\r\nb\r\nc\r']);
    expect(written(output('\nd', 0))).toEqual([0, 'o', '\nd']);
    expect(written(output('\n', 0))).toEqual([0, 'o', '\r\n']);
  });
});
