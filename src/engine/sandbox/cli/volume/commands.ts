import { GoObject } from '../../../../formats/go-template/values.ts';
import type { VolumeFacts } from '../../../world.ts';
import { treeSize } from '../../filesystem/tree.ts';
import type { Task } from '../../kernel/process.ts';
import { hasLabel } from '../container/filter.ts';
import { labelText } from '../container/rows.ts';
import { type CommandCode, CommandError, type Docker, forEachNow, Refusal } from '../docker.ts';
import { humanSize } from '../format/human.ts';
import { naturally } from '../format/natural.ts';
import { type ListShape, renderRows } from '../format/rows.ts';
import { toRecord } from '../run/key-values.ts';

/** The table of `docker volume ls`. */
export const VOLUME_SHAPE: ListShape = {
  table: '{{.Driver}}\t{{.Name}}',
  quiet: '{{.Name}}',
  headers: {
    Name: 'VOLUME NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    Availability: 'AVAILABILITY',
    Mountpoint: 'MOUNTPOINT',
    Labels: 'LABELS',
    Links: 'LINKS',
    Size: 'SIZE',
    Group: 'GROUP',
    Status: 'STATUS',
  },
};

/** @returns how many containers use each volume */
export function volumeLinks(docker: Docker): ReadonlyMap<string, number> {
  const links = new Map<string, number>();
  for (const { Mounts } of docker.ask((daemon) => daemon.containers()))
    for (const { Name } of Mounts) if (Name !== undefined) links.set(Name, (links.get(Name) ?? 0) + 1);
  return links;
}

/** @returns bytes in a volume */
export function volumeSize(docker: Docker, name: string): number {
  return docker.ask((daemon) => treeSize(daemon.volumeDisk(name).root));
}

/** @param measured the row knows links and size, as `system df -v` does; else they are N/A */
export function volumeRow(
  docker: Docker,
  volume: VolumeFacts,
  measured?: ReadonlyMap<string, number>,
): GoObject {
  return new GoObject(
    '*formatter.volumeContext',
    {
      Availability: () => 'N/A',
      Driver: () => volume.Driver,
      Group: () => 'N/A',
      Labels: () => labelText(volume.Labels),
      Links: () => (measured === undefined ? 'N/A' : String(measured.get(volume.Name) ?? 0)),
      Mountpoint: () => volume.Mountpoint,
      Name: () => volume.Name,
      Scope: () => volume.Scope,
      Size: () => (measured === undefined ? 'N/A' : humanSize(volumeSize(docker, volume.Name))),
      Status: () => 'N/A',
    },
    { Label: (name) => volume.Labels?.[String(name)] ?? '' },
  );
}

/** `docker volume ls`. */
export function* ls(docker: Docker): Task<number> {
  const links = volumeLinks(docker);
  const tests = [...docker.filters()].map(([key, values]) => (volume: VolumeFacts): boolean => {
    switch (key) {
      case 'name':
        return values.some((value) => volume.Name.includes(value));
      case 'driver':
        return values.includes(volume.Driver);
      case 'label':
        return values.every((value) => hasLabel(volume.Labels, value));
      case 'dangling':
        return values.some((value) => /^(1|t|true)$/i.test(value) === !links.has(volume.Name));
      default:
        throw new Refusal(400, `invalid filter '${key}'`);
    }
  });
  const rows = docker
    .ask((daemon) => daemon.volumes())
    .filter((volume) => tests.every((test) => test(volume)))
    .sort((a, b) => naturally(a.Name, b.Name))
    .map((volume) => volumeRow(docker, volume));
  yield* docker.out(renderRows(VOLUME_SHAPE, rows, docker.text('format'), docker.bool('quiet')));
  return 0;
}

/** `docker volume create`. */
export function* create(docker: Docker): Task<number> {
  const [typed] = docker.args;
  if (typed !== undefined && docker.given('name'))
    throw new CommandError(
      'conflicting options: cannot specify a volume-name through both --name and as a positional arg',
    );
  const name = typed ?? docker.text('name');
  const made = docker.ask((daemon) =>
    daemon.createVolume({
      ...(name === '' ? {} : { name }),
      driver: docker.text('driver'),
      labels: toRecord(docker.list('label')),
      options: docker.map('opt'),
    }),
  );
  yield* docker.out(`${made}\n`);
  return 0;
}

/** `docker volume rm`. */
export const rm: CommandCode = (docker) =>
  forEachNow(docker, docker.args, (volume) =>
    docker.ask((daemon) => daemon.removeVolume(volume, docker.bool('force'))),
  );
