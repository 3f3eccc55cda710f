import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeValues } from '../../../src/formats/compose/merge.ts';
import { renderProject } from '../../../src/formats/compose/render.ts';
import type { Value } from '../../../src/formats/compose/tree.ts';
import { load, project } from './load-here.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  // Numbers of all kinds, were they not in quotes.
  fc.stringMatching(/^[-+]?0?[xob]?[0-7_]{1,4}(\.[0-9_]{0,2})?(e[0-9])?$/),
);
const service = fc.record(
  {
    image: word,
    command: fc.oneof(word, fc.array(text, { maxLength: 3 })),
    environment: fc.dictionary(word, text, { maxKeys: 3 }),
    labels: fc.dictionary(word, text, { maxKeys: 3 }),
    ports: fc.uniqueArray(
      fc.integer({ min: 1, max: 60_000 }).map((port) => `${port}:80`),
      { maxLength: 3 },
    ),
    volumes: fc.uniqueArray(
      word.map((name) => `./${name}:/${name}:ro`),
      { maxLength: 3 },
    ),
    mem_limit: fc.constantFrom('64m', '1g', 4096),
    stop_grace_period: fc.constantFrom('1m', '90s', '250ms'),
    healthcheck: fc.record({ test: fc.oneof(text, fc.constant(['CMD', 'x'])), interval: fc.constant('61s') }),
    extra_hosts: fc.constantFrom(['a:1.2.3.4'], { a: '1.2.3.4' }),
    networks: fc.constantFrom(['default'], { default: { aliases: ['x'] } }),
    tty: fc.boolean(),
    deploy: fc.record({ replicas: fc.integer({ min: 0, max: 5 }) }),
    tmpfs: fc.constantFrom('/run', ['/a', '/b']),
    build: fc.constantFrom('.', { context: 'app', args: ['A=1', 'B=2'] }),
  },
  { requiredKeys: ['image'] },
);

const escaped = (value: unknown): string => JSON.stringify(value).replaceAll('$', '$$$$');

describe('config', () => {
  it('of what config printed is the same again', () => {
    fc.assert(
      fc.property(fc.dictionary(word, service, { minKeys: 1, maxKeys: 3 }), (services) => {
        const loaded = load(escaped({ services }));
        fc.pre(loaded.project !== undefined);
        const once = renderProject(loaded.project!, 'yaml');
        expect(renderProject(project(once), 'yaml')).toBe(once);
      }),
      { numRuns: 60 },
    );
  });

  it('prints JSON that loads as the same project', () => {
    fc.assert(
      fc.property(service, (web) => {
        const loaded = load(escaped({ services: { web } }));
        fc.pre(loaded.project !== undefined);
        const json = renderProject(loaded.project!, 'json');
        expect(renderProject(project(json), 'yaml')).toBe(renderProject(loaded.project!, 'yaml'));
      }),
    );
  });
});

describe('mergeValues', () => {
  const { tree } = fc.letrec<{ tree: Value; leaf: Value }>((tie) => ({
    leaf: fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    tree: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof({ maxDepth: 2 }, tie('leaf'), tie('tree')), {
      noNullPrototype: false,
    }) as fc.Arbitrary<Value>,
  }));
  /** Where a mapping meets a single value the files contradict each other, which is refused one way only. */
  const merge = (a: Value, b: Value): Value | undefined => {
    try {
      return mergeValues(a, b);
    } catch {
      return undefined;
    }
  };

  it('is associative on mappings and lists', () => {
    fc.assert(
      fc.property(tree, tree, tree, (a, b, c) => {
        const left = merge(merge(a, b) ?? {}, c);
        const right = merge(a, merge(b, c) ?? {});
        fc.pre(
          merge(a, b) !== undefined && merge(b, c) !== undefined && left !== undefined && right !== undefined,
        );
        expect(left).toEqual(right);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), fc.array(fc.string()), (a, b, c) => {
        expect(mergeValues(mergeValues(a, b), c)).toEqual(mergeValues(a, mergeValues(b, c)));
      }),
    );
  });
});

describe('any text', () => {
  it('is loaded or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (content) => {
        const { project: found, problems } = load(content);
        expect(found !== undefined || problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
