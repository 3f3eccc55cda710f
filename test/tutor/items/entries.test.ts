import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/content/types.ts';
import type { AnswerValue } from '../../../src/progress/events.ts';
import { type Entry, typeOf } from '../../../src/tutor/items/index.ts';
import { choosableParts } from '../../../src/tutor/items/parts.ts';
import type { EntryHint, Shuffle } from '../../../src/tutor/items/types.ts';
import { seededShuffle } from '../../../src/tutor/quiz/shuffle.ts';
import { stack } from '../../helpers/lesson.ts';
import { cloze, keysOf, layer, match, multiple, numeric, order, single } from '../../helpers/quiz.ts';

const parts = choosableParts(stack);
const asWritten: Shuffle = (values) => [...values];
const backwards: Shuffle = (values) => [...values].reverse();

interface Filled {
  readonly entry: Entry;
  /** Present once something submitted it. */
  readonly answer?: AnswerValue;
  readonly hint?: EntryHint;
}

function fill(item: Item, keys: readonly string[], shuffle = asWritten): Filled {
  const type = typeOf(item);
  let filled: Filled = { entry: type.start(item, parts, shuffle) };
  for (const key of keys) {
    const pressed = type.press(item, filled.entry, key);
    if (pressed === undefined) continue;
    const { entry, submit, hint } = pressed;
    filled = { entry, ...(hint && { hint }) };
    if (submit) return { ...filled, answer: type.answerOf(item, entry) };
  }
  return filled;
}

/** What lines lead to, one after the other. */
function typed(item: Item, ...lines: string[]): Filled {
  const type = typeOf(item);
  let filled: Filled = { entry: type.start(item, parts, asWritten) };
  for (const line of lines) {
    const { entry, submit, hint } = type.typed(item, filled.entry, line) ?? { entry: filled.entry };
    filled = { entry, ...(hint && { hint }), ...(submit && { answer: type.answerOf(item, entry) }) };
  }
  return filled;
}

describe('one of several options', () => {
  it('is chosen by arrows, by number, and by a typed line', () => {
    expect(fill(single, ['down', 'enter']).answer).toBe('own');
    expect(fill(single, ['2', 'space']).answer).toBe('own');
    expect(fill(layer, ['up', 'up', 'enter']).answer).toBe('guest');
    expect(typed(single, '2').answer).toBe('own');
    expect(typed(single, '3').hint).toBe('no-such-number');
    expect(typed(single, '1 2').hint).toBe('no-such-number');
  });

  it('is stored by its id, wherever the shuffle put it', () => {
    expect(fill(single, ['1', 'enter'], backwards).answer).toBe('own');
    // The parts of a picture stay where the picture has them.
    expect(fill(layer, ['1', 'enter'], backwards).answer).toBe('app');
  });
});

describe('several options', () => {
  it('are chosen by space or number, and submitted by enter, at least one', () => {
    expect(fill(multiple, ['enter']).hint).toBe('choose-some');
    expect(fill(multiple, ['space', 'down', 'space', 'enter']).answer).toEqual(['kernel', 'hardware']);
    expect(fill(multiple, ['3', '2', '3', 'enter']).answer).toEqual(['hardware']);
  });

  it('are what a typed line says, whatever was chosen before', () => {
    expect(typed(multiple, '1, 3').answer).toEqual(['kernel', 'files']);
    expect(typed(multiple, 'one').answer).toBeUndefined();
  });
});

describe('an order', () => {
  it('never begins as the answer', () => {
    expect(fill(order, []).entry).toMatchObject({ order: ['create', 'start', 'stop', 'pull'] });
    for (let seed = 0; seed < 200; seed++) {
      const entry = typeOf(order).start(order, [], seededShuffle(String(seed)));
      expect(entry).not.toMatchObject({ order: ['pull', 'create', 'start', 'stop'] });
    }
  });

  it('is changed by picking an entry up and moving it', () => {
    const keys = ['down', 'down', 'down', 'space', 'up', 'up', 'up', 'space', 'up', 'enter'];
    expect(fill(order, keys).answer).toEqual(['pull', 'create', 'start', 'stop']);
  });

  it('keeps a held entry among the entries, going round', () => {
    expect(fill(order, ['enter', 'up']).entry).toMatchObject({
      order: ['start', 'stop', 'pull', 'create'],
      cursor: 3,
      held: true,
    });
  });

  it('is typed by numbers, of which the last needs none', () => {
    expect(fill(order, ['4', '1', '2', 'enter']).answer).toEqual(['pull', 'create', 'start', 'stop']);
    expect(fill(order, ['4', '4', '1']).entry).toMatchObject({ order: ['pull', 'create', 'start', 'stop'] });
    expect(fill(order, ['4', 'backspace', '2']).entry).toMatchObject({
      order: ['start', 'pull', 'create', 'stop'],
    });
    // A number once all are placed begins anew.
    expect(fill(order, ['4', '1', '2', '3']).entry).toMatchObject({ placed: 1, cursor: 1 });
  });

  it('is a line with every number once', () => {
    expect(typed(order, '4 1 2 3').answer).toEqual(['pull', 'create', 'start', 'stop']);
    expect(typed(order, '4 1 2').hint).toBe('number-each');
    expect(typed(order, '4 1 2 2').hint).toBe('number-each');
    expect(typed(order, '4 1 2 3 4').hint).toBe('number-each');
    expect(typed(order, '4 1 2 7').hint).toBe('no-such-number');
  });
});

