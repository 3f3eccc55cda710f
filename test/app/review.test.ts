import { beforeEach, describe, expect, it, vi } from 'vitest';
import { homeEntries } from '../../src/app/home.ts';
import { review } from '../../src/app/review.ts';
import type { Pack } from '../../src/content/types.ts';
import { DAY } from '../../src/progress/days.ts';
import type { EventBody } from '../../src/progress/events.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
import { settleAll } from '../../src/progress/schedule.ts';
import { pipeSession, quizPack } from '../helpers/session.ts';
import { folderWith } from '../helpers/temporary.ts';
import { NOW, open } from '../progress/fixtures.ts';
import { memoryFolder } from '../progress/memory-folder.ts';

const ITEMS = ['whose-kernel', 'life', 'memory', 'one', 'two', 'three'];

/** Right answers to the items of the pack. */
const RIGHT = `
whose-kernel: own
life: [pull, create, start, stop]
memory: 2048
one: 1
two: 2
three: 3
four: 4
`;

function answer(id: string, correct: boolean, revision = 1): EventBody {
  const score = correct ? 1 : 0;
  const misconceptions = correct ? [] : ['shared-kernel'];
  return {
    type: 'answered',
    item: `quiz-pack/${id}`,
    revision,
    answer: 'x',
    correct,
    score,
    max: 1,
    misconceptions,
    via: 'quiz',
  };
}

let folder = memoryFolder();
let store: ProgressStore = open(folder);
let cwd = '';

/** Runs `review` some days after the first answers; gives its exit code and what it said. */
async function reviewAfter(
  days: number,
  request: Parameters<typeof review>[1] = {},
  more: { readonly packs?: readonly Pack[]; readonly lang?: string } = {},
) {
  const session = pipeSession({ store, now: NOW + days * DAY, cwd, ...more });
  const code = await review(session, request);
  return { code, stdout: session.stdout(), json: () => JSON.parse(session.stdout()) };
}

/** The ids of the items that a review asks some days after the first answers, all of which are answered right. */
async function askedAfter(days: number, more: Parameters<typeof reviewAfter>[2] = {}): Promise<string[]> {
  const { json } = await reviewAfter(days, { answers: 'right.yaml', json: true }, more);
  return json().items.map((item: { id: string }) => item.id);
}

beforeEach(() => {
  // Hours later is the same day, wherever the tests run.
  vi.stubEnv('TZ', 'UTC');
  folder = memoryFolder();
  store = open(folder);
  cwd = folderWith({
    'right.yaml': RIGHT,
    'none.yaml': '{}',
    'one.yaml': 'one: 1\n',
    'bad.yaml': 'one: 1\nfive: 5\n',
  });
});

