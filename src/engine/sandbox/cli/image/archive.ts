import type { RunConfig } from '../../../world.ts';
import type { HistoryEntry, Layer, StoredImage } from '../../daemon/api.ts';
import { canonical, familiar, withTag } from '../../daemon/reference.ts';
import { timestamp } from '../../daemon/time.ts';
import { differenceOf } from '../../filesystem/difference.ts';
import type { DirectoryNode } from '../../filesystem/node.ts';
import { applyEntries, readTar, TarError } from '../../filesystem/tar-read.ts';
import { layerEntries, type TarEntry, writeTar } from '../../filesystem/tar-write.ts';
import { directory, file } from '../../filesystem/tree.ts';
import { type Bytes, fromText, toText } from '../../kernel/bytes.ts';
import { sha256Hex } from '../../kernel/digest.ts';
import type { Task } from '../../kernel/process.ts';
import { refuseTerminal, writeArchive } from '../container/commit.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { readHostFile } from '../run/key-values.ts';
import { readReference } from './pull.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface ConfigBlob {
  readonly created: string;
  readonly architecture: string;
  readonly os: string;
  readonly config: RunConfig;
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history: readonly {
    readonly created: string;
    readonly created_by: string;
    readonly comment: string;
    readonly empty_layer?: boolean;
  }[];
}

const blobPath = (digest: string) => `blobs/${digest.replace(':', '/')}`;

/** The blobs of one image, by path, and what the index says of it. */
function pack(image: StoredImage, blobs: Map<string, Bytes>): Descriptor {
  let below: DirectoryNode = directory();
  const layers = image.layers.map((layer): Descriptor => {
    blobs.set(blobPath(layer.diffId), writeTar(layerEntries(layer.tree, differenceOf(below, layer.tree))));
    below = layer.tree;
    return {
      mediaType: LAYER,
      digest: layer.diffId,
      size: layer.size,
      annotations: { 'sandbox.digest': layer.digest },
    };
  });
  const config: ConfigBlob = {
    created: image.created,
    architecture: image.architecture,
    os: image.os,
    config: image.config,
    rootfs: { diff_ids: image.layers.map(({ diffId }) => diffId) },
    history: image.history.map(({ created, createdBy, comment, emptyLayer }) => ({
      created,
      created_by: createdBy,
      comment,
      ...(emptyLayer ? { empty_layer: true } : {}),
    })),
  };
  const configText = fromText(JSON.stringify(config));
  const configDigest = `sha256:${sha256Hex(configText)}`;
  blobs.set(blobPath(configDigest), configText);
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: CONFIG, digest: configDigest, size: configText.length },
    layers,
  };
  const manifestText = fromText(JSON.stringify(manifest));
  blobs.set(blobPath(image.id), manifestText);
  return { mediaType: MANIFEST, digest: image.id, size: manifestText.length };
}

/** `docker save`: an OCI layout. */
export function* save(docker: Docker): Task<number> {
  refuseTerminal(docker);
  const blobs = new Map<string, Bytes>();
  const manifests = docker.args.map((name) => {
    const image = docker.ask((daemon) => daemon.image(name));
    const isId = image.id.replace('sha256:', '').startsWith(name.replace('sha256:', ''));
    const reference = isId ? undefined : canonical(withTag(readReference(name)));
    const annotations =
      reference === undefined ? {} : { annotations: { 'io.containerd.image.name': reference } };
    return { ...pack(image, blobs), ...annotations };
  });
  const all = new Map(blobs);
  all.set('index.json', fromText(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests })));
  all.set('oci-layout', '{"imageLayoutVersion":"1.0.0"}');
  const entries = [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]): TarEntry => ({ path, node: file(bytes) }));
  yield* writeArchive(docker, writeTar(entries));
  return 0;
}

function* input(docker: Docker, path: string): Task<Bytes> {
  if (path !== '') {
    readHostFile(docker, path);
    return docker.process.fs.readFile(path);
  }
  let all = '';
  for (;;) {
    const bytes = yield* docker.process.read(0, 65_536);
    if (bytes === '') return all;
    all += bytes;
  }
}

