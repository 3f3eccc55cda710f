import { decodePath, type HttpRequest, headerOf } from '../../servers/http.ts';
import type { TypeText } from './ast.ts';
import { type Entry, entry } from './packages.ts';
import { type Answer, failed, type Headers, type Mux, type Request, serve } from './serve.ts';
import { type ErrorValue, type GoFunctionValue, type GoValue, Panic } from './values.ts';

const STATUS: Readonly<Record<string, number>> = {
  StatusOK: 200,
  StatusCreated: 201,
  StatusAccepted: 202,
  StatusNoContent: 204,
  StatusMovedPermanently: 301,
  StatusFound: 302,
  StatusBadRequest: 400,
  StatusUnauthorized: 401,
  StatusForbidden: 403,
  StatusNotFound: 404,
  StatusMethodNotAllowed: 405,
  StatusConflict: 409,
  StatusTeapot: 418,
  StatusInternalServerError: 500,
  StatusNotImplemented: 501,
  StatusBadGateway: 502,
  StatusServiceUnavailable: 503,
};
const HANDLER = 'func(http.ResponseWriter, *http.Request)';

const canonical = (name: string): string =>
  name.toLowerCase().replace(/(^|-)[a-z]/g, (one) => one.toUpperCase());

function register(handlers: Mux['handlers'], pattern: string, handler: GoValue): null {
  if (pattern === '') throw new Panic('http: invalid pattern');
  if (/[{}]/.test(pattern)) throw new Panic('the sandbox does not model wildcards in patterns of net/http');
  if (handlers.some((one) => one.pattern === pattern))
    throw new Panic(`pattern ${JSON.stringify(pattern)} conflicts with pattern ${JSON.stringify(pattern)}`);
  handlers.push({ pattern, handler });
  return null;
}

/** What net/http has that a program can name. */
export const HTTP: Readonly<Record<string, Entry>> = {
  HandleFunc: entry(`func(string, ${HANDLER})`, ([pattern, handler], { handlers }) =>
    register(handlers, pattern as string, handler!),
  ),
  Handle: entry('func(string, http.Handler)', ([pattern, handler], { handlers }) =>
    register(handlers, pattern as string, handler!),
  ),
  NewServeMux: entry('func() *http.ServeMux', () => ({ host: 'mux', handlers: [] }) as Mux),
  ListenAndServe: entry('func(string, http.Handler) error', ([address, handler], runtime) =>
    serve(runtime, address as string, handler ?? null),
  ),
  Error: entry('func(http.ResponseWriter, string, int)', ([answer, message, status]) =>
    failed(answer as unknown as Answer, message as string, Number(status)),
  ),
  NotFound: entry(HANDLER, ([answer]) => failed(answer as unknown as Answer, '404 page not found', 404)),
  StatusText: entry('func(int) string', ([status]) => {
    const name = Object.keys(STATUS).find((one) => STATUS[one] === Number(status));
    return name === undefined
      ? ''
      : name === 'StatusOK'
        ? 'OK'
        : name.slice(6).replace(/([a-z])([A-Z])/g, '$1 $2');
  }),
  ...Object.fromEntries(
    Object.entries(STATUS).map(([name, status]) => [
      name,
      { type: 'untyped int', constant: BigInt(status), make: () => BigInt(status) },
    ]),
  ),
  ...Object.fromEntries(
    ['Get', 'Post', 'Put', 'Delete', 'Head', 'Patch'].map((name) => [
      `Method${name}`,
      { type: 'untyped string', constant: name.toUpperCase(), make: () => name.toUpperCase() },
    ]),
  ),
};

/** A field or a method of a value of the library's: its type, and how it is had from the value. */
export interface Member {
  readonly type: TypeText;
  readonly of: (value: GoValue) => GoValue;
}

