import { directory, executable, symlink } from '../../../../src/engine/sandbox/filesystem/tree.ts';
import { busyboxApplets } from '../../../../src/engine/sandbox/programs/busybox.ts';
import { packaged, programTable } from '../../../../src/engine/sandbox/programs/table.ts';
import { packages } from '../../../../src/engine/sandbox/programs/tool-packages.ts';
import { littleTree, type Ran, runProgram, testKernel } from '../../../helpers/sandbox.ts';

/** A command line for the shell, and what it shall write and end with. Bytes are characters 0 to 255. */
export type Row = readonly [command: string, stdout: string, stderr: string, exit: number];

/** Makes the files that the tables' commands work on. */
const FIXTURE = `mkdir -p /tmp/fx; cd /tmp/fx
printf 'alice 30\\nbob 25\\ncarol 35\\ndave 28\\n' > people.txt
printf 'alice 30\\nbob 26\\ncarol 35\\ndave 28\\neve 22\\n' > people2.txt
printf 'a:x:3\\nb:y:1\\nc:z:2\\nd:w:1\\n' > colon.txt
printf 'one\\n\\n\\ntwo three\\n\\nfour\\n' > blanks.txt
printf 'a\\tb\\tc\\n\\001x\\n' > tabs.txt
printf '1\\n2\\n3\\n' > nums.txt
printf 'a.b\\naxb\\n*a\\n' > dots.txt
printf 'aa\\naba\\nabba\\naaa\\nb\\n' > aa.txt
printf 'alice\\ncarol\\n' > pats.txt
printf 'a\\nb\\nc\\n' > sorted1.txt
printf 'b\\nc\\nd\\n' > sorted2.txt
printf 'hello\\000\\001\\002world\\377\\n' > bin.dat
mkdir -p dir/sub sizes perm
printf 'alice here\\n' > dir/x.txt; printf 'bob\\n' > dir/y.md; printf 'alice\\n' > dir/sub/z.txt; printf '' > dir/.hidden
printf '' > sizes/empty; printf '12345' > sizes/five; head -c 3000 /dev/zero > sizes/big
printf '' > perm/a; printf '' > perm/b; chmod 644 perm/a; chmod 755 perm/b
printf '' > empty; ln -s people.txt link
`;

/** Runs a line in the shell of a computer with busybox in /bin. */
export function inBusybox(command: string, stdin = ''): Ran {
  const links = busyboxApplets
    .filter((name) => name !== 'busybox')
    .map((name) => [name, symlink('busybox')] as const);
  const bin = directory({ busybox: executable('busybox', 10_000), ...Object.fromEntries(links) });
  return inTree(bin, command, stdin);
}

/** Runs a line in the shell of a computer with Debian's tools in /bin. */
export function inDebian(command: string, stdin = ''): Ran {
  const tools = Object.entries(packages).flatMap(([name, list]) =>
    list.map((tool) => [tool, executable(packaged(name, tool), 10_000)] as const),
  );
  const bin = directory({ sh: executable('dash', 10_000), ...Object.fromEntries(tools) });
  return inTree(bin, command, stdin);
}

function inTree(bin: ReturnType<typeof directory>, command: string, stdin: string): Ran {
  const kernel = testKernel(programTable, { hostRoot: littleTree([], { bin }) });
  const argv = ['/bin/sh', '-c', `${FIXTURE}\n${command}`];
  return runProgram(kernel, undefined, { argv, stdin, env: { HOME: '/root', PATH: '/bin' } });
}

/** @returns what a run wrote, help left out: busybox's usage is prose */
export function outcome({ stdout, stderr, exit }: Ran) {
  const usage = (text: string) => text.replace(/BusyBox v.*$/s, 'USAGE\n');
  return { stdout: usage(stdout), stderr: usage(stderr), exit };
}
