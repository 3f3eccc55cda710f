import { directory, treeSize } from '../filesystem/tree.ts';
import type { Filters } from './api.ts';
import { DaemonError } from './api.ts';
import { pruneEvent, volumeEvent } from './events.ts';
import { matchesLabels } from './filters.ts';
import { findVolume, usersOfVolume } from './find.ts';
import { randomHex } from './ids.ts';
import { isValidName, NAME_CHARACTERS } from './names.ts';
import type { Engine, VolumeRecord } from './state.ts';
import { edit } from './state.ts';

/**
 * Makes a volume, unless there is one of that name.
 * @throws DaemonError 400 for a name that no volume can have (moby daemon/volume/local)
 */
export function makeVolume(
  engine: Engine,
  request: Pick<VolumeRecord, 'name' | 'anonymous' | 'labels' | 'options'>,
): void {
  const { name } = request;
  if (engine.state.volumes.has(name)) {
    return;
  }
  if (name.length < 2) {
    throw new DaemonError(
      400,
      `create ${name}: volume name is too short, names should be at least two alphanumeric characters`,
    );
  }
  if (!isValidName(name)) {
    throw new DaemonError(
      400,
      `create ${name}: "${name}" includes invalid characters for a local volume name, only "${NAME_CHARACTERS}" are allowed. If you intended to pass a host directory, use absolute path`,
    );
  }
  const mtime = engine.kernel.now();
  edit(engine, engine.state.volumes).set(name, {
    ...request,
    labels: request.anonymous ? { 'com.docker.volume.anonymous': '', ...request.labels } : request.labels,
    created: mtime,
    disk: engine.kernel.createFileSystem(directory({}, { mtime })),
  });
  volumeEvent(engine, name, 'create');
}

/** `docker volume create`. @returns the name */
export function createVolume(
  engine: Engine,
  request: {
    readonly name?: string;
    readonly driver: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, string>>;
  },
): string {
  if (request.driver !== '' && request.driver !== 'local') {
    throw new DaemonError(
      404,
      `create ${request.name ?? ''}: error looking up volume plugin ${request.driver}: plugin "${request.driver}" not found`,
    );
  }
  const [option] = Object.keys(request.options);
  if (option !== undefined) {
    throw new DaemonError(501, `the sandbox does not model option ${option} of volumes yet`);
  }
  const anonymous = request.name === undefined || request.name === '';
  const name = anonymous ? randomHex(() => engine.kernel.random(), 64) : (request.name ?? '');
  makeVolume(engine, {
    name,
    anonymous,
    labels: Object.keys(request.labels).length > 0 ? request.labels : null,
    options: null,
  });
  return name;
}

/** `docker volume rm`. @throws DaemonError 409 while a container, running or not, uses it */
export function removeVolume(engine: Engine, name: string, force: boolean): void {
  if (force && !engine.state.volumes.has(name)) {
    return;
  }
  findVolume(engine, name);
  const users = usersOfVolume(engine, name);
  if (users.length > 0) {
    throw new DaemonError(409, `remove ${name}: volume is in use - [${users.join(', ')}]`);
  }
  edit(engine, engine.state.volumes).delete(name);
  volumeEvent(engine, name, 'destroy');
}

/** `docker volume prune`: the anonymous ones that no container uses; with `all`, named ones too. */
export function pruneVolumes(
  engine: Engine,
  options: { readonly all: boolean; readonly filters: Filters },
): { readonly names: readonly string[]; readonly reclaimed: number } {
  const all = options.all || options.filters.get('all')?.some((value) => value === '1' || value === 'true');
  const unused = [...engine.state.volumes.values()].filter(
    ({ name, anonymous, labels }) =>
      (all === true || anonymous) &&
      matchesLabels(options.filters, labels ?? {}) &&
      usersOfVolume(engine, name).length === 0,
  );
  let reclaimed = 0;
  for (const { name, disk } of unused) {
    reclaimed += treeSize(disk.root);
    removeVolume(engine, name, false);
  }
  pruneEvent(engine, 'volume', reclaimed);
  return { names: unused.map(({ name }) => name), reclaimed };
}
