import { GoObject } from '../../../../formats/go-template/values.ts';
import type { Daemon, Layer } from '../../daemon/api.ts';
import { ago, goTime, humanSize, shortId } from '../format/human.ts';
import type { ListShape } from '../format/rows.ts';

/** One image as the daemon lists it. */
export type ListedImage = ReturnType<Daemon['images']>[number];

/** The classic table of `docker images` (docker/cli cli/command/formatter/image.go). */
export function imageShape(digests: boolean): ListShape {
  return {
    table: digests
      ? '{{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}'
      : '{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}',
    quiet: '{{.ID}}',
    headers: {
      ID: 'IMAGE ID',
      Repository: 'REPOSITORY',
      Tag: 'TAG',
      Digest: 'DIGEST',
      CreatedSince: 'CREATED',
      CreatedAt: 'CREATED AT',
      Size: 'SIZE',
      Containers: 'CONTAINERS',
      VirtualSize: 'SIZE',
      SharedSize: 'SHARED SIZE',
      UniqueSize: 'UNIQUE SIZE',
    },
  };
}

/** How large a layer is when it is compressed, of what it is unpacked: about what gzip makes of a Linux system. */
const COMPRESSED = 0.43;

/** What images take on the disk of the containerd store: the compressed content, and with it the same unpacked. */
export function imageSizes(layers: readonly Layer[]): { readonly disk: number; readonly content: number } {
  const unpacked = layers.reduce((sum, { size }) => sum + size, 0);
  const content = Math.round(unpacked * COMPRESSED);
  return { disk: unpacked + content, content };
}

/** A name cut at its tag: `localhost:5001/app:v1`. */
export function splitName(name: string): readonly [string, string] {
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? [name.slice(0, colon), name.slice(colon + 1)] : [name, '<none>'];
}

interface Names {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

function namesOf({ tags, digests }: ListedImage, digestWanted: boolean): readonly Names[] {
  const byRepository = new Map(digests.map((digest) => digest.split('@') as [string, string]));
  const named = tags.map((name) => {
    const [repository, tag] = splitName(name);
    return { repository, tag, digest: (digestWanted ? byRepository.get(repository) : undefined) ?? '<none>' };
  });
  if (named.length > 0) return named;
  const [repository = '<none>', digest = '<none>'] = digests[0]?.split('@') ?? [];
  return [{ repository, tag: '<none>', digest }];
}

/** @returns the rows of one image: one for each of its names */
export function imageRows(
  listed: ListedImage,
  now: number,
  { truncate, digests }: { readonly truncate: boolean; readonly digests: boolean },
): readonly GoObject[] {
  const { image } = listed;
  const { disk } = imageSizes(image.layers);
  return namesOf(listed, digests).map(
    ({ repository, tag, digest }) =>
      new GoObject('*formatter.imageContext', {
        Containers: () => String(listed.containers),
        CreatedAt: () => goTime(image.created),
        CreatedSince: () => ago(image.created, now),
        Digest: () => digest,
        ID: () => (truncate ? shortId(image.id) : image.id),
        Repository: () => repository,
        SharedSize: () => 'N/A',
        Size: () => humanSize(disk),
        Tag: () => tag,
        UniqueSize: () => 'N/A',
        VirtualSize: () => humanSize(disk),
      }),
  );
}
