import { describe, expect, it } from 'vitest';
import { describeScene, narrateEdits } from '../../../src/diagram/alternative.ts';
import { diffModels } from '../../../src/diagram/diff.ts';
import type { EngineContainer, EngineModel } from '../../../src/diagram/engine/model.ts';
import { sizeText, tellingChanges } from '../../../src/diagram/engine/texts.ts';
import type { AltItem } from '../../../src/diagram/speaker.ts';
import { modelOf, sceneOf } from '../models.ts';

const model = modelOf({
  kind: 'engine',
  images: [
    { id: 'nginx', label: 'nginx:alpine', layers: 7, on: 'alpine', bytes: 52_800_000 },
    { id: 'alpine', label: 'alpine:3.22' },
  ],
  containers: [
    {
      id: 'web',
      image: 'nginx',
      ports: ['8080:80'],
      networks: ['app'],
      volumes: { data: '/x' },
      changes: ['C /etc', 'C /etc/motd'],
    },
    { id: 'job', image: 'alpine', exit: 3, networks: 'none', changes: [] },
  ],
  networks: [{ id: 'app' }],
  volumes: [{ id: 'data' }],
}) as EngineModel;

const lines = (items: readonly AltItem[], indent = ''): string[] =>
  items.flatMap(({ text, children }) => [indent + text, ...lines(children, `${indent}  `)]);

describe('an engine in words', () => {
  it('says all that the picture shows', () => {
    expect(lines(describeScene(sceneOf(model), 'en'))).toEqual([
      '2 containers:',
      '  web (running; stands on image nginx:alpine; port 8080 of the host leads to 80; on network app; volume data at /x; writable layer: /etc/motd changed)',
      '  job (exited 3; stands on image alpine:3.22; network: none; writable layer: empty)',
      '2 images, read-only:',
      '  nginx:alpine (8 layers; 52.8 MB; 1 layer shared with alpine:3.22)',
      '  alpine:3.22 (1 layer; 1 layer shared with nginx:alpine)',
      '1 network:',
      '  app (web)',
      '1 volume:',
      '  data (web)',
      'The one host kernel runs the processes of web. The Docker Engine stands beside the kernel and manages the containers.',
    ]);
  });

  it('ends a list that is cut short as each language does', () => {
    const many = modelOf({
      kind: 'engine',
      images: [{ id: 'alpine' }],
      containers: [{ id: 'web', image: 'alpine', changes: ['C /a', 'A /b', 'A /c', 'A /d', 'A /e', 'A /f'] }],
    });
    const spoken = (lang: string) => lines(describeScene(sceneOf(many), lang)).join('\n');
    expect(spoken('en')).toMatch(/\/a changed, .*, \d more/);
    expect(spoken('ko')).toMatch(/\/a 변경, .* 추가 외 \d개/);
  });

  it('names nowhere what is hidden', () => {
    const hidden = ['containers/web', 'images/nginx', 'volumes/data'];
    for (const lang of ['en', 'ko']) {
      const said = lines(describeScene(sceneOf(model, { hidden }), lang)).join('\n');
      for (const name of ['web', 'nginx', 'data']) expect(said).not.toContain(name);
      expect(said).toContain('job');
    }
  });
});

describe('what changed on an engine', () => {
  const withWeb = (change: Partial<EngineContainer>): EngineModel => ({
    ...model,
    containers: model.containers.map((each) => (each.id === 'web' ? { ...each, ...change } : each)),
  });
  const said = (after: EngineModel, lang = 'en') => narrateEdits(diffModels(model, after), lang);

  it.each<[Partial<EngineContainer>, string, string]>([
    [
      { status: 'exited', exitCode: 137, networks: [], ports: [] },
      'container web: now exited 137.',
      '컨테이너 web: 이제 종료됨(137).',
    ],
    [{ health: 'healthy' }, 'container web: now healthy.', '컨테이너 web: 이제 정상.'],
    [{ networks: [] }, 'container web: now no longer on app.', '컨테이너 web: 이제 네트워크에서 끊김: app.'],
    [
      { changes: [] },
      'container web: now writable layer: empty.',
      '컨테이너 web: 이제 쓰기 가능 레이어: 비어 있음.',
    ],
    [{ volumes: [] }, 'container web: changed.', '컨테이너 web: 바뀜.'],
  ])('is said of a container: %j', (change, english, korean) => {
    expect(said(withWeb(change))).toEqual([english]);
    expect(said(withWeb(change), 'ko')).toEqual([korean]);
  });

  it('says what kind of thing came and went', () => {
    const after = { ...withWeb({ volumes: [] }), volumes: [] };
    expect(said(after)).toContain('volume data: removed.');
    expect(narrateEdits(diffModels(after, model), 'ko')).toContain('볼륨 data: 새로 생김.');
  });

  it('says of a network that every engine has who is on it, not that it came or went', () => {
    const bridge = {
      id: 'bridge',
      label: { und: ['bridge'] as const },
      driver: 'bridge',
      builtIn: true as const,
    };
    const after = { ...model, networks: [...model.networks, bridge] };
    expect(said(after)).toEqual(['network bridge: now has containers on it.']);
    expect(narrateEdits(diffModels(after, model), 'en')).toEqual([
      'network bridge: now has no containers on it.',
    ]);
  });
});

it('a folder is not told of that changed only because something in it did', () => {
  const changes = [
    { kind: 'C', path: '/etc' },
    { kind: 'C', path: '/etc/motd' },
    { kind: 'A', path: '/new' },
    { kind: 'A', path: '/new/file' },
    { kind: 'C', path: '/var' },
  ] as const;
  expect(tellingChanges(changes).map(({ path }) => path)).toEqual(['/etc/motd', '/new', '/new/file', '/var']);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [8_310_000, '8.3 MB'],
  [52_800_000, '52.8 MB'],
  [420_400_000, '420 MB'],
  [999_960_000, '1.0 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
