import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../../src/engine/grammar/table.ts';
import { dockerHere } from './docker-here.ts';

const NAMES = [
  'web',
  'nap',
  'alpine',
  'nginx',
  'nginx:latest',
  'data',
  'bridge',
  'net',
  'nope',
  '-',
  '/tmp/f',
  'web:/tmp/f',
  'echo',
  'hi',
  '',
];
const VALUES = [
  ...NAMES,
  '1',
  '0',
  '-1',
  '5s',
  '64m',
  'a=b',
  '8080:80',
  'status=running',
  '{{.ID}}',
  '{{.Nope}}',
  '{{',
  'json',
  'table {{.ID}}',
  'KILL',
  'a:/b',
];

const line = fc
  .constantFrom(...COMMANDS)
  .chain((command) =>
    fc
      .tuple(
        fc.subarray([...command.flags], { maxLength: Math.min(3, command.flags.length) }),
        fc.array(fc.constantFrom(...VALUES), { minLength: 3, maxLength: 3 }),
        fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }),
      )
      .map(([flags, values, args]) => [
        ...command.path,
        ...flags.map((flag, at) =>
          flag.type === 'bool' ? `--${flag.name}` : `--${flag.name}=${values[at] ?? ''}`,
        ),
        ...args,
      ]),
  );

describe('any docker command lines, one after the other', () => {
  it('end or wait, with an exit code of docker’s, and leave a world that can be looked at', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 5, maxLength: 15 }), (lines) => {
        const here = dockerHere();
        here.docker('run', '-d', '--name', 'web', '-v', 'data:/d', 'nginx');
        for (const argv of lines) {
          const { exit, err } = here.dockerWith({ within: 5000, stdin: 'y\n' }, ...argv);
          if (exit !== undefined) expect(exit).toBeLessThan(256);
          // What is thrown and not meant for people would show as the kernel's own message of a crash.
          expect(err).not.toMatch(/TypeError|RangeError|is not a function|undefined/);
        }
        expect(here.docker('ps', '-a').exit).toBe(0);
        expect(here.docker('images').exit).toBe(0);
        expect(here.docker('system', 'df').exit).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('can be undone', () => {
    const { docker, kernel } = dockerHere();
    docker('pull', '-q', 'nginx');
    const mark = kernel.journal.mark();
    docker('run', '-d', '--name', 'web', 'nginx');
    docker('network', 'create', 'net');
    expect(docker('ps', '-q').out).not.toBe('');
    kernel.journal.undo(mark);
    expect(docker('ps', '-aq').out).toBe('');
    expect(docker('network', 'ls', '-qf', 'name=net').out).toBe('');
    expect(docker('run', '-d', '--name', 'web', 'nginx').exit).toBe(0);
  });
});
