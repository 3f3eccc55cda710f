/**
 * Builds each case of test/diagram/dockerfile/rebuild-cases.ts twice on a real engine, with its change between, and says
 * where the engine's cache did otherwise than the picture says. Runs in scripts/with-engine only:
 *
 *   scripts/with-engine npx tsx test/conformance/rebuild.ts [word …]   only cases whose id has a word
 *   … --some                                                           every fifth case: what the tests ask
 *
 * Ends with 0 if all agree, with 1 if one differs, with 3 where there is no engine with BuildKit.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REBUILD_CASES, type RebuildCase } from '../diagram/dockerfile/rebuild-cases.ts';
import { disagreements, layersOfCase, stepsDone } from '../diagram/dockerfile/steps.ts';

const docker = (...argv: string[]) => spawnSync('docker', argv, { encoding: 'utf8' });

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** @returns where the engine and the picture disagree */
function judge(one: RebuildCase): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'rebuild-'));
  try {
    const target = one.target === undefined ? [] : ['--target', one.target];
    const build = () => docker('build', '--progress', 'plain', ...target, folder);
    docker('builder', 'prune', '-af');
    write(folder, { ...one.files, Dockerfile: one.dockerfile });
    const first = build();
    if (first.status !== 0) return [`the first build failed: ${first.stderr}`];
    write(folder, Object.fromEntries(one.changed.map((path) => [path, `changed ${path}`])));
    const second = build();
    if (second.status !== 0) return [`the second build failed: ${second.stderr}`];
    return disagreements(layersOfCase(one), stepsDone(second.stderr));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(words: readonly string[]): number {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  if (process.env['WITH_ENGINE'] !== '1' || docker('buildx', 'version').status !== 0) {
    process.stderr.write('NOTHING BUILT: this runs in scripts/with-engine only, and needs BuildKit\n');
    return 3;
  }
  const names = words.filter((word) => !word.startsWith('-'));
  const cases = REBUILD_CASES.filter(
    ({ id }, index) =>
      (names.length === 0 || names.some((word) => id.includes(word))) &&
      (!words.includes('--some') || index % 5 === 0),
  );
  let differ = 0;
  for (const one of cases) {
    const why = one.not?.real;
    if (why !== undefined) say(`SKIPPED ${one.id}: ${why}`);
    const found = why === undefined ? judge(one) : [];
    if (found.length > 0) differ += 1;
    for (const line of found) say(`DIFFERS ${one.id}: ${line}`);
  }
  say(`${cases.length} cases, ${differ} differ`);
  return differ > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
