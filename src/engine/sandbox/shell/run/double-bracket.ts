import type { TestExpression } from 'unbash';
import type { Task } from '../../kernel/process.ts';
import { compilePattern, type Match, PatternError } from '../../programs/support/regex/pattern.ts';
import { testUnary } from '../conditions.ts';
import { expandOne, expandPattern, expandRegularExpression } from '../expand/word.ts';
import { compute } from '../parameters.ts';
import type { Shell } from '../shell-state.ts';
import { testFiles, testNumbers } from '../test-operators.ts';

/** Evaluates `[[ … ]]`. @returns 0 if it holds, 1 if not, 2 if a regular expression is wrong */
export function* evaluateTest(shell: Shell, expression: TestExpression): Task<number> {
  const result = yield* holds(shell, expression);
  return result === undefined ? 2 : Number(!result);
}

function* holds(shell: Shell, node: TestExpression): Task<boolean | undefined> {
  switch (node.type) {
    case 'TestLogical': {
      let result: boolean | undefined;
      for (const operand of node.operands) {
        result = yield* holds(shell, operand);
        if (result === undefined || result === (node.operator === '||')) return result;
      }
      return result;
    }
    case 'TestNot': {
      const result = yield* holds(shell, node.operand);
      return result === undefined ? undefined : node.negations.length % 2 === 1 ? !result : result;
    }
    case 'TestGroup':
      return yield* holds(shell, node.expression);
    case 'TestUnary':
      return testUnary(shell, node.operator, yield* expandOne(shell, node.operand));
    case 'TestBinary': {
      const left = yield* expandOne(shell, node.left);
      const { operator } = node;
      if (operator === '=~') return match(shell, left, yield* expandRegularExpression(shell, node.right));
      if (operator === '=' || operator === '==' || operator === '!=') {
        const pattern = yield* expandPattern(shell, node.right);
        const options = { extended: true, ignoreCase: shell.shopt.has('nocasematch') };
        return shell.pattern(pattern, options).test(left) === (operator !== '!=');
      }
      const right = yield* expandOne(shell, node.right);
      if (operator === '<') return left < right;
      if (operator === '>') return left > right;
      if (operator === '-nt' || operator === '-ot' || operator === '-ef')
        return testFiles(shell.process, operator, left, right);
      return testNumbers(operator, compute(shell, left), compute(shell, right));
    }
  }
}

function match(shell: Shell, text: string, source: string): boolean | undefined {
  let found: Match | undefined;
  try {
    found = compilePattern(source, { extended: true, ignoreCase: shell.shopt.has('nocasematch') }).exec(text);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
  shell.variables.set('BASH_REMATCH', {
    value: undefined,
    list: new Map((found?.groups ?? []).map((group, at) => [at, group ?? ''])),
  });
  return found !== undefined;
}
