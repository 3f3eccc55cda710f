import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looseWords, shellWords } from '../../src/text/shell-words.ts';

describe('shellWords', () => {
  it('parts words at blanks and takes quotes away', () => {
    expect(shellWords(`docker run  -e "A=b c" 'x  y'z`)).toEqual({
      words: ['docker', 'run', '-e', 'A=b c', 'x  yz'],
    });
  });

  it.each([
    ['a | b', 2],
    ['echo $HOME', 5],
    ['a "b $c"', 5],
    ['ls *.txt', 3],
    ['cd ~', 3],
    ['a # b', 2],
    ['a\\ b', 1],
    ['{a,b}', 0],
  ])('refuses %s, where a shell would do more', (line, at) => {
    expect(shellWords(line)).toEqual({ problem: 'shell', at });
  });

  it('tells the place of a quote that is not closed', () => {
    expect(shellWords(`docker 'ps`)).toEqual({ problem: 'quote', at: 7 });
  });

  it('leaves # and ~ inside words alone', () => {
    expect(shellWords('a#b c~d')).toEqual({ words: ['a#b', 'c~d'] });
  });
});

describe('looseWords', () => {
  it('takes signs of the shell for letters, and backslashes away', () => {
    expect(looseWords('a | b\\ c "d\\"$e" \'f\\\'')).toEqual(['a', '|', 'b c', 'd"$e', 'f\\']);
  });

  it('gives nothing for a quote that is not closed', () => {
    expect(looseWords('a "b')).toBeUndefined();
  });

  it('gives back any words that were put in single quotes', () => {
    const word = fc.string({ unit: 'binary' }).filter((text) => !text.includes("'"));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(looseWords(words.map((each) => `'${each}'`).join(' '))).toEqual(words);
      }),
    );
  });
});
