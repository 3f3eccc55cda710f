import { describe, expect, it } from 'vitest';
import { compilePack, openCompiled } from '../../src/content/compiled.ts';
import { packSource } from '../../src/content/pack-source.ts';
import { GOOD_PACK, load } from './memory-pack.ts';

const pack = load(GOOD_PACK).pack!;
const files = compilePack(pack);

/** Opens the compiled files; notes which are read. */
function open(read: string[] = []) {
  return openCompiled((name) => {
    read.push(name);
    const text = files.get(name);
    if (text === undefined) throw new Error(`no ${name}`);
    return JSON.parse(text);
  });
}

describe('a compiled pack', () => {
  it('is two indexes, a file for each lesson and each quiz, the glossary, the misconceptions and the objectives', () => {
    expect([...files.keys()]).toEqual([
      'index.json',
      'items.json',
      'lessons/kernel-lesson.json',
      'quizzes/kernel-quiz.json',
      'glossary.json',
      'misconceptions.json',
      'objectives.json',
    ]);
  });

  it('reads back as what was loaded', () => {
    const source = open();
    expect(source.index).toEqual(pack.index);
    expect(source.items()).toEqual(packSource(pack).items());
    expect(source.lesson('kernel-lesson')).toEqual(pack.lessons[0]);
    expect(source.quiz('kernel-quiz')).toEqual(pack.quizzes[0]);
    expect(source.terms()).toEqual(pack.terms);
    expect(source.misconceptions()).toEqual(pack.misconceptions);
    expect(source.objectives()).toEqual(packSource(pack).objectives());
  });

  it('reads each file when it is first asked for, and once', () => {
    const read: string[] = [];
    const source = open(read);
    expect(read).toEqual([]);
    source.lesson('kernel-lesson');
    source.lesson('kernel-lesson');
    source.quiz('kernel-quiz');
    source.quiz('kernel-quiz');
    expect(read).toEqual(['index.json', 'lessons/kernel-lesson.json', 'quizzes/kernel-quiz.json']);
  });

  it('opens a lesson or quiz of an item without reading the index', () => {
    const read: string[] = [];
    const source = open(read);
    source.items();
    source.lesson('kernel-lesson');
    source.quiz('kernel-quiz');
    expect(read).toEqual(['items.json', 'lessons/kernel-lesson.json', 'quizzes/kernel-quiz.json']);
  });

  it('opens no file that the index does not list', () => {
    const read: string[] = [];
    expect(() => open(read).lesson('../../etc/passwd')).toThrow(RangeError);
    expect(() => open(read).quiz('../../etc/passwd')).toThrow(RangeError);
    expect(read).toEqual(['index.json', 'index.json']);
    const source = open();
    source.items();
    for (const name of ['../../etc/passwd', 'kernel-quiz', '']) {
      expect(() => source.lesson(name)).toThrow(RangeError);
    }
    for (const name of ['../../etc/passwd', 'kernel-lesson', 'quiz', '']) {
      expect(() => source.quiz(name)).toThrow(RangeError);
    }
    expect(() => packSource(pack).lesson('other')).toThrow(RangeError);
    expect(() => packSource(pack).quiz('kernel-lesson')).toThrow(RangeError);
  });
});
