import { describe, expect, it } from 'vitest';
import { renderFrame, renderNodes } from '../../../src/terminal/render.ts';
import { plainTheme } from '../../../src/terminal/theme.ts';
import type { QuizState } from '../../../src/tutor/quiz/state.ts';
import type { QuizInput } from '../../../src/tutor/quiz/update.ts';
import { narrateQuiz, quizPrompt } from '../../../src/view/quiz/narrate.ts';
import { quizView } from '../../../src/view/quiz/page.ts';
import { resultNodes } from '../../../src/view/quiz/summary.ts';
import { prose } from '../../helpers/lesson.ts';
import {
  cloze,
  everyType,
  keysOf,
  layer,
  match,
  multiple,
  numeric,
  order,
  quizOf,
  sessionOf,
  single,
  take,
} from '../../helpers/quiz.ts';

const surface = { columns: 80, charset: 'unicode', theme: plainTheme } as const;
const frameOf = (state: QuizState, rows = 24) => renderFrame(quizView(state, surface), surface, rows);
const linesOf = (state: QuizState): string[] => frameOf(state).lines.map((line) => line.trimEnd());
const stateAfter = (item: (typeof everyType)[number], ...inputs: (string | QuizInput)[]): QuizState =>
  take(sessionOf(quizOf([item])), inputs).state;
const page = (...given: Parameters<typeof stateAfter>): string[] => linesOf(stateAfter(...given));

const place = {
  lesson: 'test-pack/test-lesson',
  title: { en: ['A lesson'], ko: ['레슨'] },
  step: { id: 's', number: 4 },
};

describe('the page of an item', () => {
  it('has the title, how far the learner is, the question, and one line of keys', () => {
    const lines = linesOf(take(sessionOf(), []).state);
    expect(lines[0]).toMatch(/^ A quiz +1\/9$/);
    expect(lines.slice(3, 7)).toEqual([
      ' Whose kernel does a VM run?',
      '',
      ' ❯ 1  The host’s',
      '   2  Its own',
    ]);
    expect(lines.at(-1)).toBe(' ↑↓ move   enter answer   s don’t know   l 한국어   ? keys   q save and quit');
  });

  it('fits 80×24 without scrolling, for each type, phase and language', () => {
    for (const item of everyType) {
      for (const lang of ['en', 'ko']) {
        for (const keys of [[], ['s'], ['1', 'enter'], ['?'], ['s', 'enter']]) {
          const { state } = take(sessionOf(quizOf([item]), { lang }), keys);
          const frame = frameOf(state);
          expect(frame.maxScroll, `${item.type} ${lang} ${keys}`).toBe(0);
          expect(quizView(state, surface).footer).toHaveLength(2);
        }
      }
    }
  });

  it('keeps its keys on one line of 80 columns in both languages', () => {
    for (const item of everyType) {
      for (const lang of ['en', 'ko']) {
        for (const keys of [[], ['1', 'enter'], ['s'], ['s', 'enter']]) {
          const { state } = take(sessionOf(quizOf([item]), { lang }), keys);
          const footer = renderNodes(quizView(state, surface).footer, surface);
          expect(footer, `${item.type} ${lang}`).toHaveLength(2);
        }
      }
    }
  });

  it('marks what was chosen of several', () => {
    expect(page(multiple, '2').filter((line) => line.includes('['))).toEqual([
      expect.stringContaining('1  [ ] '),
      expect.stringContaining('2  [x] '),
      expect.stringContaining('3  [ ] '),
    ]);
  });

  it('marks the part of the picture under the pointer', () => {
    expect(page(layer, 'down').join('\n')).toContain('▸Guest OS');
  });

  it('brackets the entry of an order that is held, and keeps its number when it moves', () => {
    const held = page(order, 'space');
    const first = held.find((line) => line.startsWith(' ❯[1]'))!;
    expect(first).toBeDefined();
    const moved = page(order, 'space', 'down');
    expect(moved[moved.indexOf(first) - 1]).toMatch(/^ {3}2 {2}/);
    expect(page(order, 'up')).toContain(' ❯ Submit');
  });

  it('shows pairs beside their partners, with the number of the one chosen', () => {
    const lines = page(match, '3', 'left');
    expect(lines).toContainEqual(expect.stringMatching(/^ {3}docker ps {2}\[3\] +1 {2}\S/));
    expect(lines).toContainEqual(expect.stringMatching(/^ ❯ docker images {2}\[5\] +2 {2}\S/));
  });

  it('stands partners below each other where they are too long', () => {
    const long = {
      ...match,
      pairs: match.pairs.map((pair) => ({ ...pair, left: { und: ['x'.repeat(60)] } })),
    };
    const lines = page(long);
    expect(lines).toContainEqual(` ❯ ${'x'.repeat(60)}  [ ]`);
    expect(lines).toContainEqual(expect.stringMatching(/^ {3}1 {2}/));
  });

  it('puts the cursor of the terminal where the learner types', () => {
    const frame = frameOf(stateAfter(cloze, ...keysOf('--rm'), 'left'));
    expect(frame.lines[5]).toBe('   docker run [--rm] alpine runs a [____]');
    expect(frame.cursor).toEqual({ row: 5, column: '   docker run [--r'.length });
    const korean = frameOf(
      take(sessionOf(quizOf([cloze]), { lang: 'ko' }), ['tab', ...'컨테'.normalize('NFD')]).state,
    );
    expect(korean.lines[5]).toBe('   docker run [____] alpine은 [컨테]를 실행');
    expect(korean.cursor).toEqual({ row: 5, column: 35 });
    expect(frameOf(stateAfter(single)).cursor).toBeUndefined();
  });

  it('keeps the lines of a file with gaps as they are', () => {
    const file = { ...cloze, text: { und: 'FROM alpine\nRUN [[flag]]\nCMD [[thing]]' } };
    expect(page(file).slice(5, 8)).toEqual(['   FROM alpine', '   RUN [____]', '   CMD [____]']);
  });

  it('shows a number with the unit that is wanted', () => {
    expect(page(numeric, ...keysOf('2 GiB'))).toContain(' ❯ 2 GiB  (MiB)');
  });

  it('says why an answer cannot be submitted, until the next key', () => {
    expect(page(numeric, 'enter').at(-2)).toBe(' Type a number, such as 8080 or 1.5.');
    expect(page(numeric, 'enter', '1').at(-2)).toBe('');
  });
});

