/** What the tab key finds at the shell's prompt: docker's commands and flags from the one table, names from the world, files. */

import { COMPOSE_FLAGS } from '../../engine/grammar/commands/compose.ts';
import { GLOBAL_FLAGS } from '../../engine/grammar/commands/system.ts';
import { type Branch, ROOT } from '../../engine/grammar/table.ts';
import type { ArgumentSpec, Completes, FlagSpec } from '../../engine/grammar/types.ts';
import type { World } from '../../engine/world.ts';
import type { Candidate, Completions } from '../shell-prompt.ts';

/** Where names come from. */
export interface Names {
  readonly world: World;
  /** What is in a folder, whose path may be relative to where the shell is. */
  list(folder: string): readonly { readonly name: string; readonly directory: boolean }[];
  /** Programs, and docker-tutor's own words with what they do. */
  readonly commands: readonly Candidate[];
  readonly language: 'en' | 'ko';
}

/** Shell signs behind which a new command begins. */
const COMMAND_SIGNS = /^(?:[|&;({]+|\$\(|do|then|else|if|while|until|!)$/;

/**
 * What the last word of a line can be.
 *
 * @param before the line up to the cursor
 */
export function completeLine(before: string, names: Names): Completions {
  const words = wordsBefore(before);
  const word = words.pop() ?? '';
  const start = words.findLastIndex((each) => COMMAND_SIGNS.test(each)) + 1;
  const command = words.slice(start).filter((each, index) => index > 0 || !/^\w+=/.test(each));
  const found =
    command.length === 0
      ? names.commands
      : command[0] === 'docker'
        ? dockerWords(command.slice(1), word, names)
        : command[0] === 'explain' && command.length === 1
          ? [{ text: 'docker' }]
          : command[0] === 'explain' && command[1] === 'docker'
            ? dockerWords(command.slice(2), word, names)
            : files(word, names, false);
  const candidates = found.filter(({ text }) => text.startsWith(word) && text !== '');
  return { word, candidates: unique(candidates) };
}

/** The words of an unfinished line: signs of the shell are words of their own, and the last word may be empty. */
function wordsBefore(before: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (const char of before) {
    if (quote !== '') {
      if (char === quote) quote = '';
      else word += char;
    } else if (char === '"' || char === "'") quote = char;
    else if (/\s/.test(char)) {
      if (word !== '') words.push(word);
      word = '';
    } else if (/[|&;(`]/.test(char)) {
      if (word !== '') words.push(word);
      words.push(char === '`' ? '(' : char);
      word = '';
    } else word += char;
  }
  return [...words, word];
}

function unique(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((each) => [each.text, each])).values()].sort((a, b) =>
    a.text < b.text ? -1 : 1,
  );
}

/** @param words those between `docker` and the one that is completed */
function dockerWords(words: readonly string[], word: string, names: Names): readonly Candidate[] {
  let branch: Branch = ROOT;
  let flags: readonly FlagSpec[] = GLOBAL_FLAGS;
  const args: string[] = [];
  let value: FlagSpec | undefined;
  let ended = false;
  for (const each of words) {
    if (value !== undefined) value = undefined;
    else if (each === '--' && !ended) ended = true;
    else if (each.startsWith('-') && each !== '-' && !ended) value = flagThatTakes(each, flags);
    else {
      const next: Branch | undefined = branch.command === undefined ? branch.next.get(each) : undefined;
      if (next !== undefined) {
        branch = next;
        flags = branch.command?.flags ?? (each === 'compose' ? COMPOSE_FLAGS : []);
      } else {
        args.push(each);
        if (branch.command?.flagsFirst === true) ended = true;
      }
    }
  }
  const { command } = branch;
  if (value !== undefined) return valuesOf(value, word, names);
  if (word.startsWith('-') && !ended) {
    const [name = '', ...rest] = word.split('=');
    const flag = rest.length > 0 ? flags.find((each) => `--${each.name}` === name) : undefined;
    if (flag !== undefined)
      return valuesOf(flag, rest.join('='), names).map((each) => ({ ...each, text: `${name}=${each.text}` }));
    return flagWords(flags, names.language);
  }
  if (command === undefined) return commandWords(branch, names.language);
  return ofKind(argumentAt(command.args, args.length)?.completes, word, names);
}

function argumentAt(args: readonly ArgumentSpec[], place: number): ArgumentSpec | undefined {
  return args[place] ?? (args.at(-1)?.repeated === true ? args.at(-1) : undefined);
}

function commandWords({ next }: Branch, language: 'en' | 'ko'): Candidate[] {
  return [...next]
    .filter(([, { command }]) => command?.hidden !== true)
    .map(([text, { command, group }]) => {
      const does = (command ?? group)?.does[language];
      return { text, ...(does !== undefined && { does }) };
    });
}

function flagWords(flags: readonly FlagSpec[], language: 'en' | 'ko'): Candidate[] {
  return flags
    .filter(({ hidden }) => hidden !== true)
    .flatMap(({ name, short, does }) => [
      { text: `--${name}`, does: does[language] },
      ...(short === undefined ? [] : [{ text: `-${short}`, does: does[language] }]),
    ]);
}

/** The flag whose value is the next word; nothing if the word has its value in it, or needs none. */
function flagThatTakes(word: string, flags: readonly FlagSpec[]): FlagSpec | undefined {
  const isOff = (flag: FlagSpec | undefined): boolean =>
    flag === undefined || flag.type === 'bool' || flag.optionalValue !== undefined;
  if (word.startsWith('--')) {
    const flag = flags.find(({ name }) => word === `--${name}`);
    return isOff(flag) ? undefined : flag;
  }
  for (let at = 1; at < word.length; at += 1) {
    const flag = flags.find(({ short }) => short === word[at]);
    if (flag === undefined) return undefined;
    if (!isOff(flag)) return at === word.length - 1 ? flag : undefined;
  }
  return undefined;
}

function valuesOf(flag: FlagSpec, word: string, names: Names): readonly Candidate[] {
  if (flag.values !== undefined) return flag.values.map((text) => ({ text }));
  return ofKind(flag.completes, word, names);
}

function ofKind(kind: Completes | undefined, word: string, names: Names): readonly Candidate[] {
  const { containers, images, networks, volumes } = names.world;
  const nameOf = ({ Name }: { readonly Name: string }): string => Name.replace(/^\//, '');
  switch (kind) {
    case 'container':
      return containers.map((each) => ({
        text: nameOf(each),
        does: `${each.Config.Image} (${each.State.Status})`,
      }));
    case 'running-container':
      return containers
        .filter(({ State }) => State.Running)
        .map((each) => ({ text: nameOf(each), does: each.Config.Image }));
    case 'image':
      return images.flatMap(({ RepoTags }) => RepoTags.map((text) => ({ text })));
    case 'network':
      return networks.map(({ Name, Driver }) => ({ text: Name, does: Driver }));
    case 'volume':
      return volumes.map(({ Name }) => ({ text: Name }));
    case 'directory':
      return files(word, names, true);
    case 'none':
    case 'command':
    case 'service':
      return [];
    default:
      return files(word, names, false);
  }
}

function files(word: string, names: Names, onlyFolders: boolean): Candidate[] {
  const slash = word.lastIndexOf('/') + 1;
  const folder = word.slice(0, slash);
  const wantsHidden = word.slice(slash).startsWith('.');
  return names
    .list(folder === '' ? '.' : folder)
    .filter(({ name, directory }) => (directory || !onlyFolders) && (wantsHidden || !name.startsWith('.')))
    .map(({ name, directory }) => ({ text: `${folder}${name}${directory ? '/' : ''}` }));
}
