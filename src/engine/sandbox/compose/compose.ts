import type { CommandCode } from '../cli/docker.ts';
import type { Task } from '../kernel/process.ts';
import { config } from './config.ts';
import { asCommandError, Compose, type ComposeOptions } from './context.ts';
import { cp } from './cp.ts';
import { down } from './down.ts';
import { exec } from './exec.ts';
import { build, pull } from './images.ts';
import { kill, pause, restart, rm, start, stop, unpause } from './life.ts';
import { logs } from './logs.ts';
import { events, images, ls, port, top, version, volumes, wait } from './look.ts';
import { ps } from './ps.ts';
import { run } from './run.ts';
import { create, scale, up } from './up.ts';

const CODE: Readonly<Record<string, (compose: Compose) => Task<number>>> = {
  build,
  config,
  cp,
  create,
  down,
  events,
  exec,
  images,
  kill,
  logs,
  ls,
  pause,
  port,
  ps,
  pull,
  restart,
  rm,
  run,
  scale,
  start,
  stop,
  top,
  unpause,
  up,
  version,
  volumes,
  wait,
};

/**
 * Docker Compose, for the docker command's plugins under `compose`.
 *
 * @param options the builder, if there is one
 */
export function createCompose(options: ComposeOptions = {}): CommandCode {
  return function* compose(docker) {
    const own = new Compose(docker, options);
    const name = docker.parsed.command.path[1] ?? '';
    const code = CODE[name];
    if (code === undefined) return own.refuse(`docker compose ${name}`);
    try {
      return yield* code(own);
    } catch (problem) {
      yield* own.progress.done(name);
      throw asCommandError(problem);
    }
  };
}
