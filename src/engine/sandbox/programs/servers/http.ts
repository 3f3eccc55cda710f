import type { Bytes } from '../../kernel/bytes.ts';
import { SystemError } from '../../kernel/errors.ts';
import type { Process, Task } from '../../kernel/process.ts';

/** A request as a server reads it. */
export interface HttpRequest {
  readonly method: string;
  /** As it was sent: path and query. */
  readonly target: string;
  /** Decoded, without the query. */
  readonly path: string;
  /** Without its `?`. */
  readonly query: string;
  readonly version: string;
  /** `GET / HTTP/1.1` */
  readonly line: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Bytes;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Bytes;
}

/** The most bytes of a request's head; more is refused. */
const LONGEST_HEAD = 65_536;

/** @returns the value of a header, whatever its case; '' if it is not there */
export function headerOf(message: Pick<HttpRequest, 'headers'>, name: string): string {
  return message.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
}

/** @returns the text that `%20` and the like stand for; what is no encoding stays as it is */
export function decodePath(path: string): string {
  return path.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** @returns the phrase that goes with a status (RFC 9110) */
export function reasonPhrase(status: number): string {
  return REASONS[status] ?? 'Unknown';
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  411: 'Length Required',
  413: 'Request Entity Too Large',
  418: "I'm a teapot",
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/**
 * Reads one request from a connection.
 * @returns undefined if the other side left before it had asked; 'bad' for what is no HTTP
 */
export function* readRequest(process: Process, fd: number): Task<HttpRequest | 'bad' | undefined> {
  let data = '';
  let end = -1;
  try {
    for (;;) {
      const chunk = yield* process.read(fd, 65_536);
      if (chunk === '') return data === '' ? undefined : 'bad';
      data += chunk;
      end = /\r?\n\r?\n/.exec(data)?.index ?? -1;
      if (end >= 0) break;
      const first = data.indexOf('\n');
      if (first >= 0 && !/^[A-Z]+ \S+( HTTP\/\d\.\d)?\r?\n/.test(data)) return 'bad';
      if (/^GET \S+\r?\n/.test(data)) break;
      if (data.length > LONGEST_HEAD) return 'bad';
    }
    const request = parseHead(end < 0 ? data : data.slice(0, end));
    if (request === undefined) return 'bad';
    const start = end + (/^\r?\n\r?\n/.exec(data.slice(end))?.[0].length ?? 0);
    const length = Number(headerOf(request, 'content-length') || 0);
    let body = end < 0 ? '' : data.slice(start);
    while (body.length < length) {
      const chunk = yield* process.read(fd, 65_536);
      if (chunk === '') break;
      body += chunk;
    }
    return { ...request, body: body.slice(0, length) };
  } catch (error) {
    if (error instanceof SystemError && (error.code === 'ECONNRESET' || error.code === 'EPIPE'))
      return undefined;
    throw error;
  }
}

function parseHead(head: string): HttpRequest | undefined {
  const [line = '', ...rest] = head.split(/\r?\n/);
  const match = /^([A-Z]+) (\S+)(?: (HTTP\/\d\.\d))?$/.exec(line);
  if (match === null) return undefined;
  const target = match[2]!.replace(/^https?:\/\/[^/]*/, '') || '/';
  const mark = target.indexOf('?');
  return {
    method: match[1]!,
    target,
    path: decodePath(mark < 0 ? target : target.slice(0, mark)),
    query: mark < 0 ? '' : target.slice(mark + 1),
    version: match[3] ?? 'HTTP/0.9',
    line,
    headers: rest.flatMap((text) => {
      const colon = text.indexOf(':');
      return colon < 0 ? [] : [[text.slice(0, colon).trim(), text.slice(colon + 1).trim()] as const];
    }),
    body: '',
  };
}

/** Writes an answer; what was asked with HEAD gets no body. A client that has left is nobody's fault. */
export function* sendResponse(
  process: Process,
  fd: number,
  response: HttpResponse,
  withBody = true,
  version = 'HTTP/1.1',
): Task<void> {
  const head = [
    `${version} ${response.status} ${response.reason ?? reasonPhrase(response.status)}`,
    ...response.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  try {
    yield* process.write(fd, `${head.join('\r\n')}\r\n\r\n${withBody ? response.body : ''}`);
  } catch (error) {
    if (!(error instanceof SystemError) || (error.code !== 'EPIPE' && error.code !== 'ECONNRESET'))
      throw error;
  }
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @returns a number with at least two digits */
export function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** @returns a moment as HTTP writes it (RFC 9110 section 5.6.7) */
export function httpDate(time: number): string {
  const date = new Date(time);
  return `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clock(date)} GMT`;
}

function clock(date: Date): string {
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** @returns a moment as access logs write it: `22/Nov/2026:08:00:00 +0000` */
export function logDate(time: number): string {
  const date = new Date(time);
  return `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${clock(date)} +0000`;
}

/** @returns a moment as nginx's error log writes it: `2026/11/22 08:00:00` */
export function errorDate(time: number): string {
  const date = new Date(time);
  return `${date.getUTCFullYear()}/${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())} ${clock(date)}`;
}

/** Whether a wait was cut short by a signal that the program catches. */
export function isInterrupt(error: unknown): boolean {
  return error instanceof SystemError && error.code === 'EINTR';
}

/** How long a server works on a request, milliseconds of the processor. */
export const SERVICE_TIME = 0.3;

/** What a small server of one process is. */
export interface SmallServer {
  readonly port: number;
  readonly address?: string;
  /** Answers a request; what it says goes out with `Connection: close`. */
  handle(
    request: HttpRequest,
    client: { readonly address: string; readonly port: number },
  ): Task<HttpResponse>;
  /** The `Server` header, if it has one. */
  readonly name?: string;
  readonly version?: string;
  /** Called when it listens. */
  ready?(): Task<void>;
}

/**
 * A server that takes one request after the other until a signal comes that it ends at.
 * @returns the signals that ended it
 */
export function* serveSmall(process: Process, server: SmallServer): Task<void> {
  const listener = process.net.listen(server.port, server.address);
  if (server.ready !== undefined) yield* server.ready();
  for (;;) {
    const fd = yield* process.net.accept(listener);
    const client = process.net.peer(fd);
    const request = yield* readRequest(process, fd);
    if (request !== undefined) {
      yield* process.work(SERVICE_TIME);
      const response: HttpResponse =
        request === 'bad'
          ? { status: 400, headers: [['Content-Length', '0']], body: '' }
          : yield* server.handle(request, client);
      const more = server.name === undefined ? [] : [['Server', server.name] as const];
      yield* sendResponse(
        process,
        fd,
        { ...response, headers: [...more, ['Date', httpDate(process.now())], ...response.headers] },
        request === 'bad' || request.method !== 'HEAD',
        server.version,
      );
    }
    if (process.isOpen(fd)) process.close(fd);
  }
}

/** @returns an answer of text, with its length and type */
export function textResponse(status: number, body: Bytes, type = 'text/plain; charset=utf-8'): HttpResponse {
  return {
    status,
    headers: [
      ['Content-Type', type],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

/** Runs a server until SIGTERM or SIGINT. @returns its exit status */
export function* untilTold(process: Process, server: SmallServer): Task<number> {
  process.onSignal('SIGTERM', 'catch');
  process.onSignal('SIGINT', 'catch');
  try {
    yield* serveSmall(process, server);
    return 0;
  } catch (error) {
    if (isInterrupt(error)) return 0;
    throw error;
  }
}
