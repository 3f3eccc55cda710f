import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Signal, Task } from '../../../kernel/process.ts';
import { findUser } from '../../support/users.ts';
import { headerOf, httpDate, isInterrupt, readRequest, SERVICE_TIME, sendResponse } from '../http.ts';
import { type Config, readConfig, type Server } from './config.ts';
import { answer, locationFor } from './handle.ts';
import { logError, openLog } from './log.ts';
import { ConfigError } from './parse.ts';
import { fill, NGINX_VERSION, type Visit } from './visit.ts';

const CONFIG = '/etc/nginx/nginx.conf';
/** Processors that `worker_processes auto` makes workers for, at most: more would only be more to look at. */
const MOST_WORKERS = 16;
const WORKER_MEMORY = 3 * 1024 * 1024;

interface Options {
  config: string;
  globals: string;
  signal?: string;
  test?: 'quiet' | 'loud' | 'dump';
  version?: 'short' | 'long' | 'help';
}

/** nginx: -t -T -q -v -V -s SIGNAL -g DIRECTIVES -c FILE. */
export const nginx: Program = function* (process) {
  const options = readOptions(process.argv.slice(1));
  if (typeof options === 'string') {
    yield* process.write(2, `nginx: ${options}\n`);
    return 1;
  }
  if (options.version !== undefined) {
    const more =
      options.version === 'short'
        ? ''
        : 'built by gcc 14.2.0\nconfigure arguments: --prefix=/etc/nginx --sbin-path=/usr/sbin/nginx --conf-path=/etc/nginx/nginx.conf\n';
    yield* process.write(2, `nginx version: nginx/${NGINX_VERSION}\n${more}`);
    return 0;
  }
  let config: Config;
  try {
    config = readConfig(process, options.config, options.globals);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield* emergency(process, error.message, options.test === undefined && options.signal === undefined);
    if (options.test !== undefined)
      yield* process.write(2, `nginx: configuration file ${options.config} test failed\n`);
    return 1;
  }
  if (options.test !== undefined) {
    if (options.test === 'loud' || options.test === 'dump') {
      yield* process.write(
        2,
        `nginx: the configuration file ${options.config} syntax is ok\nnginx: configuration file ${options.config} test is successful\n`,
      );
    }
    if (options.test === 'dump')
      yield* process.write(
        1,
        `# configuration file ${options.config}:\n${process.fs.readFile(options.config)}\n`,
      );
    return 0;
  }
  if (options.signal !== undefined) return yield* tell(process, config, options.signal);
  return yield* master(process, config, options);
};

function readOptions(words: readonly string[]): Options | string {
  const options: Options = { config: CONFIG, globals: '' };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-') || word === '-') return `invalid option: "${word}"`;
    for (let letters = word.slice(1); letters !== ''; letters = letters.slice(1)) {
      const letter = letters[0]!;
      if (letter === 't') options.test = 'loud';
      else if (letter === 'T') options.test = 'dump';
      else if (letter === 'q') options.test = 'quiet';
      else if (letter === 'v') options.version = 'short';
      else if (letter === 'V') options.version = 'long';
      else if (letter === 'h' || letter === '?') options.version = 'help';
      else if ('sgcpe'.includes(letter)) {
        const value = letters.length > 1 ? letters.slice(1) : rest.shift();
        if (value === undefined)
          return `option "-${letter}" requires ${letter === 's' ? 'parameter' : letter === 'g' ? 'parameter' : 'file name'}`;
        if (letter === 's') options.signal = value;
        if (letter === 'g') options.globals = value;
        if (letter === 'c') options.config = value.startsWith('/') ? value : `/etc/nginx/${value}`;
        letters = letter;
      } else return `invalid option: "${letter}"`;
    }
  }
  if (options.signal !== undefined && !['stop', 'quit', 'reopen', 'reload'].includes(options.signal)) {
    return `invalid option: "-s ${options.signal}"`;
  }
  return options;
}

/** Says what ends nginx, on stderr and in the error log, which are one in the image. */
function* emergency(process: Process, message: string, logged: boolean): Task<void> {
  if (logged) yield* logError(process, openLog(process, '/var/log/nginx/error.log'), 'emerg', message);
  yield* process.write(2, `nginx: [emerg] ${message}\n`);
}

/** `nginx -s`: sends a signal to the master that the pid file names. */
function* tell(process: Process, config: Config, signal: string): Task<number> {
  let text: string;
  try {
    text = process.fs.readFile(config.pid).trim();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, `nginx: [error] open() "${config.pid}" failed (2: ${error.message})\n`);
    return 1;
  }
  if (!/^\d+$/.test(text)) {
    yield* process.write(2, `nginx: [error] invalid PID number "${text}" in "${config.pid}"\n`);
    return 1;
  }
  yield* logError(process, openLog(process, config.errorLog), 'notice', 'signal process started');
  const name: Signal = ({ stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' } as const)[
    signal as 'stop'
  ]!;
  try {
    process.kill(Number(text), name);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, `nginx: [alert] kill(${text}, ${name.slice(3)}) failed (3: ${error.message})\n`);
    return 1;
  }
  return 0;
}

