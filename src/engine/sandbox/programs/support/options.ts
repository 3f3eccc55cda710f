import { Exit, type Tool } from './tool.ts';

/** The options and operands of a command line, as getopt_long(3) finds them. */
export interface Options {
  /** How many times a flag was given. */
  count(flag: string): number;
  has(flag: string): boolean;
  /** The last value of an option. */
  get(flag: string): string | undefined;
  all(flag: string): readonly string[];
  /** Operands. */
  readonly rest: readonly string[];
  /** Flags and values in the order in which they were given. */
  readonly order: readonly { readonly flag: string; readonly value: string }[];
}

/**
 * Short options as for getopt(3) (`ab:c::`; a `+` in front: the first operand ends them). Long options by name:
 * `name` has no value, `name=` must have one, `name=?` may; each stands for the short one (or name) given.
 */
export type LongOptions = Readonly<Record<string, string>>;

/** Version in the first line of busybox's help. */
const BANNER = 'BusyBox v1.37.0 multi-call binary.';

/** Ends with the usage: what the sandbox has of a tool. */
function usage(tool: Tool, short: string, long: LongOptions, status: number): never {
  const fd = tool.gnu && status === 0 ? 1 : 2;
  if (tool.gnu && status !== 0) tool.out(`Try '${tool.name} --help' for more information.\n`, 2);
  else {
    const letters = short.replace(/[+:]/g, '');
    const names = Object.keys(long)
      .map((name) => ` [--${name.replace(/[=?]+$/, '')}]`)
      .join('');
    if (!tool.gnu) tool.out(`${BANNER}\n\n`, fd);
    tool.out(`Usage: ${tool.name}${letters === '' ? '' : ` [-${letters}]`}${names} ...\n`, fd);
  }
  throw new Exit(status);
}

/** Status with which tools end that were called wrongly, where it is not 1. */
const WRONG_USE: Readonly<Record<string, number>> = {
  ls: 2,
  dir: 2,
  grep: 2,
  egrep: 2,
  fgrep: 2,
  sort: 2,
  diff: 2,
  cmp: 2,
  env: 125,
  nohup: 125,
  timeout: 125,
  nice: 125,
  curl: 2,
  ping: 2,
};

/**
 * Parses a command line. An option that is not known ends the tool with the message of its flavour.
 * @param args left out: the tool's own
 */
export function parseOptions(
  tool: Tool,
  short: string,
  long: LongOptions = {},
  args: readonly string[] = tool.args,
): Options {
  const order: { flag: string; value: string }[] = [];
  const rest: string[] = [];
  const stop = short.startsWith('+');
  const wrong = tool.gnu ? (WRONG_USE[tool.name] ?? 1) : 1;
  const bad = (gnu: string, busybox: string): never => {
    tool.err(tool.gnu ? gnu : busybox);
    return usage(tool, short, long, wrong);
  };
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
      if (name === 'help' && !('help' in long)) usage(tool, short, long, 0);
      const key = findLong(long, name);
      if (key === undefined) {
        bad(`unrecognized option '${word}'`, `unrecognized option: ${name}`);
        continue;
      }
      const flag = long[key]!;
      if (key.endsWith('=')) {
        const value = equals < 0 ? args[++i] : word.slice(equals + 1);
        if (value === undefined)
          bad(`option '--${name}' requires an argument`, `option requires an argument: ${name}`);
        order.push({ flag, value: value ?? '' });
      } else if (equals >= 0 && !key.endsWith('?')) {
        bad(`option '--${name}' doesn't allow an argument`, `option does not take an argument: ${name}`);
      } else order.push({ flag, value: equals < 0 ? '' : word.slice(equals + 1) });
      continue;
    }
    if (word.length < 2 || !word.startsWith('-')) {
      if (stop) {
        rest.push(...args.slice(i));
        break;
      }
      rest.push(word);
      continue;
    }
    for (let j = 1; j < word.length; j++) {
      const flag = word[j]!;
      const at = flag === ':' || flag === '+' ? -1 : short.indexOf(flag);
      if (at < 0) {
        bad(`invalid option -- '${flag}'`, `unrecognized option: ${flag}`);
        break;
      }
      if (short[at + 1] !== ':') {
        order.push({ flag, value: '' });
        continue;
      }
      let value: string | undefined = word.slice(j + 1);
      if (value === '' && short[at + 2] !== ':') {
        value = args[++i];
        if (value === undefined)
          bad(`option requires an argument -- '${flag}'`, `option requires an argument: ${flag}`);
      }
      order.push({ flag, value: value ?? '' });
      break;
    }
  }
  return {
    order,
    rest,
    count: (flag) => order.filter((one) => one.flag === flag).length,
    has: (flag) => order.some((one) => one.flag === flag),
    get: (flag) => order.findLast((one) => one.flag === flag)?.value,
    all: (flag) => order.filter((one) => one.flag === flag).map((one) => one.value),
  };
}

/** @returns the key of a long option, which may be cut short where that is unambiguous */
function findLong(long: LongOptions, name: string): string | undefined {
  const keys = Object.keys(long);
  const plain = (key: string) => key.replace(/=\??$/, '');
  const exact = keys.find((key) => plain(key) === name);
  if (exact !== undefined) return exact;
  const starting = keys.filter((key) => plain(key).startsWith(name));
  return starting.length === 1 ? starting[0] : undefined;
}

/** Ends with the usage if operands are missing, as the flavour says it. */
export function needOperands(tool: Tool, rest: readonly string[], least: number, most = Infinity): void {
  if (rest.length >= least && rest.length <= most) return;
  if (tool.gnu) {
    if (rest.length > most) tool.err(`extra operand '${rest[most]}'`);
    else if (rest.length === 0) tool.err('missing operand');
    else tool.err(`missing operand after '${rest.at(-1)}'`);
  }
  usage(tool, '', {}, tool.gnu ? (WRONG_USE[tool.name] ?? 1) : 1);
}

const SUFFIXES: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1000,
  KB: 1000,
  KiB: 1024,
  m: 1024 ** 2,
  M: 1024 ** 2,
  MB: 1e6,
  MiB: 1024 ** 2,
  g: 1024 ** 3,
  G: 1024 ** 3,
  GB: 1e9,
  GiB: 1024 ** 3,
};

/** @returns a number of bytes from `10`, `4k`, `2M`; undefined if it is none */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text);
  const unit = SUFFIXES[match?.[2] ?? ''];
  return match === null || unit === undefined ? undefined : Math.floor(Number(match[1]) * unit);
}

/** @returns milliseconds from `10`, `0.5`, `2m`, `1h`, `1d`, `infinity`; undefined if it is none */
export function parseDuration(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Infinity;
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  if (match === null) return undefined;
  const unit = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] || 's'] ?? 1;
  return Number(match[1]) * unit * 1000;
}
