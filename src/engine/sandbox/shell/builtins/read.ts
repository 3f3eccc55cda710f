import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { collect, waitFor } from '../jobs.ts';
import { separators, setValue } from '../parameters.ts';
import { fork } from '../run/fork.ts';
import type { Shell } from '../shell-state.ts';
import { runTraps } from '../signals.ts';
import { isName } from '../variables.ts';
import { badOption } from './declare.ts';

interface Wish {
  raw: boolean;
  delimiter: string;
  count: number | undefined;
  exact: boolean;
  timeout: number | undefined;
  descriptor: number;
  prompt: string;
  array: string | undefined;
}

/** `read`: one line, split over names. Takes no byte after the line. */
export function* read(shell: Shell, args: readonly string[]): Task<number> {
  const wish: Wish = {
    raw: false,
    delimiter: '\n',
    count: undefined,
    exact: false,
    timeout: undefined,
    descriptor: 0,
    prompt: '',
    array: undefined,
  };
  const names: string[] = [];
  const allowed = shell.kind === 'dash' ? 'rp' : shell.kind === 'sh' ? 'rpnstud' : 'rpnstudaNei';
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (word === '--' && names.length === 0) continue;
    if (!/^-./.test(word) || names.length > 0) {
      names.push(word);
      continue;
    }
    for (let place = 1; place < word.length; place++) {
      const letter = word[place] as string;
      if (!allowed.includes(letter))
        return yield* badOption(
          shell,
          `-${letter}`,
          'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
        );
      if ('rse'.includes(letter)) {
        if (letter === 'r') wish.raw = true;
        continue;
      }
      const value = place + 1 < word.length ? word.slice(place + 1) : (args[++at] ?? '');
      take(wish, letter, value);
      break;
    }
  }
  for (const name of names) {
    if (isName(name) || /^[A-Za-z_]\w*\[/.test(name)) continue;
    const shown =
      shell.kind === 'bash'
        ? `\`${name}': not a valid identifier`
        : shell.kind === 'sh'
          ? `'${name}': bad variable name`
          : `${name}: bad variable name`;
    yield* shell.complain(
      shell.kind === 'sh' ? `read: ${shown}` : shown,
      shell.kind === 'sh' ? '' : shell.builtin,
    );
    return shell.kind === 'dash' ? 2 : 1;
  }
  const real = shell.descriptors.get(wish.descriptor);
  if (real === undefined) {
    yield* shell.complain(`${wish.descriptor}: invalid file descriptor: Bad file descriptor`);
    return 1;
  }
  if (wish.prompt !== '' && shell.process.isTerminal(real)) yield* shell.error(wish.prompt);
  const line = yield* readWithin(shell, real, wish);
  const complete = line.text !== '' || line.complete;
  assignFields(shell, names, wish, line.text, line.escaped);
  if (line.timedOut) return shell.kind === 'bash' ? 142 : 1;
  return Number(!(complete && line.complete));
}

function take(wish: Wish, letter: string, value: string): void {
  if (letter === 'p') wish.prompt = value;
  else if (letter === 'n') wish.count = Number(value);
  else if (letter === 'N') {
    wish.count = Number(value);
    wish.exact = true;
  } else if (letter === 't') wish.timeout = Number(value);
  else if (letter === 'u') wish.descriptor = Number(value);
  else if (letter === 'd') wish.delimiter = value === '' ? '\0' : (value[0] as string);
  else if (letter === 'a') wish.array = value;
}

interface Line {
  readonly text: string;
  /** Places of characters that a backslash protects from splitting. */
  readonly escaped: ReadonlySet<number>;
  /** The delimiter, or as many characters as wished, came before the end of the file. */
  readonly complete: boolean;
  readonly timedOut: boolean;
}

