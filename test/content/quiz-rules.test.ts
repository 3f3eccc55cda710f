import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/content/problem.ts';
import { broken, GOOD_PACK, LESSON, load, QUIZ, short, withWords } from './memory-pack.ts';

/** Breaks one thing of the quiz: what, and how; and what is found there, as `rule@line:column words at the place`. */
type Case = readonly [from: string, to: string, ...found: string[]];

const CASES: readonly Case[] = [
  // Form
  ['pass: 0.8', 'pass: 80', 'wrong-value@5:7 80'],
  ['pass: 0.8\n', '', 'missing-key@1:1 format: 1'],
  ['type: order', 'type: ordre', 'wrong-value@27:11 ordre'],
  ['decoys:', 'decoy:', 'unknown-key@43:5 decoy'],
  ['accept: ["--rm"]', 'accept: "--rm"', 'wrong-type@53:23 "--rm"'],
  ['accept: ["--rm"]', 'accept: [8080]', 'unquoted-number@53:24 8080'],
  ['accept: ["--rm"]', 'accept: []', 'missing-value@53:23 []'],
  ['accept: ["--rm"]', 'accept: [" "]', 'missing-value@53:24 " "'],
  ['forgive: [case]', 'forgive: [cases]', 'wrong-value@53:43 cases'],
  ['answer: 8080', 'answer: "8080"', 'wrong-type@61:13 "8080"'],
  ['clean: {accept', 'Clean: {accept', 'bad-id@53:7 Clean'],
  ['{en: [run, "container run"], ko: [run]}', '{en: [run]}', 'missing-language@54:22 {en: [run]}'],
  ['["--rm"]', '["컨테이너"]', 'prose-in-plain-string@53:24 "컨테이너"'],
  [
    '"docker [[verb]] -it [[clean]] alpine"',
    '"This is the [[verb]] of the [[clean]] text"',
    'prose-in-plain-string@51:11 "This is the [[verb]] of',
  ],
  // Names
  ['id: pick', 'id: which', 'duplicate-id@10:9 which'],
  ['id: mark', 'id: pick', 'duplicate-id@18:9 pick'],
  ['id: create', 'id: pull', 'duplicate-id@32:14 pull'],
  ['id: cpu', 'id: pid', 'duplicate-id@44:14 pid'],
  ['id: pick', 'id: pick\n    was: [mark]', 'was-clash@11:11 mark'],
  ['id: pick', 'id: pick\n    was: [which]', 'was-clash@11:11 which'],
  ['lesson: kernel-lesson', 'lesson: kernal-lesson', 'unknown-reference@4:9 kernal-lesson'],
  ['lesson: kernel-lesson', 'module: wy', 'unknown-reference@4:9 wy'],
  ['lesson: kernel-lesson\n', '', 'quiz-home@2:5 kernel-quiz'],
  ['lesson: kernel-lesson', 'lesson: kernel-lesson\nmodule: why', 'quiz-home@5:9 why'],
  ['objective: share', 'objective: shard', 'unknown-reference@12:16 shard'],
  ['sources: [docs]', 'sources: [dogs]', 'unknown-reference@17:15 dogs'],
  ['diagram: host', 'diagram: hots', 'unknown-reference@70:14 hots'],
  ['    diagram: host\n', '', 'unknown-reference@66:5 id: part'],
  ['{80: {mis: own-kernel', '{80: {mis: own-kernels', 'unknown-reference@63:23 own-kernels'],
  [
    'mis: own-kernel, say: {en: "No.", ko: "아니요."}}\n    say',
    'mis: own-kernels, say: {en: "No.", ko: "아니요."}}\n    say',
    'unknown-reference@44:56 own-kernels',
  ],
  ['answer: [kernel]', 'answer: [kernal]', 'unknown-part@71:14 kernal'],
  ['wrong: {app', 'wrong: {apps', 'unknown-part@72:13 apps'],
  // Right and wrong
  ['wrong: {app', 'wrong: {kernel', 'right-and-wrong@72:13 kernel'],
  [
    'answer: [kernel]\n    wrong: {app: {mis: own-kernel, say: {en: "No.", ko: "아니요."}}}',
    'answer: [kernel, app]',
    'no-wrong-answer@71:13 [kernel, app]',
  ],
  [
    '{id: y, text: disk, say: {en: "No.", ko: "아니요."}}',
    '{id: y, correct: true, text: disk}',
    'no-wrong-answer@23:7 - {id: x, correct: true,',
  ],
  ['{id: a, correct: true,', '{id: a, correct: true, mis: own-kernel,', 'right-and-wrong@15:37 own-kernel'],
  // What a learner reads
  ['text: disk', 'text: cpu'],
  ['text: disk', 'text: "`CPU`"', 'same-text@24:23 "`CPU`"'],
  ['{en: "Two", ko: "둘"}', '{en: "Two", ko: "하나."}', 'same-text@16:23 {en: "Two", ko: "하나."}'],
  ['{en: "Create", ko: "만들기"}', '{en: "Pull", ko: "받기"}', 'same-text@32:28 {en: "Pull", ko: "받기"}'],
  ['left: NET', 'left: PID', 'same-text@42:25 PID'],
  ['{en: "Shares", ko: "몫"}', '{en: "Ports", ko: "몫"}', 'same-text@44:26 {en: "Ports", ko: "몫"}'],
  [
    '{en: "Two", ko: "둘"}',
    '{en: "All of the above", ko: "위의 모두"}',
    'options-by-place@16:23 {en: "All of the above",',
  ],
  [
    '{en: "Two", ko: "둘"}',
    '{en: "Two", ko: "보기 1과 2"}',
    'options-by-place@16:23 {en: "Two", ko: "보기 1과 2',
  ],
  // Teaching
  [', text: disk, say: {en: "No.", ko: "아니요."}', ', text: disk', 'missing-say@24:9 {id: y, text: disk}'],
  [
    ', mis: own-kernel, say: {en: "No.", ko: "아니요."}}\n    say',
    ', mis: own-kernel}\n    say',
    'missing-say@44:9 {id: cpu, right: {en: "S',
  ],
  ['{"-rm": {say: {en: "Two.", ko: "두 개."}}}', '{"-rm": {}}', 'missing-say@53:58 "-rm"'],
  [
    '{80: {mis: own-kernel, say: {en: "Inside.", ko: "안쪽."}}}',
    '{80: {mis: own-kernel}}',
    'missing-say@63:13 80',
  ],
  ['    say: {en: "So it goes.", ko: "그렇게 된다."}\n', '', 'missing-say@26:5 id: boot'],
  ['    say: {en: "Each hides one.", ko: "저마다 하나를 가린다."}\n', '', 'missing-say@36:5 id: spaces'],
  ['    say: {en: "It cleans up.", ko: "치운다."}\n', '', 'missing-say@47:5 id: flag'],
  ['    say: {en: "Host first.", ko: "호스트가 먼저."}\n', '', 'missing-say@57:5 id: port'],
  ['say: {en: "Two.", ko: "두 개."}', 'say: {en: "Two."}', 'missing-language@53:71 {en: "Two."}'],
  // Typed answers
  ['tolerance: 0', 'unit: 개', 'prose-in-plain-string@62:11 개'],
  ['[[clean]]', '[[cleen]]', 'gap-mismatch@51:32 [[cleen]]', 'gap-mismatch@53:7 clean'],
  ['[[clean]]', '--rm', 'gap-mismatch@53:7 clean'],
  ['[[clean]]', '[[clean]] [[clean]]', 'gap-mismatch@51:32 [[clean]]'],
  [
    '"docker [[verb]] -it [[clean]] alpine"',
    '{en: "docker [[verb]] [[clean]]", ko: "docker [[clean]]"}',
    'gap-mismatch@54:7 verb',
  ],
  ['{80: {', '{eighty: {', 'wrong-type@63:13 eighty'],
  ['{80: {', '{"80 MB": {', 'wrong-type@63:13 "80 MB"'],
  [
    'wrong: {80: {mis: own-kernel, say: {en: "Inside.", ko: "안쪽."}}}',
    'wrong: {80: {say: {en: "In.", ko: "안."}}, "80.0": {say: {en: "In.", ko: "안."}}}',
    'duplicate-key@63:47 "80.0"',
  ],
  // The quiz as a whole, and the strict rules
  ['draw: 6', 'draw: 8', 'small-pool@6:7 8'],
  ['    objective: share\n', '', 'missing-objective@10:5 id: pick'],
  ['    sources: [run]\n', '', 'missing-source@26:5 id: boot'],
  [', checked: 2026-11-20', '', 'source-without-date@8:3 run'],
];

