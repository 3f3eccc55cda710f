import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';
import { findUser } from '../../support/users.ts';
import { type Client, connect, type Target } from './client.ts';
import { splitStatements } from './lex.ts';
import { SOCKET } from './server.ts';
import { showMessage, type View } from './show.ts';

interface Options extends Target {
  readonly view: View;
  readonly commands: { readonly kind: 'c' | 'f'; readonly text: string }[];
  stop: boolean;
  list: boolean;
}

/** @returns the options of psql, or what is wrong with them */
function optionsOf(process: Process): Options | string {
  const { env } = process;
  const me = findUser(process, String(process.user().uid))?.name ?? 'root';
  const options: Options = {
    host: env.get('PGHOST'),
    port: Number(env.get('PGPORT') ?? 5432),
    user: env.get('PGUSER') ?? me,
    database: env.get('PGDATABASE'),
    password: env.get('PGPASSWORD'),
    view: { tuplesOnly: false, aligned: true, quiet: false, separator: '|' },
    commands: [],
    stop: false,
    list: false,
  };
  const words = process.argv.slice(1).flatMap((word) => {
    const long = /^(--[a-z-]+)=(.*)$/.exec(word);
    if (long !== null) return [long[1]!, long[2]!];
    if (/^-[tAqXlw]{2,}$/.test(word) || /^-[tAqXlw]+[cf]$/.test(word))
      return [...word.slice(1)].map((letter) => `-${letter}`);
    return /^-[UhdpcfvF].+/.test(word) ? [word.slice(0, 2), word.slice(2)] : [word];
  });
  const bare: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const value = (): string => toText(words[++at] ?? '');
    if (word === '-U' || word === '--username') options.user = value();
    else if (word === '-d' || word === '--dbname') options.database = value();
    else if (word === '-h' || word === '--host') options.host = value();
    else if (word === '-p' || word === '--port') options.port = Number(value());
    else if (word === '-c' || word === '--command') options.commands.push({ kind: 'c', text: value() });
    else if (word === '-f' || word === '--file') options.commands.push({ kind: 'f', text: value() });
    else if (word === '-t' || word === '--tuples-only') options.view.tuplesOnly = true;
    else if (word === '-A' || word === '--no-align') options.view.aligned = false;
    else if (word === '-F' || word === '--field-separator') options.view.separator = value();
    else if (word === '-q' || word === '--quiet') options.view.quiet = true;
    else if (word === '-l' || word === '--list') options.list = true;
    else if (word === '-v' || word === '--set' || word === '--variable') {
      const setting = value();
      if (/^ON_ERROR_STOP(=(1|on|true))?$/i.test(setting)) options.stop = true;
      else return `psql: the sandbox does not model -v ${setting} yet`;
    } else if (/^(-X|--no-psqlrc|-w|--no-password|-W|--password)$/.test(word)) continue;
    else if (word.startsWith('-')) return `psql: the sandbox does not model ${word} yet`;
    else bare.push(toText(word));
  }
  if (bare[0] !== undefined) options.database ??= bare[0];
  if (bare[1] !== undefined) options.user = bare[1];
  const url = /^postgres(?:ql)?:\/\/(?:([^:@/]+)(?::([^@]*))?@)?([^:/]*)(?::(\d+))?(?:\/(.*))?$/.exec(
    options.database ?? '',
  );
  if (url !== null) {
    options.user = url[1] ?? options.user;
    options.password = url[2] ?? options.password;
    options.host = url[3] || options.host;
    options.port = Number(url[4] ?? options.port);
    options.database = url[5] || undefined;
  }
  return options;
}

/** psql: -U -d -h -p -c -f -t -A -F -q -l -X -v ON_ERROR_STOP=1, a URL; \l \d \dt \du \conninfo \q at the prompt or in -c. */
export const psql: Program = function* (process) {
  const version = process.env.get('PG_VERSION') ?? '17.6';
  if (process.argv[1] === '--version' || process.argv[1] === '-V') {
    yield* process.write(1, `psql (PostgreSQL) ${version}\n`);
    return 0;
  }
  const options = optionsOf(process);
  if (typeof options === 'string') {
    yield* process.write(2, `${options}\n`);
    return 1;
  }
  const client = yield* connect(process, options);
  if (typeof client === 'string') {
    yield* process.write(2, fromText(`psql: error: ${client}\n`));
    return 2;
  }
  try {
    if (options.list) return yield* ask(process, client, options, '\\l', '');
    if (options.commands.length > 0) {
      let status = 0;
      for (const { kind, text } of options.commands) {
        status =
          kind === 'c'
            ? yield* ask(process, client, options, text, '')
            : yield* runFile(process, client, options, text);
        if (status !== 0 && (options.stop || kind === 'f')) return status;
      }
      return status;
    }
    return yield* prompt(process, client, options, version);
  } catch (error) {
    if (!(error instanceof SystemError) || !['EPIPE', 'ECONNRESET'].includes(error.code)) throw error;
    yield* process.write(
      2,
      'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\nconnection to server was lost\n',
    );
    return 2;
  }
};

