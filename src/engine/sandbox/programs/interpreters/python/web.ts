import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import {
  type HttpRequest,
  type HttpResponse,
  headerOf,
  httpDate,
  logDate,
  readRequest,
  reasonPhrase,
  sendResponse,
  textResponse,
} from '../../servers/http.ts';
import { safePath, typeOf } from '../../servers/httpd.ts';
import { encodeCommand, Reader, type Reply } from '../../servers/redis/resp.ts';
import { objectOf } from './builtins.ts';
import type { Interpreter } from './interpreter.ts';
import { dumps, loads } from './json.ts';
import {
  errors,
  fail,
  makeError,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyModule,
  PyObject,
  PyTuple,
  plain,
  Raised,
  raise,
  str,
  typeName,
  type Value,
} from './values.ts';

const NONE: ReadonlyMap<string, Value> = new Map();

type Handle = (
  request: HttpRequest,
  client: { readonly address: string; readonly port: number },
) => Task<HttpResponse>;

/** Takes one request after the other; a signal ends it as KeyboardInterrupt. */
function* serve(
  process: Process,
  listener: number,
  name: string,
  version: string,
  handle: Handle,
): Task<never> {
  for (;;) {
    const fd = yield* process.net.accept(listener);
    const client = process.net.peer(fd);
    const request = yield* readRequest(process, fd);
    if (request !== undefined && request !== 'bad') {
      yield* process.work(0.5);
      const response = yield* handle(request, client);
      yield* sendResponse(
        process,
        fd,
        { ...response, headers: [['Server', name], ['Date', httpDate(process.now())], ...response.headers] },
        request.method !== 'HEAD',
        version,
      );
    }
    if (process.isOpen(fd)) process.close(fd);
  }
}

function bytesOf(value: Value): string {
  return value instanceof PyBytes ? value.data : fromText(str(value));
}

