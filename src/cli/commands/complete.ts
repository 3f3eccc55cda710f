import type { Command, Option } from 'commander';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import type { Catalog } from '../../content/catalog.ts';
import { SCHEMA_KINDS } from '../../content/json-schema.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { CONFIG_VALUES, type ConfigKey, configKeys } from '../../progress/config.ts';
import { SHELLS } from '../completion-scripts.ts';

/**
 * `complete -- <words>`: what the last word, which may be empty, can be; one candidate a line.
 *
 * @param program the declared commands, which know the candidates
 */
export function complete(
  host: Host,
  options: GlobalOptions,
  words: readonly string[],
  program: Command,
): Promise<number> {
  const before = words.slice(0, -1).filter((word) => word !== '""');
  // Lessons of packs that the line names count as well.
  const named = before.filter((_, index) => before[index - 1] === '--pack');
  return withSession(host, { ...options, pack: [...(options.pack ?? []), ...named] }, async (session) => {
    const last = (words.at(-1) ?? '').replace(/^""$/, '');
    const catalog = await session.catalog();
    const found = candidates(program, before, last, catalog).filter((word) => word.startsWith(last));
    session.write(found.map((word) => `${word}\n`).join(''));
    return EXIT.done;
  });
}

/**
 * What can stand at the end of a command line.
 *
 * @param program the declared commands
 * @param before the words before the one to complete
 * @param last the beginning of the word to complete
 * @param catalog where names of lessons and steps come from
 */
export function candidates(
  program: Command,
  before: readonly string[],
  last: string,
  catalog: Catalog,
): string[] {
  const { command, rest } = commandOf(program, before);
  const options = [...command.options, ...(command === program ? [] : program.options)].filter(
    (option) => !option.hidden,
  );
  const option = options.find((each) => isNamed(each, before.at(-1)) && (each.required || each.optional));
  if (option !== undefined) return valuesOfOption(option.long ?? '', option.argChoices);
  if (last.startsWith('-')) return [...options.flatMap((each) => each.long ?? []), '--help'];
  const commands = command.commands.filter((each) => !isHidden(each)).map((each) => each.name());
  return commands.length > 0 ? commands : argumentsOf(command, rest, last, catalog);
}

function commandOf(
  program: Command,
  words: readonly string[],
): { command: Command; rest: readonly string[] } {
  let command = program;
  const rest: string[] = [];
  for (const [index, word] of words.entries()) {
    const options = [...command.options, ...program.options];
    if (options.some((option) => option.required && isNamed(option, words[index - 1]))) continue;
    const next = rest.length === 0 ? command.commands.find((each) => each.name() === word) : undefined;
    if (next !== undefined) command = next;
    else if (!word.startsWith('-')) rest.push(word);
  }
  return { command, rest };
}

function isNamed(option: Option, word: string | undefined): boolean {
  return word !== undefined && (option.long === word || option.short === word);
}

/** Commander keeps this to itself. */
function isHidden(command: Command): boolean {
  return (command as unknown as { readonly _hidden?: boolean })._hidden === true;
}

function valuesOfOption(name: string, choices: readonly string[] | undefined): string[] {
  if (name === '--lang') return ['en', 'ko'];
  return choices === undefined ? [] : [...choices];
}

function argumentsOf(command: Command, rest: readonly string[], last: string, catalog: Catalog): string[] {
  const path = command.parent?.parent == null ? command.name() : `${command.parent.name()} ${command.name()}`;
  switch (path) {
    case 'learn':
      return rest.length > 0 ? [] : catalog.lessons.map(({ entry }) => entry.id);
    case 'reset':
      return rest.length > 0 ? [] : [...catalog.lessons, ...catalog.labs].map(({ entry }) => entry.id);
    case 'quiz':
      return rest.length > 0 ? [] : quizNames(catalog);
    case 'lab':
      return rest.length > 1 || (rest.length === 1 && rest[0] !== 'check')
        ? []
        : [...(rest.length === 0 ? ['check'] : []), ...catalog.labs.map(({ entry }) => entry.id)];
    case 'draw':
      return rest.length > 0 ? [] : drawTargets(last, catalog);
    case 'term':
      return catalog.packs.flatMap((pack) => pack.terms().map((term) => term.id));
    case 'completion':
      return rest.length > 0 ? [] : [...SHELLS];
    case 'pack schema':
      return rest.length > 0 ? [] : [...SCHEMA_KINDS];
    case 'config get':
      return rest.length > 0 ? [] : [...configKeys()];
    case 'config set':
      return rest.length === 0
        ? [...configKeys()]
        : rest.length === 1
          ? [...(CONFIG_VALUES[rest[0] as ConfigKey] ?? []), 'auto']
          : [];
    default:
      return [];
  }
}

/** Quizzes, and the lessons that they belong to, which name them as well. */
function quizNames(catalog: Catalog): string[] {
  return catalog.quizzes.flatMap(({ entry }) => [
    entry.id,
    ...(entry.lesson === undefined ? [] : [entry.lesson]),
  ]);
}

/** The engine and lessons with a slash, then the steps of the one named that have a picture. Paths are the shell's. */
function drawTargets(last: string, catalog: Catalog): string[] {
  const slash = last.lastIndexOf('/');
  if (slash < 0) return ['engine', ...catalog.lessons.map(({ entry }) => `${entry.id}/`)];
  const found = catalog.find(last.slice(0, slash));
  if (!('lesson' in found)) return [];
  return catalog
    .open(found.lesson)
    .steps.filter((step) => step.diagram !== undefined)
    .map((step) => `${last.slice(0, slash)}/${step.id}`);
}
