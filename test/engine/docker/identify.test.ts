import { describe, expect, it } from 'vitest';
import { identifyEngine } from '../../../src/engine/docker/identify.ts';
import { isRemote, troubleOf } from '../../../src/engine/docker/trouble.ts';
import { type Answers, fakeRunner } from '../../helpers/engine.ts';

const VERSION = 'version --format {{json .}}';
const CONTEXT = 'context inspect --format {{.Name}} {{.Endpoints.docker.Host}}';
const LOCAL = { [CONTEXT]: 'default unix:///var/run/docker.sock\n' };

const engine = (version: string, more: object = {}) =>
  JSON.stringify({
    Client: { Version: '29.7.0', ApiVersion: '1.52' },
    Server: { Version: version, ApiVersion: '1.52', ...more },
  });
const identify = (answers: Answers, dockerHost?: string) =>
  identifyEngine(fakeRunner(answers), { dockerHost });

describe('finding out what docker talks to', () => {
  it.each(['20.10.24', '23.0.1', '26.1.5+dfsg1', '29.7.0'])('knows Docker Engine %s', async (version) => {
    expect(await identify({ ...LOCAL, [VERSION]: engine(version) })).toEqual({
      kind: 'found',
      identity: {
        product: 'engine',
        version,
        api: '1.52',
        client: '29.7.0',
        context: 'default',
        endpoint: 'unix:///var/run/docker.sock',
        remote: false,
      },
    });
  });

  it('tells Docker Desktop by its platform', async () => {
    const answers = {
      ...LOCAL,
      [VERSION]: engine('29.7.0', { Platform: { Name: 'Docker Desktop 4.60.0' } }),
    };
    expect(await identify(answers)).toMatchObject({ identity: { product: 'desktop' } });
  });

  it('tells Podman behind docker by its components', async () => {
    const answers = {
      ...LOCAL,
      [VERSION]: engine('5.4.0', { Components: [{ Name: 'Podman Engine', Version: '5.4.0' }] }),
    };
    expect(await identify(answers)).toMatchObject({ identity: { product: 'podman', version: '5.4.0' } });
  });

  it("takes Podman's own command for the engine, since it has no other", async () => {
    const stdout = JSON.stringify({ Client: { APIVersion: '4.3.1', Version: '4.3.1' } });
    const stderr = 'Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\n';
    expect(await identify({ [VERSION]: { stdout, stderr } })).toMatchObject({
      identity: { product: 'podman', version: '4.3.1', api: '4.3.1' },
    });
  });

  it('goes by DOCKER_HOST before the context, and says when that is another computer', async () => {
    const found = await identify({ [VERSION]: engine('29.7.0') }, 'ssh://ann@build.example.org');
    expect(found).toMatchObject({ identity: { remote: true, endpoint: 'ssh://ann@build.example.org' } });
  });

  it('says that there is no docker command', async () => {
    const runner = { ...fakeRunner({}), run: () => Promise.resolve({ kind: 'absent' } as const) };
    expect(await identifyEngine(runner)).toEqual({ kind: 'trouble', trouble: { kind: 'absent' } });
  });

  it('says that nothing came in time', async () => {
    expect(await identify({ ...LOCAL, [VERSION]: 'slow' })).toEqual({
      kind: 'trouble',
      trouble: { kind: 'slow', endpoint: 'unix:///var/run/docker.sock', seconds: 8 },
    });
  });

  it('refuses an engine older than 20.10', async () => {
    expect(await identify({ ...LOCAL, [VERSION]: engine('19.03.15') })).toEqual({
      kind: 'trouble',
      trouble: { kind: 'too-old', said: 'Docker Engine 19.03.15' },
    });
  });
});

describe('what docker says when it has no engine', () => {
  const local = 'unix:///var/run/docker.sock';
  it.each([
    [
      'not-running',
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      local,
    ],
    [
      'not-running',
      'failed to connect to the docker API at npipe:////./pipe/docker_engine; check if the path is correct and if the daemon is running: open //./pipe/docker_engine: The system cannot find the file specified.',
      'npipe:////./pipe/docker_engine',
    ],
    [
      'forbidden',
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.45/version": dial unix /var/run/docker.sock: connect: permission denied',
      local,
    ],
    [
      'unreachable',
      'error during connect: Get "http://build:2375/v1.24/version": dial tcp: lookup build: no such host',
      'tcp://build:2375',
    ],
    [
      'bad-context',
      'Current context "gone" is not found on the file system, please check your config file at /home/ann/.docker/config.json',
      local,
    ],
    [
      'too-old',
      'Error response from daemon: client version 1.39 is too old. Minimum supported API version is 1.40, please upgrade your client to a newer version',
      local,
    ],
    ['other', 'something new', local],
  ])('is told as %s', (kind, said, endpoint) => {
    expect(troubleOf(said, endpoint).kind).toBe(kind);
  });

  it.each([
    ['unix:///var/run/docker.sock', false],
    ['npipe:////./pipe/docker_engine', false],
    ['tcp://localhost:2375', false],
    ['tcp://127.0.0.1:2375', false],
    ['tcp://[::1]:2375', false],
    ['tcp://10.0.0.5:2376', true],
    ['ssh://host', true],
    ['', false],
  ])('%s is on another computer: %s', (endpoint, remote) => {
    expect(isRemote(endpoint)).toBe(remote);
  });
});
