import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { runCommand } from './commands.ts';
import type { Database } from './data.ts';
import { log } from './log.ts';
import { bulk, encodeReply, failure, OK, Reader, type Reply } from './resp.ts';
import { REDIS_VERSION } from './settings.ts';
import { readSnapshot, snapshotOf } from './snapshot.ts';

/** Save points of the default configuration: after so many seconds, if so many changes. */
const SAVE_POINTS: readonly (readonly [seconds: number, changes: number])[] = [
  [3600, 1],
  [300, 100],
  [60, 10_000],
];

/** A server with its data: it answers, saves and loads. */
export class Server {
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
