import { describe, expect, test } from 'vitest';
import type { ComposeDiagramSource } from '../../../src/diagram/compose/schema.ts';
import { deriveModel } from '../../../src/diagram/derive.ts';
import { partsOf } from '../../../src/diagram/parts.ts';
import { project } from './projects.ts';

function issuesOf(source: Omit<ComposeDiagramSource, 'kind'>) {
  const result = deriveModel({ kind: 'compose', ...source });
  if (!('issues' in result)) return [];
  return result.issues.map(({ path, rule, message, hint }) => [path.join(' '), rule, message, hint]);
}

describe('a project as authored', () => {
  test('gives its parts in reading order, the default network among them', () => {
    const model = project({
      services: { web: { image: 'nginx', volumes: ['data:/d'] }, db: { image: 'postgres' } },
      volumes: { data: null },
    });
    expect(partsOf(model).map(({ path }) => path)).toEqual([
      'services/web',
      'services/db',
      'networks/default',
      'volumes/data',
    ]);
  });

  test('may have labels of its own, in languages and forms', () => {
    const label = { en: ['The web server', 'web'], ko: '웹 서버' };
    const model = project({ services: { web: { image: 'nginx' } }, labels: { 'services/web': label } });
    expect(model.services[0]?.label).toEqual({ en: ['The web server', 'web'], ko: ['웹 서버'] });
    const wrong = issuesOf({ services: { web: { image: 'nginx' } }, labels: { 'services/wbe': 'x' } });
    expect(wrong).toEqual([
      [
        'labels services/wbe',
        'unknown-part',
        'the project has no part `services/wbe`',
        'it has services/web, networks/default',
      ],
    ]);
  });

  test('has the short name of an image as its shorter form, and ranges of ports in one', () => {
    const image = 'registry.example.com/team/web:1.4@sha256:00';
    const [web] = project({
      services: { web: { image, ports: ['8000-8002:80-82', '127.0.0.1:53:53/udp', '9'] } },
    }).services;
    expect(web?.note).toEqual({ und: [image, 'web:1.4'] });
    expect(web?.ports).toEqual([
      { host: '8000-8002', target: '80-82' },
      { host: '127.0.0.1:53', target: '53/udp' },
      { host: '', target: '9' },
    ]);
  });

  test('cannot send control characters to a terminal', () => {
    const model = project({ services: { web: { image: 'a\u001b[31mb\nc', profiles: ['p\u0007'] } } });
    expect(JSON.stringify(model)).not.toMatch(/\\u00|\\n/);
  });
});

describe('a project that is wrong', () => {
  test.each([
    [
      { services: { web: { imag: 'x' } } },
      ['services web imag', 'unknown-key', 'unknown key `imag`', 'did you mean `image`?'],
    ],
    [
      { services: { web: { image: 'x', healthcheck: { tests: 'x' } } } },
      ['services web healthcheck tests', 'unknown-key', 'unknown key `tests`', 'did you mean `test`?'],
    ],
    [
      { services: { web: { image: 'x', networks: ['gone'] } } },
      [
        'services web networks',
        'compose',
        'Compose says: service "web" refers to undefined network gone: invalid compose project',
        undefined,
      ],
    ],
    [
      { services: { a: { image: 'x', depends_on: ['b'] }, b: { image: 'x', depends_on: ['a'] } } },
      ['services a depends_on', 'compose', 'Compose says: dependency cycle detected: a -> b -> a', undefined],
    ],
    [
      { services: { web: { image: 'x', ports: ['80:http'] } } },
      ['services web ports 0', 'compose', 'Compose says: invalid containerPort: http', undefined],
    ],
    [
      { services: { web: { image: `x:\${TAG}` } } },
      [
        'services web image',
        'compose',
        'Compose says: The "TAG" variable is not set. Defaulting to a blank string.',
        undefined,
      ],
    ],
    [
      { services: { web: { image: 'x' } }, volumes: { data: null } },
      [
        'volumes data',
        'unused',
        'no service uses the volume `data`, so Compose makes none',
        'give it to a service, or leave it out',
      ],
    ],
  ])('is told with its place: %j', (source, expected) => {
    expect(issuesOf(source)).toEqual([expected]);
  });

  test('has more services than a picture has room for', () => {
    const services = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`s${at}`, { image: 'x' }]));
    expect(issuesOf({ services }).map(([, rule]) => rule)).toEqual(['too-many-services']);
  });
});
