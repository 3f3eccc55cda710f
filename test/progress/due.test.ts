import { describe, expect, it } from 'vitest';
import { DAY, endOfLocalDay, localDay } from '../../src/progress/days.ts';
import { clampDays, dueAt, dueByDay, dueItems, needsSettling } from '../../src/progress/due.ts';
import type { Card, ItemProgress, Progress } from '../../src/progress/events.ts';
import { fold } from '../../src/progress/fold.ts';
import { answered, event, NOW } from './fixtures.ts';

const HOUR = DAY / 24;

/** A card that was reviewed some days before an item is due. */
function card(due: number, days = 3): Card {
  return { due, stability: 3, difficulty: 5, reps: 2, lapses: 0, state: 2, lastReview: due - days * DAY };
}

function item(due: number | undefined, days?: number): ItemProgress {
  const known = { revision: 1, seen: 2, correct: 2, pending: [], rightDays: [] };
  return due === undefined ? known : { ...known, card: card(due, days) };
}

function known(items: Readonly<Record<string, ItemProgress>>): Progress {
  return { ...fold([]), items };
}

/** Noon of the day of `NOW`, so that hours before and after are of the same day in every time zone. */
const NOON = endOfLocalDay(NOW) - 12 * HOUR;

describe('dueItems', () => {
  it('are those of today and before, at whatever hour, the longest waiting first', () => {
    const progress = known({
      'pack/later-today': item(NOON + 11 * HOUR),
      'pack/tomorrow': item(NOON + 13 * HOUR),
      'pack/long-ago': item(NOON - 20 * DAY),
      'pack/yesterday': item(NOON - DAY),
      'pack/never-settled': item(undefined),
      'pack/answered-today': { ...item(NOON - DAY), pending: [{ at: NOON, share: 1 }] },
    });
    expect(dueItems(progress, NOON)).toEqual([
      { key: 'pack/long-ago', due: NOON - 20 * DAY },
      { key: 'pack/yesterday', due: NOON - DAY },
      { key: 'pack/later-today', due: NOON + 11 * HOUR },
    ]);
  });

  it('do not come back at once when the clock is set back by a day', () => {
    const reviewedTomorrow = known({ 'pack/a': item(NOON + DAY + 60 * DAY, 60) });
    expect(dueItems(reviewedTomorrow, NOON)).toEqual([]);
  });

  it('are not put off for years by a clock that ran ahead for an hour', () => {
    const reviewedInTenYears = known({ 'pack/a': item(NOON + 3650 * DAY) });
    expect(dueItems(reviewedInTenYears, NOON).map(({ key }) => key)).toEqual(['pack/a']);
    expect(dueByDay(Object.values(reviewedInTenYears.items), NOON, 3)).toEqual([1, 0, 0]);
  });

  it('come sooner before an exam: after a fifth of what was left at the last review', () => {
    const progress = known({ 'pack/a': item(NOON + 20 * DAY, 30) });
    expect(dueItems(progress, NOON)).toEqual([]);
    expect(dueItems(progress, NOON, NOON + 40 * DAY)).toEqual([{ key: 'pack/a', due: NOON }]);
    expect(dueItems(progress, NOON, NOON + 50 * DAY)).toEqual([]);
  });
});

it('clamps intervals to sixty days, or to a fifth of what is left before an exam', () => {
  expect(clampDays(61, NOW)).toBe(60);
  expect(clampDays(59, NOW)).toBe(59);
  expect(clampDays(30, NOW, NOW + 52 * DAY)).toBe(10);
  expect(clampDays(9, NOW, NOW + 52 * DAY)).toBe(9);
  expect(clampDays(30, NOW, NOW + 2 * DAY)).toBe(1);
  expect(clampDays(90, NOW, NOW + 1000 * DAY)).toBe(60);
  expect(clampDays(30, NOW, NOW - DAY)).toBe(30);
});

it('takes an exam into account that was fixed after the last review', () => {
  const reviewed = card(NOW + 30 * DAY, 30);
  expect(dueAt(reviewed)).toBe(NOW + 30 * DAY);
  expect(dueAt(reviewed, NOW + 50 * DAY)).toBe(NOW + 10 * DAY);
});

it('counts what comes due on each of the coming days, and what waits already as of today', () => {
  const items = [
    item(NOON - 9 * DAY),
    item(NOON + 2 * HOUR),
    item(NOON + DAY),
    item(NOON + 2 * DAY),
    item(NOON + 2 * DAY + HOUR),
    item(NOON + 3 * DAY),
    item(undefined),
  ];
  expect(dueByDay(items, NOON, 3)).toEqual([2, 1, 2]);
});

describe('needsSettling', () => {
  it('is so while a review is pending that may make something due today', () => {
    const progress = fold([event(1, answered('pack/a'), 'x', NOON)]);
    expect(needsSettling(progress)).toBe(true);
    expect(needsSettling(progress, localDay(NOON))).toBe(false);
    expect(needsSettling(progress, localDay(NOON + DAY))).toBe(true);
    expect(needsSettling(fold([]))).toBe(false);
  });
});
