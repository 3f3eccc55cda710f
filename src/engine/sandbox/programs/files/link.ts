import { needOperands, parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, baseName, reason } from '../support/tool.ts';
import { unlinkQuietly } from './remove.ts';

/** ln(1): -s -f -n -v -T. */
export const ln: Applet = function* (tool) {
  const options = parseOptions(tool, 'sfnvTr', {
    symbolic: 's',
    force: 'f',
    'no-dereference': 'n',
    verbose: 'v',
  });
  const { fs } = tool.process;
  if (options.rest.length === 0) {
    if (tool.gnu) tool.fail(`missing file operand\nTry 'ln --help' for more information.`);
    needOperands(tool, options.rest, 1);
  }
  const alone = options.rest.length === 1;
  const last = alone ? '.' : options.rest.at(-1)!;
  const sources = alone ? options.rest : options.rest.slice(0, -1);
  const isDirectory = (path: string) =>
    fs.exists(path) &&
    (options.has('n') || options.has('T') ? fs.lstat(path) : fs.stat(path)).kind === 'directory' &&
    !options.has('T');
  for (const from of sources) {
    const to = isDirectory(last) ? joinPath(last, baseName(from.replace(/\/+$/, ''))) : last;
    try {
      if (options.has('f')) unlinkQuietly(tool, to);
      if (options.has('s')) fs.symlink(from, to);
      else fs.link(from, to);
      if (options.has('v')) tool.out(`'${to}' ${options.has('s') ? '->' : '=>'} '${from}'\n`);
    } catch (error) {
      const kind = options.has('s') ? 'symbolic' : 'hard';
      if (tool.gnu)
        tool.warn(
          kind === 'hard' && !fs.exists(from)
            ? `failed to access '${from}': ${reason(error)}`
            : `failed to create ${kind} link '${to}'${kind === 'hard' ? ` => '${from}'` : ''}: ${reason(error)}`,
        );
      else tool.warn(`${kind === 'hard' && !fs.exists(from) ? from : to}: ${reason(error)}`);
    }
  }
  yield* tool.drain();
};

/** `link FROM TO`. */
export const link: Applet = function* (tool) {
  needOperands(tool, tool.args, 2, 2);
  tool.process.fs.link(tool.args[0]!, tool.args[1]!);
  yield* tool.drain();
};
