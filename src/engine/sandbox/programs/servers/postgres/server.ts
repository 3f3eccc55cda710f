import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Signal, Task } from '../../../kernel/process.ts';
import { isInterrupt } from '../http.ts';
import { SqlError } from './lex.ts';
import { errorMessage, type Message, type Question, type Startup } from './messages.ts';
import { Session } from './session.ts';
import { readCluster } from './store.ts';

/** Where psql looks for a server of its own computer. What stands in it is the port behind it, for the kernel has no Unix sockets. */
export const SOCKET = '/var/run/postgresql/.s.PGSQL.5432';
/** The port behind the socket: of a server that clients elsewhere must not reach yet. */
export const LOCAL_PORT = 54_320;

const MEMORY = 24 * 1024 * 1024;
const HELPERS = [
  'checkpointer',
  'background writer',
  'walwriter',
  'autovacuum launcher',
  'logical replication launcher',
];

/** @returns a moment as the server's log writes it */
export function logTime(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

function log(process: Process, message: string, level = 'LOG'): Task<void> {
  return process.write(2, fromText(`${logTime(process.now())} [${process.pid}] ${level}:  ${message}\n`));
}

/** postgres: -D FOLDER, -p PORT, -c NAME=VALUE, --version. `local` serves only the socket, as while a database is set up. */
export const postgres: Program = (process) => serve(process, false);

/** The server that listens for nobody but this computer. */
export const localPostgres: Program = (process) => serve(process, true);

function* serve(process: Process, local: boolean): Task<number> {
  const { fs } = process;
  const version = process.env.get('PG_VERSION') ?? '17.6';
  let folder = process.env.get('PGDATA') ?? '';
  let port = 5432;
  const words = process.argv.slice(1);
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--version' || word === '-V') {
      yield* process.write(1, `postgres (PostgreSQL) ${version}\n`);
      return 0;
    }
    if (word === '-D') folder = words[++at] ?? '';
    else if (word === '-p') port = Number(words[++at]);
    else if (
      word === '-c' &&
      /^(max_connections|shared_buffers|log_statement|listen_addresses|fsync|work_mem)=/.test(
        words[at + 1] ?? '',
      )
    )
      at += 1;
    else {
      yield* process.write(2, `postgres: the sandbox does not model ${word} yet\n`);
      return 1;
    }
  }
  if (process.user().uid === 0) {
    yield* process.write(
      2,
      '"root" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.  See the documentation for\nmore information on how to properly start the server.\n',
    );
    return 1;
  }
  const cluster = readCluster(process, folder);
  if (cluster === undefined) {
    yield* process.write(
      2,
      `postgres: could not access the server configuration file "${folder}/postgresql.conf": No such file or directory\n`,
    );
    return 2;
  }
  const major = version.split('.')[0]!;
  if (cluster.version !== major) {
    yield* log(process, 'database files are incompatible with server', 'FATAL');
    yield* log(
      process,
      `The data directory was initialized by PostgreSQL version ${cluster.version}, which is not compatible with this version ${version}.`,
      'DETAIL',
    );
    return 1;
  }
  yield* log(
    process,
    `starting PostgreSQL ${version} on x86_64-pc-linux-musl, compiled by gcc (Alpine 14.2.0) 14.2.0, 64-bit`,
  );
  let listener: number;
  try {
    listener = local ? process.net.listen(LOCAL_PORT, '127.0.0.1') : process.net.listen(port);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* log(process, `could not bind IPv4 address "0.0.0.0": ${error.message}`);
    yield* log(process, 'could not create any TCP/IP sockets', 'FATAL');
    return 1;
  }
  if (!local) {
    yield* log(process, `listening on IPv4 address "0.0.0.0", port ${port}`);
    yield* log(process, `listening on IPv6 address "::", port ${port}`);
  }
  const socket = SOCKET.replace(/5432$/, String(port));
  yield* log(process, `listening on Unix socket "${socket}"`);
  fs.writeFile(socket, String(local ? LOCAL_PORT : port));
  yield* process.allocate(MEMORY);
  const lock = `${folder}/postmaster.pid`;
  yield* process.work(30);
  if (fs.exists(lock)) {
    yield* log(
      process,
      `database system was interrupted; last known up at ${logTime(fs.stat(lock).mtime).replace(/\.\d+/, '')}`,
    );
    yield* process.work(40);
    yield* log(process, 'database system was not properly shut down; automatic recovery in progress');
    yield* log(process, 'redo starts at 0/15278B0');
    yield* log(
      process,
      'redo done at 0/15278F8 system usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 0.00 s',
    );
  } else {
    const stopped = fs.exists(`${folder}/global/pg_control`)
      ? fs.stat(`${folder}/global/pg_control`).mtime
      : process.now();
    yield* log(process, `database system was shut down at ${logTime(stopped).replace(/\.\d+/, '')}`);
  }
  fs.writeFile(lock, `${process.pid}\n${folder}\n`, { mode: 0o600 });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGCHLD', 'SIGHUP'] as const)
    process.onSignal(signal, 'catch');
  const helpers = startHelpers(process);
  yield* log(process, 'database system is ready to accept connections');
  const signal = yield* acceptAll(process, listener, folder, version);
  return yield* shutDown(process, signal, helpers, folder, socket);
}

