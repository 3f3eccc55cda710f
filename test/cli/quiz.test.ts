import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunSettings, run } from '../helpers/cli.ts';
import { ROOT } from '../helpers/root.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

const PACK = join(ROOT, 'test', 'fixtures', 'packs', 'quiz');
const quiz = (args: readonly string[], settings: RunSettings = {}) =>
  run(['quiz', '--pack', PACK, ...args], settings);
const answers = (text: string): string => join(folderWith({ 'answers.yaml': text }), 'answers.yaml');

/** Half of it right, with every rule of partial points in it. */
const SOME = `
whose-kernel: host
what-it-brings: [a-kernel, libraries, an-app, a-disk, a-cpu]
life: [stop, start, create, pull]
partners: {ps: ps, pull: pull, logs: logs, rm: boots}
what-is-it: {flag: --rm, thing: CON TAINER}
memory: 2 GiB
`;
const ALL = `
whose-kernel: own
what-it-brings: [a-kernel, libraries, an-app, a-disk]
life: [pull, create, start, stop]
partners: {ps: ps, pull: pull, logs: logs, rm: rm}
what-is-it: {flag: --rm, thing: 컨테이너}
memory: 2048
second-kernel: guest
`;

describe('quiz --answers', () => {
  it('grades by the published rules, lists misconceptions, and ends with 1 under the pass mark', async () => {
    const { stdout, stderr, code } = await quiz([
      'stacks',
      '--answers',
      answers(SOME),
      '--json',
      '--seed',
      'x',
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(1);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ format: 1, quiz: 'stacks-quiz', seed: 'x', max: 7, passed: false });
    const scores = Object.fromEntries(
      result.items.map(({ id, score }: { id: string; score: number }) => [id, score]),
    );
    expect(scores).toEqual({
      'whose-kernel': 0,
      'what-it-brings': 0.5,
      life: 0,
      partners: 0.75,
      'what-is-it': 1,
      memory: 1,
      'second-kernel': 0,
    });
    expect(result.score).toBe(3.25);
    const item = (id: string) => result.items.find((each: { id: string }) => each.id === id);
    expect(item('whose-kernel')).toEqual({
      id: 'whose-kernel',
      type: 'single',
      correct: false,
      score: 0,
      max: 1,
      answer: 'host',
      misconceptions: ['shared-kernel'],
    });
    expect(item('memory')).toMatchObject({ answer: 2048, correct: true });
    expect(item('second-kernel')).toMatchObject({ answer: null, correct: false, score: 0, max: 1 });
  });

  it('ends with 0 when it is passed, and records the attempt', async () => {
    const home = newFolder();
    const { stdout, code } = await quiz(['stacks-quiz', '--answers', '-', '--json'], { home, stdin: ALL });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ score: 7, max: 7, passed: true });
    const exported = JSON.parse((await run(['export'], { home })).stdout);
    const types = exported.events.map(({ type }: { type: string }) => type);
    expect(types).toEqual(['quiz-started', ...Array.from({ length: 7 }, () => 'answered'), 'quiz-done']);
  });

  it('gives the same quiz for the same seed, and another for another', async () => {
    const ids = async (seed: string): Promise<string[]> => {
      const { stdout } = await quiz(['small-quiz', '--answers', '-', '--json', '--seed', seed], {
        stdin: '{}',
      });
      return JSON.parse(stdout).items.map(({ id }: { id: string }) => id);
    };
    // Fixed, since a teacher's seed must mean the same on every machine and with every version.
    expect(await ids('2026')).toEqual(['two', 'three']);
    expect(await ids('2027')).not.toEqual(['two', 'three']);
  });

  it('draws as many as asked for, and passes over answers to what was not drawn', async () => {
    const one = await quiz(['stacks', '--count', '3', '--answers', answers(ALL), '--json']);
    expect(JSON.parse(one.stdout)).toMatchObject({ score: 3, max: 3, passed: true });
    for (const count of ['0', '-1', '1.5', 'x']) {
      const bad = await quiz(['stacks', '--count', count, '--answers', answers(ALL)]);
      expect(bad).toMatchObject({ code: 2, stdout: '' });
      expect(bad.stderr.trim().split('\n')).toHaveLength(2);
    }
  });

  it('names everything that is wrong with its place, ends with 2, and records nothing', async () => {
    const home = newFolder();
    const file = answers('whose-kernel: hots\nnothing: 1\nmemory: [1]\n');
    const { stdout, stderr, code } = await quiz(['stacks', '--answers', file, '--json'], { home });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${file}:1:15 error unknown-option`);
    expect(stderr).toContain(`${file}:2:1 error unknown-item`);
    expect(stderr).toContain(`${file}:3:9 error wrong-shape`);
    expect(stderr).toContain('nothing was recorded');
    const exported = JSON.parse((await run(['export'], { home })).stdout);
    expect(exported.events).toEqual([]);
  });

  it('prints the result as text, in both languages', async () => {
    const english = await quiz(['stacks', '--answers', answers(SOME)]);
    expect(english.stdout).toContain('Not passed yet: 3.25 of 7 points (46%)');
    expect(english.stdout).toContain('docker-tutor learn stacks --step 2');
    const korean = await quiz(['stacks', '--answers', answers(SOME), '--lang', 'ko']);
    expect(korean.stdout).toContain('7점 중 3.25점');
    expect(korean.code).toBe(1);
  });

  it('says in two lines what cannot be read or found', async () => {
    for (const args of [
      ['stacks', '--answers', '/nowhere/answers.yaml'],
      ['nothing-like-it', '--answers', answers(ALL)],
    ]) {
      const { stdout, stderr, code } = await quiz(args);
      expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
      expect(stderr.trim().split('\n')).toHaveLength(2);
    }
  });
});

describe('quiz in a pipe', () => {
  it('without answers ends with 2 and says so in two lines', async () => {
    const { stdout, stderr, code } = await quiz(['stacks']);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr.trim().split('\n')).toEqual([
      'docker-tutor: a quiz needs a terminal, or answers in a file',
      expect.stringContaining('--answers'),
    ]);
  });
});