const requestOf = (value: GoValue): HttpRequest => (value as unknown as Request).request;
const answerOf = (value: GoValue): Answer => value as unknown as Answer;
const method = (type: TypeText, code: (self: GoValue, args: GoValue[]) => GoValue): Member => ({
  type,
  of: (self): GoFunctionValue =>
    function* (args) {
      return code(self, args);
    },
});

/** Fields and methods of values of the library's, by type and name. */
export const MEMBERS: Readonly<Record<string, Readonly<Record<string, Member>>>> = {
  error: {
    Error: method('func() string', (self) => {
      if (self === null) throw new Panic('runtime error: invalid memory address or nil pointer dereference');
      return (self as ErrorValue).message;
    }),
  },
  'http.ResponseWriter': {
    Header: method('func() http.Header', (self) => answerOf(self).headers as unknown as GoValue),
    WriteHeader: method('func(int)', (self, [status]) => {
      answerOf(self).status ??= Number(status);
      return null;
    }),
    Write: {
      type: 'func([]byte) (int, error)',
      of: (self): GoFunctionValue =>
        function* ([bytes]) {
          const data =
            (bytes as { items(): GoValue[] } | null)
              ?.items()
              .map((one) => String.fromCharCode(Number(one)))
              .join('') ?? '';
          yield* answerOf(self).write(data);
          return [BigInt(data.length), null];
        },
    },
  },
  'http.Header': {
    Set: method('func(string, string)', (self, [name, value]) => {
      (self as unknown as Headers).fields.set(canonical(name as string), value as string);
      return null;
    }),
    Get: method(
      'func(string) string',
      (self, [name]) => (self as unknown as Headers).fields.get(canonical(name as string)) ?? '',
    ),
    Del: method('func(string)', (self, [name]) => {
      (self as unknown as Headers).fields.delete(canonical(name as string));
      return null;
    }),
  },
  '*http.Request': {
    Method: { type: 'string', of: (value) => requestOf(value).method },
    URL: { type: '*url.URL', of: (value) => value },
    Host: { type: 'string', of: (value) => headerOf(requestOf(value), 'host') },
    RequestURI: { type: 'string', of: (value) => requestOf(value).target },
    Proto: { type: 'string', of: (value) => requestOf(value).version },
    RemoteAddr: { type: 'string', of: (value) => (value as unknown as Request).remote },
    Header: {
      type: 'http.Header',
      of: (value) =>
        ({
          host: 'headers',
          fields: new Map(requestOf(value).headers.map(([name, one]) => [canonical(name), one])),
        }) as Headers as unknown as GoValue,
    },
    UserAgent: method('func() string', (self) => headerOf(requestOf(self), 'user-agent')),
    FormValue: method('func(string) string', (self, [name]) => {
      const request = requestOf(self);
      const form = /urlencoded/.test(headerOf(request, 'content-type')) ? request.body : '';
      return (
        new URLSearchParams(form).get(name as string) ??
        new URLSearchParams(request.query).get(name as string) ??
        ''
      );
    }),
  },
  '*url.URL': {
    Path: { type: 'string', of: (value) => decodePath(requestOf(value).path) },
    RawQuery: { type: 'string', of: (value) => requestOf(value).query },
    String: method('func() string', (self) => requestOf(self).target),
    Query: method('func() url.Values', (self) => self),
  },
  'url.Values': {
    Get: method(
      'func(string) string',
      (self, [name]) => new URLSearchParams(requestOf(self).query).get(name as string) ?? '',
    ),
    Has: method('func(string) bool', (self, [name]) =>
      new URLSearchParams(requestOf(self).query).has(name as string),
    ),
  },
  '*http.ServeMux': {
    HandleFunc: method(`func(string, ${HANDLER})`, (self, [pattern, handler]) =>
      register((self as unknown as Mux).handlers, pattern as string, handler!),
    ),
    Handle: method('func(string, http.Handler)', (self, [pattern, handler]) =>
      register((self as unknown as Mux).handlers, pattern as string, handler!),
    ),
  },
};
