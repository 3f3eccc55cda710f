import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/engine/grammar/parse.ts';

/** The command of a line that must be one. */
function command(line: string) {
  const result = parse(line.split(' '));
  if (result.kind === 'answer') throw new Error(result.answer.stderr);
  return result.parsed;
}

function answer(line: string) {
  const result = parse(line === '' ? [] : line.split(' '));
  if (result.kind === 'command') throw new Error(`${line} is a command`);
  return result.answer;
}

const run = 'Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\n';
const runHelp = "Run 'docker run --help' for more information\n";

describe('a docker command line', () => {
  it('is read with merged short flags, values stuck on, after = and after a space', () => {
    const { flags, args, given } = command('run -itd -p8080:80 --name=web -e A=1 --env B=2 nginx ls -l');
    expect([...given].sort()).toEqual(['detach', 'env', 'interactive', 'name', 'publish', 'tty']);
    expect(flags.get('publish')).toEqual(['8080:80']);
    expect(flags.get('env')).toEqual(['A=1', 'B=2']);
    expect(args).toEqual(['nginx', 'ls', '-l']);
  });

  it('leaves flags after the image to the program, and takes them anywhere where there is none', () => {
    expect(command('run alpine -d').given.has('detach')).toBe(false);
    expect(command('rm web -f').given.has('force')).toBe(true);
    expect(command('rm -- -f').args).toEqual(['-f']);
  });

  it('is the same command under each of its names', () => {
    for (const name of ['ps', 'container ls', 'container list', 'container ps'])
      expect(command(name).command.path).toEqual(['container', 'ls']);
    expect(command('build .').command.path).toEqual(['buildx', 'build']);
    expect(command('image remove x').name).toBe('docker image rm');
    expect(command('rmi x').name).toBe('docker rmi');
  });

  it('has its values checked and counted', () => {
    const { flags } = command('run -m 256m --cpus 1.5 --health-interval 1m30s --stop-timeout 0x10 a');
    expect(flags.get('memory')).toBe(268_435_456);
    expect(flags.get('cpus')).toBe(1.5);
    expect(flags.get('health-interval')).toBe(90e9);
    expect(flags.get('stop-timeout')).toBe(16);
    expect(command('run --rm=false a').flags.get('rm')).toBe(false);
  });

  it('finds older spellings of flags under their names of today, and says what docker says of them', () => {
    expect(command('run --net host a').flags.get('network')).toEqual(['host']);
    expect(command('run --net a --network b x').flags.get('network')).toEqual(['b', 'a']);
    const stop = command('stop --time 3 web');
    expect(stop.flags.get('timeout')).toBe(3);
    expect(stop.notice).toBe('Flag --time has been deprecated, use --timeout instead\n');
  });

  it('keeps the flags of Compose that stand before its command', () => {
    const { command: up, global, given } = command('compose -f a.yaml -f b.yaml -p x up -d');
    expect(up.path).toEqual(['compose', 'up']);
    expect(global.get('file')).toEqual(['a.yaml', 'b.yaml']);
    expect(global.get('project-name')).toBe('x');
    expect(given.has('detach')).toBe(true);
  });

  it('has a role for every word', () => {
    const { words } = command('run -it --name web nginx sh -c ls');
    expect(words.map(({ word, role }) => `${word}:${role}`)).toEqual([
      'run:command',
      '-it:flag',
      '-it:flag',
      '--name:flag',
      'web:flag-value',
      'nginx:argument',
      'sh:program',
      '-c:program',
      'ls:program',
    ]);
  });
});

describe('docker answers', () => {
  it.each([
    ['run --foo', 125, `unknown flag: --foo\n\n${run}${runHelp}`],
    ['run -zt a', 125, `unknown shorthand flag: 'z' in -zt\n\n${run}${runHelp}`],
    ['run --name', 125, `flag needs an argument: --name\n\n${run}${runHelp}`],
    ['run -itp', 125, `flag needs an argument: 'p' in -p\n\n${run}${runHelp}`],
    [
      'run -m x a',
      125,
      `invalid argument "x" for "-m, --memory" flag: invalid size: 'x'\n\n${run}${runHelp}`,
    ],
    [
      'run -m 5zb a',
      125,
      `invalid argument "5zb" for "-m, --memory" flag: invalid suffix: 'zb'\n\n${run}${runHelp}`,
    ],
    [
      'run --rm=maybe a',
      125,
      `invalid argument "maybe" for "--rm" flag: strconv.ParseBool: parsing "maybe": invalid syntax\n\n${run}${runHelp}`,
    ],
    [
      'run --cpus a b',
      125,
      `invalid argument "a" for "--cpus" flag: failed to parse a as a rational number\n\n${run}${runHelp}`,
    ],
    [
      'run --health-interval 5 a',
      125,
      `invalid argument "5" for "--health-interval" flag: time: missing unit in duration "5"\n\n${run}${runHelp}`,
    ],
    [
      'run',
      1,
      `docker: 'docker run' requires at least 1 argument\n\n${run}See 'docker run --help' for more information\n`,
    ],
    [
      'ps x',
      1,
      "docker: 'docker ps' accepts no arguments\n\nUsage:  docker ps [OPTIONS]\n\nRun 'docker ps --help' for more information\n",
    ],
    [
      'logs',
      1,
      "docker: 'docker logs' requires 1 argument\n\nUsage:  docker logs [OPTIONS] CONTAINER\n\nRun 'docker logs --help' for more information\n",
    ],
    [
      'images a b',
      1,
      "docker: 'docker images' requires at most 1 argument\n\nUsage:  docker images [OPTIONS] [REPOSITORY[:TAG]]\n\nRun 'docker images --help' for more information\n",
    ],
    ['foo', 1, "docker: unknown command: docker foo\n\nRun 'docker --help' for more information\n"],
    [
      'container foo',
      1,
      "docker: unknown command: docker container foo\n\nUsage:  docker container COMMAND\n\nRun 'docker container --help' for more information\n",
    ],
    [
      '--foo',
      125,
      "unknown flag: --foo\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information\n",
    ],
    ['help foo', 1, 'unknown help topic: foo\n'],
    ['compose up --foo', 16, 'unknown flag: --foo\n'],
    ['compose foo', 16, 'unknown docker command: "compose foo"\n'],
  ])('%s with exit %i and its own words', (line, exit, stderr) => {
    expect(answer(line)).toEqual({ exit, stdout: '', stderr });
  });

  it('its version', () => {
    expect(answer('--version').stdout).toMatch(/^Docker version 29\.\d+\.\d+, build [0-9a-f]+\n$/);
  });

  it('help on standard output when asked, on standard error when nothing was', () => {
    expect(answer('--help').stdout).toContain('\nManagement Commands:\n');
    expect(answer('')).toMatchObject({ exit: 0, stdout: '' });
    expect(answer('ps --help').stdout).toContain(
      'Aliases:\n  docker container ls, docker container list, docker container ps, docker ps\n',
    );
    expect(answer('ps -a --help').stdout).toMatch(/^Usage: {2}docker ps \[OPTIONS\]\n/);
  });

  it('help in Korean with the same flags', () => {
    const korean = parse(['ps', '--help'], 'ko');
    expect(korean.kind === 'answer' && korean.answer.stdout).toContain('컨테이너 목록을 표시');
  });
});
