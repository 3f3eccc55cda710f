import type { ContainerFact } from '../../content/schema/fact.ts';
import type { ContainerFacts } from '../../engine/world.ts';
import { type Difference, judgeList, judgeMap, judgeText, type Subject, tellOf } from './difference.ts';
import { judgeIdentity } from './identity.ts';
import { containerNamed, imageNamed, type Look, observed } from './seen.ts';

/** Judges a fact of a container. @returns the first difference; nothing if it holds */
export function judgeContainer(fact: ContainerFact, look: Look): Difference | undefined {
  const subject: Subject = { kind: 'container', name: fact.container };
  const container = containerNamed(look.world, fact.container);
  if (fact.exists === false)
    return container === undefined ? undefined : { subject, fact: 'exists', forbidden: fact.container };
  if (container === undefined) return { subject, fact: 'exists', wanted: fact.container };
  for (const check of CHECKS) {
    const difference = check(fact, container, subject, look);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

type Check = (
  fact: ContainerFact,
  container: ContainerFacts,
  subject: Subject,
  look: Look,
) => Difference | undefined;

/** A check of one value that must be just so. */
function value<Key extends keyof ContainerFact>(
  key: Key,
  read: (container: ContainerFacts) => unknown,
): Check {
  return (fact, container, subject) => {
    const wanted = fact[key] as string | number | boolean | undefined;
    if (wanted === undefined) return undefined;
    const found = read(container);
    return found === wanted ? undefined : tellOf(subject)(key, wanted, found);
  };
}

/** In the order in which a learner would look: what it is, how it runs, how it was made, what it did. */
const CHECKS: readonly Check[] = [
  image,
  value('state', ({ State }) => State.Status),
  value('exit-code', ({ State }) => State.ExitCode),
  value('oom-killed', ({ State }) => State.OOMKilled),
  value('health', ({ State }) => State.Health?.Status ?? 'none'),
  restarts,
  command,
  value('user', ({ Config }) => Config.User ?? ''),
  value('read-only', ({ HostConfig }) => HostConfig.ReadonlyRootfs),
  value('privileged', ({ HostConfig }) => HostConfig.Privileged),
  value('auto-remove', ({ HostConfig }) => HostConfig.AutoRemove),
  value('restart', ({ HostConfig }) => HostConfig.RestartPolicy.Name || 'no'),
  value('cpus', ({ HostConfig }) => HostConfig.NanoCpus / 1e9),
  value('pids', ({ HostConfig }) => Math.max(0, HostConfig.PidsLimit ?? 0)),
  memory,
  ports,
  networks,
  mounts,
  environment,
  labels,
  diff,
  file,
  logs,
  processes,
  ({ id }, container, subject, { memory: noted }) =>
    judgeIdentity(id, container.Id, subject, (name) => noted[name]?.id),
];

function image(fact: ContainerFact, container: ContainerFacts, subject: Subject, { world }: Look) {
  if (fact.image === undefined) return undefined;
  const wanted = imageNamed(world, fact.image);
  if (wanted?.Id === container.Image) return undefined;
  return tellOf(subject)('image', fact.image, container.Config.Image);
}

function restarts(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  if (fact.restarts === undefined || container.RestartCount >= fact.restarts) return undefined;
  return tellOf(subject)('restarts', fact.restarts, container.RestartCount);
}

function command(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  if (fact.command === undefined) return undefined;
  const found = [container.Path, ...container.Args];
  const same =
    found.length === fact.command.length && fact.command.every((word, index) => word === found[index]);
  return same ? undefined : tellOf(subject)('command', fact.command.join(' '), found.join(' '));
}

function memory(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  if (fact.memory === undefined) return undefined;
  const found = container.HostConfig.Memory;
  return found === bytesOf(fact.memory)
    ? undefined
    : tellOf(subject)('memory', fact.memory, shownBytes(found));
}

const UNITS = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;

/** Bytes of an amount as docker's `--memory` takes it: `256m`, `1g`; `none` is 0. */
function bytesOf(amount: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([bkmg]?)b?$/i.exec(amount) ?? [];
  if (number === undefined) return 0;
  return Number(number) * UNITS[(unit?.toLowerCase() || 'b') as keyof typeof UNITS];
}

function shownBytes(bytes: number): string {
  if (bytes === 0) return 'none';
  const unit = (['g', 'm', 'k'] as const).find((each) => bytes % UNITS[each] === 0);
  return unit === undefined ? String(bytes) : `${bytes / UNITS[unit]}${unit}`;
}

function ports(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  const published = Object.entries(container.NetworkSettings.Ports).flatMap(([port, bindings]) =>
    (bindings ?? []).map(({ HostIp, HostPort }) => ({ port: port.replace(/\/tcp$/, ''), HostIp, HostPort })),
  );
  const shown = published.map(({ port, HostIp, HostPort }) => `${HostIp}:${HostPort}->${port}`);
  for (const [port, where] of Object.entries(fact.ports ?? {})) {
    const [hostPort, hostIp] = String(where).split(':').reverse();
    const there = published.some(
      (one) =>
        one.port === port.replace(/\/tcp$/, '') &&
        one.HostPort === hostPort &&
        (hostIp === undefined || one.HostIp === hostIp),
    );
    if (!there) return tellOf(subject)('ports', `${where}->${port}`, [...new Set(shown)].join(', '));
  }
  return undefined;
}

function networks(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  if (fact.networks === undefined) return undefined;
  const on = Object.keys(container.NetworkSettings.Networks);
  return judgeList(
    subject,
    'networks',
    fact.networks,
    (name) => on.includes(name),
    (name) => name,
    on,
  );
}

function mounts(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  if (fact.mounts === undefined) return undefined;
  const shown = container.Mounts.map(({ Type, Name, Destination }) => `${Type} ${Name ?? ''}:${Destination}`);
  return judgeList(
    subject,
    'mounts',
    fact.mounts,
    (wanted) =>
      container.Mounts.some(
        ({ Type, Name, Destination, RW }) =>
          (wanted.type ?? Type) === Type &&
          (wanted.name ?? Name) === Name &&
          (wanted.target ?? Destination) === Destination &&
          (wanted['read-only'] ?? !RW) === !RW,
      ),
    ({ type, name, target }) => [type, [name, target].filter(Boolean).join(':')].filter(Boolean).join(' '),
    shown,
  );
}

function environment(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  if (fact.env === undefined) return undefined;
  const set = container.Config.Env ?? [];
  return judgeList(
    subject,
    'env',
    fact.env,
    (entry) => set.includes(entry),
    (entry) => entry,
    set,
  );
}

function labels(fact: ContainerFact, container: ContainerFacts, subject: Subject) {
  return fact.labels && judgeMap(subject, 'labels', fact.labels, container.Config.Labels ?? {});
}

function diff(fact: ContainerFact, _container: ContainerFacts, subject: Subject, look: Look) {
  if (fact.diff === undefined) return undefined;
  const changes = observed(look, { kind: 'diff', container: fact.container })?.changes ?? [];
  return judgeList(
    subject,
    'diff',
    fact.diff,
    (wanted) => {
      const { kind, path } = typeof wanted === 'string' ? { kind: undefined, path: wanted } : wanted;
      return changes.some((change) => change.path === path && (kind ?? change.kind) === change.kind);
    },
    (wanted) => (typeof wanted === 'string' ? wanted : `${wanted.kind ?? ''} ${wanted.path}`.trim()),
    changes.map(({ kind, path }) => `${kind} ${path}`),
  );
}

function file(fact: ContainerFact, _container: ContainerFacts, subject: Subject, look: Look) {
  if (fact.file === undefined) return undefined;
  const { path } = fact.file;
  const seen = observed(look, { kind: 'file', container: fact.container, path });
  if (fact.file.exists === false) return seen?.found ? { subject, fact: 'file', forbidden: path } : undefined;
  if (!seen?.found) return { subject, fact: 'file', wanted: path };
  return judgeText(subject, 'file', fact.file, seen.text);
}

function logs(fact: ContainerFact, _container: ContainerFacts, subject: Subject, look: Look) {
  if (fact.logs === undefined) return undefined;
  const said = observed(look, { kind: 'logs', container: fact.container })?.text ?? '';
  return judgeText(subject, 'logs', fact.logs, said);
}

function processes(fact: ContainerFact, _container: ContainerFacts, subject: Subject, look: Look) {
  if (fact.processes === undefined) return undefined;
  const run = observed(look, { kind: 'top', container: fact.container })?.commands ?? [];
  const holds = (wanted: string): boolean => run.some((command) => command.includes(wanted));
  return judgeList(subject, 'processes', fact.processes, holds, (wanted) => wanted, run);
}
