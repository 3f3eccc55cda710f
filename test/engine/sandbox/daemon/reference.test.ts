import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  canonical,
  familiar,
  parseReference,
  withTag,
} from '../../../../src/engine/sandbox/daemon/reference.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

it('reads names as people type them', () => {
  const full = (text: string) => canonical(withTag(parseReference(text)));
  expect(full('nginx')).toBe('docker.io/library/nginx:latest');
  expect(full('nginx:alpine')).toBe('docker.io/library/nginx:alpine');
  expect(full('bitnami/redis')).toBe('docker.io/bitnami/redis:latest');
  expect(full('index.docker.io/nginx')).toBe('docker.io/library/nginx:latest');
  expect(full('localhost:5001/app')).toBe('localhost:5001/app:latest');
  expect(full('localhost/app:1')).toBe('localhost/app:1');
  expect(full('ghcr.io/a/b/c:v1.2')).toBe('ghcr.io/a/b/c:v1.2');
  expect(full(`nginx@${DIGEST}`)).toBe(`docker.io/library/nginx@${DIGEST}`);
});

it('shows names as docker does', () => {
  for (const name of ['nginx:alpine', 'a/b:1', 'localhost:5001/app:1', `nginx@${DIGEST}`]) {
    expect(familiar(parseReference(name))).toBe(name);
  }
  expect(familiar(parseReference('docker.io/library/nginx:1'))).toBe('nginx:1');
});

it('refuses what is no name, in docker’s words', () => {
  for (const text of ['', ':', 'a:', 'a b', '-a', 'a//b', 'a:tag:tag', 'nginx@sha256:12', 'a..b/é', '/a']) {
    expect(() => parseReference(text)).toThrow('invalid reference format');
  }
  expect(() => parseReference('App')).toThrow(
    'invalid reference format: repository name (library/App) must be lowercase',
  );
  expect(() => parseReference(DIGEST.slice(7))).toThrow('cannot specify 64-byte hexadecimal strings');
});

it('reads what it has written as the same', () => {
  // No dots: `docker.io/a.b/c` is written `a.b/c`, which means another registry. So it is in docker, too.
  const part = fc.stringMatching(/^[a-z0-9]{1,8}([_-][a-z0-9]{1,5})?$/);
  const names = fc.tuple(
    fc.constantFrom('', 'localhost:5000/', 'ghcr.io/', 'docker.io/'),
    fc.array(part, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', ':1', ':v1.0-rc_2', `@${DIGEST}`),
  );
  fc.assert(
    fc.property(names, ([domain, parts, end]) => {
      const reference = parseReference(`${domain}${parts.join('/')}${end}`);
      expect(parseReference(canonical(reference))).toEqual(reference);
      expect(parseReference(familiar(reference))).toEqual(reference);
    }),
  );
});
