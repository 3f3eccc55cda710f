import type {
  ArithmeticExpression,
  Case,
  CommandNode,
  CompoundCommand,
  CompoundList,
  For,
  Redirected,
  Select,
  While,
} from 'unbash';
import type { Task } from '../../kernel/process.ts';
import { ExpansionError, LoopExit } from '../control.ts';
import { arithmeticText, expandOne, expandPattern, expandWords } from '../expand/word.ts';
import { compute, getValue, setValue } from '../parameters.ts';
import type { Shell } from '../shell-state.ts';
import { isName } from '../variables.ts';
import { trace, work } from './command.ts';
import { evaluateTest } from './double-bracket.ts';
import { foreground } from './foreground.ts';
import { fork } from './fork.ts';
import { applyRedirections } from './redirect.ts';

/** Runs a command that is not simple. @returns its status */
export function* runCompound(
  shell: Shell,
  node: Exclude<CommandNode, { type: 'Command' }>,
  tail: boolean,
): Task<number> {
  switch (node.type) {
    case 'Function': {
      const name = node.name.text;
      if (shell.kind !== 'bash' && !isName(name) && !/^[\w.+-]+$/.test(name)) {
        throw new ExpansionError('Bad function name', 2, true);
      }
      shell.functions.set(name, { body: node.body, source: shell.source, pos: node.pos, end: node.end });
      return 0;
    }
    case 'Redirected':
      return yield* redirected(shell, node, tail);
    case 'Coproc':
      yield* shell.complain('the sandbox does not model coproc yet', '');
      return 1;
    case 'BraceGroup':
      return yield* list(shell, node.body, tail);
    case 'Subshell':
      return yield* subshell(shell, node.body);
    case 'If': {
      if ((yield* condition(shell, node.clause)) === 0) return yield* list(shell, node.then, tail);
      for (const branch of node.elif) {
        if ((yield* condition(shell, branch.clause)) === 0) return yield* list(shell, branch.then, tail);
      }
      return node.else ? yield* list(shell, node.else, tail) : 0;
    }
    case 'While':
      return yield* whileLoop(shell, node);
    case 'For':
      return yield* forLoop(shell, node);
    case 'Select':
      return yield* selectLoop(shell, node);
    case 'Case':
      return yield* caseOf(shell, node);
    case 'ArithmeticFor': {
      const step = function* (expression: ArithmeticExpression | undefined): Task<bigint> {
        if (!expression) return 1n;
        return compute(
          shell,
          yield* arithmeticText(shell, shell.source.text.slice(expression.pos, expression.end)),
        );
      };
      yield* step(node.initialize);
      return yield* loop(shell, {
        *test() {
          return (yield* step(node.test)) !== 0n;
        },
        body: node.body,
        *after() {
          yield* step(node.update);
        },
      });
    }
    case 'ArithmeticCommand':
      shell.position = node.pos;
      return Number(compute(shell, yield* arithmeticText(shell, node.body)) === 0n);
    case 'TestCommand':
      shell.position = node.pos;
      yield* work(shell);
      return yield* evaluateTest(shell, node.expression);
  }
}

function* list(shell: Shell, body: CompoundList, tail: boolean): Task<number> {
  return yield* shell.interpreter.run(shell, body.commands, tail);
}

function* condition(shell: Shell, clause: CompoundList): Task<number> {
  shell.conditional++;
  try {
    return yield* list(shell, clause, false);
  } finally {
    shell.conditional--;
  }
}

function* redirected(shell: Shell, node: Redirected, tail: boolean): Task<number> {
  shell.position = node.pos;
  const saved = yield* applyRedirections(shell, node.redirects);
  if (!saved) return shell.kind === 'dash' ? 2 : 1;
  try {
    const status = yield* shell.interpreter.command(
      shell,
      node.command as CompoundCommand,
      tail && node.command.type !== 'Subshell',
    );
    shell.descriptors.restore(saved);
    return status;
  } catch (error) {
    shell.descriptors.restore(saved);
    throw error;
  }
}

