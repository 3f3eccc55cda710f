import { describe, expect, it } from 'vitest';
import { keyName } from '../../src/terminal/keyboard.ts';

describe('keyName', () => {
  it('names special keys in words', () => {
    expect(keyName(undefined, { name: 'pagedown' })).toBe('page-down');
    expect(keyName('\r', { name: 'return' })).toBe('enter');
    expect(keyName(' ', { name: 'space' })).toBe('space');
  });

  it('gives characters as they are, decomposed Hangul composed', () => {
    expect(keyName('?', {})).toBe('?');
    expect(keyName('가'.normalize('NFD'), {})).toBe('가');
  });

  it('names control keys by their letter', () => {
    expect(keyName('\u0003', { name: 'c', ctrl: true })).toBe('ctrl-c');
  });

  it('passes over what is no key', () => {
    expect(keyName('\u0001', {})).toBeUndefined();
    expect(keyName(undefined, { name: 'f5' })).toBeUndefined();
  });
});
