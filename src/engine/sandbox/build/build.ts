import { type Dockerfile, parseDockerfile } from '../../../formats/dockerfile/dockerfile.ts';
import { Graph, linterOf } from '../../../formats/dockerfile/graph.ts';
import type { BaseImage } from '../../../formats/dockerfile/image.ts';
import type { Warning } from '../../../formats/dockerfile/lint.ts';
import { checkDockerfile, makePlan } from '../../../formats/dockerfile/make-plan.ts';
import type { Plan } from '../../../formats/dockerfile/plan.ts';
import { DockerfileError } from '../../../formats/dockerfile/syntax.ts';
import { IgnoreMatcher, PatternError, readIgnoreFile } from '../../../formats/dockerignore.ts';
import type { Daemon, StoredImage } from '../daemon/api.ts';
import type { DirectoryNode } from '../filesystem/node.ts';
import { directory, findNode } from '../filesystem/tree.ts';
import { fromText } from '../kernel/bytes.ts';
import { digestOf } from '../kernel/digest.ts';
import { SystemError } from '../kernel/errors.ts';
import type { Task } from '../kernel/process.ts';
import { SolveError } from './build-error.ts';
import type { BuildRequest } from './build-request.ts';
import type { BuildStore } from './build-store.ts';
import { contextTree, textAt, transferSize } from './context-tree.ts';
import { imageOf } from './export-image.ts';
import { type Fiber, pass, runTogether } from './fiber.ts';
import type { Progress } from './progress.ts';
import { badReference, type ResolvedImage, resolveImage } from './resolve-image.ts';
import { Solver } from './solver.ts';

const PLATFORM = 'linux/amd64';
/** What the description of a Dockerfile costs beside its name, in bytes; and what an empty answer is. */
const ENTRY = 30;
const NOTHING = 2;
/** Bytes that are written to the store in a millisecond. */
const EXPORT_SPEED = 200_000;

/** What a build came to. */
export interface Built {
  readonly image: StoredImage | undefined;
  readonly error: SolveError | undefined;
  readonly warnings: readonly Warning[];
}

/** What a build is given. */
export interface BuildKit {
  readonly daemon: Daemon;
  readonly store: BuildStore;
  readonly progress: Progress;
  readonly request: BuildRequest;
  /** Writes what there is to show. */
  readonly flush: { readonly pending: () => boolean; readonly show: () => Task<void> };
}

const contextOf = ({ daemon, request }: BuildKit): DirectoryNode => {
  const node =
    request.context === undefined
      ? undefined
      : findNode(daemon.hostDisk.root, fromText(request.context))?.node;
  return node?.kind === 'directory' ? node : directory();
};

/** One build, from its Dockerfile to an image in the store. */
class Build {
  readonly #kit: BuildKit;
  warnings: readonly Warning[] = [];

  constructor(kit: BuildKit) {
    this.#kit = kit;
  }

  /** Runs parts beside each other; the first failure is thrown. */
  *#together(fibers: readonly Fiber<void>[]): Task<void> {
    let failure: unknown;
    const guarded = fibers.map(function* (fiber): Fiber<void> {
      try {
        yield* fiber;
      } catch (problem) {
        failure ??= problem;
      }
    });
    yield* runTogether(this.#kit.daemon.kernel, guarded, this.#kit.flush);
    if (failure !== undefined) throw failure;
  }

