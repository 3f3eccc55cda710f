import type { EngineContainer, EngineModel } from '../../../src/diagram/engine/model.ts';

const NETWORKS = ['app', 'back', 'front'];

/** An engine with so many containers, of ten images that share their lowest layers, a third of them ended. */
export function manyContainers(count: number): EngineModel {
  return {
    kind: 'engine',
    images: Array.from({ length: 10 }, (_, index) => ({
      id: `i${index}`,
      label: { und: [`image${index}:latest`] },
      layers: ['base', ...Array.from({ length: 5 }, (__, layer) => `l${index}-${layer}`)],
      size: 10_000_000 * index,
    })),
    networks: NETWORKS.map((id) => ({ id, label: { und: [id] }, driver: 'bridge' })),
    volumes: Array.from({ length: 20 }, (_, index) => ({
      id: `v${index}`,
      label: { und: [`volume-${index}`] },
    })),
    containers: Array.from({ length: count }, (_, index): EngineContainer => {
      const isRunning = index % 3 > 0;
      return {
        id: `c${index}`,
        label: { und: [`container-${index}`] },
        status: isRunning ? 'running' : 'exited',
        ...(!isRunning && { exitCode: index % 4 }),
        image: `i${index % 10}`,
        changes: [
          { kind: 'C' as const, path: '/etc/motd' },
          { kind: 'A' as const, path: `/var/lib/file-${index}` },
        ].slice(0, index % 3),
        ports: index % 2 === 0 ? [] : [{ host: String(8000 + index), target: '80' }],
        networks: isRunning ? NETWORKS.slice(0, index % 4) : [],
        volumes: index % 5 > 0 ? [] : [{ volume: `v${index % 20}`, target: '/data', readOnly: false }],
      };
    }),
  };
}
