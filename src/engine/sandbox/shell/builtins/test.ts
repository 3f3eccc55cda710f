import type { Task } from '../../kernel/process.ts';
import { testUnary } from '../conditions.ts';
import type { Shell } from '../shell-state.ts';
import { evaluateTest, TestError } from '../test-expression.ts';

/** Operators that look at one operand, as the shells have them. */
const UNARY: ReadonlySet<string> = new Set(
  'a b c d e f g h k n o p r s t u v w x z G L N O R S'.split(' ').map((letter) => `-${letter}`),
);

/** `test` and `[`. @returns 0 if the expression holds, 1 if not, 2 if it is wrong */
export function* test(shell: Shell, args: readonly string[]): Task<number> {
  const name = shell.builtin as string;
  const { kind: dialect, process } = shell;
  const holds = (operator: string, operand: string) => testUnary(shell, operator, operand);
  try {
    return Number(!evaluateTest({ dialect, process, unary: UNARY, holds }, name, args));
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    yield* shell.complain(error.message, dialect === 'sh' ? '' : name);
    return 2;
  }
}
