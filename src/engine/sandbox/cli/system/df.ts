import { GoObject, type GoValue } from '../../../../formats/go-template/values.ts';
import type { Layer } from '../../daemon/api.ts';
import type { Task } from '../../kernel/process.ts';
import { CONTAINER_SHAPE, containerRow } from '../container/rows.ts';
import type { Docker } from '../docker.ts';
import { ago, humanSize, shortId } from '../format/human.ts';
import { type ListShape, readTemplate, renderRows, runTemplate } from '../format/rows.ts';
import { imageSizes, type ListedImage, splitName } from '../image/rows.ts';
import { VOLUME_SHAPE, volumeLinks, volumeRow, volumeSize } from '../volume/commands.ts';

const SHAPE: ListShape = {
  table: '{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}',
  quiet: '',
  headers: { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' },
};

interface Usage {
  readonly type: string;
  readonly count: number;
  readonly active: number;
  readonly size: number;
  readonly reclaimable: number;
}

function usageRow({ type, count, active, size, reclaimable }: Usage): GoObject {
  const share = size > 0 && type !== 'Build Cache' ? ` (${Math.trunc((reclaimable * 100) / size)}%)` : '';
  return new GoObject('*formatter.diskUsageContext', {
    Active: () => String(active),
    Reclaimable: () => humanSize(reclaimable, 4) + share,
    Size: () => humanSize(size, 4),
    TotalCount: () => String(count),
    Type: () => type,
  });
}

/** Layers that several images have count once. */
function distinct(images: readonly ListedImage[]): readonly Layer[] {
  return [
    ...new Map(images.flatMap(({ image }) => image.layers).map((layer) => [layer.digest, layer])).values(),
  ];
}

function usages(docker: Docker): readonly Usage[] {
  const images = docker.ask((daemon) => daemon.images());
  const containers = docker.ask((daemon) => daemon.containers());
  const volumes = docker.ask((daemon) => daemon.volumes());
  const links = volumeLinks(docker);
  const used = images.filter(({ containers: users }) => users > 0);
  const total = imageSizes(distinct(images)).disk;
  const own = containers.map(({ Id, State }) => ({
    running: State.Running,
    size: docker.ask((daemon) => daemon.sizeOf(Id)).writable,
  }));
  const held = volumes.map(({ Name }) => ({ active: links.has(Name), size: volumeSize(docker, Name) }));
  const sum = (list: readonly { readonly size: number }[]) =>
    list.reduce((bytes, { size }) => bytes + size, 0);
  const { buildCache } = docker;
  const cache = docker.ask(() => buildCache?.usage()) ?? { count: 0, active: 0, size: 0, reclaimable: 0 };
  return [
    {
      type: 'Images',
      count: images.length,
      active: used.length,
      size: total,
      reclaimable: total - imageSizes(distinct(used)).disk,
    },
    {
      type: 'Containers',
      count: own.length,
      active: own.filter(({ running }) => running).length,
      size: sum(own),
      reclaimable: sum(own.filter(({ running }) => !running)),
    },
    {
      type: 'Local Volumes',
      count: held.length,
      active: held.filter(({ active }) => active).length,
      size: sum(held),
      reclaimable: sum(held.filter(({ active }) => !active)),
    },
    { type: 'Build Cache', ...cache },
  ];
}

const IMAGES: ListShape = {
  table:
    '{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}',
  quiet: '',
  headers: {
    Repository: 'REPOSITORY',
    Tag: 'TAG',
    ID: 'IMAGE ID',
    CreatedSince: 'CREATED',
    Size: 'SIZE',
    SharedSize: 'SHARED SIZE',
    UniqueSize: 'UNIQUE SIZE',
    Containers: 'CONTAINERS',
  },
};

function imageRow(docker: Docker, listed: ListedImage, all: readonly ListedImage[]): GoObject {
  const others = new Set(
    all
      .filter(({ image }) => image !== listed.image)
      .flatMap(({ image }) => image.layers.map(({ digest }) => digest)),
  );
  const shared = imageSizes(listed.image.layers.filter(({ digest }) => others.has(digest))).disk;
  const { disk } = imageSizes(listed.image.layers);
  const [repository, tag] = splitName(listed.tags[0] ?? '<none>:<none>');
  return new GoObject('*formatter.imageContext', {
    Containers: () => String(listed.containers),
    CreatedSince: () => ago(listed.image.created, docker.process.now()),
    ID: () => shortId(listed.image.id),
    Repository: () => repository,
    SharedSize: () => humanSize(shared),
    Size: () => humanSize(disk),
    Tag: () => tag,
    UniqueSize: () => humanSize(disk - shared),
  });
}

function verbose(docker: Docker, format: string): string {
  const images = docker.ask((daemon) => daemon.images());
  const rows = {
    Images: images.map((listed) => imageRow(docker, listed, images)),
    Containers: docker
      .ask((daemon) => daemon.containers())
      .map((one) => containerRow(docker, one, true, false)),
    Volumes: docker
      .ask((daemon) => daemon.volumes())
      .map((one) => volumeRow(docker, one, volumeLinks(docker))),
    BuildCache: [] as readonly GoObject[],
  };
  if (format !== '' && format !== 'table') {
    const text = format === 'json' ? '{{json .}}' : format;
    return `${runTemplate(readTemplate(text), rows as unknown as GoValue)}\n`;
  }
  const containers = {
    ...CONTAINER_SHAPE,
    table:
      '{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}',
  };
  const volumes = { ...VOLUME_SHAPE, table: '{{.Name}}\t{{.Links}}\t{{.Size}}' };
  const cache = docker.buildCache?.usage().size ?? 0;
  return [
    `Images space usage:\n\n${renderRows(IMAGES, rows.Images, '')}`,
    `Containers space usage:\n\n${renderRows(containers, rows.Containers, '')}`,
    `Local Volumes space usage:\n\n${renderRows(volumes, rows.Volumes, '')}`,
    `Build cache usage: ${humanSize(cache, 4)}\n\nCACHE ID   CACHE TYPE   SIZE      CREATED   LAST USED   USAGE     SHARED\n`,
  ].join('\n');
}

/** `docker system df`. */
export function* df(docker: Docker): Task<number> {
  const format = docker.text('format');
  const text = docker.bool('verbose')
    ? verbose(docker, format)
    : renderRows(SHAPE, usages(docker).map(usageRow), format);
  yield* docker.out(text);
  return 0;
}
