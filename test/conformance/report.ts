import type { Verdict } from './compare.ts';

const MARKS = { same: 'same   ', known: 'known  ', once: 'ONCE   ', differs: 'DIFFERS' } as const;

/** Share of the scripts that agree or differ for published reasons only, in percent, one decimal, rounded down. */
export function agreement(verdicts: readonly Verdict[]): number {
  if (verdicts.length === 0) return 100;
  const agree = verdicts.filter(({ outcome }) => outcome !== 'differs').length;
  return Math.floor((agree / verdicts.length) * 1000) / 10;
}

/** A table of the verdicts, with every difference below its script, and a last line that counts. */
export function reportOf(title: string, verdicts: readonly Verdict[]): string {
  const rows = verdicts.flatMap(({ script, outcome, differences }) => [
    `${MARKS[outcome]} ${script.topic}/${script.id}`,
    ...differences.flatMap(({ line, run, part, wanted, got, reason }) => [
      `        line ${line}: ${run.split('\n')[0]}`,
      ...(reason === undefined ? [] : [`          reason: ${reason}`]),
      ...indent(`- ${part} wanted: ${wanted}`),
      ...indent(`+ ${part} got:    ${got}`),
    ]),
  ]);
  const count = (outcome: Verdict['outcome']) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const once = count('once') === 0 ? '' : `, ${count('once')} differed once and not again`;
  const sum = `${title}: ${verdicts.length} scripts, ${count('same')} same, ${count('known')} differ for a published reason${once}, ${count('differs')} differ: ${agreement(verdicts)} % agree`;
  return [...rows, sum].join('\n');
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `          ${line}`);
}
