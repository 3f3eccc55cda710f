import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/content/schema/fact.ts';
import type { EngineEvent } from '../../../src/engine/port.ts';
import { judge, judgeAll } from '../../../src/tutor/goals/judge.ts';
import { remembered } from '../../../src/tutor/goals/memory.ts';
import { probesOf } from '../../../src/tutor/goals/probes.ts';
import { aContainer, aLook, anImage, EMPTY } from '../../helpers/lab.ts';

const web = aContainer('web', 'running', {
  NetworkSettings: {
    Ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }], '443/tcp': null },
    Networks: {},
  },
  Mounts: [
    {
      Type: 'volume',
      Name: 'data',
      Source: '/x',
      Destination: '/data',
      Mode: 'z',
      RW: true,
      Propagation: '',
    },
  ],
});
const event = (action: string, attributes: Record<string, string> = { name: 'web' }): EngineEvent => ({
  type: 'container',
  action,
  id: 'web-id',
  attributes,
  time: 2,
});
const look = aLook(
  { containers: [web], images: [anImage('alpine:3.22'), anImage('app:1', { Size: 1500 })] },
  [
    [
      { kind: 'diff', container: 'web' },
      { kind: 'diff', found: true, changes: [{ kind: 'C', path: '/etc/motd' }] },
    ],
    [
      { kind: 'file', container: 'web', path: '/a' },
      { kind: 'file', found: true, text: 'hello\n' },
    ],
    [
      { kind: 'http', port: 8080, path: '/' },
      { kind: 'http', found: true, status: 200, body: 'nginx' },
    ],
    [
      { kind: 'events', since: 1 },
      {
        kind: 'events',
        found: true,
        events: [event('start'), event('die', { name: 'web', exitCode: '137' })],
      },
    ],
  ],
);

const holds: readonly Fact[] = [
  { container: 'web' },
  { container: 'web', state: 'running', image: 'alpine:3.22', command: ['sleep', '1d'], memory: 'none' },
  { container: 'other', exists: false },
  { container: 'web', ports: { '80': 8080 } },
  { container: 'web', ports: { '80': '127.0.0.1:8080' } },
  { container: 'web', mounts: [{ type: 'volume', name: 'data', 'read-only': false }] },
  { container: 'web', diff: [{ kind: 'C', path: '/etc/motd' }] },
  { container: 'web', diff: { none: ['/etc/passwd'] } },
  { container: 'web', file: { path: '/a', is: 'hello' } },
  { image: 'docker.io/library/alpine:3.22' },
  { image: 'alpine:3.22', 'smaller-than': 'app:1' },
  { http: { port: 8080 }, status: 200, body: { contains: 'nginx' } },
  { seen: { container: 'web', state: 'exited', 'exit-code': 137 } },
  { seen: { container: 'web', action: 'start' } },
];
const differs: readonly (readonly [Fact, string])[] = [
  [{ container: 'other' }, 'exists'],
  [{ container: 'web', exists: false }, 'exists'],
  [{ container: 'web', state: 'exited' }, 'state'],
  [{ container: 'web', image: 'app:1' }, 'image'],
  [{ container: 'web', ports: { '80': '0.0.0.0:8080' } }, 'ports'],
  [{ container: 'web', ports: { '443': 8443 } }, 'ports'],
  [{ container: 'web', mounts: [{ name: 'data', 'read-only': true }] }, 'mounts'],
  [{ container: 'web', diff: [{ kind: 'A', path: '/etc/motd' }] }, 'diff'],
  [{ container: 'web', diff: { none: ['/etc/motd'] } }, 'diff'],
  [{ container: 'web', file: { path: '/a', exists: false } }, 'file'],
  [{ container: 'web', file: { path: '/b' } }, 'file'],
  [{ http: { port: 9090 } }, 'exists'],
  [{ http: { port: 8080 }, exists: false }, 'exists'],
  [{ http: { port: 8080 }, status: 404 }, 'status'],
  [{ seen: { container: 'web', action: 'start', times: 2 } }, 'seen'],
  [{ seen: { container: 'web', state: 'exited', 'exit-code': 0 } }, 'seen'],
  [{ network: 'backend' }, 'exists'],
  [{ volume: 'data' }, 'exists'],
];

describe('judging facts', () => {
  it.each(holds.map((fact) => [JSON.stringify(fact), fact] as const))('holds: %s', (_, fact) => {
    expect(judge(fact, look)).toBeUndefined();
  });

  it.each(
    differs.map(([fact, name]) => [JSON.stringify(fact), fact, name] as const),
  )('differs: %s', (_, fact, name) => {
    expect(judge(fact, look)?.fact).toBe(name);
  });

  it('stops at the first fact that differs', () => {
    expect(judgeAll([{ container: 'web' }, { container: 'x' }, { container: 'y' }], look)?.subject.name).toBe(
      'x',
    );
  });

  it('compares ids with what was remembered', () => {
    const memory = remembered(
      { before: { image: 'app:1', id: true } },
      { ...EMPTY, images: [anImage('app:1')] },
    );
    const now = aLook({ images: [anImage('app:1', { Id: 'sha256:new' })] }, [], memory);
    expect(judge({ image: 'app:1', id: { 'other-than': 'before' } }, now)).toBeUndefined();
    expect(judge({ image: 'app:1', id: { 'same-as': 'before' } }, now)?.fact).toBe('id');
  });

  it('asks each probe once', () => {
    const facts: Fact[] = [
      { container: 'web', diff: ['/a'] },
      { container: 'web', diff: { none: ['/b'] } },
      { seen: { container: 'web', state: 'running' } },
    ];
    expect(probesOf(facts, 5)).toEqual([
      { kind: 'diff', container: 'web' },
      { kind: 'events', since: 5 },
    ]);
  });
});
