import { asNode } from '../filesystem/synthetic.ts';
import type { View } from '../filesystem/walk.ts';
import { procNode } from './proc.ts';
import type { Core, ProcessRecord } from './records.ts';
import { sysNode } from './sys.ts';

/** @returns what a process looks paths up from */
export function viewOf(core: Core, process: ProcessRecord): View {
  return {
    user: process.user,
    capabilities: process.space.capabilities,
    mounts: process.space.mounts,
    cwd: process.cwd,
    synthetic: (mount, inner) => {
      const made =
        mount.source === core.sysfs ? sysNode(core, process, inner) : procNode(core, process, inner);
      if (made === undefined) return undefined;
      return { made, node: asNode(made, { uid: 0, gid: 0 }, core.registers.clock) };
    },
  };
}
