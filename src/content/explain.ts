/** What a schema found, in plain language: what was wanted, what is there, what to do. */
import type * as v from 'valibot';
import type { ParsedFile } from './parsed-file.ts';
import { type Path, writtenAs } from './positions.ts';
import type { Finding } from './problems.ts';
import type { RuleId } from './rules/table.ts';
import { IdSchema } from './schema/common.ts';
import { looksLikeText, missingMessage, QUOTE_TEXT, restOfSentence } from './schema-words.ts';
import { didYouMean } from './suggest.ts';

type Issue = v.BaseIssue<unknown>;
type Explained = Finding & { readonly rule: RuleId };

const ID_PATTERN: unknown = IdSchema.pipe[1].requirement;

/**
 * Turns an issue of a schema into a finding.
 *
 * @param issue one of valibot's issues; unknown keys are not handled here
 * @param file the file, to see how a value was written
 * @param path where the issue is
 */
export function explainIssue(issue: Issue, file: ParsedFile, path: Path): Explained {
  const last = issue.path?.at(-1);
  const parentIsList = last?.type === 'object' && Array.isArray(last.input);
  if (parentIsList) {
    return {
      rule: 'wrong-type',
      path: path.slice(0, -1),
      message: 'a map is wanted here, and there is a list',
    };
  }
  if (last?.origin === 'key') return explainKey(issue, path);
  if (issue.kind === 'schema') return explainType(issue, file, path);
  return explainValue(issue, path);
}

function explainKey(issue: Issue, path: Path): Explained {
  const key = String(path.at(-1));
  if (issue.type === 'strict_object') {
    return { rule: 'missing-key', path: path.slice(0, -1), message: missingMessage(key) };
  }
  if (issue.requirement === ID_PATTERN) {
    return {
      rule: 'bad-id',
      path,
      atKey: true,
      message: `${display(key)} is not an id`,
      hint: issue.message,
    };
  }
  const at = { rule: 'unknown-key' as const, path, atKey: true };
  if (looksLikeText(key)) return { ...at, message: restOfSentence(key), hint: QUOTE_TEXT };
  return { ...at, message: `unknown key \`${key}\``, hint: issue.message };
}

function explainType(issue: Issue, file: ParsedFile, path: Path): Explained {
  const choices = choicesOf(issue.expected);
  const name = nameOf(path);
  if (issue.input === undefined) {
    const hint = choices.length > 0 ? `one of ${quoted(choices)}` : undefined;
    return { rule: 'missing-key', path: path.slice(0, -1), message: missingMessage(name), hint };
  }
  if (issue.input === null) return explainNull(file, path, name);
  if (choices.length > 0) {
    const given = display(issue.input);
    const hint = typeof issue.input === 'string' ? didYouMean(issue.input, choices) : undefined;
    const message = `\`${name}\` is one of ${quoted(choices)}, and not ${given}`;
    return { rule: 'wrong-value', path, message, hint };
  }
  const wantsText = issue.expected?.includes('string') ?? false;
  const written = writtenAs(file, path);
  if (wantsText && typeof issue.input === 'number') {
    const message = `\`${written ?? issue.input}\` reads as the number ${issue.input}, and text is wanted`;
    return { rule: 'unquoted-number', path, message, hint: `quote it: "${written ?? issue.input}"` };
  }
  if (wantsText && typeof issue.input === 'boolean') {
    const message = `\`${written ?? issue.input}\` reads as ${issue.input}, and text is wanted`;
    return { rule: 'unquoted-word', path, message, hint: `quote it: "${written ?? issue.input}"` };
  }
  const message = `\`${name}\` wants ${wanted(issue)}, and there is ${display(issue.input)}`;
  return { rule: 'wrong-type', path, message, hint: hintForType(issue) };
}

/** What a value is called: its key; an entry of a list goes by the list's. */
function nameOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'the file');
}

function explainNull(file: ParsedFile, path: Path, name: string): Explained {
  const written = writtenAs(file, path);
  if (written === undefined || written === '') {
    return { rule: 'missing-value', path, message: `\`${name}\` has no value` };
  }
  const message = `\`${written}\` reads as nothing`;
  return { rule: 'unquoted-word', path, message, hint: `if it is text, quote it: "${written}"` };
}

function hintForType(issue: Issue): string | undefined {
  if (issue.expected === 'boolean' && typeof issue.input === 'string')
    return 'write true or false, without quotes';
  if (issue.expected === 'number' && typeof issue.input === 'string') return 'write digits, without quotes';
  if (issue.expected === 'Array') return 'begin each entry with `- `, or put them in […]';
  return undefined;
}

function explainValue(issue: Issue, path: Path): Explained {
  const name = nameOf(path);
  const limit = String(issue.requirement);
  const size = Array.isArray(issue.input) ? issue.input.length : undefined;
  switch (issue.type) {
    case 'min_length':
      return {
        rule: 'wrong-value',
        path,
        message: `\`${name}\` needs at least ${limit} entries, and has ${size}`,
      };
    case 'max_length':
      return {
        rule: 'wrong-value',
        path,
        message: `\`${name}\` has room for ${limit} entries, and has ${size}`,
      };
    case 'min_value':
      return {
        rule: 'wrong-value',
        path,
        message: `\`${name}\` is at least ${limit}, and not ${display(issue.input)}`,
      };
    case 'max_value':
      return {
        rule: 'wrong-value',
        path,
        message: `\`${name}\` is at most ${limit}, and not ${display(issue.input)}`,
      };
    case 'integer':
      return {
        rule: 'wrong-value',
        path,
        message: `\`${name}\` is a whole number, and not ${display(issue.input)}`,
      };
    default: {
      if (issue.requirement === ID_PATTERN) {
        return { rule: 'bad-id', path, message: `${display(issue.input)} is not an id`, hint: issue.message };
      }
      return {
        rule: 'wrong-value',
        path,
        message: `${display(issue.input)} is not allowed here`,
        hint: issue.message,
      };
    }
  }
}

/** The literals of an expectation such as `("single" | "multiple")`. */
function choicesOf(expected: string | null): string[] {
  if (expected === null || !/^\(?(?:"[^"]*"|\d+)/.test(expected)) return [];
  return [...expected.matchAll(/"([^"]*)"|(\d+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'a map',
};

function wanted(issue: Issue): string {
  const types = [...(issue.expected ?? '').matchAll(/\w+/g)].map((match) => TYPE_WORDS[match[0]] ?? match[0]);
  return [...new Set(types)].join(' or ');
}

function display(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
