/** The layers of a Dockerfile's stages. */
import type { Command, Node } from '../../formats/dockerfile/graph.ts';
import type { StagePlan, Step } from '../../formats/dockerfile/plan.ts';
import { type Reuse, type ReusePlan, reuseOf } from '../../formats/dockerfile/reuse.ts';
import { runLine } from '../../formats/dockerfile/run-line.ts';
import { lineAdds } from '../../formats/dockerfile-line.ts';
import { oneLine } from '../../text/control.ts';
import type { Layer, LayerReason } from '../model.ts';
import { lineLabel } from './line-label.ts';
import type { ReadPlan } from './read-plan.ts';

/** The kind of step that an instruction makes. */
const MAKES: Readonly<Record<string, Step['kind']>> = {
  RUN: 'run',
  COPY: 'copy',
  ADD: 'copy',
  WORKDIR: 'mkdir',
};

/**
 * The layers of a Dockerfile, stage by stage, each from its FROM on.
 *
 * @param read the planned Dockerfile
 * @param changed the files of the build context that have changed, none of them left out by .dockerignore; undefined if
 *   nothing is asked about the next build
 */
export function layersOf({ graph, plan }: ReadPlan, changed: readonly string[] | undefined): Layer[] {
  const stages = graph.nodes.filter(({ stage }) => stage !== undefined);
  const reuse = changed === undefined ? undefined : reuseOf(plan, changed);
  const nameOf = (index: number): string => {
    const node = graph.nodes[index];
    return node === undefined ? '' : node.stage === undefined ? node.image : node.name;
  };
  return stages.flatMap((node) => {
    const planned = plan.stages.find(({ index }) => index === node.index);
    const steps = planned === undefined ? new Map<Command, Step>() : stepsOf(node, planned);
    const common = {
      writable: false,
      ...(stages.length > 1 && { stage: node.name }),
      ...(planned === undefined && { state: 'skipped' as const }),
    };
    const lines = node.commands.map((command, index): Layer => {
      const step = steps.get(command);
      const source = command.sources.find((each) => each !== undefined);
      const line = lineOf(command);
      return {
        id: command.onBuild ? `onbuild-${node.index}-${index}` : idOf(command.instruction.line.lines.start),
        line,
        label: lineLabel(line),
        adds: lineAdds(command.instruction.kind) ?? 'metadata',
        ...common,
        ...(source && { from: nameOf(source.index) }),
        ...(step && reuse && saidOf(reuse.steps.get(step), nameOf)),
      };
    });
    return [{ ...fromLayer(node, reuse), ...common }, ...lines];
  });
}

function fromLayer(node: Node, reuse: ReusePlan | undefined): Omit<Layer, 'writable'> {
  const { base } = node;
  const line = oneLine(node.stage?.from.line.original ?? '');
  const above = reuse?.origins.get(node.index);
  // Nothing is taken from anywhere for `scratch`.
  const state = reuse === undefined || node.image === 'scratch' ? undefined : (above?.state ?? 'cached');
  return {
    id: idOf(node.lines.start),
    line,
    label: lineLabel(line),
    adds: 'base',
    ...(base && { from: base.name }),
    ...(state !== undefined && { state }),
    ...(state !== undefined && state !== 'cached' && { because: 'stage' as const }),
  };
}

/** The step that each command makes; a command that makes none is not there. */
function stepsOf(node: Node, planned: StagePlan): Map<Command, Step> {
  const found = new Map<Command, Step>();
  let next = 0;
  for (const command of node.commands) {
    const step = planned.steps[next];
    const { kind, line } = command.instruction;
    if (step?.kind !== MAKES[kind] || step?.lines.start !== line.lines.start) continue;
    found.set(command, step);
    next += 1;
  }
  return found;
}

function saidOf(
  reuse: Reuse | undefined,
  nameOf: (stage: number) => string,
): Partial<Pick<Layer, 'state' | 'because' | 'changed' | 'from'>> {
  if (reuse === undefined) return {};
  const { state, changed, readsContext, remote, stages } = reuse;
  if (changed.length > 0) return { state, changed };
  const because = ((): LayerReason | undefined => {
    if (state === 'cached') return readsContext ? 'reads-none' : undefined;
    if (state === 'rebuilt') return 'before';
    if (stages.length > 0) return 'stage';
    return remote ? 'remote' : 'before';
  })();
  const [stage] = stages;
  return {
    state,
    ...(because !== undefined && { because }),
    ...(because === 'stage' && stage !== undefined && { from: nameOf(stage) }),
  };
}

function lineOf({ instruction, onBuild }: Command): string {
  const { line } = instruction;
  const summary =
    instruction.kind === 'RUN' && instruction.documents.length > 0
      ? runLine(instruction, ['/bin/sh', '-c']).summary
      : '';
  return oneLine(`${onBuild ? 'ONBUILD ' : ''}${line.original}${summary}`);
}

function idOf(line: number): string {
  return `line-${line}`;
}
