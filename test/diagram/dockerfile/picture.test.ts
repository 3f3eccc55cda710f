import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeScene } from '../../../src/diagram/alternative.ts';
import { type DockerfileSource, dockerfilePicture } from '../../../src/diagram/dockerfile/picture.ts';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import type { Layer, LayersModel } from '../../../src/diagram/model.ts';
import { displayWidth } from '../../../src/text/width.ts';

function pictureOf(text: string, asked: Partial<DockerfileSource> = {}) {
  const picture = dockerfilePicture({ text, target: '', ignore: undefined, changed: [], ...asked });
  if ('error' in picture) throw new Error(picture.error);
  return picture;
}

function layersOf(text: string, asked: Partial<DockerfileSource> = {}): readonly Layer[] {
  return (pictureOf(text, asked).scene.model as LayersModel).layers;
}

const draw = (text: string, width: number, asked: Partial<DockerfileSource> = {}, lang = 'en') =>
  `\n${plainRows(drawScene(pictureOf(text, asked).scene, { width, lang, charset: 'unicode' })).join('\n')}\n`;

const STAGES = `FROM golang:1 AS build
COPY . .
RUN go build -o /app
FROM build AS test
RUN go test
FROM scratch
COPY --from=build /app /app
ENV A=1
`;

describe('the picture of a Dockerfile', () => {
  test('of one stage has its layers, and metadata without a box', () => {
    expect(draw('FROM alpine\nENV A=1\nRUN apk add \\\n    curl\nCMD ["curl"]\n', 80)).toBe(`
  CMD ["curl"]        metadata
┌──────────────────┐
│ RUN apk add curl │
└──────────────────┘
  ENV A=1             metadata
┌──────────────────┐
│ FROM alpine      │
└──────────────────┘
`);
  });

  test('has its stages side by side, and says which is the image and which is not built', () => {
    expect(draw(STAGES, 150)).toBe(`
stage build
┌────────────────────────┐                                              stage-2 (the image)
│ RUN go build -o /app   │    stage test (not built)                      ENV A=1                        metadata
├────────────────────────┤    ┌────────────────────┐                    ┌─────────────────────────────┐
│ COPY . .               │    │ RUN go test        │                    │ COPY --from=build /app /app │  from build
├────────────────────────┤    ├────────────────────┤                    ├─────────────────────────────┤
│ FROM golang:1 AS build │    │ FROM build AS test │  on stage build    │ FROM scratch                │
└────────────────────────┘    └────────────────────┘                    └─────────────────────────────┘
`);
  });

  test('has its stages one under the other where there is no room', () => {
    expect(draw(STAGES, 60, { changed: ['main.go'] }, 'ko')).toBe(`
build 스테이지
┌─────────────────────────────┐
│ RUN go build -o /app        │  다시 빌드: 앞 줄 때문
┢━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┪
┃▸COPY . .                    ┃  다시 빌드 (main.go 변경됨)
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ FROM golang:1 AS build      │  캐시 사용
└─────────────────────────────┘

test 스테이지 (빌드하지 않음)
┌─────────────────────────────┐
│ RUN go test                 │
├─────────────────────────────┤
│ FROM build AS test          │  build 스테이지 위
└─────────────────────────────┘

stage-2 (이미지)
  ENV A=1                        메타데이터
┌─────────────────────────────┐
│ COPY --from=build /app /app │  다시 확인
├─────────────────────────────┤
│ FROM scratch                │
└─────────────────────────────┘
`);
  });

  test('builds another target when asked, and leaves out what that does not need', () => {
    const skipped = layersOf(STAGES, { target: 'test' }).filter(({ state }) => state === 'skipped');
    expect(skipped.map(({ line }) => line)).toEqual([
      'FROM scratch',
      'COPY --from=build /app /app',
      'ENV A=1',
    ]);
  });

  test('says of each copy which stage or image its files are from', () => {
    const text =
      'FROM alpine AS a\nFROM alpine\nCOPY --from=0 /x /\nCOPY --from=nginx:1 /y /\nRUN --mount=from=a,target=/m ls\nFROM a\n';
    expect(layersOf(text).map(({ from }) => from)).toEqual([undefined, undefined, 'a', 'nginx:1', 'a', 'a']);
  });

  test('shows what ONBUILD of a stage does in the stage on it', () => {
    const lines = layersOf('FROM alpine AS base\nONBUILD RUN echo hi\nFROM base\nRUN ls\n').map(
      ({ line }) => line,
    );
    expect(lines).toEqual([
      'FROM alpine AS base',
      'ONBUILD RUN echo hi',
      'FROM base',
      'ONBUILD RUN echo hi',
      'RUN ls',
    ]);
  });

  test('fits forty columns without cutting a line, however long its lines are', () => {
    const word = fc.stringMatching(/^[a-z가-힣]{1,40}$/);
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 9 }), { maxLength: 6 }), (runs) => {
        const text = `FROM alpine\n${runs.map((words) => `RUN ${words.join(' && ')}\n`).join('')}`;
        const drawing = drawScene(pictureOf(text).scene, { width: 40, lang: 'en', charset: 'unicode' });
        expect(drawing.cut).toEqual([]);
        for (const row of plainRows(drawing)) expect(displayWidth(row)).toBeLessThanOrEqual(40);
      }),
      { numRuns: 60 },
    );
  });

  test('leaves stages out of one that has very many, but not the one that is built', () => {
    const text = Array.from({ length: 1000 }, (_, at) => `FROM alpine AS s${at}\n`).join('');
    for (const target of ['', 's500']) {
      const { scene } = pictureOf(text, { target });
      const stages = (scene.model as LayersModel).layers.map(({ stage }) => stage);
      expect(stages.length).toBeLessThan(50);
      expect(stages).toContain(target === '' ? 's20…s979' : 's501…s979');
      expect(stages).toContain(target === '' ? 's999' : 's500');
      const rows = plainRows(drawScene(scene, { width: 80, lang: 'en', charset: 'unicode' }));
      expect(rows.filter((row) => row.includes('(the image)'))).toEqual([
        expect.stringContaining(target === '' ? 's999' : 's500'),
      ]);
      expect(
        rows.some((row) => row.includes(target === '' ? '… 960 more lines …' : '… 479 more lines …')),
      ).toBe(true);
    }
  });

  test('gives flags up before the image of FROM and the files of COPY', () => {
    const text = `FROM --platform=$BUILDPLATFORM node:22-alpine AS prepare-web
FROM scratch
COPY --from=prepare-web --chown=1000:1000 /a /app/a
COPY --from=prepare-web --chown=1000:1000 /b /app/b
COPY --chown=1000:1000 --chmod=755 start.sh /start
`;
    expect(draw(text, 60)).toBe(`
stage prepare-web
┌────────────────────────────────────┐
│ FROM node:22-alpine AS prepare-web │
└────────────────────────────────────┘

stage-1 (the image)
┌────────────────────────────────────┐
│ COPY start.sh /start               │
├────────────────────────────────────┤
│ COPY … /b /app/b                   │  from prepare-web
├────────────────────────────────────┤
│ COPY … /a /app/a                   │  from prepare-web
├────────────────────────────────────┤
│ FROM scratch                       │
└────────────────────────────────────┘
`);
  });

  test('leaves lines out of a long one, says how many, and keeps those that read what has changed', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `RUN echo ${at}\n`).join('');
    const text = `FROM alpine\n${many(2500)}COPY src /src\n${many(2500)}`;
    const layers = layersOf(text, { changed: ['src/a'] });
    const shown = layers.filter(({ adds }) => adds !== 'left-out');
    const left = layers.flatMap(({ adds, label }) => (adds === 'left-out' ? [label?.['en']?.[0] ?? ''] : []));
    expect(shown.map(({ line }) => line)).toContain('COPY src /src');
    expect(left).toEqual(['… 2478 more lines …', '… 2477 more lines …']);
    expect(shown.length + 2478 + 2477).toBe(5002);
    expect(layersOf(`FROM alpine\n${many(40)}`)).toHaveLength(41);
  });

  test('lists what the build checks of Docker say, by line', () => {
    const { checks } = pictureOf('from alpine as Base\nMAINTAINER me\nCMD echo $NOPE\n');
    expect(checks.map(({ rule, lines }) => [lines.start, rule])).toEqual([
      [1, 'StageNameCasing'],
      [1, 'ConsistentInstructionCasing'],
      [2, 'MaintainerDeprecated'],
      [3, 'JSONArgsRecommended'],
    ]);
  });

  test('knows builds that the sandbox cannot run', () => {
    const text =
      'FROM --platform=linux/arm64 alpine\nRUN --mount=type=ssh git clone x\nRUN --security=insecure ls\nADD https://example.com/a /\n';
    expect(layersOf(text)).toHaveLength(4);
  });

  test.each<[string, string, Partial<DockerfileSource>, string, number[]]>([
    ['an empty file', '', {}, 'the Dockerfile cannot be empty', []],
    ['comments alone', '# nothing\n\n', {}, 'file with no instructions', [2]],
    [
      'an unknown instruction',
      'FROM alpine\nFRMO x\n',
      {},
      'dockerfile parse error on line 2: unknown instruction: FRMO (did you mean FROM?)',
      [2],
    ],
    ['no stage', 'RUN ls\n', {}, 'no build stage in current context', [1]],
    [
      'an unknown target',
      'FROM alpine AS build\n',
      { target: 'biuld' },
      'target stage "biuld" could not be found (did you mean build?)',
      [],
    ],
    ['a bad .dockerignore', 'FROM alpine\n', { ignore: '[' }, 'syntax error in pattern', []],
  ])('is refused with Docker’s own message: %s', (_, text, asked, error, lines) => {
    const picture = dockerfilePicture({ text, target: '', ignore: undefined, changed: [], ...asked });
    if (!('error' in picture)) throw new Error('it was drawn');
    expect([picture.error, picture.lines.map(({ start }) => start)]).toEqual([error, lines]);
  });
});

