import { beforeEach, describe, expect, it, vi } from 'vitest';
import { progressJson } from '../../../src/app/progress/json.ts';
import { misconceptionsMet } from '../../../src/app/progress/misconceptions.ts';
import { progressNodes } from '../../../src/app/progress/nodes.ts';
import { objectiveStates } from '../../../src/app/progress/objectives.ts';
import { scheduledProgress } from '../../../src/app/scheduled.ts';
import { DAY } from '../../../src/progress/days.ts';
import type { EventBody } from '../../../src/progress/events.ts';
import type { ProgressStore } from '../../../src/progress/port.ts';
import { pipeSession } from '../../helpers/session.ts';
import { NOW, open, seen, sure } from '../../progress/fixtures.ts';
import { memoryFolder } from '../../progress/memory-folder.ts';

let store: ProgressStore = open(memoryFolder());

function answer(id: string, correct: boolean, misconceptions: readonly string[] = []): EventBody {
  const item = `quiz-pack/${id}`;
  const score = correct ? 1 : 0;
  return {
    type: 'answered',
    item,
    revision: 1,
    answer: 'x',
    correct,
    score,
    max: 1,
    misconceptions,
    via: 'quiz',
  };
}

/** What `progress` knows some days after the first answers. */
async function progressAfter(days: number, lang = 'en') {
  const session = pipeSession({ store, now: NOW + days * DAY, lang });
  const catalog = await session.catalog();
  const progress = await scheduledProgress(session, 'all');
  return {
    catalog,
    progress,
    json: progressJson(catalog, progress, NOW + days * DAY),
    text: () => {
      session.print(progressNodes(session, catalog, progress));
      return session.stdout();
    },
  };
}

beforeEach(() => {
  // Hours later is the same day, wherever the tests run.
  vi.stubEnv('TZ', 'UTC');
  store = open(memoryFolder());
});

describe('progress --json', () => {
  it('says when each item is due, whether it is mastered, and how many are due today', async () => {
    store.record([answer('one', true), answer('two', false)], NOW);
    expect((await progressAfter(0)).json).toMatchObject({
      format: 1,
      items: {
        'quiz-pack/one': { seen: 1, correct: 1, due: new Date(NOW + 3 * DAY).toISOString(), mastered: false },
        'quiz-pack/two': { seen: 1, correct: 0, due: new Date(NOW + DAY).toISOString(), mastered: false },
      },
      due: 0,
    });
    expect((await progressAfter(1)).json.due).toBe(1);
    expect((await progressAfter(3)).json.due).toBe(2);
  });

  it('counts an item as mastered once it was right on three days, the last a week after the one before', async () => {
    store.record([answer('one', true)], NOW);
    store.record([answer('one', true)], NOW + 3 * DAY);
    expect((await progressAfter(3)).json.items['quiz-pack/one']).toMatchObject({ mastered: false });
    store.record([answer('one', true)], NOW + 10 * DAY);
    expect((await progressAfter(10)).json.items['quiz-pack/one']).toMatchObject({ mastered: true });
    store.record([answer('one', false)], NOW + 11 * DAY);
    expect((await progressAfter(11)).json.items['quiz-pack/one']).toMatchObject({ mastered: false });
  });

  it('does not count as due what no pack asks any more', async () => {
    store.record([answer('gone', false)], NOW);
    const { json } = await progressAfter(2);
    expect(json.due).toBe(0);
    expect(json.items['quiz-pack/gone']).toMatchObject({ due: new Date(NOW + DAY).toISOString() });
  });

  it('has the best result of each quiz that was begun', async () => {
    store.record(
      [
        { type: 'quiz-done', quiz: 'quiz-pack/stacks-quiz', score: 5.5, max: 7, passed: false },
        { type: 'quiz-started', quiz: 'quiz-pack/small-quiz', seed: 's', items: ['quiz-pack/one'] },
      ],
      NOW,
    );
    expect((await progressAfter(0)).json.quizzes).toEqual({
      'stacks-quiz': { best: { score: 5.5, max: 7, passed: false }, underWay: false },
      'small-quiz': { best: null, underWay: true },
    });
  });

  it('tells misconceptions that were overcome from those that were not', async () => {
    store.record([answer('whose-kernel', false, ['shared-kernel'])], NOW);
    expect((await progressAfter(0)).json.misconceptions).toEqual({
      lookAgain: ['quiz-pack/shared-kernel'],
      overcome: [],
    });
    store.record([answer('whose-kernel', true)], NOW + DAY);
    expect((await progressAfter(1)).json.misconceptions.overcome).toEqual(['quiz-pack/shared-kernel']);
    store.record([answer('partners', false, ['shared-kernel'])], NOW + 2 * DAY);
    expect((await progressAfter(2)).json.misconceptions.overcome).toEqual([]);
  });
});

