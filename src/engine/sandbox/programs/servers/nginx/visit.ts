import type { Process, Task } from '../../../kernel/process.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { headerOf, logDate } from '../http.ts';
import { logError } from './log.ts';
import type { Config, Server } from './model.ts';

/** The version that the image has. */
export const NGINX_VERSION = '1.29.3';

/** A request on its way through a server. */
export interface Visit {
  readonly process: Process;
  readonly config: Config;
  readonly server: Server;
  readonly request: HttpRequest;
  readonly client: { readonly address: string; readonly port: number };
  readonly number: number;
  readonly errorLog: number;
  readonly port: number;
}

/** @returns a text with nginx's variables filled in; a name that is not known is left empty */
export function fill(text: string, visit: Visit, path: string, response?: HttpResponse): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) =>
    variable(braced ?? plain ?? '', visit, path, response),
  );
}

function variable(name: string, visit: Visit, path: string, response: HttpResponse | undefined): string {
  const { request, client, process, server, port } = visit;
  const host = headerOf(request, 'host');
  switch (name) {
    case 'remote_addr':
      return client.address;
    case 'remote_port':
      return String(client.port);
    case 'remote_user':
      return '-';
    case 'time_local':
      return logDate(process.now());
    case 'time_iso8601':
      return new Date(process.now()).toISOString().replace(/\.\d+Z$/, '+00:00');
    case 'msec':
      return (process.now() / 1000).toFixed(3);
    case 'request':
      return request.line;
    case 'request_method':
      return request.method;
    case 'request_uri':
      return request.target;
    case 'uri':
    case 'document_uri':
      return path;
    case 'args':
    case 'query_string':
      return request.query;
    case 'is_args':
      return request.query === '' ? '' : '?';
    case 'scheme':
      return 'http';
    case 'host':
      return host === '' ? (server.names[0] ?? '') : host.replace(/:\d+$/, '').toLowerCase();
    case 'http_host':
      return host;
    case 'server_name':
      return server.names[0] ?? '';
    case 'server_port':
      return String(port);
    case 'server_addr':
      return process.net.interfaces().find((one) => one.name !== 'lo')?.address ?? '127.0.0.1';
    case 'server_protocol':
      return request.version;
    case 'hostname':
      return process.machine().hostname;
    case 'nginx_version':
      return NGINX_VERSION;
    case 'pid':
      return String(process.pid);
    case 'status':
      return String(response?.status ?? 0);
    case 'body_bytes_sent':
      return String(request.method === 'HEAD' ? 0 : (response?.body.length ?? 0));
    case 'request_time':
    case 'upstream_response_time':
      return '0.000';
    case 'proxy_add_x_forwarded_for': {
      const before = headerOf(request, 'x-forwarded-for');
      return before === '' ? client.address : `${before}, ${client.address}`;
    }
  }
  if (name.startsWith('arg_')) return new URLSearchParams(request.query).get(name.slice(4)) ?? '';
  if (name.startsWith('http_')) {
    const value = headerOf(request, name.slice(5).replaceAll('_', '-'));
    return value === '' && response !== undefined ? '-' : value;
  }
  return '';
}

/** Writes to the error log what went wrong with a request. */
export function* complain(visit: Visit, message: string, upstream?: string): Task<void> {
  const { process, request, client, server, number, errorLog } = visit;
  const host = headerOf(request, 'host');
  yield* logError(
    process,
    errorLog,
    'error',
    `*${number} ${message}, client: ${client.address}, server: ${server.names[0] ?? ''}, request: "${request.line}"${upstream === undefined ? '' : `, upstream: "${upstream}"`}${host === '' ? '' : `, host: "${host}"`}`,
  );
}
