import { parseMode } from '../support/modes.ts';
import { needOperands, parseOptions } from '../support/options.ts';
import type { Applet } from '../support/tool.ts';
import { findUser, groups } from '../support/users.ts';
import { copy } from './copy-tree.ts';
import { destinations } from './operands.ts';
import { makeParents } from './parents.ts';

/** install(1): -d -m -o -g -D -v. */
export const install: Applet = function* (tool) {
  const options = parseOptions(tool, 'cdDvspm:o:g:t:', {
    directory: 'd',
    'mode=': 'm',
    'owner=': 'o',
    'group=': 'g',
  });
  const { fs } = tool.process;
  const mode = parseMode(options.get('m') ?? '755', 0, false, 0);
  if (mode === undefined) return tool.fail(`invalid mode '${options.get('m')}'`);
  const owner = options.get('o');
  const team = options.get('g');
  const finish = (path: string) => {
    fs.chmod(path, mode);
    if (owner === undefined && team === undefined) return;
    const status = fs.stat(path);
    const user = owner === undefined ? undefined : findUser(tool.process, owner);
    if (owner !== undefined && user === undefined && !/^\d+$/.test(owner)) tool.fail(`unknown user ${owner}`);
    const group = groups(tool.process).find((one) => one.name === team || String(one.gid) === team);
    if (team !== undefined && group === undefined && !/^\d+$/.test(team)) tool.fail(`unknown group ${team}`);
    fs.chown(path, user?.uid ?? Number(owner ?? status.uid), group?.gid ?? Number(team ?? status.gid));
  };
  if (options.has('d')) {
    needOperands(tool, options.rest, 1);
    for (const path of options.rest) {
      makeParents(tool, path);
      finish(path);
    }
    return undefined;
  }
  if (options.has('D') && options.rest.length === 2) {
    const parent = options.rest[1]!.replace(/\/?[^/]*$/, '');
    if (parent !== '') makeParents(tool, parent);
  }
  const plan = {
    recursive: false,
    preserve: options.has('p'),
    keepLinks: false,
    force: true,
    noClobber: false,
    update: false,
    interactive: false,
    verbose: options.has('v'),
    verb: 'install',
  };
  for (const [from, to] of destinations(tool, options.rest, options.get('t'), false))
    if (yield* copy(tool, from, to, plan, true)) finish(to);
  return undefined;
};
