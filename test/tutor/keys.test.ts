import { describe, expect, it } from 'vitest';
import { latinKey } from '../../src/tutor/keys.ts';

describe('latinKey', () => {
  it('reads the letters of a Korean two-set keyboard as the keys they stand on', () => {
    // The keys q d l g s b n j k of a two-set layout (KS X 5002).
    expect(['ㅂ', 'ㅇ', 'ㅣ', 'ㅎ', 'ㄴ', 'ㅠ', 'ㅜ', 'ㅓ', 'ㅏ'].map(latinKey).join('')).toBe('qdlgsbnjk');
  });

  it('reads shifted letters as plain ones', () => {
    expect(latinKey('Q')).toBe('q');
    expect(latinKey('ㅃ')).toBe('q');
  });

  it('leaves other keys alone', () => {
    expect(latinKey('page-down')).toBe('page-down');
    expect(latinKey('?')).toBe('?');
    expect(latinKey('가')).toBe('가');
  });
});
