// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of Compose
import { describe, expect, it } from 'vitest';
import { startProgram } from '../../../helpers/sandbox.ts';
import { composeHere, FOLDER } from './compose-here.ts';

const SHOP = `services:
  web:
    image: nginx
    command: [serve]
    ports: ["8080:80"]
    depends_on: [db]
    environment: {A: "\${A:-1}"}
  db:
    image: alpine
    command: sleep 1000
    volumes: [data:/data]
volumes: {data: {}}
`;

/** Without the lines about pulled layers. */
const steps = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(Image|[a-f0-9]{12}) /.test(line));

describe('up and down', () => {
  it('makes network, volume and containers in order, and takes all away again', () => {
    const { compose, daemon } = composeHere({ 'compose.yaml': SHOP });
    const up = compose('up', '-d');
    expect(up.exit).toBe(0);
    expect(up.out).toBe('');
    expect(up.err).toContain(' Network shop_default Creating \n Network shop_default Created \n');
    expect(steps(up.err)).toEqual([
      'Network shop_default Creating',
      'Network shop_default Created',
      'Volume shop_data Creating',
      'Volume shop_data Created',
      'Container shop-db-1 Creating',
      'Container shop-db-1 Created',
      'Container shop-web-1 Creating',
      'Container shop-web-1 Created',
      'Container shop-db-1 Starting',
      'Container shop-db-1 Started',
      'Container shop-web-1 Starting',
      'Container shop-web-1 Started',
    ]);
    const web = daemon.inspectContainer('shop-web-1');
    expect(web.Config.Labels).toMatchObject({
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': 'web',
      'com.docker.compose.container-number': '1',
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.depends_on': 'db:service_started:false',
      'com.docker.compose.project.working_dir': FOLDER,
      'com.docker.compose.project.config_files': `${FOLDER}/compose.yaml`,
    });
    expect(web.NetworkSettings.Networks['shop_default']?.DNSNames).toEqual(
      expect.arrayContaining(['shop-web-1', 'web']),
    );
    const down = compose('down', '-v');
    expect(steps(down.err)).toEqual([
      'Container shop-web-1 Stopping',
      'Container shop-web-1 Stopped',
      'Container shop-web-1 Removing',
      'Container shop-web-1 Removed',
      'Container shop-db-1 Stopping',
      'Container shop-db-1 Stopped',
      'Container shop-db-1 Removing',
      'Container shop-db-1 Removed',
      'Network shop_default Removing',
      'Network shop_default Removed',
      'Volume shop_data Removing',
      'Volume shop_data Removed',
    ]);
    expect(daemon.containers()).toEqual([]);
    expect(daemon.volumes()).toEqual([]);
  });

  it('makes only those anew whose configuration has changed', () => {
    const { compose, composeWith, daemon } = composeHere({ 'compose.yaml': SHOP });
    compose('up', '-d');
    const db = daemon.inspectContainer('shop-db-1').Id;
    const web = daemon.inspectContainer('shop-web-1').Id;
    expect(steps(compose('up', '-d').err)).toEqual([
      'Container shop-db-1 Running',
      'Container shop-web-1 Running',
    ]);
    const changed = composeWith({ env: { HOME: '/home/learner', A: '2' } }, 'up', '-d');
    expect(steps(changed.err)).toEqual([
      'Container shop-db-1 Running',
      'Container shop-web-1 Recreate',
      'Container shop-web-1 Recreated',
      'Container shop-web-1 Starting',
      'Container shop-web-1 Started',
    ]);
    expect(daemon.inspectContainer('shop-db-1').Id).toBe(db);
    expect(daemon.inspectContainer('shop-web-1').Id).not.toBe(web);
    expect(daemon.inspectContainer('shop-web-1').Config.Env).toContain('A=2');
    compose('up', '-d', '--force-recreate');
    expect(daemon.inspectContainer('shop-db-1').Id).not.toBe(db);
  });

  it('scales up and down, and warns of orphans or removes them', () => {
    const { compose, write, daemon } = composeHere({ 'compose.yaml': SHOP });
    compose('up', '-d', '--scale', 'db=3');
    expect(compose('ps', '-q', 'db').out.trim().split('\n')).toHaveLength(3);
    compose('scale', 'db=1');
    expect(compose('ps', '--services').out).toBe('db\nweb\n');
    expect(compose('ps', '--format', '{{.Name}} {{.State}}').out).toBe(
      'shop-db-1 running\nshop-web-1 running\n',
    );
    write({ 'compose.yaml': 'services: {web: {image: nginx, command: [serve]}}\n' });
    expect(compose('up', '-d').err).toContain(
      'level=warning msg="Found orphan containers (shop-db-1) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up."',
    );
    compose('up', '-d', '--remove-orphans');
    expect(daemon.containers().map(({ Name }) => Name)).toEqual(['/shop-web-1']);
  });

  it('keeps anonymous volumes of what it makes anew, unless told otherwise', () => {
    const { compose, daemon } = composeHere({
      'compose.yaml': 'services: {a: {image: alpine, command: sleep 99, volumes: [/cache]}}\n',
    });
    const volume = () => daemon.inspectContainer('shop-a-1').Mounts[0]?.Name;
    compose('up', '-d');
    const first = volume();
    compose('up', '-d', '--force-recreate');
    expect(volume()).toBe(first);
    compose('up', '-d', '--force-recreate', '-V');
    expect(volume()).not.toBe(first);
  });
});