/** Asks one thing and shows the answer. @returns 1 if it was an error */
function* ask(process: Process, client: Client, options: Options, text: string, place: string): Task<number> {
  const meta = /^\\(\w+)\+?\s*(.*?)\s*;?\s*$/.exec(text.trim());
  if (meta?.[1] === 'conninfo') {
    yield* process.write(
      1,
      `You are connected to database "${client.database}" as user "${options.user}" ${options.host === undefined ? `via socket in "/var/run/postgresql"` : `on host "${options.host}"`} at port "${options.port}".\n`,
    );
    return 0;
  }
  const messages = yield* client.ask(
    meta === null ? { sql: text } : { list: meta[1]!, pattern: meta[2] || null },
  );
  if (messages === undefined) throw new SystemError('EPIPE');
  let status = 0;
  for (const message of messages) {
    const shown = showMessage(message, options.view, place);
    if (shown !== '')
      yield* process.write(message.kind === 'error' || message.kind === 'notice' ? 2 : 1, fromText(shown));
    if (message.kind === 'error') status = 1;
  }
  return status;
}

function* runFile(process: Process, client: Client, options: Options, path: string): Task<number> {
  let text: string;
  try {
    text = toText(path === '-' ? yield* all(process) : process.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, fromText(`psql: error: ${path}: ${error.message}\n`));
    return 1;
  }
  return yield* script(process, client, options, text, `psql:${path}:`);
}

/** Runs the statements of a text, each by itself. @returns 3 if one failed and that ends it */
function* script(
  process: Process,
  client: Client,
  options: Options,
  text: string,
  name: string,
): Task<number> {
  const { statements, rest } = splitStatements(text.replace(/^(\\\w+.*)$/gm, '$1;'));
  const lines = [
    ...statements.map((one) => ({ ...one, end: one.at + one.text.length })),
    ...(rest === '' ? [] : [{ text: rest.trim(), end: text.length }]),
  ];
  for (const { text: one, end } of lines) {
    if (/^\\q\b/.test(one)) return 0;
    const line = text.slice(0, end).split('\n').length;
    const status = yield* ask(process, client, options, one, `${name}${line}: `);
    if (status !== 0 && options.stop) return 3;
  }
  return 0;
}

function* all(process: Process): Task<string> {
  let data = '';
  for (;;) {
    const chunk = yield* process.read(0, 65_536);
    if (chunk === '') return data;
    data += chunk;
  }
}

/** Reads statements from the terminal, or all of standard input. */
function* prompt(process: Process, first: Client, options: Options, version: string): Task<number> {
  if (!process.isTerminal(0))
    return yield* script(process, first, options, toText(yield* all(process)), 'psql:<stdin>:');
  yield* process.write(1, `psql (${version})\nType "help" for help.\n\n`);
  let client = first;
  let text = '';
  for (;;) {
    const sign = options.user === 'postgres' || options.user === process.env.get('POSTGRES_USER') ? '#' : '>';
    yield* process.write(1, fromText(`${client.database}${text === '' ? '=' : '-'}${sign} `));
    const line = yield* process.readLine(0);
    if (line === '') {
      yield* process.write(1, '\\q\n');
      return 0;
    }
    const said = toText(line).trim();
    if (text === '' && /^(\\q|exit|quit)\b/.test(said)) return 0;
    const other = text === '' ? /^\\c(?:onnect)?\s+(\S+)/.exec(said) : null;
    if (other !== null) {
      const next = yield* connect(process, { ...options, database: other[1] });
      if (typeof next === 'string') yield* process.write(2, fromText(`${next}\nPrevious connection kept\n`));
      else {
        client.close();
        client = next;
        yield* process.write(
          1,
          fromText(`You are now connected to database "${client.database}" as user "${options.user}".\n`),
        );
      }
      continue;
    }
    if (text === '' && said.startsWith('\\')) {
      yield* ask(process, client, options, said, '');
      continue;
    }
    text = text === '' ? said : `${text}\n${said}`;
    const { statements, rest } = splitStatements(text);
    for (const one of statements) yield* ask(process, client, options, one.text, '');
    text = rest.trim();
  }
}

/** pg_isready: -h -p -U -d -q; 0 accepts, 1 rejects, 2 no answer. */
export const pgIsReady: Program = function* (process) {
  const options = optionsOf(process);
  if (typeof options === 'string') {
    yield* process.write(2, `${options.replace(/^psql/, 'pg_isready')}\n`);
    return 3;
  }
  const { host, port } = options;
  const place = `${host ?? SOCKET.replace(/\/\.s.*$/, '')}:${port}`;
  const client = yield* connect(process, { ...options, user: '', database: '' });
  const there = typeof client !== 'string' || client.includes('FATAL');
  if (typeof client !== 'string') client.close();
  if (!options.view.quiet)
    yield* process.write(1, fromText(`${place} - ${there ? 'accepting connections' : 'no response'}\n`));
  return there ? 0 : 2;
};

/** createdb: -U USER -h HOST NAME. */
export const createDatabase: Program = function* (process) {
  const options = optionsOf(process);
  if (typeof options === 'string') {
    yield* process.write(2, `${options.replace(/^psql/, 'createdb')}\n`);
    return 1;
  }
  const client = yield* connect(process, { ...options, database: 'postgres' });
  if (typeof client === 'string') {
    yield* process.write(2, fromText(`createdb: error: ${client}\n`));
    return 1;
  }
  const [message] =
    (yield* client.ask({ sql: `CREATE DATABASE "${options.database ?? options.user}"` })) ?? [];
  client.close();
  if (message?.kind !== 'error') return 0;
  yield* process.write(2, fromText(`createdb: error: database creation failed: ERROR:  ${message.text}\n`));
  return 1;
};
