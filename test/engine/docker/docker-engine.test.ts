import { describe, expect, it } from 'vitest';
import { createDockerEngine, EngineSilent } from '../../../src/engine/docker/docker-engine.ts';
import { type Answers, fakeRunner } from '../../helpers/engine.ts';

const NOTHING: Answers = {
  'ps --all --quiet --no-trunc': '',
  'image ls --quiet --no-trunc': '',
  'image ls --quiet --no-trunc --filter dangling=true': '',
  'network ls --quiet --no-trunc': '',
  'volume ls --quiet': '',
};

function engineOf(answers: Answers, events: readonly string[] = []) {
  const runner = fakeRunner({ ...NOTHING, ...answers }, events);
  const http = (port: number) => Promise.resolve(port === 8080 ? { status: 200, body: 'hello' } : undefined);
  return { engine: createDockerEngine(runner, { http, now: () => 1_795_333_400_000 }), runner };
}

describe('the world of a Docker Engine', () => {
  it('is empty where nothing is, and asks nothing about nothing', async () => {
    const { engine, runner } = engineOf({});
    expect(await engine.inspect()).toEqual({ containers: [], images: [], networks: [], volumes: [] });
    expect(runner.asked.filter((argv) => argv[1] === 'inspect')).toEqual([]);
  });

  it('leaves out what went away between being listed and being asked about', async () => {
    const { engine } = engineOf({
      'ps --all --quiet --no-trunc': 'aa\nbb\n',
      'container inspect aa bb': {
        exit: 1,
        stdout: '[{"Id":"aa","Name":"/one"}]\n',
        stderr: 'Error response from daemon: No such container: bb\n',
      },
    });
    expect((await engine.inspect()).containers.map(({ Name }) => Name)).toEqual(['/one']);
  });

  it('asks about an image once that has two tags', async () => {
    const { engine } = engineOf({
      'image ls --quiet --no-trunc': 'sha256:a\nsha256:a\n',
      'image inspect sha256:a': '[{"Id":"sha256:a"}]',
    });
    expect((await engine.inspect()).images).toHaveLength(1);
  });

  it('is an error that says what docker said where the engine has gone', async () => {
    const { engine } = engineOf({
      'volume ls --quiet': { exit: 1, stderr: 'Cannot connect to the Docker daemon' },
    });
    await expect(engine.inspect()).rejects.toThrow('Cannot connect to the Docker daemon');
  });

  it('is an error that says so where the engine is slow', async () => {
    const { engine } = engineOf({ 'volume ls --quiet': 'slow' });
    await expect(engine.inspect()).rejects.toMatchObject({ name: EngineSilent.name, reason: 'slow' });
  });
});

describe('what is observed', () => {
  it('has an answer for each probe, in their order', async () => {
    const { engine } = engineOf({
      'diff web': 'C /etc\nA /etc/new file\nD /gone\n',
      'logs web': { stdout: 'out\n', stderr: 'err\n' },
      'top web':
        'UID        PID   PPID  C   STIME   TTY   TIME       CMD\nroot       1     0     0   07:40   ?     00:00:00   sleep 100\n',
    });
    const observed = await engine.observe([
      { kind: 'http', port: 8080, path: '/' },
      { kind: 'diff', container: 'web' },
      { kind: 'logs', container: 'web' },
      { kind: 'top', container: 'web' },
      { kind: 'http', port: 1, path: '/' },
      { kind: 'diff', container: 'nosuch' },
    ]);
    expect(observed).toEqual([
      { kind: 'http', found: true, status: 200, body: 'hello' },
      {
        kind: 'diff',
        found: true,
        changes: [
          { kind: 'C', path: '/etc' },
          { kind: 'A', path: '/etc/new file' },
          { kind: 'D', path: '/gone' },
        ],
      },
      { kind: 'logs', found: true, text: 'out\nerr\n' },
      { kind: 'top', found: true, commands: ['sleep 100'] },
      { kind: 'http', found: false, status: 0, body: '' },
      { kind: 'diff', found: false, changes: [] },
    ]);
  });

  it('asks for events up to now, in seconds with three decimals', async () => {
    const line = 'events --since 1795333383.583 --until 1795333400.000 --format {{json .}}';
    const { engine } = engineOf({
      [line]: '{"Type":"network","Action":"create","Actor":{"ID":"n"},"timeNano":1795333390000000000}\n',
    });
    const [observed] = await engine.observe([{ kind: 'events', since: 1_795_333_383_583 }]);
    expect(observed).toMatchObject({
      found: true,
      events: [{ type: 'network', action: 'create', time: 1_795_333_390_000 }],
    });
  });
});

describe('following events', () => {
  it('calls back for each that is one, and at the end', () => {
    const { engine } = engineOf({}, ['{"Type":"container","Action":"start","Actor":{"ID":"a"}}', 'nonsense']);
    const seen: string[] = [];
    engine.follow(
      ({ action }) => seen.push(action),
      () => seen.push('end'),
    );
    expect(seen).toEqual(['start', 'end']);
  });
});
