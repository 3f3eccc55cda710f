import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';
import { findUser } from '../../support/users.ts';
import { isInterrupt, MONTHS, two } from '../http.ts';
import { type Database, readSnapshot, runCommand, snapshotOf } from './commands.ts';
import { bulk, encodeReply, failure, OK, Reader, type Reply, splitWords } from './resp.ts';

export const REDIS_VERSION = '8.2.2';
const MEMORY = 6 * 1024 * 1024;
/** Save points of the default configuration: after so many seconds, if so many changes. */
const SAVE_POINTS: readonly (readonly [seconds: number, changes: number])[] = [
  [3600, 1],
  [300, 100],
  [60, 10_000],
];

const SETTINGS = new Map([
  ['port', '6379'],
  ['bind', '* -::*'],
  ['dir', ''],
  ['dbfilename', 'dump.rdb'],
  ['save', '3600 1 300 100 60 10000'],
  ['appendonly', 'no'],
  ['requirepass', ''],
  ['protected-mode', 'no'],
  ['maxmemory', '0'],
  ['maxmemory-policy', 'noeviction'],
  ['loglevel', 'notice'],
  ['logfile', ''],
  ['daemonize', 'no'],
  ['databases', '16'],
  ['appendfsync', 'everysec'],
  ['timeout', '0'],
  ['tcp-keepalive', '300'],
  ['pidfile', ''],
  ['supervised', 'no'],
]);

function stamp(process: Process): string {
  const date = new Date(process.now());
  return `${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 23)}`;
}

function log(process: Process, level: '*' | '#' | '.' | '-', message: string, role = 'M'): Task<void> {
  return process.write(1, `${process.pid}:${role} ${stamp(process)} ${level} ${message}\n`);
}

