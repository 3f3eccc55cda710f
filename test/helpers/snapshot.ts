/** Run once before the tests that start the built program. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from './root.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the copy of the built program. */
    readonly built: string;
  }
}

/** What `npm pack` takes. */
const PARTS = ['package.json', 'bin', 'dist', 'LICENSE', 'README.md', 'CHANGELOG.md'];

/**
 * Copies the build, so that tests that take a minute look at one program, whoever builds meanwhile.
 *
 * @returns what removes the copy
 * @throws if there is no build: without it the tests would all fail, each in its own way
 */
export function setup(project: TestProject): () => void {
  if (!existsSync(join(ROOT, 'dist', 'main.cjs'))) {
    throw new Error('These tests start the built program, and dist/ is missing. Run `npm run build` first.');
  }
  const copy = mkdtempSync(join(tmpdir(), 'docker-tutor-built-'));
  for (const part of PARTS.filter((each) => existsSync(join(ROOT, each)))) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  project.provide('built', copy);
  return () => rmSync(copy, { recursive: true, force: true });
}
