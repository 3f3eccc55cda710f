import type { Program } from '../kernel/process.ts';
import { shell } from '../shell/shell.ts';
import { applets, notInBusybox } from './applets.ts';
import { baseName, runApplet } from './support/tool.ts';

const SHELLS = new Set(['sh', 'ash']);

/** Names that busybox answers to, as `busybox --list` prints them. */
export const busyboxApplets: readonly string[] = [...applets.keys(), ...SHELLS, 'busybox']
  .filter((name) => !notInBusybox.has(name))
  .toSorted();

const ash = shell('sh');

/** busybox: what it does is in argv[0]; called as `busybox NAME …` it does NAME. */
export const busybox: Program = function* (process) {
  let argv = process.argv;
  let name = baseName(argv[0] ?? '').replace(/^-/, '');
  if (name.startsWith('busybox')) {
    argv = argv.slice(1);
    const first = argv[0];
    if (first === undefined || first === '--help') {
      yield* process.write(1, usage());
      return 0;
    }
    if (first === '--list' || first === '--list-full') {
      const place = first === '--list' ? '' : 'bin/';
      yield* process.write(1, busyboxApplets.map((one) => `${place}${one}\n`).join(''));
      return 0;
    }
    name = baseName(first);
  }
  if (SHELLS.has(name))
    return yield* argv === process.argv ? ash(process) : ash(withArguments(process, argv));
  const applet = notInBusybox.has(name) ? undefined : applets.get(name);
  if (applet === undefined) {
    yield* process.write(2, `${name}: applet not found\n`);
    return 127;
  }
  return yield* runApplet(process, applet, name, 'busybox', argv.slice(1));
};

/** @returns the same process with other arguments: `busybox sh -c …` */
function withArguments(process: Parameters<Program>[0], argv: readonly string[]): Parameters<Program>[0] {
  return new Proxy(process, {
    get(target, key) {
      if (key === 'argv') return argv;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function usage(): string {
  const names = busyboxApplets.join(', ').replace(/(.{1,70})(?: |$)/g, '\t$1\n');
  return `BusyBox v1.37.0 multi-call binary.\n\nUsage: busybox [function [arguments]...]\n   or: busybox --list[-full]\n\nCurrently defined functions:\n${names}\n`;
}
