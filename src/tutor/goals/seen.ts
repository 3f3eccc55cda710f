/** What is seen of an engine when goals are judged: the world, the answers to probes, and what was remembered. */
import type { EngineEvent, Observation, Probe } from '../../engine/port.ts';
import type { ContainerFacts, ImageFacts, NetworkFacts, VolumeFacts, World } from '../../engine/world.ts';

/** Ids that were noted when a lab began, by the name under which they were. */
export type Memory = Readonly<Record<string, { readonly id: string; readonly layers: readonly string[] }>>;

/** One look at an engine. */
export interface Look {
  readonly world: World;
  /** Answers to the probes that `probesOf` asked for, by `probeKey`. */
  readonly observations: ReadonlyMap<string, Observation>;
  readonly memory: Memory;
}

/** Two probes with the same key have the same answer at one moment. */
export function probeKey(probe: Probe): string {
  return JSON.stringify(probe);
}

/** The container of a name. */
export function containerNamed(world: World, name: string): ContainerFacts | undefined {
  return world.containers.find(({ Name }) => Name === `/${name}`);
}

/** The image that a reference means: a tag (`latest` if none is given), or an id. */
export function imageNamed(world: World, reference: string): ImageFacts | undefined {
  const wanted = familiar(reference);
  return world.images.find(
    ({ Id, RepoTags, RepoDigests }) =>
      Id === reference || RepoTags.some((tag) => familiar(tag) === wanted) || RepoDigests.includes(reference),
  );
}

export function networkNamed(world: World, name: string): NetworkFacts | undefined {
  return world.networks.find(({ Name }) => Name === name);
}

export function volumeNamed(world: World, name: string): VolumeFacts | undefined {
  return world.volumes.find(({ Name }) => Name === name);
}

/** What one of the probes said; nothing if it was not asked. */
export function observed<Kind extends Observation['kind']>(
  look: Look,
  probe: Probe & { readonly kind: Kind },
): Extract<Observation, { kind: Kind }> | undefined {
  return look.observations.get(probeKey(probe)) as Extract<Observation, { kind: Kind }> | undefined;
}

/** The events of a look, of the probe that asked for them. */
export function eventsOf(look: Look): readonly EngineEvent[] {
  for (const observation of look.observations.values()) {
    if (observation.kind === 'events') return observation.events;
  }
  return [];
}

/** A reference in the short form in which docker shows it, with its tag: `docker.io/library/nginx` is `nginx:latest`. */
export function familiar(reference: string): string {
  const short = reference.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}