/** Reads, with a child as the alarm clock if there is a time limit. */
function* readWithin(shell: Shell, real: number, wish: Wish): Task<Line> {
  if (wish.timeout === undefined) return yield* readText(shell, real, wish, () => false);
  const { process } = shell;
  const parent = process.pid;
  const milliseconds = wish.timeout * 1000;
  let over = false;
  process.onSignal('SIGALRM', 'catch');
  const clock = fork(shell, { files: new Map() }, function* (child) {
    yield* child.process.sleep(milliseconds);
    child.process.kill(parent, 'SIGALRM');
    return 0;
  });
  const line = yield* readText(shell, real, wish, () => {
    collect(shell);
    over = shell.pending.includes('SIGALRM');
    shell.pending = shell.pending.filter((signal) => signal !== 'SIGALRM');
    return over;
  });
  try {
    process.kill(clock, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  yield* waitFor(shell, [clock]);
  process.onSignal('SIGALRM', shell.catches.has('SIGALRM') ? 'catch' : 'default');
  return { ...line, timedOut: over };
}

function* readText(shell: Shell, real: number, wish: Wish, interrupted: () => boolean): Task<Line> {
  const escaped = new Set<number>();
  let text = '';
  const whole = wish.delimiter === '\n' && wish.count === undefined;
  const end = (complete: boolean): Line => ({ text, escaped, complete, timedOut: false });
  let backslash = false;
  for (;;) {
    let some: string;
    try {
      some = whole ? yield* shell.process.readLine(real) : yield* shell.process.read(real, 1);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EINTR') throw error;
      if (interrupted()) return end(false);
      yield* runTraps(shell);
      continue;
    }
    if (some === '') return end(false);
    for (const char of some) {
      if (char === '\0') {
        if (wish.delimiter === '\0') return end(true);
        continue;
      }
      if (backslash) {
        backslash = false;
        if (char !== '\n') {
          escaped.add(text.length);
          text += char;
        }
        continue;
      }
      if (char === '\\' && !wish.raw) {
        backslash = true;
        continue;
      }
      if (char === wish.delimiter && !wish.exact) return end(true);
      text += char;
      if (wish.count !== undefined && text.length >= wish.count) return end(true);
    }
  }
}

function assignFields(
  shell: Shell,
  names: readonly string[],
  wish: Wish,
  text: string,
  escaped: ReadonlySet<number>,
): void {
  if (wish.exact) {
    setValue(shell, names[0] ?? 'REPLY', text);
    return;
  }
  if (wish.array !== undefined) {
    const fields = split(text, escaped, separators(shell), Number.POSITIVE_INFINITY);
    shell.variables.set(wish.array, {
      value: undefined,
      list: new Map(fields.map((field, at) => [at, field])),
    });
    return;
  }
  if (names.length === 0) {
    setValue(
      shell,
      'REPLY',
      shell.kind === 'bash' ? text : (split(text, escaped, separators(shell), 1)[0] ?? ''),
    );
    return;
  }
  const fields = split(text, escaped, separators(shell), names.length);
  names.forEach((name, at) => {
    const indexed = /^(\w+)\[(.*)\]$/.exec(name);
    setValue(shell, indexed ? (indexed[1] as string) : name, fields[at] ?? '', indexed?.[2]);
  });
}

/** Splits a line into at most `most` fields; the last takes the rest, less white space at its end (POSIX read). */
function split(text: string, escaped: ReadonlySet<number>, ifs: string, most: number): string[] {
  const fields: string[] = [];
  const isSeparator = (at: number): boolean => !escaped.has(at) && ifs.includes(text[at] as string);
  const isSpace = (at: number): boolean => isSeparator(at) && /[ \t\n]/.test(text[at] as string);
  let at = 0;
  const skip = (): void => {
    while (at < text.length && isSpace(at)) at++;
  };
  skip();
  while (at < text.length) {
    if (fields.length === most - 1) {
      let end = text.length;
      while (end > at && isSpace(end - 1)) end--;
      // One separator at the end closes the last field, and is no part of it, if no other is in it.
      if (end > at && isSeparator(end - 1) && !isSpace(end - 1)) {
        let only = true;
        for (let place = at; place < end - 1; place++) if (isSeparator(place)) only = false;
        if (only) end--;
      }
      fields.push(text.slice(at, end));
      return fields;
    }
    const start = at;
    while (at < text.length && !isSeparator(at)) at++;
    fields.push(text.slice(start, at));
    skip();
    if (at < text.length && isSeparator(at) && !isSpace(at)) {
      at++;
      skip();
    }
  }
  return fields;
}

/** `mapfile` and `readarray` (bash): lines of the input as elements of an array. */
export function* mapfile(shell: Shell, args: readonly string[]): Task<number> {
  let trims = false;
  let name = 'MAPFILE';
  let descriptor = 0;
  let most = Number.POSITIVE_INFINITY;
  let skipped = 0;
  let delimiter = '\n';
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (word === '-t') trims = true;
    else if (word === '-u') descriptor = Number(args[++at]);
    else if (word === '-n') most = Number(args[++at]) || Number.POSITIVE_INFINITY;
    else if (word === '-s') skipped = Number(args[++at]);
    else if (word === '-d') delimiter = args[++at]?.[0] ?? '\0';
    else name = word;
  }
  const real = shell.descriptors.get(descriptor);
  const list = new Map<number, string>();
  let item = '';
  const keep = (): void => {
    if (skipped > 0) skipped--;
    else list.set(list.size, trims && item.endsWith(delimiter) ? item.slice(0, -1) : item);
    item = '';
  };
  while (real !== undefined && list.size < most) {
    const some =
      delimiter === '\n' ? yield* shell.process.readLine(real) : yield* shell.process.read(real, 1);
    if (some === '') break;
    item += some;
    if (item.endsWith(delimiter)) keep();
  }
  if (item !== '') keep();
  shell.variables.set(name, { value: undefined, list });
  return 0;
}
