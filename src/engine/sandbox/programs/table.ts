import type { Program } from '../kernel/process.ts';
import { shell } from '../shell/shell.ts';
import { applets } from './applets.ts';
import { busybox } from './busybox.ts';
import { interpreters } from './interpreters/table.ts';
import { servers } from './servers/table.ts';
import { programOf } from './support/tool.ts';
import { packages } from './tool-packages.ts';

/** @returns the name under which the table has a tool of a Debian package: `coreutils:cat`, `procps:ps` */
export function packaged(packageName: string, tool: string): string {
  return `${packageName}:${tool}`;
}

/**
 * Every program of the sandbox by the name that a file node carries in `program`:
 * `busybox` (what it does is in argv[0]), `PACKAGE:TOOL` for Debian's tools, `sh`, `bash`, `dash`, `curl`.
 * Builders of servers, package managers and interpreters add theirs.
 */
export const programTable: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...servers,
  ...interpreters,
  ['busybox', busybox],
  ['sh', shell('sh')],
  ['bash', shell('bash')],
  ['dash', shell('dash')],
  ['curl', programOf(applets.get('curl')!, 'gnu', 'curl')],
  ...Object.entries(packages).flatMap(([name, tools]) =>
    tools.map((tool) => [packaged(name, tool), programOf(applets.get(tool)!, 'gnu', tool)] as const),
  ),
]);

/**
 * The commands of the learner's own computer, which is a Debian: command → name in the table. Shells are `bash` and
 * `sh`; package managers, servers and interpreters belong to images.
 */
export const hostPrograms: ReadonlyMap<string, string> = new Map<string, string>([
  ...Object.entries(packages).flatMap(([name, tools]) =>
    tools.map((tool) => [tool, packaged(name, tool)] as const),
  ),
  ['bash', 'bash'],
  ['sh', 'dash'],
  ['dash', 'dash'],
]);
