import type { Task } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { allocated, busyboxHuman, gnuHuman, joinPath } from '../support/sizes.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';

/** @returns the mount that a path is on: the one with the longest target above it */
export function mountOf(
  tool: Tool,
  path: string,
): { readonly target: string; readonly device: string; readonly type: string } {
  const real = tool.process.fs.realpath(path);
  const above = mountTable(tool).filter(
    ({ target }) => target === '/' || real === target || real.startsWith(`${target}/`),
  );
  return (
    above.toSorted((a, b) => b.target.length - a.target.length)[0] ?? {
      target: '/',
      device: 'overlay',
      type: 'overlay',
    }
  );
}

/** @returns mounts as df and mount name their devices */
function mountTable(tool: Tool) {
  return tool.process.fs.mounts().map((mount) => ({
    target: mount.target,
    type: { rootfs: 'overlay', bind: 'ext4', volume: 'ext4', tmpfs: 'tmpfs', proc: 'proc' }[mount.type],
    device: { rootfs: 'overlay', bind: '/dev/sda1', volume: '/dev/sda1', tmpfs: 'tmpfs', proc: 'proc' }[
      mount.type
    ],
    readOnly: mount.readOnly,
  }));
}

/** du(1): -s -h -a -k -m -c -d N -b. */
export const du: Applet = function* (tool) {
  const options = parseOptions(tool, 'shakmcd:xbLHl', {
    summarize: 's',
    'human-readable': 'h',
    all: 'a',
    total: 'c',
    'max-depth=': 'd',
    bytes: 'b',
    'apparent-size': 'b',
  });
  const { fs } = tool.process;
  const human = options.has('h');
  const deepest = options.has('s') ? 0 : Number(options.get('d') ?? Infinity);
  const show = (bytes: number) => {
    if (human) return tool.gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
    if (options.has('b')) return String(bytes);
    return String(Math.ceil(bytes / (options.has('m') ? 1_048_576 : 1024)));
  };
  function* measure(path: string, depth: number): Task<number> {
    const status = fs.lstat(path);
    let sum = options.has('b') ? status.size : allocated(status.kind, status.size);
    const directory = status.kind === 'directory';
    if (directory) {
      let inside: readonly string[] = [];
      try {
        inside = fs.readDirectory(path);
      } catch (error) {
        tool.warn(
          tool.gnu
            ? `cannot read directory '${path}': ${reason(error)}`
            : `can't open '${path}': ${reason(error)}`,
        );
      }
      for (const name of inside) sum += yield* measure(joinPath(path, name), depth + 1);
    }
    if (depth === 0 || (depth <= deepest && (directory || options.has('a'))))
      tool.out(`${show(sum)}\t${path}\n`);
    yield* tool.drain();
    return sum;
  }
  let total = 0;
  for (const path of options.rest.length === 0 ? ['.'] : options.rest) {
    try {
      total += yield* measure(path, 0);
    } catch (error) {
      tool.warn(tool.gnu ? `cannot access '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  if (options.has('c')) tool.out(`${show(total)}\ttotal\n`);
};

/** df(1): -h -k -m -T -a -P and paths. */
export const df: Applet = function* (tool) {
  const options = parseOptions(tool, 'hkmTPaBi', {
    'human-readable': 'h',
    'print-type': 'T',
    portability: 'P',
    all: 'a',
  });
  if (options.has('i')) tool.refuse('df -i');
  const { fs } = tool.process;
  const human = options.has('h');
  const mega = options.has('m');
  const types = options.has('T');
  let rows = mountTable(tool).filter((mount) => mount.type !== 'proc' || options.has('a'));
  if (options.rest.length > 0)
    rows = options.rest.flatMap((path) => {
      try {
        const { target } = mountOf(tool, path);
        return rows.filter((row) => row.target === target).slice(-1);
      } catch (error) {
        tool.warn(tool.gnu ? `${path}: ${reason(error)}` : `${path}: can't find mount point`);
        return [];
      }
    });
  const show = (bytes: number) => {
    if (human) return tool.gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
    return String(Math.round(bytes / (mega ? 1_048_576 : 1024)));
  };
  const size = human
    ? tool.gnu
      ? 'Size'
      : '     Size'
    : mega
      ? '1M-blocks'
      : tool.gnu
        ? '1K-blocks'
        : '1K-blocks';
  if (rows.length === 0) return;
  const used = human ? 'Used' : 'Used';
  const available = human ? (tool.gnu ? 'Avail' : 'Available') : 'Available';
  const table = rows.map((row) => {
    const usage = fs.usage(row.target);
    const free = usage.total - usage.used;
    const percent = usage.total === 0 ? '0%' : `${Math.ceil((usage.used / usage.total) * 100)}%`;
    return [row.device, row.type, show(usage.total), show(usage.used), show(free), percent, row.target];
  });
  const head = [
    'Filesystem',
    'Type',
    size.trim(),
    used,
    available,
    tool.gnu ? 'Use%' : 'Use%',
    tool.gnu ? 'Mounted on' : 'Mounted on',
  ];
  const least = tool.gnu ? [14, 4, 5, 5, 5, 4, 0] : [20, 10, 9, 9, 9, 4, 0];
  const width = head.map((title, at) =>
    Math.max(least[at]!, title.length, ...table.map((line) => line[at]!.length)),
  );
  for (const line of [head, ...table]) {
    const cells = line.map((cell, at) =>
      at < 2 ? cell.padEnd(width[at]!) : at < 6 ? cell.padStart(width[at]!) : cell,
    );
    tool.out(`${cells.filter((_, at) => types || at !== 1).join(' ')}\n`);
  }
  yield* tool.drain();
};

/** mount(8) without arguments: what is mounted. Mounting needs rights that containers do not have. */
export const mount: Applet = function* (tool) {
  const options = parseOptions(tool, 't:o:a');
  if (options.rest.length > 0) {
    if (tool.gnu) tool.fail(`${options.rest.at(-1)}: permission denied.`, 32);
    tool.fail(`permission denied (are you root?)`);
  }
  for (const { device, target, type, readOnly } of mountTable(tool))
    tool.out(`${device} on ${target} type ${type} (${readOnly ? 'ro' : 'rw'},relatime)\n`);
  yield* tool.drain();
};

/** umount(8): needs rights that containers do not have. */
export const umount: Applet = function* (tool) {
  const options = parseOptions(tool, 'flrad');
  for (const path of options.rest)
    tool.warn(
      tool.gnu ? `${path}: must be superuser to unmount.` : `can't unmount ${path}: Operation not permitted`,
      tool.gnu ? 32 : 1,
    );
  yield* tool.drain();
};
