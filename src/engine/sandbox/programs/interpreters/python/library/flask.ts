import { fromText, toText } from '../../../../kernel/bytes.ts';
import { SystemError } from '../../../../kernel/errors.ts';
import type { Task } from '../../../../kernel/process.ts';
import {
  type HttpRequest,
  type HttpResponse,
  headerOf,
  logDate,
  reasonPhrase,
} from '../../../servers/http.ts';
import type { Interpreter } from '../interpreter.ts';
import { loads } from '../json.ts';
import { str } from '../show.ts';
import { sourcesOf, traceback } from '../traceback.ts';
import {
  errors,
  makeError,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyList,
  PyModule,
  type PyObject,
  PyTuple,
  plain,
  Raised,
  type Value,
} from '../values.ts';
import { compactJson, page, toResponse } from './flask-response.ts';
import { objectOf } from './objects.ts';
import { serve } from './serve.ts';

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
      return toResponse(yield* interpreter.call(chosen.one.handler, [], named, line), responseType);
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
          compactJson(value ?? PyDict.of([...named].map(([key, one]) => [key, one] as const))),
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
