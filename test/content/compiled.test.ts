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
  it('is an index, a file for each lesson and each quiz, the glossary and the misconceptions', () => {
    expect([...files.keys()]).toEqual([
      'index.json',
      'lessons/kernel-lesson.json',
      'quizzes/kernel-quiz.json',
      'glossary.json',
      'misconceptions.json',
    ]);
  });

  it('reads back as what was loaded', () => {
    const source = open();
    expect(source.index).toEqual(pack.index);
    expect(source.lesson('kernel-lesson')).toEqual(pack.lessons[0]);
    expect(source.quiz('kernel-quiz')).toEqual(pack.quizzes[0]);
    expect(source.terms()).toEqual(pack.terms);
    expect(source.misconceptions()).toEqual(pack.misconceptions);
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

  it('opens no file that the index does not list', () => {
    const read: string[] = [];
    expect(() => open(read).lesson('../../etc/passwd')).toThrow(RangeError);
    expect(() => open(read).quiz('../../etc/passwd')).toThrow(RangeError);
    expect(read).toEqual(['index.json', 'index.json']);
    expect(() => packSource(pack).lesson('other')).toThrow(RangeError);
    expect(() => packSource(pack).quiz('kernel-lesson')).toThrow(RangeError);
  });
});
