import fc from 'fast-check';
import { createEmptyCard, type Card as FsrsCard, fsrs, Rating } from 'ts-fsrs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY } from '../../src/progress/days.ts';
import { dueItems } from '../../src/progress/due.ts';
import type { Card, Event, ItemProgress, Review } from '../../src/progress/events.ts';
import { applyEvent, fold } from '../../src/progress/fold.ts';
import { type Renames, renameProgress } from '../../src/progress/rename.ts';
import { cardsToKeep, ratingOf, settle, settleAll } from '../../src/progress/schedule.ts';
import { answered, event, NOW, open, partly, someEvents, sure } from './fixtures.ts';
import { memoryFolder } from './memory-folder.ts';

const HOUR = DAY / 24;

/** The library on its own, as the rules say it is set. */
const scheduler = fsrs({ request_retention: 0.9, enable_short_term: false, enable_fuzz: false });

// The library counts days by the calendar of Greenwich: there, its days and ours are the same.
beforeEach(() => {
  vi.stubEnv('TZ', 'UTC');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** An item with these reviews still to be counted. */
function pending(...reviews: readonly Review[]): ItemProgress {
  return { revision: 1, seen: reviews.length, correct: 0, pending: reviews, rightDays: [] };
}

/** The card of an item after these reviews. */
function cardAfter(...reviews: readonly Review[]): Card {
  return settle(pending(...reviews)).card!;
}

/** Reviews whose confidence is in, or not asked, at times that go forward or not. */
const reviews: fc.Arbitrary<Review[]> = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom(0, 0.25, 0.5, 0.75, 1),
      fc.constantFrom(true, false, undefined),
    )
    .map(([half, share, isSure]) => ({
      at: NOW + half * 12 * HOUR,
      share,
      ...(isSure !== undefined && { sure: isSure }),
    })),
  { minLength: 1, maxLength: 12 },
);

describe('ratingOf', () => {
  it.each<[share: number, isSure: boolean | undefined, rating: Rating]>([
    [0, undefined, Rating.Again],
    [0, true, Rating.Again],
    [0.49, false, Rating.Again],
    [0.5, true, Rating.Hard],
    [0.75, undefined, Rating.Hard],
    [0.99, true, Rating.Hard],
    [1, false, Rating.Hard],
    [1, undefined, Rating.Good],
    [1, true, Rating.Good],
    [1 / 6 + 1 / 6 + 1 / 6, undefined, Rating.Hard],
    [0.1 + 0.2 + 0.7 - 1e-16, true, Rating.Good],
  ])('of a share of %d of the points, sure: %s, is %d', (share, isSure, rating) => {
    expect(ratingOf({ at: NOW, share, ...(isSure !== undefined && { sure: isSure }) })).toBe(rating);
  });
});

describe('a learner over sixty days', () => {
  /** What a learner answers: the share of the points, and how sure they are. */
  const learners: Record<string, (round: number) => Omit<Review, 'at'>> = {
    'who knows it': () => ({ share: 1, sure: true }),
    'who is never sure': () => ({ share: 1, sure: false }),
    'who never knows it': () => ({ share: 0, sure: true }),
    'who forgets every third time': (round) => ({ share: round % 3 === 2 ? 0 : 1 }),
    'who knows half of it': (round) => ({ share: round % 2 === 0 ? 0.5 : 1, sure: round % 4 !== 1 }),
  };

  it.each(Object.keys(learners))('%s gets the intervals of ts-fsrs itself, clamped', (name) => {
    const answer = learners[name]!;
    let progress = fold([]);
    let card: FsrsCard | undefined;
    let rounds = 0;
    let n = 0;
    for (let day = 0; day < 60; day++) {
      const now = NOW + day * DAY;
      progress = settleAll(progress);
      const isDue = dueItems(progress, now).length > 0;
      if (day > 0 && !isDue) continue;
      const { share, sure: isSure } = answer(rounds++);
      const right = share === 1;
      const rating = share < 0.5 ? Rating.Again : right && isSure !== false ? Rating.Good : Rating.Hard;
      card = scheduler.next(card ?? createEmptyCard(new Date(now)), new Date(now), rating).card;
      progress = applyEvent(progress, event(++n, partly('pack/a', share), 'x', now));
      if (isSure !== undefined)
        progress = applyEvent(progress, event(++n, sure('pack/a', isSure), 'x', now + 1000));
      const settled = settle(progress.items['pack/a']!).card!;
      expect((settled.due - now) / DAY).toBe(Math.min(60, card.scheduled_days));
      expect(settled).toMatchObject({
        stability: card.stability,
        difficulty: card.difficulty,
        reps: card.reps,
        lapses: card.lapses,
        state: card.state,
        lastReview: now,
      });
    }
    expect(rounds).toBeGreaterThan(2);
    expect(progress.items['pack/a']?.seen).toBe(rounds);
  });

  it('is never put off for longer than sixty days', () => {
    let at = NOW;
    let item = pending();
    for (let round = 0; round < 12; round++) {
      item = settle({ ...item, pending: [{ at, share: 1, sure: true }] });
      expect(item.card!.due - at).toBeLessThanOrEqual(60 * DAY);
      at = item.card!.due;
    }
    expect(item.card!.due - item.card!.lastReview).toBe(60 * DAY);
    expect(item.card!.stability).toBeGreaterThan(60);
  });

  it('is asked again tomorrow after a wrong answer', () => {
    expect(cardAfter({ at: NOW, share: 0 }).due).toBe(NOW + DAY);
  });
});

