import type { BuildCache } from '../cli/docker.ts';
import type { Layer, StoredImage } from '../daemon/api.ts';
import type { DirectoryNode, FileSystem } from '../filesystem/node.ts';
import { treeSize } from '../filesystem/tree.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** What a step made. */
export interface CacheRecord {
  /** 25 letters and digits, as `docker builder prune` prints it. */
  readonly id: string;
  readonly key: string;
  readonly layer: Layer;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly used: number;
  readonly size: number;
  readonly kind: 'regular' | 'exec.cachemount' | 'source.local';
}

interface State {
  /** Results of steps, by what they depend on. */
  readonly records: ReadonlyMap<string, CacheRecord>;
  /** Folders of `--mount=type=cache`, by id. */
  readonly mounts: ReadonlyMap<string, FileSystem>;
  /** Images that were fetched for builds: they are in no list of images. */
  readonly images: ReadonlyMap<string, StoredImage>;
  /** Build contexts as they were sent the last time, by path. */
  readonly contexts: ReadonlyMap<string, DirectoryNode>;
}

/** What the builder keeps between builds. All of it goes back with an undo. */
export class BuildStore implements BuildCache {
  readonly #kernel: Kernel;
  readonly #state: State = { records: new Map(), mounts: new Map(), images: new Map(), contexts: new Map() };

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.addRoots(() => this.#trees());
  }

  *#trees(): Generator<DirectoryNode> {
    const { records, mounts, images, contexts } = this.#state;
    for (const { layer } of records.values()) yield layer.tree;
    for (const { root } of mounts.values()) yield root;
    for (const { layers } of images.values()) for (const { tree } of layers) yield tree;
    yield* contexts.values();
  }

  /** @returns a name as BuildKit makes them: 25 letters and digits */
  newId(): string {
    const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
    return Array.from({ length: 25 }, () => letters[Math.floor(this.#kernel.random() * 36)]).join('');
  }

  /** @returns the result of a step, if it is known; it counts as used now */
  find(key: string): CacheRecord | undefined {
    const found = this.#state.records.get(key);
    if (found === undefined) return undefined;
    const record = { ...found, used: this.#kernel.now() };
    this.#kernel.journal.edit(this.#state.records).set(key, record);
    return record;
  }

  keep(key: string, layer: Layer): CacheRecord {
    const now = this.#kernel.now();
    const record: CacheRecord = {
      ...{ id: this.newId(), key, layer, created: now, used: now, size: layer.size, kind: 'regular' },
    };
    this.#kernel.journal.edit(this.#state.records).set(key, record);
    return record;
  }

  /** @returns the folder of a cache mount, made from `initial` the first time */
  cacheMount(id: string, initial: () => DirectoryNode): FileSystem {
    const found = this.#state.mounts.get(id);
    if (found !== undefined) return found;
    const made = this.#kernel.createFileSystem(initial());
    this.#kernel.journal.edit(this.#state.mounts).set(id, made);
    return made;
  }

  image(name: string): StoredImage | undefined {
    return this.#state.images.get(name);
  }

  keepImage(name: string, image: StoredImage): void {
    this.#kernel.journal.edit(this.#state.images).set(name, image);
  }

  /** @returns digests of the layers that are here because of builds */
  layers(): ReadonlySet<string> {
    return new Set(
      [...this.#state.images.values()].flatMap(({ layers }) => layers.map(({ digest }) => digest)),
    );
  }

  context(path: string): DirectoryNode | undefined {
    return this.#state.contexts.get(path);
  }

  keepContext(path: string, tree: DirectoryNode): void {
    this.#kernel.journal.edit(this.#state.contexts).set(path, tree);
  }

  usage(): ReturnType<BuildCache['usage']> {
    const { records, mounts } = this.#state;
    let size = 0;
    for (const record of records.values()) size += record.size;
    for (const mount of mounts.values()) size += treeSize(mount.root);
    return { count: records.size + mounts.size, active: 0, size, reclaimable: size };
  }

  /** @returns what can be taken away, the oldest first */
  list(): readonly CacheRecord[] {
    const now = this.#kernel.now();
    const mounts = [...this.#state.mounts].map(([key, mount]): CacheRecord => {
      const layer: Layer = { diffId: '', digest: '', size: treeSize(mount.root), tree: mount.root };
      const id = `${mount.id.replace(/[^a-z0-9]/gi, '')}cachemount`.padEnd(25, '0').slice(0, 25);
      return { id, key, layer, created: now, used: now, size: layer.size, kind: 'exec.cachemount' };
    });
    return [...this.#state.records.values(), ...mounts];
  }

  /** Takes away what is in the cache. With `until`, only what was not used for so many milliseconds. */
  remove(until = 0): readonly CacheRecord[] {
    const { journal } = this.#kernel;
    const gone = this.list().filter(({ used }) => until === 0 || this.#kernel.now() - used >= until);
    for (const { key, kind } of gone) {
      if (kind === 'exec.cachemount') journal.edit(this.#state.mounts).delete(key);
      else journal.edit(this.#state.records).delete(key);
    }
    if (until === 0) {
      journal.edit(this.#state.images).clear();
      journal.edit(this.#state.contexts).clear();
    }
    return gone;
  }

  prune(): ReturnType<BuildCache['prune']> {
    const gone = this.remove();
    return { ids: gone.map(({ id }) => id), reclaimed: gone.reduce((sum, { size }) => sum + size, 0) };
  }
}
