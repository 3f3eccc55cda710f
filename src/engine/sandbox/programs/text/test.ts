import { evaluateTest, TestError } from '../../shell/test-expression.ts';
import { testOperand } from '../../shell/test-operators.ts';
import type { Applet } from '../support/tool.ts';

/** Operators that look at one operand, as the programs have them. */
const UNARY: ReadonlySet<string> = new Set([...'bcdefghkLnprsStuwxzOGN'].map((letter) => `-${letter}`));

/** test(1) and [. */
export const test: Applet = function* (tool) {
  const { process, name, args } = tool;
  const dialect = tool.gnu ? 'gnu' : 'sh';
  const holds = (operator: string, operand: string) => testOperand(process, operator, operand);
  try {
    return evaluateTest({ dialect, process, unary: UNARY, holds }, name, args) ? 0 : 1;
  } catch (error) {
    if (error instanceof TestError) return tool.fail(error.message, 2);
    throw error;
  }
};
