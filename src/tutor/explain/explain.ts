import { suggest } from '../../content/suggest.ts';
import { parse } from '../../engine/grammar/parse.ts';
import { type Branch, ROOT } from '../../engine/grammar/table.ts';
import type { FlagSpec, ParsedCommand, UsageAnswer, WordRole } from '../../engine/grammar/types.ts';
import { effectsOf } from './effects.ts';
import { runNotes } from './effects-run.ts';
import { lessonsOf } from './lessons.ts';
import type { Explained, ExplainedWord, NotRun } from './types.ts';
import { copyDetail, flagDetails, imageDetails } from './values.ts';

/**
 * Explains a docker command line, word by word, from the one table of docker's commands.
 *
 * @param line its words, with or without a leading `docker`
 */
export function explain(line: readonly string[]): Explained {
  const argv = line[0] === 'docker' ? line.slice(1) : line;
  const result = parse(argv);
  if (result.kind === 'answer') return notRun(argv, result.answer);
  const { parsed } = result;
  const { command } = parsed;
  return {
    kind: 'command',
    name: parsed.name,
    does: command.does,
    notModelled: command.notModelled === true,
    words: [{ role: 'docker', text: 'docker', details: [] }, ...wordsOf(argv, parsed)],
    effects: effectsOf(parsed),
    notes: command.path.join(' ') === 'container run' ? runNotes(parsed) : [],
    lessons: lessonsOf(command.path, parsed.given, command.lesson),
  };
}

/** Words that belong together: a command's words, a flag with its value, a program with its arguments. */
function wordsOf(argv: readonly string[], parsed: ParsedCommand): ExplainedWord[] {
  const { command, words } = parsed;
  const commandAt = words.filter(({ role }) => role === 'command').map(({ index }) => index);
  const last = commandAt.at(-1) ?? 0;
  const out: ExplainedWord[] = [];
  words.forEach((word, place) => {
    const next = words[place + 1];
    switch (word.role) {
      case 'command':
        if (word.index !== last) return;
        out.push({
          role: 'command',
          text: commandAt.map((index) => argv[index]).join(' '),
          does: command.does,
          details: [],
        });
        return;
      case 'flag':
        out.push(flagWord(word, words, next, word.index < last));
        return;
      case 'flag-value':
        return;
      case 'terminator':
        out.push({ role: 'terminator', text: word.word, details: [] });
        return;
      case 'program':
        // One after another they are one thing: the program and what it is told.
        if (words[place - 1]?.role !== 'program')
          out.push({
            role: 'program',
            text: words
              .filter(({ role }) => role === 'program')
              .map((each) => each.word)
              .join(' '),
            details: [],
          });
        return;
      case 'argument':
        out.push({
          role: 'argument',
          text: word.word,
          name: (word.argument?.name ?? '').replace(/[[:|].*/, ''),
          details: argumentDetails(word, command.path.join(' ')),
        });
    }
  });
  return out;
}

function flagWord(
  word: WordRole,
  words: readonly WordRole[],
  next: WordRole | undefined,
  global: boolean,
): ExplainedWord {
  const flag = word.flag as FlagSpec;
  const merged = words.filter(({ index, role }) => index === word.index && role === 'flag');
  const value = valueIn(word, merged.length, next);
  // Of several short flags in one word each is told on its own.
  const own = merged.length > 1 ? `-${flag.short}` : word.word;
  const separate = next?.role === 'flag-value' && next.flag === flag ? ` ${next.word}` : '';
  return {
    role: 'flag',
    text: own + separate,
    flag,
    global,
    details: value === undefined ? [] : flagDetails(flag, value),
  };
}

/** The value of a flag, wherever it stands: in the next word, behind `=`, or right behind a short flag. */
function valueIn(word: WordRole, merged: number, next: WordRole | undefined): string | undefined {
  if (next?.role === 'flag-value' && next.flag === word.flag) return next.word;
  const { word: text, flag } = word;
  if (text.startsWith('--')) return text.includes('=') ? text.slice(text.indexOf('=') + 1) : undefined;
  if (merged > 1 || flag?.type === 'bool') return undefined;
  return text.length > 2 ? text.slice(2).replace(/^=/, '') : undefined;
}

function argumentDetails({ word, argument }: WordRole, command: string): ExplainedWord['details'] {
  const name = (argument?.name ?? '').replace(/[[:|].*/, '');
  if (command === 'container cp') return [copyDetail(word)];
  const naming = ['image pull', 'image push', 'container run', 'container create'].includes(command);
  return ['IMAGE', 'NAME'].includes(name) && naming ? imageDetails(word) : [];
}

function notRun(argv: readonly string[], answer: UsageAnswer): NotRun {
  const said = answer.stderr + answer.stdout;
  const { branch, path, rest } = follow(argv);
  const lessons = path.length === 0 ? [] : lessonsOf(branch.command?.path ?? path, [], null);
  if (answer.exit === 0) return { kind: 'help', said, lessons };
  const [word = ''] = rest;
  const known = visibleWords(branch);
  const command = branch.command === undefined ? (swapped(word, known) ?? suggest(word, known)) : undefined;
  const line = command && ['docker', ...path, command].join(' ');
  if (branch.command === undefined && !/unknown (shorthand )?flag/.test(answer.stderr))
    return { kind: 'unknown', said, ...(line !== undefined && { meant: line }), lessons };
  // Of a command that it does not know docker says that it does not know its flags.
  const meant = line ?? flagMeant(answer.stderr, branch.command?.flags ?? []);
  return { kind: 'misuse', said, ...(meant !== undefined && { meant }), lessons };
}

/** Follows the words of a line down the tree of commands, as far as they lead. */
function follow(argv: readonly string[]): {
  readonly branch: Branch;
  readonly path: readonly string[];
  readonly rest: readonly string[];
} {
  let branch = ROOT;
  const path: string[] = [];
  let at = 0;
  for (; at < argv.length; at += 1) {
    const next = branch.next.get(argv[at] ?? '');
    if (next === undefined) break;
    branch = next;
    path.push(argv[at] ?? '');
    if (branch.command !== undefined && branch.next.size === 0) break;
  }
  return { branch, path, rest: argv.slice(at) };
}

function visibleWords({ next }: Branch): string[] {
  return [...next].filter(([, branch]) => branch.command?.hidden !== true).map(([word]) => word);
}

/** The flag that was meant by one that docker does not know; one dash before a long name is the usual slip. */
function flagMeant(stderr: string, flags: readonly FlagSpec[]): string | undefined {
  const shown = flags.filter(({ hidden }) => hidden !== true).map(({ name }) => name);
  const long = /unknown flag: --([^\s=]+)/.exec(stderr)?.[1];
  if (long !== undefined) {
    const found = swapped(long, shown) ?? suggest(long, shown);
    return found && `--${found}`;
  }
  const short = /unknown shorthand flag: .* in -([^\s=]+)/.exec(stderr)?.[1];
  if (short === undefined) return undefined;
  if (shown.includes(short)) return `--${short}`;
  const near = short.length > 2 ? suggest(short, shown) : undefined;
  return near && `--${near}`;
}

/** The word with the same letters: two that are swapped are the commonest slip, and short names are near to nothing else. */
function swapped(word: string, known: readonly string[]): string | undefined {
  const letters = (text: string): string => [...text].sort().join('');
  return known.find((each) => letters(each) === letters(word));
}
