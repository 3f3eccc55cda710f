import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/content/types.ts';
import { broken, GOOD_PACK, LESSON, load, QUIZ } from './memory-pack.ts';

const quiz = load(GOOD_PACK).pack!.quizzes[0]!;

/** An item of the good quiz, known to be of a type. */
function itemOf<T extends Item['type']>(type: T, files = GOOD_PACK): Extract<Item, { type: T }> {
  const items = load(files).pack!.quizzes[0]!.items;
  return items.find((item) => item.type === type) as Extract<Item, { type: T }>;
}

describe('a quiz that is loaded', () => {
  it('knows its pack, what it belongs to, its pass mark and how much of it is drawn', () => {
    expect(quiz).toMatchObject({
      pack: 'good',
      id: 'kernel-quiz',
      lesson: 'kernel-lesson',
      languages: ['en', 'ko'],
      pass: 0.8,
      draw: 6,
    });
    expect(quiz.module).toBeUndefined();
  });

  it('carries what its items name, and nothing else', () => {
    expect(quiz.objectives).toEqual([
      {
        id: 'share',
        text: { en: ['Say what is shared'], ko: ['공유하는 것을 말한다'] },
        lesson: 'kernel-lesson',
      },
    ]);
    expect(Object.keys(quiz.sources).sort()).toEqual(['docs', 'run']);
    expect(Object.keys(quiz.diagrams)).toEqual(['host']);
    expect(Object.keys(quiz.misconceptions)).toEqual(['own-kernel']);
    expect(quiz.terms).toEqual({});
    const named = load(broken(QUIZ, '"So it goes."', '"So goes a [[kernel]]."')).pack?.quizzes[0];
    expect(Object.keys(named?.terms ?? {})).toEqual(['kernel']);
  });

  it('brings diagrams of its own, which stand before those of its lesson', () => {
    const own =
      'diagrams: {host: {kind: stack, stack: [{id: app, role: app, label: A}, {id: kernel, role: kernel, label: K}]}}';
    const { pack, problems } = load(broken(QUIZ, 'items:\n', `${own}\nitems:\n`));
    expect(problems).toEqual([]);
    expect(JSON.stringify(pack?.quizzes[0]?.diagrams['host'])).toContain('"und":["K"]');
  });

  it('has the misconceptions of every type of item', () => {
    const mis = (from: string, to: string) =>
      Object.keys(load(broken(QUIZ, from, to)).pack!.quizzes[0]!.misconceptions);
    const more = `${GOOD_PACK['misconceptions.yaml']}${GOOD_PACK['misconceptions.yaml']!.slice(GOOD_PACK['misconceptions.yaml']!.indexOf('  - id')).replace('own-kernel', 'other')}`;
    const quizWith = (from: string, to: string) =>
      load({ ...broken(QUIZ, from, to), 'misconceptions.yaml': more }).pack!.quizzes[0]!.misconceptions;
    expect(mis('draw: 6', 'draw: 5')).toEqual(['own-kernel']);
    expect(Object.keys(quizWith('{"-rm": {say', '{"-rm": {mis: other, say'))).toContain('other');
    expect(Object.keys(quizWith('{80: {mis: own-kernel', '{80: {mis: other'))).toContain('other');
    expect(Object.keys(quizWith('{app: {mis: own-kernel', '{app: {mis: other'))).toContain('other');
    expect(Object.keys(quizWith('ko: "몫"}, mis: own-kernel', 'ko: "몫"}, mis: other'))).toContain('other');
  });

  it('is plain JSON, so that it can be stored', () => {
    expect(JSON.parse(JSON.stringify(quiz))).toEqual(quiz);
  });

  it('notes former ids of quizzes and their items in the index', () => {
    const files = broken(QUIZ, 'id: kernel-quiz', 'id: kernel-quiz\nwas: [old-quiz]');
    files[QUIZ] = files[QUIZ]!.replace('id: boot', 'id: boot\n    was: [start-up]');
    const { pack, problems } = load(files);
    expect(problems).toEqual([]);
    expect(pack?.index.modules[0]?.quizzes[0]).toMatchObject({
      was: ['old-quiz'],
      formerItems: { 'start-up': 'boot' },
    });
  });

  it('is left out of the pack if no module lists it, and still looked at', () => {
    const { pack, quizzes } = load(broken('pack.yaml', ', quizzes: [kernel-quiz]', ''));
    expect(pack?.quizzes).toEqual([]);
    expect(quizzes.map(({ quiz: { id } }) => id)).toEqual(['kernel-quiz']);
  });

  it('does not keep the rest of its pack from being loaded if it cannot be read', () => {
    const { pack, problems } = load({ ...GOOD_PACK, [QUIZ]: 'format: [' });
    expect(pack?.lessons).toHaveLength(1);
    expect(pack?.index.modules[0]?.quizzes).toEqual([]);
    expect(new Set(problems.map(({ file, rule }) => `${file} ${rule}`))).toEqual(new Set([`${QUIZ} yaml`]));
  });
});

