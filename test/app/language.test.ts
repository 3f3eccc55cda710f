import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/app/language.ts';

const language = (env: Record<string, string>, flag?: string, config?: string) =>
  languageOf({ flag, config, env, systemLocale: () => 'ko-KR' });

describe('languageOf', () => {
  it('asks the flag, the config, then the locale variables, then the system', () => {
    expect(language({ LANG: 'ko_KR.UTF-8' }, 'en', 'ko')).toBe('en');
    expect(language({ LANG: 'en_US.UTF-8' }, undefined, 'ko')).toBe('ko');
    expect(language({ LC_ALL: 'en_US.UTF-8', LANG: 'ko_KR.UTF-8' })).toBe('en');
    expect(language({ LC_MESSAGES: 'en_GB', LANG: 'ko_KR.UTF-8' })).toBe('en');
    expect(language({})).toBe('ko');
  });

  it('passes over variables that are empty', () => {
    expect(language({ LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US.UTF-8' })).toBe('en');
  });

  it('takes the locale C for English', () => {
    expect(language({ LANG: 'C' })).toBe('en');
    expect(language({ LANG: 'C.UTF-8' })).toBe('en');
    expect(language({ LC_ALL: 'POSIX' })).toBe('en');
  });

  it('gives the bare language in lower case', () => {
    expect(language({ LANG: 'fr_CA@euro' })).toBe('fr');
    expect(language({}, 'KO-kr')).toBe('ko');
  });
});
