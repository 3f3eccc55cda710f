import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AltItem, describeScene, structureOf } from '../../src/diagram/alternative.ts';
import { partsOf } from '../../src/diagram/parts.ts';
import { stageDiagram } from '../../src/diagram/stage.ts';
import { inLanguage } from '../../src/text/localized.ts';
import { MACHINES, modelOf, sceneOf, scenes } from './models.ts';

/** The items as lines, children two cells in. */
function lines(items: readonly AltItem[], indent = ''): string[] {
  return items.flatMap((item) => [indent + item.text, ...lines(item.children, `${indent}  `)]);
}

const machines = modelOf(MACHINES);
const part = (id: string) => ({ id, role: 'app', label: id }) as const;

describe('the alternative of stacks', () => {
  const scene = sceneOf(machines, {
    highlight: ['vm/guest'],
    notes: [{ path: 'ct/engine', text: { en: 'It manages.', ko: '관리합니다.' } }],
  });

  test('says them from the top, with what is marked, beside and noted', () => {
    expect(lines(describeScene(scene, 'en'))).toEqual([
      'Two stacks side by side.',
      '  Virtual machines, from the top: twice, side by side: App; Bins/Libs; Guest OS (marked). Under both: Hypervisor; Hardware.',
      '  Containers, from the top: three times, side by side: App; Bins/Libs. Under all three: Host kernel; Hardware. Beside Host kernel: Engine (1).',
      '(1) Engine: It manages.',
    ]);
  });

  test('says so in Korean', () => {
    expect(lines(describeScene(scene, 'ko'))).toEqual([
      '스택 두 개가 나란히 있습니다.',
      '  가상 머신, 위에서부터: 똑같은 열 두 개가 나란히: 앱; 바이너리·라이브러리; 게스트 운영체제(강조됨). 두 열 모두의 아래: 하이퍼바이저; 하드웨어.',
      '  컨테이너, 위에서부터: 똑같은 열 세 개가 나란히: 앱; 바이너리·라이브러리. 세 열 모두의 아래: 호스트 커널; 하드웨어. 호스트 커널 옆: 엔진 (1).',
      '(1) 엔진: 관리합니다.',
    ]);
  });

  test('tells columns that differ apart, and says what is nested', () => {
    const model = modelOf({
      kind: 'stack',
      label: 'Host',
      stack: [
        { ...part('top'), repeat: 2 },
        {
          columns: [
            [{ repeat: 3, stack: [part('a')] }, part('b')],
            [part('c'), part('d')],
          ],
        },
        part('e'),
      ],
    });
    expect(lines(describeScene(sceneOf(model), 'en'))).toEqual([
      'Host, from the top: top, twice side by side. ' +
        'Below that, two different columns side by side, from the left: 1) [three times, side by side: a. Under all three: b]. 2) c; d. ' +
        'Under both: e.',
    ]);
  });

  test('gives away only the place of what is hidden', () => {
    const { frames } = stageDiagram(machines, { use: 'm', reveal: ['ct/app', 'ct/engine'] });
    expect(lines(describeScene(frames[0]!, 'en'))).toEqual([
      'Two stacks side by side.',
      '  Stack 1: not shown yet.',
      '  Containers, from the top: three times, side by side: App; not shown yet. Under all three: not shown yet; not shown yet. Beside a floor not shown yet: Engine.',
    ]);
  });
});

