import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planBuild } from '../../../../src/formats/build-plan.ts';
import { buildHere, stepsOf } from './build-here.ts';

const NAMES = ['a', 'b', 'c', 'd'] as const;
type Instruction =
  | { readonly does: 'copy'; readonly file: (typeof NAMES)[number] }
  | { readonly does: 'run' | 'workdir'; readonly at: number };

const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({ does: fc.constant('copy' as const), file: fc.constantFrom(...NAMES) }),
  fc.record({ does: fc.constantFrom('run' as const, 'workdir' as const), at: fc.nat(5) }),
);

function lineOf(one: Instruction): string {
  if (one.does === 'copy') return `COPY ${one.file} /x/`;
  return one.does === 'run' ? `RUN echo ${one.at} >> /log` : `WORKDIR /w${one.at}`;
}

const files = (version: (name: string) => string) =>
  Object.fromEntries(NAMES.map((name) => [name, `${name} ${version(name)}\n`]));

describe('the cache', () => {
  test('takes all steps before the first that reads a changed file, and no later one', () => {
    fc.assert(
      fc.property(
        fc.array(instruction, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...NAMES),
        (instructions, touched) => {
          const here = buildHere();
          const dockerfile = `FROM alpine\n${instructions.map((one) => `${lineOf(one)}\n`).join('')}`;
          here.files(files(() => '1'));
          here.build(dockerfile);
          here.files(files((name) => (name === touched ? '2' : '1')));
          const steps = stepsOf(here.build(dockerfile).err).slice(1);
          const changed = instructions.map((one) => one.does === 'copy' && one.file === touched);
          expect(steps.map(({ cached }) => (cached ? 'cached' : 'rebuilt'))).toEqual(planBuild(changed));
        },
      ),
      { numRuns: 60 },
    );
  });

  const TEXT = 'FROM alpine\nARG V\nCOPY a /\nRUN echo $V\nENV X=1\nRUN echo end\n';
  const misses = (again: (here: ReturnType<typeof buildHere>) => string) => {
    const here = buildHere();
    here.files(files(() => '1'));
    here.build(TEXT);
    return stepsOf(again(here))
      .filter(({ cached }) => !cached)
      .map(({ step }) => step);
  };

  test('does not look at the times of files', () => {
    const found = misses((here) => {
      here.files(
        files(() => '1'),
        1_000_000_000_000,
      );
      return here.build(TEXT).err;
    });
    expect(found).toEqual([]);
  });

  test('knows build args from the line that declares them on', () => {
    expect(misses((here) => here.build(TEXT, '--build-arg', 'V=2').err)).toEqual([
      'RUN echo 2',
      'RUN echo end',
    ]);
    expect(misses((here) => here.build(TEXT, '--build-arg', 'OTHER=2').err)).toEqual([]);
    expect(misses((here) => here.build(TEXT, '--build-arg', 'HTTP_PROXY=x').err)).toEqual([]);
  });

  test('is left alone with --no-cache', () => {
    expect(misses((here) => here.build(TEXT, '--no-cache').err)).toEqual([
      'COPY a /',
      'RUN echo $V',
      'RUN echo end',
    ]);
  });

  test('outlives the image, but not `builder prune`', () => {
    const removed = misses((here) => {
      here.docker('rmi', 'app');
      return here.build(TEXT).err;
    });
    expect(removed).toEqual([]);
    const pruned = misses((here) => {
      expect(here.docker('builder', 'prune', '-af').out).toMatch(/^ID\s.*\n(\w{25}\s.*\n){3}Total:\t\d+B\n$/);
      return here.build(TEXT).err;
    });
    expect(pruned).toHaveLength(3);
  });

  test('finds a copy from a stage that came to the same', () => {
    const here = buildHere();
    const text = (line: string) =>
      `FROM alpine AS one\nRUN ${line}\nFROM alpine\nCOPY --from=one /f /\nRUN echo end\n`;
    here.build(text('echo same > /f'));
    const steps = stepsOf(here.build(text('echo same > /f # again')).err);
    expect(steps.filter(({ cached }) => !cached).map(({ step }) => step)).toEqual([
      'RUN echo same > /f # again',
    ]);
  });

  test('a failed step is run again, those before it are not', () => {
    const here = buildHere();
    const text = 'FROM alpine\nRUN echo one\nRUN false\n';
    here.build(text);
    expect(stepsOf(here.build(text).err).map(({ cached }) => cached)).toEqual([true, true, false]);
  });

  test('is counted by `docker system df`', () => {
    const here = buildHere();
    here.build('FROM alpine\nRUN head -c 1000 /dev/zero > /f\n');
    expect(here.docker('system', 'df').out).toMatch(/Build Cache\s+1\s+0\s+1kB\s+1kB/);
  });
});
