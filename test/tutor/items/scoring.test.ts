import { describe, expect, it } from 'vitest';
import { grade } from '../../../src/tutor/grading.ts';
import {
  cloze,
  fourRightOneWrong,
  layer,
  match,
  multiple,
  numeric,
  order,
  single,
} from '../../helpers/quiz.ts';

describe('the published rules of scoring', () => {
  it('single: the right option earns the point, any other nothing', () => {
    expect(grade(single, 'own')).toMatchObject({ correct: true, score: 1, max: 1 });
    expect(grade(single, 'host')).toMatchObject({ correct: false, score: 0, misconceptions: ['shared'] });
    expect(grade(single, '')).toMatchObject({ correct: false, score: 0 });
  });

  it('multiple: choosing everything of four right and one wrong earns 0.50, choosing nothing earns 0', () => {
    expect(grade(fourRightOneWrong, ['a', 'b', 'c', 'd', 'e']).score).toBe(0.5);
    expect(grade(fourRightOneWrong, []).score).toBe(0);
  });

  it('multiple: a right choice earns 1/c, a wrong one takes 1/max(w, 2), and never below 0', () => {
    expect(grade(fourRightOneWrong, ['a']).score).toBe(0.25);
    expect(grade(fourRightOneWrong, ['a', 'b', 'c', 'e']).score).toBe(0.25);
    expect(grade(fourRightOneWrong, ['e']).score).toBe(0);
    expect(grade(multiple, ['kernel', 'hardware', 'files'])).toMatchObject({ correct: false, score: 0.5 });
  });

  it('order: a reversed order earns 0, the right one all', () => {
    expect(grade(order, ['stop', 'start', 'create', 'pull'])).toMatchObject({ correct: false, score: 0 });
    expect(grade(order, ['pull', 'create', 'start', 'stop'])).toMatchObject({ correct: true, score: 1 });
  });

  it('order: (longest increasing subsequence − 1) / (n − 1)', () => {
    expect(grade(order, ['create', 'start', 'stop', 'pull']).score).toBeCloseTo(2 / 3);
    expect(grade(order, ['create', 'pull', 'stop', 'start']).score).toBeCloseTo(1 / 3);
    expect(grade(order, ['stop', 'pull', 'create', 'start']).score).toBeCloseTo(2 / 3);
    expect(grade(order, [])).toMatchObject({ correct: false, score: 0 });
  });

  it('match: one of four wrong earns 0.75 and shows the misconception of the decoy', () => {
    const graded = grade(match, { ps: 'ps', images: 'images', logs: 'logs', rm: 'boot' });
    expect(graded).toMatchObject({ correct: false, score: 0.75, misconceptions: ['shared'] });
    expect(graded.says).toHaveLength(2);
    expect(grade(match, { ps: 'ps' }).score).toBe(0.25);
  });

  it('cloze: the mean of the gaps', () => {
    expect(grade(cloze, { flag: '--rm', thing: 'container' })).toMatchObject({ correct: true, score: 1 });
    expect(grade(cloze, { flag: '--rm' })).toMatchObject({ correct: false, score: 0.5 });
    expect(grade(cloze, { flag: '-rm', thing: 'Virtual  Machine' })).toMatchObject({
      score: 0,
      misconceptions: ['shared'],
    });
  });

  it('cloze: compares in NFC, and forgives case and spacing only where the gap does', () => {
    expect(grade(cloze, { flag: '--RM', thing: 'CONTAINER' }).score).toBe(0.5);
    expect(grade(cloze, { flag: '-- rm', thing: ' con tainer ' }).score).toBe(0.5);
    expect(grade(cloze, { flag: '--rm', thing: '컨테이너'.normalize('NFD') }).correct).toBe(true);
    expect(grade(cloze, { flag: '--rm', thing: '컨 테이너' }).correct).toBe(true);
  });

  it('numeric: within the tolerance, all or nothing', () => {
    const about = { ...numeric, tolerance: 10 };
    expect(grade(about, 2058)).toMatchObject({ correct: true, score: 1 });
    expect(grade(about, 2058.5)).toMatchObject({ correct: false, score: 0 });
    expect(grade(numeric, 2000)).toMatchObject({ correct: false, misconceptions: ['shared'] });
  });

  it('layer: any listed part is right', () => {
    expect(grade({ ...layer, answer: ['guest', 'hw'] }, 'hw').correct).toBe(true);
    expect(grade(layer, 'app')).toMatchObject({ correct: false, misconceptions: ['shared'] });
  });
});
