import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw } from '../../../src/tutor/quiz/draw.ts';
import { seededNumbers, seededShuffle } from '../../../src/tutor/quiz/shuffle.ts';

describe('seededNumbers', () => {
  // Computed by an independent implementation of FNV-1a and sfc32 with integers of any size.
  it('gives the values that the published algorithms give', () => {
    const four = (seed: string) => {
      const next = seededNumbers(seed);
      return [next(), next(), next(), next()];
    };
    expect(four('')).toEqual([1457156110, 3295838699, 2139614122, 4028193467]);
    expect(four('docker')).toEqual([1582891610, 1488722680, 546056157, 2546270718]);
    expect(four('도커')).toEqual([1334104126, 4218392614, 1769135921, 1056402612]);
  });
});

describe('seededShuffle', () => {
  it('lays the same values out in the same order on any machine', () => {
    expect(seededShuffle('docker')([...'abcdefgh']).join('')).toBe('bdfegahc');
    expect(seededShuffle('도커')([...'abcdefgh']).join('')).toBe('efdabhgc');
  });

  it('gives a permutation and leaves what it was given alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.integer()), (seed, values) => {
        const before = [...values];
        const shuffled = seededShuffle(seed)(values);
        expect([...shuffled].sort()).toEqual([...values].sort());
        expect(values).toEqual(before);
        expect(seededShuffle(seed)(values)).toEqual(shuffled);
      }),
    );
  });

  it('puts each of four values at each of four places about equally often', () => {
    const rounds = 4000;
    const first = new Map<string, number>();
    for (let seed = 0; seed < rounds; seed++) {
      seededShuffle(`seed ${seed}`)(['a', 'b', 'c', 'd']).forEach((value, place) => {
        first.set(`${value}${place}`, (first.get(`${value}${place}`) ?? 0) + 1);
      });
    }
    expect(first.size).toBe(16);
    for (const count of first.values()) expect(Math.abs(count / rounds - 0.25)).toBeLessThan(0.03);
  });
});

describe('draw', () => {
  it('draws as many as asked for, each once, and the same ones for the same seed', () => {
    const pool = [...'abcdefghij'];
    const drawn = draw(pool, 'seed', 4);
    expect(drawn).toHaveLength(4);
    expect(new Set(drawn).size).toBe(4);
    expect(draw(pool, 'seed', 4)).toEqual(drawn);
    expect(draw(pool, 'other', 4)).not.toEqual(drawn);
  });

  it('draws all there are if that is fewer, and all without a number', () => {
    expect(draw(['a', 'b'], 'seed', 9).sort()).toEqual(['a', 'b']);
    expect(draw([...'abc'], 'seed').sort()).toEqual([...'abc']);
  });
});
