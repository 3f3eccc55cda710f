import { checkLab, lab } from '../../app/lab.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** Options of `lab`. */
export interface LabOptions extends GlobalOptions {
  readonly engine?: 'sandbox' | 'docker' | 'auto';
  readonly hint?: boolean;
  readonly solution?: boolean;
  readonly reset?: boolean;
  readonly json?: boolean;
}

/** `lab [name] [--engine …] [--hint] [--solution] [--reset] [--json]`, and `lab check [name]`. */
export function run(
  host: Host,
  options: LabOptions,
  name: string | undefined,
  checked: string | undefined,
): Promise<number> {
  const { engine, hint, solution, reset, json } = options;
  const request = { engine, hint, solution, reset, json };
  const takesKeys = name !== 'check' && hint !== true && solution !== true && json !== true;
  return withSession(
    host,
    options,
    (session) =>
      name === 'check'
        ? checkLab(session, { ...request, name: checked })
        : lab(session, { ...request, name }),
    takesKeys ? 'once' : 'never',
  );
}
