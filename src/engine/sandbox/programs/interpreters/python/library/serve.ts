import { fromText } from '../../../../kernel/bytes.ts';
import type { Process, Task } from '../../../../kernel/process.ts';
import {
  type HttpRequest,
  type HttpResponse,
  httpDate,
  readRequest,
  sendResponse,
} from '../../../servers/http.ts';
import { str } from '../show.ts';
import { PyBytes, type Value } from '../values.ts';

/** What a server of Python’s does with a request. */
export type Handle = (
  request: HttpRequest,
  client: { readonly address: string; readonly port: number },
) => Task<HttpResponse>;

/** Takes one request after the other; a signal ends it as KeyboardInterrupt. */
export function* serve(
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

/** @returns the bytes that a value is on the wire */
export function bytesOf(value: Value): string {
  return value instanceof PyBytes ? value.data : fromText(str(value));
}