describe('the verdict', () => {
  it('says what was answered, what is right, why, the misconception, where to read, and that it comes back', () => {
    const state = stateAfter({ ...single, sources: ['docs'] }, '1', 'enter', '1', {
      type: 'places',
      places: { 'test-pack/kernel-of-vm': place },
    });
    expect(
      linesOf(state)
        .filter((line) => line !== '')
        .slice(2),
    ).toEqual([
      ' ✗  Not quite.  This comes back in a review.',
      '    Your answer: The host’s',
      '    The answer: Its own',
      '    That is a container.',
      '    Many people expect: VMs share a kernel',
      '    Why it is tempting: They run on one machine.',
      '    In fact: Each boots its own.',
      expect.stringMatching(/^ See it: test-lesson, step 4 +docs\.docker\.com$/),
      ' → next   v see it   l 한국어   ? keys   q save and quit',
    ]);
  });

  it('tells which pairs were right', () => {
    const lines = page(match, '1', '1', '1', '1', 'enter', 'enter');
    const marked = lines.filter((line) => /^ {4}[✓✗] docker/.test(line));
    // One partner for all: right once, unless it is the decoy's.
    expect(marked.filter((line) => line.includes('✗')).length).toBeGreaterThanOrEqual(3);
    for (const line of marked.filter((each) => each.includes('✗'))) {
      const command = line.slice(6, line.indexOf(' →'));
      expect(lines[lines.indexOf(line) + 1]).toBe(
        `      The answer: ${command} → does ${command.replace('docker ', '')}`,
      );
    }
  });

  it('tells who passed a question over what is right and why', () => {
    const pairs = page(match, 's');
    expect(pairs[pairs.indexOf('    The answer:') + 1]).toBe('      docker ps → does ps');
    const lines = page(single, 's');
    expect(lines).toContain(' ✗  Passed over.  This comes back in a review.');
    expect(lines).toContain('    The answer: Its own');
    expect(lines).toContain('    It boots one.');
    expect(lines.join('\n')).not.toContain('Your answer');
    expect(page({ ...match, say: prose('More.') }, 's').join('\n')).toContain('More.');
  });

  it('says the answer of an order as an order, and of gaps as what was typed', () => {
    expect(page(order, 's')).toContain('    The answer: pull → create → start → stop');
    const filled = page(cloze, ...keysOf('-rm'), 'enter', ...keysOf('Container'), 'enter', 'enter');
    expect(filled).toContain('    Your answer: -rm · Container');
    expect(filled).toContain('    The answer: --rm · container');
  });
});

