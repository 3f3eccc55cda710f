import { describe, expect, it } from 'vitest';
import { isPathInside, readSetupCommand } from '../../src/content/lab-command.ts';

const may = [
  'docker pull alpine:3.22',
  'docker run -d --name web -p 8080:80 nginx:alpine',
  "docker run -d --name db -e 'A=b c' -v data:/data alpine sleep 1d",
  'docker run --mount type=volume,source=data,target=/data alpine true',
  'docker build -t app:1 .',
  'docker build -t app:1 -f app/Dockerfile ./app',
  'docker volume create notes',
  'docker network create backend',
];
const mayNot = [
  'rm -rf /',
  'docker run -v /:/host alpine rm -rf /host',
  'docker run -v .:/x alpine true',
  'docker run -v ..:/x alpine true',
  'docker run -v C:\\x:/x alpine true',
  'docker run --mount type=bind,source=/,target=/host alpine true',
  'docker run --mount type=volume,source=a,target=/a,volume-opt=device=/ alpine true',
  'docker run --privileged alpine true',
  'docker run --pid host alpine true',
  'docker run --network host alpine true',
  'docker run --network container:other alpine true',
  'docker run --cap-add SYS_ADMIN alpine true',
  'docker run --device /dev/sda alpine true',
  'docker run --env-file /etc/passwd alpine true',
  'docker run --cidfile /tmp/x alpine true',
  'docker volume create --opt type=none --opt o=bind --opt device=/ x',
  'docker build -t app:1 /',
  'docker build -t app:1 ../other',
  'docker build -t app:1 https://example.com/repo.git',
  'docker build --output type=local,dest=/ -t app:1 .',
  'docker build --secret id=a,src=/etc/shadow .',
  'docker build --network host .',
  'docker -H tcp://example.com:2375 pull alpine',
  'docker --context other pull alpine',
  'docker cp web:/etc/passwd /tmp',
  'docker save -o /tmp/x alpine',
  'docker system prune -f',
  'docker rm -f other',
  'docker compose up -d',
  'docker pull alpine; rm -rf /',
  'docker pull alpine && true',
  'docker pull $(whoami)',
  'docker pull `whoami`',
  'docker pull alpine > /tmp/x',
  'docker pull "alpine',
  'docker pull alpine\nrm -rf /',
  'docker pul alpine',
  'docker run --no-such-flag alpine',
  'docker',
];

describe('what a lab may run by itself', () => {
  it.each(may)('%s', (line) => {
    expect(readSetupCommand(line)).toHaveProperty('argv');
  });

  it.each(mayNot)('is not: %s', (line) => {
    expect(readSetupCommand(line)).toHaveProperty('problem');
  });

  it('keeps what stood in quotes as one word', () => {
    expect(readSetupCommand("docker run -e 'A=b c' alpine")).toEqual({
      argv: ['run', '-e', 'A=b c', 'alpine'],
    });
  });
});

describe('a path inside a folder', () => {
  it.each(['Dockerfile', 'app/main.py', '.dockerignore', './a', 'a/한글.txt'])('is %s', (path) => {
    expect(isPathInside(path)).toBe(true);
  });

  it.each([
    '/etc/passwd',
    '../x',
    'a/../../x',
    'a/..',
    'a//b',
    'C:/x',
    'C:x',
    'a\\b',
    '..\\x',
    'nul',
    'a/con.txt',
    'x.',
    'a\u0000b',
    '',
  ])('is not %j', (path) => {
    expect(isPathInside(path)).toBe(false);
  });
});