describe('settle', () => {
  it('gives what the library gives review by review', () => {
    fc.assert(
      fc.property(reviews, (unordered) => {
        const ordered = [...unordered].sort((one, other) => one.at - other.at);
        let card = createEmptyCard(new Date(0));
        for (const review of ordered) card = scheduler.next(card, new Date(review.at), ratingOf(review)).card;
        const { stability, difficulty, reps, lapses, state, scheduled_days } = card;
        const { due, lastReview, ...rest } = cardAfter(...ordered);
        expect(rest).toEqual({ stability, difficulty, reps, lapses, state });
        expect((due - lastReview) / DAY).toBe(Math.min(60, scheduled_days));
      }),
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(reviews, (some) => {
        const settled = settle(pending(...some));
        expect(settled.pending).toEqual([]);
        expect(settle(settled)).toBe(settled);
      }),
    );
  });

  it('comes out the same in any number of goes', () => {
    fc.assert(
      fc.property(reviews, fc.nat(), (some, cut) => {
        const at = cut % (some.length + 1);
        const first = settle(pending(...some.slice(0, at)));
        expect(settle({ ...first, pending: some.slice(at) }).card).toEqual(cardAfter(...some));
      }),
    );
  });

  it('leaves a review pending while the learner may still say how sure they were', () => {
    const [old, recent] = [
      { at: NOW - 2 * HOUR, share: 1 },
      { at: NOW - HOUR / 2, share: 1 },
    ];
    const item = pending(old, recent);
    expect(settle(item, NOW)).toEqual({ ...item, card: cardAfter(old), pending: [recent] });
    expect(settle(pending(recent), NOW)).toEqual(pending(recent));
    expect(settle(settle(item, NOW)).card).toEqual(cardAfter(old, recent));
  });

  it('takes no harm from a clock that is set back', () => {
    fc.assert(
      fc.property(reviews, (unordered) => {
        const { due, lastReview, stability } = cardAfter(...unordered);
        expect(lastReview).toBe(unordered.at(-1)!.at);
        expect(due - lastReview).toBeGreaterThanOrEqual(DAY);
        expect(due - lastReview).toBeLessThanOrEqual(60 * DAY);
        expect(stability).toBeGreaterThan(0);
      }),
    );
  });

  it('counts days as they are where the learner is', () => {
    const tenInSeoul = Date.UTC(2025, 9, 13, 1);
    const nineTheNextDay = Date.UTC(2025, 9, 14, 0) - 10 * 60_000;
    const stability = (): number =>
      cardAfter({ at: tenInSeoul, share: 1 }, { at: nineTheNextDay, share: 1 }).stability;
    const sameDay = stability();
    vi.stubEnv('TZ', 'Asia/Seoul');
    expect(stability()).toBeGreaterThan(sameDay);
    expect(cardAfter({ at: tenInSeoul, share: 1 }).due).toBe(tenInSeoul + 3 * DAY);
  });

  it('counts no days where the clock was set back by one', () => {
    const same = cardAfter({ at: NOW, share: 1 }, { at: NOW, share: 1 });
    const back = cardAfter({ at: NOW, share: 1 }, { at: NOW - DAY, share: 1 });
    expect(back).toEqual({ ...same, due: same.due - DAY, lastReview: NOW - DAY });
  });
});

