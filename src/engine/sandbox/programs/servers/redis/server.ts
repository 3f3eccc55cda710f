import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { findUser } from '../../support/users.ts';
import { isInterrupt } from '../http.ts';
import { Server } from './instance.ts';
import { log } from './log.ts';
import { REDIS_VERSION, readSettings } from './settings.ts';

const MEMORY = 6 * 1024 * 1024;

/** redis-server: [FILE] --port --save --appendonly --requirepass --dir --dbfilename …; -v. */
export const redisServer: Program = function* (process) {
  if (process.argv[1] === '-v' || process.argv[1] === '--version') {
    yield* process.write(
      1,
      `Redis server v=${REDIS_VERSION} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0\n`,
    );
    return 0;
  }
  const read = readSettings(process);
  if ('wrong' in read) {
    if (read.wrong.startsWith('Fatal')) yield* log(process, '#', read.wrong, 'C');
    else yield* process.write(2, `${read.wrong}\n`);
    return 1;
  }
  const { settings, file } = read;
  // The image's entrypoint goes on as the user redis; here the server does it itself.
  const user = findUser(process, 'redis');
  const folder = settings.get('dir') || process.cwd();
  if (user !== undefined && process.user().uid === 0) {
    takeFolder(process, folder, user.uid, user.gid);
    process.setUser({ uid: user.uid, gid: user.gid, groups: [user.gid] });
  }
  yield* log(process, '*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', 'C');
  yield* log(
    process,
    '*',
    `Redis version=${REDIS_VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`,
    'C',
  );
  yield* file || process.argv.length > 1
    ? log(process, '*', 'Configuration loaded', 'C')
    : log(
        process,
        '#',
        'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
        'C',
      );
  yield* process.allocate(MEMORY);
  yield* log(process, '*', 'monotonic clock: POSIX clock_gettime');
  const port = Number(settings.get('port'));
  let listener: number;
  try {
    listener = process.net.listen(
      port,
      settings.get('bind')?.startsWith('127.0.0.1') ? '127.0.0.1' : undefined,
    );
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* log(
      process,
      '#',
      `Warning: Could not create server TCP listening socket *:${port}: bind: ${error.message}`,
    );
    yield* log(process, '#', `Failed listening on port ${port} (tcp), aborting.`);
    return 1;
  }
  yield* log(process, '*', `Running mode=standalone, port=${port}.`);
  yield* log(process, '*', 'Server initialized');
  const server = new Server(process, settings, folder);
  if (!(yield* server.load())) return 1;
  yield* log(process, '*', 'Ready to accept connections tcp');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.onSignal(signal, 'catch');
  for (;;) {
    try {
      const fd = yield* process.net.accept(listener);
      const over = yield* server.serve(fd);
      if (process.isOpen(fd)) process.close(fd);
      if (over) return 0;
    } catch (error) {
      if (error instanceof SystemError && (error.code === 'EPIPE' || error.code === 'ECONNRESET')) continue;
      if (!isInterrupt(error)) throw error;
      for (const signal of process.takeSignals()) {
        yield* process.write(
          1,
          `${process.pid}:signal-handler (${Math.floor(process.now() / 1000)}) Received ${signal} scheduling shutdown...\n`,
        );
        yield* server.shutDown();
        return 0;
      }
    }
  }
};

/** What the entrypoint's `find . \! -user redis -exec chown redis '{}' +` does. */
function takeFolder(process: Process, folder: string, uid: number, gid: number): void {
  try {
    process.fs.chown(folder, uid, gid);
    for (const name of process.fs.readDirectory(folder)) process.fs.chown(`${folder}/${name}`, uid, gid);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}
