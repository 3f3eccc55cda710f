// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of Compose
import { describe, expect, it } from 'vitest';
import { findComposeFiles } from '../../../src/formats/compose/find-files.ts';
import { dependencyOrder, withSelected } from '../../../src/formats/compose/select.ts';
import { knownKeys } from '../../../src/formats/compose/validate.ts';
import { failure, load, project } from './load-here.ts';

const service = (text: string, more: Parameters<typeof project>[1] = {}) => {
  const body = text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return project(`services:\n  web:\n    image: nginx\n${body}\n`, more).services.get('web')!;
};

describe('a service', () => {
  it('is read in its short forms', () => {
    const found = service(
      [
        'command: sh -c "sleep 1"',
        'entrypoint: [tini, --]',
        'environment: [A=1, B, C=]',
        'labels: {a: 1}',
        'ports: ["8080:80", 443]',
        'expose: [9000]',
        'volumes: ["./src:/app:ro", /cache]',
        'tmpfs: /run',
        'dns: 1.1.1.1',
        'extra_hosts: ["me:10.0.0.1", "you=10.0.0.2"]',
        'mem_limit: 64m',
        'cpus: 0.5',
        'stop_grace_period: 1m',
        'restart: unless-stopped',
      ].join('\n'),
      { env: { B: 'outside' } },
    );
    expect(found).toMatchObject({
      command: ['sh', '-c', 'sleep 1'],
      entrypoint: ['tini', '--'],
      expose: ['9000'],
      tmpfs: ['/run'],
      dns: ['1.1.1.1'],
      extraHosts: ['me:10.0.0.1', 'you:10.0.0.2'],
      stopGracePeriod: 60,
      restart: 'unless-stopped',
    });
    expect([...found.environment]).toEqual([
      ['A', '1'],
      ['B', 'outside'],
      ['C', ''],
    ]);
    expect([...found.labels]).toEqual([['a', '1']]);
    expect(found.ports.map(({ published, target }) => [published, target])).toEqual([
      ['8080', 80],
      ['', 443],
    ]);
    expect(found.volumes.map(({ type, source, target }) => [type, source, target])).toEqual([
      ['bind', '/shop/src', '/app'],
      ['volume', '', '/cache'],
    ]);
    expect(found.limits).toMatchObject({ memory: 64 * 1024 ** 2, cpus: 0.5 });
    expect([...found.networks.keys()]).toEqual(['default']);
  });

  it('is read in its long forms', () => {
    const found = service(
      [
        'build: {context: app, args: {V: 1}, target: dev}',
        'ports: [{target: 80, published: 8080, host_ip: 127.0.0.1}]',
        'volumes: [{type: tmpfs, target: /t, tmpfs: {size: 1m}}]',
        'healthcheck: {test: curl x, interval: 5s, retries: 2}',
        'deploy: {replicas: 3, resources: {limits: {memory: 1g, cpus: "0.25", pids: 9}}}',
        'ulimits: {nofile: {soft: 1, hard: 2}}',
        'develop: {watch: [{path: ., action: sync, target: /app}]}',
      ].join('\n'),
    );
    expect(found.build).toMatchObject({ context: '/shop/app', dockerfile: 'Dockerfile', target: 'dev' });
    expect(found.ports).toEqual([{ hostIp: '127.0.0.1', target: 80, published: '8080', protocol: 'tcp' }]);
    expect(found.volumes[0]).toMatchObject({ type: 'tmpfs', size: 1024 ** 2 });
    expect(found.healthcheck).toMatchObject({ test: ['CMD-SHELL', 'curl x'], interval: 5e9, retries: 2 });
    expect(found.scale).toBe(3);
    expect(found.limits).toMatchObject({ memory: 1024 ** 3, cpus: 0.25, pids: 9 });
  });

  it('takes env_file below environment, and fails where it is missing', () => {
    const files = {
      'compose.yaml':
        'services:\n  web:\n    image: x\n    env_file: [a.env, {path: none.env, required: false}]\n    environment: {B: own}\n',
      'a.env': 'A=file\nB=file\n',
    };
    expect([...project(files).services.get('web')!.environment]).toEqual([
      ['A', 'file'],
      ['B', 'own'],
    ]);
    expect(failure({ 'compose.yaml': files['compose.yaml'] })).toBe(
      '4:5 env file /shop/a.env not found: stat /shop/a.env: no such file or directory',
    );
  });
});

