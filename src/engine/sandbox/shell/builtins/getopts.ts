import type { Task } from '../../kernel/process.ts';
import { Fatal } from '../control.ts';
import { setValue } from '../parameters.ts';
import type { Shell } from '../shell-state.ts';

/** `getopts optstring name [arg …]` (POSIX). */
export function* getopts(shell: Shell, args: readonly string[]): Task<number> {
  const { kind } = shell;
  const [options, name] = args;
  if (options === undefined || name === undefined) {
    if (kind === 'bash') yield* shell.error('getopts: usage: getopts optstring name [arg ...]\n');
    else
      yield* shell.complain(
        kind === 'sh' ? 'usage: getopts optstring var [arg]' : 'Usage: getopts optstring var [arg...]',
      );
    if (kind !== 'bash') throw new Fatal(2);
    return 2;
  }
  const words = args.length > 2 ? args.slice(2) : shell.positional;
  const silent = options.startsWith(':');
  let { index, offset } = shell.getoptsPlace;
  const finish = (letter: string, value: string | undefined): void => {
    setValue(shell, 'OPTIND', String(index));
    shell.getoptsPlace = { index, offset };
    setValue(shell, name, letter);
    if (value === undefined) shell.variables.delete('OPTARG');
    else setValue(shell, 'OPTARG', value);
  };
  const word = words[index - 1];
  if (word === undefined || !/^-./.test(word) || word === '--') {
    if (word === '--') index++;
    offset = 1;
    finish('?', undefined);
    return 1;
  }
  const letter = word[offset] as string;
  const known = letter !== ':' && options.includes(letter);
  const wants = known && options[options.indexOf(letter) + 1] === ':';
  offset++;
  const last = offset >= word.length;
  if (!known) {
    if (last) [index, offset] = [index + 1, 1];
    finish('?', silent ? letter : undefined);
    if (!silent)
      yield* shell.error(
        kind === 'bash' ? `${shell.name}: illegal option -- ${letter}\n` : `Illegal option -${letter}\n`,
      );
    return 0;
  }
  if (!wants) {
    if (last) [index, offset] = [index + 1, 1];
    finish(letter, undefined);
    return 0;
  }
  const value = last ? words[index] : word.slice(offset);
  index += last ? 2 : 1;
  offset = 1;
  if (value === undefined) {
    index = words.length + 1;
    finish(silent ? ':' : '?', silent ? letter : undefined);
    if (!silent)
      yield* shell.error(
        kind === 'bash'
          ? `${shell.name}: option requires an argument -- ${letter}\n`
          : `No arg for -${letter} option\n`,
      );
    return 0;
  }
  finish(letter, value);
  return 0;
}
