import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DaemonError } from '../../../../src/engine/sandbox/daemon/api.ts';
import type { Mark } from '../../../../src/engine/sandbox/kernel/journal.ts';
import { type Bench, bench, request } from '../../../helpers/daemon.ts';

type Operation = (bench: Bench, subject: string) => void;

const NAMES = ['aa', 'bb', 'cc', 'dd'];
const quiet = { progress: () => {} };
const plain = { env: [], tty: false, stdin: false, privileged: false };

/** What people do to an engine, in any order, sensible or not. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  run: ({ run }, name) => run({ name, cmd: ['sleep', '30'] }),
  runShort: ({ run }, name) => run({ name, cmd: ['exit', '1'], restart: { name: 'always', max: 0 } }),
  runGone: ({ run }) => run({ cmd: ['sleep', '2'], autoRemove: true }),
  runPort: ({ run }, name) =>
    run({ name, image: 'nginx', publish: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } }),
  runAnyPort: ({ run }) => run({ image: 'nginx', publishAll: true }),
  runInNet: ({ run }, name) =>
    run({ cmd: ['sleep', '30'], networks: [{ name: `net-${name}`, aliases: ['x'] }] }),
  runVolume: ({ run }, name) =>
    run({
      name,
      cmd: ['put', '/data/x', name],
      mounts: [
        { type: 'volume', source: `vol-${name}`, target: '/data', readOnly: false, createSource: true },
      ],
    }),
  runHealth: ({ run }, name) =>
    run({ name, cmd: ['sleep', '30'], healthcheck: { Test: ['CMD', 'exists', '/tmp'], Interval: 1e9 } }),
  runMissing: ({ run }, name) => run({ name, cmd: ['not-there'] }),
  create: ({ daemon }, name) => daemon.create(request({ name })),
  start: ({ daemon }, name) => daemon.start(name),
  stop: ({ daemon, task }, name) => task(() => daemon.stop(name, { timeout: 1 })),
  restart: ({ daemon, task }, name) => task(() => daemon.restart(name, { timeout: 0 })),
  kill: ({ daemon }, name) => daemon.kill(name, 'KILL'),
  pause: ({ daemon }, name) => daemon.pause(name),
  unpause: ({ daemon }, name) => daemon.unpause(name),
  remove: ({ daemon }, name) => daemon.remove(name, { force: false, volumes: true }),
  removeForced: ({ daemon }, name) => daemon.remove(name, { force: true, volumes: true }),
  rename: ({ daemon }, name) => daemon.rename(name, `${name}2`),
  renameBack: ({ daemon }, name) => daemon.rename(`${name}2`, name),
  exec: ({ daemon }, name) => daemon.exec(name, { ...plain, argv: ['put', '/tmp/e', 'e'] }),
  network: ({ daemon }, name) =>
    daemon.createNetwork({ name: `net-${name}`, driver: 'bridge', internal: false, labels: {}, options: {} }),
  connect: ({ daemon }, name) => daemon.connect('net-aa', name, { aliases: [] }),
  disconnect: ({ daemon }, name) => daemon.disconnect('net-aa', name, false),
  removeNetwork: ({ daemon }, name) => daemon.removeNetwork(`net-${name}`),
  removeVolume: ({ daemon }, name) => daemon.removeVolume(`vol-${name}`, false),
  commit: ({ daemon }, name) => daemon.commit(name, { reference: `image-${name}`, changes: [], pause: true }),
  removeImage: ({ daemon }, name) => daemon.removeImage(`image-${name}`, { force: false, prune: true }),
  tag: ({ daemon }, name) => daemon.tag('alpine', `image-${name}`),
  pull: ({ daemon, task }) => task(() => daemon.pull('alpine:3.21', quiet)),
  prune: ({ daemon }) => {
    daemon.pruneContainers(new Map());
    daemon.pruneNetworks(new Map());
    daemon.pruneVolumes({ all: false, filters: new Map() });
    daemon.pruneImages({ all: false, filters: new Map() });
  },
  pass: ({ pass }) => pass(700),
  passLong: ({ pass }) => pass(20_000),
};

function attempt(on: Bench, operation: string, subject: string): void {
  try {
    OPERATIONS[operation]?.(on, subject);
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
  }
}

function checkWorld({ daemon }: Bench): void {
  const { containers, networks } = daemon.world();
  const unique = (list: readonly unknown[]) => expect(new Set(list).size).toBe(list.length);
  unique(containers.map(({ Name }) => Name));
  unique(containers.map(({ Id }) => Id));
  unique(networks.map(({ Id }) => Id));
  for (const { State, Id, Name } of containers) {
    expect(State.Pid > 0).toBe(State.Status === 'running' || State.Status === 'paused');
    expect(State.Running).toBe(['running', 'paused', 'restarting'].includes(State.Status));
    expect(daemon.namespacesOf(Id) !== undefined).toBe(State.Pid > 0);
    expect(daemon.inspectContainer(Name).Id).toBe(Id);
  }
  const ports = containers.flatMap(({ NetworkSettings }) =>
    Object.entries(NetworkSettings.Ports).flatMap(([port, list]) =>
      (list ?? []).map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}/${port.split('/')[1]}`),
    ),
  );
  unique(ports);
  for (const network of networks) {
    const members = Object.entries(network.Containers);
    if (network.Driver === 'bridge') unique(members.map(([, { IPv4Address }]) => IPv4Address));
    for (const [id, { IPv4Address }] of members) {
      const container = containers.find(({ Id }) => Id === id);
      const endpoint = container?.NetworkSettings.Networks[network.Name];
      expect(`${endpoint?.IPAddress}/${endpoint?.IPPrefixLen}`).toBe(IPv4Address);
      expect(endpoint?.NetworkID).toBe(network.Id);
    }
    const inside = containers.filter(({ NetworkSettings }) =>
      Object.values(NetworkSettings.Networks).some(
        ({ NetworkID, IPAddress }) => NetworkID === network.Id && IPAddress !== '',
      ),
    );
    expect(inside.map(({ Id }) => Id).sort()).toEqual(
      network.Driver === 'bridge' ? members.map(([id]) => id).sort() : [],
    );
  }
}

function snapshot({ daemon, kernel }: Bench): unknown {
  return structuredClone({
    world: daemon.world(),
    events: daemon.events(),
    logs: daemon.containers().map(({ Id }) => daemon.logs(Id)),
    forwards: kernel.forwards(),
    now: kernel.now(),
  });
}

const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(OPERATIONS)), fc.constantFrom(...NAMES)), {
  minLength: 1,
  maxLength: 40,
});

it('keeps a valid world whatever is done', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const on = bench(['alpine', 'nginx']);
      for (const [operation, subject] of list) {
        attempt(on, operation, subject);
        checkWorld(on);
      }
    }),
    { numRuns: 150 },
  );
});

it('is as it was after an undo, and does the same again', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (list, at) => {
      const on = bench(['alpine', 'nginx']);
      const marks: Mark[] = [];
      const before: unknown[] = [];
      for (const [operation, subject] of list) {
        marks.push(on.kernel.journal.mark());
        before.push(snapshot(on));
        attempt(on, operation, subject);
      }
      const end = snapshot(on);
      const to = at % list.length;
      on.kernel.journal.undo(marks[to]!);
      expect(snapshot(on)).toEqual(before[to]);
      checkWorld(on);
      for (const [operation, subject] of list.slice(to)) {
        on.kernel.journal.mark();
        attempt(on, operation, subject);
      }
      expect(snapshot(on)).toEqual(end);
    }),
    { numRuns: 150 },
  );
});

it('does the same twice', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const [one, other] = [bench(['alpine']), bench(['alpine'])];
      for (const [operation, subject] of list) {
        attempt(one, operation, subject);
        attempt(other, operation, subject);
      }
      expect(snapshot(one)).toEqual(snapshot(other));
    }),
    { numRuns: 50 },
  );
});
