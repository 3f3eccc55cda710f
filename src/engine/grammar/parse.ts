import { COMPOSE_FLAGS } from './commands/compose.ts';
import { GLOBAL_FLAGS } from './commands/system.ts';
import { quoted } from './go-values.ts';
import { commandHelp, groupHelp, helpOf, type Language, nameOf, rootHelp, usageLine } from './help.ts';
import { type FlagScan, scanFlags } from './pflag.ts';
import { type Branch, ROOT } from './table.ts';
import type { ArgumentSpec, CommandSpec, FlagValue, ParseResult, WordRole } from './types.ts';

/** The engine whose texts these are (facts, section 10). */
export const DOCKER_VERSION = '29.7.2';
const BUILD = '5cf8132';
const ROOT_USAGE = 'docker [OPTIONS] COMMAND [ARG...]';

function answer(exit: number, { stdout = '', stderr = '' }): ParseResult {
  return { kind: 'answer', answer: { stdout, stderr, exit } };
}

function misuse(message: string, name: string, usage: string, exit: number, see = 'Run'): ParseResult {
  return answer(exit, {
    stderr: `${message}\n\nUsage:  ${usage}\n\n${see} '${name} --help' for more information\n`,
  });
}

/**
 * Reads a docker command line as docker 29 does.
 * @param argv the words after `docker`
 * @param language of the descriptions in help; docker's messages are always English
 * @returns the command, or what docker prints instead and its exit code (125: a flag it does not know; 1: wrong arguments)
 */
export function parse(argv: readonly string[], language: Language = 'en'): ParseResult {
  const globals = scanFlags(GLOBAL_FLAGS, argv, 0, false);
  if (globals.error !== undefined) return misuse(globals.error, 'docker', ROOT_USAGE, 125);
  if (globals.help) return answer(0, { stdout: globals.notice + rootHelp(language) });
  if (globals.flags.get('version') === true)
    return answer(0, { stdout: `Docker version ${DOCKER_VERSION}, build ${BUILD}\n` });
  const first = globals.args[0];
  if (first === undefined) return answer(0, { stderr: rootHelp(language) });
  if (first.word === 'help') return helpCommand(argv.slice(first.index + 1), language);
  return descend({
    argv,
    language,
    at: first.index,
    branch: ROOT,
    global: globals,
    words: globals.words,
    path: [],
  });
}

interface Place {
  readonly argv: readonly string[];
  readonly language: Language;
  readonly at: number;
  readonly branch: Branch;
  readonly global: Pick<FlagScan, 'flags' | 'given'>;
  readonly words: readonly WordRole[];
  readonly path: readonly string[];
}

function helpCommand(topic: readonly string[], language: Language): ParseResult {
  const text = helpOf(topic, language);
  return text === undefined
    ? answer(1, { stderr: `unknown help topic: ${topic.join(' ')}\n` })
    : answer(0, { stdout: text });
}

function descend(place: Place): ParseResult {
  const { argv, at, branch } = place;
  const word = argv[at];
  const next = word === undefined ? undefined : branch.next.get(word);
  if (word === undefined || next === undefined) return unknown(place, word);
  const deeper: Place = {
    ...place,
    at: at + 1,
    branch: next,
    path: [...place.path, word],
    words: [...place.words, { index: at, word, role: 'command' }],
  };
  return next.command === undefined ? inGroup(deeper) : inCommand(deeper, next.command);
}

/** Between a group's word and its command: `docker compose -f x up`, `docker container --help`. */
function inGroup(place: Place): ParseResult {
  const { argv, at, branch, path, language } = place;
  const { group } = branch;
  if (group === undefined) return unknown(place, argv[at]);
  const name = `docker ${path.join(' ')}`;
  const compose = path[0] === 'compose';
  const scan = scanFlags(compose ? COMPOSE_FLAGS : [], argv, at, false);
  if (scan.error !== undefined)
    return compose
      ? answer(16, { stderr: `${scan.error}\n` })
      : misuse(scan.error, name, `${name} COMMAND`, 125);
  if (scan.help) return answer(0, { stdout: scan.notice + groupHelp(group, branch, language) });
  if (compose && scan.flags.get('version') === true) return parse(['compose', 'version'], language);
  const first = scan.args[0];
  if (first === undefined)
    return answer(0, { [compose ? 'stdout' : 'stderr']: groupHelp(group, branch, language) });
  const global = {
    flags: new Map([...place.global.flags, ...scan.flags]),
    given: new Set([...place.global.given, ...scan.given]),
  };
  return descend({ ...place, at: first.index, global, words: [...place.words, ...scan.words] });
}

function unknown({ path, argv, at }: Place, word = ''): ParseResult {
  if (path[0] === 'compose')
    return answer(16, { stderr: `unknown docker command: ${quoted([...path, word].join(' '))}\n` });
  if (path.length === 0) {
    // Docker reads the rest as its own flags before it finds that there is no such command.
    const scan = scanFlags(GLOBAL_FLAGS, argv, at, true);
    if (scan.error !== undefined) return misuse(scan.error, 'docker', ROOT_USAGE, 125);
    return answer(1, {
      stderr: `docker: unknown command: docker ${word}\n\nRun 'docker --help' for more information\n`,
    });
  }
  const name = `docker ${path.join(' ')}`;
  return misuse(`docker: unknown command: ${name} ${word}`, name, `${name} COMMAND`, 1);
}

