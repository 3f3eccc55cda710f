import { describe, expect, test } from 'vitest';
import { instructionOf, lineAdds } from '../../src/formats/dockerfile-line.ts';

describe('a Dockerfile line', () => {
  test.each([
    ['FROM node:22-slim', 'FROM'],
    ['copy . .', 'COPY'],
    ['  RUN npm ci', 'RUN'],
    ['WORKDIR', 'WORKDIR'],
  ])('%j begins with the instruction %s', (line, name) => {
    expect(instructionOf(line)).toBe(name);
  });

  test.each([
    '',
    '# a comment',
    'COPYING files',
    'constructor x',
    'npm ci',
  ])('%j is no instruction', (line) => {
    expect(instructionOf(line)).toBeUndefined();
    expect(lineAdds(line)).toBeUndefined();
  });

  test('that changes files leaves a layer', () => {
    for (const line of ['WORKDIR /app', 'RUN npm ci', 'COPY . .', 'ADD a.tar /'])
      expect(lineAdds(line)).toBe('files');
  });

  test('that only configures leaves metadata', () => {
    const lines = [
      'ENV A=1',
      'CMD ["x"]',
      'LABEL a=b',
      'USER node',
      'EXPOSE 80',
      'ENTRYPOINT x',
      'ARG V',
      'VOLUME /d',
    ];
    for (const line of lines) expect(lineAdds(line)).toBe('metadata');
  });

  test('that names the base brings the base', () => {
    expect(lineAdds('FROM scratch')).toBe('base');
  });
});
