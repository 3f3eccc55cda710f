/** What a lab makes, by name: what must not be there before, and what may be taken away after. */
import type { Lab } from '../../content/types.ts';
import { parse } from '../../engine/grammar/parse.ts';
import type { ParsedCommand } from '../../engine/grammar/types.ts';
import type { World } from '../../engine/world.ts';
import { looseWords } from '../../text/shell-words.ts';
import { familiar } from '../goals/seen.ts';
import { isDo } from './state.ts';

/** Names of things on an engine. */
export interface LabNames {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** References, with their tags. */
  readonly images: readonly string[];
}

/** Ids of what was on an engine at one moment; volumes have names only. */
export interface Inventory {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly images: readonly string[];
}

/** Networks that every engine has. */
const BUILT_IN: readonly string[] = ['bridge', 'host', 'none'];

/** Everything that a lab's tasks and solutions give a name to. Images that are only pulled are not made. */
export function namesMade(lab: Lab): LabNames {
  const containers = new Set<string>();
  const networks = new Set<string>();
  const volumes = new Set<string>();
  const images = new Set<string>();
  const tasks = lab.tasks.filter(isDo);
  for (const fact of tasks.flatMap(({ expect }) => expect)) {
    if ('exists' in fact && fact.exists === false) continue;
    if ('container' in fact) containers.add(fact.container);
    else if ('network' in fact) networks.add(fact.network);
    else if ('volume' in fact) volumes.add(fact.volume);
  }
  const lines = [...tasks.flatMap(({ solution }) => solution), ...lab.solution].flatMap(({ sh }) =>
    sh.split('\n'),
  );
  const typed = lines.flatMap((line) => {
    const [first, ...argv] = looseWords(line) ?? [];
    return first === 'docker' ? [argv] : [];
  });
  for (const argv of [...lab.setup, ...typed]) {
    const read = parse(argv);
    if (read.kind !== 'command') continue;
    const { parsed } = read;
    switch (parsed.command.path.join(' ')) {
      case 'container run':
      case 'container create':
        for (const name of valuesOf(parsed, 'name')) containers.add(name);
        break;
      case 'network create':
        for (const name of parsed.args) networks.add(name);
        break;
      case 'volume create':
        for (const name of [...parsed.args, ...valuesOf(parsed, 'name')]) volumes.add(name);
        break;
      case 'image build':
      case 'buildx build':
        for (const name of valuesOf(parsed, 'tag')) images.add(familiar(name));
        break;
      case 'image tag':
      case 'container commit':
        if (parsed.args[1] !== undefined) images.add(familiar(parsed.args[1]));
        break;
      default:
    }
  }
  for (const name of BUILT_IN) networks.delete(name);
  return { containers: [...containers], networks: [...networks], volumes: [...volumes], images: [...images] };
}

function valuesOf({ flags, given }: ParsedCommand, flag: string): string[] {
  const value = given.has(flag) ? flags.get(flag) : undefined;
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** What is on an engine. */
export function inventory(world: World): Inventory {
  return {
    containers: world.containers.map(({ Id }) => Id),
    networks: world.networks.map(({ Id }) => Id),
    // A volume that was made anew under its old name is another one.
    volumes: world.volumes.map(({ Name, CreatedAt }) => `${Name} ${CreatedAt}`),
    images: world.images.map(({ Id }) => Id),
  };
}

/** Names of a lab that something on an engine has already. */
export function namesTaken(names: LabNames, world: World): string[] {
  const { containers, networks, volumes, images } = appearedSince(
    names,
    { containers: [], networks: [], volumes: [], images: [] },
    world,
  );
  return [...containers, ...networks, ...volumes, ...images];
}

/**
 * What may be offered for removal: what appeared since the lab began, and has a name that the lab gives.
 *
 * @param before what was there when the lab began
 */
export function appearedSince(names: LabNames, before: Inventory, world: World): LabNames {
  const tags = world.images
    .filter(({ Id }) => !before.images.includes(Id))
    .flatMap(({ RepoTags }) => RepoTags.map(familiar));
  return {
    containers: world.containers
      .filter(({ Id }) => !before.containers.includes(Id))
      .map(({ Name }) => Name.replace(/^\//, ''))
      .filter((name) => names.containers.includes(name)),
    networks: world.networks
      .filter(({ Id }) => !before.networks.includes(Id))
      .map(({ Name }) => Name)
      .filter((name) => names.networks.includes(name)),
    volumes: world.volumes
      .filter(({ Name, CreatedAt }) => !before.volumes.includes(`${Name} ${CreatedAt}`))
      .map(({ Name }) => Name)
      .filter((name) => names.volumes.includes(name)),
    images: tags.filter((tag) => names.images.includes(tag)),
  };
}

/** The commands that remove things, in an order in which nothing is in use any more; a container's own unnamed volumes go with it. */
export function removals({
  containers,
  networks,
  volumes,
  images,
}: LabNames): readonly (readonly string[])[] {
  return [
    ...containers.map((name) => ['container', 'rm', '--force', '--volumes', name]),
    ...networks.map((name) => ['network', 'rm', name]),
    ...volumes.map((name) => ['volume', 'rm', name]),
    ...images.map((name) => ['image', 'rm', name]),
  ];
}
