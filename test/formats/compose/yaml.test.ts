import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseYaml } from '../../../src/formats/compose/parse-yaml.ts';
import { ComposeError } from '../../../src/formats/compose/tree.ts';
import { plainScalar } from '../../../src/formats/compose/yaml-scalar.ts';

const read = (text: string): unknown => parseYaml('f', text)[0]?.value;
/** Plain objects, to be compared with. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function refusal(text: string): string {
  try {
    parseYaml('f', text);
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    const place = `${error.position?.line}:${error.position?.column}`;
    return `${place} ${error.message.replace(/^failed to parse f: (?:yaml: )?(?:line \d+: )?/, '')}`;
  }
  return 'no error';
}

/** Values as Compose files have them. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('list'), tie('mapping')),
  leaf: fc.oneof(
    fc.string({ maxLength: 20 }).filter((text) => !/[\ud800-\udfff]/.test(text)),
    fc.constantFrom('yes', 'true', 'null', '0644', '1e3', '- a', 'a: b', '# a', '한글', 'a\nb\n', '  ', '<<'),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.boolean(),
    fc.constant(null),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  mapping: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,6}$/), tie('value'), { maxKeys: 4 }),
}));

describe('YAML of a Compose file', () => {
  it.each([
    { indent: 2 },
    { indent: 4, indentSeq: false },
    { collectionStyle: 'flow', lineWidth: 20 },
    { defaultStringType: 'QUOTE_SINGLE', lineWidth: 24 },
    { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' },
    { blockQuote: 'literal' },
  ] as const)('comes out as it was written, with %j', (style) => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { minKeys: 1 }), (written) => {
        // YAML 1.1 quotes what Compose's parser would take for a number.
        const text = stringify(written, { ...style, version: '1.1', aliasDuplicateObjects: false });
        expect(plain(read(text))).toEqual(plain(written));
      }),
    );
  });

  it('may have lines within brackets and quotation marks begin anywhere, as Go’s parser lets them', () => {
    const text = [
      'services:',
      '  web:',
      '    command: [',
      '    "serve", {a: 1,',
      '  b: 2}',
      '    ]',
      '    image: "x',
      'y"',
      '    tty: true',
      '',
    ].join('\n');
    const [document] = parseYaml('f', text);
    expect(plain(document?.value)).toEqual({
      services: { web: { command: ['serve', { a: 1, b: 2 }], image: 'x y', tty: true } },
    });
    const place = (path: string) => {
      const { line, column } = document!.positions.get(path)!;
      return [line, column];
    };
    expect(place('services.web.command.0')).toEqual([4, 5]);
    expect(place('services.web.command.1.b')).toEqual([5, 3]);
    expect(place('services.web.tty')).toEqual([9, 5]);
  });

  it('is read, or refused, soon, however many of its lines begin too far left', () => {
    const services = Array.from({ length: 300 }, (_, at) => `  s${at}:\n    command: [\n      "x"\n    ]\n`);
    const found = read(`services:\n${services.join('')}`) as { services: object };
    expect(Object.keys(found.services)).toHaveLength(300);
    expect(refusal(`a: [${'\nb,'.repeat(60_000)}\n]\n`)).toContain("did not find expected ',' or ']'");
    expect(refusal(`a:\n${'\n'.repeat(60_000)}- b\n c: d\n`)).not.toBe('no error');
  });

  it('has anchors, aliases, merges and tags', () => {
    const text = [
      'x-a: &a { image: x, env: &e [1] }',
      'x-b: &b { image: y, tty: true }',
      'one: { <<: *a, env: *e }',
      'two: { <<: [*b, *a], image: z }',
      'three: { "<<": text }',
      'four: { <<: { deep: &d 1 }, own: *d }',
      'text: !!str 12',
      'number: !!int "12"',
      'quoted: "12"',
      'gone: !reset [1]',
      '"key": &k value',
      '? key2',
      ': *k',
      '',
    ].join('\n');
    const [document] = parseYaml('f', text);
    expect(plain(document?.value)).toMatchObject({
      one: { image: 'x', env: [1] },
      two: { image: 'z', tty: true, env: [1] },
      three: { '<<': 'text' },
      four: { deep: 1, own: 1 },
      text: '12',
      number: 12,
      quoted: '12',
      key: 'value',
      key2: 'value',
    });
    expect(document?.value).not.toHaveProperty('gone');
    expect(document?.forgotten).toEqual([['gone']]);
    expect(document?.positions.get('key')).toEqual({ file: 'f', line: 11, column: 1 });
  });

  it('may be several documents, or none', () => {
    expect(parseYaml('f', 'a: 1\n---\nb: 2\n').map((document) => plain(document.value))).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
    expect(parseYaml('f', '# nothing\n')).toEqual([]);
    expect(plain(read('\ufeffa: 1\r\nb: 2\r\n'))).toEqual({ a: 1, b: 2 });
  });

  // What Compose 2.26 says of these files, without its line, which is now the first and now the last of what is meant.
  it.each([
    ['services:\n\tweb: x\n', '2:1 found character that cannot start any token'],
    ['services:\n  web: x\n\timage: y\n', '3:1 found a tab character that violates indentation'],
    ['a: b: c\n', '1:5 mapping values are not allowed in this context'],
    ['services:\n  web:\n    image: x\n   ports: []\n', '4:4 did not find expected key'],
    [
      'services:\n  web:\n    image x\n    ports: []\n',
      '4:10 mapping values are not allowed in this context',
    ],
    ['services:\n  web: x\nfoo\n', "3:1 could not find expected ':'"],
    ['services:\n  web:\n    image: x\n    command: "a\n', '4:14 found unexpected end of stream'],
    ["services: 'x\n", '1:11 found unexpected end of stream'],
    ["services:\n  command: 'it's'\n", '2:16 did not find expected key'],
    ['services: [1, 2\nb: 3\n', "1:11 did not find expected ',' or ']'"],
    ['services: {a: ["b"]\n', "1:11 did not find expected ',' or '}'"],
    ['x: [a, , b]\n', '1:8 did not find expected node content'],
    ['services: [a]]\n', '1:14 did not find expected key'],
    ['- a\nb: c\n', "2:1 did not find expected '-' indicator"],
    ['services:\n - a\n b: 1\n', "3:2 did not find expected '-' indicator"],
    ['ports:\n  - a\n  -b\n', "3:3 could not find expected ':'"],
    ['services: - b\n', '1:11 block sequence entries are not allowed in this context'],
    ['services: @x\n', '1:11 found character that cannot start any token'],
    ['services: "\\q"\n', '1:13 found unknown escape character'],
    ['services: &x &y a\n', '1:14 did not find expected key'],
    ['services: |x\n  a\n', '1:12 did not find expected comment or line break'],
    ['services: *x\n', "1:11 unknown anchor 'x' referenced"],
    ['services:\u0001 x\n', '1:10 control characters are not allowed'],
  ])('is refused in the words of Go’s parser, where it is wrong: %j', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });
});

describe('a scalar without quotes', () => {
  it.each([
    ['', null],
    ['~', null],
    ['Null', null],
    ['True', true],
    ['yes', 'yes'],
    ['off', 'off'],
    ['0', 0],
    ['-12', -12],
    ['1_000', 1000],
    ['0644', 420],
    ['0o17', 15],
    ['0x1F', 31],
    ['-0b101', -5],
    ['089', 89],
    ['1.50', 1.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['-.inf', -Infinity],
    ['8080:80', '8080:80'],
    ['1.2.3', '1.2.3'],
    ['2001-01-01', '2001-01-01'],
    ['-', '-'],
    ['+a', '+a'],
  ])('%j is %j', (text, expected) => {
    expect(plainScalar(text)).toBe(expected);
  });
});
