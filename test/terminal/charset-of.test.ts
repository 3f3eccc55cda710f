import { describe, expect, it } from 'vitest';
import { charsetOf } from '../../src/terminal/charset-of.ts';

const on = (platform: string, env: Record<string, string>, terminal = true) =>
  charsetOf({ wanted: undefined, env, platform, terminal });

describe('charsetOf', () => {
  it('does what was asked for', () => {
    expect(charsetOf({ wanted: 'unicode', env: { TERM: 'linux' }, platform: 'linux', terminal: true })).toBe(
      'unicode',
    );
    expect(
      charsetOf({ wanted: 'ascii', env: { LANG: 'ko_KR.UTF-8' }, platform: 'linux', terminal: true }),
    ).toBe('ascii');
  });

  it('draws boxes where the locale is UTF-8', () => {
    expect(on('linux', { LANG: 'ko_KR.UTF-8' })).toBe('unicode');
    expect(on('linux', { LC_ALL: '', LANG: 'en_US.utf8' })).toBe('unicode');
  });

  it('draws with ASCII in the locale C, in EUC-KR and on the Linux console', () => {
    expect(on('linux', { LANG: 'C' })).toBe('ascii');
    expect(on('linux', { LANG: 'ko_KR.eucKR' })).toBe('ascii');
    expect(on('linux', { LANG: 'ko_KR.UTF-8', TERM: 'linux' })).toBe('ascii');
    expect(on('linux', {})).toBe('ascii');
  });

  it('looks at LC_ALL before LANG', () => {
    expect(on('linux', { LC_ALL: 'C', LANG: 'ko_KR.UTF-8' })).toBe('ascii');
  });

  it('tells new consoles of Windows from old ones', () => {
    expect(on('win32', { WT_SESSION: '1' })).toBe('unicode');
    expect(on('win32', {})).toBe('ascii');
  });

  it('writes Unicode into a pipe', () => {
    expect(on('linux', { LANG: 'C' }, false)).toBe('unicode');
  });
});
