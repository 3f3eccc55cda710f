import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';
import { isInterrupt, logDate, serveSmall } from '../../servers/http.ts';
import { builtinsOf } from './builtins.ts';
import { fromFolder } from './folder-page.ts';
import { Interpreter } from './interpreter.ts';
import { PythonSyntaxError } from './lex.ts';
import { PYTHON_VERSION, readAll } from './library/sys.ts';
import { loadModule } from './modules.ts';
import { NotModelled } from './not-modelled.ts';
import { parsePython } from './parse.ts';
import { str } from './show.ts';
import { sourcesOf, traceback } from './traceback.ts';
import { errors, type PyObject, Raised, type Scope } from './values.ts';

const MEMORY = 9 * 1024 * 1024;
/** What starting Python takes, milliseconds of the processor. */
const START_TIME = 15;

/** python3: FILE, -c CODE, -m http.server|pip, -V, -u; the prompt, or a program on standard input. */
export const python: Program = function* (process) {
  const words = [...process.argv.slice(1)];
  while (/^-[uBEIsSOq]+$/.test(words[0] ?? '')) words.shift();
  const [first, second] = words;
  if (first === '-V' || first === '--version') {
    yield* process.write(1, `Python ${PYTHON_VERSION}\n`);
    return 0;
  }
  yield* process.allocate(MEMORY);
  yield* process.work(START_TIME);
  if (first === '-c') return yield* runSource(process, toText(second ?? ''), '<string>');
  if (first === '-m') return yield* runModule(process, second ?? '', words.slice(2));
  if (first === undefined || first === '-') {
    if (process.isTerminal(0) && first === undefined) return yield* prompt(process);
    return yield* runSource(process, toText(yield* readAll(process, 0)), '<stdin>');
  }
  if (first.startsWith('-')) {
    yield* process.write(2, `python3: the sandbox does not model ${first} yet\n`);
    return 2;
  }
  let source: string;
  try {
    source = toText(process.fs.readFile(first));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const number = error.code === 'ENOENT' ? 2 : error.code === 'EACCES' ? 13 : 21;
    const whole = first.startsWith('/') ? first : `${process.cwd().replace(/\/$/, '')}/${first}`;
    yield* process.write(
      2,
      error.code === 'EISDIR'
        ? `/usr/local/bin/python3: can't find '__main__' module in '${whole}'\n`
        : `python3: can't open file '${whole}': [Errno ${number}] ${error.message}\n`,
    );
    return error.code === 'EISDIR' ? 1 : 2;
  }
  return yield* runSource(
    process,
    source,
    toText(
      first.startsWith('/') ? first : `${process.cwd().replace(/\/$/, '')}/${first.replace(/^\.\//, '')}`,
    ),
  );
};

function* runSource(process: Process, source: string, file: string): Task<number> {
  const interpreter = new Interpreter(process, builtinsOf, loadModule);
  sourcesOf(interpreter).set(file, file === '<string>' || file === '<stdin>' ? [] : source.split('\n'));
  try {
    yield* interpreter.runModule(parsePython(source), file, '__main__');
    return 0;
  } catch (error) {
    return yield* complain(process, interpreter, error, source, file);
  }
}

/** Says what ended a program. @returns its exit status */
function* complain(
  process: Process,
  interpreter: Interpreter,
  error: unknown,
  source: string,
  file: string,
): Task<number> {
  if (error instanceof PythonSyntaxError) {
    const text = source.split('\n')[error.line - 1] ?? '';
    const indent = text.length - text.trimStart().length;
    const mark = `${' '.repeat(4 + Math.max(0, error.column - 1 - indent))}^`;
    yield* process.write(
      2,
      fromText(
        `  File "${file}", line ${error.line}\n    ${text.trim()}\n${mark}\n${error.kind}: ${error.message}\n`,
      ),
    );
    return 1;
  }
  if (error instanceof NotModelled) {
    yield* process.write(2, fromText(`  File "${file}", line ${error.line}\n${error.message}\n`));
    return 1;
  }
  if (!(error instanceof Raised)) throw error;
  const { value } = error;
  if (value.type === errors['SystemExit']) return yield* exitStatus(process, value);
  yield* process.write(2, fromText(traceback(error, sourcesOf(interpreter))));
  return value.type === errors['KeyboardInterrupt'] ? 130 : 1;
}

