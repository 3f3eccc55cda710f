/** What a build of a Dockerfile would do, for one who only looks. */
import type { BuildRequest } from '../../formats/dockerfile/build-request.ts';
import { parseDockerfile } from '../../formats/dockerfile/dockerfile.ts';
import { Graph } from '../../formats/dockerfile/graph.ts';
import type { BaseImage } from '../../formats/dockerfile/image.ts';
import { makePlan } from '../../formats/dockerfile/make-plan.ts';
import type { Plan } from '../../formats/dockerfile/plan.ts';
import type { IgnoreMatcher } from '../../formats/dockerignore.ts';

/** A Dockerfile, planned for one target. */
export interface ReadPlan {
  readonly graph: Graph;
  /** Of the stages that the target needs. */
  readonly plan: Plan;
}

/** A name of an image as Docker takes it; the parts that only a registry judges are left to it. */
const NAME = /^[a-z0-9][\w.\-/:@]*$/;

/**
 * What a build is asked for by one who only looks at the Dockerfile.
 *
 * @param target the stage that is asked for; '' is the last
 */
export function lookRequest(target: string): BuildRequest {
  return {
    target,
    buildArgs: new Map(),
    platform: 'linux/amd64',
    badReference: (name) => (NAME.test(name) ? undefined : 'invalid reference format'),
    onlyRead: true,
  };
}

/**
 * Plans a build. Of images from elsewhere nothing is known: neither their variables nor their ONBUILD.
 *
 * @param text the Dockerfile
 * @param target the stage that is asked for; '' is the last
 * @param ignore what .dockerignore leaves out
 * @throws DockerfileError with BuildKit's message
 */
export function readPlan(text: string, target: string, ignore: IgnoreMatcher | undefined): ReadPlan {
  const graph = new Graph(parseDockerfile(text), lookRequest(target));
  const images = new Map<string, BaseImage>();
  for (let grown = true; grown; ) {
    for (const { image } of graph.images()) images.set(image, { shown: image, config: {} });
    grown = graph.trigger(images);
  }
  return { graph, plan: makePlan(graph, images, { ignore }) };
}
