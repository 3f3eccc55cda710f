import { complaint, readWhole } from '../../support/input.ts';
import { parseOptions } from '../../support/options.ts';
import { type Applet, reason } from '../../support/tool.ts';
import { parseScript } from './parse.ts';
import { Run } from './run.ts';

/** sed(1): -n -i[SUFFIX] -E -r -e -f -s -z. */
export const sed: Applet = function* (tool) {
  const options = parseOptions(tool, 'ni::Ere:f:sz', {
    quiet: 'n',
    silent: 'n',
    'in-place=?': 'i',
    'regexp-extended': 'E',
    'expression=': 'e',
    'file=': 'f',
    separate: 's',
    'null-data': 'z',
  });
  const operands = [...options.rest];
  const scripts: string[] = [];
  for (const { flag, value } of options.order) {
    if (flag === 'e') scripts.push(value);
    if (flag === 'f') {
      try {
        scripts.push((yield* readWhole(tool.process, value)).replace(/^#n\n/, '').replace(/\n$/, ''));
      } catch (error) {
        tool.fail(
          tool.gnu
            ? `couldn't open file ${value}: ${reason(error)}`
            : `can't open '${value}': ${reason(error)}`,
        );
      }
    }
  }
  if (scripts.length === 0) {
    const first = operands.shift();
    if (first === undefined) {
      tool.out(
        tool.gnu
          ? 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n'
          : 'BusyBox v1.37.0 multi-call binary.\n\nUsage: sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\n',
        2,
      );
      return 1;
    }
    scripts.push(first);
  }
  const commands = parseScript(tool, scripts.join('\n'), options.has('E') || options.has('r'));
  const labels = new Map(
    commands.flatMap((command, at) => (command.name === ':' ? [[command.text, at] as const] : [])),
  );
  for (const command of commands)
    if ('btT'.includes(command.name) && command.text !== '' && !labels.has(command.text))
      tool.fail(
        tool.gnu
          ? `-e expression #1, char ${scripts.join('\n').length}: can't find label for jump to \`${command.text}'`
          : `can't find label for jump to '${command.text}'`,
      );
  const quiet = options.has('n');
  const inPlace = options.get('i');
  const texts: { path: string; text: string }[] = [];
  for (const path of operands.length === 0 ? ['-'] : operands) {
    try {
      if (
        inPlace !== undefined &&
        tool.gnu &&
        tool.process.fs.exists(path) &&
        tool.process.fs.stat(path).kind !== 'file'
      )
        tool.fail(`couldn't edit ${path}: not a regular file`, 4);
      texts.push({ path, text: yield* readWhole(tool.process, path) });
    } catch (error) {
      tool.warn(
        tool.gnu ? complaint(tool, path, reason(error)) : `${path}: ${reason(error)}`,
        tool.gnu ? 2 : 1,
      );
    }
  }
  const end = options.has('z') ? '\0' : '\n';
  if (inPlace === undefined && !options.has('s')) {
    const run = new Run(tool, commands, labels, quiet, end, (text) => tool.out(text));
    return yield* run.over(texts.map((one) => one.text));
  }
  for (const { path, text } of texts) {
    let out = '';
    const write =
      inPlace === undefined
        ? (line: string) => tool.out(line)
        : (line: string) => {
            out += line;
          };
    const status = yield* new Run(tool, commands, labels, quiet, end, write).over([text]);
    if (inPlace !== undefined) {
      if (inPlace !== '')
        tool.process.fs.writeFile(
          inPlace.includes('*') ? inPlace.replaceAll('*', path) : path + inPlace,
          text,
        );
      tool.process.fs.writeFile(path, out);
    }
    if (status !== undefined) return status;
  }
  return undefined;
};
