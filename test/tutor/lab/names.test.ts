import { describe, expect, it } from 'vitest';
import { appearedSince, inventory, namesMade, namesTaken, removals } from '../../../src/tutor/lab/names.ts';
import { aContainer, aLab, anImage, EMPTY } from '../../helpers/lab.ts';

const lab = aLab({
  setup: [
    ['pull', 'nginx:alpine'],
    ['volume', 'create', 'seed'],
  ],
  solution: [
    { sh: 'docker network create backend' },
    { sh: 'docker build -t app:1 .' },
    { sh: 'docker run alpine' },
  ],
});

describe('the names of a lab', () => {
  it('are those that its facts, its setup and its solutions give; images that are pulled are not made', () => {
    expect(namesMade(lab)).toEqual({
      containers: ['web'],
      networks: ['backend'],
      volumes: ['seed'],
      images: ['app:1'],
    });
  });

  it('are taken where something has them', () => {
    const world = {
      ...EMPTY,
      containers: [aContainer('web'), aContainer('other')],
      images: [anImage('app:1')],
    };
    expect(namesTaken(namesMade(lab), world)).toEqual(['web', 'app:1']);
  });

  it('lead to removal only of what appeared since and has one of them', () => {
    const before = { ...EMPTY, containers: [aContainer('web')], images: [anImage('app:1')] };
    const after = {
      ...before,
      containers: [aContainer('web'), aContainer('mine')],
      images: [anImage('app:1'), anImage('nginx:alpine')],
    };
    expect(removals(appearedSince(namesMade(lab), inventory(before), after))).toEqual([]);
    const anew = {
      ...after,
      containers: [aContainer('web', 'running', { Id: 'another' }), aContainer('mine')],
    };
    expect(removals(appearedSince(namesMade(lab), inventory(before), anew))).toEqual([
      ['container', 'rm', '--force', '--volumes', 'web'],
    ]);
  });
});
