import type { CST, YAMLError } from 'yaml';

/** One node of YAML's concrete syntax. */
export type CstToken = CST.Token;

const QUOTE =
  'put the text in quotes if it holds `: `, ` #`, or begins with a mark such as ` * & ! | > % @ or a backtick';

/** What helps against each kind of YAML error. */
const HINTS: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: QUOTE,
  BAD_DQ_ESCAPE: 'inside "…" write a backslash as \\\\, or use \'…\'',
  BAD_INDENT: 'line it up with its neighbours, using spaces',
  BAD_SCALAR_START: QUOTE,
  BLOCK_AS_IMPLICIT_KEY: QUOTE,
  MISSING_CHAR: 'look for a quote or a bracket that is not closed, or a comma that is missing',
  MULTILINE_IMPLICIT_KEY: 'look for a `:` that is missing on this line, or a quote that is not closed',
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'put the text in quotes if it begins with `!`',
  UNEXPECTED_TOKEN: QUOTE,
};

/**
 * A YAML error in words: the parser's own sentence, and a hint for the slips that authors make.
 *
 * @param error an error of the `yaml` package, without its pretty form
 */
export function explainYamlError(error: YAMLError): { message: string; hint?: string } {
  const message = error.message.replace(/\.$/, '');
  const hint = HINTS[error.code];
  return hint === undefined ? { message } : { message, hint };
}