/** http.server: HTTPServer, ThreadingHTTPServer, BaseHTTPRequestHandler, SimpleHTTPRequestHandler. */
export function httpServerModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  const base: PyClass = new PyClass('BaseHTTPRequestHandler', [], new Map<string, Value>(), 'http.server');
  interface Answer {
    status: number;
    reason: string | undefined;
    readonly headers: (readonly [string, string])[];
    body: string;
  }
  const answerOf = (self: Value | undefined): Answer => (self as PyObject).state as Answer;
  const logLine = (self: Value | undefined, message: string): Task<void> => {
    const [address] = ((self as PyObject).attributes.get('client_address') as PyTuple).items;
    return process.write(
      2,
      `${str(address ?? '')} - - [${logDate(process.now())
        .replace(/ \+0000$/, '')
        .replace(':', ' ')}] ${message}\n`,
    );
  };
  const methods: Readonly<Record<string, Value>> = {
    send_response: new PyBuiltin('send_response', function* ([self, code, reason], _, line) {
      const answer = answerOf(self);
      answer.status = Number(code);
      answer.reason = reason === undefined ? undefined : str(reason);
      const request = (self as PyObject).attributes.get('requestline') ?? '';
      yield* interpreter.call(
        yield* interpreter.attribute(self!, 'log_message'),
        ['"%s" %s %s', request, String(Number(code)), '-'],
        NONE,
        line,
      );
      return null;
    }),
    send_header: plain('send_header', ([self, name, value]) => {
      answerOf(self).headers.push([str(name!), str(value!)]);
      return null;
    }),
    end_headers: plain('end_headers', () => null),
    send_error: new PyBuiltin('send_error', function* ([self, code, message]) {
      const answer = answerOf(self);
      answer.status = Number(code);
      answer.body = `<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: ${Number(code)}</p>\n        <p>Message: ${message === undefined ? reasonPhrase(Number(code)) : str(message)}.</p>\n    </body>\n</html>\n`;
      answer.headers.push(
        ['Content-Type', 'text/html;charset=utf-8'],
        ['Content-Length', String(answer.body.length)],
      );
      yield* logLine(
        self,
        `code ${Number(code)}, message ${message === undefined ? reasonPhrase(Number(code)) : str(message)}`,
      );
      return null;
    }),
    log_message: new PyBuiltin('log_message', function* ([self, form, ...args]) {
      let next = 0;
      yield* logLine(self, fromText(str(form!).replace(/%[sd]/g, () => str(args[next++] ?? ''))));
      return null;
    }),
  };
  for (const [name, value] of Object.entries(methods)) base.attributes.set(name, value);
  base.attributes.set(
    '__init__',
    plain('__init__', () => null),
  );
  const simple = new PyClass('SimpleHTTPRequestHandler', [base], new Map<string, Value>(), 'http.server');
  for (const name of ['do_GET', 'do_HEAD']) {
    simple.attributes.set(
      name,
      new PyBuiltin(name, function* ([self], _, line) {
        const object = self as PyObject;
        const found = fromFolder(process, str(object.attributes.get('path')!));
        const call = function* (method: string, ...args: Value[]): Task<void> {
          yield* interpreter.call(yield* interpreter.attribute(object, method), args, NONE, line);
        };
        if (found.status === 404) yield* call('send_error', 404, 'File not found');
        else {
          yield* call('send_response', found.status);
          for (const [key, value] of found.headers) yield* call('send_header', key, value);
          answerOf(self).body = found.body;
        }
        return null;
      }),
    );
  }
  const server: PyClass = new PyClass('HTTPServer', [], new Map<string, Value>(), 'http.server');
  server.attributes.set(
    '__init__',
    plain('__init__', ([self, address, handler]) => {
      const [host, port] = (address as PyTuple).items;
      const object = self as PyObject;
      const name = str(host ?? '');
      const listener = process.net.listen(
        Number(port),
        name === '' || name === '0.0.0.0' || name === '::' ? undefined : process.net.resolve(name)[0]!,
      );
      object.state = { listener, handler };
      object.attributes.set('server_address', address!);
      object.attributes.set('server_port', Number(port));
      return null;
    }),
  );
  server.attributes.set(
    'server_close',
    plain('server_close', () => null),
  );
  server.attributes.set(
    '__enter__',
    plain('__enter__', ([self]) => self!),
  );
  server.attributes.set(
    '__exit__',
    plain('__exit__', () => false),
  );
  server.attributes.set(
    'serve_forever',
    new PyBuiltin('serve_forever', function* ([self], _, line) {
      const { listener, handler } = (self as PyObject).state as { listener: number; handler: PyClass };
      return yield* serve(
        process,
        listener,
        'BaseHTTP/0.6 Python/3.13.9',
        'HTTP/1.0',
        function* (request, client) {
          const answer: Answer = { status: 0, reason: undefined, headers: [], body: '' };
          const object = new PyObject(handler);
          object.state = answer;
          const headers = new PyClass(
            'HTTPMessage',
            [],
            new Map<string, Value>([
              [
                'get',
                plain('get', ([, name, otherwise]) => headerOf(request, str(name!)) || (otherwise ?? null)),
              ],
              ['__getitem__', plain('__getitem__', ([, name]) => headerOf(request, str(name!)) || null)],
            ]),
          );
          let body = request.body;
          for (const [name, value] of Object.entries<Value>({
            path: toText(request.target),
            command: request.method,
            requestline: request.line,
            client_address: new PyTuple([client.address, client.port]),
            headers: objectOf(headers),
            server: self!,
            wfile: objectOf(new PyClass('_SocketWriter', []), {
              write: plain('write', ([value]) => {
                if (!(value instanceof PyBytes))
                  return fail.type(`a bytes-like object is required, not '${typeName(value ?? null)}'`);
                answer.body += value.data;
                return value.data.length;
              }),
              flush: plain('flush', () => null),
            }),
            rfile: objectOf(new PyClass('BufferedReader', []), {
              read: plain('read', ([count]) => {
                const piece = body.slice(0, count === undefined ? undefined : Number(count));
                body = body.slice(piece.length);
                return new PyBytes(piece);
              }),
            }),
          }))
            object.attributes.set(name, value);
          const method = handler.find(`do_${request.method}`);
          try {
            if (method === undefined)
              yield* interpreter.call(
                yield* interpreter.attribute(object, 'send_error'),
                [501, `Unsupported method ('${request.method}')`],
                NONE,
                line,
              );
            else
              yield* interpreter.call(
                yield* interpreter.attribute(object, `do_${request.method}`),
                [],
                NONE,
                line,
              );
          } catch (error) {
            if (!(error instanceof Raised) || !error.value.type.is(errors['Exception']!)) throw error;
            yield* process.write(
              2,
              `----------------------------------------\nException occurred during processing of request from ('${client.address}', ${client.port})\n${fromText(traceback(error, new Map()))}----------------------------------------\n`,
            );
          }
          return {
            status: answer.status || 200,
            ...(answer.reason === undefined ? {} : { reason: answer.reason }),
            headers: answer.headers,
            body: answer.body,
          };
        },
      );
    }),
  );
  const threading = new PyClass('ThreadingHTTPServer', [server], new Map<string, Value>(), 'http.server');
  return new PyModule(
    'http.server',
    Object.entries({
      HTTPServer: server,
      ThreadingHTTPServer: threading,
      BaseHTTPRequestHandler: base,
      SimpleHTTPRequestHandler: simple,
    }),
  );
}

