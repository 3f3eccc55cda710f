/** Rules about the facts that tasks ask for. */
import type { Path } from '../positions.ts';
import type { Fact } from '../schema/fact.ts';
import { didYouMean } from '../suggest.ts';
import type { GoalRule, GoalsUnderRule } from './goals.ts';
import type { ReportFinding } from './item-rule.ts';

/** A fact with its place; `wanted` if a task asks for it, and not a mistake is known by it. */
interface PlacedFact {
  readonly fact: Fact;
  readonly path: Path;
  readonly wanted: boolean;
}

/** Every fact of things to do. */
export function factsOf({ goals }: GoalsUnderRule): PlacedFact[] {
  return goals.flatMap(({ goal, path }) => [
    ...goal.expect.map((fact, index) => ({ fact, path: [...path, 'expect', index], wanted: true })),
    ...(goal.mistakes ?? []).flatMap(({ when }, at) =>
      when.map((fact, index) => ({ fact, path: [...path, 'mistakes', at, 'when', index], wanted: false })),
    ),
  ]);
}

/** What a fact is about: the key that names it. */
const ABOUT = ['container', 'image', 'network', 'volume', 'http'] as const;

/** `absent-with-facts`: of what must not be there nothing else can be asked. */
export const absentAlone: GoalRule = (under, report) => {
  for (const { fact, path } of factsOf(under)) {
    const about = ABOUT.find((key) => key in fact);
    if (about !== undefined) checkAbsent(fact as Readonly<Record<string, unknown>>, [about], path, report);
    if ('container' in fact && fact.file !== undefined)
      checkAbsent(fact.file, ['path'], [...path, 'file'], report);
  }
};

function checkAbsent(
  fact: Readonly<Record<string, unknown>>,
  names: readonly string[],
  path: Path,
  report: ReportFinding,
): void {
  if (fact['exists'] !== false) return;
  const more = Object.keys(fact).find((key) => key !== 'exists' && !names.includes(key));
  if (more === undefined) return;
  const message = `\`${more}\` is asked of something that must not be there`;
  const hint = 'leave out `exists: false`, or everything else';
  report('absent-with-facts', [...path, more], message, { hint, atKey: true });
}

/** `unknown-reference` for the names under which ids were noted (`remember`). */
export const knownMemories: GoalRule = (under, report) => {
  const noted = under.goals.flatMap(({ goal }) => Object.keys(goal.remember ?? {}));
  const mustBeNoted = (name: string | undefined, path: Path): void => {
    if (name === undefined || noted.includes(name)) return;
    const hint = didYouMean(name, noted) ?? 'note it with `remember:`';
    report('unknown-reference', path, `nothing is remembered as \`${name}\``, { hint });
  };
  for (const { fact, path } of factsOf(under)) {
    if (!('container' in fact) && !('image' in fact)) continue;
    const { id } = fact;
    const key = id !== undefined && 'same-as' in id ? 'same-as' : 'other-than';
    const name = id && (id as Readonly<Record<string, string>>)[key];
    // An image may be compared with another one by its reference, too.
    const isReference = !('container' in fact) && name !== undefined && /[:/@]/.test(name);
    if (!isReference) mustBeNoted(name, [...path, 'id', key]);
    if (!('container' in fact)) mustBeNoted(fact.layers?.shared?.with, [...path, 'layers', 'shared', 'with']);
  }
};

/** Ports below need rights on many systems; 5000 is taken on macOS. */
const FIRST_FREE_PORT = 1025;
const TAKEN_PORT = 5000;

/** `bad-port`: what a learner is asked to publish can be published everywhere. */
export const freePorts: GoalRule = (under, report) => {
  const check = (port: number, path: Path): void => {
    if (port >= FIRST_FREE_PORT && port !== TAKEN_PORT) return;
    const why =
      port === TAKEN_PORT ? 'macOS uses port 5000 itself' : 'ports up to 1024 need rights on many systems';
    report('bad-port', path, `port ${port} is not free everywhere`, { hint: `${why}; take 8080, say` });
  };
  for (const { fact, path, wanted } of factsOf(under)) {
    if (!wanted) continue;
    if ('http' in fact) check(fact.http.port, [...path, 'http', 'port']);
    if (!('container' in fact)) continue;
    for (const [inside, host] of Object.entries(fact.ports ?? {})) {
      const port = Number(String(host).split(':').at(-1));
      if (Number.isInteger(port)) check(port, [...path, 'ports', inside]);
    }
  }
};

/** Names that Docker takes (its RestrictedNamePattern). */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** `bad-name`: docker takes the names that a task asks for. */
export const goodNames: GoalRule = (under, report) => {
  for (const { fact, path } of factsOf(under)) {
    for (const key of ['container', 'network', 'volume'] as const) {
      const name = (fact as Readonly<Record<string, unknown>>)[key];
      if (typeof name !== 'string' || NAME.test(name)) continue;
      const hint =
        'a name has at least two characters: a letter or digit, then letters, digits, `_`, `.` and `-`';
      report('bad-name', [...path, key], `docker takes no ${key} of the name \`${name}\``, { hint });
    }
  }
};

/** What every engine has from the start. */
const BUILT_IN = ['bridge', 'host', 'none'];

/** `name-not-said`: what a task wants to be there is named in its text, or in what came before. */
export const saidNames: GoalRule = (under, report) => {
  const { pack, goals, before, place } = under;
  for (const lang of pack.languages) {
    const inLang = (text: GoalsUnderRule['before'][number]): string =>
      (typeof text === 'string' ? text : text?.[lang]) ?? '';
    let said = [...before.map(inLang), ...(place.setup ?? [])].join('\n');
    for (const { goal, path } of goals) {
      said += `\n${inLang(goal.do)}`;
      goal.expect.forEach((fact, index) => {
        const key = (['container', 'image', 'network', 'volume'] as const).find((each) => each in fact);
        if (key === undefined || ('exists' in fact && fact.exists === false)) return;
        const name = (fact as Readonly<Record<string, unknown>>)[key] as string;
        if (BUILT_IN.includes(name) || said.includes(name)) return;
        const message = `in \`${lang}\` no text up to this task says \`${name}\``;
        const hint = `a learner must be told the name of the ${key}`;
        report('name-not-said', [...path, 'expect', index, key], message, { hint });
      });
    }
  }
};
