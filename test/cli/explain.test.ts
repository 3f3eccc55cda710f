import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';

describe('explain', () => {
  it('leaves every word behind it to docker', async () => {
    const { stdout, code } = await run([
      'explain',
      'docker',
      'run',
      '--rm',
      '-h',
      'box',
      'alpine',
      '--',
      '--help',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('-h box');
    expect(stdout).toContain('-- --help');
  });

  it('takes its own options before docker’s words', async () => {
    const { stdout } = await run(['explain', '--lang', 'ko', 'ps', '-a']);
    expect(stdout).toContain('단어별 설명');
    expect((await run(['--lang', 'ko', 'explain', 'ps'])).stdout).toContain('단어별 설명');
    expect((await run(['explain', '--help'])).stdout).toContain('docker-tutor explain');
  });

  it.each([
    [['explain', 'docker', 'psa'], 'Did you mean `docker ps`?'],
    [['explain', 'ls', '-l'], 'is no docker command line'],
    [['explain'], 'there is no docker command to explain'],
    [['explain', 'run', '--detatch', 'alpine'], 'unknown flag: --detatch'],
  ])('ends with 2 for %j', async (args, said) => {
    const { stderr, code } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it('says which flag was meant', async () => {
    expect((await run(['explain', 'run', '--detatch', 'alpine'])).stdout).toContain(
      'Did you mean `--detach`?',
    );
  });

  it('shows no control character of what was typed', async () => {
    const { stdout, stderr } = await run(['explain', 'run', 'a\u001b[31mb']);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});
