import type { IgnoreMatcher } from '../dockerignore.ts';
import type { BuildRequest } from './build-request.ts';
import { StageState } from './dispatch.ts';
import { type Dockerfile, parseDockerfile } from './dockerfile.ts';
import { Graph, linterOf, type Node } from './graph.ts';
import type { BaseImage } from './image.ts';
import type { Linter, Warning } from './lint.ts';
import type { Plan, StagePlan } from './plan.ts';
import { DockerfileError } from './syntax.ts';

export interface PlanOptions {
  /** All stages, not only those that the target needs: for checks. */
  readonly all?: boolean;
  readonly ignore?: IgnoreMatcher | undefined;
}

/**
 * Decides what a build does, once its images are known.
 * @param images by the name in the Dockerfile, variables expanded
 * @throws DockerfileError
 */
export function makePlan(
  graph: Graph,
  images: ReadonlyMap<string, BaseImage>,
  options: PlanOptions = {},
): Plan {
  const dispatched = new Map<Node, StageState>();
  const stages: StagePlan[] = [];
  for (const node of options.all === true ? graph.nodes : graph.reachable()) {
    const state = new StageState(graph, node, dispatched, images, options.ignore);
    stages.push(state.plan());
    dispatched.set(node, state);
  }
  const violated = graph.lint.error();
  if (violated !== undefined) throw new DockerfileError(violated);
  return { stages, target: graph.target.index };
}

/** What the build checks say of a Dockerfile: `docker build --check`. */
export interface CheckResult {
  readonly warnings: readonly Warning[];
  /** Why it cannot be built at all. */
  readonly error: DockerfileError | undefined;
}

const NAME = /^[a-z0-9][\w.\-/:@]*$/;

/**
 * Checks a Dockerfile without building it. What its images say is not known, so variables that they set count as unknown.
 * @param text of the Dockerfile
 * @param images what is known of images, by name
 */
export function checkDockerfile(
  text: string,
  request: Partial<BuildRequest> = {},
  options: PlanOptions & { readonly images?: ReadonlyMap<string, BaseImage> } = {},
): CheckResult {
  let lint: Linter | undefined;
  try {
    const file: Dockerfile = parseDockerfile(text);
    lint = linterOf(file);
    const asked: BuildRequest = {
      target: '',
      buildArgs: new Map(),
      platform: 'linux/amd64',
      badReference: (name) => (NAME.test(name) ? undefined : 'invalid reference format'),
      ...request,
    };
    const graph = new Graph(file, asked, lint);
    const all = options.all ?? graph.request.target === '';
    const images = new Map<string, BaseImage>(options.images);
    for (let grown = true; grown; ) {
      for (const { image } of graph.images(all)) {
        if (!images.has(image)) images.set(image, { shown: image, config: {} });
      }
      grown = graph.trigger(images, all);
    }
    makePlan(graph, images, { ...options, all });
    return { warnings: graph.lint.warnings, error: undefined };
  } catch (problem) {
    if (!(problem instanceof DockerfileError)) throw problem;
    const violated = problem.message.startsWith('lint violation found');
    return { warnings: lint?.warnings ?? [], error: violated ? undefined : problem };
  }
}
