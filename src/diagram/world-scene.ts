/** A world as a picture of the kinds there are: what runs as columns on one kernel, the rest as lists. */
import type { ContainerFacts, ImageFacts, World } from '../engine/world.ts';
import { playEn } from '../text/messages/play.en.ts';
import { playKo } from '../text/messages/play.ko.ts';
import type { Label, Part, Tier } from './model.ts';
import type { Scene } from './scene.ts';

/** What is drawn of a world, and what is listed below it. */
export interface WorldPicture {
  /** The containers that run, on the kernel that they share; nothing if none does. */
  readonly scene?: Scene;
  /** How many that run are not in the picture, which has room for a few. */
  readonly more: number;
  /** `name (state)` of containers that do not run. */
  readonly stopped: readonly string[];
  /** `127.0.0.1:8080 → web:80/tcp` */
  readonly ports: readonly string[];
  readonly networks: readonly Group[];
  readonly volumes: readonly Group[];
  /** Names of images that no container uses. */
  readonly images: readonly string[];
}

/** Something with the names of what uses it. */
export interface Group {
  readonly name: string;
  readonly users: readonly string[];
}

/** Columns that fit 80 cells with names of the usual length. */
const MOST = 4;

/** The picture of a world. */
export function worldPicture(world: World): WorldPicture {
  const running = world.containers.filter(({ State }) => State.Running);
  const shown = running.slice(0, MOST);
  return {
    ...(shown.length > 0 && { scene: sceneOf(shown, world) }),
    more: running.length - shown.length,
    stopped: world.containers
      .filter(({ State }) => !State.Running)
      .map((container) => `${nameOf(container)} (${stateOf(container)})`),
    ports: running.flatMap(portsOf),
    networks: world.networks
      .map(({ Name, Containers }) => ({
        name: Name,
        users: Object.values(Containers).map((each) => each.Name),
      }))
      .filter(({ name, users }) => users.length > 0 || !['bridge', 'host', 'none'].includes(name)),
    volumes: world.volumes.map(({ Name }) => ({ name: shortened(Name), users: usersOf(Name, world) })),
    images: world.images
      .filter(({ Id }) => !world.containers.some(({ Image }) => Image === Id))
      .map(imageName),
  };
}

function sceneOf(containers: readonly ContainerFacts[], world: World): Scene {
  const columns = containers.map((container, index) => columnOf(container, index, world));
  const kernel: Part = { id: 'kernel', role: 'kernel', label: said('kernel') };
  const tiers: Tier[] = [
    { kind: 'columns', columns, repeat: 1 },
    { kind: 'part', part: kernel, repeat: 1 },
  ];
  const engine: Part = { id: 'engine', role: 'engine', label: said('engine') };
  return {
    model: { kind: 'stack', panels: [{ id: '', tiers, beside: { kernel: [engine] } }] },
    hidden: [],
    highlight: [],
    notes: [],
  };
}

/** A container on its image: what only it may write above what it shares. */
function columnOf(container: ContainerFacts, index: number, world: World): readonly Tier[] {
  const name = nameOf(container);
  const status = container.State.Status;
  const image = world.images.find(({ Id }) => Id === container.Image);
  const layers = image?.RootFS.Layers.length ?? 0;
  const shown = image === undefined ? container.Config.Image : imageName(image);
  return [
    part(`container-${index}`, 'app', status === 'running' ? [name] : [`${name} (${status})`, name]),
    part(`image-${index}`, 'libs', [`${shown} ×${layers}`, shown]),
  ];
}

function part(id: string, role: 'app' | 'libs', forms: readonly [string, ...string[]]): Tier {
  return { kind: 'part', part: { id, role, label: { und: forms } }, repeat: 1 };
}

function said(name: 'kernel' | 'engine'): Label {
  const forms = (words: readonly string[]): readonly [string, ...string[]] => [
    words[0] ?? name,
    ...words.slice(1),
  ];
  return { en: forms(playEn.drawing[name]), ko: forms(playKo.drawing[name]) };
}

function nameOf({ Name }: ContainerFacts): string {
  return Name.replace(/^\//, '');
}

function stateOf({ State }: ContainerFacts): string {
  return State.Status === 'exited' ? `exited ${State.ExitCode}` : State.Status;
}

function imageName({ RepoTags, Id }: ImageFacts): string {
  return RepoTags[0] ?? Id.replace('sha256:', '').slice(0, 12);
}

function portsOf(container: ContainerFacts): string[] {
  return Object.entries(container.NetworkSettings.Ports).flatMap(([port, bindings]) =>
    (bindings ?? [])
      // The same port on the addresses of IPv6 says nothing new.
      .filter(({ HostIp }) => !HostIp.includes(':'))
      .map(({ HostIp, HostPort }) => {
        const host = HostIp === '0.0.0.0' || HostIp === '' ? HostPort : `${HostIp}:${HostPort}`;
        return `${host} → ${nameOf(container)}:${port}`;
      }),
  );
}

function usersOf(volume: string, { containers }: World): string[] {
  return containers.flatMap((container) =>
    container.Mounts.filter(({ Name }) => Name === volume).map(
      ({ Destination }) => `${nameOf(container)}:${Destination}`,
    ),
  );
}

/** A name of chance is as good when it is short. */
function shortened(name: string): string {
  return /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name;
}
