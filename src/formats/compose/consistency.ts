import type { ComposeProject, ComposeService } from './model.ts';
import { ComposeError } from './tree.ts';

const INVALID = 'invalid compose project';
const quote = (text: string): string => JSON.stringify(text);

function refuse(message: string, path: string, invalid = true): never {
  throw new ComposeError(invalid ? `${message}: ${INVALID}` : message, path);
}

function checkReferences(project: ComposeProject, service: ComposeService, path: string): void {
  const { name } = service;
  for (const network of service.networks.keys())
    if (!project.networks.has(network))
      refuse(`service ${quote(name)} refers to undefined network ${network}`, `${path}.networks.${network}`);
  for (const [dependency, { required }] of service.dependsOn) {
    if (project.services.has(dependency) || (project.disabled.has(dependency) && !required)) continue;
    refuse(
      `service ${quote(name)} depends on undefined service ${quote(dependency)}`,
      `${path}.depends_on.${dependency}`,
    );
  }
  const shared = service.networkMode?.startsWith('service:') ? service.networkMode.slice(8) : undefined;
  if (shared !== undefined && !project.services.has(shared))
    refuse(
      `service ${quote(shared)} not found for network_mode 'service:${shared}'`,
      `${path}.network_mode`,
      false,
    );
  for (const [index, { type, source }] of service.volumes.entries())
    if (type === 'volume' && source !== '' && !project.volumes.has(source))
      refuse(`service ${quote(name)} refers to undefined volume ${source}`, `${path}.volumes.${index}`);
  for (const { source } of service.build?.secrets ?? [])
    if (!project.secrets.has(source))
      refuse(`service ${quote(name)} refers to undefined build secret ${source}`, `${path}.build.secrets`);
  for (const { source } of service.configs)
    if (!project.configs.has(source))
      refuse(`service ${quote(name)} refers to undefined config ${source}`, `${path}.configs`);
  for (const { source } of service.secrets)
    if (!project.secrets.has(source))
      refuse(`service ${quote(name)} refers to undefined secret ${source}`, `${path}.secrets`);
}

function checkMounts(service: ComposeService, path: string): void {
  const mounted = new Map<string, string>();
  const mount = (target: string, at: string) => {
    const before = mounted.get(target);
    if (before !== undefined) refuse(`${at}: target ${target} already mounted as ${before}`, path, false);
    mounted.set(target, at);
  };
  for (const [index, spec] of service.tmpfs.entries())
    mount(spec.split(':')[0] ?? '', `services.${service.name}.tmpfs[${index}]`);
  for (const [index, { target }] of service.volumes.entries())
    mount(target, `services.${service.name}.volumes[${index}]`);
}

function checkLimits(service: ComposeService, path: string): void {
  const { tree, name } = service;
  const deploy = tree['deploy'] as Record<string, Record<string, unknown>> | undefined;
  const replicas = deploy?.['replicas'] as unknown as number | undefined;
  const scale = tree['scale'] as number | undefined;
  if (scale !== undefined && replicas !== undefined && scale !== replicas)
    refuse(`services.${name}: can't set distinct values on 'scale' and 'deploy.replicas'`, `${path}.scale`);
  for (const [key, value] of [
    ['scale', scale],
    ['deploy.replicas', replicas],
  ] as const)
    if (value !== undefined && value < 0)
      refuse(`services.${name}.${key}: must be greater than or equal to 0`, `${path}.${key}`, false);
  const limits = deploy?.['resources']?.['limits'] as Record<string, unknown> | undefined;
  for (const [key, other] of [
    ['cpus', 'cpus'],
    ['mem_limit', 'memory'],
    ['pids_limit', 'pids'],
  ] as const)
    if (tree[key] !== undefined && limits !== undefined && limits[other] !== tree[key])
      refuse(
        `services.${name}: can't set distinct values on '${key}' and 'deploy.resources.limits.${other}'`,
        `${path}.${key}`,
      );
  // The two names stand in this order in Compose's own message.
  if (service.scale > 1 && service.containerName !== undefined)
    refuse(
      `services.${scale === undefined ? 'deploy.replicas' : 'scale'}: can't set container_name and ${name} as container name must be unique`,
      `${path}.container_name`,
    );
}

function checkService(project: ComposeProject, service: ComposeService): void {
  const { name, build, healthcheck } = service;
  const path = `services.${name}`;
  if (build === undefined && service.image === undefined && service.tree['provider'] === undefined)
    refuse(`service ${quote(name)} has neither an image nor a build context specified`, path);
  if (build?.dockerfileInline !== undefined && build.dockerfile !== undefined)
    refuse(
      `service ${quote(name)} declares mutualy exclusive dockerfile and dockerfile_inline`,
      `${path}.build`,
    );
  if (service.networkMode !== undefined && service.networks.size > 0)
    refuse(
      `service ${name} declares mutually exclusive \`network_mode\` and \`networks\``,
      `${path}.network_mode`,
    );
  const [first] = healthcheck?.test ?? [];
  if (first !== undefined && !['CMD', 'CMD-SHELL', 'NONE'].includes(first))
    refuse(
      'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"',
      `${path}.healthcheck.test`,
      false,
    );
  checkReferences(project, service, path);
  checkLimits(service, path);
  checkMounts(service, path);
}

/** Looks for services that wait for each other. Throws ComposeError. */
function checkCycles(services: ReadonlyMap<string, ComposeService>): void {
  const done = new Set<string>();
  const walk = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name);
    if (start >= 0)
      refuse(
        `dependency cycle detected: ${[...trail.slice(start), name].join(' -> ')}`,
        `services.${name}.depends_on`,
        false,
      );
    if (done.has(name)) return;
    for (const dependency of services.get(name)?.dependsOn.keys() ?? []) walk(dependency, [...trail, name]);
    done.add(name);
  };
  for (const name of services.keys()) walk(name, []);
}

/**
 * Checks that what a project refers to is there, and that it does not contradict itself (compose-go checkConsistency).
 *
 * @throws ComposeError with the first thing that is wrong
 */
export function checkConsistency(project: ComposeProject): void {
  for (const service of project.services.values()) checkService(project, service);
  for (const { key, external, file, environment } of project.secrets.values())
    if (!external && file === undefined && environment === undefined)
      refuse(`secret ${quote(key)} must declare either \`file\` or \`environment\``, `secrets.${key}`);
  checkCycles(project.services);
}
