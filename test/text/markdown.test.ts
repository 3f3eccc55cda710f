import { describe, expect, it } from 'vitest';
import { readPhrase, readProse } from '../../src/text/markdown.ts';

const p = (...children: unknown[]) => ({ t: 'p', children });
const issuesOf = (text: string) => readProse(text).issues.map(({ rule, message }) => `${rule}: ${message}`);

describe('readProse', () => {
  it('reads plain text as one paragraph', () => {
    expect(readProse(' 커널은 하나다. ')).toEqual({ prose: [p('커널은 하나다.')], issues: [] });
  });

  it('reads emphasis, code and links inside each other', () => {
    const { prose, issues } = readProse('A **strong *and* `coded`** [page](https://docs.docker.com/).');
    expect(issues).toEqual([]);
    expect(prose).toEqual([
      p(
        'A ',
        {
          t: 'strong',
          children: ['strong ', { t: 'em', children: ['and'] }, ' ', { t: 'code', text: 'coded' }],
        },
        ' ',
        { t: 'link', href: 'https://docs.docker.com/', children: ['page'] },
        '.',
      ),
    ]);
  });

  it('reads tabs as spaces', () => {
    expect(readProse('a\tb').prose).toEqual([p('a b')]);
  });

  it('reads line breaks inside a paragraph as spaces, and empty lines as its end', () => {
    expect(readProse('one\ntwo\n\nthree `a\nb`\n').prose).toEqual([
      p('one two'),
      p('three ', { t: 'code', text: 'a b' }),
    ]);
  });

  it('reads lists, nested and numbered', () => {
    const { prose, issues } = readProse('- a\n  - b\n\n1. one\n2. two\n');
    expect(issues).toEqual([]);
    expect(prose).toEqual([
      { t: 'list', ordered: false, items: [[p('a'), { t: 'list', ordered: false, items: [[p('b')]] }]] },
      { t: 'list', ordered: true, items: [[p('one')], [p('two')]] },
    ]);
  });

  it('reads fenced code with and without a language, tabs as spaces', () => {
    expect(readProse('```sh\ndocker ps\n```\n\n```\n\ta  b\n```').prose).toEqual([
      { t: 'code', lang: 'sh', text: 'docker ps' },
      { t: 'code', text: '    a  b' },
    ]);
  });

  it('keeps `[[term]]` with the words it is given, its own words first', () => {
    const asked: string[] = [];
    const term = (id: string) => {
      asked.push(id);
      return id === 'kernel' ? '커널' : undefined;
    };
    const { prose, issues } = readProse('[[kernel]], [[kernel|그 커널]], [[other]]', { term });
    expect(issues).toEqual([]);
    expect(prose).toEqual([
      p({ t: 'term', id: 'kernel', text: '커널' }, ', ', { t: 'term', id: 'kernel', text: '그 커널' }, ', ', {
        t: 'term',
        id: 'other',
        text: 'other',
      }),
    ]);
    expect(asked).toEqual(['kernel', 'kernel', 'other']);
  });

  it('leaves `[[…]]` in code alone', () => {
    expect(readProse('`[[ -f x ]]`').prose).toEqual([p({ t: 'code', text: '[[ -f x ]]' })]);
  });

  it('takes a mark after a backslash as it is', () => {
    expect(readProse('2 \\* 3, \\[\\[x').prose).toEqual([p('2 * 3, [[x')]);
    expect(issuesOf('2 * 3 * 4, a_b_c, package.json & co')).toEqual([]);
  });

  it.each([
    ['<b>x</b>', 'markdown: HTML is not allowed'],
    ['a &amp; b', 'markdown: HTML is not allowed'],
    ['<!-- x -->', 'markdown: HTML is not allowed'],
    ['# Title', 'markdown: a heading is not allowed'],
    ['Title\n===', 'markdown: a heading is not allowed'],
    ['| a |\n| - |\n| b |', 'markdown: a table is not allowed'],
    ['![a](https://b.c/d.png)', 'markdown: an image is not allowed'],
    ['> said', 'markdown: a block quote is not allowed'],
    ['a\n\n---\n\nb', 'markdown: a line across is not allowed'],
    ['~~gone~~', 'markdown: crossing out is not allowed'],
    ['- [ ] open', 'markdown: a checkbox is not allowed'],
    ['[a]: https://b.c', 'markdown: a link kept apart from its text is not allowed'],
    ['a\n\n    code', 'markdown: indented code is not allowed'],
    ['3. third', 'markdown: a numbered list begins with 1'],
    ['one  \ntwo', 'markdown: a line ends in two spaces or a backslash'],
    ['[a](javascript:alert)', 'link-address: a link to `javascript:alert` is not allowed'],
    ['[a](../../etc/passwd)', 'link-address: a link to `../../etc/passwd` is not allowed'],
    ['mail me@example.com', 'link-address: a link to `mailto:me@example.com` is not allowed'],
    ['see [[kernel', 'markdown: this `[[` names no term'],
  ])('reports %j', (text, issue) => {
    expect(new Set(issuesOf(text))).toEqual(new Set([issue]));
  });

  it.each([
    '**커널(kernel)**은 하나다',
    '*"둘 다"*를 쓴다',
    'a ** b',
    'an `open mark',
  ])('reports marks that would be shown as they are: %s', (text) => {
    expect(issuesOf(text)[0]).toMatch(/^markdown: the mark at `.+` is not paired, and would be shown$/);
  });

  it('gives words of the text to find each issue by', () => {
    const text = '안녕 <i>x</i>\n\n# 제목\n둘째 줄';
    for (const { near } of readProse(text).issues) expect(text).toContain(near);
  });

  it('refuses a text that is too long, or nested too deeply, at once', () => {
    expect(issuesOf('한'.repeat(4001))).toEqual(['text-too-long: a text has at most 4000 characters']);
    expect(issuesOf('`x` '.repeat(1001))).toEqual(['text-too-long: a text has at most 4000 characters']);
    expect(issuesOf('> '.repeat(2000)).length).toBe(1);
    for (const mark of ['[', '*', '_a', '**a ', '<', '![', '1. ', '`', '[a](<', '\\']) {
      expect(() => readProse(mark.repeat(4000 / mark.length))).not.toThrow();
    }
  });
});

describe('readPhrase', () => {
  it('reads one line with its marks, and no blocks', () => {
    expect(readPhrase('1. `docker ps`, **all**').phrase).toEqual([
      '1. ',
      { t: 'code', text: 'docker ps' },
      ', ',
      { t: 'strong', children: ['all'] },
    ]);
    expect(readPhrase('- # 0').phrase).toEqual(['- # 0']);
  });

  it('joins lines, and reports a second paragraph', () => {
    expect(readPhrase('one\ntwo').phrase).toEqual(['one two']);
    expect(readPhrase('one\n\ntwo').issues[0]?.message).toContain('several paragraphs');
  });
});
