import * as v from 'valibot';
import { explainIssue } from './explain.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { ProblemList } from './problems.ts';
import { keysAllowed } from './schema/walk.ts';
import { looksLikeText, missingMessage, QUOTE_TEXT, restOfSentence } from './schema-words.ts';
import { suggest } from './suggest.ts';

/** The newest `format` that this program reads. */
const FORMAT = 1;

/**
 * Checks a file against the schema of its kind.
 *
 * @param schema the schema
 * @param file the parsed file
 * @param list takes the problems, each at its place, in plain language
 * @returns the value with its type, or nothing if it does not fit
 */
export function validate<T>(
  schema: v.GenericSchema<unknown, T>,
  file: ParsedFile,
  list: ProblemList,
): T | undefined {
  if (isNewer(file, list)) return undefined;
  const result = v.safeParse(schema, file.value);
  if (result.success) return result.output;

  const seen = new Set<string>();
  const misspelt = new Set<string>();
  for (const issue of result.issues.flatMap(leaves)) {
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    if (isUnknownKey(issue)) {
      reportUnknownKeys(schema as v.GenericSchema, file, list, path.slice(0, -1), misspelt);
      continue;
    }
    const finding = explainIssue(issue, file, path);
    // A choice of schemas says the same thing once for each of its members.
    // A key that is no key has no value either; once is enough there, too.
    const key = finding.path.join('/');
    if (seen.has(key) && finding.rule !== 'missing-key') continue;
    seen.add(key);
    list.add(file, finding.rule, finding.path, finding.message, finding);
  }
  dropMissingThatAreMisspelt(list, misspelt);
  return undefined;
}

function isNewer(file: ParsedFile, list: ProblemList): boolean {
  const format = (file.value as Record<string, unknown> | null)?.['format'];
  if (typeof format !== 'number' || format <= FORMAT || !Number.isInteger(format)) return false;
  const message = `the file is of format ${format}, and this docker-tutor reads format ${FORMAT}`;
  list.add(file, 'newer-format', ['format'], message, { hint: 'update docker-tutor' });
  return true;
}

/** The issues of the member of a choice that was meant: the one that got further into the value. */
function leaves(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown>[] {
  const further = (issue.issues ?? []).filter((sub) => sub.path !== undefined);
  // A map takes a list for one of its kind, with indexes as keys; whoever wrote a list meant a list.
  const asList = further.filter((sub) => sub.path?.[0].type === 'array');
  const inner = Array.isArray(issue.input) && asList.length > 0 ? asList : further;
  if (inner.length === 0) return [issue];
  return inner.flatMap((sub) => {
    const path = [...(issue.path ?? []), ...(sub.path ?? [])] as v.BaseIssue<unknown>['path'];
    return leaves({ ...sub, path } as v.BaseIssue<unknown>);
  });
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return (
    issue.type === 'strict_object' && issue.expected === 'never' && !Array.isArray(issue.path?.at(-1)?.input)
  );
}

/** Valibot stops at the first key it does not know; an author wants all of them. */
function reportUnknownKeys(
  schema: v.GenericSchema,
  file: ParsedFile,
  list: ProblemList,
  path: (string | number)[],
  misspelt: Set<string>,
): void {
  const allowed = keysAllowed(schema, file.value, path);
  let map: unknown = file.value;
  for (const step of path) map = (map as Record<PropertyKey, unknown>)[step];
  const given = map as Record<string, unknown>;
  const open = allowed.filter((key) => !(key in given));
  for (const key of Object.keys(given)) {
    if (allowed.includes(key)) continue;
    const at = { atKey: true };
    if (looksLikeText(key)) {
      list.add(file, 'unknown-key', [...path, key], restOfSentence(key), { ...at, hint: QUOTE_TEXT });
      continue;
    }
    const meant = suggest(key, open);
    if (meant !== undefined) misspelt.add(missingMessage(meant));
    const hint = meant === undefined ? `keys here are ${names(allowed)}` : `did you mean \`${meant}\`?`;
    list.add(file, 'unknown-key', [...path, key], `unknown key \`${key}\``, { ...at, hint });
  }
}

/** A misspelt key explains why its right spelling is missing; once is enough. */
function dropMissingThatAreMisspelt(list: ProblemList, misspelt: ReadonlySet<string>): void {
  if (misspelt.size === 0) return;
  const kept = list.problems.filter((p) => p.rule !== 'missing-key' || !misspelt.has(p.message));
  list.problems.splice(0, list.problems.length, ...kept);
}

function names(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(', ');
}
