import type { ComposeProject, ComposeService } from './model.ts';
import { ComposeError } from './tree.ts';

/** Whether a service runs with these profiles: it has none, one of them is on, or all are (`*`). */
function inProfiles(service: ComposeService, profiles: readonly string[]): boolean {
  return (
    service.profiles.length === 0 ||
    profiles.includes('*') ||
    service.profiles.some((profile) => profiles.includes(profile))
  );
}

function withServices(project: ComposeProject, keep: (service: ComposeService) => boolean): ComposeProject {
  const all = [...project.services, ...project.disabled];
  return {
    ...project,
    services: new Map(all.filter(([, service]) => keep(service))),
    disabled: new Map(all.filter(([, service]) => !keep(service))),
  };
}

/** Turns the services off whose profiles are off. */
export function withProfiles(project: ComposeProject, profiles: readonly string[]): ComposeProject {
  return withServices(project, (service) => inProfiles(service, profiles));
}

/** @returns a service that is on. Throws ComposeError `no such service: x` */
export function serviceOf(project: ComposeProject, name: string): ComposeService {
  const found = project.services.get(name);
  if (found !== undefined) return found;
  throw new ComposeError(`no such service: ${name}${project.disabled.has(name) ? ': disabled' : ''}`);
}

/**
 * Turns all services off but those named (a name turns a service on whose profile is off) and, unless told otherwise,
 * those that they depend on.
 *
 * @param names none: the project as it is
 * @throws ComposeError `no such service: x`
 */
export function withSelected(
  project: ComposeProject,
  names: readonly string[],
  dependencies: 'with' | 'without' | 'dependents' = 'with',
): ComposeProject {
  if (names.length === 0) return project;
  const all = new Map([...project.services, ...project.disabled]);
  const chosen = new Set<string>();
  const choose = (name: string, required: boolean): void => {
    if (chosen.has(name)) return;
    const service = all.get(name);
    if (service === undefined) {
      if (required) throw new ComposeError(`no such service: ${name}`);
      return;
    }
    chosen.add(name);
    if (dependencies === 'with')
      for (const [dependency, how] of service.dependsOn)
        if (how.required || project.services.has(dependency)) choose(dependency, how.required);
    if (dependencies === 'dependents')
      for (const other of project.services.values()) if (other.dependsOn.has(name)) choose(other.name, false);
  };
  for (const name of names) choose(name, true);
  const selected = withServices(project, ({ name }) => chosen.has(name));
  if (dependencies === 'with') return selected;
  // What is left out is not waited for either.
  const services = [...selected.services].map(([name, service]): [string, ComposeService] => [
    name,
    { ...service, dependsOn: new Map([...service.dependsOn].filter(([other]) => chosen.has(other))) },
  ]);
  return { ...selected, services: new Map(services) };
}

/** Drops the networks, volumes, secrets and configs that no service uses. */
export function withoutUnused(project: ComposeProject): ComposeProject {
  const services = [...project.services.values()];
  const used = {
    networks: new Set(services.flatMap(({ networks }) => [...networks.keys()])),
    volumes: new Set(
      services.flatMap(({ volumes }) =>
        volumes.filter(({ type }) => type === 'volume').map(({ source }) => source),
      ),
    ),
    secrets: new Set(
      services.flatMap(({ secrets, build }) =>
        [...secrets, ...(build?.secrets ?? [])].map(({ source }) => source),
      ),
    ),
    configs: new Set(services.flatMap(({ configs }) => configs.map(({ source }) => source))),
  };
  const kept = <T>(all: ReadonlyMap<string, T>, names: ReadonlySet<string>): ReadonlyMap<string, T> =>
    new Map([...all].filter(([key]) => names.has(key)));
  const unused = (['networks', 'volumes'] as const).flatMap((kind) =>
    [...project[kind].keys()].filter((key) => !used[kind].has(key)),
  );
  return {
    ...project,
    unused: [...project.unused, ...unused],
    networks: kept(project.networks, used.networks),
    volumes: kept(project.volumes, used.volumes),
    secrets: kept(project.secrets, used.secrets),
    configs: kept(project.configs, used.configs),
  };
}

/**
 * The services in an order in which each comes after those it depends on; in groups that can go at one time.
 *
 * @param project one without cycles
 */
export function dependencyOrder(project: ComposeProject): readonly (readonly ComposeService[])[] {
  const levels = new Map<string, number>();
  const levelOf = (service: ComposeService): number => {
    const known = levels.get(service.name);
    if (known !== undefined) return known;
    // Against endless loops in a project that was not checked.
    levels.set(service.name, 0);
    const below = [...service.dependsOn.keys()]
      .map((name) => project.services.get(name))
      .filter((found) => found !== undefined)
      .map((found) => levelOf(found) + 1);
    const level = Math.max(0, ...below);
    levels.set(service.name, level);
    return level;
  };
  const groups: ComposeService[][] = [];
  const sorted = [...project.services.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const service of sorted) {
    const level = levelOf(service);
    while (groups.length <= level) groups.push([]);
    groups[level]?.push(service);
  }
  return groups;
}
