import { SystemError } from '../../../kernel/errors.ts';
import type { Task } from '../../../kernel/process.ts';
import { type HttpRequest, httpDate, readRequest, sendResponse } from '../../servers/http.ts';
import type { Writer } from './packages.ts';
import type { Runtime } from './unit.ts';
import { ErrorValue, type GoFunctionValue, type GoValue } from './values.ts';

/** A ServeMux: patterns and what answers to them. */
export interface Mux {
  readonly host: 'mux';
  readonly handlers: { readonly pattern: string; readonly handler: GoValue }[];
}

/** The headers of an answer. */
export interface Headers {
  readonly host: 'headers';
  readonly fields: Map<string, string>;
}

/** An answer while it is made. */
export interface Answer extends Writer {
  readonly headers: Headers;
  status: number | undefined;
  body: string;
}

/** A request that is being answered. */
export interface Request {
  readonly host: 'request';
  readonly request: HttpRequest;
  readonly remote: string;
}

/** http.Error: an answer of text. */
export function failed(answer: Answer, message: string, status: number): null {
  answer.headers.fields.set('Content-Type', 'text/plain; charset=utf-8');
  answer.headers.fields.set('X-Content-Type-Options', 'nosniff');
  answer.status ??= status;
  answer.body += `${message}\n`;
  return null;
}

/** @returns what answers to a request: the longest pattern that fits, one with a method first (pkg.go.dev/net/http#ServeMux) */
function chosen(
  handlers: Mux['handlers'],
  { method: asked, path }: HttpRequest,
): GoValue | 'not found' | 'method' {
  const fitting = handlers
    .map(({ pattern, handler }) => {
      const [, verb, place = ''] = /^(?:([A-Z]+)\s+)?(.*)$/.exec(pattern) ?? [];
      return { verb, place, handler };
    })
    .filter(({ place }) => place === path || (place.endsWith('/') && path.startsWith(place)))
    .sort(
      (a, b) =>
        b.place.length - a.place.length || Number(b.verb !== undefined) - Number(a.verb !== undefined),
    );
  const found = fitting.find(
    ({ verb }) => verb === undefined || verb === asked || (verb === 'GET' && asked === 'HEAD'),
  );
  return found?.handler ?? (fitting.length > 0 ? 'method' : 'not found');
}

/** http.DetectContentType, of what small programs write. */
function sniffed(body: string): string {
  if (/^\s*<(!doctype html|html|head|body|h1|div|p|title|script|table|a|br|style|!--)[\s>]/i.test(body))
    return 'text/html; charset=utf-8';
  return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(body)
    ? 'application/octet-stream'
    : 'text/plain; charset=utf-8';
}

/**
 * http.ListenAndServe: answers requests one after the other until a signal comes.
 * @param handler null: the default ServeMux
 * @returns the error of Go's if it cannot listen
 */
export function* serve(runtime: Runtime, address: string, handler: GoValue): Task<GoValue> {
  const { process } = runtime;
  const [, host = '', digits = ''] = /^(.*):(\d+)$/.exec(address === '' ? ':80' : address) ?? [];
  if (digits === '') return new ErrorValue(`listen tcp: address ${address}: missing port in address`);
  let listener: number;
  try {
    listener = process.net.listen(
      Number(digits),
      host === '' || host === '0.0.0.0' ? undefined : process.net.resolve(host)[0],
    );
  } catch (error) {
    if (!(error instanceof SystemError) || error.code === 'EINTR') throw error;
    const reason = error.code === 'EADDRINUSE' ? 'address already in use' : error.message.toLowerCase();
    return new ErrorValue(`listen tcp ${address}: bind: ${reason}`);
  }
  for (;;) {
    const fd = yield* process.net.accept(listener);
    const peer = process.net.peer(fd);
    const request = yield* readRequest(process, fd);
    if (request === 'bad')
      yield* sendResponse(process, fd, {
        status: 400,
        headers: [
          ['Content-Type', 'text/plain; charset=utf-8'],
          ['Connection', 'close'],
        ],
        body: '400 Bad Request',
      });
    else if (request !== undefined) {
      yield* process.work(0.2);
      yield* respond(runtime, fd, request, `${peer.address}:${peer.port}`, handler);
    }
    if (process.isOpen(fd)) process.close(fd);
  }
}

function* respond(
  { process, handlers }: Runtime,
  fd: number,
  request: HttpRequest,
  remote: string,
  handler: GoValue,
): Task<void> {
  const answer: Answer = {
    host: 'writer',
    headers: { host: 'headers', fields: new Map() },
    status: undefined,
    body: '',
    *write(bytes) {
      answer.status ??= 200;
      answer.body += bytes;
    },
  };
  const mux = handler === null ? handlers : (handler as unknown as Partial<Mux>).handlers;
  const target = mux === undefined ? handler : chosen(mux, request);
  if (target === 'not found') failed(answer, '404 page not found', 404);
  else if (target === 'method') failed(answer, 'Method Not Allowed', 405);
  else
    yield* (target as GoFunctionValue)([
      answer as unknown as GoValue,
      { host: 'request', request, remote } as Request as unknown as GoValue,
    ]);
  const { fields } = answer.headers;
  if (!fields.has('Content-Type') && answer.body !== '') fields.set('Content-Type', sniffed(answer.body));
  fields.set('Date', httpDate(process.now()));
  fields.set('Content-Length', String(answer.body.length));
  yield* sendResponse(
    process,
    fd,
    {
      status: answer.status ?? 200,
      headers: [...fields].sort(([a], [b]) => (a < b ? -1 : 1)),
      body: answer.body,
    },
    request.method !== 'HEAD',
  );
}
