import { describe, expect, it } from 'vitest';
import { answersIn } from '../../src/app/answers-file.ts';
import { messagesOf } from '../../src/text/messages/index.ts';
import { typeOf } from '../../src/tutor/items/index.ts';
import { itemsOfQuiz } from '../../src/tutor/quiz/state.ts';
import { everyType, quizOf } from '../helpers/quiz.ts';

const items = itemsOfQuiz(quizOf());
const read = (text: string, lang = 'en') => answersIn('answers.yaml', text, items, messagesOf(lang));
const places = (text: string) =>
  read(text).problems.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);

describe('a file of answers', () => {
  it('reads the key of every type from YAML and from JSON', () => {
    const keys = Object.fromEntries(everyType.map((item) => [item.id, typeOf(item).key(item)]));
    const wanted = Object.fromEntries(Object.entries(keys).map(([id, key]) => [`test-pack/${id}`, key]));
    expect(read(JSON.stringify(keys))).toEqual({ answers: wanted, problems: [] });
    expect(read(JSON.stringify(keys, undefined, '\t'))).toEqual({ answers: wanted, problems: [] });
    const yaml = `
kernel-of-vm: own
what-is-shared: [kernel, hardware]
second-kernel: guest
life: [pull, create, start, stop]
partners: {ps: ps, images: images, logs: logs, rm: rm}
fill:
  flag: --rm
  thing: container
memory: 2048
list-all: docker ps -a
who-am-i: root
`;
    expect(read(yaml)).toEqual({ answers: wanted, problems: [] });
  });

  it('takes items by key, numbers with a unit, and gaps as they were written', () => {
    expect(read('test-pack/memory: 2 GiB\nfill: {flag: 1.10, thing: true}').answers).toEqual({
      'test-pack/memory': 2048,
      'test-pack/fill': { flag: '1.10', thing: 'true' },
    });
  });

  it('may leave answers out, or all of them', () => {
    expect(read('')).toEqual({ answers: {}, problems: [] });
    expect(read('format: 1\nmemory: 1')).toMatchObject({ answers: { 'test-pack/memory': 1 }, problems: [] });
  });

  it('names an unknown item, an unknown option and a wrong shape, each with its place', () => {
    const text = `kernel-of-vm: hosts
memry: 3
what-is-shared: kernel
life: [pull, create, start]
partners: {ps: nope, pz: ps}
fill: [x]
second-kernel: [guest]
memory: many
`;
    expect(places(text)).toEqual([
      'answers.yaml:1:15 unknown-option',
      'answers.yaml:2:1 unknown-item',
      'answers.yaml:3:17 wrong-shape',
      'answers.yaml:4:7 left-out',
      'answers.yaml:5:16 unknown-option',
      'answers.yaml:5:22 unknown-part',
      'answers.yaml:6:7 wrong-shape',
      'answers.yaml:7:16 wrong-shape',
      'answers.yaml:8:9 wrong-shape',
    ]);
    expect(read(text).problems[0]).toMatchObject({ hint: 'did you mean `host`?' });
    expect(read(text).problems[1]).toMatchObject({ hint: 'did you mean `memory`?' });
    expect(read(text, 'ko').problems[0]?.message).toMatch(/[가-힣]/);
  });

  it('names what is given twice, in a list and in the file', () => {
    expect(places('life: [pull, pull, start, stop]')).toEqual(['answers.yaml:1:14 given-twice']);
    expect(places('memory: 1\nmemory: 2')).toEqual(['answers.yaml:2:1 duplicate-key']);
  });

  it('says of what is no map, and of what is no YAML, where it is', () => {
    expect(places('- own')).toEqual(['answers.yaml:1:1 wrong-shape']);
    expect(places('just words')).toEqual(['answers.yaml:1:1 wrong-shape']);
    expect(places('memory: [1')[0]).toMatch(/^answers\.yaml:1:\d+ yaml$/);
    expect(places('memory: "\u001b[31m"')[0]).toMatch(/^answers\.yaml:1:\d+ /);
  });
});
