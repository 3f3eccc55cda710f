import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equivalent } from '../../../src/engine/grammar/equivalent.ts';
import { parse } from '../../../src/engine/grammar/parse.ts';
import { COMMANDS } from '../../../src/engine/grammar/table.ts';
import type { CommandSpec, FlagSpec } from '../../../src/engine/grammar/types.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);

/** What is typed for a flag's value, and what must come out. */
function valueFor(flag: FlagSpec): fc.Arbitrary<string> {
  switch (flag.check) {
    case 'attach':
      return fc.constantFrom('stdin', 'stdout', 'stderr');
    case 'env':
    case 'label':
    case 'filter':
      return fc.tuple(word, word).map(([key, value]) => `${key}=${value}`);
    case 'host':
      return word.map((name) => `${name}:10.0.0.1`);
    case 'ip':
      return fc.constantFrom('10.0.0.1', '127.0.0.1');
    case 'mount':
      return fc.tuple(word, word).map(([source, target]) => `source=${source},target=/${target}`);
    case 'cpus':
      return fc.constantFrom('1', '0.5', '1.5');
    default:
      break;
  }
  switch (flag.type) {
    case 'bool':
      return fc.constantFrom('true', 'false');
    case 'int':
      return fc.nat(1000).map(String);
    case 'float':
      return fc.constantFrom('1', '2.5');
    case 'bytes':
      return fc.constantFrom('6m', '1g', '512', '10k');
    case 'duration':
      return fc.constantFrom('1s', '1m30s', '500ms');
    case 'map':
      return fc.tuple(word, word).map(([key, value]) => `${key}=${value}`);
    default:
      return word;
  }
}

interface Given {
  readonly flag: FlagSpec;
  readonly value: string;
}

interface Line {
  readonly command: CommandSpec;
  readonly given: readonly Given[];
  readonly args: readonly string[];
}

const usable = COMMANDS.filter(({ notModelled }) => notModelled !== true);

const lines: fc.Arbitrary<Line> = fc.constantFrom(...usable).chain((command) => {
  const flags = command.flags.filter(
    ({ name, deprecated }) =>
      name !== 'help' && deprecated === undefined && !['net', 'net-alias', 'dns-opt', 'time'].includes(name),
  );
  const given = fc
    .subarray(flags, { maxLength: Math.min(6, flags.length) })
    .chain((chosen) =>
      fc.tuple(...chosen.map((flag) => valueFor(flag).map((value): Given => ({ flag, value })))),
    );
  const least = command.args.filter(({ optional }) => optional !== true).length;
  const most = command.args.some(({ repeated }) => repeated === true) ? least + 2 : command.args.length;
  return fc.record({
    command: fc.constant(command),
    given,
    args: fc.array(word, { minLength: least, maxLength: most }),
  });
});

/** One way to write a flag down; `how` chooses among the ways there are. */
function spelled({ flag, value }: Given, how: number): readonly string[] {
  const ways: (readonly string[])[] = [[`--${flag.name}=${value}`]];
  if (flag.type !== 'bool') ways.push([`--${flag.name}`, value]);
  if (flag.type === 'bool' && value === 'true') ways.push([`--${flag.name}`]);
  if (flag.short !== undefined) {
    ways.push([`-${flag.short}=${value}`]);
    if (flag.type !== 'bool') ways.push([`-${flag.short}`, value], [`-${flag.short}${value}`]);
    else if (value === 'true') ways.push([`-${flag.short}`]);
  }
  return ways[how % ways.length] ?? [];
}

const written = lines.chain((line) =>
  fc
    .tuple(
      fc.constantFrom(line.command.path, ...line.command.aliases),
      fc.shuffledSubarray([...line.given], { minLength: line.given.length }),
      fc.array(fc.nat(9), { minLength: line.given.length, maxLength: line.given.length }),
    )
    .map(([path, order, how]) => ({
      line,
      argv: [...path, ...order.flatMap((one, at) => spelled(one, how[at] ?? 0)), ...line.args],
    })),
);

describe('any valid command line of the table', () => {
  it('is read back as what it was made of, in whatever order and spelling', () => {
    fc.assert(
      fc.property(written, ({ line, argv }) => {
        const result = parse(argv);
        expect(result.kind === 'answer' ? result.answer.stderr : '').toBe('');
        if (result.kind === 'answer') return;
        const { parsed } = result;
        expect(parsed.command).toBe(line.command);
        expect([...parsed.given].sort()).toEqual(line.given.map(({ flag }) => flag.name).sort());
        expect(parsed.args).toEqual(line.args);
        for (const { flag, value } of line.given) {
          const got = parsed.flags.get(flag.name);
          if (flag.type === 'bool') expect(got).toBe(value === 'true');
          if (flag.type === 'string') expect(got).toBe(value);
          if (flag.type === 'list') expect((got as readonly string[]).join(',')).toBe(value);
        }
        // Every word has a role; merged ones have several.
        expect(new Set(parsed.words.map(({ index }) => index)).size).toBe(argv.length);
      }),
      { numRuns: 500 },
    );
  });

  it('means the same as itself in other words', () => {
    fc.assert(
      fc.property(written, ({ line, argv }) => {
        const plain = [
          ...line.command.path,
          ...line.given.map(({ flag, value }) => `--${flag.name}=${value}`),
          ...line.args,
        ];
        expect(equivalent(plain, argv)).toEqual({ same: true, differences: [] });
      }),
      { numRuns: 300 },
    );
  });
});

describe('any words at all', () => {
  it('are a command or an answer, never a crash', () => {
    const names = COMMANDS.flatMap(({ path, aliases }) => [path, ...aliases]);
    const junk = fc.oneof(
      fc.string(),
      word,
      fc.constantFrom('-', '--', '-x', '--foo', '--name', '-it', '=', '--=', '-=', '--help', '-p', '-h'),
    );
    fc.assert(
      fc.property(fc.constantFrom([], ...names), fc.array(junk, { maxLength: 8 }), (name, words) => {
        const result = parse([...name, ...words]);
        if (result.kind === 'answer') expect(Number.isInteger(result.answer.exit)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
