import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BIN } from './helpers/built.ts';
import { builtLessons } from './helpers/built-pack.ts';
import { environment, run, runAny } from './helpers/cli.ts';
import { ROOT } from './helpers/root.ts';
import { newFolder } from './helpers/temporary.ts';

const LESSONS = builtLessons().map(({ id }) => id);
const TINY = join(ROOT, 'test', 'fixtures', 'packs', 'tiny');

/** Command lines, a bar where the cursor is, and what must be among the candidates. Several words: all of them. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['docker-tutor |', ['learn', 'list', 'pack', 'completion'], ['home', 'complete', 'help']],
  ['docker-tutor le|', ['learn'], ['list']],
  ['docker-tutor learn |', LESSONS, ['list']],
  ['docker-tutor learn vm-|', ['vm-vs-container'], ['containers']],
  [
    'docker-tutor draw vm-vs-container/|',
    ['vm-vs-container/two-stacks', 'vm-vs-container/no-guest'],
    ['vm-vs-container/predict-numbers'],
  ],
  ['docker-tutor pack |', ['new', 'check', 'preview', 'schema'], ['learn']],
  ['docker-tutor pack schema |', ['lesson', 'pack', 'glossary', 'misconceptions'], []],
  ['docker-tutor config set language |', ['en', 'ko', 'auto'], []],
  ['docker-tutor --lang |', ['en', 'ko'], []],
  ['docker-tutor draw --format |', ['text', 'alt', 'svg', 'json'], []],
  ['docker-tutor draw e|', ['engine'], []],
  ['docker-tutor draw engine --engine |', ['sandbox', 'docker', 'auto'], []],
  ['docker-tutor draw --ch|', ['--changed'], ['--target']],
  ['docker-tutor learn --s|', ['--step', '--screen-reader'], ['--from-start']],
  [`docker-tutor --pack ${TINY} learn he|`, ['hello'], []],
  ['docker-tutor completion |', ['bash', 'zsh', 'fish', 'powershell'], []],
];

describe.each(['bash', 'zsh', 'fish', 'powershell'])('the script for %s', (shell) => {
  it('is printed in any language, and ends with a line end', async () => {
    const { stdout, stderr, code } = await run(['completion', shell, '--lang', 'ko']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain('docker-tutor complete');
    expect(stdout.endsWith('\n')).toBe(true);
  });
});

/** Runs a script in a shell that finds the program as `docker-tutor`. */
async function inShell(shell: string, args: readonly string[]): Promise<string> {
  const home = newFolder();
  const programs = newFolder();
  symlinkSync(BIN, join(programs, 'docker-tutor'));
  const env = environment(home, { PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` });
  const { stdout, stderr, code } = await runAny(shell, args, { cwd: home, env });
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return stdout;
}

const isThere = (shell: string): boolean => spawnSync(shell, ['--version'], { stdio: 'ignore' }).status === 0;

describe.skipIf(!isThere('bash'))('in a real bash', () => {
  let script = '';
  beforeAll(async () => {
    script = (await run(['completion', 'bash'])).stdout;
  });

  it.each(CASES)('%s', async (line, expected, unexpected) => {
    const words = line.replace('|', '').split(' ');
    const call = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _docker_tutor; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const found = (await inShell('bash', ['--norc', '--noprofile', '-c', `${script}\n${call}`])).split('\n');
    expect(found).toEqual(expect.arrayContaining([...expected]));
    for (const word of unexpected) expect(found).not.toContain(word);
  });

  it('says nothing of a line that is wrong', async () => {
    const call =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell is to fill it in.
      'COMP_WORDS=(docker-tutor --pack nowhere learn \'\'); COMP_CWORD=4; _docker_tutor; echo "${#COMPREPLY[@]}"';
    expect(await inShell('bash', ['--norc', '--noprofile', '-c', `${script}\n${call}`])).toBe('0\n');
  });
});

describe.skipIf(!isThere('fish'))('in a real fish (skipped where it is not installed)', () => {
  it.each(CASES)('%s', async (line, expected, unexpected) => {
    const { stdout: script } = await run(['completion', 'fish']);
    const call = `complete -C '${line.replace('|', '')}'`;
    const found = (await inShell('fish', ['--no-config', '-c', `${script}\n${call}`]))
      .split('\n')
      .map((each) => each.split('\t')[0]);
    expect(found).toEqual(expect.arrayContaining([...expected]));
    for (const word of unexpected) expect(found).not.toContain(word);
  });
});

describe.skipIf(!isThere('zsh'))('in a real zsh (skipped where it is not installed)', () => {
  it.each(CASES)('%s', async (line, expected, unexpected) => {
    const { stdout: script } = await run(['completion', 'zsh']);
    const words = line.replace('|', '').split(' ');
    // The completion system wants a terminal: its two functions that the script calls are stood in for.
    const stubs = `compdef() { }; compadd() { shift; print -l -- "\${(@P)1}" }; _files() { }`;
    const call = `words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}; _docker_tutor`;
    const found = (await inShell('zsh', ['-f', '-c', `${stubs}\n${script}\n${call}`])).split('\n');
    expect(found).toEqual(expect.arrayContaining([...expected]));
    for (const word of unexpected) expect(found).not.toContain(word);
  });
});