/** @returns a file of the working directory, or a list of it, as SimpleHTTPRequestHandler gives it */
export function fromFolder(process: Process, target: string, root = '.'): HttpResponse {
  const path = safePath(target.replace(/[?#].*$/, ''));
  try {
    let file = root + path;
    if (process.fs.stat(file).kind === 'directory') {
      if (!path.endsWith('/'))
        return {
          status: 301,
          headers: [
            ['Location', `${path}/`],
            ['Content-Length', '0'],
          ],
          body: '',
        };
      if (process.fs.exists(`${file}index.html`)) file += 'index.html';
      else {
        const rows = process.fs.readDirectory(file).map((name) => {
          const whole = process.fs.stat(file + name).kind === 'directory' ? `${name}/` : name;
          return `<li><a href="${whole}">${whole}</a></li>\n`;
        });
        const body = `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Directory listing for ${path}</title>\n</head>\n<body>\n<h1>Directory listing for ${path}</h1>\n<hr>\n<ul>\n${rows.join('')}</ul>\n<hr>\n</body>\n</html>\n`;
        return {
          status: 200,
          headers: [
            ['Content-type', 'text/html; charset=utf-8'],
            ['Content-Length', String(body.length)],
          ],
          body,
        };
      }
    }
    const body = process.fs.readFile(file);
    return {
      status: 200,
      headers: [
        ['Content-type', typeOf(file) ?? 'application/octet-stream'],
        ['Content-Length', String(body.length)],
        ['Last-Modified', httpDate(process.fs.stat(file).mtime)],
      ],
      body,
    };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return { status: 404, headers: [], body: '' };
  }
}

/** @returns a traceback as Python prints it, without the marks under the lines */
export function traceback(error: Raised, sources: ReadonlyMap<string, readonly string[]>): string {
  const frames = error.frames.map(({ file, line, label }) => {
    const text = sources.get(file)?.[line - 1]?.trim();
    return `  File "${file}", line ${line}, in ${label}\n${text === undefined || text === '' ? '' : `    ${text}\n`}`;
  });
  const { type } = error.value;
  const message = str(error.value);
  const name =
    type.module === undefined || type.module === '__main__' ? type.name : `${type.module}.${type.name}`;
  return `Traceback (most recent call last):\n${frames.join('')}${name}${message === '' ? '' : `: ${message}`}\n`;
}

interface Route {
  readonly pattern: RegExp;
  readonly names: readonly { readonly name: string; readonly kind: string }[];
  readonly methods: readonly string[];
  readonly handler: Value;
}

/** flask: Flask, request, jsonify, Response, abort. */
export function flaskModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  const requestType = new PyClass('Request', [], new Map(), 'flask.wrappers');
  const current = objectOf(requestType);
  const responseType: PyClass = new PyClass('Response', [], new Map<string, Value>(), 'flask.wrappers');
  responseType.attributes.set(
    '__init__',
    plain('__init__', ([self, body, status], named) => {
      const object = self as PyObject;
      object.attributes.set('data', body ?? named.get('response') ?? '');
      object.attributes.set('status_code', status ?? named.get('status') ?? 200);
      object.attributes.set(
        'mimetype',
        named.get('mimetype') ?? named.get('content_type') ?? 'text/html; charset=utf-8',
      );
      object.attributes.set('headers', named.get('headers') ?? new PyDict());
      return null;
    }),
  );
  const response = (body: string, status: number, type: string): PyObject =>
    objectOf(responseType, { data: body, status_code: status, mimetype: type, headers: new PyDict() });
  const httpError = new PyClass('HTTPException', [errors['Exception']!], new Map(), 'werkzeug.exceptions');
  const flask: PyClass = new PyClass('Flask', [], new Map<string, Value>(), 'flask.app');
  const routesOf = (self: Value | undefined): Route[] => (self as PyObject).state as Route[];
  flask.attributes.set(
    '__init__',
    plain('__init__', ([self, name]) => {
      const object = self as PyObject;
      object.state = [];
      object.attributes.set('name', name ?? '__main__');
      object.attributes.set('config', new PyDict());
      object.attributes.set(
        'logger',
        objectOf(
          new PyClass('Logger', []),
          Object.fromEntries(
            (['info', 'warning', 'error', 'debug'] as const).map((level) => [
              level,
              new PyBuiltin(level, function* ([message]) {
                if (level !== 'debug' && level !== 'info')
                  yield* process.write(2, fromText(`${str(message ?? '')}\n`));
                return null;
              }),
            ]),
          ),
        ),
      );
      return null;
    }),
  );
  const route = (fixed?: readonly string[]) =>
    plain('route', ([self, rule], named) =>
      plain('decorator', ([handler]) => {
        const names: { name: string; kind: string }[] = [];
        const source = str(rule!).replace(
          /<(?:(\w+):)?(\w+)>|[.+*?^${}()|[\]\\]/g,
          (whole, kind: string | undefined, name: string | undefined) => {
            if (name === undefined) return `\\${whole}`;
            names.push({ name, kind: kind ?? 'string' });
            return kind === 'int' ? '(\\d+)' : kind === 'path' ? '(.+)' : '([^/]+)';
          },
        );
        const asked = named.get('methods');
        const methods =
          fixed ??
          (asked instanceof PyList || asked instanceof PyTuple
            ? asked.items.map((one) => str(one).toUpperCase())
            : ['GET']);
        routesOf(self).push({ pattern: new RegExp(`^${source}$`), names, methods, handler: handler! });
        return handler!;
      }),
    );
  flask.attributes.set('route', route());
  for (const method of ['get', 'post', 'put', 'delete', 'patch'])
    flask.attributes.set(method, route([method.toUpperCase()]));
  const page = (status: number, text: string): HttpResponse => {
    const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${reasonPhrase(status)}</title>\n<h1>${reasonPhrase(status)}</h1>\n<p>${text}</p>\n`;
    return textResponse(status, body, 'text/html; charset=utf-8');
  };
  const answer = function* (
    routes: readonly Route[],
    request: HttpRequest,
    client: { readonly address: string },
    line: number,
  ): Task<HttpResponse> {
    const query = PyDict.of(
      [...new URLSearchParams(request.query)].map(([key, value]) => [key, value] as const),
    );
    const form = /x-www-form-urlencoded/.test(headerOf(request, 'content-type'))
      ? PyDict.of([...new URLSearchParams(request.body)].map(([key, value]) => [key, value] as const))
      : new PyDict();
    const json = (): Value => (request.body === '' ? null : loads(toText(request.body)));
    for (const [name, value] of Object.entries<Value>({
      method: request.method,
      path: toText(request.path),
      args: query,
      form,
      remote_addr: client.address,
      data: new PyBytes(request.body),
      host: headerOf(request, 'host'),
      headers: PyDict.of(request.headers.map(([key, one]) => [key, one] as const)),
      get_json: plain('get_json', json),
    }))
      current.attributes.set(name, value);
    current.attributes.set('json', /json/.test(headerOf(request, 'content-type')) ? json() : null);
    const matching = routes.flatMap((one) => {
      const match = one.pattern.exec(request.path);
      return match === null ? [] : [{ one, match }];
    });
    const chosen = matching.find(
      ({ one }) =>
        one.methods.includes(request.method) || (request.method === 'HEAD' && one.methods.includes('GET')),
    );
    if (chosen === undefined) {
      return matching.length > 0
        ? page(405, 'The method is not allowed for the requested URL.')
        : page(
            404,
            'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
          );
    }
    const named = new Map<string, Value>(
      chosen.one.names.map(({ name, kind }, at) => [
        name,
        kind === 'int' ? Number(chosen.match[at + 1]) : toText(chosen.match[at + 1]!),
      ]),
    );
    try {
      return yield* toResponse(yield* interpreter.call(chosen.one.handler, [], named, line));
    } catch (error) {
      if (!(error instanceof Raised) || !error.value.type.is(errors['Exception']!)) throw error;
      if (error.value.type === httpError)
        return page(
          Number(error.value.attributes.get('code')),
          str(error.value.attributes.get('description') ?? ''),
        );
      const stamp = new Date(process.now()).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);
      yield* process.write(
        2,
        fromText(
          `[${stamp}] ERROR in app: Exception on ${request.path} [${request.method}]\n${traceback(error, sourcesOf(interpreter))}`,
        ),
      );
      return page(
        500,
        'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.',
      );
    }
  };
  const toResponse = function* (value: Value): Task<HttpResponse> {
    if (value instanceof PyTuple) {
      const [body, status, headers] = value.items;
      const inner = yield* toResponse(body!);
      const more =
        headers instanceof PyDict
          ? [...headers.map.values()].map(([key, one]) => [str(key), str(one)] as const)
          : [];
      return {
        ...inner,
        status: typeof status === 'number' ? status : inner.status,
        headers: [
          ...inner.headers.filter(
            ([name]) => !more.some(([other]) => other.toLowerCase() === name.toLowerCase()),
          ),
          ...more,
        ],
      };
    }
    if (value instanceof PyDict || value instanceof PyList)
      return textResponse(
        200,
        `${dumps(value, undefined, true).replaceAll(', ', ',').replaceAll(': ', ':')}\n`,
        'application/json',
      );
    if (value instanceof PyObject && value.type === responseType) {
      const body = bytesOf(value.attributes.get('data') ?? '');
      return textResponse(
        Number(value.attributes.get('status_code')),
        body,
        str(value.attributes.get('mimetype') ?? ''),
      );
    }
    if (typeof value === 'string' || value instanceof PyBytes)
      return textResponse(200, bytesOf(value), 'text/html; charset=utf-8');
    return fail.type(
      `The view function did not return a valid response. The return type must be a string, dict, list, tuple with headers or status, Response instance, or WSGI callable, but it was a ${typeName(value)}.`,
    );
  };
  flask.attributes.set(
    'run',
    new PyBuiltin('run', function* ([self, hostArgument, portArgument], named, line) {
      const host = str(named.get('host') ?? hostArgument ?? '127.0.0.1');
      const port = Number(named.get('port') ?? portArgument ?? 5000);
      const name = str((self as PyObject).attributes.get('name') ?? '');
      yield* process.write(
        1,
        ` * Serving Flask app '${name === '__main__' ? 'app' : name}'\n * Debug mode: ${named.get('debug') === true ? 'on' : 'off'}\n`,
      );
      let listener: number;
      try {
        listener = process.net.listen(
          port,
          host === '0.0.0.0' || host === '::' ? undefined : process.net.resolve(host)[0]!,
        );
      } catch (error) {
        if (!(error instanceof SystemError) || error.code !== 'EADDRINUSE') throw error;
        yield* process.write(
          2,
          `Address already in use\nPort ${port} is in use by another program. Either identify and stop that program, or start the server with a different port.\n`,
        );
        throw makeError(errors['SystemExit']!, '1');
      }
      const own = process.net.interfaces().find((one) => one.name !== 'lo')?.address ?? '127.0.0.1';
      const all =
        host === '0.0.0.0'
          ? ` * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1:${port}\n * Running on http://${own}:${port}\n`
          : ` * Running on http://${host}:${port}\n`;
      yield* process.write(
        2,
        `WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.\n${all}Press CTRL+C to quit\n`,
      );
      return yield* serve(
        process,
        listener,
        'Werkzeug/3.1.3 Python/3.13.9',
        'HTTP/1.1',
        function* (request, client) {
          const result = yield* answer(routesOf(self), request, client, line);
          yield* process.write(
            2,
            `${client.address} - - [${logDate(process.now())
              .replace(/ \+0000$/, '')
              .replace(':', ' ')}] "${request.line}" ${result.status} -\n`,
          );
          return { ...result, headers: [...result.headers, ['Connection', 'close']] };
        },
      );
    }),
  );
  return new PyModule(
    'flask',
    Object.entries<Value>({
      Flask: flask,
      request: current,
      Response: responseType,
      jsonify: plain('jsonify', ([value], named) =>
        response(
          `${dumps(value ?? PyDict.of([...named].map(([key, one]) => [key, one] as const)), undefined, true)
            .replaceAll(', ', ',')
            .replaceAll(': ', ':')}\n`,
          200,
          'application/json',
        ),
      ),
      make_response: plain('make_response', ([body, status]) =>
        response(str(body ?? ''), Number(status ?? 200), 'text/html; charset=utf-8'),
      ),
      abort: plain('abort', ([code, description]) => {
        const error = makeError(httpError, `${Number(code)} ${reasonPhrase(Number(code))}`);
        error.value.attributes.set('code', Number(code));
        error.value.attributes.set('description', description ?? '');
        throw error;
      }),
    }),
  );
}

