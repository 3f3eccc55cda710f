import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { headerOf, httpDate, isInterrupt, readRequest, SERVICE_TIME, sendResponse } from '../http.ts';
import { answer, locationFor } from './handle.ts';
import { keyOf, type Listening } from './listen.ts';
import { logError } from './log.ts';
import type { Config, Server } from './model.ts';
import { fill, NGINX_VERSION, type Visit } from './visit.ts';

const WORKER_MEMORY = 3 * 1024 * 1024;

function serverFor(config: Config, socket: Listening, host: string): Server {
  const here = config.servers.filter(({ listens }) => listens.some((one) => keyOf(one) === keyOf(socket)));
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return (
    here.find(({ names }) => names.includes(name)) ??
    here.find(({ names }) => names.some((one) => one.startsWith('*.') && name.endsWith(one.slice(1)))) ??
    here.find(({ names }) =>
      names.some((one) => one.startsWith('~') && new RegExp(one.slice(1)).test(name)),
    ) ??
    here.find(({ listens }) => listens.some((one) => one.isDefault && keyOf(one) === keyOf(socket))) ??
    here[0]!
  );
}

/** A worker process: answers one client after the other, until a signal ends it. */
export function* worker(
  process: Process,
  config: Config,
  socket: Listening,
  logs: ReadonlyMap<string, number>,
): Task<number> {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) process.onSignal(signal, 'catch');
  yield* process.allocate(WORKER_MEMORY);
  let number = 0;
  for (;;) {
    let fd: number;
    try {
      fd = yield* process.net.accept(3);
    } catch (error) {
      if (!isInterrupt(error)) throw error;
      const [signal] = process.takeSignals();
      if (signal === 'SIGQUIT') {
        yield* logError(process, 4, 'notice', 'gracefully shutting down');
        yield* logError(process, 4, 'notice', 'exiting');
      } else yield* logError(process, 4, 'notice', 'exiting');
      yield* logError(process, 4, 'notice', 'exit');
      return 0;
    }
    number += 1;
    try {
      yield* connection(process, config, socket, logs, fd, number);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
    if (process.isOpen(fd)) process.close(fd);
  }
}

function* connection(
  process: Process,
  config: Config,
  socket: Listening,
  logs: ReadonlyMap<string, number>,
  fd: number,
  number: number,
): Task<void> {
  const client = process.net.peer(fd);
  const request = yield* readRequest(process, fd);
  if (request === undefined) return;
  yield* process.work(SERVICE_TIME);
  if (request === 'bad') {
    const body = `<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<hr><center>nginx/${NGINX_VERSION}</center>\r\n</body>\r\n</html>\r\n`;
    yield* sendResponse(process, fd, {
      status: 400,
      headers: [
        ['Server', `nginx/${NGINX_VERSION}`],
        ['Date', httpDate(process.now())],
        ['Content-Type', 'text/html'],
        ['Content-Length', String(body.length)],
        ['Connection', 'close'],
      ],
      body,
    });
    return;
  }
  const server = serverFor(config, socket, headerOf(request, 'host'));
  const visit: Visit = { process, config, server, request, client, number, errorLog: 4, port: socket.port };
  const { response, scope } = yield* answer(visit);
  const name = (scope.serverTokens ?? true) ? `nginx/${NGINX_VERSION}` : 'nginx';
  const type = response.headers.filter(([key]) => key === 'Content-Type' || key === 'Content-Length');
  const others = response.headers.filter(([key]) => key !== 'Content-Type' && key !== 'Content-Length');
  const stays = request.version === 'HTTP/1.1' && headerOf(request, 'connection').toLowerCase() !== 'close';
  yield* sendResponse(
    process,
    fd,
    {
      ...response,
      headers: [
        ['Server', name],
        ['Date', httpDate(process.now())],
        ...type,
        ['Connection', stays ? 'keep-alive' : 'close'],
        ...others,
      ],
    },
    request.method !== 'HEAD',
  );
  const logged = locationFor(server, request.path)?.accessLogs ?? scope.accessLogs ?? [];
  for (const { path, format } of logged) {
    yield* process.write(
      logs.get(path) ?? 1,
      `${fill(config.formats.get(format) ?? '', visit, request.path, response)}\n`,
    );
  }
}
