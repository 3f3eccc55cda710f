import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import type { TypeText } from './ast.ts';
import { plain, sprint, sprintf, sprintln } from './format.ts';
import type { Runtime } from './unit.ts';
import { ErrorValue, GoExit, type GoFunctionValue, type GoValue, Panic, Slice } from './values.ts';

/** What can be written to: an answer, a stream. */
export interface Writer {
  readonly host: 'writer';
  write(bytes: string): Task<void>;
}

/** Something of a package: a constant, a variable or a function. */
export interface Entry {
  readonly type: TypeText;
  readonly constant?: GoValue;
  readonly make: (runtime: Runtime) => GoValue;
}

type Code = (args: GoValue[], runtime: Runtime) => Task<GoValue> | GoValue;

/** @returns a function of a package */
export function entry(type: TypeText, code: Code): Entry {
  return {
    type,
    make: (runtime): GoFunctionValue =>
      function* (args) {
        const result = code(args, runtime);
        return typeof result === 'object' && result !== null && 'next' in result
          ? yield* result as Task<GoValue>
          : (result as GoValue);
      },
  };
}

function value(type: TypeText, own: GoValue): Entry {
  return { type, constant: own, make: () => own };
}

const text = (one: GoValue | undefined): string => one as string;
const list = (one: GoValue | undefined): GoValue[] => (one as Slice | null)?.items() ?? [];

function formatted(format: GoValue | undefined, args: GoValue | undefined): string {
  const done = sprintf(text(format), list(args));
  if (done === undefined) throw new Panic('the sandbox does not model this verb of fmt');
  return done;
}

function stream(fd: number): Entry {
  return {
    type: '*os.File',
    make: ({ process }) => ({ host: 'writer', write: (bytes: string) => process.write(fd, bytes) }) as Writer,
  };
}

/** Writes a line of log's, with its moment. */
function* logged(process: Process, message: string): Task<null> {
  const stamp = new Date(process.now()).toISOString().replace(/-/g, '/').replace('T', ' ').slice(0, 19);
  yield* process.write(2, `${stamp} ${message}${message.endsWith('\n') ? '' : '\n'}`);
  return null;
}

function* fatal(process: Process, message: string): Task<GoValue> {
  yield* logged(process, message);
  throw new GoExit(1);
}

function* printed(process: Process, bytes: string): Task<GoValue> {
  yield* process.write(1, bytes);
  return [BigInt(bytes.length), null];
}

function* put(to: GoValue | undefined, bytes: string): Task<GoValue> {
  yield* (to as unknown as Writer).write(bytes);
  return [BigInt(bytes.length), null];
}

/** @returns the error of Go's os package for a system call that failed */
function pathError(error: unknown, call: string, path: string): ErrorValue {
  if (!(error instanceof SystemError) || error.code === 'EINTR') throw error;
  return new ErrorValue(`${call} ${path}: ${error.message[0]!.toLowerCase()}${error.message.slice(1)}`);
}

const strings = (type: TypeText, code: (...args: string[]) => GoValue): Entry =>
  entry(type, (args) => code(...(args as string[])));