describe('dependencies', () => {
  const health = (test: string) =>
    `services:\n  db: {image: alpine, command: sleep 99, healthcheck: {test: [CMD, ${test}], interval: 1s, retries: 2}}\n  web: {image: nginx, command: [serve], depends_on: {db: {condition: service_healthy}}}\n`;

  it('waits until what it depends on is healthy', () => {
    const { compose } = composeHere({ 'compose.yaml': health('echo, ok') });
    const { exit, err } = compose('up', '-d');
    expect(exit).toBe(0);
    expect(steps(err).slice(-6)).toEqual([
      'Container shop-db-1 Starting',
      'Container shop-db-1 Started',
      'Container shop-db-1 Waiting',
      'Container shop-db-1 Healthy',
      'Container shop-web-1 Starting',
      'Container shop-web-1 Started',
    ]);
  });

  it('fails when it becomes unhealthy, with a container that was made and never started', () => {
    const { compose, daemon } = composeHere({ 'compose.yaml': health('exit, "1"') });
    const { exit, err } = compose('up', '-d');
    expect(exit).toBe(1);
    expect(err).toContain(
      ' Container shop-db-1 Error dependency db failed to start\ndependency failed to start: container shop-db-1 is unhealthy\n',
    );
    expect(daemon.inspectContainer('shop-web-1').State.Status).toBe('created');
  });

  it('waits for one that must complete, and fails when it does not do so well', () => {
    const text = (code: number) =>
      `services:\n  job: {image: alpine, command: exit ${code}}\n  web: {image: nginx, command: [serve], depends_on: {job: {condition: service_completed_successfully}}}\n`;
    const good = composeHere({ 'compose.yaml': text(0) });
    expect(good.compose('up', '-d').err).toContain(
      ' Container shop-job-1 Exited \n Container shop-web-1 Starting ',
    );
    const bad = composeHere({ 'compose.yaml': text(4) });
    const { exit, err } = bad.compose('up', '-d');
    expect(exit).toBe(1);
    expect(err).toMatch(/service "job" didn't complete successfully: exit 4\n$/);
  });

  it('waits with --wait for what runs, and says what has ended', () => {
    const { compose, write } = composeHere({ 'compose.yaml': SHOP });
    expect(steps(compose('up', '--wait').err).slice(-4)).toEqual([
      'Container shop-db-1 Waiting',
      'Container shop-web-1 Waiting',
      'Container shop-db-1 Healthy',
      'Container shop-web-1 Healthy',
    ]);
    write({ 'compose.yaml': 'services: {a: {image: alpine, command: exit 2}}\n' });
    const { exit, err } = compose('up', '--wait', '--remove-orphans');
    expect(exit).toBe(1);
    expect(err).toMatch(/container shop-a-1 exited \(2\)\n$/);
  });
});

describe('up in the foreground', () => {
  it('shows the output with names before it, until all have ended', () => {
    const { compose } = composeHere({
      'compose.yaml':
        'services:\n  one: {image: alpine, command: echo hello}\n  second: {image: alpine, command: complain no, depends_on: [one]}\n',
    });
    const { exit, out, err } = compose('up');
    expect(exit).toBe(0);
    expect(out).toContain('Attaching to one-1, second-1\n');
    expect(out).toContain('one-1  | hello\n');
    expect(out).toContain('\r\x1b[Kone-1 exited with code 0\n');
    expect(out).toContain('\r\x1b[Ksecond-1 exited with code 3\n');
    expect(err).toContain('second-1  | no\n');
    expect(compose('up', '--exit-code-from', 'second').exit).toBe(3);
  });

  it('stops all at ^C, in the order of dependencies, and ends with 130', () => {
    const { kernel, daemon, program } = composeHere({ 'compose.yaml': SHOP });
    let exit: number | undefined;
    const running = startProgram(kernel, {
      cwd: FOLDER,
      argv: ['docker', 'compose', 'up'],
      env: { HOME: '/home/learner' },
      body: function* (process) {
        exit = yield* program(process);
        return exit;
      },
    });
    kernel.run(() => running.stdout.includes('web-1  | ready'), kernel.now() + 60_000);
    kernel.signal(running.pid, 'SIGINT');
    kernel.run(() => exit !== undefined, kernel.now() + 60_000);
    expect(exit).toBe(130);
    expect(running.stderr).toContain(
      ' Compose Stopping Gracefully Stopping... press Ctrl+C again to force\n',
    );
    expect(running.stdout).toContain('web-1  | bye\n');
    expect(daemon.containers().map(({ State }) => State.Status)).toEqual(['exited', 'exited']);
  });
});

describe('other commands', () => {
  it('run, exec, logs, stop, start, kill, rm, port and cp work on services', () => {
    const { compose, daemon } = composeHere({ 'compose.yaml': SHOP, note: 'hi\n' });
    compose('up', '-d');
    expect(compose('exec', 'web', 'echo', 'hi').out).toBe('hi\n');
    expect(compose('exec', 'web', 'exit', '7')).toEqual({ exit: 7, out: '', err: '' });
    expect(compose('exec', 'nope', 'x')).toMatchObject({ exit: 1, err: 'service "nope" is not running\n' });
    expect(compose('run', '--rm', '-e', 'A=9', 'web', 'env').out).toContain('A=9\n');
    expect(daemon.containers()).toHaveLength(2);
    expect(compose('run', '-d', '--name', 'odd', 'web', 'serve').out).toBe('odd\n');
    expect(daemon.inspectContainer('odd').Config.Labels).toMatchObject({
      'com.docker.compose.oneoff': 'True',
    });
    expect(compose('logs', 'web').out).toBe('web-1  | ready\n');
    expect(compose('logs', '--no-log-prefix').out).toBe('ready\n');
    expect(compose('logs', '-t').out).toMatch(/^web-1 {2}\| 20\d\d-\S+Z ready\n$/);
    expect(compose('port', 'web', '80').out).toBe('0.0.0.0:8080\n');
    expect(compose('port', 'web', '81').err).toBe(
      'no port 81/tcp for container shop-web-1: 80/tcp, 80/tcp\n',
    );
    expect(compose('cp', 'note', 'web:/note').exit).toBe(0);
    expect(daemon.readPath('shop-web-1', '/note')).toMatchObject({ data: 'hi\n' });
    expect(compose('stop', 'web').exit).toBe(0);
    expect(compose('ps').out).not.toContain('shop-web-1');
    expect(compose('ps', '-a').out).toContain('shop-web-1');
    expect(compose('start').err).toContain(' Container shop-web-1 Started ');
    expect(compose('pause').err).toContain(' Container shop-db-1 Paused ');
    expect(compose('unpause').err).toContain(' Container shop-db-1 Unpaused ');
    expect(compose('kill').exit).toBe(0);
    expect(compose('rm', '-f').out).toBe('Going to remove shop-db-1, shop-web-1\n');
    expect(compose('down', '--remove-orphans').exit).toBe(0);
    expect(daemon.containers()).toEqual([]);
  });

  it('config checks and prints, and every command tells of a file that is wrong', () => {
    const { compose, write } = composeHere({ 'compose.yaml': SHOP });
    expect(compose('config', '--services').out).toBe('db\nweb\n');
    expect(compose('config', '--images').out).toBe('alpine\nnginx\n');
    expect(compose('config', '--volumes').out).toBe('data\n');
    const printed = compose('config').out;
    expect(printed).toMatch(/^name: shop\nservices:\n {2}db:\n/);
    write({ 'again.yaml': printed });
    expect(compose('-f', 'again.yaml', 'config').out).toBe(printed);
    write({ 'compose.yaml': 'services: {web: {imag: x}}\n' });
    for (const command of ['up', 'config', 'ps', 'down', 'logs', 'build'])
      expect(compose(command)).toEqual({
        exit: 1,
        out: '',
        err: `validating ${FOLDER}/compose.yaml: services.web additional properties 'imag' not allowed\n`,
      });
  });

  it('finds the file in folders above, and says when there is none', () => {
    const { compose, composeWith, write } = composeHere({ 'compose.yaml': SHOP });
    write({ 'deep/er/x': '' });
    expect(composeWith({ cwd: `${FOLDER}/deep/er` }, 'config', '--services').out).toBe('db\nweb\n');
    expect(composeWith({ cwd: '/tmp' }, 'up')).toEqual({
      exit: 1,
      out: '',
      err: 'no configuration file provided: not found\n',
    });
    expect(compose('-p', 'Bad Name', 'up').err).toContain('invalid project name "Bad Name"');
    expect(compose('-p', 'other', 'ps').out).toBe(
      'NAME      IMAGE     COMMAND   SERVICE   CREATED   STATUS    PORTS\n',
    );
  });

  it('refuses by name what is not modelled', () => {
    const { compose, write, daemon } = composeHere({ 'compose.yaml': SHOP });
    expect(compose('watch').err).toBe('docker: the sandbox does not model docker compose watch yet\n');
    expect(compose('push').err).toBe('docker: the sandbox does not model docker compose push yet\n');
    write({ 'compose.yaml': 'services: {web: {image: nginx, gpus: all}}\n' });
    expect(compose('up', '-d')).toMatchObject({
      exit: 1,
      err: 'docker: the sandbox does not model services.web.gpus yet\n',
    });
    expect(daemon.containers()).toEqual([]);
  });
});

describe('what a project uses', () => {
  it('mounts secrets and configs read-only, from files and from variables', () => {
    const { composeWith } = composeHere({
      'compose.yaml':
        'services:\n  a: {image: alpine, command: sleep 99, secrets: [file, variable], configs: [{source: inline, target: /etc/app.conf}]}\nsecrets:\n  file: {file: secret.txt}\n  variable: {environment: TOKEN}\nconfigs:\n  inline: {content: "x=1"}\n',
      'secret.txt': 'from a file\n',
    });
    const env = { HOME: '/home/learner', TOKEN: 'abc' };
    expect(composeWith({ env }, 'up', '-d').exit).toBe(0);
    const read = (path: string) => composeWith({ env }, 'cp', `a:${path}`, '-').out;
    expect(read('/run/secrets/variable')).toContain('abc');
    expect(read('/etc/app.conf')).toContain('x=1');
    expect(read('/run/secrets/file')).toContain('from a file');
  });

  it('may be networks and volumes from elsewhere, which must be there', () => {
    const { compose, docker } = composeHere({
      'compose.yaml':
        'services: {a: {image: alpine, command: sleep 99, networks: [net], volumes: ["vol:/v"]}}\nnetworks: {net: {external: true}}\nvolumes: {vol: {external: true}}\n',
    });
    expect(compose('up', '-d').err).toMatch(/network net declared as external, but could not be found\n$/);
    docker('network', 'create', 'net');
    expect(compose('up', '-d').err).toMatch(/external volume "vol" not found\n$/);
    docker('volume', 'create', 'vol');
    expect(compose('up', '-d').exit).toBe(0);
    compose('down', '-v');
    expect(docker('network', 'ls', '-q', '--filter', 'name=net').out).not.toBe('');
    expect(docker('volume', 'ls', '-q').out).toBe('vol\n');
  });

  it('are images that docker build makes, labelled, under the name of project and service', () => {
    const lines: string[] = [];
    const { compose, docker } = composeHere(
      {
        'compose.yaml':
          'services: {web: {build: {context: app, args: {V: "1"}, target: dev}, command: [serve]}}\n',
      },
      function* (own) {
        lines.push(own.text('target'), ...own.list('tag'), ...own.args, ...own.list('build-arg'));
        own.ask((daemon) => daemon.tag('nginx', 'shop-web'));
        return 0;
      },
    );
    docker('pull', 'nginx');
    const up = compose('up', '-d');
    expect(up.exit).toBe(0);
    expect(lines).toEqual(['dev', 'shop-web', `${FOLDER}/app`, 'V=1']);
    expect(up.err).toContain(' Image shop-web Building \n Image shop-web Built \n');
    lines.length = 0;
    compose('up', '-d');
    expect(lines).toEqual([]);
    compose('up', '-d', '--build');
    expect(lines).not.toEqual([]);
    expect(compose('down', '--rmi', 'local').err).toContain(' Image shop-web Removed ');
  });
});
