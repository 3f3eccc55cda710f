import { SystemError } from '../../../kernel/errors.ts';
import type { Task } from '../../../kernel/process.ts';
import { exchange } from '../../network/http.ts';
import type { HttpResponse } from '../http.ts';
import { headerOf } from '../http.ts';
import type { Location } from './model.ts';
import { complain, fill, type Visit } from './visit.ts';

/** How long nginx waits for an upstream (proxy_connect_timeout, proxy_read_timeout), milliseconds. */
const PATIENCE = 60_000;
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'server',
  'date',
  'content-length',
]);

/**
 * Hands a request on to an upstream; with several addresses the next one is tried when one does not answer.
 * @returns its answer, or the status of nginx's own: 502, 504
 */
export function* passOn(visit: Visit, location: Location, path: string): Task<HttpResponse | number> {
  const { process, config, request, number } = visit;
  const { upstream, uri, url } = location.proxy!;
  const targets = config.upstreams.get(upstream) ?? [];
  const query = request.query === '' ? '' : `?${request.query}`;
  const target = uri === undefined ? request.target : `${uri}${path.slice(location.match.length)}${query}`;
  const set = new Map(
    (location.proxyHeaders ?? []).map(([name, value]) => [
      name.toLowerCase(),
      [name, fill(value, visit, path)] as const,
    ]),
  );
  const host = /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? upstream;
  const headers: (readonly [string, string])[] = [
    ...(set.has('host') ? [] : [['Host', host] as const]),
    ...[...set.values()].filter(([, value]) => value !== ''),
    ['Connection', 'close'],
    ...request.headers.filter(
      ([name]) =>
        !set.has(name.toLowerCase()) &&
        !['host', 'connection', 'content-length'].includes(name.toLowerCase()),
    ),
    ...(request.body === '' ? [] : [['Content-Length', String(request.body.length)] as const]),
  ];
  const text = `${request.method} ${target} HTTP/1.0\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${request.body}`;
  let status = 502;
  for (let turn = 0; turn < targets.length; turn++) {
    // Round robin: each request begins with the next one.
    const { address, port } = targets[(number - 1 + turn) % targets.length]!;
    const where = `http://${address}:${port}${target}`;
    let fd: number;
    try {
      fd = yield* process.net.connect(address, port, PATIENCE);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const [code, message] =
        error.code === 'ETIMEDOUT'
          ? ['504', 'upstream timed out (110: Operation timed out) while connecting to upstream']
          : error.code === 'EHOSTUNREACH'
            ? ['502', 'connect() failed (113: Host is unreachable) while connecting to upstream']
            : ['502', 'connect() failed (111: Connection refused) while connecting to upstream'];
      status = Number(code);
      yield* complain(visit, message!, where);
      continue;
    }
    const reply = yield* exchange(process, fd, text, request.method !== 'HEAD', process.now() + PATIENCE);
    if (typeof reply === 'string') {
      const [code, message] = {
        timeout: [
          504,
          'upstream timed out (110: Operation timed out) while reading response header from upstream',
        ] as const,
        empty: [
          502,
          'upstream prematurely closed connection while reading response header from upstream',
        ] as const,
        reset: [
          502,
          'recv() failed (104: Connection reset by peer) while reading response header from upstream',
        ] as const,
        garbage: [
          502,
          'upstream sent no valid HTTP/1.0 header while reading response header from upstream',
        ] as const,
      }[reply];
      status = code;
      yield* complain(visit, message, where);
      continue;
    }
    const kept = reply.headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
    const length =
      request.method === 'HEAD' ? headerOf(reply, 'content-length') || '0' : String(reply.body.length);
    return {
      status: reply.status,
      reason: reply.reason,
      headers: [...kept, ['Content-Length', length]],
      body: reply.body,
    };
  }
  return status;
}
