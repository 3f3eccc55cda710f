/**
 * Writes what the documentation shares with the code: the JSON Schemas for editors, the list of rules in the
 * authoring guide, and where the sandbox and Docker differ. Run with `npm run docs`; a test sees to it that nobody forgets.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformancePage } from '../test/conformance/page.ts';
import { generatedDocs } from './generated-docs.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
for (const [path, text] of generatedDocs(read)) writeFileSync(join(root, path), text);
writeFileSync(join(root, 'docs/conformance.md'), await conformancePage());
