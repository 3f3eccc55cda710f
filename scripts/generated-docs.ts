import { jsonSchema, SCHEMA_KINDS } from '../src/content/json-schema.ts';
import { RULES } from '../src/content/rules/table.ts';

const GUIDE = 'docs/authoring.md';
const BEGIN = '<!-- rules: written by `npm run docs` -->';
const END = '<!-- end of rules -->';

/**
 * The files of the documentation that are made from the code.
 *
 * @param read reads a file of the repository
 * @returns the text of each file, by its path
 */
export function generatedDocs(read: (path: string) => string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const kind of SCHEMA_KINDS) {
    files.set(`docs/schema/${kind}.v1.json`, `${JSON.stringify(jsonSchema(kind), undefined, 2)}\n`);
  }
  files.set(GUIDE, withRules(read(GUIDE)));
  return files;
}

function withRules(guide: string): string {
  const begin = guide.indexOf(BEGIN);
  const end = guide.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${GUIDE} has no place for the rules`);
  return `${guide.slice(0, begin + BEGIN.length)}\n\n${rulesTable()}\n\n${guide.slice(end)}`;
}

function rulesTable(): string {
  const rows = RULES.map((rule) => {
    const strict = 'strict' in rule ? `${rule.severity}, ${rule.strict} in a strict pack` : rule.severity;
    return `| \`${rule.id}\` | ${strict} | ${rule.about} |`;
  });
  return ['| rule | severity | what it asks for |', '| --- | --- | --- |', ...rows].join('\n');
}
