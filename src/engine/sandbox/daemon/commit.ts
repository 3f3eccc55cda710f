import type { RunConfig } from '../../world.ts';
import { applyChanges, differenceOf } from '../filesystem/difference.ts';
import type { DirectoryNode } from '../filesystem/node.ts';
import { layerEntries, writeTar } from '../filesystem/tar-write.ts';
import { nodeAt } from '../filesystem/tree.ts';
import { fromText } from '../kernel/bytes.ts';
import { digestOf } from '../kernel/digest.ts';
import type { HistoryEntry, Layer, StoredImage } from './api.ts';
import { DaemonError } from './api.ts';
import { applyInstruction } from './commit-changes.ts';
import { containerEvent } from './events.ts';
import { findContainer } from './find.ts';
import { addImage } from './images.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { timestamp } from './time.ts';
import { sizeOfChanges } from './tree-changes.ts';

function layerOf(container: ContainerRecord, below: DirectoryNode): Layer | undefined {
  const now = container.disk.root;
  const changes = differenceOf(container.base, now);
  if (changes.length === 0) {
    return undefined;
  }
  const tar = writeTar(layerEntries(now, changes));
  const diffId = digestOf(tar);
  return {
    diffId,
    // Nothing is compressed here: what stands for the compressed form follows from the layer.
    digest: digestOf(`gzip\0${diffId}`),
    size: sizeOfChanges(changes, (path) => nodeAt(now, path)),
    tree: applyChanges(below, now, changes),
  };
}

function configOf(container: ContainerRecord, changes: readonly string[]): RunConfig {
  const { Hostname: _hostname, Image: _image, ...config } = container.config;
  return changes.reduce(applyInstruction, config as RunConfig);
}

/** @returns the id of an image: the digest of what it is made of */
export function imageIdOf(image: Omit<StoredImage, 'id'>): string {
  const { layers, ...rest } = image;
  return digestOf(fromText(JSON.stringify([rest, layers.map(({ diffId }) => diffId)])));
}

/** `docker commit`. @returns the id of the new image */
export function commit(
  engine: Engine,
  subject: string,
  options: {
    readonly reference?: string;
    readonly author?: string;
    readonly message?: string;
    readonly changes: readonly string[];
    readonly pause: boolean;
  },
): string {
  const container = findContainer(engine, subject);
  const parent = engine.state.images.get(container.imageId);
  if (container.dead) {
    throw new DaemonError(409, `You cannot commit container ${container.id} which is Dead`);
  }
  const config = configOf(container, options.changes);
  // Nothing runs while this is done, so that the pause is nothing but what is heard of it.
  const pauses = options.pause && container.running && !container.paused;
  if (pauses) {
    containerEvent(engine, container, 'pause');
  }
  const created = timestamp(engine.kernel.now());
  const layer = layerOf(container, parent?.layers.at(-1)?.tree ?? container.base);
  const entry: HistoryEntry = {
    created,
    createdBy: (container.config.Cmd ?? []).join(' '),
    comment: options.message ?? '',
    emptyLayer: layer === undefined,
  };
  const image = {
    created,
    architecture: parent?.architecture ?? engine.options.architecture,
    os: parent?.os ?? 'linux',
    config,
    layers: [...(parent?.layers ?? []), ...(layer === undefined ? [] : [layer])],
    history: [...(parent?.history ?? []), entry],
    ...(parent === undefined ? {} : { parent: parent.id }),
  };
  const id = imageIdOf(image);
  addImage(engine, { id, ...image }, options.reference === undefined ? [] : [options.reference]);
  if (pauses) {
    containerEvent(engine, container, 'unpause');
  }
  containerEvent(engine, container, 'commit', { comment: options.message ?? '', imageID: id });
  return id;
}