describe('the items of a quiz', () => {
  it('keep the right order of what is to be ordered', () => {
    expect(itemOf('order').items.map(({ id }) => id)).toEqual(['pull', 'create', 'start']);
  });

  it('have sides and decoys, with what is said of each', () => {
    const { pairs, decoys } = itemOf('match');
    expect(pairs[0]).toEqual({
      id: 'pid',
      left: { und: ['PID'] },
      right: { en: ['Processes'], ko: ['프로세스'] },
    });
    expect(decoys).toMatchObject([{ id: 'cpu', mis: 'own-kernel', say: { ko: expect.any(Array) } }]);
  });

  it('have gaps in the order of the text, whatever the order in which they were written down', () => {
    const { text, gaps } = itemOf('cloze');
    expect(text).toEqual({ und: 'docker [[verb]] -it [[clean]] alpine' });
    expect(Object.keys(gaps)).toEqual(['verb', 'clean']);
  });

  it('accept in a gap what is right in any language, and show the first form of each', () => {
    expect(itemOf('cloze').gaps['verb']).toEqual({
      shown: { en: 'run', ko: 'run' },
      accept: ['run', 'container run'],
      forgive: [],
      wrong: {},
    });
    expect(itemOf('cloze').gaps['clean']).toMatchObject({
      shown: { und: '--rm' },
      forgive: ['case'],
      wrong: { '-rm': { say: { en: expect.any(Array) } } },
    });
    expect(itemOf('cloze', broken(QUIZ, '["--rm"]', '[" --rm "]')).gaps['clean']?.accept).toEqual(['--rm']);
  });

  it('keep the lines of a text with gaps', () => {
    const lines = 'text: |\n      FROM [[verb]]\n      \\tRUN [[clean]]\n';
    const files = broken(QUIZ, 'text: "docker [[verb]] -it [[clean]] alpine"\n', lines);
    expect(itemOf('cloze', files).text).toEqual({ und: 'FROM [[verb]]\n\\tRUN [[clean]]' });
  });

  it('have wrong numbers as numbers, signs and fractions included', () => {
    const wrong = (keys: string) => {
      const said = 'say: {en: "No.", ko: "아니요."}';
      const files = broken(QUIZ, 'wrong: {80: {', `wrong: {${keys}: {${said}}, 80: {`);
      return itemOf('numeric', files).wrong.map(({ value }) => value);
    };
    expect(wrong('443')).toEqual([80, 443]);
    expect(wrong('-1.5')).toEqual([80, -1.5]);
    expect(itemOf('numeric')).toMatchObject({ answer: 8080, tolerance: 0 });
  });
});

describe('a quiz on its own', () => {
  const bare = GOOD_PACK[QUIZ]!.replace('lesson: kernel-lesson\n', '')
    .replace(/ {4}(objective: share|sources: \[docs\])\n/g, '')
    .replace(/ {2}- id: part[\s\S]*$/, '')
    .replaceAll('mis: own-kernel, ', '');

  it('is a pack of one quiz, named by its file', () => {
    const { pack, problems } = load({ 'My Quiz.quiz.yaml': bare });
    expect(problems).toEqual([]);
    expect(pack?.index).toMatchObject({
      id: 'my-quiz',
      languages: ['en', 'ko'],
      modules: [{ id: 'kernel-quiz' }],
    });
    expect(pack?.quizzes[0]?.items).toHaveLength(6);
  });

  it('can name no lesson and no module, for there is none', () => {
    for (const home of ['lesson', 'module']) {
      const { problems } = load({ 'a.quiz.yaml': bare.replace('pass:', `${home}: why\npass:`) });
      expect(problems.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
        `unknown-reference: no ${home} \`why\``,
      ]);
    }
  });
});

describe('the lesson of a quiz', () => {
  it('lends it diagrams even if no step of it shows them', () => {
    const files = broken(
      LESSON,
      'diagrams:\n',
      'diagrams:\n  more: {kind: stack, stack: [{id: kernel, role: kernel, label: K}, {id: app, role: app, label: A}]}\n',
    );
    files[QUIZ] = files[QUIZ]!.replace('diagram: host', 'diagram: more');
    const { pack, problems } = load(files);
    expect(problems).toEqual([]);
    expect(Object.keys(pack?.quizzes[0]?.diagrams ?? {})).toEqual(['more']);
  });
});
