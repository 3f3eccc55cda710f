import { toText } from '../../../kernel/bytes.ts';
import type { Process, Program as SandboxProgram, Task } from '../../../kernel/process.ts';
import { isInterrupt } from '../../servers/http.ts';
import { compileGo, type Program } from './compile.ts';
import { GoError, GoRefused } from './lex.ts';
import { parseGo } from './parse.ts';
import { GoExit, Panic } from './values.ts';

/** What an executable begins with, before its source. */
const MAGIC = '\x7fELF\n';
const SHUT_DOWN = { SIGTERM: 143, SIGINT: 130 } as const;

/** A package main as it is compiled: its files, and what its messages are headed with. */
export interface Source {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** @returns the bytes of an executable, which carries its source */
export function executableOf(source: Source): string {
  return `${MAGIC}${JSON.stringify(source).replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}`;
}

/** @returns a program, or what the go command says of it, as one text. */
export function compiled(source: Source): Program | string {
  const head = `# ${source.name}\n`;
  let current = source.files[0]?.name ?? '';
  try {
    const files = source.files.map(({ name, text }) => {
      current = name;
      return parseGo(text, name);
    });
    const result = compileGo(files);
    if ('run' in result) return result;
    const missing = result.find(({ error }) => error.place.line === 0);
    if (missing !== undefined && result.length === 1)
      return `${head}runtime.main_main·f: ${missing.error.message}\n`;
    const lines = result
      .filter(({ error }) => error.place.line > 0)
      .map(({ file, error }) => `${file}:${error.place.line}:${error.place.column}: ${error.message}\n`);
    if (lines.length > 10) lines.splice(10, lines.length, 'too many errors\n');
    return head + lines.join('');
  } catch (error) {
    if (error instanceof GoError)
      return `${head}${current}:${error.place.line}:${error.place.column}: ${error.message}\n`;
    if (error instanceof GoRefused)
      return `go: the sandbox's go does not know ${error.message} (${current}:${error.place.line}:${error.place.column})\n`;
    throw error;
  }
}

/** Runs a program of Go's until it ends. @returns its exit status */
function* run(process: Process, program: Program): Task<number> {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.onSignal(signal, 'catch');
  try {
    yield* program.run(process);
    return 0;
  } catch (error) {
    if (error instanceof GoExit) return error.status;
    if (error instanceof Panic) {
      yield* process.write(2, `panic: ${error.message}\n\ngoroutine 1 [running]:\nmain.main()\n`);
      return 2;
    }
    if (!isInterrupt(error)) throw error;
    const [signal] = process.takeSignals();
    // Go's runtime sends itself the signal anew; process 1 of a container survives that, and ends with 2.
    if (process.pid === 1) return 2;
    return SHUT_DOWN[signal as 'SIGTERM'] ?? 2;
  }
}

/** An executable that `go build` made: it needs nothing besides itself, as Go's do that are linked statically. */
export const goBinary: SandboxProgram = function* (process) {
  const fd = process.open('/proc/self/exe', { read: true });
  let data = '';
  for (let chunk = yield* process.read(fd, 65_536); chunk !== ''; chunk = yield* process.read(fd, 65_536)) {
    data += chunk;
    if (chunk.includes('\0')) break;
  }
  process.close(fd);
  const end = data.indexOf('\0');
  const program = compiled(JSON.parse(data.slice(MAGIC.length, end < 0 ? undefined : end)) as Source);
  if (typeof program === 'string') {
    yield* process.write(2, toText(program));
    return 2;
  }
  yield* process.allocate(4 * 1024 * 1024);
  return yield* run(process, program);
};
