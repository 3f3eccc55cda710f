import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromText } from '../../../../src/engine/sandbox/kernel/bytes.ts';
import { compilePattern } from '../../../../src/engine/sandbox/programs/support/regex/pattern.ts';
import { compareLines } from '../../../../src/engine/sandbox/programs/text/diff.ts';
import { inBusybox } from './support.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((list) => String.fromCharCode(...list));
const lines = fc
  .array(fc.stringMatching(/^[a-c ]{0,6}$/), { maxLength: 12 })
  .map((list) => list.map((line) => `${line}\n`).join(''));
const few = { numRuns: 25 };

describe('laws', () => {
  it('base64 -d takes back what base64 did', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        expect(inBusybox('base64 | base64 -d', data).stdout).toBe(data);
      }),
      few,
    );
  });

  it('rev of rev is the same, in Korean too', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '한', 'é', ' ')), (signs) => {
        const line = `${fromText(signs.join(''))}\n`;
        expect(inBusybox('rev | rev', line).stdout).toBe(line);
      }),
      few,
    );
  });

  it('sorting what is sorted changes nothing', () => {
    fc.assert(
      fc.property(lines, (input) => {
        const once = inBusybox('sort', input).stdout;
        expect(inBusybox('sort', once).stdout).toBe(once);
      }),
      few,
    );
  });

  it('tar x of tar c is the same file', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        const ran = inBusybox(
          'mkdir a b; cat > a/f; chmod 640 a/f; tar cf x.tar a; tar xf x.tar -C b; cat b/a/f',
          data,
        );
        expect(ran.stdout).toBe(data);
      }),
      few,
    );
  });

  it('a comparison of lines covers both sides, and what it calls the same is the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c')),
        fc.array(fc.constantFrom('a', 'b', 'c')),
        (left, right) => {
          const stretches = compareLines(left, right);
          expect(stretches.flatMap(({ a, b }) => left.slice(a, b))).toEqual(left);
          expect(stretches.flatMap(({ c, d }) => right.slice(c, d))).toEqual(right);
          for (const { same, a, b, c, d } of stretches)
            if (same) expect(left.slice(a, b)).toEqual(right.slice(c, d));
        },
      ),
    );
  });

  it('a pattern that would take for ever otherwise is matched at once', () => {
    const text = 'a'.repeat(2000);
    for (const source of ['(a*)*b', '(a|aa)+$x', 'a*a*a*a*a*b', '(a+)+b'])
      expect(compilePattern(source, { extended: true }).test(text), source).toBe(false);
  });

  it('the longest of the leftmost matches wins', () => {
    expect(compilePattern('foo|foobar', { extended: true }).exec('a foobar')?.groups[0]).toBe('foobar');
    expect(compilePattern('(a|ab)(c|bcd)', { extended: true }).exec('abcd')?.groups[0]).toBe('abcd');
  });
});
