import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, parseFile } from '../../src/content/parse.ts';
import { load } from './memory-pack.ts';

const FIXTURES = new URL('../fixtures/packs/', import.meta.url);
/** Far above what any of these files takes, far below what a hang would. */
const SOON = 5_000;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const fixture = (name: string): Uint8Array => readFileSync(new URL(name, FIXTURES));

/** What is said of a file as the only lesson of a pack: `rule@line:column`, and the message. */
function said(content: Uint8Array | string): string[] {
  const { problems } = load({ 'x.lesson.yaml': content });
  return problems.map(({ rule, line, column, message }) => `${rule}@${line}:${column} ${message}`);
}

describe('a file that cannot be a lesson', () => {
  const cases: readonly [string, ...string[]][] = [
    ['empty', 'empty-file@1:1 the file is empty'],
    ['comments', 'empty-file@1:1 the file is empty'],
    ['not-yaml', 'yaml@4:1 Missing closing "quote'],
    ['tab', 'yaml@6:1 Tabs are not allowed as indentation'],
    ['not-utf8', 'not-utf8@3:8 the file is not UTF-8'],
    ['utf16', 'not-utf8@1:1 the file is not UTF-8'],
    ['alias-bomb', 'alias-bomb@5:45 the aliases of this file stand for too many values'],
    ['self-alias', 'alias-bomb@4:5 `*all` is inside what it names'],
    ['escape', 'control-character@3:13 the control character U+001B is not allowed in text'],
    ['raw-escape', 'control-character@7:16 the control character U+001B is not allowed in text'],
    ['path-id', 'bad-id@2:5 `../../etc/passwd` is not an id'],
    ['several', 'several-documents@8:1 the file holds several documents'],
    ['newer', 'newer-format@1:9 the file is of format 2, and this docker-tutor reads format 1'],
    ['list', 'wrong-type@1:1 a map is wanted here, and there is a list'],
    ['duplicate-key', 'duplicate-key@5:1 `minutes` is given twice'],
  ];
  it.each(cases)('%s.lesson.yaml is refused with its place', (name, ...expected) => {
    expect(said(fixture(`bad/${name}.lesson.yaml`))).toEqual(expected);
  });

  it('is refused if it asks for an older YAML, in which words have other meanings', () => {
    expect(said('%YAML 1.1\n---\nformat: 1\n')).toEqual(['yaml@1:1 this is YAML 1.1']);
    for (const tag of ['!!binary', '!!timestamp', '!!set', '!!omap', '!!js/function', '!x']) {
      expect(said(`format: 1\nid: ${tag} {a: b}\n`)[0], tag).toMatch(/^yaml@2:5 /);
    }
  });

  it('is refused over 1 MiB, and read at 1 MiB', () => {
    expect(said(new Uint8Array(MAX_FILE_BYTES + 1))).toEqual(['too-large@1:1 the file has more than 1 MiB']);
    const full = bytes(`format: 1\n#${'x'.repeat(MAX_FILE_BYTES - 11)}`);
    expect(full.length).toBe(MAX_FILE_BYTES);
    expect(parseFile('x', full).problems).toEqual([]);
  });

  it('is told to be saved as UTF-8, with a guess at what it is', () => {
    const hint = (name: string) => parseFile('x', fixture(`bad/${name}.lesson.yaml`)).problems[0]?.hint;
    expect(hint('not-utf8')).toContain('CP949');
    expect(hint('utf16')).toContain('UTF-16');
  });

  it('is told to update docker-tutor if its format is newer', () => {
    expect(parseFile('x', fixture('bad/newer.lesson.yaml')).problems).toEqual([]);
    expect(load({ 'x.lesson.yaml': fixture('bad/newer.lesson.yaml') }).problems[0]?.hint).toBe(
      'update docker-tutor',
    );
  });

  it('gets the hint to quote text that begins with a mark or holds a colon', () => {
    for (const text of ['`docker ps`', '*bold*', '@home', 'one: two: three', '%x']) {
      const [problem] = parseFile('x', bytes(`title: ${text}\n`)).problems;
      expect(problem?.rule, text).toBe('yaml');
      expect(problem?.hint, text).toContain('quotes');
    }
    expect(parseFile('x', bytes('a:\n\t- b\n')).problems[0]?.hint).toContain('spaces');
  });
});