/** The processes that a server has besides those of its clients; here they only show in `ps`. */
function startHelpers(process: Process): number[] {
  const { read, write } = process.pipe();
  const pids = HELPERS.map((name) =>
    process.spawn({
      argv: process.argv,
      env: process.env,
      files: new Map([[0, read]]),
      *body(child) {
        child.setTitle(`postgres: ${name} `);
        for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGCHLD', 'SIGHUP'] as const)
          child.onSignal(signal, 'default');
        yield* child.read(0);
        return 0;
      },
    }),
  );
  process.close(read);
  // The other end stays open: the helpers read from it as long as the server is there.
  void write;
  return pids;
}

/** Takes clients, each in a process of its own. @returns the signal that ended it */
function* acceptAll(process: Process, listener: number, folder: string, version: string): Task<Signal> {
  for (;;) {
    try {
      const fd = yield* process.net.accept(listener);
      process.spawn({
        argv: process.argv,
        env: process.env,
        files: new Map([
          [2, 2],
          [3, fd],
        ]),
        body: (child) => backend(child, folder, version),
      });
      process.close(fd);
    } catch (error) {
      if (error instanceof SystemError && (error.code === 'ECONNRESET' || error.code === 'EAGAIN')) continue;
      if (!isInterrupt(error)) throw error;
      for (const signal of process.takeSignals()) {
        if (signal === 'SIGHUP') yield* log(process, 'received SIGHUP, reloading configuration files');
        else if (signal !== 'SIGCHLD') return signal;
      }
      yield* reap(process);
    }
  }
}

function* reap(process: Process): Task<void> {
  try {
    while ((yield* process.wait('any', { block: false })) !== undefined);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

function* shutDown(
  process: Process,
  signal: Signal,
  helpers: readonly number[],
  folder: string,
  socket: string,
): Task<number> {
  const kind = signal === 'SIGTERM' ? 'smart' : signal === 'SIGINT' ? 'fast' : 'immediate';
  yield* log(process, `received ${kind} shutdown request`);
  for (const one of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGCHLD'] as const) process.onSignal(one, 'ignore');
  if (kind === 'fast') yield* log(process, 'aborting any active transactions');
  for (const { pid, ppid } of process.processes()) {
    if (ppid !== process.pid) continue;
    if (kind === 'smart' && !helpers.includes(pid)) continue;
    process.kill(pid, 'SIGTERM');
  }
  try {
    for (;;) yield* process.wait('any');
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  if (kind !== 'immediate') {
    yield* log(process, 'shutting down');
    yield* log(process, 'checkpoint starting: shutdown immediate');
    yield* process.work(15);
    yield* log(
      process,
      'checkpoint complete: wrote 3 buffers (0.0%); 0 WAL file(s) added, 0 removed, 0 recycled; write=0.004 s, sync=0.002 s, total=0.012 s; sync files=2, longest=0.001 s, average=0.001 s; distance=0 kB, estimate=0 kB; lsn=0/15278F8, redo lsn=0/15278F8',
    );
    process.fs.writeFile(`${folder}/global/pg_control`, '', { mode: 0o600, executable: { size: 8192 } });
    process.fs.unlink(`${folder}/postmaster.pid`);
  }
  if (process.fs.exists(socket)) process.fs.unlink(socket);
  yield* log(process, 'database system is shut down');
  return 0;
}

/** @returns what forbids a client to come in */
function refusal(process: Process, folder: string, startup: Startup, peer: string): string | undefined {
  const { roles, trust, databases } = readCluster(process, folder)!;
  const { user, database, password } = startup;
  const here = peer.startsWith('127.') || peer === '::1';
  if (!here && !trust && (!Object.hasOwn(roles, user) || roles[user] === null || roles[user] !== password))
    return `password authentication failed for user "${user}"`;
  if (!Object.hasOwn(roles, user)) return `role "${user}" does not exist`;
  if (!Object.hasOwn(databases, database)) return `database "${database}" does not exist`;
  return undefined;
}

/** Serves one client. */
function* backend(process: Process, folder: string, version: string): Task<number> {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGCHLD', 'SIGHUP'] as const)
    process.onSignal(signal, 'default');
  const say = (messages: readonly Message[]): Task<void> =>
    process.write(3, fromText(`${JSON.stringify(messages)}\n`));
  const { address, port } = process.net.peer(3);
  const first = yield* process.readLine(3);
  if (first === '') return 0;
  if (!first.startsWith('{')) {
    yield* log(process, 'invalid length of startup packet');
    return 0;
  }
  const startup = JSON.parse(toText(first)) as Startup;
  const wrong = refusal(process, folder, startup, address);
  if (wrong !== undefined) {
    yield* log(process, wrong, 'FATAL');
    yield* say([errorMessage(new SqlError(wrong), null, 'FATAL')]);
    return 1;
  }
  const place = address.startsWith('127.') ? '[local]' : `${address}(${port})`;
  process.setTitle(`postgres: ${startup.user} ${startup.database} ${place} idle`);
  const session = new Session(process, folder, startup, version);
  yield* say([{ kind: 'ready' }]);
  for (;;) {
    const line = yield* process.readLine(3);
    if (line === '') return 0;
    yield* process.work(0.4);
    const { messages, log: logged } = session.answer(JSON.parse(toText(line)) as Question);
    for (const message of logged) {
      if (message.kind !== 'error') continue;
      yield* log(
        process,
        `${message.text}${message.at === null ? '' : ` at character ${message.at + 1}`}`,
        'ERROR',
      );
      if (message.detail !== null) yield* log(process, message.detail, 'DETAIL');
      if (message.hint !== null) yield* log(process, message.hint, 'HINT');
      if (message.sql !== null) yield* log(process, message.sql, 'STATEMENT');
    }
    yield* say(messages);
  }
}
