/** Labels for property tests. */
import fc from 'fast-check';
import type { Label } from '../../src/diagram/model.ts';

const letters = [...'abcdefgHIJKLMNO', ...'가나다라마바사아한글컨테이너'];
/** A word of so many letters, Hangul among them. */
export const word = (least: number, most: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: least, maxLength: most }).map((chars) => chars.join(''));
/** A label's text, short as a rule. */
export const text = fc.oneof({ weight: 5, arbitrary: word(1, 9) }, { weight: 1, arbitrary: word(10, 45) });
const forms = fc
  .array(text, { minLength: 1, maxLength: 3 })
  .map((list) => list.sort((a, b) => b.length - a.length) as unknown as readonly [string, ...string[]]);
/** A label in one or two languages and up to three forms. */
export const label: fc.Arbitrary<Label> = fc.oneof(
  forms.map((list) => ({ und: list })),
  fc.record({ en: forms, ko: forms }),
);
