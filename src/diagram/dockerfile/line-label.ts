import { NEUTRAL } from '../../text/localized.ts';
import { displayWidth, truncate } from '../../text/width.ts';
import type { Label } from '../part.ts';

/** Cells of the shortest form, which has room within 40 columns. */
const SHORT = 30;

/**
 * A Dockerfile line as the label of its layer.
 *
 * @param line the instruction, continued lines joined by blanks
 * @returns the whole line; where it is long, also without its flags and what follows the first command of a RUN, and
 *   last its beginning, which fits any picture. Flags go first, for what stands behind them tells more: the image of
 *   FROM, the files of COPY. Where a COPY does not copy from the build context, a mark stays
 */
export function lineLabel(line: string): Label {
  const [word = ''] = /^\S+/.exec(line) ?? [];
  const isRun = word.toUpperCase() === 'RUN';
  const forms = [line];
  if (displayWidth(line) > SHORT) {
    const bare = line.replace(/^(\S+)((?:\s+--\S+)+)/, (_, name: string, flags: string) =>
      flags.includes('--from=') ? `${name} …` : name,
    );
    const [head = bare] = isRun ? bare.split(/\s+(?:&&|\|\||[;|])\s+|;\s+/, 1) : [];
    forms.push(head.length < bare.length ? `${head} …` : bare, shortened(bare));
  }
  const [first = '', ...rest] = forms;
  const shorter = rest.filter((form, at) => displayWidth(form) < displayWidth([first, ...rest][at]!));
  return { [NEUTRAL]: [first, ...shorter] };
}

/** A text's beginning up to a blank. */
function shortened(text: string): string {
  if (displayWidth(text) <= SHORT) return text;
  const cut = truncate(text, SHORT - 2, '');
  const blank = cut.lastIndexOf(' ');
  return `${blank > SHORT / 2 ? cut.slice(0, blank) : cut} …`;
}