test('the alternative of layers says what each line leaves and what a build does with it', () => {
  const model = modelOf({
    kind: 'layers',
    layers: [
      { id: 'base', line: 'FROM node' },
      { id: 'src', line: 'COPY . .', changed: ['app.js', 'b.js'] },
      { id: 'cmd', line: 'CMD x' },
      { id: 'rw', writable: true },
    ],
  });
  expect(lines(describeScene(sceneOf(model), 'en'))).toEqual([
    'On the image, a writable layer:',
    '  writable layer',
    'An image, from the top:',
    '  CMD x (metadata, no layer)',
    '  COPY . . (rebuilt; app.js, b.js changed)',
    '  FROM node (cached)',
  ]);
  expect(lines(describeScene(sceneOf(model), 'ko'))).toEqual([
    '이미지 위에 쓰기 가능 레이어 하나:',
    '  쓰기 가능 레이어',
    '이미지, 위에서부터:',
    '  CMD x(메타데이터, 레이어 없음)',
    '  COPY . .(다시 빌드; app.js, b.js 변경됨)',
    '  FROM node(캐시 사용)',
  ]);
});

test('the alternative of a chain says its links in order, their notes and what arrows say', () => {
  const model = modelOf({
    kind: 'chain',
    links: [
      { id: 'a', label: 'docker', via: 'REST' },
      { id: 'b', label: 'dockerd', note: { en: 'a daemon', ko: '데몬' } },
      { id: 'c', label: 'runc' },
    ],
  });
  expect(lines(describeScene(sceneOf(model, { highlight: ['b'] }), 'en'))).toEqual([
    'A chain of three, in order:',
    '  docker. Arrow to dockerd: REST.',
    '  dockerd (a daemon; marked)',
    '  runc',
  ]);
  expect(lines(describeScene(sceneOf(model, { hidden: ['b'] }), 'ko'))).toEqual([
    '순서대로 이어지는 세 가지:',
    '  docker',
    '  아직 보이지 않음',
    '  runc',
  ]);
});

test('a part that is called as JavaScript calls its own is unchanged where nothing is said of it', () => {
  const model = modelOf({ kind: 'chain', links: [part('constructor'), part('b')] });
  const scene = sceneOf(model, { changes: { b: 'new' } });
  expect(lines(describeScene(scene, 'en'))).toEqual([
    'A chain of two, in order:',
    '  constructor',
    '  b (new)',
  ]);
  expect(structureOf(scene).parts.map(({ change }) => change)).toEqual([undefined, 'new']);
});

test('a language without words of its own has its labels and English words', () => {
  const model = modelOf({
    kind: 'chain',
    links: [{ id: 'a', label: { de: 'Kern', en: 'kernel' } }, part('b')],
  });
  expect(lines(describeScene(sceneOf(model), 'de'))).toEqual(['A chain of two, in order:', '  Kern', '  b']);
});

test('any alternative has every label that is shown, and every note', () => {
  fc.assert(
    fc.property(scenes, fc.constantFrom('en', 'ko'), (scene, lang) => {
      const text = lines(describeScene(scene, lang)).join('\n');
      for (const { path, label } of partsOf(scene.model)) {
        if (!scene.hidden.includes(path)) expect(text).toContain(inLanguage(label, lang)[0]);
      }
      for (const note of scene.notes) {
        if (!scene.hidden.includes(note.path)) expect(text).toContain(inLanguage(note.text, lang));
      }
    }),
  );
});

test('the structure of any scene has its whole model, through JSON and back', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const structure = JSON.parse(JSON.stringify(structureOf(scene)));
      expect(structure.model).toEqual(scene.model);
      expect(structure.parts.map((named: { path: string }) => named.path)).toEqual(
        partsOf(scene.model).map(({ path }) => path),
      );
    }),
  );
});

test('the structure says of each part what is marked in it', () => {
  const scene = sceneOf(machines, {
    hidden: ['ct/hw'],
    highlight: ['vm/hw'],
    notes: [{ path: 'vm/app', text: { und: 'x' } }],
  });
  const { parts } = structureOf(scene);
  expect(parts[0]).toEqual({
    path: 'vm/app',
    label: { en: ['App'], ko: ['앱'] },
    role: 'app',
    hidden: false,
    highlighted: false,
    note: { und: 'x' },
  });
  expect(parts.filter((named) => named.hidden || named.highlighted).map((named) => named.path)).toEqual([
    'vm/hw',
    'ct/hw',
  ]);
});