interface Listening {
  readonly fd: number;
  readonly port: number;
  readonly address: string | undefined;
}

const keyOf = ({ port, address }: { readonly port: number; readonly address: string | undefined }): string =>
  `${address ?? '*'}:${port}`;

/** Opens the sockets that a configuration asks for and that are not open yet. @throws SystemError */
function listenAll(process: Process, config: Config, open: Map<string, Listening>): void {
  for (const listen of config.servers.flatMap(({ listens }) => listens)) {
    if (open.has(keyOf(listen))) continue;
    try {
      const fd = process.net.listen(listen.port, listen.address);
      open.set(keyOf(listen), { fd, port: listen.port, address: listen.address });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const number = error.code === 'EADDRINUSE' ? 98 : 13;
      throw new ConfigError(
        `bind() to ${listen.address ?? '0.0.0.0'}:${listen.port} failed (${number}: ${error.code === 'EADDRINUSE' ? 'Address in use' : error.message})`,
      );
    }
  }
}

function* master(process: Process, first: Config, options: Options): Task<number> {
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

function serverFor(config: Config, socket: Listening, host: string): Server {
  const here = config.servers.filter(({ listens }) => listens.some((one) => keyOf(one) === keyOf(socket)));
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return (
    here.find(({ names }) => names.includes(name)) ??
    here.find(({ names }) => names.some((one) => one.startsWith('*.') && name.endsWith(one.slice(1)))) ??
    here.find(({ names }) =>
      names.some((one) => one.startsWith('~') && new RegExp(one.slice(1)).test(name)),
    ) ??
    here.find(({ listens }) => listens.some((one) => one.isDefault && keyOf(one) === keyOf(socket))) ??
    here[0]!
  );
}

function* worker(
  process: Process,
  config: Config,
  socket: Listening,
  logs: ReadonlyMap<string, number>,
): Task<number> {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) process.onSignal(signal, 'catch');
  yield* process.allocate(WORKER_MEMORY);
  let number = 0;
  for (;;) {
    let fd: number;
    try {
      fd = yield* process.net.accept(3);
    } catch (error) {
      if (!isInterrupt(error)) throw error;
      const [signal] = process.takeSignals();
      if (signal === 'SIGQUIT') {
        yield* logError(process, 4, 'notice', 'gracefully shutting down');
        yield* logError(process, 4, 'notice', 'exiting');
      } else yield* logError(process, 4, 'notice', 'exiting');
      yield* logError(process, 4, 'notice', 'exit');
      return 0;
    }
    number += 1;
    try {
      yield* connection(process, config, socket, logs, fd, number);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
    if (process.isOpen(fd)) process.close(fd);
  }
}

function* connection(
  process: Process,
  config: Config,
  socket: Listening,
  logs: ReadonlyMap<string, number>,
  fd: number,
  number: number,
): Task<void> {
  const client = process.net.peer(fd);
  const request = yield* readRequest(process, fd);
  if (request === undefined) return;
  yield* process.work(SERVICE_TIME);
  if (request === 'bad') {
    const body = `<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<hr><center>nginx/${NGINX_VERSION}</center>\r\n</body>\r\n</html>\r\n`;
    yield* sendResponse(process, fd, {
      status: 400,
      headers: [
        ['Server', `nginx/${NGINX_VERSION}`],
        ['Date', httpDate(process.now())],
        ['Content-Type', 'text/html'],
        ['Content-Length', String(body.length)],
        ['Connection', 'close'],
      ],
      body,
    });
    return;
  }
  const server = serverFor(config, socket, headerOf(request, 'host'));
  const visit: Visit = { process, config, server, request, client, number, errorLog: 4, port: socket.port };
  const { response, scope } = yield* answer(visit);
  const name = (scope.serverTokens ?? true) ? `nginx/${NGINX_VERSION}` : 'nginx';
  const type = response.headers.filter(([key]) => key === 'Content-Type' || key === 'Content-Length');
  const others = response.headers.filter(([key]) => key !== 'Content-Type' && key !== 'Content-Length');
  const stays = request.version === 'HTTP/1.1' && headerOf(request, 'connection').toLowerCase() !== 'close';
  yield* sendResponse(
    process,
    fd,
    {
      ...response,
      headers: [
        ['Server', name],
        ['Date', httpDate(process.now())],
        ...type,
        ['Connection', stays ? 'keep-alive' : 'close'],
        ...others,
      ],
    },
    request.method !== 'HEAD',
  );
  const logged = locationFor(server, request.path)?.accessLogs ?? scope.accessLogs ?? [];
  for (const { path, format } of logged) {
    yield* process.write(
      logs.get(path) ?? 1,
      `${fill(config.formats.get(format) ?? '', visit, request.path, response)}\n`,
    );
  }
}
