import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/formats/dockerfile/dockerfile.ts';
import type { Content } from '../../../src/formats/dockerfile/instruction.ts';
import { printInstruction } from '../../../src/formats/dockerfile/print.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9_./-]{0,8}[a-z0-9]$/);
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const shellLine = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const anyWords = fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 4 });
const command = fc.oneof(
  shellLine.map((line) => ({ args: [line], shell: true })),
  anyWords.map((args) => ({ args, shell: false })),
);
const pairs = fc.array(fc.record({ key: name, value: word, legacy: fc.constant(false) }), {
  minLength: 1,
  maxLength: 3,
});
const documents = fc.array(
  fc.record({
    name: fc.stringMatching(/^[A-Z]{3,6}$/),
    expand: fc.boolean(),
    chomp: fc.boolean(),
    content: fc.array(word).map((lines) => lines.map((line) => `${line}\n`).join('')),
  }),
  { maxLength: 2 },
);

const content: fc.Arbitrary<Content> = fc.oneof(
  fc.record({ kind: fc.constantFrom('ENV' as const, 'LABEL' as const), pairs }),
  fc
    .record({ kind: fc.constantFrom('CMD' as const, 'ENTRYPOINT' as const) })
    .chain((kind) => command.map((line) => ({ ...kind, ...line }))),
  fc.record({
    kind: fc.constantFrom('WORKDIR' as const, 'USER' as const, 'STOPSIGNAL' as const, 'MAINTAINER' as const),
    value: word,
  }),
  fc.record({
    kind: fc.constant('ARG' as const),
    args: fc.array(fc.record({ key: name, value: fc.option(word, { nil: undefined }) }), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('SHELL' as const), shell: anyWords }),
  fc.record({
    kind: fc.constant('EXPOSE' as const),
    ports: fc
      .array(fc.integer({ min: 1, max: 65_535 }).map(String), { minLength: 1 })
      .map((all) => all.sort()),
  }),
  fc.record({ kind: fc.constant('VOLUME' as const), volumes: fc.array(word, { minLength: 1 }) }),
  fc.record({
    kind: fc.constant('COPY' as const),
    sources: fc.array(word, { minLength: 1, maxLength: 3 }),
    documents,
    destination: word,
    from: fc.oneof(fc.constant(''), name),
    chown: fc.oneof(fc.constant(''), name),
    chmod: fc.constantFrom('', '755'),
    link: fc.boolean(),
    parents: fc.boolean(),
    exclude: fc.array(word, { maxLength: 2 }),
    checksum: fc.constant(''),
    unpack: fc.constant(undefined),
  }),
  command.chain((line) =>
    fc.record({
      kind: fc.constant('RUN' as const),
      args: fc.constant(line.args),
      shell: fc.constant(line.shell),
      documents: fc.constant([]),
      mounts: fc.array(
        name.map((id) => `type=cache,id=${id},target=/${id}`),
        { maxLength: 2 },
      ),
      network: fc.constantFrom('default' as const, 'none' as const, 'host' as const),
      security: fc.constant('sandbox'),
    }),
  ),
);

test('what is printed reads as what it was', () => {
  fc.assert(
    fc.property(content, (printed) => {
      if (printed.kind === 'COPY') {
        fc.pre(new Set(printed.documents.map((document) => document.name)).size === printed.documents.length);
      }
      const file = parseDockerfile(`FROM base\n${printInstruction(printed)}\n`);
      const { line: _line, ...read } = file.stages[0]!.instructions[0]!;
      expect(read).toEqual(printed);
    }),
    { numRuns: 500 },
  );
});

test('a health check prints as it reads', () => {
  const text = 'HEALTHCHECK --interval=30s --retries=3 CMD curl -f localhost || exit 1';
  const read = (line: string) => {
    const { line: _line, ...found } = parseDockerfile(`FROM a\n${line}\n`).stages[0]!.instructions[0]!;
    return found as Content;
  };
  expect(read(printInstruction(read(text)))).toEqual(read(text));
});
