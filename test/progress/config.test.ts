import { describe, expect, it } from 'vitest';
import {
  CONFIG_VALUES,
  configKeys,
  parseSetting,
  readConfig,
  writeConfig,
} from '../../src/progress/config.ts';
import { memoryFolder } from './memory-folder.ts';

const json = (folder: ReturnType<typeof memoryFolder>): unknown =>
  JSON.parse(folder.read('config.json').toString());

describe('readConfig', () => {
  it('has nothing to say where there are no settings', () => {
    expect(readConfig([memoryFolder()])).toEqual({ config: {}, notices: [] });
  });

  it('reads what was written', () => {
    const folder = memoryFolder();
    writeConfig(folder, { language: 'ko', motion: false });
    writeConfig(folder, { charset: 'ascii' });
    expect(readConfig([folder])).toEqual({
      config: { language: 'ko', motion: false, charset: 'ascii' },
      notices: [],
    });
    expect(json(folder)).toMatchObject({ format: 1 });
  });

  it('lets the settings of a profile lie over those of everyone', () => {
    const [everyone, profile] = [memoryFolder(), memoryFolder()];
    writeConfig(everyone, { language: 'en', motion: false });
    writeConfig(profile, { language: 'ko' });
    expect(readConfig([everyone, profile]).config).toEqual({ language: 'ko', motion: false });
  });

  it('uses the default for a value that cannot be, says so, and keeps the others', () => {
    const folder = memoryFolder();
    folder.put(
      'config.json',
      JSON.stringify({ format: 1, language: 'fr', motion: 'true', charset: 'ascii' }),
    );
    expect(readConfig([folder])).toEqual({
      config: { charset: 'ascii' },
      notices: [
        { kind: 'bad-value', file: '/profile/config.json', key: 'language' },
        { kind: 'bad-value', file: '/profile/config.json', key: 'motion' },
      ],
    });
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '\0\0\0',
  ])('keeps a broken file %j aside and tells each time until it is mended', (text) => {
    const folder = memoryFolder();
    folder.put('config.json', text);
    const aside = '/profile/damaged/config.json-0.bin';
    const notices = [{ kind: 'broken', file: '/profile/config.json', aside }];
    expect(readConfig([folder])).toEqual({ config: {}, notices });
    expect(readConfig([folder])).toEqual({ config: {}, notices });
    expect(folder.names('damaged')).toHaveLength(1);
    writeConfig(folder, { language: 'ko' });
    expect(readConfig([folder])).toEqual({ config: { language: 'ko' }, notices: [] });
    expect(folder.read('damaged/config.json-0.bin').toString()).toBe(text);
  });

  it('tells of a file that cannot be read, and of a broken one that cannot be copied', () => {
    const folder = memoryFolder();
    folder.put('config.json', '{');
    folder.refusal = 'EROFS';
    expect(readConfig([folder]).notices).toEqual([{ kind: 'broken', file: '/profile/config.json' }]);
    folder.read = () => {
      throw Object.assign(new Error(), { code: 'EACCES' });
    };
    expect(readConfig([folder]).notices).toEqual([
      { kind: 'unreadable', file: '/profile/config.json', code: 'EACCES' },
    ]);
  });

  it('reads a file that an editor began with a byte order mark', () => {
    const folder = memoryFolder();
    folder.put('config.json', '\uFEFF{"format":1,"language":"ko"}');
    expect(readConfig([folder])).toEqual({ config: { language: 'ko' }, notices: [] });
  });
});

describe('writeConfig', () => {
  it('keeps what a newer program wrote', () => {
    const folder = memoryFolder();
    folder.put('config.json', JSON.stringify({ format: 3, engine: 'docker', language: 'en' }));
    writeConfig(folder, { language: 'ko' });
    expect(json(folder)).toEqual({ format: 3, engine: 'docker', language: 'ko' });
  });

  it('takes a setting back to its default', () => {
    const folder = memoryFolder();
    writeConfig(folder, { language: 'ko', motion: true });
    writeConfig(folder, { language: undefined });
    expect(json(folder)).toEqual({ format: 1, motion: true });
  });

  it('throws what the disk says, and leaves the old settings', () => {
    const folder = memoryFolder();
    writeConfig(folder, { language: 'ko' });
    folder.refusal = 'ENOSPC';
    expect(() => writeConfig(folder, { language: 'en' })).toThrow('ENOSPC');
    expect(readConfig([folder]).config).toEqual({ language: 'ko' });
  });
});

describe('parseSetting', () => {
  it('takes every value that a setting can have, in a form that reading accepts', () => {
    for (const key of configKeys()) {
      for (const value of CONFIG_VALUES[key]) {
        const folder = memoryFolder();
        writeConfig(folder, parseSetting(key, value)!);
        expect(String(readConfig([folder]).config[key])).toBe(value);
      }
    }
  });

  it('refuses any other', () => {
    expect(parseSetting('language', 'fr')).toBeUndefined();
    expect(parseSetting('motion', 'maybe')).toBeUndefined();
    expect(parseSetting('charset', '')).toBeUndefined();
  });
});