describe('a file that is wrong', () => {
  it.each([
    [
      'services:\n  web:\n    imag: x\n',
      "3:5 validating /shop/compose.yaml: services.web additional properties 'imag' not allowed",
    ],
    ['servces: {}\n', "1:1 validating /shop/compose.yaml:  additional properties 'servces' not allowed"],
    [
      'services:\n  web:\n    image: 3\n',
      '3:5 validating /shop/compose.yaml: services.web.image must be a string',
    ],
    ['services:\n  web:\n', '2:3 validating /shop/compose.yaml: services.web must be a mapping'],
    [
      'services:\n  web: {image: x, depends_on: {db: {condition: ready}}}\n',
      "2:37 validating /shop/compose.yaml: services.web.depends_on.db.condition value must be one of 'service_started', 'service_healthy', 'service_completed_successfully'",
    ],
    ['services:\n  web:\n    ports: ["80:http"]\n', '3:13 invalid containerPort: http'],
    [
      'services:\n  web: {ports: ["80"]}\n',
      '2:3 service "web" has neither an image nor a build context specified: invalid compose project',
    ],
    [
      'services:\n  web: {image: x, networks: [foo]}\n',
      '2:19 service "web" refers to undefined network foo: invalid compose project',
    ],
    [
      'services:\n  web:\n    image: x\n    volumes:\n      - data:/data\n',
      '5:9 service "web" refers to undefined volume data: invalid compose project',
    ],
    [
      'services:\n  web: {image: x, depends_on: [db]}\n',
      '2:19 service "web" depends on undefined service "db": invalid compose project',
    ],
    [
      'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n',
      '2:17 dependency cycle detected: a -> b -> a',
    ],
    [
      'services:\n  a: {image: x, secrets: [s]}\n',
      '2:17 service "a" refers to undefined secret s: invalid compose project',
    ],
    [
      'services:\n  a: {image: x, network_mode: host, networks: [default]}\n',
      '2:17 service a declares mutually exclusive `network_mode` and `networks`: invalid compose project',
    ],
    [
      'services:\n\ta: x\n',
      '2:1 failed to parse /shop/compose.yaml: yaml: line 2: found character that cannot start any token',
    ],
    [
      'services:\n  a:\n    image: x\n    image: y\n',
      '4:5 failed to parse /shop/compose.yaml: line 4: mapping key "image" already defined at line 3',
    ],
    [
      'services:\n  a: {image: "x:${TAG:?say which}"}\n',
      '2:7 error while interpolating services.a.image: required variable TAG is missing a value: say which',
    ],
    [
      'services:\n  a: {image: "${"}\n',
      '2:7 invalid interpolation format for services.a.image.\nYou may need to escape any $ with another $.\n${',
    ],
    [
      'services:\n  a: {image: x, privileged: maybe}\n',
      '2:17 error while interpolating services.a.privileged: failed to cast to expected type: invalid boolean: maybe',
    ],
    ['- a\n', '0:0 top-level object must be a mapping'],
    ['', '0:0 empty compose file'],
  ])('is refused in Compose’s words: %j', (text, expected) => {
    expect(failure(text)).toBe(expected);
  });

  it('is refused when its aliases would never end', () => {
    const lines = ['x-0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 12; at++)
      lines.push(
        `x-${at}: &a${at} [${Array(10)
          .fill(`*a${at - 1}`)
          .join(', ')}]`,
      );
    expect(failure(`${lines.join('\n')}\nservices: {}\n`)).toContain('exceeds maximum node visit limit');
    expect(failure('x-a: &a [*a]\nservices: {}\n')).toContain('cycle detected');
  });

  it('may have odd keys without harm', () => {
    const found = project(
      'x-__proto__: {polluted: 1}\nservices:\n  __proto__: {image: x}\n  constructor: {image: y}\n',
    );
    expect([...found.services.keys()]).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('warnings', () => {
  it('tell of an obsolete version and of variables that are not set, with their place', () => {
    const { problems, project: found } = load('version: "3"\nservices:\n  a:\n    image: x$TAG\n');
    expect(found).toBeDefined();
    expect(problems.map(({ severity, message, line }) => [severity, line, message])).toEqual([
      ['warning', 4, 'The "TAG" variable is not set. Defaulting to a blank string.'],
      [
        'warning',
        1,
        '/shop/compose.yaml: the attribute `version` is obsolete, it will be ignored, please remove it to avoid potential confusion',
      ],
    ]);
  });
});

describe('several files', () => {
  const merged = (base: string, over: string) =>
    project(
      { 'compose.yaml': base, 'over.yaml': over },
      { files: ['/shop/compose.yaml', '/shop/over.yaml'] },
    );

  it('merge: mappings join, lists append, ports and mounts are unique, commands replace', () => {
    const found = merged(
      'services:\n  web:\n    image: a\n    command: one\n    environment: {A: 1, B: 2}\n    ports: ["80:80"]\n    volumes: ["./a:/x", "./b:/y"]\n    dns: [1.1.1.1]\n',
      'services:\n  web:\n    image: b\n    command: [two]\n    environment: [B=3, C=4]\n    ports: ["80:80", "81:81"]\n    volumes: ["./c:/x"]\n    dns: 8.8.8.8\n  db: {image: c}\n',
    );
    const web = found.services.get('web')!;
    expect(web).toMatchObject({ image: 'b', command: ['two'], dns: ['1.1.1.1', '8.8.8.8'] });
    expect(Object.fromEntries(web.environment)).toEqual({ A: '1', B: '3', C: '4' });
    expect(web.ports.map(({ published }) => published)).toEqual(['80', '81']);
    expect(web.volumes.map(({ source }) => source)).toEqual(['/shop/c', '/shop/b']);
    expect([...found.services.keys()]).toEqual(['web', 'db']);
  });

  it('forget what !reset and !override name', () => {
    const base = 'services:\n  web:\n    image: a\n    ports: ["80:80"]\n    environment: {A: 1}\n';
    const web = merged(
      base,
      'services:\n  web:\n    ports: !override ["90:90"]\n    environment: !reset null\n',
    ).services.get('web')!;
    expect(web.ports.map(({ published }) => published)).toEqual(['90']);
    expect(web.environment.size).toBe(0);
  });
});

describe('extends and include', () => {
  it('extends a service of the same file and of another, whose paths are its own', () => {
    const found = project({
      'compose.yaml':
        'services:\n  base: {image: x, environment: {A: 1, B: 1}}\n  web: {extends: base, environment: {B: 2}}\n  far: {extends: {file: lib/common.yaml, service: app}, command: go}\n',
      'lib/common.yaml':
        'services:\n  app: {extends: root, volumes: ["./data:/data"]}\n  root: {image: far}\n',
    });
    expect(Object.fromEntries(found.services.get('web')!.environment)).toEqual({ A: '1', B: '2' });
    expect(found.services.get('far')).toMatchObject({ image: 'far', command: ['go'] });
    expect(found.services.get('far')!.volumes[0]!.source).toBe('/shop/lib/data');
  });

  it('refuses what is not there and circles', () => {
    expect(failure('services:\n  a: {extends: b}\n')).toBe(
      '2:7 cannot extend service "a" in /shop/compose.yaml: service "b" not found',
    );
    expect(failure('services:\n  a: {extends: b}\n  b: {extends: a}\n')).toContain('circular reference:');
  });

  it('includes files of the folder, and none from outside of it', () => {
    const files = {
      'compose.yaml': 'include: [db/compose.yaml]\nservices:\n  web: {image: x, depends_on: [db]}\n',
      'db/compose.yaml': 'services:\n  db: {image: "pg:${V}", volumes: ["./init:/init"]}\n',
      'db/.env': 'V=16\n',
    };
    expect(project(files).services.get('db')).toMatchObject({ image: 'pg:16' });
    expect(project(files).services.get('db')!.volumes[0]!.source).toBe('/shop/db/init');
    expect(failure('include: [../other.yaml]\nservices: {}\n')).toContain('is outside of the project');
    expect(
      failure({ 'compose.yaml': 'include: [a.yaml]\n', 'a.yaml': 'include: [compose.yaml]\n' }),
    ).toContain('include cycle detected:');
  });
});

describe('a loader that is told to', () => {
  it('includes files from outside of the folder, when that is the computer of the learner', () => {
    const loaded = load('include: [../other.yaml]\nservices: {a: {image: x}}\n', { outside: true });
    expect(loaded.problems.map(({ message }) => message)).toEqual([
      'open /other.yaml: no such file or directory',
    ]);
  });

  it('leaves the files of variables alone, which then may be missing', () => {
    const text = 'services:\n  a: {image: x, env_file: gone.env, environment: {A: 1}}\n';
    expect(failure(text)).toContain('gone.env not found');
    const found = project(text, { serviceFiles: false }).services.get('a');
    expect([...(found?.environment ?? [])]).toEqual([['A', '1']]);
  });

  it('says what no service uses, and by what path something is to blame', () => {
    const text = 'services: {a: {image: x, networks: [n]}}\nnetworks: {n: , m: }\nvolumes: {v: }\n';
    expect(project(text).unused).toEqual(['m', 'v']);
    expect(load('services: {a: {imag: x}}\n').problems.map(({ path }) => path)).toEqual(['services.a.imag']);
  });

  it('ends soon with what is no YAML, however much of it there is', () => {
    expect(failure('}'.repeat(200_000))).toContain('did not find expected node content');
    expect(failure(`x-a: ${'['.repeat(20_000)}`)).toMatch(
      /nested too deeply|did not find|could not find|must/,
    );
  });
});

describe('the keys that may stand somewhere', () => {
  it('are those of the schema, also where there are two forms', () => {
    expect(knownKeys([])).toContain('services');
    expect(knownKeys(['services', 'web'])).toEqual(expect.arrayContaining(['image', 'depends_on']));
    expect(knownKeys(['services', 'web', 'build'])).toContain('context');
    expect(knownKeys(['services', 'web', 'ports', '0'])).toContain('published');
    expect(knownKeys(['services', 'web', 'environment'])).toEqual([]);
  });
});

describe('projects', () => {
  it('are named by -p, the variable, the file, the folder, in this order', () => {
    const text = 'name: In.File\nservices: {a: {image: x}}\n';
    expect(project(text, { projectName: 'flag' }).name).toBe('flag');
    expect(project(text, { env: { COMPOSE_PROJECT_NAME: 'env' } }).name).toBe('env');
    expect(project(text).name).toBe('infile');
    expect(project('services: {a: {image: x}}\n').name).toBe('shop');
    expect(failure(text, { projectName: 'No Good' })).toContain('invalid project name "No Good"');
  });

  it('leave services out whose profile is off, unless they are named', () => {
    const text = 'services:\n  web: {image: x}\n  debug: {image: x, profiles: [dev]}\n';
    expect([...project(text).services.keys()]).toEqual(['web']);
    expect([...project(text, { profiles: ['dev'] }).services.keys()]).toEqual(['web', 'debug']);
    expect([...project(text, { services: ['debug'] }).services.keys()]).toEqual(['debug']);
  });

  it('are cut down to some services with those they depend on, in order', () => {
    const found = project(
      'services:\n  web: {image: x, depends_on: [api]}\n  api: {image: x, depends_on: [db]}\n  db: {image: x}\n  other: {image: x}\n',
    );
    const chosen = withSelected(found, ['api']);
    expect([...chosen.services.keys()]).toEqual(['api', 'db']);
    expect(dependencyOrder(found).map((group) => group.map(({ name }) => name))).toEqual([
      ['db', 'other'],
      ['api'],
      ['web'],
    ]);
  });

  it('may have 300 services in a chain', () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => `  s${at}: {image: x${at > 0 ? `, depends_on: [s${at - 1}]` : ''}}`,
    );
    const found = project(`services:\n${lines.join('\n')}\n`);
    expect(dependencyOrder(found)).toHaveLength(300);
  });
});

describe('findComposeFiles', () => {
  const find = (folder: string, ...there: string[]) =>
    findComposeFiles(folder, (path) => there.includes(path));

  it('prefers compose.yaml, adds its override, and looks in the folders above', () => {
    expect(find('/a/b', '/a/compose.yml').files).toEqual(['/a/compose.yml']);
    expect(find('/a', '/a/docker-compose.yml', '/a/compose.yaml')).toEqual({
      files: ['/a/compose.yaml'],
      warnings: [
        'Found multiple config files with supported names: /a/compose.yaml, /a/docker-compose.yml',
        'Using /a/compose.yaml',
      ],
    });
    expect(find('/a', '/a/compose.yaml', '/a/compose.override.yaml').files).toEqual([
      '/a/compose.yaml',
      '/a/compose.override.yaml',
    ]);
    expect(find('/a').files).toEqual([]);
  });
});
