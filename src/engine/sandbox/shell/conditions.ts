import { getElement, lookup } from './parameters.ts';
import type { Shell } from './shell-state.ts';
import { testOperand } from './test-operators.ts';

/** @returns whether an operator such as `-f` holds for its operand in a shell, which knows options and variables too */
export function testUnary(shell: Shell, operator: string, operand: string): boolean {
  switch (operator) {
    case '-t': {
      const real = /^\d+$/.test(operand) ? shell.descriptors.get(Number(operand)) : undefined;
      return real !== undefined && shell.process.isTerminal(real);
    }
    case '-o':
      return shell.options.has(operand);
    case '-v':
    case '-R': {
      const indexed = /^(\w+)\[(.*)\]$/.exec(operand);
      if (indexed) return getElement(shell, indexed[1] as string, indexed[2] as string) !== undefined;
      const variable = lookup(shell, operand);
      return variable?.list ? variable.list.has(0) : variable?.value !== undefined;
    }
    default:
      return testOperand(shell.process, operator, operand);
  }
}
