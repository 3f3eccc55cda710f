import { readWhole } from '../../support/input.ts';
import { parseOptions } from '../../support/options.ts';
import { PatternError } from '../../support/regex/pattern.ts';
import type { Applet } from '../../support/tool.ts';
import type { Program } from './ast.ts';
import { AwkSyntaxError } from './lex.ts';
import { Machine } from './machine.ts';
import { parseAwk } from './parse.ts';
import { escapes } from './values.ts';

/** awk(1): -F -v -f. */
export const awk: Applet = function* (tool) {
  const options = parseOptions(tool, '+F:v:f:W:', {
    'field-separator=': 'F',
    'assign=': 'v',
    'file=': 'f',
    version: 'version',
  });
  const operands = [...options.rest];
  let source = '';
  for (const path of options.all('f')) {
    try {
      source += `${yield* readWhole(tool.process, path)}\n`;
    } catch (error) {
      tool.fail(
        tool.gnu
          ? `cannot open ${path} (${(error as Error).message})`
          : `can't open '${path}': ${(error as Error).message}`,
        tool.gnu ? 2 : 1,
      );
    }
  }
  if (!options.has('f')) {
    const first = operands.shift();
    if (first === undefined) {
      tool.out(
        tool.gnu
          ? "Usage: mawk [Options] 'program' [file ...]\n"
          : 'BusyBox v1.37.0 multi-call binary.\n\nUsage: awk [-F SEP] [-v VAR=VAL] [-f FILE] [AWK_PROGRAM] [FILE]...\n',
        2,
      );
      return tool.gnu ? 2 : 1;
    }
    source = first;
  }
  let program: Program;
  try {
    program = parseAwk(source);
  } catch (error) {
    if (!(error instanceof AwkSyntaxError)) throw error;
    return tool.fail(
      tool.gnu
        ? `line 1: syntax error: ${error.message}`
        : `cmd. line:1: ${error.message[0]!.toUpperCase()}${error.message.slice(1)}`,
      tool.gnu ? 2 : 1,
    );
  }
  const machine = new Machine(tool, program, operands);
  const separator = options.get('F');
  if (separator !== undefined) machine.assign('FS', separator === 't' ? '\t' : escapes(separator));
  for (const text of options.all('v')) {
    const equals = text.indexOf('=');
    if (equals < 1)
      tool.fail(
        tool.gnu ? `improper assignment: -v ${text}` : `invalid argument '${text}' to '-v'`,
        tool.gnu ? 2 : 1,
      );
    machine.assign(text.slice(0, equals), escapes(text.slice(equals + 1)));
  }
  try {
    return yield* machine.run();
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return tool.fail(
      tool.gnu ? `regular expression compile failed (${error.message})` : `bad regex: ${error.musl}`,
      2,
    );
  }
};
