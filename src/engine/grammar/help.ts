import { COMPOSE_FLAGS } from './commands/compose.ts';
import { GLOBAL_FLAGS } from './commands/system.ts';
import { quoted } from './go-values.ts';
import { type Branch, COMMANDS, GROUPS, ROOT } from './table.ts';
import type { CommandSpec, FlagSpec, GroupSpec, Said } from './types.ts';

export type Language = keyof Said;

/** Commands that docker's own help shows first, in its order (annotation `category-top` in docker/cli). */
const COMMON = [
  'run',
  'exec',
  'ps',
  'build',
  'bake',
  'pull',
  'push',
  'images',
  'login',
  'logout',
  'search',
  'version',
  'info',
];
const SWARM = ['config', 'node', 'secret', 'service', 'stack', 'swarm'];
const OTHER_MANAGEMENT = ['checkpoint', 'manifest', 'plugin'];
const WIDTH = 80;

function cells(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
}

/** Breaks a description into lines that fit beside a column, allowing the last word to stand out a little, as pflag does. */
function wrap(indent: number, text: string): string {
  const room = Math.max(WIDTH - 1 - indent - 5, 19);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line === '') line = word;
    else if (cells(line) + 1 + cells(word) <= room) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  const last = lines.at(-1);
  if (last !== undefined && cells(line) < 5) lines[lines.length - 1] = `${last} ${line}`;
  else lines.push(line);
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** How a flag's value is called in help: docker's word, '' for a bool. */
export function placeholderOf(flag: FlagSpec): string {
  if (flag.type === 'bool' || flag.type === 'count') return '';
  return flag.placeholder ?? flag.type;
}

function defaultOf(flag: FlagSpec): string {
  const value = flag.default;
  if (value === undefined || value === false || value === '' || value === 0) return '';
  return ` (default ${typeof value === 'string' ? quoted(value) : String(value)})`;
}

function flagLines(flags: readonly FlagSpec[], language: Language): string {
  const shown = flags.filter((flag) => flag.hidden !== true && flag.name !== 'help');
  const named = flags.some((flag) => flag.name === 'help')
    ? flags.filter((flag) => flag.hidden !== true)
    : shown;
  const lines = [...named]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => {
      const names = flag.short === undefined ? `      --${flag.name}` : `  -${flag.short}, --${flag.name}`;
      return [`${names} ${placeholderOf(flag)}`.trimEnd(), flag.does[language] + defaultOf(flag)] as const;
    });
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `${left.padEnd(width)}   ${wrap(width + 3, right)}`).join('\n');
}

/** The names of a command, as docker's help lists them: `docker container ls, docker container list, docker ps`. */
export function aliasesOf(command: CommandSpec): string {
  const depth = command.path.length;
  const all = [
    command.path,
    ...command.aliases.filter((a) => a.length === depth),
    ...command.aliases.filter((a) => a.length !== depth),
  ];
  return all.map((path) => `docker ${path.join(' ')}`).join(', ');
}

/** The usage line, without `Usage:`. */
export function usageLine(command: CommandSpec, name: string): string {
  return `${name} ${command.usage}`.trimEnd();
}

/** `docker run --help`. */
export function commandHelp(command: CommandSpec, name: string, language: Language): string {
  const parts = [`Usage:  ${usageLine(command, name)}`, command.does[language]];
  if (command.aliases.length > 0) parts.push(`Aliases:\n  ${aliasesOf(command)}`);
  if (command.flags.some((flag) => flag.hidden !== true))
    parts.push(`Options:\n${flagLines(command.flags, language)}`);
  return `${parts.join('\n\n')}\n`;
}

function rows(entries: readonly (readonly [string, Said])[], language: Language): string {
  const width = Math.max(11, ...entries.map(([name]) => name.length));
  return entries.map(([name, does]) => `  ${name.padEnd(width)} ${does[language]}`.trimEnd()).join('\n');
}

const RUN_FOR_MORE = {
  en: (name: string) => `Run '${name} COMMAND --help' for more information on a command.`,
  ko: (name: string) => `명령 하나를 자세히 보려면 '${name} COMMAND --help'를 실행하세요.`,
};

/** `docker container --help`: what a group gathers. */
export function groupHelp(group: GroupSpec, branch: Branch, language: Language): string {
  const name = `docker ${group.path.join(' ')}`;
  const entries = [...branch.next]
    .filter(([, next]) => !next.alias && next.command !== undefined)
    .map(([word, next]) => [word, next.command?.does ?? group.does] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const compose = group.path[0] === 'compose';
  const parts = [
    `Usage:  ${name}${compose ? ' [OPTIONS]' : ''} COMMAND`,
    group.does[language],
    ...(compose ? [`Options:\n${flagLines(COMPOSE_FLAGS, language)}`] : []),
    `Commands:\n${rows(entries, language)}`,
    RUN_FOR_MORE[language](name),
  ];
  return `${parts.join('\n\n')}\n`;
}

const INTRO: Said = {
  en: 'Builds, ships and runs applications in containers',
  ko: '컨테이너로 애플리케이션을 빌드하고 배포하고 실행',
};

/** `docker --help`, with docker's own parts: common commands, management commands, the rest. */
export function rootHelp(language: Language): string {
  const top = new Map<string, Said>();
  for (const command of COMMANDS)
    for (const path of [command.path, ...command.aliases])
      if (path.length === 1 && command.hidden !== true) top.set(path[0] ?? '', command.does);
  const pick = (names: readonly string[]) =>
    names.flatMap((name) => (top.has(name) ? [[`${name}`, top.get(name) ?? INTRO] as const] : []));
  const management = [
    ...GROUPS.map((each) => [`${each.path[0]}${each.plugin === true ? '*' : ''}`, each.does] as const),
    ...pick(OTHER_MANAGEMENT),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  const listed = new Set([...COMMON, ...SWARM, ...OTHER_MANAGEMENT]);
  const others = pick([...top.keys()].filter((name) => !listed.has(name)).sort());
  const parts = [
    'Usage:  docker [OPTIONS] COMMAND',
    INTRO[language],
    `Common Commands:\n${rows(pick(COMMON), language)}`,
    `Management Commands:\n${rows(management, language)}`,
    `Swarm Commands:\n${rows(pick(SWARM), language)}`,
    `Commands:\n${rows(others, language)}`,
    `Global Options:\n${flagLines(GLOBAL_FLAGS, language)}`,
    RUN_FOR_MORE[language]('docker'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** @returns the help of whatever the words name; undefined if they name nothing */
export function helpOf(words: readonly string[], language: Language): string | undefined {
  if (words.length === 0) return rootHelp(language);
  let at: Branch | undefined = ROOT;
  for (const word of words) at = at?.next.get(word);
  if (at?.command !== undefined) return commandHelp(at.command, nameOf(at.command, words), language);
  return at?.group === undefined ? undefined : groupHelp(at.group, at, language);
}

/** How docker calls a command in its messages: a top-level name as typed, else the full name. */
export function nameOf(command: CommandSpec, words: readonly string[]): string {
  const plugin = command.path[0] === 'buildx';
  return `docker ${(words.length === 1 && !plugin ? words : command.path).join(' ')}`;
}
