import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/engine/grammar/table.ts';
import type { CommandSpec, FlagSpec } from '../../../src/engine/grammar/types.ts';
import { explain } from '../../../src/tutor/explain/explain.ts';
import type { Explained, Explanation } from '../../../src/tutor/explain/types.ts';

function explained(line: string): Explained {
  return explain(line.split(' '));
}

function known(line: string): Explanation {
  const result = explained(line);
  if (result.kind !== 'command') throw new Error(`docker does not take ${line}`);
  return result;
}

const kindsOf = (line: string): string[] => known(line).effects.map(({ kind }) => kind);
const textsOf = (line: string): string[] => known(line).words.map(({ text }) => text);

describe('the words of a command line', () => {
  it('keep a flag and its value together, and a program and its arguments', () => {
    expect(textsOf('docker run -d --name web -p8080:80 nginx:alpine echo hi there')).toEqual([
      'docker',
      'run',
      '-d',
      '--name web',
      '-p8080:80',
      'nginx:alpine',
      'echo hi there',
    ]);
  });

  it('tell merged short flags one by one', () => {
    expect(textsOf('run -itd alpine')).toEqual(['docker', 'run', '-i', '-t', '-d', 'alpine']);
  });

  it('know options of docker itself from those of the command', () => {
    const flags = known('docker -H tcp://x compose -f a.yaml up -d').words.filter(
      ({ role }) => role === 'flag',
    );
    expect(flags.map((word) => [word.text, 'global' in word && word.global])).toEqual([
      ['-H tcp://x', true],
      ['-f a.yaml', true],
      ['-d', false],
    ]);
  });

  it.each([
    ['-p 8080:80', { kind: 'publish', host: '8080', container: '80', protocol: 'tcp' }],
    ['-p 127.0.0.1:53:53/udp', { kind: 'publish', host: '127.0.0.1:53', container: '53', protocol: 'udp' }],
    ['-p 80', { kind: 'publishAnywhere', container: '80', protocol: 'tcp' }],
    ['-v data:/x', { kind: 'volume', source: 'data', target: '/x' }],
    ['-v ./src:/x', { kind: 'bind', source: './src', target: '/x' }],
    ['-v /x', { kind: 'anonymous', target: '/x' }],
    ['--mount type=bind,src=/a,dst=/b', { kind: 'bind', source: '/a', target: '/b' }],
    ['-e A=b=c', { kind: 'variable', name: 'A', value: 'b=c' }],
    ['-e A', { kind: 'passed', name: 'A' }],
    ['-m 256m', { kind: 'bytes', bytes: '268435456' }],
    ['--network host', { kind: 'hostNetwork' }],
    ['--restart on-failure:3', { kind: 'onFailure' }],
  ])('say what %s means', (flag, detail) => {
    const word = known(`docker run ${flag} alpine`).words[2];
    expect(word?.text).toBe(flag);
    expect(word?.details).toContainEqual(detail);
  });

  it.each([
    ['alpine', [{ kind: 'latest' }]],
    ['nginx:alpine', [{ kind: 'tag', repository: 'nginx', tag: 'alpine' }]],
    [
      'localhost:5001/app:1',
      [
        { kind: 'registry', registry: 'localhost:5001' },
        { kind: 'tag', repository: 'app', tag: '1' },
      ],
    ],
    ['alpine@sha256:ab', [{ kind: 'digest' }]],
    ['0123456789ab', []],
  ])('say what the image name %s means', (image, details) => {
    expect(known(`docker run ${image}`).words.at(-1)?.details).toEqual(details);
  });
});

