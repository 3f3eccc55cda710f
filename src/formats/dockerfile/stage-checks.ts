import type { Dockerfile } from './dockerfile.ts';
import type { Linter } from './lint.ts';
import type { Line } from './syntax.ts';

const RESERVED: ReadonlySet<string> = new Set(['context', 'scratch']);

function checkFrom(line: Line, name: string, lint: Linter): void {
  const [, as = '', written = ''] = line.rest.split(/[\t\v\f\r ]+/);
  if (written !== written.toLowerCase()) {
    lint.report('StageNameCasing', `Stage name '${written}' should be lowercase`, line.lines, line);
  }
  const { keyword } = line;
  const lower = keyword === keyword.toLowerCase();
  const upper = keyword === keyword.toUpperCase();
  const fits = (lower && as === as.toLowerCase()) || (!lower && (!upper || as === as.toUpperCase()));
  if (!fits) {
    lint.report('FromAsCasing', `'${as}' and '${keyword}' keywords' casing do not match`, line.lines, line);
  }
  if (name !== '') checkDescription('FROM', [name], line, lint);
}

function checkDescription(what: string, names: readonly string[], line: Line, lint: Linter): void {
  const [word = ''] = (line.comments.at(-1) ?? '').split(' ');
  if (line.comments.length === 0 || names.includes(word)) return;
  const example = names.length > 1 ? '<arg_key>' : names[0];
  lint.report(
    'InvalidDefinitionDescription',
    `Comment for ${what} should follow the format: \`# ${example} <description>\``,
    line.lines,
    line,
  );
}

function checkNames(file: Dockerfile, lint: Linter): void {
  const seen = new Set<string>();
  for (const { from } of file.stages) {
    if (from.name === '') continue;
    if (RESERVED.has(from.name)) {
      const message = `Stage name should not use the same name as reserved stage ${JSON.stringify(from.name)}`;
      lint.report('ReservedStageName', message, from.line.lines, from.line);
    }
    if (seen.has(from.name)) {
      const message = `Duplicate stage name ${JSON.stringify(from.name)}, stage names should be unique`;
      lint.report('DuplicateStageName', message, from.line.lines, from.line);
    }
    seen.add(from.name);
  }
}

function checkCasing(file: Dockerfile, lint: Linter): void {
  const lines = file.stages.flatMap(({ from, instructions }) =>
    [from, ...instructions].map((each) => each.line),
  );
  const lower = lines.filter(({ keyword }) => keyword === keyword.toLowerCase()).length;
  const upper = lines.filter(({ keyword }) => keyword === keyword.toUpperCase()).length;
  const mostlyLower = lower > upper;
  for (const line of lines) {
    const wanted = mostlyLower ? line.keyword.toLowerCase() : line.keyword.toUpperCase();
    if (line.keyword === wanted) continue;
    const casing = mostlyLower ? 'lowercase' : 'uppercase';
    const message = `Command '${line.keyword}' should match the case of the command majority (${casing})`;
    lint.report('ConsistentInstructionCasing', message, line.lines, line);
  }
}

/** The checks that need nothing but the text of the instructions. */
export function checkText(file: Dockerfile, lint: Linter): void {
  for (const line of file.source.emptyContinuations) {
    lint.report('NoEmptyContinuation', 'Empty continuation line', { start: line, end: line });
  }
  const all = [...file.args, ...file.stages.flatMap(({ from, instructions }) => [from, ...instructions])];
  for (const instruction of all) {
    if (instruction.kind === 'FROM') checkFrom(instruction.line, instruction.name, lint);
    else if (instruction.kind === 'MAINTAINER') {
      const message = 'Maintainer instruction is deprecated in favor of using label';
      lint.report('MaintainerDeprecated', message, instruction.line.lines, instruction.line);
    } else if (instruction.kind === 'ARG') {
      checkDescription(
        'ARG',
        instruction.args.map(({ key }) => key),
        instruction.line,
        lint,
      );
    }
  }
  checkNames(file, lint);
  checkCasing(file, lint);
}
