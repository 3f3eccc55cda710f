import { SystemError } from '../kernel/errors.ts';
import type { Task } from '../kernel/process.ts';
import { Discard, ExpansionError, Fatal, Interrupt, tooLong } from './control.ts';
import { cannotOpenScript } from './dialect.ts';
import { expandParameter } from './expand/parameter.ts';
import { substituteCommand, substituteProcess } from './expand/substitution.ts';
import { dispatch } from './run/command.ts';
import { runNode, runStatements } from './run/statement.ts';
import type { Interpreter, Shell } from './shell-state.ts';
import { lineOf, type Source } from './source.ts';

/** The parts of the interpreter, joined. */
export const interpreter: Interpreter = {
  parameter: expandParameter,
  substitute: substituteCommand,
  substituteProcess,
  command: runNode,
  run: runStatements,
  invoke: dispatch,
  *evaluate(shell, text, name) {
    const { source, position } = shell;
    const parsed = shell.parse(text, name === 'eval' || name === 'trap' || name === '' ? shell.line() : 1);
    const outer = shell.builtin;
    shell.builtin = undefined;
    shell.source = parsed;
    const back = (): void => {
      shell.source = source;
      shell.position = position;
      shell.builtin = outer;
    };
    let status = 0;
    try {
      status = yield* runStatements(shell, parsed.statements, false);
    } catch (thrown) {
      const error = beyondBounds(thrown);
      if (error instanceof ExpansionError) yield* explain(shell, error);
      back();
      throw error instanceof ExpansionError ? leaving(error) : error;
    }
    if (parsed.error) {
      yield* syntaxError(shell, parsed, name);
      back();
      if (shell.kind !== 'bash') throw new Fatal(2);
      return name === 'eval' ? 2 : 1;
    }
    back();
    return status;
  },
  *file(shell, path) {
    let text: string;
    try {
      text = shell.process.fs.readFile(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      yield* shell.error(
        `${shell.kind === 'dash' ? `${shell.process.argv[0]}: 0: ` : `${shell.process.argv[0]}: `}${cannotOpenScript(shell.kind, path, error.code)}\n`,
      );
      return shell.kind === 'bash' ? (error.code === 'ENOENT' ? 127 : 126) : 2;
    }
    return yield* runSource(shell, shell.parse(text), false, false);
  },
};

/** Prints what an expansion complained of. */
export function* explain(shell: Shell, error: ExpansionError): Task<void> {
  const builtin = error.message.startsWith('Syntax') || shell.kind !== 'bash' ? '' : shell.builtin;
  yield* shell.complain(error.message, builtin);
}

/** What JavaScript cannot hold (a string too long, calls too deep) is memory that the shell does not get. */
function beyondBounds(thrown: unknown): unknown {
  return thrown instanceof RangeError ? tooLong() : thrown;
}

function leaving(error: ExpansionError): Fatal | Discard {
  return error.fatal ? new Fatal(error.status) : new Discard(error.status);
}

/**
 * Runs a whole source: what stands before a mistake, then says what the mistake is.
 * @param stops a line given up by an error ends it all (`-c`), not only that line
 */
export function* runSource(shell: Shell, source: Source, stops: boolean, tail: boolean): Task<number> {
  shell.source = source;
  let status = 0;
  let skipped = -1;
  for (const statement of source.statements) {
    if (skipped >= 0 && lineOf(source, statement.pos) === skipped) continue;
    const last = statement === source.statements.at(-1) && !source.error;
    try {
      status = yield* runStatements(shell, [statement], tail && last);
    } catch (caught) {
      const error = beyondBounds(caught);
      const thrown = error instanceof ExpansionError ? leaving(error) : error;
      if (error instanceof ExpansionError) yield* explain(shell, error);
      shell.builtin = undefined;
      const survives =
        thrown instanceof Discard ||
        (shell.interactive && (thrown instanceof Fatal || thrown instanceof Interrupt));
      if (!survives || stops) throw thrown;
      status = thrown.status;
      shell.status = status;
      shell.loops = 0;
      shell.conditional = 0;
      shell.frames = [];
      shell.source = source;
      if (shell.interactive) return status;
      skipped = lineOf(source, statement.end);
    }
  }
  if (source.error) {
    yield* syntaxError(shell, source, shell.command ? '-c' : '');
    if (!shell.interactive) throw new Fatal(2);
    status = 2;
    shell.status = status;
  }
  return status;
}

/** Prints what is wrong with a source, as the shell played does. */
export function* syntaxError(shell: Shell, source: Source, name: string): Task<void> {
  const { error } = source;
  if (!error) return;
  const { kind } = shell;
  if (kind === 'bash') {
    const file = name !== '' && name !== 'eval' && name !== '-c' && name !== 'trap';
    const head = file ? `${name}: ` : `${shell.name}: ${name === '' ? '' : `${name}: `}`;
    const where = shell.interactive && name === '' ? '' : `line ${error.line}: `;
    yield* shell.error(`${head}${where}${error.message}\n`);
    if (error.shown !== undefined && where !== '') yield* shell.error(`${head}${where}\`${error.shown}'\n`);
    return;
  }
  const builtin = name === 'eval' || name === '.' ? `${name}: ` : '';
  if (kind === 'dash')
    yield* shell.error(`${shell.name}: ${error.line}: ${builtin}Syntax error: ${error.message}\n`);
  else {
    const where = builtin !== '' || shell.scriptFile ? `line ${error.line - (shell.command ? 1 : 0)}: ` : '';
    yield* shell.error(`${shell.name}: ${builtin}${where}syntax error: ${error.message}\n`);
  }
}