describe('the summary', () => {
  it('has the score against the pass mark, a mark for each question, the objectives, and what to read again', () => {
    const quiz = quizOf([single, numeric, order]);
    const places = { 'test-pack/kernel-of-vm': place };
    const { state } = take(sessionOf(quiz), [
      ...['1', 'enter', '1', { type: 'places', places } as const, 'enter'],
      ...[...keysOf('2048'), 'enter', '1', 'enter', 's', 'enter'],
    ]);
    const lines = linesOf(state).filter((line) => line !== '');
    expect(lines.slice(2)).toEqual([
      ' ✗  Not passed yet: 1 of 3 points (33%)  The pass mark is 80%.',
      '    ✗1  ✓2  ✗3',
      '    ✓ right   ~ partly   ✗ wrong   · no answer',
      '    What you can do',
      `    Say what a kernel is  ${'━'.repeat(10)}${'─'.repeat(10)}  1/2`,
      '    Misconceptions met',
      '    • VMs share a kernel',
      '    To read again',
      '    • A lesson  docker-tutor learn test-lesson --step 4',
      ' enter finish   v see it   l 한국어',
    ]);
  });

  it('uses nothing but ASCII where the terminal has nothing else', () => {
    const { state } = take(sessionOf(quizOf([numeric])), ['escape', 's', 'enter']);
    const ascii = { ...surface, charset: 'ascii' } as const;
    const text = renderFrame(quizView(state, ascii), ascii, 24).lines.join('\n');
    expect(text).toMatch(/^[ -~\n한국어]*$/);
  });

  it('is text with ids for a pipe', () => {
    const { state } = take(sessionOf(quizOf([single])), ['1', 'enter', '1', 'enter']);
    const lines = renderNodes(resultNodes(state, surface), surface);
    expect(lines).toContain('    ✗ 1. Whose kernel does a VM run?  kernel-of-vm');
  });
});

describe('what is said instead of shown', () => {
  const said = (before: QuizState | undefined, state: QuizState): string[] =>
    renderNodes(narrateQuiz(before, state), surface).map((line) => line.trim());

  it('is the question with its numbered options, once', () => {
    const { state } = take(sessionOf(), []);
    expect(said(undefined, state)).toEqual([
      'A quiz',
      '',
      'Question 1 of 9',
      'Whose kernel does a VM run?',
      '1. The host’s',
      '2. Its own',
    ]);
    expect(said(state, state)).toEqual([]);
    expect(quizPrompt(state)).toContain('number of your answer');
  });

  it('tells pictures in words and gaps by number', () => {
    expect(said(undefined, stateAfter(layer)).join('\n')).toContain('Guest OS');
    const gaps = stateAfter(cloze);
    expect(said(undefined, gaps)).toContain('docker run [1: ___] alpine runs a [2: ___]');
    const next = take(sessionOf(quizOf([cloze])), [{ type: 'line', line: '--rm' }]).state;
    expect(said(gaps, next)).toEqual(['docker run [--rm] alpine runs a [2: ___]', 'Gap 2 of 2']);
  });

  it('gives both sides of pairs', () => {
    const lines = said(undefined, stateAfter(match));
    expect(lines).toContain('- docker ps');
    expect(lines.filter((line) => /^\d\. /.test(line))).toHaveLength(5);
  });

  it('draws no plot at the end', () => {
    const text = said(undefined, stateAfter(numeric, 'escape', 's', 'enter')).join('\n');
    expect(text).toContain('Say what a kernel is: 0/1');
    expect(text).not.toContain('━');
  });
});
