import { describe, expect, it } from 'vitest';
import { clozeParts, gapsIn } from '../../src/content/cloze-text.ts';

describe('clozeParts', () => {
  it('takes a text apart at its gaps, and leaves no words out', () => {
    expect(clozeParts('docker run [[flag]] alpine')).toEqual(['docker run ', { gap: 'flag' }, ' alpine']);
    expect(clozeParts('[[a]][[b]]')).toEqual([{ gap: 'a' }, { gap: 'b' }]);
    expect(clozeParts('no gap')).toEqual(['no gap']);
    expect(clozeParts('')).toEqual([]);
  });

  it('leaves the brackets of the shell alone', () => {
    expect(clozeParts('[[ -f x ]] && cat x')).toEqual(['[[ -f x ]] && cat x']);
  });
});

describe('gapsIn', () => {
  it('gives each gap as often as it comes', () => {
    expect(gapsIn('[[a]] [[b]] [[a]]')).toEqual(['a', 'b', 'a']);
  });
});
