import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../src/engine/sandbox/shell/arithmetic.ts';
import { quoteAlways, quoteForReuse, singleQuote } from '../../../../src/engine/sandbox/shell/quote.ts';
import { runShell } from './support.ts';

const bytes = fc
  .array(fc.integer({ min: 1, max: 255 }), { maxLength: 20 })
  .map((codes) => codes.map((code) => String.fromCharCode(code)).join(''));
const nothing = { read: () => undefined, write: () => undefined };

describe('quoting', () => {
  test.each([
    ['single quotes', (text: string) => `'${text.replaceAll("'", "'\\''")}'`],
    ['bash’s @Q', quoteAlways],
    ['ash', singleQuote],
  ])('any bytes come through: %s', (_name, quote) => {
    fc.assert(
      fc.property(bytes, (text) => {
        expect(runShell('bash', ['-c', `printf %s ${quote(text)}`]).stdout).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test("what bash's printf %q writes is read back as it was", () => {
    fc.assert(
      fc.property(bytes, (text) => {
        expect(runShell('bash', ['-c', `printf %s ${quoteForReuse(text)}`]).stdout).toBe(text);
      }),
      { numRuns: 60 },
    );
  });
});

type Tree = { readonly text: string; readonly value: bigint };

const OPERATORS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<': (a, b) => BigInt(a < b),
  '==': (a, b) => BigInt(a === b),
};

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map((value) => ({ text: String(value), value })),
    fc
      .tuple(tie('tree'), fc.constantFrom(...Object.keys(OPERATORS)), tie('tree'))
      .map(([left, operator, right]) => ({
        text: `(${left.text} ${operator} ${right.text})`,
        value: BigInt.asIntN(
          64,
          (OPERATORS[operator] as (a: bigint, b: bigint) => bigint)(left.value, right.value),
        ),
      })),
  ),
}));

describe('arithmetic', () => {
  test.each(['sh', 'dash', 'bash'] as const)('%s computes in 64 bits, two’s complement', (kind) => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        expect(evaluate(text, kind, nothing)).toBe(value);
      }),
    );
  });

  test('no text makes a shell throw', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\0', '')),
        (text) => {
          const latin = Buffer.from(text).toString('latin1');
          const ran = runShell('bash', ['-c', latin], { within: 100 });
          expect(ran.exit === undefined || (ran.exit >= 0 && ran.exit <= 255)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
