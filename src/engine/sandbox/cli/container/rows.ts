import { GoObject } from '../../../../formats/go-template/values.ts';
import type { ContainerFacts } from '../../../world.ts';
import type { Docker } from '../docker.ts';
import { ago, ellipsis, goTime, humanSize, shortId } from '../format/human.ts';
import { displayablePorts, portsOf } from '../format/ports.ts';
import type { ListShape } from '../format/rows.ts';
import { statusText } from '../format/status.ts';

/** The table of `docker ps` (docker/cli cli/command/formatter/container.go). */
export const CONTAINER_SHAPE: ListShape = {
  table: '{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}',
  quiet: '{{.ID}}',
  headers: {
    ID: 'CONTAINER ID',
    Names: 'NAMES',
    Image: 'IMAGE',
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    RunningFor: 'CREATED',
    Ports: 'PORTS',
    State: 'STATE',
    Status: 'STATUS',
    Size: 'SIZE',
    Labels: 'LABELS',
    Mounts: 'MOUNTS',
    LocalVolumes: 'LOCAL VOLUMES',
    Networks: 'NETWORKS',
    Platform: 'PLATFORM',
    HealthStatus: 'HEALTH STATUS',
  },
};

/** The same with sizes. */
export const SIZED_SHAPE: ListShape = { ...CONTAINER_SHAPE, table: `${CONTAINER_SHAPE.table}\t{{.Size}}` };

/** @returns labels as docker lists them: `a=1,b=2`, sorted */
export function labelText(labels: Readonly<Record<string, string>> | null | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/**
 * @param virtual the size tells of the image too
 * @returns one row of `docker ps`
 */
export function containerRow(
  docker: Docker,
  container: ContainerFacts,
  truncate: boolean,
  virtual = true,
): GoObject {
  const now = docker.process.now();
  const { Config } = container;
  const command = [container.Path, ...container.Args]
    .map((word) => (/[\s'"]/.test(word) ? `'${word}'` : word))
    .join(' ');
  const mountNames = container.Mounts.map(({ Name, Source }) => Name ?? Source);
  const health = container.State.Health?.Status;
  return new GoObject(
    '*formatter.ContainerContext',
    {
      Command: () =>
        `"${(truncate ? ellipsis(command, 20) : command).replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`,
      CreatedAt: () => goTime(container.Created),
      HealthStatus: () => (health === undefined || health === 'none' ? '' : health),
      ID: () => (truncate ? shortId(container.Id) : container.Id),
      Image: () =>
        truncate && /^(sha256:)?[0-9a-f]{64}$/.test(Config.Image) ? shortId(Config.Image) : Config.Image,
      Labels: () => labelText(Config.Labels),
      LocalVolumes: () => String(container.Mounts.filter(({ Driver }) => Driver === 'local').length),
      Mounts: () => mountNames.map((name) => (truncate ? ellipsis(name, 15) : name)).join(','),
      Names: () => container.Name.replace(/^\//, ''),
      Networks: () => Object.keys(container.NetworkSettings.Networks).join(','),
      Platform: () => null,
      Ports: () => displayablePorts(portsOf(container)),
      RunningFor: () => ago(container.Created, now),
      Size: () => {
        const { writable, total } = docker.ask((daemon) => daemon.sizeOf(container.Id));
        return virtual ? `${humanSize(writable)} (virtual ${humanSize(total)})` : humanSize(writable);
      },
      State: () => container.State.Status,
      Status: () => statusText(container, now),
    },
    { Label: (name) => Config.Labels?.[String(name)] ?? '' },
  );
}
