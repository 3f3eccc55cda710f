import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import type { HttpResponse } from '../http.ts';
import { headerOf, httpDate, reasonPhrase } from '../http.ts';
import type { Location, Scope, Server } from './model.ts';
import { passOn } from './proxy.ts';
import { complain, fill, NGINX_VERSION, type Visit } from './visit.ts';

/** An answer with the place that gave it, for its logs and headers. */
export interface Outcome {
  readonly response: HttpResponse;
  readonly scope: Scope;
}

const MOST_REDIRECTS = 10;

/** @returns the location of a server that a path belongs to (nginx.org/en/docs/http/ngx_http_core_module.html#location) */
export function locationFor(server: Server, path: string): Location | undefined {
  let best: Location | undefined;
  for (const location of server.locations) {
    if (location.kind === 'exact' && location.match === path) return location;
    const isPrefix = location.kind === 'prefix' || location.kind === 'stop';
    if (isPrefix && path.startsWith(location.match) && location.match.length > (best?.match.length ?? -1))
      best = location;
  }
  if (best?.kind === 'stop') return best;
  return server.locations.find(({ kind, regex }) => kind === 'regex' && regex!.test(path)) ?? best;
}

/** Answers a request, with its error pages and added headers. */
export function* answer(visit: Visit): Task<Outcome> {
  const { server, request } = visit;
  if (server.returns !== undefined)
    return finish(visit, returned(visit, server.returns, request.path), server, request.path);
  return yield* route(visit, request.path, 0, true);
}

function* route(visit: Visit, path: string, depth: number, external: boolean): Task<Outcome> {
  const { server } = visit;
  if (depth > MOST_REDIRECTS) {
    yield* complain(visit, `rewrite or internal redirection cycle while internally redirecting to "${path}"`);
    return finish(visit, errorPage(visit, 500, server), server, path);
  }
  const location = path.startsWith('@')
    ? server.locations.find(({ match }) => match === path)
    : locationFor(server, path);
  const scope: Scope = location ?? server;
  const result =
    location?.internal === true && external
      ? errorPage(visit, 404, scope)
      : yield* content(visit, location, scope, path, depth);
  if ('redirect' in result) return yield* route(visit, result.redirect, depth + 1, false);
  if (result.status >= 300 && external && location?.proxy === undefined) {
    const page = scope.errorPages?.find(({ codes }) => codes.includes(result.status));
    if (page !== undefined) return yield* custom(visit, page, result, scope, path, depth);
  }
  if (location?.proxy !== undefined && result.status >= 502 && result.status <= 504 && external) {
    const page = scope.errorPages?.find(({ codes }) => codes.includes(result.status));
    if (page !== undefined) return yield* custom(visit, page, result, scope, path, depth);
  }
  return finish(visit, result, scope, path);
}

function* custom(
  visit: Visit,
  page: NonNullable<Scope['errorPages']>[number],
  result: HttpResponse,
  scope: Scope,
  path: string,
  depth: number,
): Task<Outcome> {
  if (/^https?:/.test(page.uri)) {
    return finish(visit, returned(visit, { status: page.answer ?? 302, text: page.uri }, path), scope, path);
  }
  const inner = yield* route(visit, page.uri, depth + 1, false);
  const status = page.answer ?? result.status;
  return { ...inner, response: { ...inner.response, status, reason: reasonPhrase(status) } };
}

function* content(
  visit: Visit,
  location: Location | undefined,
  scope: Scope,
  path: string,
  depth: number,
): Task<HttpResponse | { readonly redirect: string }> {
  const { request } = visit;
  if (location?.returns !== undefined) return returned(visit, location.returns, path);
  const most = scope.maxBody ?? 1024 * 1024;
  if (most > 0 && request.body.length > most) {
    yield* complain(visit, `client intended to send too large body: ${request.body.length} bytes`);
    return errorPage(visit, 413, scope);
  }
  if (scope.tryFiles !== undefined) {
    const found = tryFiles(visit, scope, location, path);
    if (typeof found === 'number') return errorPage(visit, found, scope);
    if (found.last) return { redirect: found.path };
    if (found.path !== path) return yield* serveFile(visit, scope, location, found.path, depth);
  }
  if (location?.stub === true) {
    const text =
      'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n';
    return {
      status: 200,
      headers: [
        ['Content-Type', 'text/plain'],
        ['Content-Length', String(text.length)],
      ],
      body: text,
    };
  }
  if (location?.proxy !== undefined) {
    const passed = yield* passOn(visit, location, path);
    return typeof passed === 'number' ? errorPage(visit, passed, scope) : passed;
  }
  return yield* serveFile(visit, scope, location, path, depth);
}