/** What is found in the quiz if its items are replaced. */
function foundWith(items: string, more: Readonly<Record<string, string>> = {}): Problem[] {
  const quiz = GOOD_PACK[QUIZ]!.replace(/items:\n[\s\S]*$/, `items:\n${items}`).replace('draw: 6\n', '');
  return load({ ...GOOD_PACK, [QUIZ]: quiz, ...more }).problems.filter(({ file }) => file === QUIZ);
}

const SAY = 'say: {en: "No.", ko: "아니요."}';

/** A good item of type `single`, its right option as long as it is told to be. */
function single(id: string, right: string): string {
  return `  - id: ${id}
    type: single
    objective: share
    prompt: {en: "How many?", ko: "몇 개?"}
    options:
      - {id: a, correct: true, text: {en: "${right}", ko: "답"}}
      - {id: b, text: {en: "Some two", ko: "아닌 답"}, ${SAY}}
    sources: [run]
`;
}

describe('the rules of a quiz', () => {
  it.each(CASES)('where %j became %j: %s', (from, to, ...found) => {
    const problems = load(broken(QUIZ, from, to)).problems.filter((problem) => problem.file === QUIZ);
    expect(problems.map(withWords)).toEqual(found);
  });

  it.each([
    [', quizzes: [kernel-quiz]', '', `${QUIZ} unreachable-quiz@2:5`],
    ['[kernel-quiz]', '[kernel-quiz, kernel-quiz]', 'pack.yaml duplicate-id@8:93'],
    ['[kernel-quiz]', '[kernel-quiz, kernel-quizz]', 'pack.yaml missing-quiz@8:93'],
  ])('where the manifest had %j and has %j: %s', (from, to, found) => {
    expect(load(broken('pack.yaml', from, to)).problems.map(short)).toEqual([found]);
  });

  it('find a quiz that is listed in another module than that of its lesson', () => {
    const files = broken(
      'pack.yaml',
      ', quizzes: [kernel-quiz]}',
      '}\n  - {id: how, title: {en: "How", ko: "어떻게"}, lessons: [], quizzes: [kernel-quiz]}',
    );
    expect(load(files).problems.map(short)).toEqual([`${QUIZ} quiz-home@4:9`]);
  });

  it('find a quiz that takes the name of a lesson or a module that it does not belong to', () => {
    const named = (id: string) => {
      const files = broken('pack.yaml', '[kernel-quiz]', `[${id}]`);
      files[QUIZ] = files[QUIZ]!.replace('id: kernel-quiz', `id: ${id}`);
      return load(files).problems.map(short);
    };
    expect(named('kernel-lesson')).toEqual([]);
    expect(named('why')).toEqual([`${QUIZ} duplicate-id@2:5`]);
  });

  it('find the right option being the longest in more than half of the questions, in the language in which it is', () => {
    const two = single('one', 'A long answer') + single('two', 'Another long answer');
    expect(foundWith(two + single('three', 'Yet another long answer'))).toMatchObject([
      {
        rule: 'longest-option',
        severity: 'error',
        message: 'in `en` the right option is the longest in 3 of 3 questions',
      },
    ]);
    expect(foundWith(two + single('three', 'One') + single('four', 'One'))).toEqual([]);
    // As long is not longer.
    expect(foundWith(two + single('three', 'Some one') + single('four', 'One'))).toEqual([]);
    // Two questions say nothing of a habit.
    expect(foundWith(two)).toEqual([]);
  });

  it('do not count a question of several right options of which a short one is right, too', () => {
    const multiple = (id: string) =>
      single(id, 'A long answer')
        .replace('type: single', 'type: multiple')
        .replace('options:\n', 'options:\n      - {id: c, correct: true, text: {en: "One", ko: "하"}}\n');
    expect(foundWith(['one', 'two', 'three'].map(multiple).join(''))).toEqual([]);
  });

  it('find an objective of the lesson that no item asks for', () => {
    const files = broken(
      LESSON,
      'objectives:\n',
      'objectives:\n  - {id: more, text: {en: "Say more", ko: "더 말한다"}}\n',
    );
    expect(load(files).problems).toMatchObject([
      { file: QUIZ, rule: 'objective-not-asked', severity: 'warning', line: 9 },
    ]);
  });

  it('are content if another quiz of the lesson asks for an objective', () => {
    const files = broken(
      LESSON,
      'objectives:\n',
      'objectives:\n  - {id: more, text: {en: "Say more", ko: "더 말한다"}}\n',
    );
    const second = GOOD_PACK[QUIZ]!.replace('id: kernel-quiz', 'id: second-quiz')
      .replace(
        /items:\n[\s\S]*$/,
        `items:\n${single('again', 'One').replace('objective: share', 'objective: more')}`,
      )
      .replace('draw: 6\n', '');
    files['pack.yaml'] = files['pack.yaml']!.replace('[kernel-quiz]', '[kernel-quiz, second-quiz]');
    expect(load({ ...files, 'why/second.quiz.yaml': second }).problems).toEqual([]);
  });

  it('ask less of a pack that is not strict', () => {
    const files = { ...GOOD_PACK };
    files['pack.yaml'] = files['pack.yaml']!.replace('strict: true\n', '');
    files[QUIZ] = files[QUIZ]!.replace('    objective: share\n', '').replace(
      ', say: {en: "No.", ko: "아니요."}}\n    sources',
      '}\n    sources',
    );
    expect(load(files).problems.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'missing-say warning',
    ]);
  });

  it('say nothing of what a quiz names of a lesson that cannot be read', () => {
    const problems = load(broken(LESSON, 'minutes: 5', 'minutes: 0')).problems;
    expect(problems.map(short)).toEqual([`${LESSON} wrong-value@4:10`]);
  });

  it.each([
    'it is 위의 커널',
    'the layer above',
    'none of these',
    'the option -p',
  ])('take %j for no words about the place of other options', (text) => {
    expect(
      load(broken(QUIZ, '{en: "Two", ko: "둘"}', `"${text}"`)).problems.map(({ rule }) => rule),
    ).not.toContain('options-by-place');
  });
});

