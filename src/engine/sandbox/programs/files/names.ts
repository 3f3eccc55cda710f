import { parseOptions } from '../support/options.ts';
import { joinPath } from '../support/sizes.ts';
import { type Applet, baseName, type Tool } from '../support/tool.ts';

/** `which NAME…`: where PATH has a command. */
export const which: Applet = function* (tool) {
  const options = parseOptions(tool, 'a');
  const path = tool.process.env.get('PATH') ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  for (const name of options.rest) {
    const places = name.includes('/')
      ? [name]
      : path.split(':').map((directory) => joinPath(directory || '.', name));
    const found = places.filter((place) => isCommand(tool, place));
    if (found.length === 0) tool.status = 1;
    for (const place of options.has('a') ? found : found.slice(0, 1)) tool.out(`${place}\n`);
  }
  if (options.rest.length === 0 && !tool.gnu) tool.status = 1;
  yield* tool.drain();
};

function isCommand(tool: Tool, path: string): boolean {
  const { fs } = tool.process;
  return fs.exists(path) && fs.stat(path).kind === 'file' && fs.access(path, 'x');
}

/** basename(1). */
export const basename: Applet = function* (tool) {
  const options = parseOptions(tool, '+as:z', { multiple: 'a', 'suffix=': 's' });
  const many = options.has('a') || options.has('s');
  const suffix = options.get('s') ?? (many ? '' : (options.rest[1] ?? ''));
  if (options.rest.length === 0) tool.fail(tool.gnu ? 'missing operand' : 'missing operand');
  for (const path of many ? options.rest : options.rest.slice(0, 1)) {
    const trimmed = path.replace(/\/+$/, '');
    const name = trimmed === '' && path !== '' ? '/' : baseName(trimmed);
    const cut =
      suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
    tool.out(`${cut}${options.has('z') ? '\0' : '\n'}`);
  }
  yield* tool.drain();
};

/** dirname(1). */
export const dirname: Applet = function* (tool) {
  const options = parseOptions(tool, 'z');
  if (options.rest.length === 0) tool.fail('missing operand');
  for (const path of options.rest) {
    const trimmed = path.replace(/\/+$/, '');
    const slash = trimmed.lastIndexOf('/');
    const parent =
      slash < 0
        ? trimmed === '' && path !== ''
          ? '/'
          : '.'
        : trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
    tool.out(`${parent}\n`);
  }
  yield* tool.drain();
};
