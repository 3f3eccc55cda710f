import { defaultValue } from './flag-values.ts';
import { meaningOf } from './meaning.ts';
import { parse } from './parse.ts';
import type { FlagSpec, FlagValue, ParsedCommand } from './types.ts';

/** How a command line differs from the one it is compared with. */
export type Difference =
  | { readonly kind: 'not-a-command'; readonly message: string }
  | { readonly kind: 'command'; readonly wanted: string; readonly got: string }
  | { readonly kind: 'missing-flag'; readonly flag: string; readonly wanted: string }
  | { readonly kind: 'extra-flag'; readonly flag: string; readonly got: string }
  | { readonly kind: 'flag-value'; readonly flag: string; readonly wanted: string; readonly got: string }
  | {
      readonly kind: 'argument';
      readonly position: number;
      readonly wanted: string | undefined;
      readonly got: string | undefined;
    };

export interface Comparison {
  readonly same: boolean;
  readonly differences: readonly Difference[];
}

/** Lists where what comes later does not change what came before; only which entries there are counts. */
function listMeaning(flag: FlagSpec, command: string, values: readonly string[]): readonly string[] {
  return values.map((value) => meaningOf(command, flag.name, value)).sort();
}

function valueMeaning(flag: FlagSpec, command: string, value: FlagValue): string {
  if (Array.isArray(value)) return listMeaning(flag, command, value as readonly string[]).join(' ');
  if (typeof value === 'object') return JSON.stringify(Object.entries(value).sort());
  return meaningOf(command, flag.name, String(value));
}

function argumentsOf({ command, args }: ParsedCommand): readonly string[] {
  const name = command.path.join(' ');
  return args.map((arg, position) =>
    meaningOf(name, command.args[Math.min(position, command.args.length - 1)]?.name ?? '', arg),
  );
}

/** Flags that say more than leaving them out does, by the name under which the table has them. */
function meaningfulFlags({ command, flags, given, global }: ParsedCommand): ReadonlyMap<string, string> {
  const name = command.path.join(' ');
  const out = new Map<string, string>();
  for (const flag of command.flags) {
    if (!given.has(flag.name)) continue;
    const value = valueMeaning(flag, name, flags.get(flag.name) ?? '');
    if (value !== valueMeaning(flag, name, defaultValue(flag))) out.set(flag.name, value);
  }
  for (const [flag, value] of global) out.set(flag, String(value));
  return out;
}

function bareFlags(allow: readonly string[], { command }: ParsedCommand): ReadonlySet<string> {
  return new Set(
    allow.map((word) => {
      const name = word.replace(/^-+/, '');
      if (word.startsWith('--')) return name;
      return command.flags.find(({ short }) => short === name)?.name ?? name;
    }),
  );
}

/** @returns the words of a line without a leading `docker` */
function words(line: readonly string[]): readonly string[] {
  return line[0] === 'docker' ? line.slice(1) : line;
}

/**
 * Whether two docker command lines mean the same: names of a command, order and spelling of flags, `=` or a space,
 * merged short flags, defaults said or left out, and values with several spellings (`nginx` and `nginx:latest`, `256m` and
 * `268435456`, `8080:80` and `8080:80/tcp`, `KILL` and `SIGKILL`).
 * @param wanted the words of the line that is right
 * @param got the words of the line that was typed
 * @param allow flags that may stand in `got` besides: `--no-trunc`, `-q`
 * @returns what differs, in the order: command, flags by name, arguments
 */
export function equivalent(
  wanted: readonly string[],
  got: readonly string[],
  allow: readonly string[] = [],
): Comparison {
  const right = parse(words(wanted));
  const typed = parse(words(got));
  if (right.kind === 'answer' || typed.kind === 'answer') {
    const answers = [right, typed].map((result) =>
      result.kind === 'answer' ? result.answer.stdout + result.answer.stderr : undefined,
    );
    if (answers[0] !== undefined && answers[0] === answers[1]) return { same: true, differences: [] };
    const message = (answers[1] ?? answers[0] ?? '').split('\n')[0] ?? '';
    return { same: false, differences: [{ kind: 'not-a-command', message }] };
  }
  const differences = compare(right.parsed, typed.parsed, allow);
  return { same: differences.length === 0, differences };
}

function compare(
  right: ParsedCommand,
  typed: ParsedCommand,
  allow: readonly string[],
): readonly Difference[] {
  if (right.command !== typed.command)
    return [{ kind: 'command', wanted: right.command.path.join(' '), got: typed.command.path.join(' ') }];
  const differences: Difference[] = [];
  const wantedFlags = meaningfulFlags(right);
  const gotFlags = meaningfulFlags(typed);
  const allowed = bareFlags(allow, right);
  for (const flag of [...new Set([...wantedFlags.keys(), ...gotFlags.keys()])].sort()) {
    const wanted = wantedFlags.get(flag);
    const got = gotFlags.get(flag);
    if (got === undefined) differences.push({ kind: 'missing-flag', flag, wanted: wanted ?? '' });
    else if (wanted === undefined) {
      if (!allowed.has(flag)) differences.push({ kind: 'extra-flag', flag, got });
    } else if (wanted !== got) differences.push({ kind: 'flag-value', flag, wanted, got });
  }
  const wantedArgs = argumentsOf(right);
  const gotArgs = argumentsOf(typed);
  for (let position = 0; position < Math.max(wantedArgs.length, gotArgs.length); position += 1) {
    const wanted = wantedArgs[position];
    const got = gotArgs[position];
    if (wanted !== got) differences.push({ kind: 'argument', position, wanted, got });
  }
  return differences;
}
