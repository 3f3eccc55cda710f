import { SystemError } from '../../kernel/errors.ts';
import type { Process, Task } from '../../kernel/process.ts';

/** A URL taken apart; only what wget and curl of the sandbox use. */
export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Path with its query. */
  readonly path: string;
  readonly user: string | undefined;
}

/** @returns the parts of a URL; without a scheme it is http; undefined if it is none */
export function parseUrl(text: string): Url | undefined {
  const match =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:([^@/?#]*)@)?(\[[0-9a-fA-F:]+\]|[^:/?#\s]+)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/s.exec(
      text,
    );
  if (match === null) return undefined;
  const scheme = (match[1] ?? 'http').toLowerCase();
  const port =
    match[4] === undefined || match[4] === ''
      ? ({ http: 80, https: 443, ftp: 21 }[scheme] ?? 80)
      : Number(match[4]);
  if (port > 65_535) return undefined;
  const path = match[5] ?? '/';
  return {
    scheme,
    host: match[3]!.replace(/^\[|\]$/g, ''),
    port,
    path: path.startsWith('?') ? `/${path}` : path,
    user: match[2],
  };
}

/** An answer of a web server. */
export interface Answer {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** The status line and headers as they came. */
  readonly head: string;
}

/** Why there is no answer. */
export type Trouble = 'empty' | 'reset' | 'garbage' | 'timeout';

/** Sends a request and reads the whole answer. The connection is closed after it. `deadline` is a time of the clock. */
export function* exchange(
  process: Process,
  fd: number,
  request: string,
  withBody: boolean,
  deadline = Infinity,
): Task<Answer | Trouble> {
  let data = '';
  let head: Answer | undefined;
  try {
    yield* process.write(fd, request);
    for (;;) {
      if (process.now() > deadline) return 'timeout';
      const chunk = yield* process.read(fd, 65_536);
      if (chunk === '') break;
      data += chunk;
      head ??= parseHead(data);
      if (head === undefined) continue;
      if (!withBody || head.status === 204 || head.status === 304) break;
      const length = header(head, 'content-length');
      if (length !== undefined && data.length - head.head.length >= Number(length)) break;
      if (isChunked(head) && /(^|\r\n)0\r\n\r\n$/.test(data)) break;
    }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.code === 'EPIPE' || error.code === 'ECONNRESET') return 'reset';
    throw error;
  } finally {
    if (process.isOpen(fd)) process.close(fd);
  }
  if (data === '') return 'empty';
  if (head === undefined) return 'garbage';
  const raw = withBody ? data.slice(head.head.length) : '';
  const length = header(head, 'content-length');
  const body = isChunked(head) ? unchunk(raw) : length === undefined ? raw : raw.slice(0, Number(length));
  return { ...head, body };
}

const isChunked = (answer: Answer) => header(answer, 'transfer-encoding')?.toLowerCase() === 'chunked';

/** @returns the value of a header, whatever its case */
export function header(answer: Answer, name: string): string | undefined {
  return answer.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** @returns the head of an answer, when it is there; HTTP/0.9 is garbage */
function parseHead(data: string): Answer | undefined {
  const end = /\r?\n\r?\n/.exec(data);
  const match = /^(HTTP\/\d(?:\.\d)?) (\d{3}) ?([^\r\n]*)/.exec(data);
  if (end === null || match === null) return undefined;
  const head = data.slice(0, end.index + end[0].length);
  const headers = head
    .split(/\r?\n/)
    .slice(1)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const];
    });
  return { version: match[1]!, status: Number(match[2]), reason: match[3] ?? '', headers, body: '', head };
}

/** @returns a body that was sent in chunks, put together */
function unchunk(raw: string): string {
  let out = '';
  for (let at = 0; ; ) {
    const line = raw.indexOf('\r\n', at);
    const size = line < 0 ? 0 : Number.parseInt(raw.slice(at, line), 16);
    if (!(size > 0)) return out;
    out += raw.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}

/** @returns where a redirection leads, seen from a URL */
export function follow(url: Url, location: string): string {
  if (/^[a-z]+:\/\//i.test(location)) return location;
  const port = url.port === 80 ? '' : `:${url.port}`;
  const base = `${url.scheme}://${url.host}${port}`;
  if (location.startsWith('/')) return base + location;
  return `${base}${url.path.replace(/\?.*$/, '').replace(/[^/]*$/, '')}${location}`;
}

/** @returns the host as the Host header has it */
export function hostHeader(url: Url): string {
  const usual = url.scheme === 'https' ? 443 : 80;
  return url.port === usual ? url.host : `${url.host}:${url.port}`;
}

/** @returns base64 of `user:password` for basic authentication */
export function basic(user: string): string {
  return Buffer.from(user, 'latin1').toString('base64');
}
