import { describe, expect, it } from 'vitest';
import { dockerHere } from './docker-here.ts';

describe('docker run', () => {
  it('pulls what is not there, tells so on standard error, and passes output and exit code on', () => {
    const { docker } = dockerHere();
    const first = docker('run', '--rm', 'alpine', 'echo', 'hi');
    expect(first).toMatchObject({ exit: 0, out: 'hi\n' });
    expect(first.err).toMatch(
      /^Unable to find image 'alpine:latest' locally\nlatest: Pulling from library\/alpine\n(a{12}: .*\n)+Digest: sha256:a{64}\nStatus: Downloaded newer image for alpine:latest\n$/,
    );
    expect(docker('run', '--rm', 'alpine', 'complain', 'oops')).toEqual({ exit: 3, out: '', err: 'oops\n' });
    expect(docker('ps', '-aq').out).toBe('');
  });

  it('ends with 127 and the daemon’s reason for a program that is not there', () => {
    const { docker } = dockerHere();
    docker('pull', 'alpine');
    const { exit, err } = docker('run', 'alpine', 'nope');
    expect(exit).toBe(127);
    expect(err).toMatch(
      /^docker: Error response from daemon: .*"nope": executable file not found in \$PATH.*\n\nRun 'docker run --help' for more information\n$/,
    );
  });

  it('ends with 125 for what the daemon refuses: a name that is taken, an image that nobody has', () => {
    const { docker } = dockerHere();
    const id = docker('run', '-d', '--name', 'web', 'nginx').out.trim();
    expect(docker('run', '--name', 'web', 'nginx')).toEqual({
      exit: 125,
      out: '',
      err: `docker: Error response from daemon: Conflict. The container name "/web" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.\n\nRun 'docker run --help' for more information\n`,
    });
    expect(docker('run', 'nosuch').err).toContain('pull access denied for nosuch');
  });

  it('carries standard input with -i, and leaves it alone without', () => {
    const { dockerWith } = dockerHere();
    const stdin = 'abc\n\xff\x00binary';
    expect(dockerWith({ stdin }, 'run', '-i', '--quiet', 'alpine', 'cat').out).toContain('abc\n');
    expect(dockerWith({ stdin }, 'run', 'alpine', 'cat').out).toBe('');
  });

  it('refuses -it without a terminal before anything is made', () => {
    const { docker } = dockerHere();
    expect(docker('run', '-it', 'alpine', 'cat')).toEqual({
      exit: 1,
      out: '',
      err: 'cannot attach stdin to a TTY-enabled container because stdin is not a terminal\n',
    });
    expect(docker('ps', '-aq').out).toBe('');
  });

  it('refuses by name what is not modelled, never silently', () => {
    const { docker } = dockerHere();
    expect(docker('run', '--gpus', 'all', 'alpine')).toEqual({
      exit: 125,
      out: '',
      err: 'docker: the sandbox does not model --gpus yet\n',
    });
    expect(docker('swarm', 'init')).toEqual({
      exit: 1,
      out: '',
      err: 'docker: the sandbox does not model docker swarm yet\n',
    });
  });

  it('reads environment files and -e, and writes the id to --cidfile', () => {
    const { docker, kernel, dockerWith } = dockerHere();
    kernel.start(kernel.host, {
      argv: ['make'],
      env: new Map(),
      cwd: '/',
      user: { uid: 0, gid: 0, groups: [] },
      files: new Map(),
      body: function* (process) {
        process.fs.writeFile('/tmp/env', '# comment\nA=1\nHOMELESS\nB=two words\n');
        yield* process.sleep(0);
        return 0;
      },
    });
    kernel.run(() => false, kernel.now() + 10);
    const ran = dockerWith(
      { env: { OUTER: 'seen' } },
      'run',
      '--quiet',
      '--cidfile',
      '/tmp/id',
      '--env-file',
      '/tmp/env',
      '-e',
      'OUTER',
      '-e',
      'C=3',
      'alpine',
      'env',
    );
    expect(ran.out).toMatch(/^A=1\nB=two words\nOUTER=seen\nC=3$/m);
    const [id] = docker('ps', '-aq', '--no-trunc').out.trim().split('\n');
    expect(docker('run', '--cidfile', '/tmp/id', 'alpine').err).toContain(
      "container ID file found, make sure the other container isn't running or delete /tmp/id",
    );
    expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [['-p', 'x:80'], 'invalid hostPort: x'],
    [['-p', '80:'], 'no port specified: 80:<empty>'],
    [['-p', '1-2:80-85'], 'invalid ranges specified for container and host Ports: 80-85 and 1-2'],
    [['-v', ':x'], 'invalid spec: :x: empty section between colons'],
    [['--restart', 'always', '--rm'], 'conflicting options: cannot specify both --restart and --rm'],
    [['--no-healthcheck', '--health-cmd', 'x'], '--no-healthcheck conflicts with --health-* options'],
    [
      ['--pull', 'sometimes'],
      `invalid pull option: 'sometimes': must be one of "always", "missing" or "never"`,
    ],
    [
      ['--network', 'a', '--network', 'bridge'],
      'conflicting options: cannot attach both user-defined and non-user-defined network-modes',
    ],
    [['--env-file', '/nope'], '--env-file: open /nope: no such file or directory'],
  ])('with %j is refused by the client', (flags, message) => {
    expect(dockerHere().docker('run', ...flags, 'alpine')).toEqual({
      exit: 125,
      out: '',
      err: `docker: ${message}\n\nRun 'docker run --help' for more information\n`,
    });
  });
});