describe('the rules of a final', () => {
  const other = GOOD_PACK[LESSON]!.replaceAll('kernel-lesson', 'other-lesson')
    .replace('{id: share,', '{id: other,')
    .replaceAll('objective: share', 'objective: other')
    .replace('id: which', 'id: other-which')
    .replace('id: where', 'id: other-where');
  const pack = (quiz: string, lesson = other): Record<string, string> => ({
    ...GOOD_PACK,
    'pack.yaml': GOOD_PACK['pack.yaml']!.replace('[kernel-lesson]', '[kernel-lesson, other-lesson]'),
    'why/other.lesson.yaml': lesson,
    [QUIZ]: quiz,
  });
  const final = GOOD_PACK[QUIZ]!.replace('lesson: kernel-lesson', 'module: why')
    .replace('diagram: host', 'diagram: kernel-lesson/host')
    .replace('objective: share', 'objective: other');

  it('let it name objectives and sources of all lessons of the module, and diagrams by their lesson', () => {
    expect(load(pack(final)).problems).toEqual([]);
    const bare = final.replace('kernel-lesson/host', 'host');
    expect(load(pack(bare)).problems.map(({ rule, hint }) => [rule, hint])).toEqual([
      ['unknown-reference', 'there is: `kernel-lesson/host`, `other-lesson/host`'],
    ]);
  });

  it('find a source that is not the same in every lesson, unless the final gives it itself', () => {
    const moved = other.replace('"https://docs.docker.com/"', '"https://docs.docker.com/other/"');
    const problems = load(pack(final, moved)).problems;
    expect(problems.map(withWords)).toEqual([
      'ambiguous-source@17:15 docs',
      'ambiguous-source@25:15 docs',
      'ambiguous-source@73:15 docs',
    ]);
    const own = final.replace(
      'sources:\n',
      'sources:\n  docs: {url: "https://docs.docker.com/own/", checked: 2026-11-20}\n',
    );
    const { pack: loaded, problems: none } = load(pack(own, moved));
    expect(none).toEqual([]);
    expect(loaded?.quizzes[0]?.sources['docs']?.url).toBe('https://docs.docker.com/own/');
  });
});
