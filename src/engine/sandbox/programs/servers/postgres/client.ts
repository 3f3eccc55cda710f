import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import type { Message, Question } from './messages.ts';
import { SOCKET } from './server.ts';

export interface Target {
  /** undefined: by the socket of this computer */
  host: string | undefined;
  port: number;
  user: string;
  database: string | undefined;
  password: string | undefined;
}

/** A connection to a server. */
export class Client {
  readonly #process: Process;
  readonly #fd: number;
  readonly database: string;

  constructor(process: Process, fd: number, database: string) {
    this.#process = process;
    this.#fd = fd;
    this.database = database;
  }

  /** @returns the answer; undefined if the server has gone */
  *ask(question: Question | object): Task<Message[] | undefined> {
    yield* this.#process.write(this.#fd, fromText(`${JSON.stringify(question)}\n`));
    const line = yield* this.#process.readLine(this.#fd);
    return line === '' ? undefined : (JSON.parse(toText(line)) as Message[]);
  }

  close(): void {
    if (this.#process.isOpen(this.#fd)) this.#process.close(this.#fd);
  }
}

/** @returns a connection, or why there is none, as libpq says it */
export function* connect(process: Process, target: Target): Task<Client | string> {
  const { host, port, user, password } = target;
  const socket = SOCKET.replace(/5432$/, String(port));
  const database = target.database ?? user;
  let place = `connection to server on socket "${socket}" failed: `;
  let address = '127.0.0.1';
  let real = port;
  if (host === undefined || host.startsWith('/')) {
    if (!process.fs.exists(socket))
      return `${place}No such file or directory\n\tIs the server running locally and accepting connections on that socket?`;
    real = Number(process.fs.readFile(socket));
  } else {
    try {
      address = process.net.resolve(host)[0] ?? host;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return `could not translate host name "${host}" to address: ${error.message}`;
    }
    place = `connection to server at "${host}"${address === host ? '' : ` (${address})`}, port ${port} failed: `;
  }
  try {
    const fd = yield* process.net.connect(address, real);
    const client = new Client(process, fd, database);
    const answer = yield* client.ask({ user, database, password: password ?? null });
    const [first] = answer ?? [];
    if (first?.kind === 'ready') return client;
    client.close();
    if (first?.kind !== 'error') return `${place}server closed the connection unexpectedly`;
    const asked = first.text.startsWith('password authentication') && password === undefined;
    return asked ? `${place}fe_sendauth: no password supplied` : `${place}FATAL:  ${first.text}`;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return `${place}${error.message}\n\tIs the server running ${host === undefined ? 'locally and accepting connections on that socket' : 'on that host and accepting TCP/IP connections'}?`;
  }
}
