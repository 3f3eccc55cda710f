import { needOperands, parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';

/** readlink(1): -f -n -e -m. */
export const readlink: Applet = function* (tool) {
  const options = parseOptions(tool, 'fnemqsv', { canonicalize: 'f', 'no-newline': 'n' });
  needOperands(tool, options.rest, 1, tool.gnu ? Infinity : 1);
  const { fs } = tool.process;
  for (const path of options.rest) {
    try {
      const full = options.has('f') || options.has('e') || options.has('m');
      const text = full ? canonical(tool, path, options.has('m')) : fs.readlink(path);
      tool.out(text + (options.has('n') ? '' : '\n'));
    } catch (error) {
      reason(error);
      tool.status = 1;
    }
  }
  yield* tool.drain();
};

/** @returns a path without links; its last part (with `missing` any) need not exist. Throws SystemError. */
function canonical(tool: Tool, path: string, missing: boolean): string {
  const { fs } = tool.process;
  if (fs.exists(path)) return fs.realpath(path);
  const trimmed = path.replace(/\/+$/, '');
  const slash = trimmed.lastIndexOf('/');
  const parent = slash < 0 ? tool.process.cwd() : trimmed.slice(0, slash) || '/';
  const name = trimmed.slice(slash + 1);
  const above = missing ? canonical(tool, parent, true) : fs.realpath(parent);
  if (name === '.') return above;
  if (name === '..') return above.replace(/\/[^/]*$/, '') || '/';
  return joinPath(above, name);
}

/** realpath(1): -e -m -s -q. */
export const realpath: Applet = function* (tool) {
  const options = parseOptions(tool, 'emqsz');
  needOperands(tool, options.rest, 1);
  for (const path of options.rest) {
    try {
      const strict = options.has('e');
      tool.out(`${strict ? tool.process.fs.realpath(path) : canonical(tool, path, options.has('m'))}\n`);
    } catch (error) {
      tool.warn(`${path}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
};
