import { fromText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';
import { makeFolders } from '../../packages/catalog.ts';
import { findUser } from '../../support/users.ts';
import { localPostgres } from './server.ts';
import { newCluster, readCluster, writeCluster } from './store.ts';

const SCRIPTS = '/docker-entrypoint-initdb.d';
const OLD_FOLDER = '/var/lib/postgresql/data';

const NO_PASSWORD = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;

const OLD_LAYOUT = `Error: in 18+, these Docker images are configured to store database data in a
       format which is compatible with "pg_ctlcluster" (specifically, using
       major-version-specific directory names).  This better reflects how
       PostgreSQL itself works, and how upgrades are to be performed.

       See also https://github.com/docker-library/postgres/pull/1259

       Counter to that, there appears to be PostgreSQL data in:
         ${OLD_FOLDER} (unused mount/volume)
`;

/** docker-entrypoint.sh of the image: makes the database at the first start, then the command goes on in its place. */
export const postgresEntrypoint: Program = function* (process) {
  const words = process.argv.slice(1);
  const command = words[0]?.startsWith('-') === true ? ['postgres', ...words] : words;
  if (command[0] !== 'postgres')
    return yield* process.exec({ argv: command.length === 0 ? ['postgres'] : command, env: process.env });
  const { fs, env } = process;
  const folder = env.get('PGDATA') ?? OLD_FOLDER;
  const fresh = !fs.exists(`${folder}/PG_VERSION`);
  const user = findUser(process, 'postgres');
  if (process.user().uid === 0 && user !== undefined) {
    makeFolders(process, folder);
    own(process, folder, user.uid, user.gid);
    fs.chmod(folder, 0o700);
    process.setUser({ uid: user.uid, gid: user.gid, groups: [user.gid] });
  }
  if (!fresh) {
    yield* process.write(
      1,
      '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n',
    );
    return yield* process.exec({ argv: command, env });
  }
  if (
    folder !== OLD_FOLDER &&
    Number(env.get('PG_MAJOR') ?? 17) >= 18 &&
    fs.mounts().some(({ target }) => target === OLD_FOLDER)
  ) {
    yield* process.write(2, OLD_LAYOUT);
    return 1;
  }
  const password = fromFile(process, 'POSTGRES_PASSWORD') ?? '';
  const trust = env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  if (password === '' && !trust) {
    yield* process.write(2, NO_PASSWORD);
    return 1;
  }
  const status = yield* initialise(process, folder, password, trust);
  if (status !== 0) return status;
  yield* process.write(1, '\nPostgreSQL init process complete; ready for start up.\n\n');
  return yield* process.exec({ argv: command, env });
};

/** @returns a setting, which may stand in the file that `NAME_FILE` names (a secret) */
function fromFile(process: Process, name: string): string | undefined {
  const path = process.env.get(`${name}_FILE`);
  if (path === undefined) return process.env.get(name);
  try {
    return process.fs.readFile(path).replace(/\n+$/, '');
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

function own(process: Process, path: string, uid: number, gid: number): void {
  process.fs.chown(path, uid, gid);
  if (process.fs.stat(path).kind !== 'directory') return;
  for (const name of process.fs.readDirectory(path)) own(process, `${path}/${name}`, uid, gid);
}

/** initdb, a server for this computer only, the scripts. @returns a status other than 0 to end with */
function* initialise(process: Process, folder: string, password: string, trust: boolean): Task<number> {
  const { env, fs } = process;
  const say = (text: string): Task<void> => process.write(1, text);
  const major = env.get('PG_MAJOR') ?? '17';
  const superuser = fromFile(process, 'POSTGRES_USER') || 'postgres';
  const database = fromFile(process, 'POSTGRES_DB') || superuser;
  yield* say(`The files belonging to this database system will be owned by user "postgres".
This user must also own the server process.

The database cluster will be initialized with locale "en_US.utf8".
The default database encoding has accordingly been set to "UTF8".
The default text search configuration will be set to "english".

Data page checksums are ${Number(major) >= 18 ? 'enabled' : 'disabled'}.

fixing permissions on existing directory ${folder} ... ok
creating subdirectories ... `);
  for (const name of ['base/1', 'base/4', 'base/5', 'global', 'pg_wal', 'pg_xact', 'pg_stat', 'pg_tblspc']) {
    makeFolders(process, `${folder}/${name}`);
  }
  yield* say(
    `ok\nselecting dynamic shared memory implementation ... posix\nselecting default "max_connections" ... 100\nselecting default "shared_buffers" ... 128MB\nselecting default time zone ... UTC\ncreating configuration files ... `,
  );
  const sized = (name: string, size: number): void =>
    fs.writeFile(`${folder}/${name}`, '', { mode: 0o600, executable: { size } });
  fs.writeFile(`${folder}/PG_VERSION`, `${major}\n`, { mode: 0o600 });
  fs.writeFile(
    `${folder}/postgresql.conf`,
    "listen_addresses = '*'\nmax_connections = 100\nshared_buffers = 128MB\n",
    { mode: 0o600 },
  );
  fs.writeFile(
    `${folder}/pg_hba.conf`,
    `local   all   all                  trust\nhost    all   all   127.0.0.1/32   trust\nhost    all   all   ::1/128        trust\n\nhost all all all ${trust ? 'trust' : 'scram-sha-256'}\n`,
    { mode: 0o600 },
  );
  yield* say('ok\nrunning bootstrap script ... ');
  yield* process.sleep(600);
  sized('pg_wal/000000010000000000000001', 16_777_216);
  sized('base/5/1247', 22_900_000);
  sized('global/pg_control', 8192);
  for (const name of [
    'PG_VERSION',
    'postgresql.conf',
    'pg_hba.conf',
    'pg_wal/000000010000000000000001',
    'base/5/1247',
    'global/pg_control',
  ])
    fs.chmod(`${folder}/${name}`, 0o600);
  writeCluster(process, folder, newCluster(major, superuser, password, trust));
  yield* say('ok\nperforming post-bootstrap initialization ... ');
  yield* process.sleep(700);
  yield* say('ok\nsyncing data to disk ... ');
  yield* process.sleep(500);
  yield* say(
    `ok\n\n\nSuccess. You can now start the database server using:\n\n    pg_ctl -D ${folder} -l logfile start\n\n`,
  );
  yield* process.write(
    2,
    'initdb: warning: enabling "trust" authentication for local connections\ninitdb: hint: You can change this by editing pg_hba.conf or using the option -A, or --auth-local and --auth-host, the next time you run initdb.\n',
  );
  yield* say('waiting for server to start....');
  const server = process.spawn({ argv: ['postgres'], env, body: localPostgres });
  yield* process.sleep(200);
  yield* say(' done\nserver started\n');
  if (database !== 'postgres') {
    const made = yield* run(process, [
      'psql',
      '-v',
      'ON_ERROR_STOP=1',
      '-U',
      superuser,
      '-d',
      'postgres',
      '-X',
      '-c',
      `CREATE DATABASE "${database}"`,
    ]);
    if (made !== 0) return made;
    yield* say('\n\n');
  } else yield* say('\n');
  const status = yield* scripts(process, superuser, database);
  if (status !== 0) return status;
  yield* say('\nwaiting for server to shut down...');
  process.kill(server, 'SIGINT');
  yield* process.wait(server);
  yield* say(' done\nserver stopped\n');
  return readCluster(process, folder) === undefined ? 1 : 0;
}

function* run(process: Process, argv: readonly string[]): Task<number> {
  try {
    const ended = yield* process.wait(process.spawn({ argv, env: process.env }));
    return ended?.status ?? 1;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, fromText(`/usr/local/bin/docker-entrypoint.sh: ${argv[0]}: ${error.message}\n`));
    return error.code === 'ENOENT' ? 127 : 126;
  }
}

/** Runs what is in /docker-entrypoint-initdb.d, in the order of the names. */
function* scripts(process: Process, user: string, database: string): Task<number> {
  const me = '/usr/local/bin/docker-entrypoint.sh';
  let names: readonly string[] = [];
  try {
    names = process.fs.readDirectory(SCRIPTS);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.code === 'EACCES') {
      yield* process.write(2, `ls: can't open '${SCRIPTS}/': Permission denied\n`);
      return 1;
    }
  }
  if (names.length === 0) yield* process.write(1, `${me}: ignoring ${SCRIPTS}/*\n`);
  for (const name of names) {
    const path = `${SCRIPTS}/${name}`;
    let status = 0;
    if (name.endsWith('.sh')) {
      const runs = process.fs.access(path, 'x');
      yield* process.write(1, `${me}: ${runs ? 'running' : 'sourcing'} ${path}\n`);
      status = yield* run(process, runs ? [path] : ['sh', path]);
    } else if (name.endsWith('.sql')) {
      yield* process.write(1, `${me}: running ${path}\n`);
      status = yield* run(process, [
        'psql',
        '-v',
        'ON_ERROR_STOP=1',
        '-U',
        user,
        '-d',
        database,
        '-X',
        '-f',
        path,
      ]);
      yield* process.write(1, '\n');
    } else yield* process.write(1, `${me}: ignoring ${path}\n`);
    if (status !== 0) return status;
    yield* process.write(1, '\n');
  }
  return 0;
}