function unpacked(bytes: Bytes): readonly TarEntry[] {
  try {
    return readTar(bytes);
  } catch (problem) {
    throw problem instanceof TarError ? new Refusal(500, `unrecognized image format`) : problem;
  }
}

function unpack(descriptor: Descriptor, blobs: ReadonlyMap<string, Bytes>): StoredImage {
  const blob = (digest: string): Bytes => {
    const found = blobs.get(blobPath(digest));
    if (found === undefined) throw new Refusal(404, `content digest ${digest}: not found`);
    return found;
  };
  const manifest = JSON.parse(toText(blob(descriptor.digest))) as {
    readonly config: Descriptor;
    readonly layers: readonly Descriptor[];
  };
  const config = JSON.parse(toText(blob(manifest.config.digest))) as ConfigBlob;
  let tree: DirectoryNode = directory();
  const layers = manifest.layers.map(({ digest, size, annotations }): Layer => {
    tree = applyEntries(tree, unpacked(blob(digest)), true);
    return { diffId: digest, digest: annotations?.['sandbox.digest'] ?? digest, size, tree };
  });
  const history = config.history.map(
    ({ created, created_by, comment, empty_layer }): HistoryEntry => ({
      created,
      createdBy: created_by,
      comment,
      emptyLayer: empty_layer === true,
    }),
  );
  const { created, architecture, os } = config;
  return { id: descriptor.digest, created, architecture, os, config: config.config, layers, history };
}

/** `docker load`. */
export function* load(docker: Docker): Task<number> {
  const path = docker.text('input');
  if (path === '' && docker.process.isTerminal(0))
    throw new CommandError('requested load from stdin, but stdin is empty');
  const entries = unpacked(yield* input(docker, path));
  const blobs = new Map(
    entries.flatMap(({ path: name, node }) => (node.kind === 'file' ? [[name, node.data] as const] : [])),
  );
  const index = blobs.get('index.json');
  if (index === undefined) throw new Refusal(500, 'unrecognized image format');
  const { manifests } = JSON.parse(toText(index)) as { readonly manifests: readonly Descriptor[] };
  for (const descriptor of manifests) {
    const image = unpack(descriptor, blobs);
    const name = descriptor.annotations?.['io.containerd.image.name'];
    docker.ask((daemon) => daemon.addImage(image, name === undefined ? [] : [name]));
    const said =
      name === undefined ? `Loaded image ID: ${image.id}` : `Loaded image: ${familiar(readReference(name))}`;
    yield* docker.out(`${said}\n`);
  }
  return 0;
}

/** `docker import`: the files of an archive become an image of one layer. */
export function* importImage(docker: Docker): Task<number> {
  const [source = '', name] = docker.args;
  if (/^https?:\/\//.test(source))
    throw new CommandError('docker: the sandbox does not model import from a URL yet');
  const changes = docker.list('change');
  if (changes.length > 0) throw new CommandError('docker: the sandbox does not model import --change yet');
  const bytes = yield* input(docker, source === '-' ? '' : source);
  const tree = applyEntries(directory(), unpacked(bytes));
  const created = timestamp(docker.process.now());
  const diffId = `sha256:${sha256Hex(bytes)}`;
  const comment = docker.text('message') || `Imported from ${source}`;
  const image: Omit<StoredImage, 'id'> = {
    created,
    architecture: docker.process.machine().architecture === 'aarch64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: {},
    layers: [{ diffId, digest: diffId, size: bytes.length, tree }],
    history: [{ created, createdBy: '', comment, emptyLayer: false }],
  };
  const id = `sha256:${sha256Hex(fromText(JSON.stringify([created, diffId, comment])))}`;
  const references = name === undefined ? [] : [canonical(withTag(readReference(name)))];
  docker.ask((daemon) => daemon.addImage({ id, ...image }, references));
  yield* docker.out(`${id}\n`);
  return 0;
}
