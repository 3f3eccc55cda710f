import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { conformancePage } from './page.ts';

it('docs/conformance.md is as `npm run docs` writes it', async () => {
  expect(readFileSync('docs/conformance.md', 'utf8')).toBe(await conformancePage());
}, 120_000);
