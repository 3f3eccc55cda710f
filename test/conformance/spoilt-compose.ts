/**
 * Spoils a line of a sample Compose file, again and again, and compares what `docker compose config` says of it with what
 * the sandbox would say.
 *
 *   scripts/with-engine npx tsx test/conformance/spoilt-compose.ts [how many] [seed]
 *
 * Only what Compose says of a file that is no YAML is compared, and without the line, which Compose counts now from the
 * begin of what is wrong and now from where it noticed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseYaml } from '../../src/formats/compose/parse-yaml.ts';
import { ComposeError } from '../../src/formats/compose/tree.ts';

const SAMPLES = join(import.meta.dirname, '..', 'formats', 'compose', 'samples');

/** What may happen to a line under somebody's hands. */
const SPOILING: readonly ((line: string) => string | undefined)[] = [
  (line) => ` ${line}`,
  (line) => line.replace(/^ /, ''),
  () => undefined,
  (line) => line.replace(/['"]/, ''),
  (line) => line.replace(/:/, ''),
  (line) => `\t${line}`,
  (line) => line.replace(/- /, '-'),
  (line) => line.replace(/[\]}]/, ''),
  (line) => `${line} : x`,
];

/** Numbers below a bound, the same ones for the same seed (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % below;
  };
}

const bare = (message: string): string => message.replace(/line \d+: /g, '').trim();

/** What Compose says of a file that it cannot parse; empty if it can. */
function composeSays(file: string): string {
  const { stderr } = spawnSync('docker', ['compose', '-f', file, 'config', '--no-interpolate', '-q'], {
    encoding: 'utf8',
  });
  const [first = ''] = stderr.split('\n').filter((line) => line !== '' && !/level=warn/.test(line));
  return /^yaml: |^failed to parse/.test(first) ? bare(first) : '';
}

/** The same of the sandbox. */
function sandboxSays(text: string): string {
  try {
    parseYaml('file', text);
    return '';
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    const said = bare(error.message.replace('failed to parse file: ', ''));
    return said.startsWith('mapping key') ? 'yaml: unmarshal errors:' : said;
  }
}

function main([count = '300', seed = '1']: readonly string[]): number {
  if (process.env['WITH_ENGINE'] !== '1') {
    process.stdout.write('this runs in scripts/with-engine only\n');
    return 3;
  }
  const samples = readdirSync(SAMPLES).filter((name) => name.endsWith('.yaml'));
  const next = numbers(Number(seed));
  const folder = mkdtempSync(join(tmpdir(), 'spoilt-'));
  const tally = { same: 0, 'other words': 0, 'refused by one only': 0 };
  for (let done = 0; done < Number(count); done++) {
    const sample = samples[next(samples.length)]!;
    const lines = readFileSync(join(SAMPLES, sample), 'utf8').split('\n');
    const at = next(lines.length);
    const spoilt = SPOILING[next(SPOILING.length)]!(lines[at]!);
    lines.splice(at, 1, ...(spoilt === undefined ? [] : [spoilt]));
    const file = join(folder, 'compose.yaml');
    writeFileSync(file, lines.join('\n'));
    const [wanted, got] = [composeSays(file), sandboxSays(lines.join('\n'))];
    const outcome =
      wanted === got ? 'same' : wanted === '' || got === '' ? 'refused by one only' : 'other words';
    tally[outcome] += 1;
    if (outcome !== 'same')
      process.stdout.write(
        `${sample}:${at + 1} ${JSON.stringify(spoilt)}\n  - Compose: ${wanted}\n  + sandbox: ${got}\n`,
      );
  }
  rmSync(folder, { recursive: true, force: true });
  const counts = Object.entries(tally).map(([outcome, times]) => `${times} ${outcome}`);
  process.stdout.write(`${count} spoilt files: ${counts.join(', ')}\n`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
