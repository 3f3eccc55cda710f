import type { BuildCache, CommandCode } from '../cli/docker.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { buildCommand } from './build-command.ts';
import { BuildStore } from './build-store.ts';
import { pruneCommand } from './prune-command.ts';

/** BuildKit, for the docker command: its commands, and its cache for `docker system df` and `prune`. */
export interface Builder {
  readonly cache: BuildCache;
  readonly plugins: ReadonlyMap<string, CommandCode>;
}

const VERSION = 'github.com/docker/buildx v0.36.1 sandbox\n';

/** Makes the builder. What it keeps goes back with an undo of the kernel. */
export function createBuilder(kernel: Kernel): Builder {
  const store = new BuildStore(kernel);
  return {
    cache: store,
    plugins: new Map<string, CommandCode>([
      ['buildx build', (docker) => buildCommand(docker, store)],
      ['builder prune', (docker) => pruneCommand(docker, store)],
      [
        'buildx version',
        function* (docker) {
          yield* docker.out(VERSION);
          return 0;
        },
      ],
    ]),
  };
}
