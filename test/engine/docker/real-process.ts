/** Runs inside `scripts/with-engine`: asks a real engine by the adapter, prints what it saw as one JSON document. */
import { createDockerEngine } from '../../../src/engine/docker/docker-engine.ts';
import { identifyEngine } from '../../../src/engine/docker/identify.ts';
import { dockerCommand } from '../../../src/platform/docker-command.ts';
import { httpGet } from '../../../src/platform/http-get.ts';

const runner = dockerCommand(process.env);
const now = () => Date.now();
const engine = createDockerEngine(runner, { http: httpGet, now });
const since = now() - 1000;
const followed: string[] = [];
const stop = engine.follow(
  ({ type, action }) => followed.push(`${type} ${action}`),
  () => followed.push('end'),
);
const exec = async (line: string) => engine.exec(line.split(' '));
const made = [
  await exec('network create net1'),
  await exec('volume create data'),
  await exec('run -d --name web --network net1 -p 8080:80 -v data:/data nginx:alpine'),
  await exec('exec web sh -c echo>/note'),
  await exec('run --name gone alpine sh -c exit\t3'),
];
const piped = await engine.exec(['run', '--rm', '-i', 'alpine', 'cat'], { stdin: '한글\n' });
await new Promise((resolve) => setTimeout(resolve, 500));
const observed = await engine.observe([
  { kind: 'diff', container: 'web' },
  { kind: 'file', container: 'web', path: '/etc/hostname' },
  { kind: 'file', container: 'gone', path: '/etc/alpine-release' },
  { kind: 'file', container: 'gone', path: '/nosuch' },
  { kind: 'http', port: 8080, path: '/' },
  { kind: 'logs', container: 'web' },
  { kind: 'top', container: 'web' },
  { kind: 'events', since },
]);
const world = await engine.inspect();
stop();
const unreachable = await identifyEngine(
  dockerCommand({ ...process.env, DOCKER_HOST: 'unix:///nosuch.sock' }),
  {
    dockerHost: 'unix:///nosuch.sock',
  },
);
const found = await identifyEngine(runner, { dockerHost: process.env['DOCKER_HOST'] });
process.stdout.write(JSON.stringify({ found, unreachable, made, piped, observed, world, followed }));