describe('review', () => {
  it('says that there is nothing yet to someone who answered nothing', async () => {
    const { code, stdout } = await reviewAfter(0, { answers: 'none.yaml' });
    expect(code).toBe(0);
    expect(stdout).toContain('There is nothing to review yet.');
  });

  it('says when the next is due, if nothing is today', async () => {
    store.record([answer('one', false), answer('two', false), answer('three', true)], NOW);
    const { code, stdout } = await reviewAfter(0, { answers: 'none.yaml' });
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing is due today.\n Next: 2 questions, tomorrow.');
    expect((await reviewAfter(0, { answers: 'none.yaml' }, { lang: 'ko' })).stdout).toContain(
      '오늘 복습할 문항이 없습니다.\n 다음 복습: 내일, 2문항.',
    );
  });

  it('gives a script an empty result where nothing is due', async () => {
    const { code, json } = await reviewAfter(0, { answers: 'none.yaml', json: true });
    expect(code).toBe(0);
    expect(json()).toMatchObject({ format: 1, quiz: null, score: 0, max: 0, passed: null, items: [] });
  });

  it('grades what is due from a file, records it as a review, and asks no more that day', async () => {
    store.record([answer('one', false), answer('two', true)], NOW);
    const { code, json } = await reviewAfter(1, { answers: 'one.yaml', json: true });
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      quiz: null,
      score: 1,
      max: 1,
      passed: null,
      items: [{ id: 'one', type: 'numeric', correct: true, answer: 1, misconceptions: [] }],
    });
    expect(store.events().at(-1)).toMatchObject({
      type: 'answered',
      item: 'quiz-pack/one',
      via: 'review',
      revision: 1,
    });
    expect(store.events().at(-1)).not.toHaveProperty('quiz');
    expect((await reviewAfter(1, { answers: 'none.yaml' })).stdout).toContain('Nothing is due today.');
  });

  it('leaves due what the file does not answer', async () => {
    store.record([answer('one', false), answer('two', false)], NOW);
    await reviewAfter(1, { answers: 'one.yaml' });
    expect(store.events()).toHaveLength(3);
    expect(await askedAfter(1)).toEqual(['two']);
  });

  it('asks only what is due, whatever the file answers', async () => {
    store.record([answer('one', false), answer('two', true)], NOW);
    expect(await askedAfter(1)).toEqual(['one']);
    expect(await askedAfter(2)).toEqual([]);
    expect(await askedAfter(3)).toEqual(['two']);
  });

  it('refuses answers to what does not exist, and records nothing', async () => {
    store.record([answer('one', false)], NOW);
    const session = pipeSession({ store, now: NOW + DAY, cwd });
    await expect(review(session, { answers: 'bad.yaml' })).rejects.toMatchObject({ exitCode: 2 });
    expect(session.stderr()).toContain('bad.yaml:2:1');
    expect(store.events()).toHaveLength(1);
  });

  it('takes those that wait longest if there is a limit, and mixes what they are about', async () => {
    ITEMS.forEach((id, index) => {
      store.record([answer(id, false)], NOW + index * 1000);
    });
    const { json } = await reviewAfter(1, { answers: 'right.yaml', json: true, limit: '4' });
    // Three of one quiz and one of another: the other does not come last.
    expect(json().items.map(({ id }: { id: string }) => id)).toEqual([
      'whose-kernel',
      'one',
      'life',
      'memory',
    ]);
    expect((await askedAfter(1)).sort()).toEqual(['three', 'two']);
  });

  it('passes over what no pack has any more, and follows what was renamed', async () => {
    store.record([answer('gone', false), answer('was-one', false), answer('two', false)], NOW);
    const pack = quizPack();
    const [module] = pack.index.modules;
    const renamed: Pack = {
      ...pack,
      index: {
        ...pack.index,
        modules: [
          {
            ...module!,
            quizzes: module!.quizzes.map((quiz) =>
              quiz.id === 'small-quiz' ? { ...quiz, formerItems: { 'was-one': 'one' } } : quiz,
            ),
          },
        ],
      },
    };
    expect(await askedAfter(1)).toEqual(['two']);
    store.record([answer('two', false)], NOW + DAY + 1000);
    expect((await askedAfter(2, { packs: [renamed] })).sort()).toEqual(['one', 'two']);
    // Right under its new name: it is known together with its wrong answer under the old one.
    expect(await askedAfter(3, { packs: [renamed] })).toEqual([]);
  });

  it('names items with their packs where several packs are asked about', async () => {
    const other = quizPack();
    const { lessons, quizzes, index } = other;
    const id = 'other-pack';
    const renamed: Pack = {
      ...other,
      index: { ...index, id },
      lessons: lessons.map((lesson) => ({ ...lesson, pack: id })),
      quizzes: quizzes.map((quiz) => ({ ...quiz, pack: id })),
    };
    store.record(
      [answer('one', false), { ...answer('two', false), item: 'other-pack/two' } as EventBody],
      NOW,
    );
    const asked = await askedAfter(1, { packs: [quizPack(), renamed] });
    expect(asked.sort()).toEqual(['other-pack/two', 'quiz-pack/one']);
  });

  it('needs a terminal or answers, and a limit that is a number', async () => {
    await expect(reviewAfter(0)).rejects.toMatchObject({ exitCode: 2 });
    for (const limit of ['0', '-1', 'x', '1.5'])
      await expect(reviewAfter(0, { limit, answers: 'none.yaml' })).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('a learner who reviews every day for sixty days', () => {
  it('meets each item less and less often, and masters it', async () => {
    store.record(
      ITEMS.map((id) => answer(id, true)),
      NOW,
    );
    const days = new Map(ITEMS.map((id) => [id, [] as number[]]));
    for (let day = 1; day <= 60; day++) {
      store.close();
      store = open(folder);
      for (const id of await askedAfter(day)) days.get(id)?.push(day);
    }
    for (const met of days.values()) {
      const gaps = met.map((day, index) => day - (met[index - 1] ?? 0));
      expect(gaps.length).toBeGreaterThan(1);
      expect(gaps).toEqual([...gaps].sort((one, other) => one - other));
    }
    const progress = settleAll(store.progress);
    for (const id of ITEMS) expect(progress.items[`quiz-pack/${id}`]?.rightDays).toHaveLength(3);
  });

  it('is not shaken by a clock that is set back by a day', async () => {
    store.record([answer('one', true)], NOW);
    const asked: number[] = [];
    // The second day after the first review is lived twice; nothing comes sooner or later for it.
    for (const day of [0, 1, 2, 3, 2, 3, ...Array.from({ length: 20 }, (_, index) => index + 4)]) {
      if ((await askedAfter(day)).length > 0) asked.push(day);
    }
    expect(asked).toEqual([3, 17]);
    expect(store.progress.items['quiz-pack/one']).toMatchObject({ seen: 3, correct: 3 });
  });
});

describe('home', () => {
  it('offers the review first when something is due, and quizzes', async () => {
    const session = pipeSession({ store, now: NOW });
    const entries = homeEntries(await session.catalog(), store.progress, 7, 'en');
    expect(entries[0]).toMatchObject({ name: 'Review: 7 items are due', command: 'docker-tutor review' });
    expect(entries.map(({ command }) => command)).toContain('docker-tutor quiz');
    const [first] = homeEntries(await session.catalog(), store.progress, 0, 'en');
    expect(first?.command).toBe('docker-tutor learn');
  });
});