const SOURCES = new WeakMap<Interpreter, Map<string, readonly string[]>>();

/** @returns the lines of the files that a program was read from, for tracebacks */
export function sourcesOf(interpreter: Interpreter): Map<string, readonly string[]> {
  const known = SOURCES.get(interpreter) ?? new Map<string, readonly string[]>();
  SOURCES.set(interpreter, known);
  return known;
}

/** redis: Redis, StrictRedis, from_url, exceptions. Each command goes over a connection of its own. */
export function redisModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  const base = new PyClass('RedisError', [errors['Exception']!], new Map(), 'redis.exceptions');
  const connectionError = new PyClass('ConnectionError', [base], new Map(), 'redis.exceptions');
  const responseError = new PyClass('ResponseError', [base], new Map(), 'redis.exceptions');
  interface Target {
    readonly host: string;
    readonly port: number;
    readonly decode: boolean;
    readonly password: string | undefined;
  }
  const ask = function* (target: Target, words: readonly string[]): Task<Reply> {
    let fd: number;
    try {
      const [address = ''] = process.net.resolve(fromText(target.host));
      fd = yield* process.net.connect(address, target.port);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const [number, why] =
        error.code === 'ENOTFOUND'
          ? [-2, 'Name or service not known']
          : error.code === 'EHOSTUNREACH'
            ? [113, error.message]
            : [111, error.message];
      return raise(connectionError, `Error ${number} connecting to ${target.host}:${target.port}. ${why}.`);
    }
    try {
      const reader = new Reader(process, fd);
      if (target.password !== undefined) {
        yield* process.write(fd, encodeCommand(['AUTH', target.password]));
        yield* reader.reply();
      }
      yield* process.write(fd, encodeCommand(words));
      return (yield* reader.reply()) ?? raise(connectionError, 'Connection closed by server.');
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return raise(
        connectionError,
        `Error while reading from ${target.host}:${target.port} : (104, 'Connection reset by peer')`,
      );
    } finally {
      if (process.isOpen(fd)) process.close(fd);
    }
  };
  const value = (reply: Reply, decode: boolean): Value => {
    switch (reply.kind) {
      case 'integer':
        return reply.value;
      case 'status':
        return reply.text === 'OK' || reply.text === 'PONG' ? true : reply.text;
      case 'bulk':
        return reply.value === undefined ? null : decode ? toText(reply.value) : new PyBytes(reply.value);
      case 'list':
        return new PyList(reply.items.map((item) => value(item, decode)));
      case 'error':
        return raise(responseError, reply.text.replace(/^ERR /, ''));
    }
  };
  const client: PyClass = new PyClass('Redis', [], new Map<string, Value>(), 'redis.client');
  const start = (object: PyObject, target: Target): null => {
    object.state = { target };
    return null;
  };
  client.attributes.set(
    '__init__',
    plain('__init__', ([self, host, port], named) =>
      start(self as PyObject, {
        host: str(host ?? named.get('host') ?? 'localhost'),
        port: Number(port ?? named.get('port') ?? 6379),
        decode: named.get('decode_responses') === true,
        password:
          named.get('password') === undefined || named.get('password') === null
            ? undefined
            : str(named.get('password')!),
      }),
    ),
  );
  const command = (name: string, ...first: string[]): PyBuiltin =>
    new PyBuiltin(name, function* ([self, ...args], named) {
      const { target } = (self as PyObject).state as { target: Target };
      const more =
        name === 'set'
          ? [
              ...(named.has('ex') ? ['EX', str(named.get('ex')!)] : []),
              ...(named.get('nx') === true ? ['NX'] : []),
            ]
          : [];
      const mapping = named.get('mapping');
      const pairs =
        mapping instanceof PyDict
          ? [...mapping.map.values()].flatMap(([key, one]) => [bytesOf(key), bytesOf(one)])
          : [];
      const flat = args.flatMap((arg) =>
        arg instanceof PyList ? arg.items : arg instanceof PyDict ? [...arg.map.values()].flat() : [arg],
      );
      const verb =
        (name === 'incr' || name === 'decr') && flat.length === 2
          ? [name === 'incr' ? 'INCRBY' : 'DECRBY']
          : first;
      const reply = yield* ask(target, [
        ...verb,
        ...flat.map((arg) => (arg instanceof PyFloat ? str(arg) : bytesOf(arg))),
        ...more,
        ...pairs,
      ]);
      const result = value(reply, target.decode);
      if (name === 'hgetall' && result instanceof PyList)
        return PyDict.of(
          result.items.flatMap((key, at) => (at % 2 === 0 ? [[key, result.items[at + 1]!] as const] : [])),
        );
      return result;
    });
  for (const name of 'ping get set incr decr incrby decrby exists expire ttl keys lpush rpush lpop rpop lrange llen sadd srem smembers scard hset hget hgetall hdel hincrby mget append flushall flushdb dbsize info save echo setex'.split(
    ' ',
  )) {
    client.attributes.set(name, command(name, name.toUpperCase()));
  }
  client.attributes.set('delete', command('delete', 'DEL'));
  const fromUrl = plain('from_url', (args, named) => {
    const match = /^redis:\/\/(?:[^:@]*:([^@]*)@)?([^:/]+)(?::(\d+))?/.exec(str(args.at(-1) ?? ''));
    if (match === null)
      return fail.value('Redis URL must specify one of the following schemes (redis://, rediss://, unix://)');
    const object = new PyObject(client);
    start(object, {
      host: match[2]!,
      port: Number(match[3] ?? 6379),
      decode: named.get('decode_responses') === true,
      password: match[1],
    });
    return object;
  });
  client.attributes.set('from_url', objectOf(new PyClass('staticmethod', []), {}, fromUrl));
  const exceptions = new PyModule(
    'redis.exceptions',
    Object.entries<Value>({
      RedisError: base,
      ConnectionError: connectionError,
      ResponseError: responseError,
    }),
  );
  interpreter.loaded.set('redis.exceptions', exceptions);
  return new PyModule(
    'redis',
    Object.entries<Value>({
      Redis: client,
      StrictRedis: client,
      from_url: fromUrl,
      exceptions,
      RedisError: base,
      ConnectionError: connectionError,
    }),
  );
}
