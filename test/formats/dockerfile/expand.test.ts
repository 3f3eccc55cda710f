import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExpandError, expand } from '../../../src/formats/dockerfile/expand.ts';

const VARIABLES = new Map([
  ['x', 'value'],
  ['empty', ''],
  ['path', 'a/b/c.tar.gz'],
  ['words', 'one two'],
]);

describe('a text with variables', () => {
  test.each([
    ['$x', 'value'],
    ['$x$x', 'valuevalue'],
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the syntax of Dockerfiles
    ['${x}y', 'valuey'],
    ['$unset!', '!'],
    ['\\$x', '$x'],
    ["'$x'", '$x'],
    ['"$x"', 'value'],
    ['"\\$x \\a"', '$x \\a'],
    ['a\\ b', 'a b'],
    ['${unset:-word}', 'word'],
    ['${empty:-word}', 'word'],
    ['${empty-word}', ''],
    ['${x:+word}', 'word'],
    ['${empty:+word}', ''],
    ['${empty+word}', 'word'],
    ['${unset:-$x}', 'value'],
    ['${unset:-${x}s}', 'values'],
    ['${path#*/}', 'b/c.tar.gz'],
    ['${path##*/}', 'c.tar.gz'],
    ['${path%.*}', 'a/b/c.tar'],
    ['${path%%.*}', 'a/b/c'],
    ['${path/b/X}', 'a/X/c.tar.gz'],
    ['${path//[/]/X}', 'a/b/c.tar.gz'],
    ['${path//a/X}', 'X/b/c.tXr.gz'],
    ['${path/\\//-}', 'a-b/c.tar.gz'],
    ['$', '$'],
    ['$1', ''],
  ])('%j is %j', (text, expected) => {
    expect(expand(text, VARIABLES).text).toBe(expected);
  });

  test.each([
    ['${', "syntax error: missing '}'"],
    ['${x', 'unsupported modifier () in substitution'],
    ['${}', 'syntax error: bad substitution'],
    ['${x:-', "syntax error: missing '}'"],
    ['${x^y}', 'unsupported modifier (^) in substitution'],
    ['${unset?}', 'unset: is not allowed to be unset'],
    ['${empty:?no way}', 'empty: no way'],
    ["'x", 'unexpected end of statement while looking for matching single-quote'],
    ['"x', 'unexpected end of statement while looking for matching double-quote'],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the syntax of Dockerfiles
  ])('%j fails: %s', (text, message) => {
    expect(() => expand(text, VARIABLES)).toThrow(`failed to process ${JSON.stringify(text)}: ${message}`);
  });

  test('is cut into words behind the substitution, but not within quotes', () => {
    expect(expand('$words "$words" three', VARIABLES).words).toEqual(['one', 'two', 'one two', 'three']);
  });

  test('tells which variables it named', () => {
    const { matched, unmatched } = expand('$x $unset', VARIABLES);
    expect([...matched]).toEqual(['x']);
    expect([...unmatched]).toEqual(['unset']);
  });

  test('keeps what is not set, if asked', () => {
    const text = ['$unset', '$', '{unset:-a}'].join('');
    expect(expand(`${text} $x`, VARIABLES, { keepUnset: true }).text).toBe(`${text} value`);
  });
});

test('any text is expanded or refused, and one without special characters stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'$${}:-+#%/?*\\\'" <ax') }), (text) => {
      try {
        expand(text, VARIABLES);
      } catch (problem) {
        expect(problem).toBeInstanceOf(ExpandError);
      }
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abc /.=한') }), (text) => {
      expect(expand(text, VARIABLES).text).toBe(text);
    }),
  );
});
