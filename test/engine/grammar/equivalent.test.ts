import { describe, expect, it } from 'vitest';
import { equivalent } from '../../../src/engine/grammar/equivalent.ts';

const compare = (wanted: string, got: string, allow: readonly string[] = []) =>
  equivalent(wanted.split(' '), got.split(' '), allow);

describe('two command lines mean the same', () => {
  it.each([
    ['docker ps -a', 'docker container ls --all'],
    ['docker run -it --rm alpine sh', 'docker run --rm --interactive=true -t alpine:latest sh'],
    ['docker run -d -p 8080:80 nginx', 'run --publish=8080:80/tcp --detach docker.io/library/nginx'],
    ['docker run -m 256m nginx', 'docker run --memory=268435456 nginx'],
    ['docker run --restart no nginx', 'docker run nginx'],
    ['docker run --network bridge nginx', 'docker run --net default nginx'],
    ['docker run -e A=1 -e B=2 nginx', 'docker run --env B=2 -e A=1 nginx'],
    [
      'docker run --mount type=bind,src=/a,dst=/b,ro nginx',
      'docker run --mount target=/b,readonly=true,source=/a,type=bind nginx',
    ],
    ['docker run -v data:/d nginx', 'docker run --volume data:/d/:rw nginx'],
    ['docker kill -s KILL web', 'docker kill --signal=9 web'],
    ['docker logs web', 'docker logs --tail all web'],
    ['docker build -t app .', 'docker buildx build --tag=app:latest ./'],
  ])('%s | %s', (wanted, got) => {
    expect(compare(wanted, got)).toEqual({ same: true, differences: [] });
  });

  it('with flags that the item allows', () => {
    expect(compare('docker ps -a', 'docker ps -aq', ['-q']).same).toBe(true);
    expect(compare('docker ps -a', 'docker ps -aq', ['--quiet']).same).toBe(true);
  });
});

describe('a difference is told', () => {
  it.each([
    ['docker ps -a', 'docker ps', { kind: 'missing-flag', flag: 'all', wanted: 'true' }],
    ['docker ps', 'docker ps -q', { kind: 'extra-flag', flag: 'quiet', got: 'true' }],
    [
      'docker run -p 8080:80 a',
      'docker run -p 80:8080 a',
      { kind: 'flag-value', flag: 'publish', wanted: '8080:80', got: '80:8080' },
    ],
    [
      'docker run -p 8080:80 a',
      'docker run -p 127.0.0.1:8080:80 a',
      { kind: 'flag-value', flag: 'publish', wanted: '8080:80', got: '127.0.0.1:8080:80' },
    ],
    ['docker rm web', 'docker rmi web', { kind: 'command', wanted: 'container rm', got: 'image rm' }],
    [
      'docker run nginx',
      'docker run httpd',
      { kind: 'argument', position: 0, wanted: 'nginx:latest', got: 'httpd:latest' },
    ],
    ['docker run -d nginx', 'docker run nginx -d', { kind: 'missing-flag', flag: 'detach', wanted: 'true' }],
    ['docker ps', 'docker pss', { kind: 'not-a-command', message: 'docker: unknown command: docker pss' }],
  ])('%s | %s', (wanted, got, difference) => {
    const { same, differences } = compare(wanted, got);
    expect(same).toBe(false);
    expect(differences).toContainEqual(difference);
  });
});
