import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPack } from '../../src/content/load.ts';
import { fileReader, folderReader, openPack } from '../../src/platform/pack-folder.ts';

const TINY = fileURLToPath(new URL('../fixtures/packs/tiny', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pack-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text = 'a: 1\n') => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};

describe('folderReader', () => {
  it('lists the YAML files below a folder, sorted, and reads them', () => {
    for (const name of [
      'b.yaml',
      'a/z.lesson.yaml',
      'a/b/c.yaml',
      'notes.md',
      '.git/x.yaml',
      'node_modules/y.yaml',
    ]) {
      write(name);
    }
    const reader = folderReader(folder);
    expect(reader.list()).toEqual(['a/b/c.yaml', 'a/z.lesson.yaml', 'b.yaml']);
    expect(new TextDecoder().decode(reader.read('b.yaml') as Uint8Array)).toBe('a: 1\n');
  });

  it('loads a pack from the disk, CRLF and byte order mark included', () => {
    const { pack, problems } = loadPack(folderReader(TINY));
    expect(problems).toEqual([]);
    expect(pack?.lessons.map(({ id }) => id)).toEqual(['hello', 'crlf', 'bom']);
  });

  it('reads nothing outside of the folder', () => {
    write('in/pack.yaml');
    write('secret.yaml', 'secret: 1\n');
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'in/link.yaml'));
    symlinkSync('/etc/hostname', join(folder, 'in/etc.yaml'));
    symlinkSync(folder, join(folder, 'in/up'));
    const reader = folderReader(join(folder, 'in'));
    expect(reader.list()).toEqual(['etc.yaml', 'link.yaml', 'pack.yaml']);
    expect(reader.read('link.yaml')).toEqual({ error: 'outside' });
    expect(reader.read('etc.yaml')).toEqual({ error: 'outside' });
    expect(reader.read('../secret.yaml')).toEqual({ error: 'missing' });
    expect(reader.read('up/secret.yaml')).toEqual({ error: 'missing' });
    expect(reader.read('/etc/hostname')).toEqual({ error: 'missing' });
  });

  it('follows a link that stays inside', () => {
    write('real.yaml', 'here: 1\n');
    symlinkSync('real.yaml', join(folder, 'link.yaml'));
    expect(folderReader(folder).read('link.yaml')).toBeInstanceOf(Uint8Array);
  });

  it('goes round no circle of links', () => {
    write('a/b.yaml');
    symlinkSync('..', join(folder, 'a/up'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    const reader = folderReader(folder);
    expect(reader.list()).toEqual(['a/b.yaml', 'loop.yaml']);
    expect(reader.read('loop.yaml')).toEqual({ error: 'unreadable', code: 'ELOOP' });
  });

  it('reads no file over 1 MiB, however large', () => {
    write('big.yaml');
    truncateSync(join(folder, 'big.yaml'), 50 * 1024 * 1024);
    write('full.yaml');
    truncateSync(join(folder, 'full.yaml'), 1024 * 1024);
    const reader = folderReader(folder);
    expect(reader.read('big.yaml')).toEqual({ error: 'too-large' });
    expect((reader.read('full.yaml') as Uint8Array).length).toBe(1024 * 1024);
  });

  it('waits for no pipe, and reads no folder as a file', () => {
    mkdirSync(join(folder, 'dir.yaml'));
    const made = spawnSync('mkfifo', [join(folder, 'pipe.yaml')]).status === 0;
    const reader = folderReader(folder);
    expect(reader.list()).toEqual(made ? ['pipe.yaml'] : []);
    if (made) expect(reader.read('pipe.yaml')).toMatchObject({ error: 'unreadable' });
  });

  it('lists nothing where there is no folder, and says so of a file that is gone', () => {
    expect(folderReader(join(folder, 'none')).list()).toEqual([]);
    write('gone.yaml');
    const reader = folderReader(folder);
    reader.list();
    rmSync(join(folder, 'gone.yaml'));
    expect(reader.read('gone.yaml')).toEqual({ error: 'missing', code: 'ENOENT' });
  });
});

describe('openPack', () => {
  it('opens a folder, a file of a pack, and a file on its own', () => {
    write('pack/pack.yaml');
    write('pack/why/x.lesson.yaml');
    write('alone.lesson.yaml', 'b: 1\n');
    expect(openPack(join(folder, 'pack'))).toMatchObject({ reader: { root: join(folder, 'pack') } });
    expect(openPack(join(folder, 'pack/why/x.lesson.yaml'))).toMatchObject({
      reader: { root: join(folder, 'pack') },
      only: 'why/x.lesson.yaml',
    });
    const alone = openPack(join(folder, 'alone.lesson.yaml'));
    expect(alone).not.toHaveProperty('only');
    expect('reader' in alone && alone.reader.list()).toEqual(['alone.lesson.yaml']);
  });

  it('reads a file on its own if its pack would not list it', () => {
    write('pack/pack.yaml');
    write('pack/.drafts/x.yaml');
    write('pack/why/x.yml');
    for (const name of ['.drafts/x.yaml', 'why/x.yml']) {
      expect(openPack(join(folder, 'pack', name))).not.toHaveProperty('only');
    }
  });

  it('says what is missing, and reads only the one file of a file', () => {
    expect(openPack(join(folder, 'none'))).toEqual({ error: 'missing', code: 'ENOENT' });
    write('alone.yaml');
    const reader = fileReader(join(folder, 'alone.yaml'));
    expect(reader.read('alone.yaml')).toBeInstanceOf(Uint8Array);
    expect(reader.read('other.yaml')).toEqual({ error: 'missing' });
  });
});