function* subshell(shell: Shell, body: CompoundList): Task<number> {
  const group = shell.jobControl ? ('new' as const) : undefined;
  const pid = fork(shell, { files: shell.descriptors.table(), group }, (child) =>
    child.interpreter.run(child, body.commands, true),
  );
  const text = shell.source.text.slice(body.pos, body.end);
  return yield* foreground(shell, [pid], group ? pid : undefined, `( ${text} )`);
}

interface Loop {
  test(): Task<boolean>;
  readonly body: CompoundList;
  after?(): Task<void>;
}

/** Runs a loop, obeying `break` and `continue`. */
function* loop(shell: Shell, { test, body, after }: Loop): Task<number> {
  let status = 0;
  shell.loops++;
  try {
    for (;;) {
      try {
        if (!(yield* test())) break;
        yield* work(shell);
        status = yield* list(shell, body, false);
      } catch (error) {
        if (!(error instanceof LoopExit)) throw error;
        status = 0;
        if (error.levels > 1 && shell.loops > 1) {
          error.levels--;
          throw error;
        }
        if (error.kind === 'break') break;
      }
      if (after) yield* after();
    }
  } finally {
    shell.loops--;
  }
  return status;
}

function* whileLoop(shell: Shell, node: While): Task<number> {
  return yield* loop(shell, {
    *test() {
      return ((yield* condition(shell, node.clause)) === 0) === (node.kind === 'while');
    },
    body: node.body,
  });
}

function* forLoop(shell: Shell, node: For): Task<number> {
  const name = node.name.text;
  if (!isName(name)) {
    if (shell.kind === 'bash') {
      yield* shell.complain(`\`${name}': not a valid identifier`, '');
      return 1;
    }
    throw new ExpansionError(
      shell.kind === 'sh' ? 'syntax error: bad for loop variable' : 'Syntax error: Bad for loop variable',
      2,
      true,
    );
  }
  const words = node.wordlist ? yield* expandWords(shell, node.wordlist) : [...shell.positional];
  let at = 0;
  const test = function* (): Task<boolean> {
    if (at >= words.length) return false;
    setValue(shell, name, words[at++] as string);
    if (shell.kind === 'bash' && shell.options.has('xtrace'))
      yield* trace(shell, ['for', name, 'in', ...words], []);
    return true;
  };
  return yield* loop(shell, { test, body: node.body });
}

function* selectLoop(shell: Shell, node: Select): Task<number> {
  const words = node.wordlist ? yield* expandWords(shell, node.wordlist) : [...shell.positional];
  if (words.length === 0) return 0;
  const menu = words.map((word, at) => `${at + 1}) ${word}\n`).join('');
  let shown = false;
  return yield* loop(shell, {
    *test() {
      for (;;) {
        if (!shown) yield* shell.error(menu);
        shown = true;
        yield* shell.error(getValue(shell, 'PS3') ?? '#? ');
        const real = shell.descriptors.get(0);
        const line = real === undefined ? '' : yield* shell.process.readLine(real);
        if (line === '') {
          yield* shell.write(1, '\n');
          return false;
        }
        const reply = line.replace(/\n$/, '');
        if (reply === '') {
          shown = false;
          continue;
        }
        setValue(shell, 'REPLY', reply);
        setValue(shell, node.name.text, (/^\d+$/.test(reply) && words[Number(reply) - 1]) || '');
        return true;
      }
    },
    body: node.body,
  });
}

function* caseOf(shell: Shell, node: Case): Task<number> {
  shell.position = node.pos;
  const subject = yield* expandOne(shell, node.word);
  let through = false;
  let status = 0;
  for (const item of node.items) {
    let fits = through;
    for (const word of item.pattern) {
      if (fits) break;
      const pattern = yield* expandPattern(shell, word);
      fits = shell
        .pattern(pattern, {
          extended: shell.shopt.has('extglob'),
          ignoreCase: shell.shopt.has('nocasematch'),
        })
        .test(subject);
    }
    if (!fits) continue;
    status = item.body.commands.length > 0 ? yield* list(shell, item.body, false) : 0;
    if (item.terminator === ';&') through = true;
    else if (item.terminator === ';;&') through = false;
    else break;
  }
  return status;
}
