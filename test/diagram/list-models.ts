/** Compose projects, clusters and engines for property tests. */
import fc from 'fast-check';
import type { ClusterModel, Pod } from '../../src/diagram/cluster/model.ts';
import type { ComposeModel, ServiceBox } from '../../src/diagram/compose/model.ts';
import type { EngineContainer, EngineModel } from '../../src/diagram/engine/model.ts';
import { label, word } from './labels.ts';

const ids = (pool: readonly string[], most: number) =>
  fc.shuffledSubarray([...pool], { minLength: 0, maxLength: most });
const NETWORKS = ['front', 'back', 'default', 'admin'];
const VOLUMES = ['data', 'cache', 'logs'];
const port = fc.record({
  host: fc.constantFrom('8080', '127.0.0.1:5432', '', '8000-8002', '443'),
  target: fc.constantFrom('80', '5432', '53/udp'),
});
const use = fc.record({
  volume: fc.constantFrom(...VOLUMES),
  target: word(1, 12).map((text) => `/${text}`),
  readOnly: fc.boolean(),
});

const service = fc.record(
  {
    label,
    note: label,
    replicas: fc.constantFrom(1, 1, 1, 3),
    profiles: fc.constantFrom([], [], ['debug']),
    ports: fc.array(port, { maxLength: 2 }),
    networks: fc.subarray(NETWORKS),
    mode: fc.constantFrom('host', 'none'),
    volumes: fc.array(use, { maxLength: 2 }),
    binds: fc.array(fc.record({ source: word(2, 20), target: word(2, 20), readOnly: fc.boolean() }), {
      maxLength: 1,
    }),
    needs: fc.array(
      fc.record({
        service: fc.constantFrom('web', 'api', 'db', 'gone'),
        condition: fc.constantFrom('started' as const, 'healthy' as const, 'completed' as const),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['label', 'replicas', 'profiles', 'ports', 'networks', 'volumes', 'binds', 'needs'] },
);

export const composeModels: fc.Arbitrary<ComposeModel> = fc
  .record({
    names: ids(['web', 'api', 'db', 'cache', 'worker', 'mail'], 6),
    services: fc.array(service, { minLength: 6, maxLength: 6 }),
    networks: ids(NETWORKS, 4),
    volumes: ids(VOLUMES, 3),
    labels: fc.array(label, { minLength: 7, maxLength: 7 }),
    flags: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  })
  .map(({ names, services, networks, volumes, labels, flags }) => ({
    kind: 'compose',
    networks: networks.map((id, at) => ({
      id,
      label: labels[at]!,
      external: flags[at]!,
      internal: flags[at + 1]!,
    })),
    volumes: volumes.map((id, at) => ({ id, label: labels[at + 4]!, external: flags[at + 3]! })),
    services: names.map((id, at): ServiceBox => {
      const own = services[at]!;
      return {
        id,
        ...own,
        // Compose refuses both.
        networks: own.mode === undefined ? own.networks.filter((id) => networks.includes(id)) : [],
        volumes: own.volumes.filter((each) => volumes.includes(each.volume)),
      };
    }),
  }));

const pod = fc.record(
  {
    label,
    node: fc.constantFrom('n1', 'n2', 'n3'),
    workload: fc.constantFrom('web', 'api'),
    state: fc.constantFrom(
      'running' as const,
      'running' as const,
      'pending' as const,
      'failed' as const,
      'terminating' as const,
    ),
  },
  { requiredKeys: ['label', 'state'] },
);

export const clusterModels: fc.Arbitrary<ClusterModel> = fc
  .record({
    nodes: ids(['n1', 'n2', 'n3'], 3),
    workloads: ids(['web', 'api'], 2),
    names: ids(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'], 8),
    pods: fc.array(pod, { minLength: 8, maxLength: 8 }),
    labels: fc.array(label, { minLength: 5, maxLength: 5 }),
    desired: fc.array(fc.nat(9), { minLength: 2, maxLength: 2 }),
    flags: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  })
  .map(({ nodes, workloads, names, pods, labels, desired, flags }) => ({
    kind: 'cluster',
    nodes: nodes.map((id, at) => ({
      id,
      label: labels[at]!,
      role: flags[at] ? ('control-plane' as const) : ('worker' as const),
      ready: flags[at + 3]!,
    })),
    workloads: workloads.map((id, at) => ({ id, label: labels[at + 3]!, desired: desired[at]! })),
    pods: names.map((id, at): Pod => {
      const { node, workload, ...own } = pods[at]!;
      return {
        id,
        ...own,
        ...(node !== undefined && nodes.includes(node) && { node }),
        ...(workload !== undefined && workloads.includes(workload) && { workload }),
      };
    }),
  }));

const DIGESTS = ['aaa', 'bbb', 'ccc', 'ddd', 'eee', 'fff'].map((text) => `sha256:${text.repeat(10)}`);
const container = fc.record(
  {
    label,
    status: fc.constantFrom('created' as const, 'running' as const, 'exited' as const, 'paused' as const),
    exitCode: fc.constantFrom(0, 1, 137),
    health: fc.constantFrom('starting' as const, 'healthy' as const, 'unhealthy' as const),
    image: fc.nat(4),
    changes: fc.array(
      fc.record({
        kind: fc.constantFrom('A' as const, 'C' as const, 'D' as const),
        path: word(1, 20).map((text) => `/${text}`),
      }),
      { maxLength: 3 },
    ),
    ports: fc.array(port, { maxLength: 2 }),
    networks: fc.subarray(NETWORKS),
    mode: fc.constantFrom('host', 'none'),
    volumes: fc.array(use, { maxLength: 2 }),
  },
  { requiredKeys: ['label', 'status', 'image', 'ports', 'networks', 'volumes'] },
);

export const engineModels: fc.Arbitrary<EngineModel> = fc
  .record({
    images: ids(['i1', 'i2', 'i3', 'i4'], 4),
    depths: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 4, maxLength: 4 }),
    networks: ids(NETWORKS, 4),
    volumes: ids(VOLUMES, 3),
    names: ids(['one', 'two', 'three', 'four', 'five'], 5),
    containers: fc.array(container, { minLength: 5, maxLength: 5 }),
    labels: fc.array(label, { minLength: 11, maxLength: 11 }),
    leftOut: fc.option(
      fc.record({
        images: fc.nat(20),
        containers: fc.nat(500),
        networks: fc.nat(9),
        volumes: fc.integer({ min: 1, max: 9 }),
      }),
    ),
  })
  .map(({ images, depths, networks, volumes, names, containers, labels, leftOut }) => ({
    kind: 'engine',
    images: images.map((id, at) => {
      const [shared, own] = depths[at]!;
      const layers = [...DIGESTS.slice(0, shared), ...DIGESTS.slice(0, own).map((digest) => digest + id)];
      return { id, label: labels[at]!, layers, size: layers.length * 1_000_000 };
    }),
    networks: networks.map((id, at) => ({ id, label: labels[at + 4]!, driver: 'bridge' })),
    volumes: volumes.map((id, at) => ({ id, label: labels[at + 8]! })),
    containers:
      images.length === 0
        ? []
        : names.map((id, at): EngineContainer => {
            const own = containers[at]!;
            return {
              id,
              ...own,
              image: images[own.image % images.length]!,
              networks: own.networks.filter((network) => networks.includes(network)),
              volumes: own.volumes.filter((each) => volumes.includes(each.volume)),
            };
          }),
    ...(leftOut && { leftOut }),
  }));
