import type { Statement } from './ast.ts';

/** Whether a statement never lets the next one have its turn (go.dev/ref/spec, "Terminating statements"). */
export function terminates(last: Statement | undefined): boolean {
  switch (last?.kind) {
    case 'return':
      return true;
    case 'block':
      return terminates(last.body.statements.at(-1));
    case 'if':
      return (
        last.otherwise !== undefined && terminates(last.then.statements.at(-1)) && terminates(last.otherwise)
      );
    case 'for':
      return last.condition === undefined && !breaks(last.body.statements);
    case 'switch':
      return (
        last.cases.some(({ values }) => values === undefined) &&
        last.cases.every(({ body }) => terminates(body.statements.at(-1)) && !breaks(body.statements))
      );
    default:
      return false;
  }
}

function breaks(statements: readonly Statement[]): boolean {
  return statements.some((one) => {
    if (one.kind === 'break') return true;
    if (one.kind === 'block') return breaks(one.body.statements);
    if (one.kind === 'if')
      return breaks(one.then.statements) || (one.otherwise !== undefined && breaks([one.otherwise]));
    return false;
  });
}
