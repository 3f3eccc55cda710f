import { describe, expect, it } from 'vitest';
import { writeLines } from '../../src/progress/log-lines.ts';
import { hostMark } from '../../src/progress/log-name.ts';
import { answered, event, logFile, NOW, open, seen } from './fixtures.ts';
import { type MemoryFolder, memoryFolder } from './memory-folder.ts';

const events = [event(1, seen('a')), event(2, answered('pack/가')), event(3, seen('b'))];
const LOG = logFile('someone');
const text = Buffer.from(writeLines(events));

function withLog(content: string | Buffer, modified = 0): MemoryFolder {
  const folder = memoryFolder();
  folder.put(LOG, content, modified);
  return folder;
}

function asides(folder: MemoryFolder): Buffer[] {
  return folder.names('damaged').map((name) => folder.read(`damaged/${name}`));
}

describe('a log that was cut short', () => {
  it('keeps every whole event at whichever byte it was cut, and sets the rest aside once', () => {
    for (let cut = 0; cut <= text.length; cut++) {
      const whole = text.subarray(0, cut);
      const folder = withLog(whole);
      const lineStart = whole.lastIndexOf('\n') + 1;
      const rest = whole.subarray(lineStart);
      // A line that only lacks its line feed is whole.
      const isWhole = rest.length > 0 && text[cut] === 10;
      const lines = whole.toString('latin1').split('\n').length - 1 + (isWhole ? 1 : 0);

      const store = open(folder);
      expect(store.events()).toEqual(events.slice(0, lines));
      if (rest.length === 0 || isWhole) {
        expect(store.notices).toEqual([]);
      } else {
        const file = `/profile/damaged/${LOG.slice(4)}-${lineStart}.bin`;
        expect(store.notices).toEqual([{ kind: 'set-aside', file, bytes: rest.length }]);
        expect(asides(folder)).toEqual([rest]);
      }
      store.record([seen('after')], NOW);
      store.close();

      const next = open(folder);
      expect(next.notices).toEqual([]);
      expect(next.events().slice(0, lines)).toEqual(events.slice(0, lines));
      expect(next.progress.lessons['pack/lesson']?.step).toBe('after');
      expect(folder.read(LOG).equals(whole)).toBe(true);
    }
  });

  it('leaves half a line alone whose writer still runs here', () => {
    const folder = withLog(text.subarray(0, -5));
    const store = open(folder, { isAlive: () => true });
    expect(store.notices).toEqual([]);
    expect(store.events()).toEqual(events.slice(0, 2));
    expect(folder.names('damaged')).toEqual([]);
  });

  it('leaves half a line alone that another computer wrote just now, and sets it aside later', () => {
    const folder = memoryFolder();
    const name = `log/someone.${hostMark('lab-2')}.1.jsonl`;
    folder.put(name, text.subarray(0, -5), NOW - 60_000);
    expect(open(folder).notices).toEqual([]);
    expect(open(folder, { now: () => NOW + 120_000 }).notices).toMatchObject([{ kind: 'set-aside' }]);
  });

  it('counts the line when its writer has finished it after all', () => {
    const folder = withLog(text.subarray(0, -5));
    open(folder).close();
    folder.put(LOG, text);
    const store = open(folder);
    expect(store.events()).toEqual(events);
    expect(store.notices).toEqual([]);
  });
});

describe('a log with other bytes in it', () => {
  it('sets zeros after the last event aside', () => {
    const zeros = Buffer.alloc(4096);
    const folder = withLog(Buffer.concat([text, zeros]));
    const store = open(folder);
    expect(store.events()).toEqual(events);
    expect(store.notices).toMatchObject([{ kind: 'set-aside', bytes: 4096 }]);
    expect(asides(folder)).toEqual([zeros]);
  });

  it('tells of several damaged places in a file in one notice, and keeps the events between', () => {
    const lines = writeLines(events).split('\n');
    const folder = withLog(`${lines[0]}\nfirst\n${lines[1]}\n\0\0\n${lines[2]}\n`);
    const store = open(folder);
    expect(store.events()).toEqual(events);
    expect(store.notices).toEqual([{ kind: 'set-aside', file: '/profile/damaged', bytes: 9 }]);
    expect(asides(folder).map(String)).toEqual(['first\n', '\0\0\n']);
    expect(open(folder).notices).toEqual([]);
  });

  it('keeps what is set aside when other bytes come to the same place', () => {
    const folder = withLog('one');
    open(folder);
    folder.put(LOG, 'another');
    expect(open(folder).notices).toMatchObject([{ kind: 'set-aside', bytes: 7 }]);
    expect(asides(folder).map(String).sort()).toEqual(['another', 'one']);
    expect(open(folder).notices).toEqual([]);
  });

  it('says each time where the bytes are while they cannot be set aside', () => {
    const folder = withLog('garbage\n');
    folder.refusal = 'EROFS';
    const notice = { kind: 'set-aside', file: `/profile/${LOG}`, bytes: 8 };
    expect(open(folder).notices).toEqual([notice]);
    expect(open(folder).notices).toEqual([notice]);
  });

  it('reads a file of nothing but garbage', () => {
    const folder = withLog(Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)));
    const store = open(folder);
    expect(store.events()).toEqual([]);
    expect(store.notices).toMatchObject([{ kind: 'set-aside' }]);
  });
});
