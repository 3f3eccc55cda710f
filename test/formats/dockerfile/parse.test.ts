import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/formats/dockerfile/dockerfile.ts';
import { parseSource } from '../../../src/formats/dockerfile/parse.ts';
import { DockerfileError, type Line } from '../../../src/formats/dockerfile/syntax.ts';

const first = (text: string): Line => parseSource(text).instructions[0]!;

function errorOf(text: string): DockerfileError {
  try {
    parseDockerfile(text);
  } catch (problem) {
    if (problem instanceof DockerfileError) return problem;
    throw problem;
  }
  throw new Error('it was read');
}

describe('the lines of a Dockerfile', () => {
  test('are joined at a backslash, without comments and empty lines between', () => {
    const line = first('RUN a \\\n  # why\n\n  b\\\nc\n');
    expect(line.original).toBe('RUN a   bc');
    expect(line.lines).toEqual({ start: 1, end: 5 });
    expect(parseSource('RUN a \\\n\n b\n').emptyContinuations).toEqual([3]);
  });

  test('are not joined where the backslash is escaped', () => {
    expect(parseSource('RUN a\\\\\nRUN b\n').instructions).toHaveLength(2);
  });

  test('are joined at a backtick if the escape directive says so', () => {
    const source = parseSource('# escape=`\nRUN a `\n b C:\\\n');
    expect(source.instructions.map(({ original }) => original)).toEqual(['RUN a  b C:\\']);
    expect(source.directives).toEqual([{ name: 'escape', value: '`', line: 1 }]);
  });

  test('end with a carriage return or not', () => {
    expect(first('RUN a \\\r\n b\r\n').original).toBe('RUN a  b');
  });

  test('may begin with a byte order mark', () => {
    expect(first('\ufeffFROM a').keyword).toBe('FROM');
  });

  test('have directives only before anything else', () => {
    const source = parseSource('# a comment\n# escape=`\nRUN a\n');
    expect(source.directives).toEqual([]);
    expect(source.escape).toBe('\\');
  });

  test('know the place of every word, over continuations', () => {
    const { words } = first('  RUN one \\\n   "two three"\n');
    expect(words).toEqual([
      { text: 'RUN', line: 1, column: 3, end: 6 },
      { text: 'one', line: 1, column: 7, end: 10 },
      { text: '"two three"', line: 2, column: 4, end: 15 },
    ]);
  });

  test('have their flags taken off', () => {
    const line = first('COPY --from=a --chown="x y" --link -- --odd /b\n');
    expect(line.flags).toEqual(['--from=a', '--chown=x y', '--link']);
    expect(line.rest).toBe('--odd /b');
  });
});

describe('a here-document', () => {
  test('is what follows, up to its name', () => {
    const [line, next] = parseSource('RUN <<EOF\n# no comment\n  x \\\nEOF\nRUN b\n').instructions;
    expect(line!.heredocs).toEqual([
      { name: 'EOF', expand: true, chomp: false, content: '# no comment\n  x \\\n' },
    ]);
    expect(line!.lines).toEqual({ start: 1, end: 4 });
    expect(next!.lines).toEqual({ start: 5, end: 5 });
  });

  test('with a dash ends at a name behind tabs', () => {
    expect(first('RUN <<-EOF\n\tx\n\tEOF\n').heredocs[0]).toMatchObject({ chomp: true, content: '\tx\n' });
  });

  test('with a quoted name is left as it is', () => {
    expect(first('COPY <<"E O" /x\ny\nE O\n').heredocs[0]).toMatchObject({ name: 'E O', expand: false });
  });

  test('comes after another one of the same line', () => {
    expect(
      first('COPY <<A <<B /x/\n1\nA\n2\nB\n').heredocs.map(({ name, content }) => [name, content]),
    ).toEqual([
      ['A', '1\n'],
      ['B', '2\n'],
    ]);
  });

  test('is none in the JSON form, in quotes, or in an instruction that takes none', () => {
    expect(first('RUN ["a", "<<EOF"]\n').heredocs).toEqual([]);
    expect(first('RUN echo "<<EOF"\n').heredocs).toEqual([]);
    expect(first('CMD <<EOF\n').heredocs).toEqual([]);
  });
});