describe('what a command changes', () => {
  it('is told in the order in which run does it', () => {
    expect(kindsOf('docker run -d --rm --name web -p 80:80 -v data:/x --network app nginx')).toEqual([
      'pullIfMissing',
      'create',
      'makesVolume',
      'joins',
      'publishes',
      'starts',
      'detached',
      'removedAfter',
    ]);
  });

  it.each([
    ['docker run -it alpine', 'interactive'],
    ['docker run alpine', 'foreground'],
    ['docker create alpine', 'onlyCreated'],
    ['docker run --pull never alpine', 'pullNever'],
    ['docker run --privileged alpine', 'privileged'],
    ['docker rm web', 'removes'],
    ['docker rm -f web', 'removesForced'],
    ['docker rm -v web', 'removesVolumesToo'],
    ['docker ps', 'nothing'],
    ['docker build .', 'unnamed'],
    ['docker system prune -a', 'prunesAllImages'],
    ['docker volume prune', 'prunesVolumes'],
    ['docker compose down -v', 'composeDownVolumes'],
    ['docker cp web:/x -', 'nothing'],
    ['docker save alpine', 'nothing'],
    ['docker save -o x.tar alpine', 'writesFile'],
  ])('of %s includes %s', (line, kind) => {
    expect(kindsOf(line)).toContain(kind);
  });

  it('names the seconds that stop waits, and the signal of kill', () => {
    expect(known('docker stop web').effects[0]).toMatchObject({ containers: 'web', seconds: '10' });
    expect(known('docker stop -t 3 web db').effects[0]).toMatchObject({
      containers: 'web, db',
      seconds: '3',
    });
    expect(known('docker kill web').effects[0]).toMatchObject({ signal: 'SIGKILL' });
    expect(known('docker kill -s hup web').effects[0]).toMatchObject({ signal: 'SIGHUP' });
  });

  it('is known of every command that is modelled', () => {
    const silent = COMMANDS.filter(({ notModelled }) => notModelled !== true)
      .map(
        (command) =>
          `docker ${[...command.path, ...command.args.flatMap(({ name, optional }) => (optional ? [] : [name === 'SOURCE' ? 'web:/x' : 'one']))].join(' ')}`,
      )
      .filter((line) => known(line).effects.length === 0);
    expect(silent).toEqual([]);
  });
});

describe('what docker would not run', () => {
  it.each([
    ['docker psa', 'unknown', 'docker ps'],
    ['docker rnu', 'unknown', 'docker run'],
    ['docker sp -a', 'misuse', 'docker ps'],
    ['docker rnu -d nginx', 'misuse', 'docker run'],
    ['docker container strat x', 'unknown', 'docker container start'],
    ['docker run --gups all x', 'misuse', '--gpus'],
    ['docker run --detatch x', 'misuse', '--detach'],
    ['docker run -rm x', 'misuse', '--rm'],
  ])('%s is %s; %s was meant', (line, kind, meant) => {
    expect(explained(line)).toMatchObject({ kind, meant });
  });

  it('is told with docker’s own words', () => {
    expect(explained('docker run')).toMatchObject({
      kind: 'misuse',
      said: expect.stringContaining("docker: 'docker run' requires at least 1 argument"),
    });
  });

  it('is help where docker prints help', () => {
    expect(explained('docker run --help').kind).toBe('help');
  });
});

describe('the lessons to read', () => {
  it('begin with those of what is special in the line', () => {
    expect(known('docker run -p 80:80 -v a:/b nginx').lessons).toEqual([
      'ports',
      'volumes',
      'container-life',
      'containers',
    ]);
    expect(known('docker ps').lessons[0]).toBe('container-life');
  });
});

describe('any command line of the table', () => {
  const value = (flag: FlagSpec): string =>
    ({ int: '1', float: '1', bytes: '1m', duration: '1s', map: 'a=b', count: '' })[flag.type as string] ??
    'a=b';
  const line = fc.constantFrom(...COMMANDS).chain((command: CommandSpec) =>
    fc.record<{ command: CommandSpec; flags: FlagSpec[]; args: string[] }>({
      command: fc.constant(command),
      flags:
        command.flags.length === 0
          ? fc.constant([])
          : fc.subarray([...command.flags], { maxLength: Math.min(6, command.flags.length) }),
      args: fc.array(fc.constantFrom('web', 'web:/x', 'alpine:3', '-', '.'), { maxLength: 4 }),
    }),
  );

  it('is explained without losing a word, or docker’s message is given', () => {
    fc.assert(
      fc.property(line, ({ command, flags, args }) => {
        const words = flags.flatMap((flag) => [
          `--${flag.name}`,
          ...(flag.type === 'bool' ? [] : [value(flag)]),
        ]);
        const argv = ['docker', ...command.path, ...words, ...args];
        const result = explain(argv);
        if (result.kind === 'command')
          expect(result.words.map(({ text }) => text).join(' ')).toBe(argv.join(' '));
        else expect(result.said).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