describe('pairs', () => {
  it('are made by number, row after row, and submitted on the row below', () => {
    expect(fill(match, ['1', '2', '3', '5', 'enter']).answer).toEqual({
      ps: 'ps',
      images: 'images',
      logs: 'logs',
      rm: 'boot',
    });
  });

  it('are made by left and right, going round, and unmade by backspace', () => {
    const { entry } = fill(match, ['right', 'right', 'down', 'left', 'down', 'right', 'backspace']);
    expect(entry).toMatchObject({ chosen: { ps: 'images', images: 'boot' }, cursor: 2 });
    expect(fill(match, ['right', 'left']).entry).toMatchObject({ chosen: { ps: 'boot' } });
  });

  it('must all be there', () => {
    expect(fill(match, ['1', 'up', 'up', 'enter'])).toMatchObject({ hint: 'pair-all', entry: { cursor: 1 } });
    expect(fill(match, ['enter', 'enter']).entry).toMatchObject({ cursor: 2 });
  });

  it('are a line of numbers, one for each row', () => {
    expect(typed(match, '1 2 3 4').answer).toEqual({ ps: 'ps', images: 'images', logs: 'logs', rm: 'rm' });
    expect(typed(match, '1 2 3').hint).toBe('number-each');
    expect(typed(match, '1 2 3 6').hint).toBe('no-such-number');
  });
});

describe('gaps', () => {
  it('are filled one after the other and submitted by enter on the last', () => {
    const keys = [...keysOf('--rm'), 'enter', ...keysOf('container'), 'enter'];
    expect(fill(cloze, keys).answer).toEqual({ flag: '--rm', thing: 'container' });
  });

  it('compose a Korean syllable that arrives decomposed', () => {
    const decomposed = [...'컨테이너'.normalize('NFD')];
    expect(decomposed.length).toBeGreaterThan(4);
    const { answer } = fill(cloze, [...keysOf('--rm'), 'tab', ...decomposed, 'enter']);
    expect(answer).toEqual({ flag: '--rm', thing: '컨테이너' });
  });

  it('are edited at the cursor', () => {
    const keys = [
      ...keysOf('-xm'),
      'left',
      'backspace',
      'r',
      'home',
      '-',
      'end',
      'x',
      'left',
      'delete',
      'enter',
    ];
    expect(fill(cloze, keys).entry).toMatchObject({
      cursor: 1,
      fields: { flag: { before: '--rm', after: '' } },
    });
  });

  it('are none empty, and take tab and arrows from one to another', () => {
    expect(fill(cloze, ['enter']).hint).toBe('fill-in');
    expect(fill(cloze, ['tab', 'x', 'enter'])).toMatchObject({ hint: 'fill-in', entry: { cursor: 0 } });
    expect(fill(cloze, ['down', 'down', 'up']).entry).toMatchObject({ cursor: 1 });
    expect(fill(cloze, ['space', 'enter']).hint).toBe('fill-in');
  });

  it('are lines, one after the other', () => {
    expect(typed(cloze, '--rm').answer).toBeUndefined();
    expect(typed(cloze, '', '--rm', 'container').answer).toEqual({ flag: '--rm', thing: 'container' });
  });

  it('take no more text than fits a log', () => {
    const { entry } = fill(
      cloze,
      Array.from({ length: 300 }, () => 'x'),
    );
    expect(entry).toMatchObject({ fields: { flag: { before: 'x'.repeat(200) } } });
  });
});

describe('a number', () => {
  it('is stored in the unit of the item, whatever unit it is typed in', () => {
    expect(fill(numeric, [...keysOf('2048'), 'enter']).answer).toBe(2048);
    expect(fill(numeric, [...keysOf('2 GiB'), 'enter']).answer).toBe(2048);
    expect(typed(numeric, '2048MiB').answer).toBe(2048);
  });

  it('must be one, with a unit of the same kind if with any', () => {
    expect(fill(numeric, ['enter']).hint).toBe('a-number');
    expect(fill(numeric, [...keysOf('two'), 'enter']).hint).toBe('a-number');
    expect(fill(numeric, [...keysOf('2 s'), 'enter']).hint).toBe('known-unit');
  });
});