describe('settleAll', () => {
  it('leaves progress with nothing pending as it is', () => {
    const settled = settleAll(fold([event(1, answered('pack/a'))]));
    expect(settled.items['pack/a']?.pending).toEqual([]);
    expect(settleAll(settled)).toBe(settled);
  });

  it('comes out the same whether it was done half-way or only at the end', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(), (unordered, cut) => {
        // Time that goes forward: what comes late enough for its confidence to be passed over is another test's.
        const events: Event[] = unordered
          .map((one, index) => ({ ...one, n: index + 1, at: NOW + index * 5 * HOUR }))
          .map((one, index, all) =>
            one.type === 'sure' ? { ...one, at: (all[index - 1]?.at ?? NOW) + 1000 } : one,
          );
        const at = cut % (events.length + 1);
        const halfWay = settleAll(fold(events.slice(0, at)), events[at - 1]?.at ?? NOW);
        expect(settleAll(events.slice(at).reduce(applyEvent, halfWay))).toEqual(settleAll(fold(events)));
      }),
    );
  });
});

describe('what a store keeps of the schedule', () => {
  const later = NOW + 3 * HOUR;

  it('spares the next opening the work, and changes nothing that is known', () => {
    const folder = memoryFolder();
    const store = open(folder);
    for (let item = 0; item < 300; item++) store.record([answered(`pack/${item}`, item % 2 === 0)], NOW);
    const settled = settleAll(store.progress, later);
    store.settle(cardsToKeep(store.progress, settled, new Map()), later);
    expect(store.progress).toEqual(settled);
    store.close();
    const next = open(folder);
    expect(next.progress).toEqual(settled);
    expect(Object.values(next.progress.items).every(({ pending }) => pending.length === 0)).toBe(true);
    next.record([answered('pack/1')], NOW + 2 * DAY);
    const whole = settleAll(fold(next.events()));
    expect(settleAll(next.progress)).toEqual(whole);
  });

  it('is thrown away with the snapshot, and comes back from the log', () => {
    const folder = memoryFolder();
    const store = open(folder);
    for (let item = 0; item < 300; item++) store.record([answered(`pack/${item}`)], NOW);
    const settled = settleAll(store.progress, later);
    store.settle(cardsToKeep(store.progress, settled, new Map()), later);
    store.close();
    folder.remove('snapshot.json');
    expect(settleAll(open(folder).progress, later)).toEqual(settled);
  });

  it('follows an item through a rename, before and after it is kept', () => {
    const renames: Renames = {
      lessons: new Map(),
      items: new Map([['pack/old', 'pack/new']]),
      steps: new Map(),
    };
    const shares = [1, 1, 0, 1, 1, 1];
    const days = [0, 3, 10, 11, 15, 30];
    const inOneGo = cardAfter(...shares.map((share, index) => ({ at: NOW + days[index]! * DAY, share })));
    for (let renamedAt = 0; renamedAt < shares.length; renamedAt++) {
      const store = open(memoryFolder());
      shares.forEach((share, index) => {
        const now = NOW + days[index]! * DAY;
        store.record([partly(index < renamedAt ? 'pack/old' : 'pack/new', share)], now);
        const settled = settleAll(renameProgress(store.progress, renames), now + 3 * HOUR);
        store.settle(cardsToKeep(store.progress, settled, renames.items), now + 3 * HOUR);
      });
      const renamed = settleAll(renameProgress(store.progress, renames));
      expect(Object.keys(renamed.items)).toEqual(['pack/new']);
      expect(renamed.items['pack/new']).toMatchObject({ card: inOneGo, seen: 6 });
    }
  });

  it('leaves alone what an older meaning of an item was worth', () => {
    const stored = fold([event(1, answered('pack/old', true, 1)), event(2, answered('pack/new', true, 2))]);
    const names = new Map([['pack/old', 'pack/new']]);
    const settled = settleAll(renameProgress(stored, { lessons: new Map(), items: names, steps: new Map() }));
    expect([...cardsToKeep(stored, settled, names).keys()]).toEqual(['pack/new']);
  });
});
