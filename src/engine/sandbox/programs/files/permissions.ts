import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { parseMode } from '../support/modes.ts';
import { needOperands, parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';
import { findUser, groups } from '../support/users.ts';

/** chmod(1): octal and symbolic modes, -R -v -c -f. */
export const chmod: Applet = function* (tool) {
  // A mode such as -x looks like options.
  const args = tool.args.map((word) => (/^-[rwxXst]+([,+=-].*)?$/.test(word) ? `\0${word}` : word));
  const options = parseOptions(
    tool,
    'Rvcf',
    { recursive: 'R', verbose: 'v', changes: 'c', 'reference=': 'reference' },
    args,
  );
  const rest = options.rest.map((word) => word.replace(/^\0/, ''));
  if (tool.gnu && rest.length < 2) {
    if (rest.length === 0) tool.fail(`missing operand\nTry 'chmod --help' for more information.`);
    tool.fail(`missing operand after '${rest[0]}'\nTry 'chmod --help' for more information.`);
  }
  needOperands(tool, rest, 2);
  const [mode, ...paths] = rest;
  const { fs } = tool.process;
  if (parseMode(mode!, 0, false, 0) === undefined) tool.fail(`invalid mode${tool.gnu ? ':' : ''} '${mode}'`);
  function* change(path: string, top: boolean): Task<void> {
    try {
      const status = fs.lstat(path);
      if (status.kind === 'symlink' && !top) return;
      const target = fs.stat(path);
      const next = parseMode(mode!, target.mode, target.kind === 'directory', tool.process.umask())!;
      fs.chmod(path, next);
      if (options.has('v'))
        tool.out(`mode of '${path}' changed to ${(next & 0o7777).toString(8).padStart(4, '0')}\n`);
      if (options.has('R') && target.kind === 'directory')
        for (const name of fs.readDirectory(path)) yield* change(joinPath(path, name), false);
    } catch (error) {
      if (options.has('f')) tool.status = 1;
      else if (tool.gnu)
        tool.warn(
          error instanceof SystemError && error.code === 'EPERM'
            ? `changing permissions of '${path}': ${reason(error)}`
            : `cannot access '${path}': ${reason(error)}`,
        );
      else tool.warn(`${path}: ${reason(error)}`);
    }
  }
  for (const path of paths) yield* change(path, true);
};

/** chown(1) and chgrp(1): USER[:GROUP], :GROUP, -R -h. */
export const chown: Applet = function* (tool) {
  const options = parseOptions(tool, 'RhvcfHLP', {
    recursive: 'R',
    'no-dereference': 'h',
    verbose: 'v',
    'reference=': 'reference',
  });
  needOperands(tool, options.rest, 2);
  const [owner, ...paths] = options.rest;
  const { fs } = tool.process;
  const ids = tool.name === 'chgrp' ? { gid: groupId(tool, owner!) } : ownerIds(tool, owner!);
  function* change(path: string): Task<void> {
    try {
      const status = options.has('h') ? fs.lstat(path) : fs.stat(path);
      fs.chown(path, ids.uid ?? status.uid, ids.gid ?? status.gid, { followSymlinks: !options.has('h') });
      const own = fs.lstat(path);
      if (options.has('R') && own.kind === 'directory')
        for (const name of fs.readDirectory(path)) yield* change(joinPath(path, name));
    } catch (error) {
      if (options.has('f')) tool.status = 1;
      else if (tool.gnu && error instanceof SystemError && error.code === 'EPERM')
        tool.warn(`changing ${tool.name === 'chgrp' ? 'group' : 'ownership'} of '${path}': ${reason(error)}`);
      else tool.warn(tool.gnu ? `cannot access '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
  for (const path of paths) yield* change(path);
};

/** @returns the ids that `USER`, `USER:GROUP`, `USER:` or `:GROUP` name; ends the tool if there are none */
function ownerIds(tool: Tool, text: string): { uid?: number; gid?: number } {
  const match = /^([^:.]*)(?:([:.])(.*))?$/.exec(text);
  const [, user = '', separator, group = ''] = match ?? [];
  const ids: { uid?: number; gid?: number } = {};
  if (user !== '') {
    const entry = findUser(tool.process, user);
    if (entry !== undefined) ids.uid = entry.uid;
    else if (/^\d+$/.test(user)) ids.uid = Number(user);
    else tool.fail(tool.gnu ? `invalid user: '${text}'` : `unknown user ${user}`);
    if (separator !== undefined && group === '' && entry !== undefined) ids.gid = entry.gid;
  }
  if (group !== '') ids.gid = groupId(tool, group, tool.gnu ? text : undefined);
  return ids;
}

function groupId(tool: Tool, text: string, whole = text): number {
  const entry = groups(tool.process).find((group) => group.name === text || String(group.gid) === text);
  if (entry !== undefined) return entry.gid;
  if (/^\d+$/.test(text)) return Number(text);
  return tool.fail(tool.gnu ? `invalid group: '${whole}'` : `unknown group ${text}`);
}
