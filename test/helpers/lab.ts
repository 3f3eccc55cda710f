import type { Lab } from '../../src/content/types.ts';
import type { Observation, Probe } from '../../src/engine/port.ts';
import type { ContainerFacts, ImageFacts, World } from '../../src/engine/world.ts';
import { type Look, probeKey } from '../../src/tutor/goals/seen.ts';

export const EMPTY: World = { containers: [], images: [], networks: [], volumes: [] };

/** An image of a world, by its reference. */
export function anImage(reference: string, more: Partial<ImageFacts> = {}): ImageFacts {
  return {
    Id: `sha256:${reference}`,
    RepoTags: [reference],
    RepoDigests: [],
    Created: '2026-01-01T00:00:00Z',
    Architecture: 'amd64',
    Os: 'linux',
    Size: 1000,
    Config: {},
    RootFS: { Type: 'layers', Layers: [`sha256:${reference}-1`] },
    ...more,
  };
}

/** A container of a world, by its name. */
export function aContainer(
  name: string,
  status: ContainerFacts['State']['Status'] = 'running',
  more: Partial<ContainerFacts> = {},
): ContainerFacts {
  return {
    Id: `${name}-id`,
    Created: '2026-01-01T00:00:00Z',
    Name: `/${name}`,
    Path: 'sleep',
    Args: ['1d'],
    State: {
      Status: status,
      Running: status === 'running',
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      Pid: 1,
      ExitCode: 0,
      Error: '',
      StartedAt: '2026-01-01T00:00:00Z',
      FinishedAt: '0001-01-01T00:00:00Z',
    },
    Image: 'sha256:alpine:3.22',
    RestartCount: 0,
    Config: {
      Hostname: name,
      Image: 'alpine:3.22',
      Tty: false,
      OpenStdin: false,
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
    },
    HostConfig: {
      Binds: null,
      NetworkMode: 'bridge',
      PortBindings: {},
      RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
      AutoRemove: false,
      Privileged: false,
      ReadonlyRootfs: false,
      CapAdd: null,
      CapDrop: null,
      Memory: 0,
      MemorySwap: 0,
      MemoryReservation: 0,
      NanoCpus: 0,
      CpuShares: 0,
      CpusetCpus: '',
      PidsLimit: null,
    },
    Mounts: [],
    NetworkSettings: { Ports: {}, Networks: {} },
    ...more,
  };
}

/** A look at a world, with the answers to probes. */
export function aLook(
  world: Partial<World> = {},
  answers: readonly (readonly [Probe, Observation])[] = [],
  memory: Look['memory'] = {},
): Look {
  return {
    world: { ...EMPTY, ...world },
    observations: new Map(answers.map(([probe, answer]) => [probeKey(probe), answer])),
    memory,
  };
}

const phrase = (text: string) => ({ en: [text] });
const prose = (text: string) => ({ en: [{ t: 'p' as const, children: [text] }] });

/** A lab of three tasks: start `web`, answer a question, remove `web`. */
export function aLab(more: Partial<Lab> = {}): Lab {
  return {
    pack: 'pack',
    id: 'small',
    was: [],
    languages: ['en'],
    title: phrase('Small'),
    difficulty: 'worked',
    files: {},
    setup: [],
    tasks: [
      {
        id: 'start',
        was: [],
        do: phrase('Start web'),
        expect: [{ container: 'web', state: 'running' }],
        hints: [prose('First hint'), prose('Second hint')],
        mistakes: [{ when: [{ container: 'web', state: 'exited' }], say: prose('It ended') }],
        remember: {},
        lasting: false,
        solution: [{ sh: 'docker run -d --name web nginx' }, { sh: 'docker ps' }],
      },
      {
        id: 'ask',
        was: [],
        ask: {
          id: 'which',
          type: 'single',
          prompt: prose('Which?'),
          options: [
            { id: 'a', text: phrase('A'), correct: true },
            { id: 'b', text: phrase('B'), correct: false, mis: 'wrong' },
          ],
          sources: [],
          covers: [],
          revision: 1,
          was: [],
        },
      },
      {
        id: 'remove',
        was: [],
        do: phrase('Remove web'),
        expect: [{ container: 'web', exists: false }],
        hints: [],
        mistakes: [],
        remember: {},
        lasting: false,
        solution: [{ sh: 'docker rm -f web' }],
      },
    ],
    solution: [],
    objectives: [],
    sources: {},
    diagrams: {},
    misconceptions: {},
    terms: {},
    ...more,
  };
}
