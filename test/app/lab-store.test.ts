import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLabStore, type UnderWay } from '../../src/app/lab-store.ts';
import { newFolder } from '../helpers/temporary.ts';

const UNDER_WAY: UnderWay = {
  began: 1,
  folder: '/labs/one',
  memory: { before: { id: 'sha256:1', layers: [] } },
  before: { containers: ['c'], networks: [], volumes: [], images: [] },
  met: ['a'],
  answers: { b: 'x' },
  hints: { a: 1 },
  solved: [],
  told: ['a/0'],
  tries: 2,
};

describe('labs under way on the real engine', () => {
  it('are kept, the last begun first, until they are removed', () => {
    const store = openLabStore(newFolder());
    store.put('p/one', UNDER_WAY);
    store.put('p/two', { ...UNDER_WAY, began: 2 });
    expect(store.current()).toBe('p/two');
    expect(store.get('p/one')).toEqual(UNDER_WAY);
    store.remove('p/two');
    expect([store.current(), store.get('p/two')]).toEqual([undefined, undefined]);
  });

  it.each([
    '',
    'not json',
    '{"format": 2, "labs": {}}',
    '{"format": 1, "labs": {"p/one": {"began": "x"}}}',
    'null',
    '[]',
  ])('count as none if the file says %j', (text) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'labs.json'), text);
    expect(openLabStore(folder).get('p/one')).toBeUndefined();
  });
});
