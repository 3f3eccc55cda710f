import { type Bytes, fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Signal, Task } from '../../../kernel/process.ts';
import { httpDate, isInterrupt, readRequest, sendResponse } from '../../servers/http.ts';
import { rejections } from './promise.ts';
import type { Realm } from './realm.ts';
import { define, type JsFunction, type JsObject, NotModelled, Throw, type Value } from './values.ts';

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly call: Value;
  readonly args: readonly Value[];
  /** Of setInterval. */
  readonly every: number | undefined;
}

/** Node's event loop: jobs of promises, immediates, timers, signals and the connections of one server. */
export class Loop {
  readonly #realm: Realm;
  readonly #process: Process;
  #timers: Timer[] = [];
  #immediates: { readonly call: Value; readonly args: readonly Value[] }[] = [];
  #last = 0;
  #listener: { readonly fd: number; readonly port: number; readonly handler: Value } | undefined;
  readonly handlers = new Map<string, JsFunction[]>();

  constructor(realm: Realm) {
    this.#realm = realm;
    this.#process = realm.process;
  }

  timer(call: Value, time: Value, args: readonly Value[], repeats: boolean): JsObject {
    const wait = Math.max(1, Math.floor(Number(time)) || 1);
    this.#last += 1;
    const id = this.#last;
    this.#timers.push({ id, at: this.#process.now() + wait, call, args, every: repeats ? wait : undefined });
    const made = this.#realm.object();
    define(made, 'id', id, true);
    this.#realm.methods(made, {
      unref: (self) => {
        this.clear(id);
        return self;
      },
      ref: (self) => self,
    });
    return made;
  }

  clear(id: Value): void {
    this.#timers = this.#timers.filter((one) => one.id !== id);
  }

  immediate(call: Value, args: readonly Value[]): void {
    this.#immediates.push({ call, args });
  }

  /** Throws SystemError. @returns the port */
  listen(port: number, host: string | undefined, handler: Value): number {
    if (this.#listener !== undefined) throw new NotModelled('two servers in one program');
    const address =
      host === undefined || host === '0.0.0.0' || host === '::'
        ? undefined
        : this.#process.net.resolve(host)[0];
    const fd = this.#process.net.listen(port, address);
    const own =
      port === 0
        ? (this.#process.net.listeners().find(({ pid }) => pid === this.#process.pid)?.port ?? 0)
        : port;
    this.#listener = { fd, port: own, handler };
    return own;
  }

  unlisten(): void {
    if (this.#listener !== undefined) this.#process.close(this.#listener.fd);
    this.#listener = undefined;
  }

  /** Runs all jobs. Throws the reason of a promise that was rejected and that nobody looks at */
  *jobs(): Task<void> {
    const { jobs } = this.#realm;
    let job = jobs.shift();
    while (job !== undefined) {
      yield* job();
      job = jobs.shift();
    }
    const [lost] = rejections(this.#realm);
    if (lost !== undefined) throw new Throw((lost.inner as { value: Value }).value);
  }

  /** Goes on until nothing is left to wait for. */
  *run(): Task<void> {
    for (;;) {
      try {
        yield* this.jobs();
        yield* this.#signals();
        const [now] = this.#immediates.splice(0, 1);
        if (now !== undefined) {
          yield* this.#realm.call(now.call, undefined, now.args);
          continue;
        }
        const next = this.#timers.toSorted((a, b) => a.at - b.at || a.id - b.id)[0];
        const wait = next === undefined ? undefined : Math.max(0, next.at - this.#process.now());
        if (this.#listener !== undefined) {
          const fd = yield* this.#process.net.accept(this.#listener.fd, wait);
          if (fd >= 0) {
            yield* this.#serve(fd);
            continue;
          }
        } else if (wait === undefined) return;
        else if (wait > 0) yield* this.#process.sleep(wait);
        if (next === undefined) continue;
        this.#timers = this.#timers.filter((one) => one !== next);
        if (next.every !== undefined) this.#timers.push({ ...next, at: next.at + next.every });
        yield* this.#realm.call(next.call, undefined, next.args);
      } catch (error) {
        if (!isInterrupt(error)) throw error;
      }
    }
  }

  *#signals(): Task<void> {
    for (const signal of this.#process.takeSignals()) yield* this.emit(signal, [signal]);
  }

  /** `process.on(name, call)`. */
  on(name: string, call: JsFunction): void {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), call]);
    if (/^SIG(TERM|INT|HUP|USR1|USR2|QUIT|WINCH)$/.test(name))
      this.#process.onSignal(name as Signal, 'catch');
  }

  *emit(name: string, args: readonly Value[]): Task<boolean> {
    const all = this.handlers.get(name) ?? [];
    for (const call of all) yield* this.#realm.call(call, undefined, args);
    return all.length > 0;
  }

  *#serve(fd: number): Task<void> {
    const process = this.#process;
    const realm = this.#realm;
    const { address, port } = process.net.peer(fd);
    const request = yield* readRequest(process, fd);
    if (request === undefined || request === 'bad') {
      if (request === 'bad')
        yield* sendResponse(process, fd, { status: 400, headers: [['Connection', 'close']], body: '' });
      process.close(fd);
      return;
    }
    yield* process.work(0.5);
    const headers = realm.object();
    for (const [name, value] of request.headers) define(headers, name.toLowerCase(), toText(value));
    const given = realm.object({
      method: request.method,
      url: request.target,
      httpVersion: request.version.replace('HTTP/', ''),
      headers,
      socket: realm.object({ remoteAddress: `::ffff:${address}`, remotePort: port }),
      body: request.body,
    });
    yield* realm.call(this.#listener?.handler, undefined, [fd, given]);
  }

  /**
   * Sends an answer. Its connection ends with it.
   * @param data the body's bytes
   */
  *respond(
    fd: number,
    status: number,
    reason: string,
    headers: readonly (readonly [string, string])[],
    data: Bytes,
    withBody: boolean,
  ): Task<void> {
    const process = this.#process;
    const has = (name: string): boolean => headers.some(([key]) => key.toLowerCase() === name);
    yield* sendResponse(
      process,
      fd,
      {
        status,
        reason,
        headers: [
          ...headers.map(([name, value]) => [name, fromText(value)] as const),
          ...(has('date') ? [] : [['Date', httpDate(process.now())] as const]),
          ...(has('connection')
            ? []
            : [['Connection', 'keep-alive'] as const, ['Keep-Alive', 'timeout=5'] as const]),
          ...(has('content-length') ? [] : [['Content-Length', String(data.length)] as const]),
        ],
        body: data,
      },
      withBody,
    );
    if (process.isOpen(fd)) process.close(fd);
  }
}

/** @returns whether an error is one of the system's, after it has become one of JavaScript's */
export function asThrow(realm: Realm, error: unknown, call: string, path?: string): never {
  if (error instanceof SystemError && error.code !== 'EINTR')
    throw new Throw(realm.systemError(error, call, path));
  throw error;
}
