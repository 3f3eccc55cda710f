import type { Expr, Stmt } from './ast.ts';
import { errors, raise } from './values.ts';

/** @throws NameError */
export function nameError(name: string): never {
  return raise(errors['NameError']!, `name '${name}' is not defined`);
}

/** @returns the names that a function gives a value to, those of its parameters left out */
export function assignedIn(body: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set<string>();
  const not = new Set<string>();
  const target = (one: Expr): void => {
    if (one.is === 'name') names.add(one.name);
    else if (one.is === 'tuple' || one.is === 'list') one.items.forEach(target);
    else if (one.is === 'star') target(one.value);
  };
  const visit = (all: readonly Stmt[]): void => {
    for (const one of all) {
      if (one.is === 'assign') one.targets.forEach(target);
      else if (one.is === 'augment') target(one.target);
      else if (one.is === 'for') target(one.target);
      else if (one.is === 'global') for (const name of one.names) not.add(name);
      else if (one.is === 'def' || one.is === 'class') names.add(one.name);
      if (one.is === 'if') visit([...one.then, ...one.otherwise]);
      else if (one.is === 'while' || one.is === 'for') visit([...one.body, ...one.otherwise]);
      else if (one.is === 'with') {
        for (const { as } of one.items) if (as !== undefined) target(as);
        visit(one.body);
      } else if (one.is === 'try')
        visit([
          ...one.body,
          ...one.handlers.flatMap((handler) => handler.body),
          ...one.otherwise,
          ...one.last,
        ]);
    }
  };
  visit(body);
  for (const name of not) names.delete(name);
  return names;
}