function* exitStatus(process: Process, value: PyObject): Task<number> {
  const code = value.attributes.get('code') ?? null;
  if (code === null) return 0;
  if (typeof code === 'number') return code & 255;
  yield* process.write(2, fromText(`${str(code)}\n`));
  return 1;
}

function* runModule(process: Process, name: string, words: readonly string[]): Task<number> {
  if (name === 'http.server') return yield* serveFolder(process, words);
  if (name === 'pip') return yield* process.exec({ argv: ['pip', ...words], env: process.env });
  yield* process.write(
    2,
    /^(venv|json\.tool|timeit|unittest|site|this)$/.test(name)
      ? `python3: the sandbox does not model -m ${name} yet\n`
      : `/usr/local/bin/python3: No module named ${name}\n`,
  );
  return 1;
}

function* serveFolder(process: Process, words: readonly string[]): Task<number> {
  let port = 8000;
  let root = '.';
  let address: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (/^\d+$/.test(word)) port = Number(word);
    else if (word === '-d' || word === '--directory') root = words[++at] ?? '.';
    else if (word === '-b' || word === '--bind') address = words[++at];
    else {
      yield* process.write(
        2,
        `usage: server.py [-h] [--cgi] [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [port]\nserver.py: error: unrecognized arguments: ${word}\n`,
      );
      return 2;
    }
  }
  process.onSignal('SIGINT', 'catch');
  const host = address ?? '0.0.0.0';
  try {
    yield* serveSmall(process, {
      port,
      ...(address === undefined || address === '0.0.0.0' ? {} : { address }),
      name: `SimpleHTTP/0.6 Python/${PYTHON_VERSION}`,
      version: 'HTTP/1.0',
      *ready() {
        yield* process.write(1, `Serving HTTP on ${host} port ${port} (http://${host}:${port}/) ...\n`);
      },
      *handle(request, client) {
        const found = fromFolder(process, request.path, root);
        const stamp = logDate(process.now())
          .replace(/ \+0000$/, '')
          .replace(':', ' ');
        if (found.status === 404)
          yield* process.write(2, `${client.address} - - [${stamp}] code 404, message File not found\n`);
        yield* process.write(2, `${client.address} - - [${stamp}] "${request.line}" ${found.status} -\n`);
        return found.status === 404
          ? {
              status: 404,
              reason: 'File not found',
              headers: [
                ['Connection', 'close'],
                ['Content-Length', '0'],
              ],
              body: '',
            }
          : found;
      },
    });
  } catch (error) {
    if (isInterrupt(error)) {
      yield* process.write(1, '\nKeyboard interrupt received, exiting.\n');
      return 0;
    }
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, `OSError: [Errno 98] ${error.message}\n`);
  }
  return 1;
}

/** The prompt: a statement at a time; a block ends with an empty line. */
function* prompt(process: Process): Task<number> {
  yield* process.write(
    1,
    `Python ${PYTHON_VERSION} (main, Oct 14 2025, 18:00:00) [GCC 14.2.0] on linux\nType "help", "copyright", "credits" or "license" for more information.\n`,
  );
  const interpreter = new Interpreter(process, builtinsOf, loadModule);
  const scope: Scope = {
    names: new Map([['__name__', '__main__']]),
    outer: undefined,
    globals: undefined,
    elsewhere: new Map(),
    isClass: false,
    label: '<module>',
    file: '<stdin>',
  };
  for (;;) {
    yield* process.write(1, '>>> ');
    let source = toText(yield* process.readLine(0));
    if (source === '') {
      yield* process.write(1, '\n');
      return 0;
    }
    while (/:\s*\n$/.test(source) || (source.includes('\n ') && !source.endsWith('\n\n'))) {
      yield* process.write(1, '... ');
      const more = toText(yield* process.readLine(0));
      source += more;
      if (more === '' || more === '\n') break;
    }
    try {
      for (const one of parsePython(source)) {
        if (one.is === 'expr') {
          const value = yield* interpreter.eval(one.value, scope);
          if (value !== null) yield* process.write(1, fromText(`${yield* interpreter.repr(value)}\n`));
        } else yield* interpreter.block([one], scope);
      }
    } catch (error) {
      if (error instanceof Raised && error.value.type === errors['SystemExit'])
        return yield* exitStatus(process, error.value);
      yield* complain(process, interpreter, error, source, '<stdin>');
    }
  }
}
