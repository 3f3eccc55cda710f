import type { Task } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import type { Applet } from '../support/tool.ts';
import { utf8 } from './listing.ts';

/** `tree [-a] [-d] [-L LEVEL] [DIRECTORY]…` as busybox and tree(1) draw it. */
export const tree: Applet = function* (tool) {
  const options = parseOptions(tool, 'adfL:', { noreport: 'noreport' });
  const { fs } = tool.process;
  const most = Number(options.get('L') ?? Infinity);
  let directories = 0;
  let files = 0;
  function* below(path: string, indent: string, level: number): Task<void> {
    const entries = fs
      .readDirectory(path)
      .filter((name) => options.has('a') || !name.startsWith('.'))
      .map((name) => ({ name, path: joinPath(path, name), status: fs.lstat(joinPath(path, name)) }))
      .filter((entry) => !options.has('d') || entry.status.kind === 'directory');
    for (const [at, entry] of entries.entries()) {
      const last = at === entries.length - 1;
      const link = entry.status.kind === 'symlink' ? ` -> ${fs.readlink(entry.path)}` : '';
      const branch = last ? '\u2514\u2500\u2500 ' : '\u251c\u2500\u2500 ';
      tool.out(`${indent}${utf8(branch)}${options.has('f') ? entry.path : entry.name}${link}\n`);
      yield* tool.drain();
      if (entry.status.kind === 'directory') {
        directories++;
        if (level < most)
          yield* below(entry.path, `${indent}${last ? '    ' : utf8('\u2502   ')}`, level + 1);
      } else files++;
    }
  }
  for (const path of options.rest.length === 0 ? ['.'] : options.rest) {
    if (!fs.exists(path) || fs.stat(path).kind !== 'directory') {
      tool.out(`${path}  [error opening dir]\n`);
      tool.status = 2;
      continue;
    }
    tool.out(`${path}\n`);
    yield* below(path, '', 1);
  }
  const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  if (!options.has('noreport'))
    tool.out(
      `\n${plural(directories, 'directory', 'directories')}${options.has('d') ? '' : `, ${plural(files, 'file', 'files')}`}\n`,
    );
};
