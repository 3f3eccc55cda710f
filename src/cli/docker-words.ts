import type { Command, Option } from 'commander';

/**
 * The words of a command line, with `--` before those that belong to docker: after `explain` and the program's own
 * options, every word is docker's, whatever it looks like.
 *
 * @param argv the words after the program's name
 * @param program knows its own options
 */
export function withDockerWordsApart(argv: readonly string[], program: Command): readonly string[] {
  const first = firstOther(argv, 0, program);
  if (argv[first] !== 'explain') return argv;
  const own = firstOther(argv, first + 1, program);
  if (own >= argv.length || argv[own] === '--') return argv;
  return [...argv.slice(0, own), '--', ...argv.slice(own)];
}

/** The place of the first word that is neither an option of the program nor such an option's value. */
function firstOther(argv: readonly string[], start: number, program: Command): number {
  let at = start;
  while (at < argv.length) {
    const option = optionOf(argv[at] ?? '', program.options);
    if (option === undefined && !isHelp(argv[at])) return at;
    at += option?.required === true && !argv[at]?.includes('=') ? 2 : 1;
  }
  return at;
}

function optionOf(word: string, options: readonly Option[]): Option | undefined {
  const name = word.split('=', 1)[0];
  return options.find(({ long, short }) => name !== '' && (long === name || short === name));
}

function isHelp(word: string | undefined): boolean {
  return word === '-h' || word === '--help';
}