describe('what a change does', () => {
  const states = (text: string, changed: string[], ignore?: string) =>
    layersOf(text, { changed, ignore }).map(({ state, because }) => [state, because]);

  test('is not told where nothing has changed', () => {
    expect(states(STAGES, [])[0]).toEqual([undefined, undefined]);
  });

  test('is told with its reason', () => {
    expect(states(STAGES, ['main.go'])).toEqual([
      ['cached', undefined],
      ['rebuilt', undefined],
      ['rebuilt', 'before'],
      ['skipped', undefined],
      ['skipped', undefined],
      [undefined, undefined],
      ['checked', 'stage'],
      [undefined, undefined],
    ]);
    expect(layersOf(STAGES, { changed: ['main.go'] })[1]?.changed).toEqual(['main.go']);
  });

  test('of a stage that goes on from another hangs on that one', () => {
    expect(states('FROM alpine AS a\nCOPY x /\nFROM a\nRUN ls\n', ['x']).slice(2)).toEqual([
      ['rebuilt', 'stage'],
      ['rebuilt', 'before'],
    ]);
  });

  test('is not known of what a URL gives, unless its checksum is written', () => {
    const text = (flag: string) => `FROM alpine\nADD ${flag}https://example.com/a /\nRUN ls\n`;
    expect(states(text(''), ['x']).slice(1)).toEqual([
      ['checked', 'remote'],
      ['checked', 'before'],
    ]);
    expect(states(text(`--checksum=sha256:${'a'.repeat(64)} `), ['x']).slice(1)).toEqual([
      ['cached', undefined],
      ['cached', undefined],
    ]);
  });

  test('is nothing for files that are left out or that no line reads', () => {
    const asked = { changed: ['node_modules/a', 'README.md', './src/app.js'], ignore: 'node_modules\n' };
    const { unread } = pictureOf('FROM alpine\nCOPY src /\n', asked);
    expect(unread).toEqual({ ignored: ['node_modules/a'], unread: ['README.md'] });
  });

  test('is said in words', () => {
    const { scene } = pictureOf(STAGES, { changed: ['main.go'] });
    const [build, skipped, image] = describeScene(scene, 'en');
    expect(build?.children.map(({ text }) => text)).toEqual([
      'RUN go build -o /app (rebuilt: because of the line before it)',
      'COPY . . (rebuilt; main.go changed; marked)',
      'FROM golang:1 AS build (cached)',
    ]);
    expect(skipped?.text).toBe('stage test (not built), from the top:');
    expect(image?.text).toBe('stage-2 (the image), from the top:');
    expect(image?.children[1]?.text).toBe(
      'COPY --from=build /app /app (from build; checked again: because of stage build)',
    );
  });
});