describe('a hostile file', () => {
  const times = (text: string, count = MAX_FILE_BYTES / text.length) => text.repeat(Math.floor(count));
  const deep: readonly [string, string][] = [
    ['100,000 open brackets', times('[', 100_000)],
    ['100,000 open braces', times('{a: ', 100_000)],
    ['100,000 dashes on one line', times('- ', 100_000)],
    ['100,000 question marks', times('? ', 100_000)],
    ['a thousand levels of block maps', nested('a:')],
    ['a thousand levels of block lists', nested('-')],
  ];
  it.each(deep)(
    'with %s is nested too deeply',
    (_, text) => {
      expect(said(text)[0]).toMatch(
        /^nested-too-deeply@\d+:\d+ maps and lists are nested more than 64 deep$/,
      );
    },
    SOON,
  );

  it('may nest 60 deep', () => {
    expect(parseFile('x', bytes(`${times('[', 60)}${times(']', 60)}`)).problems).toEqual([]);
  });

  const swarms: readonly [string, string][] = [
    ['closing brackets', times(']')],
    ['quotes', times('"')],
    ['aliases', times('*a ')],
    ['anchors', times('&a ')],
    ['documents', times('---\n')],
    ['keys', times('a: 1\n')],
    ['different keys', Array.from({ length: 80_000 }, (_, i) => `k${i}: 1\n`).join('')],
    ['bad escapes', `"${times('\\q')}`],
    ['line ends', times('\n')],
  ];
  it.each(swarms)(
    'full of %s ends soon',
    (_, text) => {
      const { file, problems } = parseFile('x', bytes(text.slice(0, MAX_FILE_BYTES)));
      expect(file === undefined).toBe(problems.length > 0);
    },
    30_000,
  );

  it('with aliases that nest aliases is refused, however deep they would go', () => {
    const lines = Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`);
    const { problems } = parseFile('x', bytes(`a0: &a0 [x]\n${lines.join('')}`));
    expect(problems[0]?.rule).toBe('alias-bomb');
  });

  it('cannot set a prototype', () => {
    const { file } = parseFile('x', bytes('__proto__: {polluted: true}\nid: a\n'));
    expect(Object.getPrototypeOf(file?.value)).toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(said('__proto__: {a: 1}\nformat: 1\n').some((line) => line.startsWith('unknown-key@1:1'))).toBe(
      true,
    );
  });
});

describe('a file as editors save it', () => {
  it('is read with CRLF and with a byte order mark', () => {
    for (const name of ['crlf', 'bom']) {
      const { problems, pack } = load({ 'x.lesson.yaml': fixture(`tiny/basics/${name}.lesson.yaml`) });
      expect(problems).toEqual([]);
      expect(pack?.lessons[0]?.steps[0]?.text?.['ko']).toEqual([{ t: 'p', children: ['컨테이너 하나.'] }]);
    }
  });

  it('has the same lines and columns with CRLF and with a byte order mark', () => {
    const text = 'format: 1\nid: x\ntitle: "한글"\nminutes: 1\nsteps:\n  - {id: a, textt: b}\n';
    const places = said(text);
    expect(places).toEqual(['unknown-key@6:13 unknown key `textt`']);
    expect(said(text.replaceAll('\n', '\r\n'))).toEqual(places);
    expect(said(`\ufeff${text}`)).toEqual(places);
  });

  it('has composed text, however Hangul was typed', () => {
    const { file } = parseFile('x', bytes(`a: ${'한글'.normalize('NFD')}`));
    expect(file?.value).toEqual({ a: '한글' });
  });

  it('may use anchors and aliases in measure', () => {
    const { file, problems } = parseFile('x', bytes('a: &label {en: A, ko: 가}\nb: *label\n'));
    expect(problems).toEqual([]);
    expect(file?.value).toMatchObject({ b: { en: 'A', ko: '가' } });
  });
});

function nested(mark: string): string {
  return Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}${mark}\n`).join('');
}