  #definition(): string {
    const { progress, request } = this.#kit;
    const { name, text } = request.dockerfile;
    const vertex = progress.start(`[internal] load build definition from ${name}`);
    const bytes = text === undefined ? NOTHING : fromText(text).length + ENTRY + name.length;
    progress.status(vertex, 'transferring dockerfile:', { current: bytes });
    progress.done(vertex);
    if (text === undefined) {
      throw new SolveError(`failed to read dockerfile: open ${name}: no such file or directory`);
    }
    return text;
  }

  #ignore(context: DirectoryNode): IgnoreMatcher | undefined {
    const { progress, request } = this.#kit;
    let text = request.dockerfile.ignore;
    if (text === undefined) {
      const vertex = progress.start('[internal] load .dockerignore');
      text = textAt(context, '/.dockerignore');
      const current = text === undefined ? NOTHING : fromText(text).length + ENTRY + 13;
      progress.status(vertex, 'transferring context:', { current });
      progress.done(vertex);
    }
    try {
      return text === undefined ? undefined : new IgnoreMatcher(readIgnoreFile(text));
    } catch (problem) {
      if (!(problem instanceof PatternError)) throw problem;
      throw new SolveError(`failed to solve: ${problem.message}`);
    }
  }

  #graph(file: Dockerfile): Graph {
    const { buildArgs, target } = this.#kit.request;
    const lint = linterOf(file);
    this.warnings = lint.warnings;
    return new Graph(file, { target, buildArgs, platform: PLATFORM, badReference }, lint);
  }

  *#images(graph: Graph): Task<ReadonlyMap<string, ResolvedImage>> {
    const { daemon, store, progress, request } = this.#kit;
    const found = new Map<string, ResolvedImage>();
    for (let grown = true; grown; ) {
      const wanted = new Map(graph.images().map((node) => [node.image, node] as const));
      for (const name of found.keys()) wanted.delete(name);
      const fibers = [...wanted].map(function* ([name, node]): Fiber<void> {
        try {
          found.set(name, yield* resolveImage(daemon, store, progress, name, request.pull));
        } catch (problem) {
          if (!(problem instanceof SolveError)) throw problem;
          const near = graph.suggestImage(name);
          const hint =
            near === undefined || problem.short === problem.message ? '' : ` (did you mean ${near}?)`;
          throw new SolveError(`${problem.message}${hint}`, [node.lines], problem.short);
        }
      });
      yield* this.#together(fibers);
      grown = graph.trigger(basesOf(found));
    }
    return found;
  }

  *run(): Task<StoredImage> {
    const { daemon, store, progress, request, flush } = this.#kit;
    const text = this.#definition();
    yield* flush.show();
    const graph = this.#graph(parseDockerfile(text));
    const images = yield* this.#images(graph);
    const folder = contextOf(this.#kit);
    const ignore = this.#ignore(folder);
    const plan = makePlan(graph, basesOf(images), { ignore });
    const context = contextTree(folder, ignore);
    const solver = new Solver(daemon, store, progress, request, plan, images, () => context);
    try {
      yield* this.#together([this.#sendContext(plan, context), ...solver.fibers()]);
    } catch (problem) {
      solver.cancel();
      throw problem;
    }
    if (solver.failure !== undefined) throw solver.failure;
    const stage = plan.stages.find(({ index }) => index === plan.target)!;
    const result = solver.results.get(plan.target)!;
    const image = imageOf(stage, result, request.labels, daemon.kernel.now());
    yield* this.#together([this.#export(image)]);
    return image;
  }

  *#sendContext(plan: Plan, context: DirectoryNode): Fiber<void> {
    const { progress, request, store, daemon } = this.#kit;
    const paths = plan.stages.flatMap(({ contextPaths }) => contextPaths);
    if (paths.length === 0) return;
    const vertex = progress.start('[internal] load build context');
    const key = request.context ?? '';
    const bytes = transferSize(context, paths, store.context(key));
    store.keepContext(key, context);
    yield* pass(daemon.kernel, bytes > 100_000 ? bytes / EXPORT_SPEED : 0);
    progress.status(vertex, 'transferring context:', { current: bytes });
    progress.done(vertex);
  }

  *#export(image: StoredImage): Fiber<void> {
    const { progress, request, daemon } = this.#kit;
    const vertex = progress.start('exporting to image');
    const size = image.layers.reduce((sum, layer) => sum + layer.size, 0);
    const took = Math.min(2000, 10 + size / EXPORT_SPEED / 10);
    yield* pass(daemon.kernel, took);
    progress.status(vertex, 'exporting layers', {}, took);
    const names = request.tags.length === 0 ? [`moby-dangling@${image.id}`] : request.tags;
    for (const part of ['manifest', 'config', 'attestation manifest', 'manifest list']) {
      const digest = part === 'manifest list' ? image.id : digestOf(`${part}\0${image.id}`);
      progress.status(vertex, `exporting ${part} ${digest}`);
    }
    daemon.addImage(image, request.tags);
    for (const name of names) progress.status(vertex, `naming to ${name}`);
    for (const name of names) progress.status(vertex, `unpacking to ${name}`);
    progress.done(vertex);
  }
}

function basesOf(images: ReadonlyMap<string, ResolvedImage>): ReadonlyMap<string, BaseImage> {
  return new Map(
    [...images].map(([name, { shown, image }]) => [name, { shown, config: image.config }] as const),
  );
}

/** Builds an image. Failures are part of the answer; EINTR (somebody pressed ^C) is one. */
export function* build(kit: BuildKit): Task<Built> {
  const one = new Build(kit);
  try {
    const image = yield* one.run();
    return { image, error: undefined, warnings: one.warnings };
  } catch (problem) {
    const error = solveError(problem);
    if (error === undefined) throw problem;
    return { image: undefined, error, warnings: one.warnings };
  }
}

function solveError(problem: unknown): SolveError | undefined {
  if (problem instanceof SolveError) return problem;
  if (problem instanceof DockerfileError) return new SolveError(problem.message, problem.lines);
  if (problem instanceof SystemError && problem.code === 'EINTR') {
    return new SolveError('Canceled: context canceled');
  }
  return undefined;
}

/** Checks a Dockerfile with what is known of its images here, without building. */
export function check({ daemon, request }: Pick<BuildKit, 'daemon' | 'request'>) {
  const { target, buildArgs, dockerfile, context } = request;
  const folder = context === undefined ? undefined : findNode(daemon.hostDisk.root, fromText(context))?.node;
  const text =
    dockerfile.ignore ?? (folder?.kind === 'directory' ? textAt(folder, '/.dockerignore') : undefined);
  const ignore = text === undefined ? undefined : new IgnoreMatcher(readIgnoreFile(text));
  const known = daemon.images().flatMap(({ image, tags }) => tags.map((tag) => [tag, image] as const));
  const images = new Map(
    known.flatMap(([tag, image]) => {
      const base: BaseImage = { shown: tag, config: image.config };
      return [tag, tag.replace(/:latest$/, '')].map((name) => [name, base] as const);
    }),
  );
  return checkDockerfile(
    dockerfile.text ?? '',
    { target, buildArgs, platform: PLATFORM, badReference },
    { ignore, images },
  );
}