/** What the packages have that a program can name, but for net/http. */
export const PACKAGES: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  fmt: {
    Println: entry('func(...any) (int, error)', ([args], { process }) =>
      printed(process, sprintln(list(args))),
    ),
    Print: entry('func(...any) (int, error)', ([args], { process }) => printed(process, sprint(list(args)))),
    Printf: entry('func(string, ...any) (int, error)', ([format, args], { process }) =>
      printed(process, formatted(format, args)),
    ),
    Sprintf: entry('func(string, ...any) string', ([format, args]) => formatted(format, args)),
    Sprint: entry('func(...any) string', ([args]) => sprint(list(args))),
    Sprintln: entry('func(...any) string', ([args]) => sprintln(list(args))),
    Errorf: entry('func(string, ...any) error', ([format, args]) => new ErrorValue(formatted(format, args))),
    Fprintf: entry('func(io.Writer, string, ...any) (int, error)', ([to, format, args]) =>
      put(to, formatted(format, args)),
    ),
    Fprintln: entry('func(io.Writer, ...any) (int, error)', ([to, args]) => put(to, sprintln(list(args)))),
    Fprint: entry('func(io.Writer, ...any) (int, error)', ([to, args]) => put(to, sprint(list(args)))),
  },
  io: { WriteString: entry('func(io.Writer, string) (int, error)', ([to, bytes]) => put(to, text(bytes))) },
  errors: { New: entry('func(string) error', ([message]) => new ErrorValue(text(message))) },
  log: {
    Println: entry('func(...any)', ([args], { process }) => logged(process, sprintln(list(args)))),
    Print: entry('func(...any)', ([args], { process }) => logged(process, sprint(list(args)))),
    Printf: entry('func(string, ...any)', ([format, args], { process }) =>
      logged(process, formatted(format, args)),
    ),
    Fatal: entry('func(...any)', ([args], { process }) => fatal(process, sprint(list(args)))),
    Fatalln: entry('func(...any)', ([args], { process }) => fatal(process, sprintln(list(args)))),
    Fatalf: entry('func(string, ...any)', ([format, args], { process }) =>
      fatal(process, formatted(format, args)),
    ),
  },
  os: {
    Args: { type: '[]string', make: ({ process }) => new Slice([...process.argv]) },
    Stdout: stream(1),
    Stderr: stream(2),
    Exit: entry('func(int)', ([status]) => {
      throw new GoExit(Number(BigInt.asUintN(8, status as bigint)));
    }),
    Getenv: entry('func(string) string', ([name], { process }) => process.env.get(text(name)) ?? ''),
    LookupEnv: entry('func(string) (string, bool)', ([name], { process }) => [
      process.env.get(text(name)) ?? '',
      process.env.has(text(name)),
    ]),
    Hostname: entry('func() (string, error)', (_, { process }) => [process.machine().hostname, null]),
    Getpid: entry('func() int', (_, { process }) => BigInt(process.pid)),
    Getuid: entry('func() int', (_, { process }) => BigInt(process.user().uid)),
    ReadFile: entry('func(string) ([]byte, error)', ([path], { process }) => {
      try {
        return [
          new Slice([...process.fs.readFile(text(path))].map((one) => BigInt(one.charCodeAt(0)))),
          null,
        ];
      } catch (error) {
        return [null, pathError(error, 'open', text(path))];
      }
    }),
  },
  strings: {
    ToUpper: strings('func(string) string', (one) => fromText(toText(one).toUpperCase())),
    ToLower: strings('func(string) string', (one) => fromText(toText(one).toLowerCase())),
    TrimSpace: strings('func(string) string', (one) => fromText(toText(one).trim())),
    Contains: strings('func(string, string) bool', (one, other) => one.includes(other)),
    HasPrefix: strings('func(string, string) bool', (one, other) => one.startsWith(other)),
    HasSuffix: strings('func(string, string) bool', (one, other) => one.endsWith(other)),
    Index: strings('func(string, string) int', (one, other) => BigInt(one.indexOf(other))),
    TrimPrefix: strings('func(string, string) string', (one, other) =>
      other !== '' && one.startsWith(other) ? one.slice(other.length) : one,
    ),
    TrimSuffix: strings('func(string, string) string', (one, other) =>
      other !== '' && one.endsWith(other) ? one.slice(0, -other.length) : one,
    ),
    ReplaceAll: strings('func(string, string, string) string', (one, from, to) =>
      fromText(toText(one).replaceAll(toText(from), () => toText(to))),
    ),
    Split: strings(
      'func(string, string) []string',
      (one, by) => new Slice(by === '' ? [...toText(one)].map(fromText) : one.split(by)),
    ),
    Fields: strings(
      'func(string) []string',
      (one) =>
        new Slice(
          toText(one)
            .split(/\s+/u)
            .filter((part) => part !== '')
            .map(fromText),
        ),
    ),
    Join: entry('func([]string, string) string', ([parts, by]) => list(parts).join(text(by))),
    Repeat: entry('func(string, int) string', ([one, count]) => {
      if ((count as bigint) < 0n) throw new Panic('strings: negative Repeat count');
      if (text(one).length * Number(count) > 50_000_000) throw new Panic('runtime error: out of memory');
      return text(one).repeat(Number(count));
    }),
  },
  strconv: {
    Itoa: entry('func(int) string', ([number]) => plain(number!)),
    Quote: entry('func(string) string', ([one]) => sprintf('%q', [one!])!),
    Atoi: entry('func(string) (int, error)', ([given]) => {
      const fits = /^[+-]?\d+$/.test(text(given));
      const number = fits ? BigInt(text(given).replace(/^\+/, '')) : 0n;
      const reason = !fits
        ? 'invalid syntax'
        : BigInt.asIntN(64, number) === number
          ? undefined
          : 'value out of range';
      if (reason === undefined) return [number, null];
      return [0n, new ErrorValue(`strconv.Atoi: parsing ${sprintf('%q', [given!])}: ${reason}`)];
    }),
  },
  time: {
    Nanosecond: value('time.Duration', 1n),
    Microsecond: value('time.Duration', 1000n),
    Millisecond: value('time.Duration', 1_000_000n),
    Second: value('time.Duration', 1_000_000_000n),
    Minute: value('time.Duration', 60_000_000_000n),
    Hour: value('time.Duration', 3_600_000_000_000n),
    Sleep: entry('func(time.Duration)', function* ([duration], { process }) {
      yield* process.sleep(Math.max(0, Number(duration as bigint) / 1e6));
      return null;
    }),
  },
};