describe('docker ps', () => {
  it('draws docker’s table', () => {
    const { docker, pass } = dockerHere();
    docker('run', '-d', '--name', 'web', '-p', '8080:80', 'nginx');
    docker('run', '--name', 'once', '--quiet', 'alpine', 'exit', '3');
    pass(125_000);
    const [header, once, web] = docker('ps', '-a').out.split('\n');
    expect(header).toBe(
      'CONTAINER ID   IMAGE     COMMAND                  CREATED         STATUS                     PORTS                                     NAMES',
    );
    expect(once).toMatch(
      /^[0-9a-f]{12} {3}alpine {4}"exit 3" {17}2 minutes ago {3}Exited \(3\) 2 minutes ago {45}once$/,
    );
    expect(web).toMatch(
      /^[0-9a-f]{12} {3}nginx {5}"serve -g 'daemon of…" {3}2 minutes ago {3}Up 2 minutes {15}0\.0\.0\.0:8080->80\/tcp, \[::\]:8080->80\/tcp {3}web$/,
    );
    expect(docker('ps').out.split('\n')).toHaveLength(3);
  });

  it('filters, formats and counts', () => {
    const { docker } = dockerHere();
    docker('run', '-d', '--name', 'web', '-l', 'tier=front', '-p', '8080:80', 'nginx');
    docker('run', '--name', 'once', '--quiet', 'alpine', 'exit', '3');
    const names = (...args: readonly string[]) => docker('ps', '--format', '{{.Names}}', ...args).out;
    expect(names()).toBe('web\n');
    expect(names('-a')).toBe('once\nweb\n');
    expect(names('-f', 'status=exited')).toBe('once\n');
    expect(names('-f', 'exited=3')).toBe('once\n');
    expect(names('-f', 'exited=0')).toBe('');
    expect(names('-f', 'label=tier=front')).toBe('web\n');
    expect(names('-f', 'ancestor=nginx')).toBe('web\n');
    expect(names('-f', 'publish=8080')).toBe('web\n');
    expect(names('-f', 'expose=80/tcp')).toBe('web\n');
    expect(names('-f', 'network=bridge')).toBe('web\n');
    expect(names('-af', 'name=^on')).toBe('once\n');
    expect(names('-f', 'since=web')).toBe('once\n');
    expect(names('-n', '1')).toBe('once\n');
    expect(docker('ps', '-f', 'status=foo').err).toBe(
      "Error response from daemon: invalid filter 'status=foo'\n",
    );
    expect(docker('ps', '-f', 'foo=1').err).toBe("Error response from daemon: invalid filter 'foo'\n");
    expect(docker('ps', '--format', 'table {{.Names}}\\t{{.Status}}').out).toMatch(
      /^NAMES {5}STATUS\nweb {7}Up /,
    );
    expect(docker('ps', '--format', '{{.Nope}}').err).toBe(
      'template parsing error: template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type *formatter.ContainerContext\n',
    );
  });
});

