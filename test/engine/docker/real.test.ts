import { beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../../src/engine/docker/identify.ts';
import type { Execution, Observation } from '../../../src/engine/port.ts';
import type { World } from '../../../src/engine/world.ts';
import { withEngine } from '../../helpers/engine.ts';

interface Seen {
  readonly found: { readonly identity: Identity };
  readonly unreachable: unknown;
  readonly made: readonly Execution[];
  readonly piped: Execution;
  readonly observed: readonly Observation[];
  readonly world: World;
  readonly followed: readonly string[];
}

const run = withEngine([process.execPath, '--import', 'tsx', 'test/engine/docker/real-process.ts']);
if (run.status === 3)
  process.stderr.write(`SKIPPED: the adapter was not tried on a real engine. ${run.stderr}\n`);

describe.skipIf(run.status === 3)('the adapter on a real engine', () => {
  let seen: Seen;
  beforeAll(() => {
    expect(run.stderr).toBe('');
    seen = JSON.parse(run.stdout) as Seen;
  });

  it('says what it talks to', () => {
    expect(seen.found.identity).toMatchObject({ product: 'engine', remote: false });
    expect(seen.found.identity.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('says that nothing listens on a socket that is not there', () => {
    expect(seen.unreachable).toMatchObject({ kind: 'trouble', trouble: { kind: 'not-running' } });
  });

  it('hands on exit codes, and bytes of Korean through stdin', () => {
    expect(seen.made.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 3]);
    expect(seen.piped).toEqual({ exit: 0, stdout: '한글\n', stderr: '' });
  });

  it('sees containers, networks, volumes and images as the sandbox shows them', () => {
    const web = seen.world.containers.find(({ Name }) => Name === '/web')!;
    expect(web.State).toMatchObject({ Status: 'running', Running: true, ExitCode: 0 });
    expect(web.NetworkSettings.Networks['net1']!.IPAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(web.NetworkSettings.Ports['80/tcp']).toContainEqual({ HostIp: '0.0.0.0', HostPort: '8080' });
    expect(web.Mounts).toMatchObject([{ Type: 'volume', Name: 'data', Destination: '/data', RW: true }]);
    const gone = seen.world.containers.find(({ Name }) => Name === '/gone')!;
    expect(gone.State).toMatchObject({ Status: 'exited', ExitCode: 3 });
    const image = seen.world.images.find(({ RepoTags }) => RepoTags.includes('nginx:alpine'))!;
    expect(web.Image).toBe(image.Id);
    expect(image.Config.StopSignal).toBe('SIGQUIT');
    const network = seen.world.networks.find(({ Name }) => Name === 'net1')!;
    expect(network.Containers[web.Id]!.Name).toBe('web');
    expect(seen.world.volumes.map(({ Name }) => Name)).toEqual(['data']);
  });

  it('observes what inspect does not tell', () => {
    const [diff, file, other, missing, http, logs, top, events] = seen.observed;
    expect(diff).toMatchObject({ found: true });
    expect(file).toMatchObject({ found: true });
    expect(other).toEqual({ kind: 'file', found: true, text: '3.22.0\n' });
    expect(missing).toMatchObject({ found: false });
    expect(http).toMatchObject({
      found: true,
      status: 200,
      body: expect.stringContaining('Welcome to nginx!'),
    });
    expect(logs).toMatchObject({ found: true, text: expect.stringContaining('ready for start up') });
    expect(top).toMatchObject({
      found: true,
      commands: expect.arrayContaining([expect.stringContaining('httpd')]),
    });
    const happened =
      events?.kind === 'events' ? events.events.map(({ type, action }) => `${type} ${action}`) : [];
    expect(happened).toEqual(expect.arrayContaining(['network create', 'volume create', 'container die']));
  });

  it('follows events as they happen', () => {
    expect(seen.followed).toContain('container start');
    expect(seen.followed).not.toContain('end');
  });
});
