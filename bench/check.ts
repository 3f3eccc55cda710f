/** How long `pack check` takes on a large pack, the fit of every page included. */
import { join } from 'node:path';
import { run } from './child.ts';
import { generatePack } from './generate-pack.ts';
import type { Installed } from './installed.ts';
import { inPairs } from './measure.ts';
import { childEnvironment, ROOT } from './surroundings.ts';
import { milliseconds, ratioRow, type Section } from './table.ts';

const LESSONS = 1000;

/**
 * Checks a generated pack of 1,000 lessons.
 *
 * @param rounds how often
 */
export async function check({ bin }: Installed, folder: string, rounds: number): Promise<Section> {
  const pack = join(folder, 'large-pack');
  const bytes = generatePack(pack, LESSONS);
  const env = childEnvironment(join(folder, 'home'));
  const pairs = await inPairs(
    rounds,
    async () => (await run({ args: [join(ROOT, 'bench', 'parse-alone.cjs'), pack], env })).end,
    async () => (await run({ args: [bin, 'pack', 'check', pack], env })).end,
  );
  const name = `\`pack check\` of 1,000 lessons of ${(bytes / LESSONS / 1000).toFixed(1)} kB`;
  return {
    title: 'Checking a pack',
    baseline: 'a process that parses the same files with `yaml`',
    rows: [ratioRow(name, pairs, milliseconds, 4)],
  };
}
