import type { FileStatus } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { type Applet, reason } from '../support/tool.ts';
import { type CopyPlan, copy } from './copy-tree.ts';
import { COPY_LONG, confirm, destinations } from './operands.ts';

/** mv(1): -f -i -n -u -v -t -T. */
export const mv: Applet = function* (tool) {
  const options = parseOptions(tool, 'finuvt:T', COPY_LONG);
  const { fs } = tool.process;
  const { gnu } = tool;
  for (const [from, to] of destinations(tool, options.rest, options.get('t'), options.has('T'))) {
    let status: FileStatus;
    try {
      status = fs.lstat(from);
    } catch (error) {
      tool.warn(gnu ? `cannot stat '${from}': ${reason(error)}` : `can't rename '${from}': ${reason(error)}`);
      continue;
    }
    if (fs.exists(to)) {
      if (options.has('n') || (options.has('u') && fs.stat(to).mtime >= status.mtime)) continue;
      if (
        options.has('i') &&
        !options.has('f') &&
        !(yield* confirm(tool, `${tool.name}: overwrite '${to}'? `))
      )
        continue;
      if (gnu && fs.realpath(from) === fs.realpath(to) && status.kind !== 'symlink') {
        tool.warn(`'${from}' and '${to}' are the same file`);
        continue;
      }
    }
    try {
      fs.rename(from, to);
      if (options.has('v')) tool.out(gnu ? `renamed '${from}' -> '${to}'\n` : `'${from}' -> '${to}'\n`);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EXDEV') {
        const why = reason(error);
        const inside = (error as { code?: string }).code === 'EINVAL';
        if (gnu && inside) tool.warn(`cannot move '${from}' to a subdirectory of itself, '${to}'`);
        else tool.warn(gnu ? `cannot move '${from}' to '${to}': ${why}` : `can't rename '${from}': ${why}`);
        continue;
      }
      if (fs.exists(to)) fs.removeTree(to);
      const plan: CopyPlan = {
        recursive: true,
        preserve: true,
        keepLinks: true,
        force: true,
        noClobber: false,
        update: false,
        interactive: false,
        verbose: options.has('v'),
        verb: 'move',
      };
      if (yield* copy(tool, from, to, plan, true)) fs.removeTree(from);
    }
  }
};
