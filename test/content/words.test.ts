import { describe, expect, it } from 'vitest';
import { looksLikeProse } from '../../src/content/looks-like-prose.ts';
import { SourceText } from '../../src/content/source-text.ts';
import { didYouMean, suggest } from '../../src/content/suggest.ts';

describe('looksLikeProse', () => {
  it.each([
    'Where does the write go?',
    'It is one kernel',
    '커널',
    'Docker 엔진',
  ])('is true of %j', (text) => {
    expect(looksLikeProse(text)).toBe(true);
  });

  it.each([
    'docker run --rm alpine',
    'PID 1',
    '0',
    'App',
    'node:22-slim',
    '`which one is it`',
    '3f9c0a1b72de',
    'Docker Engine API',
  ])('is false of %j', (text) => {
    expect(looksLikeProse(text)).toBe(false);
  });
});

describe('suggest', () => {
  it('gives the nearest word if it is near', () => {
    expect(suggest('contaners', ['layers', 'containers'])).toBe('containers');
    expect(suggest('Layers', ['layers'])).toBe('layers');
    expect(suggest('kubernetes', ['layers', 'containers'])).toBeUndefined();
    expect(suggest('x', [])).toBeUndefined();
  });

  it('lists what there is, where nothing is near and there is little', () => {
    expect(didYouMean('zzzzz', ['a', 'b'])).toBe('there is: `a`, `b`');
    expect(
      didYouMean(
        'zzzzz',
        Array.from({ length: 100 }, (_, i) => `word-${i}`),
      ),
    ).toBeUndefined();
  });
});

describe('SourceText', () => {
  it('counts lines and columns in code points from 1', () => {
    const source = new SourceText('x', '한글\n🐳🐳 b\n');
    expect(source.placeAt(0, 2)).toEqual({ line: 1, column: 1, endColumn: 3, source: '한글' });
    expect(source.placeAt(source.text.indexOf('b'))).toEqual({ line: 2, column: 4, source: '🐳🐳 b' });
    expect(source.placeAt(source.text.length)).toEqual({ line: 3, column: 1, source: '' });
  });

  it('cuts a place at the end of its line', () => {
    expect(new SourceText('x', 'abc\ndef').placeAt(1, 6)).toEqual({
      line: 1,
      column: 2,
      endColumn: 4,
      source: 'abc',
    });
  });

  it('reads CRLF as LF', () => {
    expect(new SourceText('x', 'a\r\nb\r\n').placeAt(2, 3)).toEqual({
      line: 2,
      column: 1,
      endColumn: 2,
      source: 'b',
    });
  });
});
