import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/content/types.ts';
import { grade } from '../../src/tutor/grading.ts';
import { layer, multiple, phrase, prose, single } from '../helpers/lesson.ts';

const fourRightOneWrong: Item = {
  ...(multiple as Extract<Item, { type: 'multiple' }>),
  options: ['a', 'b', 'c', 'd', 'e'].map((id, index) => ({ id, correct: index < 4, text: phrase(id) })),
};

describe('grade', () => {
  it('gives the point of a single choice to the right option only', () => {
    expect(grade(single, 'own')).toMatchObject({ correct: true, score: 1, max: 1, misconceptions: [] });
    expect(grade(single, 'host')).toMatchObject({ correct: false, score: 0 });
  });

  it('names the misconception of a wrong option and says why it is wrong', () => {
    const graded = grade(single, 'host');
    expect(graded.misconceptions).toEqual(['shared']);
    expect(graded.says).toEqual([prose('That is a container.')]);
  });

  it('earns half for marking everything where four of five are right', () => {
    expect(grade(fourRightOneWrong, ['a', 'b', 'c', 'd', 'e']).score).toBeCloseTo(0.5);
  });

  it('earns a share for each right choice and takes none for what was left out', () => {
    expect(grade(fourRightOneWrong, ['a', 'b']).score).toBeCloseTo(0.5);
    expect(grade(fourRightOneWrong, []).score).toBe(0);
  });

  it('never goes under zero', () => {
    expect(grade(fourRightOneWrong, ['e'])).toMatchObject({ correct: false, score: 0 });
  });

  it('counts a multiple choice as right only when all of it is', () => {
    expect(grade(multiple, ['kernel', 'hardware']).correct).toBe(true);
    expect(grade(multiple, ['hardware', 'kernel']).correct).toBe(true);
    expect(grade(multiple, ['kernel']).correct).toBe(false);
    expect(grade(multiple, ['kernel', 'hardware', 'files']).correct).toBe(false);
  });

  it('takes any listed part of a picture as right and tells wrong ones apart', () => {
    expect(grade(layer, 'guest').correct).toBe(true);
    expect(grade(layer, 'app')).toMatchObject({ correct: false, misconceptions: ['shared'] });
    expect(grade(layer, 'hw')).toMatchObject({ correct: false, misconceptions: [], says: [] });
  });
});
