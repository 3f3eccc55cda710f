import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Signal, Task } from '../../../kernel/process.ts';
import { findUser } from '../../support/users.ts';
import { isInterrupt } from '../http.ts';
import { readConfig } from './config.ts';
import { emergency } from './error-log.ts';
import { type Listening, listenAll } from './listen.ts';
import { logError, openLog } from './log.ts';
import type { Config } from './model.ts';
import type { Options } from './options.ts';
import { ConfigError } from './parse.ts';
import { NGINX_VERSION } from './visit.ts';
import { worker } from './worker.ts';

/** Processors that `worker_processes auto` makes workers for, at most: more would only be more to look at. */
const MOST_WORKERS = 16;

/** The master process: opens the sockets, keeps workers, obeys signals. @returns its exit status */
export function* master(process: Process, first: Config, options: Options): Task<number> {
  let config = first;
  const sockets = new Map<string, Listening>();
  try {
    listenAll(process, config, sockets);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield* emergency(process, error.message, true);
    return 1;
  }
  if (config.daemon) {
    // Without "daemon off" nginx goes into the background and the one who started it ends.
    process.spawn({
      argv: process.argv,
      env: process.env,
      body: (child) => master(child, { ...config, daemon: false }, options),
      group: 'new',
    });
    return 0;
  }
  const errorLog = openLog(process, config.errorLog);
  const say = (message: string): Task<void> => logError(process, errorLog, 'notice', message);
  try {
    process.fs.writeFile(config.pid, `${process.pid}\n`);
    for (const name of ['client_temp', 'fastcgi_temp', 'proxy_temp', 'scgi_temp', 'uwsgi_temp']) {
      const folder = `/var/cache/nginx/${name}`;
      if (process.fs.exists('/var/cache/nginx') && !process.fs.exists(folder)) {
        process.fs.mkdir(folder, 0o700);
        const user = findUser(process, config.user);
        if (user !== undefined && process.user().uid === 0) process.fs.chown(folder, user.uid, 0);
      }
    }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* emergency(
      process,
      `open() "${config.pid}" failed (${error.code === 'EROFS' ? 30 : 13}: ${error.message})`,
      true,
    );
    return 1;
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGCHLD', 'SIGWINCH'] as const)
    process.onSignal(signal, 'catch');
  process.setTitle(`nginx: master process ${process.argv.join(' ')}`);
  const machine = process.machine();
  yield* say('using the "epoll" event method');
  yield* say(`nginx/${NGINX_VERSION}`);
  yield* say('built by gcc 14.2.0');
  yield* say(`OS: Linux ${machine.kernel}`);
  yield* say('getrlimit(RLIMIT_NOFILE): 1024:524288');
  yield* say('start worker processes');
  let workers = yield* startWorkers(process, config, sockets, errorLog);
  for (;;) {
    try {
      const ended = yield* process.wait('any');
      if (ended !== undefined) {
        yield* say(`worker process ${ended.pid} exited with code ${ended.status}`);
        const lost = workers.delete(ended.pid);
        if (lost)
          for (const pid of yield* startWorkers(process, config, sockets, errorLog, 1)) workers.add(pid);
        continue;
      }
    } catch (error) {
      if (!isInterrupt(error) && !(error instanceof SystemError && error.code === 'ECHILD')) throw error;
      if (!isInterrupt(error)) yield* idle(process);
    }
    for (const signal of process.takeSignals()) {
      if (signal === 'SIGHUP') {
        yield* say('signal 1 (SIGHUP) received, reconfiguring');
        yield* say('reconfiguring');
        try {
          const next = readConfig(process, options.config, options.globals);
          listenAll(process, next, sockets);
          config = next;
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          yield* logError(process, errorLog, 'emerg', error.message);
          continue;
        }
        const old = workers;
        yield* say('using the "epoll" event method');
        yield* say('start worker processes');
        workers = yield* startWorkers(process, config, sockets, errorLog);
        for (const pid of old) process.kill(pid, 'SIGQUIT');
      } else if (signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGQUIT') {
        const [number, verb] =
          signal === 'SIGQUIT' ? [3, 'shutting down'] : [signal === 'SIGTERM' ? 15 : 2, 'exiting'];
        yield* say(`signal ${number} (${signal}) received, ${verb}`);
        return yield* shutDown(process, config, workers, signal === 'SIGQUIT' ? 'SIGQUIT' : 'SIGTERM', say);
      }
    }
  }
}

/** Waits for a signal when there are no children to wait for. */
function* idle(process: Process): Task<void> {
  try {
    yield* process.sleep(86_400_000);
  } catch (error) {
    if (!isInterrupt(error)) throw error;
  }
}

function* shutDown(
  process: Process,
  config: Config,
  workers: ReadonlySet<number>,
  signal: Signal,
  say: (message: string) => Task<void>,
): Task<number> {
  for (const pid of workers) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
  }
  for (;;) {
    try {
      const ended = yield* process.wait('any');
      if (ended !== undefined) yield* say(`worker process ${ended.pid} exited with code ${ended.status}`);
    } catch (error) {
      if (isInterrupt(error)) {
        process.takeSignals();
        continue;
      }
      if (error instanceof SystemError && error.code === 'ECHILD') break;
      throw error;
    }
  }
  try {
    process.fs.unlink(config.pid);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  yield* say('exit');
  return 0;
}

function* startWorkers(
  process: Process,
  config: Config,
  sockets: ReadonlyMap<string, Listening>,
  errorLog: number,
  count?: number,
): Task<Set<number>> {
  const wanted = count ?? (config.workers === 'auto' ? process.machine().cpus : config.workers);
  const user = findUser(process, config.user);
  const pids = new Set<number>();
  const logs = new Map<string, number>();
  for (const path of new Set(
    config.servers
      .flatMap((server) => [server, ...server.locations])
      .flatMap((scope) => scope.accessLogs ?? [])
      .map(({ path }) => path),
  )) {
    logs.set(path, openLog(process, path));
  }
  const listening = [...sockets.values()];
  for (let number = 0; number < Math.min(wanted, MOST_WORKERS); number++) {
    // A process of the sandbox waits at one socket, so each socket has workers of its own.
    for (const socket of listening) {
      const files = new Map<number, number>([
        [0, 0],
        [1, 1],
        [2, 2],
        [3, socket.fd],
        [4, errorLog],
      ]);
      const handed = new Map<string, number>();
      for (const [path, fd] of logs) {
        handed.set(path, 5 + handed.size);
        files.set(4 + handed.size, fd);
      }
      const pid = process.spawn({
        argv: ['nginx:', 'worker', 'process'],
        env: process.env,
        files,
        ...(user === undefined || process.user().uid !== 0
          ? {}
          : { user: { uid: user.uid, gid: user.gid, groups: [user.gid] } }),
        body: (child) => worker(child, config, socket, handed),
      });
      yield* logError(process, errorLog, 'notice', `start worker process ${pid}`);
      pids.add(pid);
    }
  }
  for (const fd of logs.values()) if (fd > 2) process.close(fd);
  return pids;
}
