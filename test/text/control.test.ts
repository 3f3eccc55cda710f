import { describe, expect, it } from 'vitest';
import { controlCharacter, nameOfCharacter, withoutControls } from '../../src/text/control.ts';

describe('controlCharacter', () => {
  it('finds nothing in text, Hangul, emoji, tabs and line feeds', () => {
    expect(controlCharacter('plain\ttext\n한글 🐳 é')).toBeUndefined();
  });

  it.each([
    '\u0000',
    '\u0007',
    '\u001b',
    '\r',
    '\u007f',
    '\u009b',
    '\u2028',
    '\u202e',
    '\u2066',
    '\ud800',
  ])('finds %j', (character) => {
    expect(controlCharacter(`a${character}b`)).toBe(character);
  });
});

describe('withoutControls', () => {
  it('writes controls out and leaves the rest', () => {
    expect(withoutControls('a\u001b[2Jb\u009b한글')).toBe('a<U+001B>[2Jb<U+009B>한글');
    expect(withoutControls('plain 한글')).toBe('plain 한글');
    expect(nameOfCharacter('\u0007')).toBe('U+0007');
  });
});