function inCommand(place: Place, command: CommandSpec): ParseResult {
  const { argv, at, language, global, path } = place;
  const name = nameOf(command, path);
  const scan = scanFlags(command.flags, argv, at, command.flagsFirst !== true);
  const compose = command.path[0] === 'compose';
  const buildx = command.path[0] === 'buildx';
  // What is not modelled takes whatever comes, for it is refused by name later.
  if (scan.error !== undefined && command.notModelled !== true) {
    if (compose) return answer(16, { stderr: `${scan.error}\n` });
    return misuse(scan.error, name, usageLine(command, name), 125);
  }
  if (scan.help) return answer(0, { stdout: scan.notice + commandHelp(command, name, language) });
  const wrong = command.notModelled === true ? undefined : countProblem(command, name, scan.args.length);
  if (wrong !== undefined) {
    if (compose) return answer(1, { stderr: `${wrong.compose}\n` });
    const prefix = buildx ? 'ERROR: ' : '';
    return misuse(prefix + wrong.message, name, usageLine(command, name), 1, wrong.see);
  }
  return {
    kind: 'command',
    parsed: {
      command,
      flags: canonical(scan.flags, scan.given),
      given: canonicalNames(scan.given),
      global: onlyKnown(global),
      args: scan.args.map(({ word }) => word),
      words: [...place.words, ...scan.words, ...argumentRoles(command, scan)].sort(
        (a, b) => a.index - b.index,
      ),
      notice: scan.notice,
      name,
    },
  };
}

function onlyKnown(global: Place['global']): ReadonlyMap<string, FlagValue> {
  return new Map([...global.flags].filter(([name]) => global.given.has(name)));
}

/** Older spellings of flags, and the names under which their values are found. */
const RENAMED: Readonly<Record<string, string>> = {
  net: 'network',
  'net-alias': 'network-alias',
  'dns-opt': 'dns-option',
  time: 'timeout',
};

function canonical(
  flags: ReadonlyMap<string, FlagValue>,
  given: ReadonlySet<string>,
): ReadonlyMap<string, FlagValue> {
  const renamed = Object.entries(RENAMED).filter(([old]) => given.has(old));
  if (renamed.length === 0) return flags;
  const out = new Map(flags);
  for (const [old, name] of renamed) {
    const value = flags.get(old) ?? '';
    const other = flags.get(name);
    out.set(name, Array.isArray(value) && Array.isArray(other) ? [...other, ...value] : value);
  }
  return out;
}

function canonicalNames(given: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...given].map((name) => RENAMED[name] ?? name));
}

function argumentAt(args: readonly ArgumentSpec[], position: number): ArgumentSpec | undefined {
  const last = args.at(-1);
  return args[position] ?? (last?.repeated === true ? last : undefined);
}

/** Where words belong to the program that is run, they are that program's own. */
const PROGRAM_WORDS = new Set(['COMMAND', 'ARG', 'ARGS', 'ps OPTIONS']);

function argumentRoles(command: CommandSpec, scan: FlagScan): readonly WordRole[] {
  return scan.args.map(({ index, word }, position) => {
    const argument = argumentAt(command.args, position);
    const program = command.flagsFirst === true && PROGRAM_WORDS.has(argument?.name ?? '');
    return {
      index,
      word,
      role: program ? ('program' as const) : ('argument' as const),
      ...(argument === undefined ? {} : { argument }),
    };
  });
}

interface CountProblem {
  readonly message: string;
  readonly compose: string;
  readonly see: string;
}

/** The number of arguments, with the messages of docker/cli cli/required.go. */
function countProblem(command: CommandSpec, name: string, count: number): CountProblem | undefined {
  const { args } = command;
  const least = args.filter((arg) => arg.optional !== true).length;
  const most = args.some((arg) => arg.repeated === true) ? Number.POSITIVE_INFINITY : args.length;
  if (count >= least && count <= most) return undefined;
  const compose = `requires at least ${least} arg(s), only received ${count}`;
  const plural = (number: number) => `argument${number === 1 ? '' : 's'}`;
  const subject = `docker: '${name}'`;
  if (most === 0) return { message: `${subject} accepts no arguments`, compose, see: 'Run' };
  if (most === least) return { message: `${subject} requires ${most} ${plural(most)}`, compose, see: 'Run' };
  if (most === Number.POSITIVE_INFINITY)
    return { message: `${subject} requires at least ${least} ${plural(least)}`, compose, see: 'See' };
  if (least === 0)
    return { message: `${subject} requires at most ${most} ${plural(most)}`, compose, see: 'Run' };
  return {
    message: `${subject} requires at least ${least} and at most ${most} ${plural(most)}`,
    compose,
    see: 'Run',
  };
}