/** Reads the arguments and the configuration file. @returns the settings, or what is wrong */
function readSettings(
  process: Process,
): { settings: Map<string, string>; file: boolean } | { readonly wrong: string } {
  const settings = new Map(SETTINGS);
  const words = process.argv.slice(1);
  const lines: string[] = [];
  let file = false;
  if (words[0] !== undefined && !words[0].startsWith('-')) {
    const path = words.shift()!;
    try {
      lines.push(...process.fs.readFile(path).split('\n'));
      file = true;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return { wrong: `Fatal error, can't open config file '${path}': ${error.message}` };
    }
  }
  let option: string[] = [];
  for (const word of words) {
    if (word.startsWith('--')) {
      if (option.length > 0) lines.push(option.join(' '));
      option = [word.slice(2)];
    } else option.push(word === '' ? '""' : word);
  }
  if (option.length > 0) lines.push(option.join(' '));
  for (const [number, line] of lines.entries()) {
    const [name = '', ...values] = splitWords(line.replace(/^\s*#.*$/, '')) ?? [];
    if (name === '') continue;
    if (!settings.has(name.toLowerCase())) {
      return {
        wrong: `\n*** FATAL CONFIG FILE ERROR (Redis ${REDIS_VERSION}) ***\nReading the configuration file, at line ${number + 1}\n>>> '${line.trim()}'\nBad directive or wrong number of arguments`,
      };
    }
    settings.set(name.toLowerCase(), values.join(' '));
  }
  return { settings, file };
}

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

class Server {
  readonly #process: Process;
  readonly #settings: Map<string, string>;
  readonly #folder: string;
  readonly #db: Database = { entries: new Map(), dirty: 0 };
  readonly #started: number;
  #saved: number;
  #commands = 0;

  constructor(process: Process, settings: Map<string, string>, folder: string) {
    this.#process = process;
    this.#settings = settings;
    this.#folder = folder;
    this.#started = process.now();
    this.#saved = this.#started;
  }

  get #path(): string {
    return this.#appends
      ? `${this.#folder}/appendonlydir/appendonly.aof.1.base.rdb`
      : `${this.#folder}/${this.#settings.get('dbfilename')}`;
  }

  get #appends(): boolean {
    return this.#settings.get('appendonly') === 'yes';
  }

  /** Reads what an earlier server saved. @returns false if it cannot go on */
  *load(): Task<boolean> {
    const process = this.#process;
    if (!process.fs.exists(this.#path)) return true;
    const known = readSnapshot(process.fs.readFile(this.#path));
    if (known === undefined) {
      yield* log(process, '#', `Wrong signature trying to load DB from file ${this.#path}`);
      yield* log(process, '#', 'Fatal error loading the DB, check server logs. Exiting.');
      return false;
    }
    for (const [key, entry] of known) this.#db.entries.set(key, entry);
    const age = Math.max(0, Math.floor((process.now() - process.fs.stat(this.#path).mtime) / 1000));
    yield* log(process, '*', `Loading RDB produced by version ${REDIS_VERSION}`);
    yield* log(process, '*', `RDB age ${age} seconds`);
    yield* log(process, '*', `Done loading RDB, keys loaded: ${known.size}, keys expired: 0.`);
    yield* log(process, '*', 'DB loaded from disk: 0.000 seconds');
    return true;
  }

  /** Writes the snapshot. @returns what is wrong, if it cannot be written */
  #save(): string | undefined {
    const { fs } = this.#process;
    try {
      const slash = this.#path.lastIndexOf('/');
      if (!fs.exists(this.#path.slice(0, slash))) fs.mkdir(this.#path.slice(0, slash));
      fs.writeFile(this.#path, snapshotOf(this.#db), { mode: 0o600 });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return error.message;
    }
    this.#db.dirty = 0;
    this.#saved = this.#process.now();
    return undefined;
  }

  get #savesByItself(): boolean {
    return !['', '""'].includes(this.#settings.get('save') ?? '');
  }

  /** SHUTDOWN, SIGTERM: saves if there are save points. */
  *shutDown(): Task<void> {
    const process = this.#process;
    yield* log(process, '*', 'User requested shutdown...');
    if (this.#savesByItself) {
      yield* log(process, '*', 'Saving the final RDB snapshot before exiting.');
      const wrong = this.#save();
      yield* wrong === undefined
        ? log(process, '*', 'DB saved on disk')
        : log(process, '#', `Error trying to save the DB, can't exit: ${wrong}`);
    }
    yield* log(process, '#', 'Redis is now ready to exit, bye bye...');
  }

  /** Answers a client until it leaves. @returns true if the server is to end */
  *serve(fd: number): Task<boolean> {
    const process = this.#process;
    const reader = new Reader(process, fd);
    const password = this.#settings.get('requirepass') ?? '';
    let trusted = password === '';
    for (;;) {
      const words = yield* reader.command();
      if (words === undefined) return false;
      if (words.length === 0) continue;
      yield* process.work(0.05);
      const name = words[0]!.toUpperCase();
      this.#commands += 1;
      let reply: Reply;
      if (name === 'AUTH') {
        trusted ||= words.at(-1) === password;
        reply =
          password === ''
            ? failure(
                'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
              )
            : trusted
              ? OK
              : failure('WRONGPASS invalid username-password pair or user is disabled.');
      } else if (!trusted && name !== 'QUIT') reply = failure('NOAUTH Authentication required.');
      else if (name === 'SHUTDOWN') {
        if (words[1]?.toUpperCase() === 'NOSAVE') yield* log(process, '*', 'User requested shutdown...');
        else yield* this.shutDown();
        return true;
      } else reply = yield* this.#answer(name, words);
      yield* process.write(fd, encodeReply(reply));
      if (name === 'QUIT') return false;
      yield* this.#keep();
    }
  }

  *#answer(name: string, words: readonly string[]): Task<Reply> {
    const process = this.#process;
    if (name === 'QUIT') return OK;
    if (name === 'SAVE') {
      const wrong = this.#save();
      if (wrong === undefined) yield* log(process, '*', 'DB saved on disk');
      return wrong === undefined ? OK : failure('ERR');
    }
    if (name === 'BGSAVE') {
      this.#save();
      yield* log(process, '*', 'Background saving terminated with success');
      return { kind: 'status', text: 'Background saving started' };
    }
    if (name === 'LASTSAVE') return { kind: 'integer', value: Math.floor(this.#saved / 1000) };
    if (name === 'TIME')
      return { kind: 'list', items: [bulk(String(Math.floor(process.now() / 1000))), bulk('0')] };
    if (name === 'INFO') return bulk(this.#info(words[1]?.toLowerCase()));
    if (name === 'CONFIG') return this.#config(words);
    if (name === 'COMMAND') return { kind: 'list', items: [] };
    if (name === 'HELLO') return failure('NOPROTO unsupported protocol version');
    return runCommand(this.#db, words, process.now());
  }

  #config(words: readonly string[]): Reply {
    const verb = words[1]?.toUpperCase();
    const name = words[2]?.toLowerCase() ?? '';
    if (verb === 'GET') {
      const value = name === 'dir' ? this.#folder : this.#settings.get(name);
      return { kind: 'list', items: value === undefined ? [] : [bulk(name), bulk(value)] };
    }
    if (verb === 'SET' && this.#settings.has(name)) {
      this.#settings.set(name, words[3] ?? '');
      return OK;
    }
    return failure(`ERR Unknown option or number of arguments for CONFIG ${verb ?? ''} - '${name}'`);
  }

  #info(section: string | undefined): string {
    const now = this.#process.now();
    const seconds = Math.floor((now - this.#started) / 1000);
    const parts: Record<string, readonly string[]> = {
      Server: [
        `redis_version:${REDIS_VERSION}`,
        'redis_mode:standalone',
        `os:Linux ${this.#process.machine().kernel} x86_64`,
        `process_id:${this.#process.pid}`,
        `tcp_port:${this.#settings.get('port')}`,
        `uptime_in_seconds:${seconds}`,
        `uptime_in_days:${Math.floor(seconds / 86_400)}`,
      ],
      Clients: ['connected_clients:1'],
      Memory: [
        'used_memory:1048576',
        'used_memory_human:1.00M',
        `maxmemory:${this.#settings.get('maxmemory')}`,
      ],
      Persistence: [
        'loading:0',
        `rdb_changes_since_last_save:${this.#db.dirty}`,
        `rdb_last_save_time:${Math.floor(this.#saved / 1000)}`,
        `aof_enabled:${this.#appends ? 1 : 0}`,
      ],
      Stats: [`total_commands_processed:${this.#commands}`],
      Replication: ['role:master', 'connected_slaves:0'],
      Keyspace:
        this.#db.entries.size === 0
          ? []
          : [
              `db0:keys=${this.#db.entries.size},expires=${[...this.#db.entries.values()].filter(({ expires }) => expires !== undefined).length},avg_ttl=0`,
            ],
    };
    return Object.entries(parts)
      .filter(
        ([name]) =>
          section === undefined ||
          section === 'all' ||
          section === 'everything' ||
          section === name.toLowerCase(),
      )
      .map(([name, lines]) => `# ${name}\r\n${lines.map((line) => `${line}\r\n`).join('')}`)
      .join('\r\n');
  }

  /** Keeps the data where the settings ask for it: each change with appendonly, else at a save point. */
  *#keep(): Task<void> {
    if (this.#db.dirty === 0) return;
    if (this.#appends) {
      this.#save();
      return;
    }
    if (!this.#savesByItself) return;
    const since = (this.#process.now() - this.#saved) / 1000;
    const point = SAVE_POINTS.find(([seconds, changes]) => since >= seconds && this.#db.dirty >= changes);
    if (point === undefined) return;
    yield* log(this.#process, '*', `${point[1]} changes in ${point[0]} seconds. Saving...`);
    this.#save();
    yield* log(this.#process, '*', 'Background saving terminated with success');
  }
}