describe('objectives', () => {
  it('are known while every question about them that was answered was right and not unsure', async () => {
    store.record([answer('whose-kernel', true), answer('one', true), answer('two', true)], NOW);
    const states = async () => {
      const { catalog, progress } = await progressAfter(0);
      return objectiveStates(catalog, progress).map(({ text, known }) => [text['en']?.join(''), known]);
    };
    expect(await states()).toEqual([
      ['Say whose kernel a VM runs', true],
      ['Write a first command', true],
    ]);
    store.record([sure('quiz-pack/two', false)], NOW);
    expect(await states()).toEqual([
      ['Say whose kernel a VM runs', true],
      ['Write a first command', false],
    ]);
  });

  it('are not spoken of before a question about them was answered', async () => {
    store.record([answer('whose-kernel', false)], NOW);
    const { catalog, progress } = await progressAfter(0);
    expect(objectiveStates(catalog, progress)).toMatchObject([{ lesson: 'stacks', known: false }]);
  });
});

describe('misconceptions', () => {
  it('are told with those to look at again first', async () => {
    store.record([answer('whose-kernel', false, ['shared-kernel', 'told-no-more'])], NOW);
    const { catalog, progress } = await progressAfter(0);
    expect(misconceptionsMet(catalog, progress)).toMatchObject([
      { misconception: { id: 'shared-kernel' }, overcome: false },
    ]);
  });
});

describe('the page', () => {
  it('says how to begin to someone who has not begun', async () => {
    expect((await progressAfter(0)).text()).toContain('Begin with: docker-tutor learn');
  });

  it('shows lessons, quizzes, objectives, misconceptions, and the next two weeks', async () => {
    store.record(
      [
        seen('start', 'quiz-pack/stacks'),
        answer('whose-kernel', false, ['shared-kernel']),
        answer('one', true),
        { type: 'quiz-done', quiz: 'quiz-pack/small-quiz', score: 2, max: 2, passed: true },
      ],
      NOW,
    );
    const text = (await progressAfter(1)).text();
    const lines = text.split('\n').map((line) => line.trim());
    expect(lines).toContain('Due for review today: 1 (docker-tutor review)');
    expect(lines).toContain('stacks  ━━━━━━━━━━──────────  1/2');
    expect(lines.find((line) => line.startsWith('A small draw'))).toContain('2/2  ✓ passed');
    expect(text).toMatch(/~ Say whose kernel a VM runs {2}\(look again: stacks\)/);
    expect(text).toMatch(/✓ Write a first command/);
    expect(lines.filter((line) => /[━─] {2}\d+$/.test(line))).toHaveLength(14);
    expect(lines.find((line) => line.startsWith('today'))).toMatch(/━ {2}1$/);
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  it('speaks Korean', async () => {
    store.record([answer('one', true)], NOW);
    const text = (await progressAfter(3, 'ko')).text();
    expect(text).toContain('오늘 복습할 문항: 1개');
    expect(text).toMatch(/^ 오늘 .* {2}1$/m);
  });
});
