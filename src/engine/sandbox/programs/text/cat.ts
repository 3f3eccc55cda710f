import { complaint, LineReader, linesOf, openOrWarn, readFiles } from '../support/input.ts';
import { parseOptions } from '../support/options.ts';
import { type Applet, reason } from '../support/tool.ts';

/** cat(1): -n -b -s -E -T -A -v -e -t -u. */
export const cat: Applet = function* (tool) {
  const options = parseOptions(tool, 'nbsETAvetu', {
    number: 'n',
    'show-all': 'A',
    'show-ends': 'E',
    'squeeze-blank': 's',
  });
  const visible = ['v', 'A', 'e', 't'].some((flag) => options.has(flag));
  const ends = ['E', 'A', 'e'].some((flag) => options.has(flag));
  const tabs = ['T', 'A', 't'].some((flag) => options.has(flag));
  const plain = options.order.every((one) => one.flag === 'u');
  let number = 0;
  let blank = false;
  for (const path of options.rest.length === 0 ? ['-'] : options.rest) {
    const fd = openOrWarn(tool, path);
    if (fd === undefined) continue;
    try {
      if (plain) {
        yield* tool.flush();
        while ((yield* tool.process.splice(fd, 1)) > 0);
      } else {
        const reader = new LineReader(tool.process, fd);
        for (;;) {
          let line = yield* reader.next();
          if (line === undefined) break;
          const empty = line === '\n';
          if (options.has('s') && empty && blank) continue;
          blank = empty;
          if (visible) line = show(line);
          if (tabs) line = line.replaceAll('\t', '^I');
          if (ends) line = line.replace(/\n$/, '$\n');
          const numbered = options.has('b') ? !empty : options.has('n');
          tool.out((numbered ? `${String(++number).padStart(6)}\t` : '') + line);
          yield* tool.drain();
        }
      }
    } catch (error) {
      tool.warn(complaint(tool, path, reason(error)));
    }
    if (fd !== 0) tool.process.close(fd);
  }
};

/** @returns a line with its control characters as `^X` and `M-x` */
function show(line: string): string {
  return line.replace(/[^\t\n\x20-\x7e]/g, (sign) => {
    const code = sign.charCodeAt(0);
    const low = code & 127;
    const shown =
      low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low);
    return (code > 127 ? 'M-' : '') + shown;
  });
}

/** tac(1). */
export const tac: Applet = function* (tool) {
  const text = yield* readFiles(tool, parseOptions(tool, '').rest);
  tool.out((text.match(/[^\n]*\n|[^\n]+$/g) ?? []).toReversed().join(''));
};

/** rev(1): the characters of each line in reverse. */
export const rev: Applet = function* (tool) {
  const text = yield* readFiles(tool, parseOptions(tool, '').rest);
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const body = line.replace(/\n$/, '');
    // A character of more bytes stays whole.
    const signs = body.match(/[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*|[\x80-\xbf]/g) ?? [];
    tool.out(signs.toReversed().join('') + line.slice(body.length));
    yield* tool.drain();
  }
};

/** nl(1): -b a|t|n, -w, -s, -v, -n ln|rn|rz. */
export const nl: Applet = function* (tool) {
  const options = parseOptions(tool, 'b:w:s:v:n:i:', { 'body-numbering=': 'b', 'number-width=': 'w' });
  const width = Number(options.get('w') ?? 6);
  const separator = options.get('s') ?? '\t';
  const body = options.get('b') ?? 't';
  let number = Number(options.get('v') ?? 1);
  for (const line of linesOf(yield* readFiles(tool, options.rest))) {
    if (body === 'n' || (body === 't' && line === '')) {
      tool.out(`${' '.repeat(width + separator.length)}${line}\n`);
      continue;
    }
    const text = String(number);
    const form = options.get('n') ?? 'rn';
    tool.out(
      `${form === 'ln' ? text.padEnd(width) : text.padStart(width, form === 'rz' ? '0' : ' ')}${separator}${line}\n`,
    );
    number += Number(options.get('i') ?? 1);
    yield* tool.drain();
  }
};
