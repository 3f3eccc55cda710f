import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedDocs } from '../scripts/generated-docs.ts';

const read = (path: string): string => readFileSync(path, 'utf8');

describe('the documentation that is made from the code', () => {
  it.each([...generatedDocs(read)])('%s is as `npm run docs` writes it', (path, text) => {
    expect(read(path)).toBe(text);
  });
});

describe('README.md', () => {
  it('opens with one line that starts the tutor and one that runs every test', () => {
    const commands = [...read('README.md').matchAll(/```sh\n([\s\S]*?)```/g)].map((match) =>
      match[1]?.trim(),
    );
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
  });

  it('links only to files that are there', () => {
    const links = [...read('README.md').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(() => read(link)).not.toThrow();
  });
});
