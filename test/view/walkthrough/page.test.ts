import { describe, expect, it } from 'vitest';
import { renderFrame } from '../../../src/terminal/render.ts';
import { plainTheme } from '../../../src/terminal/theme.ts';
import type { Walk } from '../../../src/tutor/walkthrough/state.ts';
import { walkView } from '../../../src/view/walkthrough/page.ts';
import { layer, lessonOf, multiple, phrase, prose, single, step } from '../../helpers/lesson.ts';
import { play, walkOf } from '../../helpers/walk.ts';

const sources = { docs: { url: 'https://docs.docker.com/engine/', checked: '2026-11-20' } };
const lesson = lessonOf(
  [
    step('picture', { diagram: { use: 'stack' }, sources: ['docs'] }),
    step('ask', { ask: single, diagram: { use: 'stack' }, text: prose('Think first.') }),
    step('reveal'),
    step('parts', { ask: layer, diagram: { use: 'stack' } }),
    step('several', { ask: multiple }),
  ],
  { sources },
);

function shown(walk: Walk, columns = 80, rows = 24): string[] {
  const surface = { columns, charset: 'unicode', theme: plainTheme } as const;
  return renderFrame(walkView(walk, surface), surface, rows).lines.map((line) => line.trimEnd());
}
const press = (...keys: string[]): string[] => shown(play(walkOf(lesson), keys).walk);

describe('the page of a step', () => {
  it('has title and place at the top, the picture first, then the words, sources and keys at the foot', () => {
    const lines = press();
    expect(lines[0]).toMatch(/^ Title of picture +test-lesson {3}1\/5$/);
    expect(lines[1]).toBe(` ${'━'.repeat(16)}${'─'.repeat(62)}`);
    expect(lines.slice(3, 12)).toEqual([
      ' ┌──────────┐',
      ' │   App    │',
      ' ├──────────┤',
      ' │ Guest OS │',
      ' ├──────────┤',
      ' │ Hardware │',
      ' └──────────┘',
      '',
      ' Text of picture.',
    ]);
    expect(lines.at(-2)).toMatch(/docs\.docker\.com$/);
    expect(lines.at(-1)).toBe(
      ' → next   ← back   d describe   l 한국어   g go to   ? keys   q save and quit',
    );
  });

  it('keeps its keys on one line of 80 columns in both languages', () => {
    expect(press('l').at(-1)).toBe(
      ' → 다음   ← 이전   d 그림 설명   l English   g 이동   ? 키   q 저장 후 종료',
    );
  });

  it('shows what the learner predicted where the answer is shown', () => {
    expect(press('right', '2', 'enter', '1', 'right')).toContain(' ✓ You predicted: Its own');
    expect(press('right', '1', 'enter', '1', 'right')).toContain(' ✗ You predicted: The host’s');
    expect(press('right', 's').join('\n')).not.toContain('You predicted');
  });
});

describe('the page of a question', () => {
  it('points at one option and marks it beside its number', () => {
    const lines = press('right', 'down');
    expect(lines).toContain('   1  The host’s');
    expect(lines).toContain(' ❯ 2  Its own');
  });

  it('asks how sure before it says what is right', () => {
    const lines = press('right', 'enter').join('\n');
    expect(lines).toContain('How sure are you?');
    expect(lines).not.toContain('Not quite');
  });

  it('refutes the misconception behind a wrong answer', () => {
    const lines = press('right', 'enter', '1').join('\n');
    for (const part of [
      '✗  Not quite.',
      'Your answer: The host’s',
      'The answer: Its own',
      'That is a container.',
      'Many people expect: VMs share a kernel',
      'Why it is tempting: They run on one machine.',
      'In fact: Each boots its own.',
    ]) {
      expect(lines).toContain(part);
    }
  });

  it('says why a right answer is right and refutes nothing', () => {
    const lines = press('right', '2', 'enter', '1').join('\n');
    expect(lines).toContain('✓  That is right.');
    expect(lines).toContain('It boots one.');
    expect(lines).not.toContain('Many people expect');
  });

  it('marks the part under the pointer in the picture', () => {
    const lines = press('g', '4', 'down');
    expect(lines).toContain(' ┃▸Guest OS ┃');
    expect(lines.find((line) => line.includes('❯2'))).toBeDefined();
  });

  it('ticks what was chosen of several', () => {
    const lines = press('g', '5', 'space', 'down', 'down', 'space');
    expect(lines).toContain('   1  [x] The kernel');
    expect(lines).toContain('   2  [ ] The hardware');
    expect(lines).toContain(' ❯ 3  [x] Their files');
  });

  it('says partly right for a part of several', () => {
    expect(press('g', '5', 'space', 'enter', '1').join('\n')).toContain('Partly right.');
  });
});

describe('what lies over a step', () => {
  it('lists the steps with their questions and the one the pointer is on', () => {
    const lines = press('right', '2', 'enter', '1', 'g');
    expect(lines).toContain(' ❯  2  Title of ask  ✓');
    expect(lines).toContain('    4  Title of parts  ?');
  });

  it('says the picture in words', () => {
    expect(press('d').join('\n')).toMatch(/From the top.*App.*Guest OS.*Hardware/is);
  });

  it('lists the keys, aligned in Korean too', () => {
    const lines = press('l', '?');
    const columns = ['다음', '그림 설명', '언어'].map((word) => {
      const line = lines.find((each) => each.includes(`  ${word}`) && !each.includes('test-lesson')) ?? '';
      return [...line.slice(0, line.indexOf(word))].reduce(
        (cells, char) => cells + (/[가-힣]/.test(char) ? 2 : 1),
        0,
      );
    });
    expect(new Set(columns).size).toBe(1);
  });
});

describe('the last page', () => {
  it('says what was learned, how the predictions went and what is next', () => {
    const next = { id: 'after', title: phrase('After this') };
    const walk = play(walkOf(lesson, { next, answered: { 'kernel-of-vm': { answer: 'own' } } }), [
      'g',
      '5',
      's',
    ]).walk;
    const lines = shown(walk).join('\n');
    expect(lines).toContain('Questions still open: step 4');
    expect(lines).toContain('Predictions: 1 of 1 right.');
    expect(lines).toContain('• Say what a kernel is');
    expect(lines).toContain('Next lesson: After this');
  });
});
