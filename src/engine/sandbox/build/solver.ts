import type {
  CopyStep,
  FilesFrom,
  Plan,
  RunStep,
  StagePlan,
  Step,
} from '../../../formats/dockerfile/plan.ts';
import { type Daemon, DaemonError, type Layer } from '../daemon/api.ts';
import type { DirectoryNode, FsNode } from '../filesystem/node.ts';
import { directory, file } from '../filesystem/tree.ts';
import { fromText } from '../kernel/bytes.ts';
import { SolveError } from './build-error.ts';
import type { BuildRequest } from './build-request.ts';
import type { BuildStore } from './build-store.ts';
import { copyKey, folderKey, runKey } from './cache-key.ts';
import { type CopyItem, copyInto, EMPTY_TREE, makeFolder } from './copy-files.ts';
import type { StageResult } from './export-image.ts';
import { type Fiber, pass } from './fiber.ts';
import { findSources, withoutExcluded } from './find-sources.ts';
import { layerBetween } from './make-layer.ts';
import type { Progress, Vertex } from './progress.ts';
import { fetchImage, type ResolvedImage } from './resolve-image.ts';
import { exitError, type Mounted, type Running, startRun } from './run-process.ts';
import { ownerIn } from './user-of.ts';

/** What copying costs: milliseconds, and bytes in one. */
const COPYING = 12;
const COPY_SPEED = 400_000;
/** What it takes to set a RUN's namespaces up, milliseconds. */
const SETTING_UP = 90;
/** Variables of proxies, which every RUN sees and no cache knows (Dockerfile reference, "Predefined ARGs"). */
const PROXIES = /^(?:http|https|ftp|no|all)_proxy$/i;

/** What a step goes on with: the tree so far and what it depends on. */
interface Here {
  readonly key: string;
  readonly tree: DirectoryNode;
}

/** What a step needs to be made. */
interface Job {
  readonly key: string;
  /** Makes the tree after the step. */
  readonly make: (vertex: Vertex) => Fiber<DirectoryNode>;
  /** A step that does not depend on what it is put on, as those after it do: the tree that its layer alone makes. */
  readonly alone?: () => DirectoryNode;
  readonly on?: () => DirectoryNode;
}

/** Builds the stages of a plan beside each other, with what the cache has. */
export class Solver {
  readonly #daemon: Daemon;
  readonly #store: BuildStore;
  readonly #progress: Progress;
  readonly #request: BuildRequest;
  readonly #plan: Plan;
  readonly #images: ReadonlyMap<string, ResolvedImage>;
  readonly #context: () => DirectoryNode;
  readonly results = new Map<number, StageResult>();
  readonly #layers = new Map<string, { readonly layer: Layer; readonly created: number } | undefined>();
  readonly #running = new Map<Running, Vertex>();
  readonly #fetched = new Set<string>();
  failure: SolveError | undefined;

  constructor(
    daemon: Daemon,
    store: BuildStore,
    progress: Progress,
    request: BuildRequest,
    plan: Plan,
    images: ReadonlyMap<string, ResolvedImage>,
    context: () => DirectoryNode,
  ) {
    this.#daemon = daemon;
    this.#store = store;
    this.#progress = progress;
    this.#request = request;
    this.#plan = plan;
    this.#images = images;
    this.#context = context;
  }

  /** @returns one fiber for each stage */
  fibers(): readonly Fiber<void>[] {
    return this.#plan.stages.map((stage) => this.#stage(stage));
  }

  /** Ends what runs; what is open counts as canceled. */
  cancel(): void {
    for (const running of [...this.#running.keys()]) running.finish();
    this.#running.clear();
    for (const vertex of this.#progress.vertices) this.#progress.done(vertex, { error: 'context canceled' });
  }

  get #now(): number {
    return this.#daemon.kernel.now();
  }

  *#stage(plan: StagePlan): Fiber<void> {
    try {
      yield* this.#build(plan);
    } catch (problem) {
      if (!(problem instanceof SolveError)) throw problem;
      if (this.failure !== undefined) return;
      this.failure = problem;
      this.cancel();
    }
  }

  *#result(stage: number): Fiber<StageResult> {
    yield { ready: () => this.results.has(stage) || this.failure !== undefined };
    const result = this.results.get(stage);
    // Another stage has failed; nothing of this one is shown any more.
    if (result === undefined) throw new SolveError('context canceled');
    return result;
  }

