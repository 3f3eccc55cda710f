import { describe, expect, it } from 'vitest';
import { amountOf, isNear } from '../../../src/tutor/items/units.ts';

const value = (text: string, unit?: string): number => {
  const amount = amountOf(text, unit);
  return 'value' in amount ? amount.value : Number.NaN;
};

describe('amountOf', () => {
  it('reads numbers as people write them', () => {
    expect(value('8080')).toBe(8080);
    expect(value(' 1,024 ')).toBe(1024);
    expect(value('-1.5')).toBe(-1.5);
    expect(value('.5')).toBe(0.5);
    expect(value('1e3')).toBe(1000);
    expect(value('８０８０')).toBe(8080);
  });

  it('takes a number without a unit to be in the unit wanted', () => {
    expect(value('64', 'MB')).toBe(64);
    expect(value('64 mb', 'MB')).toBe(64);
    expect(value('3 layers', 'layers')).toBe(3);
  });

  it('turns decimal and binary units of data into each other', () => {
    expect(value('1 GB', 'MB')).toBe(1000);
    expect(value('1GiB', 'MiB')).toBe(1024);
    expect(value('1 MiB', 'B')).toBe(1_048_576);
    expect(value('1 KB', 'bytes')).toBe(1000);
    expect(value('1 GiB', 'MB')).toBeCloseTo(1073.741824);
    expect(value('5메가바이트', 'kB')).toBe(5000);
  });

  it('turns units of time into each other', () => {
    expect(value('1500 ms', 's')).toBe(1.5);
    expect(value('2 min', 's')).toBe(120);
    expect(value('1h', 'minutes')).toBe(60);
    expect(value('10초', 's')).toBe(10);
    expect(value('250 µs', 'ms')).toBe(0.25);
  });

  it('knows shares', () => {
    expect(value('95 %', '%')).toBe(95);
    expect(value('95퍼센트', '%')).toBe(95);
    expect(value('50%')).toBe(0.5);
  });

  it('says whether the number or its unit is the trouble', () => {
    for (const text of ['', 'x', '1.2.3', 'MB', '--5', '1,02'])
      expect(amountOf(text, 'MB')).not.toHaveProperty('value');
    expect(amountOf('many', 'MB')).toEqual({ problem: 'a-number' });
    expect(amountOf('5 s', 'MB')).toEqual({ problem: 'known-unit' });
    expect(amountOf('5 MB', undefined)).toEqual({ problem: 'known-unit' });
    expect(amountOf('5 constructor', 'MB')).toEqual({ problem: 'known-unit' });
  });
});

describe('isNear', () => {
  it('forgives what binary fractions lose, and no more than the tolerance beside it', () => {
    expect(isNear(0.1 + 0.2, 0.3, 0)).toBe(true);
    expect(isNear(1.5 * 1024 ** 3, 1_610_612_736, 0)).toBe(true);
    expect(isNear(100.1, 100, 0.1)).toBe(true);
    expect(isNear(100.11, 100, 0.1)).toBe(false);
    expect(isNear(8081, 8080, 0)).toBe(false);
  });
});
