import { expect, test } from 'vitest';
import { codeFrame } from '../../../src/formats/dockerfile/frame.ts';

const TEXT = 'FROM alpine\nCOPY a /\nRUN false\nCMD ["x"]\nUSER 1\n';

test('a frame shows the line with those around it', () => {
  expect(codeFrame('Dockerfile', TEXT, [{ start: 3, end: 3 }])).toBe(
    [
      'Dockerfile:3',
      '--------------------',
      '   1 |     FROM alpine',
      '   2 |     COPY a /',
      '   3 | >>> RUN false',
      '   4 |     CMD ["x"]',
      '   5 |     USER 1',
      '--------------------',
      '',
    ].join('\n'),
  );
});

test('a frame at the beginning shows more behind it', () => {
  const lines = codeFrame('a/b', TEXT, [{ start: 1, end: 1 }]).split('\n');
  expect(lines.slice(2, -2)).toEqual([
    '   1 | >>> FROM alpine',
    '   2 |     COPY a /',
    '   3 |     RUN false',
  ]);
});

test('a line that is not there has no frame', () => {
  expect(codeFrame('x', TEXT, [{ start: 99, end: 99 }])).toBe('');
  expect(codeFrame('x', TEXT, [])).toBe('');
});