describe('docker says of', () => {
  test.each([
    ['', 'the Dockerfile cannot be empty', []],
    ['# x\n', 'file with no instructions', [[1, 1]]],
    ['ARG a\n', 'dockerfile contains no stages to build', []],
    ['RUN x', 'no build stage in current context', [[1, 1]]],
    [
      'FROM a\n\nFORM b\n',
      'dockerfile parse error on line 3: unknown instruction: FORM (did you mean FROM?)',
      [[3, 3]],
    ],
    ['FROM a\nxyzzy b\n', 'dockerfile parse error on line 2: unknown instruction: xyzzy', [[2, 2]]],
    ['FROM\n', 'dockerfile parse error on line 1: FROM requires either one or three arguments', [[1, 1]]],
    [
      'FROM a AS 1b\n',
      'dockerfile parse error on line 1: invalid name for build stage: "1b", name can\'t start with a number or contain symbols',
      [[1, 1]],
    ],
    [
      'FROM a\nCOPY x\n',
      'dockerfile parse error on line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined',
      [[2, 2]],
    ],
    [
      'FROM a\nCOPY --form=x a b\n',
      'dockerfile parse error on line 2: unknown flag: --form (did you mean from?)',
      [[2, 2]],
    ],
    [
      'FROM a\nCOPY --from=x --from=y a b\n',
      'dockerfile parse error on line 2: duplicate flag specified: --from',
      [[2, 2]],
    ],
    [
      'FROM a\nCOPY --from a b\n',
      'dockerfile parse error on line 2: missing a value on flag: --from',
      [[2, 2]],
    ],
    [
      'FROM a\nCOPY --link=x a b\n',
      'dockerfile parse error on line 2: expecting boolean value for flag --link, not: x',
      [[2, 2]],
    ],
    ['FROM a\nENV x\n', 'ENV must have two arguments', [[2, 2]]],
    ['FROM a\nENV a=1 b\n', 'Syntax error - can\'t find = in "b". Must be of the form: name=value', [[2, 2]]],
    ['FROM a\nENV =1\n', 'dockerfile parse error on line 2: ENV names can not be blank', [[2, 2]]],
    ['FROM a\nENV\n', 'dockerfile parse error on line 2: ENV requires at least one argument', [[2, 2]]],
    [
      'FROM a\nWORKDIR\n',
      'dockerfile parse error on line 2: WORKDIR requires exactly one argument',
      [[2, 2]],
    ],
    ['FROM a\nEXPOSE\n', 'dockerfile parse error on line 2: EXPOSE requires at least one argument', [[2, 2]]],
    [
      'FROM a\nCMD ["a", 1]\n',
      'when using JSON array syntax, arrays must be comprised of strings only',
      [[2, 2]],
    ],
    [
      'FROM a\nSHELL bash -c\n',
      'dockerfile parse error on line 2: SHELL requires the arguments to be in JSON form',
      [[2, 2]],
    ],
    [
      'FROM a\nONBUILD ONBUILD RUN x\n',
      "dockerfile parse error on line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
      [[2, 2]],
    ],
    [
      'FROM a\nONBUILD FROM x\n',
      "dockerfile parse error on line 2: FROM isn't allowed as an ONBUILD trigger",
      [[2, 2]],
    ],
    ['FROM a\nRUN <<EOF\nx\n', 'unterminated heredoc', [[2, 3]]],
    [
      'FROM a\nHEALTHCHECK FOO x\n',
      'dockerfile parse error on line 2: Unknown type "FOO" in HEALTHCHECK (try CMD)',
      [[2, 2]],
    ],
    [
      'FROM a\nHEALTHCHECK --interval=1 CMD x\n',
      'dockerfile parse error on line 2: time: missing unit in duration "1"',
      [[2, 2]],
    ],
    [
      'FROM a\nHEALTHCHECK --retries=-1 CMD x\n',
      'dockerfile parse error on line 2: --retries cannot be negative (-1)',
      [[2, 2]],
    ],
    ['FROM a\nRUN --network=x y\n', 'dockerfile parse error on line 2: invalid network mode "x"', [[2, 2]]],
    ['# escape=x\nFROM a\n', "invalid escape token 'x' does not match ` or \\", [[1, 1]]],
    ['# syntax=a\n# syntax=b\nFROM a\n', 'only one syntax parser directive can be used', [[2, 2]]],
  ])('%j: %s', (text, message, lines) => {
    const error = errorOf(text);
    expect(error.message).toBe(message);
    expect(error.lines.map(({ start, end }) => [start, end])).toEqual(lines);
  });
});

test('arguments in brackets that are no JSON are a line for the shell', () => {
  const { stages } = parseDockerfile("FROM a\nCMD ['x']\n");
  expect(stages[0]!.instructions[0]).toMatchObject({ kind: 'CMD', args: ["['x']"], shell: true });
});

test('5,000 lines are read, in one instruction or in as many', () => {
  const lines = Array.from({ length: 5000 }, (_, at) => `word${at} "two words"`);
  expect(first(`RUN ${lines.join(' \\\n')}\n`).words).toHaveLength(10_001);
  const { stages } = parseDockerfile(`FROM a\n${lines.map((line) => `RUN ${line}\n`).join('')}`);
  expect(stages.map(({ instructions }) => instructions.length)).toEqual([5000]);
});
