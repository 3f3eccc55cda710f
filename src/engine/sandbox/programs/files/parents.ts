import type { Tool } from '../support/tool.ts';

/** Makes a directory and those above it, as `mkdir -p`. Throws SystemError. */
export function makeParents(tool: Tool, path: string, mode?: number): readonly string[] {
  const { fs } = tool.process;
  const made: string[] = [];
  let at = path.startsWith('/') ? '/' : '';
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    at = at === '' || at === '/' ? at + part : `${at}/${part}`;
    if (fs.exists(at) && (index < parts.length - 1 || fs.stat(at).kind === 'directory')) continue;
    fs.mkdir(at, index === parts.length - 1 && mode !== undefined ? mode : 0o777);
    if (index === parts.length - 1 && mode !== undefined) fs.chmod(at, mode);
    made.push(at);
  }
  return made;
}
