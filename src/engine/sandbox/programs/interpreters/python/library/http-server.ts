import { fromText, toText } from '../../../../kernel/bytes.ts';
import type { Task } from '../../../../kernel/process.ts';
import { headerOf, logDate, reasonPhrase } from '../../../servers/http.ts';
import { fromFolder } from '../folder-page.ts';
import type { Interpreter } from '../interpreter.ts';
import { str } from '../show.ts';
import { traceback } from '../traceback.ts';
import {
  errors,
  fail,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyModule,
  PyObject,
  PyTuple,
  plain,
  Raised,
  typeName,
  type Value,
} from '../values.ts';
import { objectOf } from './objects.ts';
import { serve } from './serve.ts';

const NONE: ReadonlyMap<string, Value> = new Map();

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
