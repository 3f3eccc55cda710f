import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './helpers/root.ts';

const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .sort();

/** A source's text without comments and without what stands between quotes. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:])\/\/.*$/gm, '$1')
    .replace(/'(?:\\.|[^'\\\n])*'/g, "''");
}

/** Files that are longer than files should be, with their lines: they are to be parted, and may only shrink. */
const LONGER: Readonly<Record<string, number>> = {
  'src/content/types.ts': 382,
  'src/engine/grammar/commands/compose.ts': 493,
  'src/engine/grammar/commands/container-create.ts': 336,
  'src/engine/sandbox/build/solver.ts': 387,
  'src/engine/sandbox/compose/create.ts': 420,
  'src/engine/sandbox/daemon/api.ts': 322,
  'src/engine/sandbox/kernel/process-calls.ts': 314,
  'src/engine/sandbox/kernel/records.ts': 333,
  'src/engine/sandbox/programs/interpreters/node/builtins.ts': 548,
  'src/engine/sandbox/programs/interpreters/node/interpreter.ts': 648,
  'src/engine/sandbox/programs/interpreters/node/modules.ts': 356,
  'src/engine/sandbox/programs/interpreters/node/realm.ts': 368,
  'src/engine/sandbox/programs/interpreters/python/values.ts': 312,
  'src/engine/sandbox/programs/packages/apk.ts': 317,
  'src/formats/compose/canonical.ts': 354,
  'src/formats/compose/schema.ts': 432,
  'src/formats/dockerfile/dispatch.ts': 498,
  'src/formats/dockerfile/expand.ts': 311,
  'src/formats/dockerfile/graph.ts': 321,
};

describe('the house', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
    const { output } = await cruise(
      ['src'],
      { ...options, ruleSet: { forbidden }, validate: true, baseDir: ROOT },
      undefined,
      {
        tsConfig: { options: {} },
      },
    );
    result = output as ICruiseResult;
  }, 60_000);

  it('is seen whole by the check', () => {
    const seen = result.modules.map(({ source }) => source).filter((source) => source.startsWith('src/'));
    expect(seen.sort()).toEqual(SOURCES);
    // A check that follows no import sees all files and no room at all.
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(SOURCES.length);
  });

  it('has no import that its rules forbid, and no cycle', () => {
    const violations = result.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);
    expect(violations).toEqual([]);
  });

  it('has a rule that would notice', async () => {
    const { options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
    const ruleSet = {
      forbidden: [
        { name: 'none', severity: 'error', from: { path: '^src/cli/' }, to: { path: '^src/app/' } },
      ],
    };
    const { output } = await cruise(['src/cli'], { ...options, ruleSet, validate: true, baseDir: ROOT });
    expect((output as ICruiseResult).summary.violations.length).toBeGreaterThan(5);
  });

  it.each([
    ['console', /\bconsole\s*\./],
    ['process.exit', /\bprocess\s*\.\s*exit\b(?!Code)/],
    ['Date.now', /\bDate\s*\.\s*now\b|\bnew Date\(\s*\)/],
    ['Math.random', /\bMath\s*\.\s*random\b/],
  ])('knows %s only in main, terminal and platform', (_, pattern) => {
    // What the sandbox's JavaScript programs are given is a text, in which console is theirs.
    const allowed =
      /^src\/(main\.ts|terminal\/|platform\/|engine\/sandbox\/programs\/interpreters\/node\/library\.ts)/;
    expect(SOURCES.filter((file) => !allowed.test(file) && pattern.test(codeOf(file)))).toEqual([]);
  });

  it('imports no file of another kind of path than `.ts` with its extension', () => {
    const bare = SOURCES.filter((file) =>
      /from '\.{1,2}\/[^']*(?<!\.ts|\.json)'/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(bare).toEqual([]);
  });

  it('has only short files, named in kebab-case, without default exports', () => {
    for (const file of SOURCES) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const most = LONGER[file] ?? 301;
      expect({ file, long: text.split('\n').length > most }).toEqual({ file, long: false });
      expect(file).toMatch(/^src\/([a-z0-9]+([-.][a-z0-9]+)*\/)*[a-z0-9]+([-.][a-z0-9]+)*\.ts$/);
      expect({ file, default: /^export default /m.test(text) }).toEqual({ file, default: false });
    }
  });
});
