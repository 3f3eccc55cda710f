import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, changeScene } from '../../src/diagram/changes.ts';
import { diffModels } from '../../src/diagram/diff.ts';
import { groupsOf, itemPath, itemsOf, type ListModel } from '../../src/diagram/groups.ts';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import { hasPart } from '../../src/diagram/parts.ts';
import { displayWidth } from '../../src/text/width.ts';
import { brokenJoints, cellsOf } from '../helpers/joints.ts';
import { modelFaults } from './faults.ts';
import { listPairs } from './models.ts';

const pathsOf = (model: ListModel) =>
  groupsOf(model).flatMap((group) => itemsOf(model, group).map(({ id }) => itemPath(group, id)));

describe('the change between any two moments of a model', () => {
  it('is the model of now, in its order, once what is gone is taken away', () => {
    fc.assert(
      fc.property(listPairs, ([before, after]) => {
        const { model, changes } = changeBetween(before, after);
        expect(pathsOf(model).filter((path) => changes[path] !== 'gone')).toEqual(pathsOf(after));
      }),
    );
  });

  it('marks as new, changed and gone what the edits add, change and remove', () => {
    fc.assert(
      fc.property(listPairs, ([before, after]) => {
        const { changes } = changeBetween(before, after);
        // Layers and links that go where another comes are one edit; lists of their own tell nothing else.
        if (groupsOf(before).length === 1) return;
        const told: Record<string, string> = {};
        for (const edit of diffModels(before, after)) {
          if (edit.kind === 'add-item') told[itemPath(edit.group, edit.item.id)] = 'new';
          if (edit.kind === 'remove-item') told[itemPath(edit.group, edit.item.id)] = 'gone';
          if (edit.kind === 'change-item') told[itemPath(edit.group, edit.after.id)] = 'changed';
        }
        expect(changes).toEqual(told);
      }),
    );
  });

  it('is a valid model that can be drawn, with every change at a part', () => {
    fc.assert(
      fc.property(listPairs, fc.integer({ min: 40, max: 200 }), ([before, after], width) => {
        const scene = changeScene(before, after);
        expect(modelFaults(scene.model)).toEqual([]);
        for (const path of Object.keys(scene.changes ?? {})) expect(hasPart(scene.model, path)).toBe(true);
        const rows = plainRows(drawScene(scene, { width, lang: 'ko', charset: 'unicode' }));
        expect(brokenJoints(cellsOf(rows)), rows.join('\n')).toEqual([]);
        for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });
});

it('nothing is marked where there is no moment before', () => {
  const model: ListModel = {
    kind: 'engine',
    images: [],
    networks: [],
    volumes: [{ id: 'v', label: { und: ['v'] } }],
    containers: [],
  };
  expect(changeScene(undefined, model)).toEqual({ model, hidden: [], highlight: [], notes: [], changes: {} });
});

it('a network that every engine has is neither new nor gone', () => {
  const empty: ListModel = { kind: 'engine', images: [], networks: [], volumes: [], containers: [] };
  const withBridge: ListModel = {
    ...empty,
    networks: [{ id: 'bridge', label: { und: ['bridge'] }, driver: 'bridge', builtIn: true }],
  };
  expect(changeBetween(empty, withBridge).changes).toEqual({});
  expect(changeBetween(withBridge, empty).changes).toEqual({});
});

it('such a network stays in the picture only for a container that is gone', () => {
  const bridge = {
    id: 'bridge',
    label: { und: ['bridge'] as const },
    driver: 'bridge',
    builtIn: true as const,
  };
  const web = {
    id: 'web',
    label: { und: ['web'] as const },
    status: 'running' as const,
    image: 'i',
    ports: [],
    networks: ['bridge'],
    volumes: [],
  };
  const images = [{ id: 'i', label: { und: ['i'] as const }, layers: [], size: 0 }];
  const before: ListModel = { kind: 'engine', images, networks: [bridge], volumes: [], containers: [web] };
  const networksAfter = (containers: (typeof web)[]) =>
    changeBetween(before, { ...before, networks: [], containers }).model.networks;
  expect(networksAfter([{ ...web, networks: [] }])).toEqual([]);
  expect(networksAfter([])).toEqual([bridge]);
});