  *#build(plan: StagePlan): Fiber<void> {
    const origin = yield* this.#origin(plan);
    let here: Here = { key: origin.key, tree: origin.tree };
    const layers = [...origin.layers];
    const made = new Map(origin.made);
    for (const step of plan.steps) {
      const job = yield* this.#job(step, here);
      const { layer, created } = yield* this.#done(step, here, job);
      layers.push(layer);
      made.set(step, created);
      here = { key: job.on === undefined ? job.key : `${here.key} ${job.key}`, tree: layer.tree };
    }
    this.results.set(plan.index, { key: here.key, tree: here.tree, layers, base: origin.base, made });
  }

  *#origin({ base }: StagePlan): Fiber<StageResult> {
    if (base.kind === 'scratch') {
      return { key: 'scratch', tree: EMPTY_TREE, layers: [], base: undefined, made: new Map() };
    }
    if (base.kind === 'stage') return yield* this.#result(base.stage);
    const resolved = this.#images.get(base.image)!;
    const { image, name } = resolved;
    if (!this.#fetched.has(name)) {
      this.#fetched.add(name);
      const vertex = this.#progress.start(base.step);
      yield* fetchImage(this.#daemon, this.#store, this.#progress, vertex, resolved);
    }
    yield { ready: () => this.#store.image(name) !== undefined };
    const tree = image.layers.at(-1)?.tree ?? EMPTY_TREE;
    return { key: `image ${image.id}`, tree, layers: image.layers, base: image, made: new Map() };
  }

  /** Takes a step's result from the cache, or makes it. */
  *#done(step: Step, here: Here, job: Job): Fiber<{ readonly layer: Layer; readonly created: number }> {
    if (this.#layers.has(job.key)) {
      // The same step of another stage makes it at this moment.
      yield { ready: () => this.#layers.get(job.key) !== undefined || this.failure !== undefined };
      const other = this.#layers.get(job.key);
      if (other === undefined) throw new SolveError('context canceled');
      return { ...other, layer: this.#placed(other.layer, job) };
    }
    const known = this.#request.noCache ? undefined : this.#store.find(job.key);
    const vertex = this.#progress.start(step.name);
    if (known !== undefined) {
      this.#progress.done(vertex, { cached: true });
      const found = { layer: this.#placed(known.layer, job), created: known.created };
      this.#layers.set(job.key, found);
      return found;
    }
    this.#layers.set(job.key, undefined);
    try {
      const tree = yield* job.make(vertex);
      const layer =
        job.alone === undefined
          ? layerBetween(here.tree, tree)
          : { ...layerBetween(EMPTY_TREE, job.alone()), tree };
      const { created } = this.#store.keep(job.key, layer);
      this.#progress.done(vertex);
      const done = { layer, created };
      this.#layers.set(job.key, done);
      return done;
    } catch (problem) {
      if (!(problem instanceof SolveError)) throw problem;
      this.#progress.done(vertex, { error: problem.short });
      throw problem.lines.length > 0 ? problem : new SolveError(problem.message, [step.lines], problem.short);
    }
  }

  #placed(layer: Layer, job: Job): Layer {
    return job.on === undefined ? layer : { ...layer, tree: job.on() };
  }

  *#job(step: Step, here: Here): Fiber<Job> {
    if (step.kind === 'run') return yield* this.#runJob(step, here);
    if (step.kind === 'copy') return yield* this.#copyJob(step, here);
    return {
      key: folderKey(here.key, step),
      make: function* (this: Solver) {
        yield* pass(this.#daemon.kernel, COPYING);
        const owner = step.user === '' ? undefined : this.#owner(here.tree, step.user);
        return makeFolder(here.tree, step.path, { owner, now: this.#now });
      }.bind(this),
    };
  }

  #owner(tree: DirectoryNode, spec: string) {
    try {
      return ownerIn(tree, spec);
    } catch (problem) {
      if (!(problem instanceof DaemonError)) throw problem;
      throw new SolveError(problem.message);
    }
  }

  *#files(from: FilesFrom): Fiber<DirectoryNode> {
    if (from.from === 'context') return this.#context();
    return (yield* this.#result(from.stage)).tree;
  }

  #missing(path: string, step: Step): SolveError {
    const reference = `${this.#store.newId()}::${this.#store.newId()}`;
    const short = `failed to calculate checksum of ref ${reference}: ${JSON.stringify(path)}: not found`;
    const vertex = this.#progress.start(step.name);
    this.#progress.done(vertex, { error: short });
    return new SolveError(`failed to compute cache key: ${short}`, [step.lines], short);
  }

  *#copyJob(step: CopyStep, here: Here): Fiber<Job> {
    const tree = yield* this.#files(step.files);
    const items: CopyItem[] = [];
    for (const source of step.sources) {
      if (step.add && /^(?:https?:\/\/|git@|git:\/\/)/.test(source)) throw this.#unreachable(source, step);
      const found = findSources(tree, step.parents ? source.replace('/./', '/') : source);
      if (found === undefined) throw this.#missing(`/${source.replace(/^\.?\/+|\/+$/g, '')}`, step);
      for (const each of found) {
        const node = withoutExcluded(each, step.exclude);
        if (node === undefined) continue;
        const name = each.path.split('/').at(-1) ?? '';
        items.push(step.parents ? withParents(each.path, source, node) : { name, node });
      }
    }
    for (const { name, content } of step.documents) {
      items.push({ name, node: file(fromText(content), { mtime: this.#now }) });
    }
    const copied = (onto: DirectoryNode): DirectoryNode => {
      const owner = step.chown === '' ? undefined : this.#owner(here.tree, step.chown);
      const how = { owner, mode: step.chmod, unpack: step.unpack, now: this.#now };
      return items.reduce((to, item) => copyInto(to, item, step.destination, how), onto);
    };
    return {
      key: copyKey(here.key, step, items),
      make: function* (this: Solver) {
        const size = items.reduce((sum, { node }) => sum + (node.kind === 'file' ? node.size : 0), 0);
        yield* pass(this.#daemon.kernel, COPYING + size / COPY_SPEED);
        return copied(here.tree);
      }.bind(this),
      ...(step.link ? { alone: () => copied(EMPTY_TREE), on: () => copied(here.tree) } : {}),
    };
  }

  #unreachable(source: string, step: CopyStep): SolveError {
    const [, host = source] = /^https?:\/\/([^/:]+)/.exec(source) ?? [];
    const why = `failed to do request: Get ${JSON.stringify(source)}: dial tcp: lookup ${host} on 192.168.1.1:53: no such host`;
    const vertex = this.#progress.start(step.name);
    this.#progress.done(vertex, { error: why });
    return new SolveError(`failed to load cache key: ${why}`, [step.lines], why);
  }

  *#runJob(step: RunStep, here: Here): Fiber<Job> {
    const bound: (FsNode | undefined)[] = [];
    for (const mount of step.mounts) {
      if (mount.files === undefined) {
        bound.push(undefined);
        continue;
      }
      const tree = yield* this.#files(mount.files);
      const [found] = findSources(tree, mount.source) ?? [];
      if (found === undefined) throw this.#missing(`/${mount.source.replace(/^\/+/, '')}`, step);
      bound.push(found.node);
    }
    const network = step.network === 'default' ? this.#request.network : step.network;
    return {
      key: runKey(here.key, step, network, this.#request.hosts, bound),
      make: (vertex) => this.#run(step, here, bound, network, vertex),
    };
  }

  *#run(
    step: RunStep,
    here: Here,
    bound: readonly (FsNode | undefined)[],
    network: BuildRequest['network'],
    vertex: Vertex,
  ): Fiber<DirectoryNode> {
    const environment = new Map<string, string>();
    for (const [name, value] of this.#request.buildArgs) {
      if (PROXIES.test(name) && !step.env.has(name)) environment.set(name, fromText(value));
    }
    const mounts = this.#mounts(step, bound, environment);
    const { hosts } = this.#request;
    yield* pass(this.#daemon.kernel, SETTING_UP);
    const log = (text: string) => this.#progress.log(vertex, text);
    const running = startRun(this.#daemon, {
      ...{ tree: here.tree, step, mounts, environment, network, hosts, log },
    });
    this.#running.set(running, vertex);
    yield { ready: () => running.status() !== undefined || this.failure !== undefined };
    const status = running.status();
    if (status === undefined) throw new SolveError('context canceled');
    this.#running.delete(running);
    const tree = running.finish();
    if (status !== 0) throw exitError(step, status);
    return tree;
  }

  #mounts(
    step: RunStep,
    bound: readonly (FsNode | undefined)[],
    environment: Map<string, string>,
  ): readonly Mounted[] {
    const { kernel } = this.#daemon;
    const mounts: Mounted[] = [];
    for (const [at, mount] of step.mounts.entries()) {
      const { target, readOnly } = mount;
      const node = bound[at];
      if (mount.type === 'secret') mounts.push(...this.#secret(step, mount, environment));
      else if (mount.type === 'tmpfs') {
        const root = directory({}, { mode: 0o1777, mtime: this.#now });
        const source = kernel.createFileSystem(root, mount.size === 0 ? undefined : mount.size);
        mounts.push({ target: fromText(target), source, subpath: '/', readOnly, type: 'tmpfs' });
      } else if (mount.type === 'cache') {
        const { uid = 0, gid = 0, mode = 0o755 } = mount;
        const fresh = directory({}, { uid, gid, mode, mtime: this.#now });
        const id = mount.id === '' ? target : mount.id;
        const source = this.#store.cacheMount(id, () => (node?.kind === 'directory' ? node : fresh));
        mounts.push({ target: fromText(target), source, subpath: '/', readOnly, type: 'bind' });
      } else if (node !== undefined) {
        // What is written to a bind mount is gone after the RUN.
        const source = kernel.createFileSystem(node.kind === 'directory' ? node : directory({ file: node }));
        const subpath = node.kind === 'directory' ? '/' : '/file';
        mounts.push({ target: fromText(target), source, subpath, readOnly, type: 'bind' });
      }
    }
    if (step.script !== undefined) {
      const script = file(fromText(step.script.content), { mode: 0o755, mtime: this.#now });
      const source = kernel.createFileSystem(directory({ file: script }));
      const target = fromText(step.script.path);
      mounts.push({ target, source, subpath: '/file', readOnly: true, type: 'bind' });
    }
    return mounts;
  }

  #secret(
    step: RunStep,
    mount: RunStep['mounts'][number],
    environment: Map<string, string>,
  ): readonly Mounted[] {
    const id = mount.source || mount.id || (mount.target.split('/').at(-1) ?? '');
    const secret = this.#request.secrets.get(id);
    if (secret === undefined) {
      if (!mount.required) return [];
      throw new SolveError(`secret ${id}: not found`, [step.lines]);
    }
    if (mount.env !== undefined) {
      environment.set(mount.env === '' ? id : mount.env, secret.data);
      if (mount.target === '') return [];
    }
    const written = mount.target === '' ? `/run/secrets/${id.split('/').at(-1)}` : mount.target;
    const target = written.startsWith('/') ? written : `${step.directory}/${written}`;
    const { uid = 0, gid = 0, mode = 0o400 } = mount;
    const root = directory({ file: file(secret.data, { uid, gid, mode, mtime: this.#now }) });
    const source = this.#daemon.kernel.createFileSystem(root);
    return [{ target: fromText(target), source, subpath: '/file', readOnly: true, type: 'bind' }];
  }
}

/** `--parents`: the folders on the way come along, from where `/./` stands. */
function withParents(path: string, source: string, node: FsNode): CopyItem {
  const pivot = source.includes('/./')
    ? source.slice(0, source.indexOf('/./')).split('/').filter(Boolean).length
    : 0;
  const names = path.split('/').filter(Boolean).slice(pivot);
  const inside = names.reduceRight<FsNode>(
    (inner, name) => directory(new Map([[fromText(name), inner]]), { mtime: inner.mtime }),
    node,
  );
  return { name: '', node: inside };
}
