import { parse } from '../../src/engine/grammar/parse.ts';
import { COMMANDS } from '../../src/engine/grammar/table.ts';
import type { CommandSpec } from '../../src/engine/grammar/types.ts';
import { compareAnswers, type Verdict } from './compare.ts';
import { loadRecorded } from './recorded.ts';
import { agreement } from './report.ts';
import { runOnSandbox } from './sandbox-engine.ts';
import { loadScripts, type Script } from './script.ts';

/** Scripts that use a command or a flag of it: `container run`, `container run --rm`. */
type Uses = ReadonlyMap<string, readonly Verdict[]>;

/**
 * The page that says where the sandbox and Docker differ, command by command and flag by flag.
 *
 * @returns Markdown, from the table of commands and a run of every script on the sandbox
 */
export async function conformancePage(): Promise<string> {
  const { engine, answers } = loadRecorded();
  const verdicts: Verdict[] = [];
  for (const script of loadScripts()) {
    verdicts.push(compareAnswers(script, answers.get(script.id) ?? [], await runOnSandbox(script)));
  }
  const uses = usesOf(verdicts);
  return [
    '# Where the sandbox and Docker differ',
    '',
    'Written by `npm run docs`; a test sees to it that it is fresh. What is compared, and how: [the conformance scripts](../test/conformance/README.md).',
    '',
    ...totals(engine, verdicts),
    '',
    '## Differences',
    '',
    '### Between the sandbox and the engine that was asked',
    '',
    ...sandboxDifferences(verdicts),
    '',
    `### Between Docker 29.7, which the sandbox follows, and ${engine}, which was asked`,
    '',
    'The sandbox answers as Docker 29.7 does, whose words were taken from its source code.',
    '',
    ...versionDifferences(verdicts),
    '',
    '## Commands',
    '',
    '**same**: so many scripts use it and agree · **differs**: see the scripts named · **not modelled**: the sandbox refuses it by name · **—**: modelled, in no script yet',
    '',
    ...COMMANDS.flatMap((command) => section(command, uses)),
  ]
    .join('\n')
    .concat('\n');
}

function totals(engine: string, verdicts: readonly Verdict[]): string[] {
  const count = (outcome: Verdict['outcome']) => verdicts.filter((one) => one.outcome === outcome).length;
  const flags = COMMANDS.flatMap((command) => command.flags);
  return [
    '| | |',
    '| --- | --- |',
    `| engine that was asked | Docker ${engine} |`,
    '| the sandbox follows | Docker 29.7 |',
    `| scripts | ${verdicts.length} |`,
    `| the same | ${count('same')} |`,
    `| differ for a reason that is published below | ${count('known')} |`,
    `| differ | ${count('differs')} |`,
    `| agree | ${agreement(verdicts)} % |`,
    `| commands | ${COMMANDS.length}, of which ${COMMANDS.filter(({ notModelled }) => notModelled).length} are not modelled |`,
    `| flags | ${flags.length}, of which ${flags.filter(({ notModelled }) => notModelled).length} are not modelled |`,
  ];
}

function sandboxDifferences(verdicts: readonly Verdict[]): string[] {
  const rows = verdicts.flatMap(({ script, differences }) =>
    [...new Map(differences.map((one) => [one.line, one])).values()].map(
      ({ line, run, reason }) =>
        `| ${script.topic}/${script.id}:${line} | ${code(run)} | ${reason ?? '**no reason**'} |`,
    ),
  );
  return rows.length === 0 ? ['None.'] : ['| script | command | why |', '| --- | --- | --- |', ...rows];
}

function versionDifferences(verdicts: readonly Verdict[]): string[] {
  const rows = verdicts.flatMap(({ script }) =>
    script.lines.flatMap(({ run, today, differs }, index) =>
      today === undefined
        ? []
        : [
            `| ${script.topic}/${script.id}:${index + 1} | ${code(run)} | ${differs ?? ''} | ${Object.values(
              today,
            )
              .map((text) => code(String(text)))
              .join(', ')} |`,
          ],
    ),
  );
  return ['| script | command | why | 29.7 says |', '| --- | --- | --- | --- |', ...rows];
}

function section(command: CommandSpec, uses: Uses): string[] {
  const name = command.path.join(' ');
  const aliases = command.aliases.map((path) => code(`docker ${path.join(' ')}`)).join(', ');
  const title = [`### docker ${name}`, '', ...(aliases === '' ? [] : [`Also ${aliases}.`, ''])];
  if (command.notModelled) return [...title, 'Not modelled.', ''];
  const flags = command.flags.filter(({ hidden }) => !hidden);
  const state = (flag: { name: string; notModelled?: boolean }) =>
    flag.notModelled ? 'not modelled' : stateOf(uses.get(`${name} --${flag.name}`) ?? []);
  const groups = new Map<string, string[]>();
  for (const flag of flags)
    groups.set(state(flag), [...(groups.get(state(flag)) ?? []), code(`--${flag.name}`)]);
  return [
    ...title,
    `- the command: ${stateOf(uses.get(name) ?? [])}`,
    ...[...groups].map(([how, names]) => `- ${names.join(' ')}: ${how}`),
    '',
  ];
}

function stateOf(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return '—';
  const others = verdicts
    .filter(({ outcome }) => outcome !== 'same')
    .map(({ script }) => `${script.topic}/${script.id}`);
  const same = verdicts.length - others.length;
  if (others.length === 0) return `same (${same})`;
  return `${same === 0 ? '' : `same (${same}), `}differs in ${others.join(', ')}`;
}

function code(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ⏎ ').replaceAll('|', '\\|');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

function usesOf(verdicts: readonly Verdict[]): Uses {
  const uses = new Map<string, Set<Verdict>>();
  for (const verdict of verdicts) {
    for (const used of usedBy(verdict.script)) uses.set(used, (uses.get(used) ?? new Set()).add(verdict));
  }
  return new Map([...uses].map(([used, set]) => [used, [...set]]));
}

/** @returns the commands and flags that a script's lines have, as far as can be seen without running them */
function usedBy(script: Script): string[] {
  return script.lines.flatMap(({ run }) =>
    run.split(/\n|;|&&|\|\||\||\$\(|\)|&(?!>|\d)/).flatMap((part) => {
      const words = (part.match(/(?:'[^']*'|"(?:\\.|[^"])*"|\\.|[^\s'"\\])+/g) ?? []).map((word) =>
        word.replace(/['"]/g, ''),
      );
      const start = words.indexOf('docker');
      if (start < 0) return [];
      const read = parse(words.slice(start + 1).filter((word) => !/^\d?[<>]/.test(word)));
      if (read.kind !== 'command') return [];
      const name = read.parsed.command.path.join(' ');
      return [name, ...[...read.parsed.given].map((flag) => `${name} --${flag}`)];
    }),
  );
}
