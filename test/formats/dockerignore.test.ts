import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPath, IgnoreMatcher, PatternError, readIgnoreFile } from '../../src/formats/dockerignore.ts';

const ignores = (patterns: string, path: string): boolean =>
  new IgnoreMatcher(readIgnoreFile(patterns)).ignores(path);

describe('a .dockerignore file', () => {
  test('is read without comments, blanks, a byte order mark, and slashes in front and behind', () => {
    expect(readIgnoreFile('\ufeff# no\n\n  a/ \n/b//c\n! /d/\r\n #e\n/\n')).toEqual([
      'a',
      'b/c',
      '!d',
      '#e',
      '/',
    ]);
  });

  test.each([
    ['a', 'a', true],
    ['a', 'b/a', false],
    ['a', 'a/b/c', true],
    ['*.md', 'x.md', true],
    ['*.md', 'd/x.md', false],
    ['*/*.md', 'd/x.md', true],
    ['**/*.md', 'x.md', true],
    ['**/*.md', 'a/b/x.md', true],
    ['**', 'a/b', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['**/z', 'z', true],
    ['**/z', 'yz', false],
    ['?.c', 'a.c', true],
    ['?.c', 'ab.c', false],
    ['[a-c].c', 'b.c', true],
    ['[^a-c].c', 'b.c', false],
    ['a.c', 'abc', false],
    ['a+(b)', 'a+(b)', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['*\n!a', 'a', false],
    ['*\n!a\na', 'a', true],
    ['d\n!d/keep', 'd/keep', false],
    ['d\n!d/keep', 'd/other', true],
    ['!a\na', 'a', true],
    ['node_modules/', 'node_modules/x', true],
    ['./a', 'a', true],
    ['a/../b', 'b', true],
  ])('with %j takes %j out: %s', (patterns, path, expected) => {
    expect(ignores(patterns, path)).toBe(expected);
  });

  test('with a bad pattern is refused in docker’s words', () => {
    expect(() => new IgnoreMatcher(['!'])).toThrow(new PatternError('illegal exclusion pattern: "!"'));
    expect(() => new IgnoreMatcher(['[a'])).toThrow(new PatternError('syntax error in pattern'));
  });
});

const name = fc.stringMatching(/^[a-c]{1,2}$/);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const pattern = fc
  .array(fc.oneof(name, fc.constantFrom('*', '**', '?', 'a*')), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'));

describe('laws of patterns', () => {
  test('what is in an ignored folder is ignored, if nothing is excepted', () => {
    fc.assert(
      fc.property(fc.array(pattern), path, name, (patterns, folder, inside) => {
        const matcher = new IgnoreMatcher(patterns);
        if (matcher.ignores(folder)) expect(matcher.ignores(`${folder}/${inside}`)).toBe(true);
      }),
    );
  });

  test('more patterns take more out, and `!**` at the end brings all back', () => {
    fc.assert(
      fc.property(fc.array(pattern), pattern, path, (patterns, more, subject) => {
        if (new IgnoreMatcher(patterns).ignores(subject)) {
          expect(new IgnoreMatcher([...patterns, more]).ignores(subject)).toBe(true);
        }
        expect(new IgnoreMatcher([...patterns, more, '!**']).ignores(subject)).toBe(false);
      }),
    );
  });

  test('a path without wildcards is a pattern for itself alone and what is in it', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(new IgnoreMatcher([one]).ignores(other)).toBe(other === one || other.startsWith(`${one}/`));
      }),
    );
  });

  test('a clean path stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '/', '.') }), (text) => {
        expect(cleanPath(cleanPath(text))).toBe(cleanPath(text));
      }),
    );
  });
});
