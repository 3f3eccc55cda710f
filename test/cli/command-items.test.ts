import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { ROOT } from '../helpers/root.ts';
import { newFolder } from '../helpers/temporary.ts';

const PACK = join(ROOT, 'test', 'fixtures', 'packs', 'commands');

async function quiz(answers: string) {
  const { stdout } = await run(['quiz', 'commands-quiz', '--pack', PACK, '--json', '--answers', '-'], {
    stdin: answers,
  });
  const { score, items } = JSON.parse(stdout) as {
    score: number;
    items: { id: string; correct: boolean; answer: unknown }[];
  };
  return { score, right: items.flatMap(({ id, correct }) => (correct ? [id] : [])).sort() };
}

describe('items about commands, in a file of answers', () => {
  it('are right by meaning, by their goal, and by what the sandbox shows', async () => {
    const answers =
      'list-all: docker container ls --all\nrun-web: docker run --name=web -dit alpine\nwho: root\n';
    expect(await quiz(answers)).toEqual({ score: 3, right: ['list-all', 'run-web', 'who'] });
  });

  it('are wrong where another command, another state or another outcome was given', async () => {
    const answers = 'list-all: docker ps\nrun-web: docker create --name web alpine sleep 1d\nwho: learner\n';
    expect(await quiz(answers)).toEqual({ score: 0, right: [] });
  });

  it('say what an answer has to look like', async () => {
    const { stderr, code } = await run(['quiz', 'commands-quiz', '--pack', PACK, '--answers', '-'], {
      stdin: 'list-all: [a]\nwho: rot\n',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('the answer is a docker command line');
    expect(stderr).toContain('did you mean `root`?');
  });
});

describe('pack check of items about commands', () => {
  const file = (item: string): string => {
    const folder = newFolder();
    cpSync(PACK, folder, { recursive: true });
    writeFileSync(
      join(folder, 'basics', 'commands.quiz.yaml'),
      `format: 1\nid: commands-quiz\ntitle: X\nlesson: listing\npass: 1\nitems:\n${item}`,
    );
    return folder;
  };

  it('finds nothing wrong with the pack of the fixture', async () => {
    const { stdout, code } = await run(['pack', 'check', PACK]);
    expect([stdout.includes('no problems'), code]).toEqual([true, 0]);
  });

  it.each([
    [
      'bad-command',
      '  - {id: a, type: command, prompt: {en: P, ko: P}, accept: ["docker psa"], wrong: {"docker ps": {say: {en: N, ko: N}}}, say: {en: S, ko: S}}\n',
      'docker does not take this',
    ],
    [
      'bad-command',
      '  - {id: a, type: command, prompt: {en: P, ko: P}, accept: ["docker ps | wc"], say: {en: S, ko: S}}\n',
      'would need a shell',
    ],
    [
      'right-and-wrong',
      '  - {id: a, type: command, prompt: {en: P, ko: P}, accept: ["docker ps"], wrong: {"docker ps": {say: {en: N, ko: N}}}, say: {en: S, ko: S}}\n',
      'among the right answers and among the wrong ones',
    ],
    [
      'wrong-passes',
      '  - {id: a, type: command, prompt: {en: P, ko: P}, accept: ["docker ps -a"], wrong: {"docker ps --all": {say: {en: N, ko: N}}}, say: {en: S, ko: S}}\n',
      'counts as right',
    ],
  ])('%s: %s', async (rule, item, message) => {
    const { stdout } = await run(['pack', 'check', file(item)]);
    expect(stdout).toContain(rule);
    expect(stdout).toContain(message);
  });

  it.each([
    [
      'not-foretold',
      'type: predict, prompt: {en: P, ko: P}, run: "docker ps -q", options: [{id: a, text: "1", when: {exit: 1}, say: {en: S, ko: S}}, {id: b, text: "2", when: {exit: 2}, say: {en: S, ko: S}}]',
      'it gives exit 0',
    ],
    [
      'not-foretold',
      'type: predict, prompt: {en: P, ko: P}, run: "docker ps -q", options: [{id: a, text: "1", when: {exit: 0}, say: {en: S, ko: S}}, {id: b, text: "2", when: {stdout: ""}, say: {en: S, ko: S}}]',
      'several options',
    ],
    [
      'goal-not-reached',
      'type: command, prompt: {en: P, ko: P}, accept: ["docker create --name web alpine"], goal: [{container: web, state: running}], say: {en: S, ko: S}',
      'does not bring the goal',
    ],
    [
      'goal-not-reached',
      'type: command, prompt: {en: P, ko: P}, accept: ["docker create --name web alpine"], goal: [{container: web}], wrong: {"docker run -d --name web alpine": {say: {en: S, ko: S}}}, say: {en: S, ko: S}',
      'the wrong command',
    ],
  ])('%s on the sandbox', async (rule, item, message) => {
    const { stdout } = await run(['pack', 'check', file(`  - {id: a, ${item}}\n`)]);
    expect(stdout).toContain(rule);
    expect(stdout).toContain(message);
  });
});
