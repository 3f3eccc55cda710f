import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/content/problem.ts';
import { githubReport } from '../../../src/lint/report/github.ts';
import { jsonReport } from '../../../src/lint/report/json.ts';
import { textReport, textSummary } from '../../../src/lint/report/text.ts';

const ERROR: Problem = {
  file: 'lessons/why/한글.lesson.yaml',
  line: 12,
  column: 10,
  endColumn: 14,
  rule: 'unknown-key',
  severity: 'error',
  message: 'unknown key `titl`',
  hint: 'did you mean `title`?',
  source: '  {ko: 머신, titl: x}',
};
const WARNING: Problem = {
  file: 'pack.yaml',
  line: 1,
  column: 1,
  rule: 'unknown-file',
  severity: 'warning',
  message: 'the file is left out',
};

describe('textReport', () => {
  it('prints place, severity, rule, message, the line with the place marked, and the hint', () => {
    expect(textReport([{ ...ERROR, column: 12, endColumn: 16 }])).toBe(
      [
        'lessons/why/한글.lesson.yaml:12:12 error unknown-key',
        '  unknown key `titl`',
        '  12 |   {ko: 머신, titl: x}',
        '     |              ^^^^',
        '  hint: did you mean `title`?',
      ].join('\n'),
    );
  });

  it('leaves out the line and the hint where there are none, and separates problems by an empty line', () => {
    const one = 'pack.yaml:1:1 warning unknown-file\n  the file is left out';
    expect(textReport([WARNING, WARNING])).toBe(`${one}\n\n${one}`);
    expect(textReport([])).toBe('');
  });

  it('paints with what it is given', () => {
    expect(textReport([WARNING], (text, style) => `<${style}>${text}</>`)).toBe(
      '<strong>pack.yaml:1:1</> <accent>warning</> <muted>unknown-file</>\n  the file is left out',
    );
  });

  it('prints no control character of a file name', () => {
    expect(textReport([{ ...WARNING, file: 'a\u001b[2J.yaml' }])).not.toContain('\u001b');
  });

  it('is summed up in one line', () => {
    expect(textSummary([ERROR, ERROR, WARNING], 11)).toBe('2 errors, 1 warning in 11 files');
    expect(textSummary([], 1)).toBe('no problems in 1 file');
  });
});

describe('jsonReport', () => {
  it('has the fields that scripts rely on, and nothing else', () => {
    expect(JSON.parse(jsonReport([ERROR, WARNING], 3))).toEqual({
      format: 1,
      problems: [
        {
          file: 'lessons/why/한글.lesson.yaml',
          line: 12,
          column: 10,
          rule: 'unknown-key',
          severity: 'error',
          message: 'unknown key `titl`',
          hint: 'did you mean `title`?',
        },
        {
          file: 'pack.yaml',
          line: 1,
          column: 1,
          rule: 'unknown-file',
          severity: 'warning',
          message: 'the file is left out',
          hint: null,
        },
      ],
      files: 3,
    });
  });
});

describe('githubReport', () => {
  it('prints a workflow command for each problem', () => {
    expect(githubReport([ERROR, WARNING])).toBe(
      [
        '::error file=lessons/why/한글.lesson.yaml,line=12,col=10,endColumn=14,title=unknown-key::unknown key `titl` (did you mean `title`?)',
        '::warning file=pack.yaml,line=1,col=1,title=unknown-file::the file is left out',
      ].join('\n'),
    );
  });

  it('escapes what would end a property or a command', () => {
    const nasty = { ...WARNING, file: 'a,b:c%.yaml', message: '100%: one,\r\ntwo' };
    expect(githubReport([nasty])).toBe(
      '::warning file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=unknown-file::100%25: one,%0D%0Atwo',
    );
  });
});
