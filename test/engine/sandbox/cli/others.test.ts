import { describe, expect, it } from 'vitest';
import { dockerHere } from './docker-here.ts';

describe('docker images', () => {
  it('shows the view of 29, and the classic one where it is asked for', () => {
    const { docker } = dockerHere();
    docker('run', '-d', 'nginx');
    docker('pull', '-q', 'alpine');
    expect(docker('images').out).toBe(
      'IMAGE           ID             DISK USAGE   CONTENT SIZE   EXTRA\n' +
        'alpine:latest   aaaaaaaaaaaa       11.9MB         3.57MB        \n' +
        'nginx:latest    bbbbbbbbbbbb       11.9MB         3.57MB   U    \n',
    );
    expect(docker('images', '--format', 'table').out).toBe(
      'REPOSITORY   TAG       IMAGE ID       CREATED       SIZE\n' +
        'nginx        latest    bbbbbbbbbbbb   12 days ago   11.9MB\n' +
        'alpine       latest    aaaaaaaaaaaa   4 weeks ago   11.9MB\n',
    );
    expect(docker('images', '-q', 'alpine').out).toBe('aaaaaaaaaaaa\n');
    expect(docker('images', '-f', 'label=maker=ngx', '--format', '{{.Repository}}').out).toBe('nginx\n');
    expect(docker('images', 'ls').err).toBe(
      'No images found matching "ls": did you mean "docker image ls"?\n',
    );
  });

  it('a pull says what it does, and only the name with -q', () => {
    const { docker } = dockerHere();
    expect(docker('pull', 'alpine:latest').out).toMatch(/^latest: Pulling from library\/alpine\n/);
    expect(docker('pull', 'alpine').out).toMatch(
      /^Using default tag: latest\nlatest: Pulling from library\/alpine\nDigest: .*\nStatus: Image is up to date for alpine:latest\ndocker\.io\/library\/alpine:latest\n$/,
    );
    expect(docker('pull', '-q', 'alpine').out).toBe('docker.io/library/alpine:latest\n');
    expect(docker('pull', 'Alpine')).toEqual({
      exit: 1,
      out: '',
      err: 'invalid reference format: repository name (library/Alpine) must be lowercase\n',
    });
  });
});

describe('docker inspect', () => {
  it('prints JSON with four spaces, or a template', () => {
    const { docker } = dockerHere();
    docker('run', '-d', '--name', 'web', '-p', '8080:80', 'nginx');
    const { out } = docker('inspect', 'web');
    expect(out).toMatch(/^\[\n {4}\{\n {8}"Id": "[0-9a-f]{64}",\n/);
    expect(JSON.parse(out)[0].State.Status).toBe('running');
    expect(
      docker(
        'inspect',
        '-f',
        '{{.State.Running}} {{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}',
        'web',
      ).out,
    ).toBe('true 8080\n');
    expect(docker('inspect', '-f', '{{.State.Health.Status}}', 'web').err).toBe(
      'template parsing error: template: :1:8: executing "" at <.State.Health.Status>: map has no entry for key "Health"\n',
    );
    expect(docker('inspect', '-f', '{{.Foo', 'web')).toEqual({
      exit: 64,
      out: '',
      err: 'template parsing error: template: :1: unclosed action\n',
    });
  });

  it('finds images, networks and volumes too, and says what it did not find', () => {
    const { docker } = dockerHere();
    docker('volume', 'create', 'data');
    docker('pull', '-q', 'alpine');
    expect(docker('inspect', '-f', '{{.Name}}', 'bridge', 'data').out).toBe('bridge\ndata\n');
    expect(docker('inspect', '-f', '{{.RepoTags}}', 'alpine').out).toBe('[alpine:latest]\n');
    expect(docker('inspect', 'nope')).toEqual({ exit: 1, out: '[]\n', err: 'error: no such object: nope\n' });
  });
});

describe('networks, volumes and the system', () => {
  it('lists and removes', () => {
    const { docker } = dockerHere();
    expect(docker('network', 'ls').out).toMatch(
      /^NETWORK ID {5}NAME {6}DRIVER {4}SCOPE\n[0-9a-f]{12} {3}bridge {4}bridge {4}local\n/,
    );
    docker('network', 'create', 'net');
    docker('run', '-d', '--name', 'web', '--network', 'net', '-v', 'data:/d', 'nginx');
    expect(docker('network', 'rm', 'net')).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/has active endpoints.*\nexit status 1\n$/),
    });
    expect(docker('volume', 'ls').out).toBe('DRIVER    VOLUME NAME\nlocal     data\n');
    expect(docker('volume', 'rm', 'data').err).toMatch(
      /^Error response from daemon: remove data: volume is in use - \[[0-9a-f]{64}\]\n$/,
    );
  });

  it('asks before a prune; no is no error', () => {
    const { docker, dockerWith } = dockerHere();
    docker('run', '--name', 'once', '--quiet', 'alpine', 'exit', '0');
    const asked =
      'WARNING! This will remove all stopped containers.\nAre you sure you want to continue? [y/N] ';
    expect(dockerWith({ stdin: 'n\n' }, 'container', 'prune')).toEqual({ exit: 0, out: asked, err: '' });
    const { out } = dockerWith({ stdin: 'y\n' }, 'container', 'prune');
    expect(out.replace(/[0-9a-f]{64}/, 'ID')).toBe(
      `${asked}Deleted Containers:\nID\n\nTotal reclaimed space: 0B\n`,
    );
    expect(docker('system', 'prune', '-f').out).toBe('Total reclaimed space: 0B\n');
  });

  it('tells events since a moment', () => {
    const { docker } = dockerHere();
    docker('run', '-d', '--name', 'web', 'nginx');
    const { out } = docker(
      'events',
      '--since',
      '1h',
      '--until',
      '0s',
      '-f',
      'event=start',
      '--format',
      '{{.Type}} {{.Action}} {{.Actor.Attributes.name}}',
    );
    expect(out).toBe('container start web\n');
    expect(docker('events', '--since', '1h', '--until', '0s', '-f', 'type=network').out).toMatch(
      /^2026-01-01T00:00:00\.\d{9}Z network connect [0-9a-f]{64} \(container=[0-9a-f]{64}, name=bridge, type=bridge\)\n$/,
    );
  });

  it('adds up what takes room', () => {
    const { docker } = dockerHere();
    docker('run', '-d', 'nginx');
    docker('pull', '-q', 'alpine');
    expect(docker('system', 'df').out).toBe(
      'TYPE            TOTAL     ACTIVE    SIZE      RECLAIMABLE\n' +
        'Images          2         1         23.74MB   11.87MB (50%)\n' +
        'Containers      1         1         0B        0B\n' +
        'Local Volumes   0         0         0B        0B\n' +
        'Build Cache     0         0         0B        0B\n',
    );
  });

  it('runs a plugin in the place of a command that lives elsewhere', () => {
    const { docker } = dockerHere({
      plugins: new Map([
        [
          'compose',
          function* (own) {
            yield* own.out(`${own.parsed.command.path.join(' ')} ${own.args.join(' ')}\n`);
            return 7;
          },
        ],
      ]),
    });
    expect(docker('compose', 'up', '-d', 'web')).toEqual({ exit: 7, out: 'compose up web\n', err: '' });
    expect(docker('build', '.').err).toBe('docker: the sandbox does not model docker buildx build yet\n');
  });
});
