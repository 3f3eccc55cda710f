import { describe, expect, it } from 'vitest';
import {
  archiveFileName,
  type Here,
  hostMark,
  isArchive,
  isLogFile,
  isWriterGone,
  writerFileName,
} from '../../src/progress/log-name.ts';

const here: Here = {
  host: hostMark('lab-1'),
  pid: 10,
  isAlive: (pid) => pid === 10 || pid === 20,
  now: () => 100_000,
};
const file = (name: string, modified = 0) => ({ name, size: 1, modified });

describe('hostMark', () => {
  it('tells computers apart and is the same each time', () => {
    expect(hostMark('lab-1')).toBe(hostMark('lab-1'));
    expect(hostMark('lab-1')).not.toBe(hostMark('lab-2'));
    expect(hostMark('교실-PC_1.local')).toMatch(/^[a-z0-9]{1,7}$/);
  });
});

describe('file names', () => {
  it('tell logs from archives and from what is neither', () => {
    expect(isLogFile(writerFileName('abc', here.host, 1))).toBe(true);
    expect(isLogFile('abc.jsonl.xyz.tmp')).toBe(false);
    expect(isArchive(archiveFileName('abc'))).toBe(true);
    expect(isArchive(writerFileName('abc', here.host, 1))).toBe(false);
  });
});

describe('isWriterGone', () => {
  it('asks the system about writers on this computer', () => {
    expect(isWriterGone(file(writerFileName('abc', here.host, 20)), here, 1)).toBe(false);
    expect(isWriterGone(file(writerFileName('abc', here.host, 30), 100_000), here, 1)).toBe(true);
  });

  it('takes an earlier writer with our own process id for gone', () => {
    expect(isWriterGone(file(writerFileName('abc', here.host, 10)), here, 1)).toBe(true);
  });

  it('goes by silence for writers on other computers and for names it does not know', () => {
    for (const name of [writerFileName('abc', 'other', 30), 'abc (copy).jsonl']) {
      expect(isWriterGone(file(name, 95_000), here, 10_000)).toBe(false);
      expect(isWriterGone(file(name, 85_000), here, 10_000)).toBe(true);
    }
  });

  it('takes archives for finished at once', () => {
    expect(isWriterGone(file(archiveFileName('abc'), 100_000), here, 1)).toBe(true);
  });
});
