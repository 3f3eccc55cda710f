import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstFileOf } from '../../../src/engine/docker/tar.ts';
import { newFolder } from '../../helpers/temporary.ts';

describe('the first file of an archive', () => {
  it.each(['ustar', 'pax', 'gnu'])('is read whatever tar wrote (%s)', (format) => {
    const folder = newFolder();
    const name = `${'long-'.repeat(18)}name`;
    writeFileSync(join(folder, name), 'content\n'.repeat(100));
    const archive = execFileSync('tar', [`--format=${format}`, '-c', '-C', folder, name]);
    expect(new TextDecoder().decode(firstFileOf(archive))).toBe('content\n'.repeat(100));
  });

  it('is nothing in an empty archive and in one of a folder', () => {
    const folder = newFolder();
    expect(firstFileOf(new Uint8Array(1024))).toBeUndefined();
    expect(firstFileOf(new Uint8Array(0))).toBeUndefined();
    expect(firstFileOf(execFileSync('tar', ['-c', '-C', folder, '.']))).toBeUndefined();
  });
});
