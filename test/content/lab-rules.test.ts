import { describe, expect, it } from 'vitest';
import { GOOD_PACK, load } from './memory-pack.ts';

const LAB = 'why/small.lab.yaml';
const LAB_TEXT = `format: 1
id: small
title: {en: "Small", ko: "작은"}
lesson: kernel-lesson
difficulty: worked
files: {app/run.sh: "echo hi"}
setup: ["docker pull alpine:3.22"]
tasks:
  - id: start
    remember: {before: {image: "alpine:3.22", id: true}}
    do: {en: "Start \`one\` from \`alpine:3.22\`", ko: "\`alpine:3.22\`로 \`one\`을 시작하세요"}
    expect:
      - {container: one, state: running, ports: {"80": 8080}}
      - {image: "alpine:3.22", id: {same-as: before}}
    mistakes:
      - when: [{container: one, state: exited}]
        mis: own-kernel
    solution: ["docker run -d --name one -p 8080:80 alpine:3.22 sleep 1d"]
  - id: asked
    ask:
      id: lab-question
      type: single
      objective: share
      prompt: {en: "How many?", ko: "몇 개?"}
      options:
        - {id: a, correct: true, text: {en: "One", ko: "하나"}}
        - {id: b, text: {en: "Two", ko: "둘"}, mis: own-kernel, say: {en: "No.", ko: "아니요."}}
      sources: [docs]
`;
const MANIFEST = GOOD_PACK['pack.yaml']!.replace(
  'quizzes: [kernel-quiz]',
  'quizzes: [kernel-quiz], labs: [small]',
);

/** The good pack with the lab, one text of it replaced. */
function packWith(from = '', to = ''): Record<string, string> {
  if (!LAB_TEXT.includes(from)) throw new Error(`the lab has no ${from}`);
  return { ...GOOD_PACK, 'pack.yaml': MANIFEST, [LAB]: LAB_TEXT.replace(from, to) };
}

/** Rules and lines of what is wrong with the lab. */
function problems(from = '', to = ''): string[] {
  return load(packWith(from, to)).problems.map(
    ({ file, rule, line }) => `${file === LAB ? '' : `${file} `}${rule}@${line}`,
  );
}

describe('a lab', () => {
  it('without mistakes has no problems, and stands in the index with its tasks', () => {
    const { problems: found, pack } = load(packWith());
    expect(found).toEqual([]);
    expect(pack?.index.modules[0]?.labs).toMatchObject([
      { id: 'small', tasks: 2, lesson: 'kernel-lesson', difficulty: 'worked', itemIds: ['lab-question'] },
    ]);
    expect(pack?.labs[0]).toMatchObject({
      setup: [['pull', 'alpine:3.22']],
      sources: { docs: {} },
      misconceptions: { 'own-kernel': {} },
      objectives: [{ id: 'share', lesson: 'kernel-lesson' }],
    });
  });

  const cases: readonly (readonly [rule: string, from: string, to: string])[] = [
    ['unknown-reference@4', 'lesson: kernel-lesson', 'lesson: kernel-lessn'],
    ['bad-path@6', 'app/run.sh', '../run.sh'],
    ['bad-path@6', 'app/run.sh: "echo hi"', 'Dockerfile: "a", dockerfile: "b"'],
    ['bad-path@6', 'app/run.sh: "echo hi"', 'app: "a", app/b: "b"'],
    ['setup-command@7', 'docker pull alpine:3.22"', 'docker run -v /:/x alpine"'],
    ['setup-command@7', 'docker pull alpine:3.22"', 'docker pull alpine | cat"'],
    ['name-not-said@13', 'Start `one` from', 'Start it from'],
    ['bad-name@13', '{container: one, state: running', '{container: o, state: running'],
    ['bad-port@13', '{"80": 8080}', '{"80": 80}'],
    ['bad-port@13', '{"80": 8080}', '{"80": "127.0.0.1:5000"}'],
    [
      'absent-with-facts@13',
      '{container: one, state: running',
      '{container: one, exists: false, state: running',
    ],
    ['unknown-reference@14', 'same-as: before', 'same-as: befor'],
    ['unknown-reference@17', 'mis: own-kernel\n    sol', 'mis: own-kernal\n    sol'],
    ['missing-say@16', '        mis: own-kernel\n    sol', '    sol'],
    [
      'missing-solution@9',
      '    solution: ["docker run -d --name one -p 8080:80 alpine:3.22 sleep 1d"]\n',
      '',
    ],
    ['powershell@18', 'sleep 1d"]', 'sleep 1d && true"]'],
    ['unknown-key@13', 'state: running', 'stat: running'],
    ['wrong-value@13', 'state: running', 'state: runing'],
    ['duplicate-id@19', '- id: asked', '- id: start'],
    ['missing-objective@21', '      objective: share\n', ''],
    ['was-clash@3', 'id: small\n', 'id: small\nwas: [small]\n'],
  ];
  it.each(cases)('has %s where it says %s → %s', (rule, from, to) => {
    expect(problems(from, to)).toContain(rule);
  });

  it('of no lesson need not name objectives', () => {
    const alone = LAB_TEXT.replace(
      'lesson: kernel-lesson\n',
      'sources: {docs: {url: "https://docs.docker.com/", checked: 2026-11-20}}\n',
    ).replace('      objective: share\n', '');
    expect(load({ ...packWith(), [LAB]: alone }).problems).toEqual([]);
  });

  it('is listed in the module of its lesson', () => {
    expect(
      load({ ...packWith(), 'pack.yaml': GOOD_PACK['pack.yaml']! }).problems.map(({ rule }) => rule),
    ).toContain('unreachable-lab');
  });

  it('gives its items to reviews', () => {
    const source = load(packWith()).pack!;
    expect(source.labs[0]?.tasks[1]).toMatchObject({ ask: { id: 'lab-question' } });
  });

  it('can be checked on its own', () => {
    const alone = LAB_TEXT.replace('lesson: kernel-lesson\n', '').replace(
      '        mis: own-kernel\n    sol',
      '        say: {en: "a", ko: "b"}\n    sol',
    );
    const { problems: found, labs } = load({
      'x.lab.yaml': alone
        .replace(', mis: own-kernel', '')
        .replace('sources: [docs]', 'sources: []')
        .replace('      objective: share\n', ''),
    });
    expect(found).toEqual([]);
    expect(labs).toHaveLength(1);
  });
});

describe('a step with something to try', () => {
  const tried = (text: string) => ({
    ...GOOD_PACK,
    'why/kernel-lesson.lesson.yaml': GOOD_PACK['why/kernel-lesson.lesson.yaml']!.replace(
      '  - id: two\n',
      `  - id: two\n${text}`,
    ),
  });
  const TRY = `    try: {do: {en: "Start \`one\`", ko: "\`one\`을 시작하세요"}, expect: [{container: one}], solution: [docker run --name one alpine]}\n`;

  it('has no question as well', () => {
    expect(load(tried(TRY)).problems.map(({ rule }) => rule)).toEqual(['wrong-value']);
  });

  it('is checked as the tasks of labs are', () => {
    const bad = `  - id: extra\n${TRY.replace('{container: one}', '{container: o}')}`;
    const files = { ...GOOD_PACK };
    files['why/kernel-lesson.lesson.yaml'] += bad;
    expect(load(files).problems.map(({ rule }) => rule)).toEqual(['bad-name']);
  });
});
