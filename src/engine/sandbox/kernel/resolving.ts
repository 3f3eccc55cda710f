import { contentOf } from '../filesystem/tree.ts';
import { walk } from '../filesystem/walk.ts';
import { SystemError } from './errors.ts';
import { numberOf } from './net-space.ts';
import type { Core, ProcessRecord } from './records.ts';
import { viewOf } from './view.ts';

/** The addresses of a name: /etc/hosts, then DNS. Throws ENOTFOUND */
export function resolveName(core: Core, process: ProcessRecord, name: string): readonly string[] {
  if (numberOf(name) !== undefined || name.includes(':')) return [name];
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const fromHosts = hostsOf(core, process).get(wanted);
  if (fromHosts !== undefined) return fromHosts;
  if (wanted === 'localhost') return ['127.0.0.1'];
  const found = core.hooks.resolve(process.space.id, wanted);
  if (found === undefined || found.length === 0) throw new SystemError('ENOTFOUND', name);
  return found;
}

function hostsOf(core: Core, process: ProcessRecord): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const line of hostsFile(core, process).split('\n')) {
    const [address, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || numberOf(address) === undefined) continue;
    for (const alias of aliases) {
      const known = names.get(alias.toLowerCase());
      if (known === undefined) names.set(alias.toLowerCase(), [address]);
      else known.push(address);
    }
  }
  return names;
}

function hostsFile(core: Core, process: ProcessRecord): string {
  try {
    const { node } = walk(viewOf(core, process), '/etc/hosts', true);
    return node?.kind === 'file' ? contentOf(node) : '';
  } catch (error) {
    if (error instanceof SystemError) return '';
    throw error;
  }
}
