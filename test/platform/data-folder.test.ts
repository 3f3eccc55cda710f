import { describe, expect, it } from 'vitest';
import { dataFolder, dataPaths, profileName, type Surroundings } from '../../src/platform/data-folder.ts';

const linux: Surroundings = { env: {}, platform: 'linux', cwd: '/course', homedir: () => '/home/ann' };
const windows: Surroundings = {
  env: { LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local' },
  platform: 'win32',
  cwd: 'C:\\work',
  homedir: () => 'C:\\Users\\ann',
};

describe('dataFolder', () => {
  it('is where each system keeps data of programs', () => {
    expect(dataFolder(undefined, linux)).toBe('/home/ann/.local/share/docker-tutor');
    expect(dataFolder(undefined, { ...linux, platform: 'darwin' })).toBe(
      '/home/ann/Library/Application Support/docker-tutor',
    );
    expect(dataFolder(undefined, windows)).toBe('C:\\Users\\ann\\AppData\\Local\\docker-tutor\\Data');
    expect(dataFolder(undefined, { ...windows, env: {} })).toBe(
      'C:\\Users\\ann\\AppData\\Local\\docker-tutor\\Data',
    );
  });

  it('goes by XDG_DATA_HOME if that is absolute', () => {
    expect(dataFolder(undefined, { ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/docker-tutor');
    expect(dataFolder(undefined, { ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe(
      '/home/ann/.local/share/docker-tutor',
    );
  });

  it('is the option before the environment before the system; empty ones do not count', () => {
    const env = { DOCKER_TUTOR_HOME: '/usb', XDG_DATA_HOME: '/data' };
    expect(dataFolder('mine', { ...linux, env })).toBe('/course/mine');
    expect(dataFolder('', { ...linux, env })).toBe('/usb');
    expect(dataFolder(undefined, { ...linux, env: { DOCKER_TUTOR_HOME: '' } })).toBe(
      '/home/ann/.local/share/docker-tutor',
    );
    expect(dataFolder('..\\mine', windows)).toBe('C:\\mine');
  });

  it('is a place where nothing can be written if the system knows no home', () => {
    const homeless = (homedir: () => string): string => dataFolder(undefined, { ...linux, homedir });
    const expected = '/nonexistent/.local/share/docker-tutor';
    expect(homeless(() => '')).toBe(expected);
    expect(
      homeless(() => {
        throw new Error('ENOENT: no such file or directory, uv_os_homedir');
      }),
    ).toBe(expected);
  });
});

describe('profileName', () => {
  it.each([
    ['default', 'default'],
    ['Kim_Min-jun2', 'kim_min-jun2'],
    ['a'.repeat(32), 'a'.repeat(32)],
  ])('takes %s', (name, expected) => {
    expect(profileName(name)).toBe(expected);
  });

  it.each([
    '',
    '..',
    'a/b',
    'a\\b',
    'a b',
    'a.b',
    '민준',
    'CON',
    'lpt1',
    'a'.repeat(33),
    'ok\n',
  ])('refuses %j', (name) => {
    expect(profileName(name)).toBeUndefined();
  });
});

describe('dataPaths', () => {
  it('gives the usual profile the settings of everyone', () => {
    expect(dataPaths('/data')).toEqual({
      data: '/data',
      profile: '/data/profiles/default',
      configFolders: ['/data'],
    });
  });

  it('lays the settings of a named profile over those of everyone', () => {
    expect(dataPaths('/data', 'ann')).toEqual({
      data: '/data',
      profile: '/data/profiles/ann',
      configFolders: ['/data', '/data/profiles/ann'],
    });
  });
});
