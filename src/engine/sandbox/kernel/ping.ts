import { SystemError } from './errors.ts';
import { netOf, routeTo } from './net-space.ts';
import { random } from './random.ts';
import type { Core, ProcessRecord } from './records.ts';

/** @returns how long an echo takes, milliseconds; undefined if none comes. Throws ENETUNREACH */
export function echoTime(core: Core, process: ProcessRecord, address: string): number | undefined {
  const route = routeTo(core, netOf(core, process.space), address);
  if (route.kind === 'no route') throw new SystemError('ENETUNREACH');
  if (route.kind === 'here') return 0.03 + Math.round(random(core) * 30) / 1000;
  if (route.kind === 'there') return 0.06 + Math.round(random(core) * 60) / 1000;
  return undefined;
}
