import type { SyntheticNode } from '../filesystem/synthetic.ts';
import { procFiles } from './proc-files.ts';
import { procOfPid } from './proc-pid.ts';
import type { Core, ProcessRecord } from './records.ts';
import { STEPS_A_MADE_NODE } from './steps.ts';

/**
 * A node of /proc, as a process sees it: only the processes of its pid namespace are there.
 * @param inner path below /proc, beginning with `/`
 */
export function procNode(core: Core, viewer: ProcessRecord, inner: string): SyntheticNode | undefined {
  core.derived.steps += STEPS_A_MADE_NODE;
  const names = inner.split('/').filter((name) => name !== '');
  const files = procFiles(core, viewer);
  const first = names[0];
  if (first === undefined) {
    return {
      kind: 'directory',
      names: () => [
        ...[...viewer.pidSpace.pidTable.keys()].map(String),
        ...files.keys(),
        'self',
        'sys',
        'net',
      ],
    };
  }
  if (first === 'self') {
    return names.length === 1 ? { kind: 'symlink', target: String(viewer.local) } : undefined;
  }
  if (first === 'net' && names.length === 1) return { kind: 'directory', names: () => ['dev'] };
  if (/^\d+$/.test(first)) {
    const process = core.processes.get(viewer.pidSpace.pidTable.get(Number(first)) ?? 0);
    return process === undefined ? undefined : procOfPid(core, viewer, process, names.slice(1));
  }
  return nested(files, names);
}

/** Files that are named by their whole path, with the directories that lead to them. */
export function nested(
  files: ReadonlyMap<string, SyntheticNode>,
  names: readonly string[],
): SyntheticNode | undefined {
  const path = names.join('/');
  const found = files.get(path);
  if (found !== undefined) return found;
  const below = path === '' ? '' : `${path}/`;
  const children = new Set<string>();
  for (const name of files.keys()) {
    if (name.startsWith(below)) children.add(name.slice(below.length).split('/')[0]!);
  }
  return children.size === 0 ? undefined : { kind: 'directory', names: () => [...children] };
}
