import { parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, reason } from '../support/tool.ts';
import { type CopyPlan, copy } from './copy-tree.ts';
import { COPY_LONG, destinations } from './operands.ts';
import { makeParents } from './parents.ts';

/** cp(1): -r -R -a -p -d -P -L -f -i -n -u -v -t -T --parents. */
export const cp: Applet = function* (tool) {
  const options = parseOptions(tool, 'rRapdPLfinuvt:TslH', COPY_LONG);
  const { fs } = tool.process;
  const archive = options.has('a');
  const recursive = options.has('r') || options.has('R') || archive;
  const plan: CopyPlan = {
    recursive,
    preserve: archive || options.has('p'),
    keepLinks: !options.has('L') && (recursive || options.has('P') || options.has('d')),
    force: options.has('f'),
    noClobber: options.has('n'),
    update: options.has('u'),
    interactive: options.has('i') && !options.has('f'),
    verbose: options.has('v'),
    verb: 'copy',
  };
  for (const [from, plainTo] of destinations(tool, options.rest, options.get('t'), options.has('T'))) {
    let to = plainTo;
    if (options.has('parents')) {
      to = joinPath(options.get('t') ?? options.rest.at(-1)!, from);
      const parent = to.slice(0, to.lastIndexOf('/'));
      makeParents(tool, parent);
    }
    try {
      if (options.has('s')) fs.symlink(from, to);
      else if (options.has('l')) fs.link(from, to);
      else yield* copy(tool, from, to, plan, true);
    } catch (error) {
      tool.warn(
        tool.gnu
          ? `cannot create regular file '${to}': ${reason(error)}`
          : `can't create '${to}': ${reason(error)}`,
      );
    }
  }
};