/** @returns the file that a path means */
function fileOf(scope: Scope, location: Location | undefined, path: string): string {
  if (location?.alias !== undefined) {
    return location.alias + (location.kind === 'exact' ? '' : path.slice(location.match.length));
  }
  const root = scope.root ?? 'html';
  return `${root.startsWith('/') ? root : `/etc/nginx/${root}`}${path}`.replace(/\/\//g, '/');
}

function tryFiles(
  visit: Visit,
  scope: Scope,
  location: Location | undefined,
  path: string,
): number | { readonly path: string; readonly last: boolean } {
  const tries = scope.tryFiles!;
  for (const one of tries.slice(0, -1)) {
    const candidate = fill(one, visit, path) || '/';
    const wantsFolder = candidate.endsWith('/') && one.endsWith('/');
    const kind = kindOf(visit.process, fileOf(scope, location, candidate).replace(/(.)\/$/, '$1'));
    if (wantsFolder ? kind === 'directory' : kind === 'file') return { path: candidate, last: false };
  }
  const last = tries.at(-1)!;
  if (/^=\d{3}$/.test(last)) return Number(last.slice(1));
  return { path: fill(last, visit, path).replace(/\?.*$/, ''), last: true };
}

function kindOf(process: Process, path: string): string | undefined {
  try {
    return process.fs.stat(path).kind;
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

function* serveFile(
  visit: Visit,
  scope: Scope,
  location: Location | undefined,
  path: string,
  depth: number,
): Task<HttpResponse | { readonly redirect: string }> {
  const { process, request } = visit;
  const file = fileOf(scope, location, path);
  if (request.method !== 'GET' && request.method !== 'HEAD') return errorPage(visit, 405, scope);
  try {
    if (path.endsWith('/')) {
      for (const name of scope.index ?? ['index.html']) {
        if (kindOf(process, file + name) !== undefined)
          return yield* serveFile(visit, scope, location, path + name, depth + 1);
      }
      if (kindOf(process, file) === 'directory') {
        if (scope.autoindex === true) return listing(process, file, path);
        yield* complain(visit, `directory index of "${file}" is forbidden`);
        return errorPage(visit, 403, scope);
      }
      yield* complain(
        visit,
        `"${file}${scope.index?.[0] ?? 'index.html'}" is not found (2: No such file or directory)`,
      );
      return errorPage(visit, 404, scope);
    }
    const status = process.fs.stat(file);
    if (status.kind === 'directory') {
      const host = headerOf(request, 'host') || (visit.server.names[0] ?? 'localhost');
      return redirect(visit, 301, `http://${host}${path}/`, scope);
    }
    const body = process.fs.readFile(file);
    const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
    const seconds = Math.floor(status.mtime / 1000);
    const etag = `"${seconds.toString(16)}-${status.size.toString(16)}"`;
    if (headerOf(request, 'if-none-match') === etag) {
      return {
        status: 304,
        headers: [
          ['Last-Modified', httpDate(status.mtime)],
          ['ETag', etag],
        ],
        body: '',
      };
    }
    return {
      status: 200,
      headers: [
        ['Content-Type', visit.config.types.get(extension) ?? scope.defaultType ?? 'text/plain'],
        ['Content-Length', String(body.length)],
        ['Last-Modified', httpDate(status.mtime)],
        ['ETag', etag],
        ['Accept-Ranges', 'bytes'],
      ],
      body,
    };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const number = error.code === 'EACCES' ? 13 : error.code === 'ENOTDIR' ? 20 : 2;
    yield* complain(visit, `open() "${file}" failed (${number}: ${error.message})`);
    return errorPage(visit, error.code === 'EACCES' ? 403 : 404, scope);
  }
}

function listing(process: Process, folder: string, path: string): HttpResponse {
  const rows = process.fs.readDirectory(folder).map((name) => {
    const whole = kindOf(process, folder + name) === 'directory' ? `${name}/` : name;
    return `<a href="${whole}">${whole}</a>\r\n`;
  });
  const body = `<html>\r\n<head><title>Index of ${path}</title></head>\r\n<body>\r\n<h1>Index of ${path}</h1><hr><pre><a href="../">../</a>\r\n${rows.join('')}</pre><hr></body>\r\n</html>\r\n`;
  return {
    status: 200,
    headers: [
      ['Content-Type', 'text/html'],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

function page(status: number, scope: Scope): string {
  const title = `${status} ${reasonPhrase(status)}`;
  const name = scope.serverTokens === false ? 'nginx' : `nginx/${NGINX_VERSION}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>\r\n`;
}

function errorPage(_visit: Visit, status: number, scope: Scope): HttpResponse {
  const body = page(status, scope);
  return {
    status,
    headers: [
      ['Content-Type', 'text/html'],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

function redirect(visit: Visit, status: number, to: string, scope: Scope): HttpResponse {
  const base = errorPage(visit, status, scope);
  return { ...base, headers: [...base.headers, ['Location', to]] };
}

function returned(
  visit: Visit,
  { status, text }: { readonly status: number; readonly text?: string },
  path: string,
): HttpResponse {
  const filled = text === undefined ? undefined : fill(text, visit, path);
  if (filled !== undefined && [301, 302, 303, 307, 308].includes(status)) {
    const host = headerOf(visit.request, 'host') || 'localhost';
    return redirect(visit, status, filled.startsWith('/') ? `http://${host}${filled}` : filled, visit.server);
  }
  if (filled === undefined)
    return status < 300
      ? { status, headers: [['Content-Length', '0']], body: '' }
      : errorPage(visit, status, visit.server);
  const type = locationFor(visit.server, path)?.defaultType ?? visit.server.defaultType ?? 'text/plain';
  return {
    status,
    headers: [
      ['Content-Type', type],
      ['Content-Length', String(filled.length)],
    ],
    body: filled,
  };
}

function finish(visit: Visit, response: HttpResponse, scope: Scope, path: string): Outcome {
  const good = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308].includes(response.status);
  const added = (scope.headers ?? [])
    .filter(({ always }) => always || good)
    .map(({ name, value }) => [name, fill(value, visit, path)] as const);
  return { response: { ...response, headers: [...response.headers, ...added] }, scope };
}