describe('commands for several containers', () => {
  it('print what was typed for each that worked, and the errors at the end', () => {
    const { docker } = dockerHere();
    docker('run', '-d', '--name', 'web', 'nginx');
    expect(docker('stop', 'nope', 'web', 'nada')).toEqual({
      exit: 1,
      out: 'web\n',
      err: 'Error response from daemon: No such container: nope\nError response from daemon: No such container: nada\n',
    });
    expect(docker('rm', '-f', 'nope', 'web')).toEqual({ exit: 0, out: 'web\n', err: '' });
  });

  it('rm refuses one that runs', () => {
    const { docker } = dockerHere();
    docker('run', '-d', '--name', 'web', 'nginx');
    expect(docker('rm', 'web')).toEqual({
      exit: 1,
      out: '',
      err: 'Error response from daemon: cannot remove container "web": container is running: stop the container before removing or force remove\n',
    });
  });
});

describe('logs, exec, cp, commit', () => {
  it('logs give what was written, the last lines, with times', () => {
    const { docker } = dockerHere();
    docker('run', '-d', '--name', 'web', 'nginx');
    docker('stop', 'web');
    expect(docker('logs', 'web').out).toBe('ready\nbye\n');
    expect(docker('logs', '-n', '1', 'web').out).toBe('bye\n');
    expect(docker('logs', '-t', 'web').out).toMatch(/^2026-01-01T00:00:\d\d\.\d{9}Z ready\n/);
    expect(docker('logs', '-f', 'web').out).toBe('ready\nbye\n');
  });

  it('exec runs a further program and passes its exit code on', () => {
    const { docker, dockerWith } = dockerHere();
    docker('run', '-d', '--name', 'web', 'nginx');
    expect(docker('exec', 'web', 'echo', 'in')).toEqual({ exit: 0, out: 'in\n', err: '' });
    expect(docker('exec', 'web', 'complain', 'x')).toEqual({ exit: 3, out: '', err: 'x\n' });
    expect(dockerWith({ stdin: 'typed' }, 'exec', '-i', 'web', 'cat').out).toBe('typed');
    expect(docker('exec', 'web', 'nope').exit).toBe(127);
    expect(docker('exec', 'nope', 'ls').err).toBe('Error response from daemon: No such container: nope\n');
  });

  it('cp carries files both ways, and a tree through a tar archive', () => {
    const { docker, dockerWith } = dockerHere();
    docker('run', '-d', '--name', 'web', 'nginx');
    docker('exec', 'web', 'touch', '/tmp/f', 'abc');
    expect(docker('cp', 'web:/tmp/f', '/tmp/out').exit).toBe(0);
    expect(docker('cp', '/tmp/out', 'web:/root/').exit).toBe(0);
    const tar = docker('cp', 'web:/root/out', '-').out;
    expect(dockerWith({ stdin: tar }, 'cp', '-', 'web:/home').exit).toBe(0);
    expect(docker('diff', 'web').out).toContain('A /home/out\n');
    expect(docker('cp', 'web:/nope', '/tmp')).toEqual({
      exit: 1,
      out: '',
      err: 'Error response from daemon: Could not find the file /nope in container web\n',
    });
    expect(docker('cp', '/nope', 'web:/')).toEqual({
      exit: 1,
      out: '',
      err: 'lstat /nope: no such file or directory\n',
    });
    expect(docker('cp', 'a', 'b').err).toBe('must specify at least one container source\n');
  });

  it('an image survives save, rmi and load, and a container export and import', () => {
    const { docker } = dockerHere();
    docker('run', '-d', '--name', 'web', 'nginx');
    docker('exec', 'web', 'touch', '/kept', 'x');
    const id = docker('commit', 'web', 'mine:1').out.trim();
    docker('save', '-o', '/tmp/mine.tar', 'mine:1');
    docker('rmi', 'mine:1');
    expect(docker('load', '-i', '/tmp/mine.tar').out).toBe('Loaded image: mine:1\n');
    expect(docker('images', '-q', '--no-trunc', 'mine').out).toBe(`${id}\n`);
    expect(docker('run', '--rm', 'mine:1', 'echo', 'same').out).toBe('same\n');
    docker('export', '-o', '/tmp/c.tar', 'web');
    expect(docker('import', '/tmp/c.tar', 'flat').out).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect(docker('run', '--rm', 'flat', 'echo', 'flat').out).toBe('flat\n');
  });
});
