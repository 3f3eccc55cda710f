import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stdinLines } from '../../src/platform/stdin-lines.ts';

/** A reader that gives these pieces one after the other; `again` is a pipe that is not ready. */
function pieces(...all: readonly (Uint8Array | 'again')[]): (into: Uint8Array) => number {
  const left = [...all];
  return (into) => {
    const next = left.shift();
    if (next === 'again') throw Object.assign(new Error('again'), { code: 'EAGAIN' });
    if (next === undefined) return 0;
    into.set(next);
    return next.length;
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the lines of stdin', () => {
  it('come one by one, the last without a line end too', () => {
    expect([...stdinLines(pieces(bytes('a\nb'), bytes('c\n\nd')))]).toEqual(['a', 'bc', '', 'd']);
    expect([...stdinLines(pieces(bytes('a\n')))]).toEqual(['a']);
    expect([...stdinLines(pieces())]).toEqual([]);
  });

  it('come before the rest is there', () => {
    const lines = stdinLines(pieces(bytes('first\nsec'), 'again', bytes('ond\n')));
    expect(lines.next().value).toBe('first');
    expect(lines.next().value).toBe('second');
  });

  it('are the same however the bytes are cut, Hangul included', () => {
    const text = 'docker ps\n컨테이너 목록\n😀 x\n';
    const all = bytes(text);
    fc.assert(
      fc.property(fc.array(fc.nat(all.length), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), all.length];
        const parts = at.slice(1).flatMap((end, index) => {
          const part = all.subarray(at[index], end);
          return part.length === 0 ? [] : [part];
        });
        expect([...stdinLines(pieces(...parts))]).toEqual(text.trimEnd().split('\n'));
      }),
    );
  });

  it('have a sign in the place of what is no UTF-8', () => {
    expect([...stdinLines(pieces(Uint8Array.of(0xff, 0x61, 0x0a)))]).toEqual(['\ufffda']);
  });
});
