/** Which steps of a planned build the cache has, after files of the build context have changed. */
import { type BuildState, type CacheLine, planLines } from '../build-plan.ts';
import { cleanPath, IgnoreMatcher } from '../dockerignore.ts';
import { nameMatcher, WILD } from '../name-pattern.ts';
import type { CopyStep, Plan, RunStep, StagePlan, Step } from './plan.ts';

/** What the next build does with a step, or with the FROM of a stage. */
export interface Reuse {
  readonly state: BuildState;
  /** The files that have changed and that it reads. */
  readonly changed: readonly string[];
  /** Whether it reads the build context at all. */
  readonly readsContext: boolean;
  /** Whether what it reads lies at a URL, and nothing says what must be there. */
  readonly remote: boolean;
  /** The stages whose files it reads and which are not all from the cache, by index. */
  readonly stages: readonly number[];
}

/** The answers for a plan. */
export interface ReusePlan {
  readonly steps: ReadonlyMap<Step, Reuse>;
  /** For a stage built on another: what becomes of that one, by the stage's index. */
  readonly origins: ReadonlyMap<number, Reuse>;
}

interface Known extends Omit<Reuse, 'state' | 'stages'> {
  readonly line: CacheLine;
  /** The stages that the first of `line.from` end; the others are what a linked copy is put on. */
  readonly sources: readonly number[];
}

/**
 * What the next build reuses when nothing but the content of some files has changed: not the Dockerfile, no build
 * argument, no image that it begins with.
 *
 * @param plan the stages that are built
 * @param changed paths in the build context, relative, with slashes; those that .dockerignore leaves out left out
 */
export function reuseOf(plan: Plan, changed: readonly string[]): ReusePlan {
  const known: Known[] = [];
  const steps = new Map<Step, number>();
  const origins = new Map<number, number>();
  /** The lines that a stage's result hangs on, by the stage's index. */
  const ends = new Map<number, readonly number[]>();
  for (const stage of plan.stages) {
    let on = originOf(stage, ends);
    if (stage.base.kind === 'stage') {
      origins.set(stage.index, known.length);
      known.push({ ...NOTHING, line: { on, from: [], changed: false }, sources: [] });
      on = [known.length - 1];
    }
    for (const step of stage.steps) {
      steps.set(step, known.length);
      known.push(knownOf(step, on, changed, ends));
      // A linked copy is made on its own; what follows stands on both.
      on = step.kind === 'copy' && step.link ? [...on, known.length - 1] : [known.length - 1];
    }
    ends.set(stage.index, on);
  }
  const states = planLines(known.map(({ line }) => line));
  const answer = (index: number): Reuse => {
    const { line, sources, changed: read, readsContext, remote } = known[index]!;
    const stages = sources.filter((_, at) => states[line.from[at]!] !== 'cached');
    return { state: states[index]!, changed: read, readsContext, remote, stages: [...new Set(stages)] };
  };
  return {
    steps: new Map([...steps].map(([step, index]) => [step, answer(index)])),
    origins: new Map([...origins].map(([stage, index]) => [stage, answer(index)])),
  };
}

const NOTHING = { changed: [], readsContext: false, remote: false } as const;

function originOf({ base }: StagePlan, ends: ReadonlyMap<number, readonly number[]>): readonly number[] {
  return base.kind === 'stage' ? (ends.get(base.stage) ?? []) : [];
}

function knownOf(
  step: Step,
  on: readonly number[],
  changed: readonly string[],
  ends: ReadonlyMap<number, readonly number[]>,
): Known {
  if (step.kind === 'mkdir') return { ...NOTHING, line: { on, from: [], changed: false }, sources: [] };
  const stages = stagesOf(step);
  const from = stages.flatMap((stage) => (ends.get(stage) ?? []).map((index) => [index, stage] as const));
  const read = changed.filter((path) => readsPath(step, path));
  const linked = step.kind === 'copy' && step.link;
  const remote = step.kind === 'copy' && step.add && step.checksum === '' && step.sources.some(isRemote);
  return {
    changed: read,
    readsContext: readsContext(step),
    remote,
    line: {
      // A linked copy is not made again when what it is put on is, but it is put there again.
      on: linked ? [] : on,
      from: [...from.map(([index]) => index), ...(linked ? on : [])],
      changed: read.length > 0 || (remote ? 'unknown' : false),
    },
    sources: from.map(([, stage]) => stage),
  };
}

function stagesOf(step: CopyStep | RunStep): readonly number[] {
  const all = step.kind === 'copy' ? [step.files] : step.mounts.map(({ files }) => files);
  return all.flatMap((files) => (files?.from === 'stage' ? [files.stage] : []));
}

function readsContext(step: CopyStep | RunStep): boolean {
  if (step.kind === 'run') return step.mounts.some(({ files }) => files?.from === 'context');
  return step.files.from === 'context' && step.sources.some((source) => !isRemote(source));
}

function isRemote(source: string): boolean {
  return /^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/.test(source);
}

function readsPath(step: CopyStep | RunStep, path: string): boolean {
  if (step.kind === 'run') {
    return step.mounts.some(
      ({ files, source }) => files?.from === 'context' && isUnder(source, path, () => false),
    );
  }
  if (step.files.from !== 'context') return false;
  const exclude = step.exclude.length === 0 ? undefined : new IgnoreMatcher(step.exclude);
  const isLeftOut = (inside: string) => exclude?.ignores(inside) === true;
  return step.sources.some((source) => !isRemote(source) && isUnder(source, path, isLeftOut));
}

/**
 * Whether a path is what a source names, or lies in it.
 *
 * @param source as COPY has it: a file, a folder, a pattern
 * @param isLeftOut whether a path inside the source's folder, or a file's own name, is left out
 */
function isUnder(source: string, path: string, isLeftOut: (inside: string) => boolean): boolean {
  const wanted = namesOf(source);
  const given = namesOf(path);
  const fits = wanted.every((name, at) => {
    const own = given[at];
    return own !== undefined && (WILD.test(name) ? nameMatcher(name)(own) : name === own);
  });
  if (!fits) return false;
  const inside = given.slice(wanted.length);
  return !isLeftOut(inside.length > 0 ? inside.join('/') : (given.at(-1) ?? ''));
}

function namesOf(path: string): string[] {
  return cleanPath(`/${path}`)
    .split('/')
    .filter((name) => name !== '');
}
