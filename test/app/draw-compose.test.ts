import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawComposeFile } from '../../src/app/draw-compose.ts';
import type { Session } from '../../src/app/session.ts';
import { describeScene } from '../../src/diagram/alternative.ts';
import type { ComposeModel } from '../../src/diagram/compose/model.ts';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import { UserError } from '../../src/platform/errors.ts';
import { messagesOf } from '../../src/text/messages/index.ts';
import { displayWidth } from '../../src/text/width.ts';
import { brokenJoints, cellsOf } from '../helpers/joints.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/compose');

function drawn(path: string, { cwd = FIXTURES, env = {}, lang = 'en' } = {}) {
  const host = { cwd, env, homedir: () => '/home/learner' } as unknown as Session['host'];
  const { scene, below } = drawComposeFile({ host, lang, messages: messagesOf(lang) }, path);
  return { model: scene.model as ComposeModel, scene, below };
}

/** A folder with files in it. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'draw-compose-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function refused(files: Readonly<Record<string, string | Uint8Array>>, path = 'compose.yaml', lang = 'en') {
  try {
    drawn(path, { cwd: folderOf(files), lang });
  } catch (error) {
    if (error instanceof UserError) return [error.message, error.hint];
    throw error;
  }
  return 'drawn';
}

describe('a project on disk', () => {
  test('is drawn with all its services, and what is not in the picture is said below', () => {
    const { model, below } = drawn('shop/compose.yaml');
    expect(model.services.map(({ id, replicas }) => [id, replicas])).toEqual([
      ['web', 1],
      ['api', 3],
      ['migrate', 1],
      ['db', 1],
    ]);
    const [web, api] = model.services;
    expect(web?.note).toMatchObject({ und: [expect.stringContaining('@sha256'), 'web:1.4'] });
    expect(web?.ports).toEqual([
      { host: '8080', target: '80' },
      { host: '127.0.0.1:8443', target: '443' },
    ]);
    expect(web?.binds).toEqual([{ source: './site', target: '/usr/share/nginx/html', readOnly: true }]);
    expect(api?.note).toEqual({ en: ['build ./api'], ko: ['빌드 ./api'] });
    expect(api?.needs).toEqual([
      { service: 'db', condition: 'healthy' },
      { service: 'migrate', condition: 'completed' },
    ]);
    expect(model.networks.map(({ id, internal }) => [id, internal])).toEqual([
      ['front', false],
      ['back', true],
    ]);
    expect(below).toEqual(['Not in the picture: secrets']);
  });

  test('is found in its folder, with its override and the variables of .env, which those of the process win over', () => {
    const { model, below } = drawn('override');
    expect(model.services.map(({ id, note }) => [id, note])).toEqual([
      ['web', { und: ['web:fromdotenv'] }],
      ['tool', { und: ['tool:'] }],
    ]);
    expect(model.services[0]).toMatchObject({ ports: [{ host: '8080', target: '80' }], networks: ['b'] });
    expect(model.services[1]?.profiles).toEqual(['tools']);
    expect(below).toEqual([
      `Drawn from: ${join('override', 'compose.yaml')}, ${join('override', 'compose.override.yaml')}`,
      'Variables that are not set, and so are empty: MISSING',
    ]);
    const set = drawn('override', { env: { TAG: 'process', MISSING: '1' } });
    expect(set.model.services.map(({ note }) => note?.['und']?.[0])).toEqual(['web:process', 'tool:1']);
    expect(drawn('override/compose.yaml').model).toEqual(model);
    // On its own, an override lacks what it lies over.
    expect(() => drawn('override/compose.override.yaml')).toThrow(/neither an image nor a build context/);
  });

  test('may include files from outside of its folder', () => {
    const { model } = drawn('include');
    expect(model.services.map(({ id }) => id).toSorted()).toEqual(['api', 'db', 'migrate', 'more', 'web']);
    expect(model.services.find(({ id }) => id === 'more')?.needs).toEqual([
      { service: 'web', condition: 'started' },
    ]);
  });

  test('may have everything that the Compose specification knows', () => {
    const { model, below, scene } = drawn('zoo/compose.yaml');
    const by = Object.fromEntries(model.services.map((service) => [service.id, service]));
    expect(by['long']?.ports).toEqual([
      { host: '8000-8002', target: '80' },
      { host: '10.0.0.1:53', target: '53/udp' },
      { host: '9000-9002', target: '9000-9002' },
      { host: '', target: '7000' },
      { host: '[::1]:6000', target: '6000' },
    ]);
    expect(by['long']?.binds.map(({ source }) => source)).toEqual([
      '../shared',
      '/home/learner/notes',
      '/var/run/docker.sock',
    ]);
    expect(by['long']?.volumes).toEqual([
      { volume: 'data', target: '/data', readOnly: true },
      { volume: 'data', target: '/again', readOnly: false },
    ]);
    expect(model.services.map(({ id, mode }) => [id, mode]).filter(([, mode]) => mode)).toEqual([
      ['on-host', 'host'],
      ['alone', 'none'],
      ['shares', 'service:long'],
      ['joined', 'container:other'],
      ['heir', 'host'],
    ]);
    expect(by['cloud']?.note).toEqual({ und: ['provider awesomecloud'] });
    expect(by['nobody']?.replicas).toBe(0);
    expect(model.networks.filter(({ external }) => external).map(({ id }) => id)).toEqual(['made-elsewhere']);
    expect(below).toEqual([
      'Not in the picture: secrets, configs, models, tmpfs mounts, anonymous volumes, devices, GPUs, links',
      'No service uses these, so Compose makes none: spare',
      '`version` is out of date: Compose ignores it, and you may remove it.',
    ]);
    for (const width of [40, 80, 200]) {
      expect(drawScene(scene, { width, lang: 'ko', charset: 'ascii' }).parts.size).toBe(
        model.services.length + model.networks.length + model.volumes.length,
      );
    }
  });
});

describe('a project that is large or oddly named', () => {
  const projectOf = (text: string) => drawn('compose.yaml', { cwd: folderOf({ 'compose.yaml': text }) });

  test('of three hundred services is drawn in part, and says how many more there are', () => {
    const services = Array.from(
      { length: 300 },
      (_, at) =>
        `  s${at}: {image: x, ports: ["${9000 + at}:80"], networks: [n${at % 40}], volumes: ["v${at}:/d"]}\n`,
    );
    const named = (letter: string, count: number) =>
      Array.from({ length: count }, (_, at) => `  ${letter}${at}: {}\n`).join('');
    const { model, scene } = projectOf(
      `services:\n${services.join('')}networks:\n${named('n', 40)}volumes:\n${named('v', 300)}`,
    );
    expect(model.services).toHaveLength(300);
    for (const width of [40, 80, 200]) {
      const rows = plainRows(drawScene(scene, { width, lang: 'en', charset: 'unicode' }));
      const kinds = 'not drawn: 280 services, 20 networks, 280 volumes';
      expect(rows).toContain(width < kinds.length ? 'and 580 more' : kinds);
      expect(brokenJoints(cellsOf(rows))).toEqual([]);
      for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
    }
    // In words there is room for all of them.
    expect(describeScene(scene, 'en').map(({ children }) => children.length)).toEqual([300, 40, 300]);
  });

  test('may call its things as JavaScript calls its own', () => {
    const { model } = projectOf(
      'services:\n  __proto__: {image: x, volumes: ["constructor:/d"]}\n' +
        '  constructor: {image: y, networks: [toString], depends_on: [__proto__]}\n' +
        'volumes: {constructor: {}}\nnetworks: {toString: {}}\n',
    );
    expect(model.services).toMatchObject([
      { id: '__proto__', volumes: [{ volume: 'constructor' }], networks: ['default'] },
      { id: 'constructor', networks: ['toString'], needs: [{ service: '__proto__' }] },
    ]);
  });
});

describe('a file that docker compose would refuse', () => {
  const COMPOSE_SAYS_SO = 'docker compose refuses the file for this. Mend it and draw again.';

  test.each([
    ['services:\n  web:\n    imag: x\n', 'compose.yaml, line 3: unknown key `imag`', 'Did you mean `image`?'],
    ['servces: {}\n', 'compose.yaml, line 1: unknown key `servces`', 'Did you mean `services`?'],
    [
      'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n',
      'compose.yaml, line 2: dependency cycle detected: a -> b -> a',
      COMPOSE_SAYS_SO,
    ],
    [
      'services:\n\ta: x\n',
      'compose.yaml, line 2: found character that cannot start any token',
      COMPOSE_SAYS_SO,
    ],
    ['', 'compose.yaml: empty compose file', COMPOSE_SAYS_SO],
    ['- a\n', 'compose.yaml: top-level object must be a mapping', COMPOSE_SAYS_SO],
  ])('is told with file and line: %j', (text, message, hint) => {
    expect(refused({ 'compose.yaml': text })).toEqual([message, hint]);
  });

  test('is told in Korean around what Compose says', () => {
    expect(refused({ 'compose.yaml': 'services:\n  web: {imag: x}\n' }, 'compose.yaml', 'ko')).toEqual([
      'compose.yaml 2번째 줄: 알 수 없는 키 `imag`',
      '혹시 `image` 아닌가요?',
    ]);
  });

  test('names a variable file that cannot be read, and a file to include that is not there', () => {
    expect(refused({ 'compose.yaml': 'services: {a: {image: x}}\n', '.env': 'A=1\nB C\n' })).toEqual([
      '.env, line 2: key cannot contain a space',
      COMPOSE_SAYS_SO,
    ]);
    expect(() => drawn('include/missing.yaml')).toThrow(/nowhere\/compose\.yaml: no such file or directory/);
  });
});

describe('files that lead to one another for ever', () => {
  test('by include are refused', () => {
    const [message] = refused({
      'compose.yaml': 'include: [b.yaml]\nservices: {a: {image: x}}\n',
      'b.yaml': 'include: [compose.yaml]\nservices: {b: {image: x}}\n',
    });
    expect(message).toContain('include cycle detected');
  });

  test('by extends are refused', () => {
    const files = {
      'compose.yaml': 'services: {a: {extends: {file: b.yaml, service: b}}}\n',
      'b.yaml': 'services: {b: {extends: {file: compose.yaml, service: a}}}\n',
    };
    expect(refused(files)[0]).toMatch(/circular reference/i);
  });

  test('by aliases in YAML, each of which is many of the one before, are refused', () => {
    const level = (at: number) =>
      `x-l${at}: &l${at} [${Array(9)
        .fill(`*l${at - 1}`)
        .join(', ')}]\n`;
    const bomb = `x-l0: &l0 [a]\n${Array.from({ length: 12 }, (_, at) => level(at + 1)).join('')}services: {a: {image: x}}\n`;
    expect(refused({ 'compose.yaml': bomb })[0]).toContain('exceeds maximum node visit limit');
  });
});

describe('what is no Compose file', () => {
  test('is told: nothing there, an empty folder, no service, bytes, five megabytes', () => {
    expect(refused({}, 'gone.yaml')).toEqual([
      'cannot read gone.yaml (there is no such file or folder)',
      'Check the path and try again.',
    ]);
    expect(refused({}, '.')).toEqual([
      'there is no Compose file in .',
      'It would be called compose.yaml; give its path if it has another name.',
    ]);
    expect(refused({ 'compose.yaml': 'services: {}\n' })).toEqual([
      'compose.yaml has no services, so there is nothing to draw',
      'Write at least one under `services:`, with an `image` or a `build`.',
    ]);
    expect(refused({ 'compose.yaml': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0xff]) })).toEqual([
      'compose.yaml is not a text file',
      'A Compose file is YAML in UTF-8.',
    ]);
    expect(refused({ 'compose.yaml': `# ${'x'.repeat(5_000_000)}\n` })).toEqual([
      'compose.yaml is larger than 256 KiB',
      'Draw a smaller Compose file.',
    ]);
  });
});
