import type { Bytes } from './bytes.ts';
import { endProcess } from './ending.ts';
import { SystemError } from './errors.ts';
import type { Process, Task } from './process.ts';
import type { Core } from './records.ts';
import { run } from './scheduler.ts';
import { start } from './spawn.ts';

/** How long a probe waits for its answer, virtual milliseconds. */
const PATIENCE = 10_000;

/** One HTTP request from the host; runs the kernel until it is answered. undefined: no answer. */
export function httpGet(
  core: Core,
  address: string,
  port: number,
  path: string,
): { readonly status: number; readonly body: Bytes } | undefined {
  let answer: Bytes | undefined;
  let over = false;
  const probe = start(core, core.host, {
    argv: ['curl'],
    env: new Map(),
    cwd: '/',
    user: { uid: 0, gid: 0, groups: [] },
    files: new Map(),
    body: function* request(process: Process): Task<number> {
      try {
        answer = yield* ask(process, address, port, path);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
      } finally {
        over = true;
      }
      return 0;
    },
  });
  // Nobody has asked for this process: its end is nobody's business.
  core.journal.edit(probe).started = false;
  run(core, () => over, core.registers.clock + PATIENCE);
  endProcess(core, probe, 0, undefined);
  return answer === undefined ? undefined : parse(answer);
}

function* ask(process: Process, address: string, port: number, path: string): Task<Bytes> {
  const [to] = process.net.resolve(address);
  const socket = yield* process.net.connect(to!, port, PATIENCE);
  yield* process.write(
    socket,
    `GET ${path} HTTP/1.1\r\nHost: ${address}:${port}\r\nUser-Agent: curl\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  );
  let answer = '';
  for (;;) {
    const piece = yield* process.read(socket);
    if (piece === '') return answer;
    answer += piece;
    const length = /\r\ncontent-length: *(\d+)/i.exec(answer)?.[1];
    const body = answer.indexOf('\r\n\r\n') + 4;
    if (length !== undefined && body >= 4 && answer.length >= body + Number(length)) return answer;
  }
}

function parse(answer: Bytes): { readonly status: number; readonly body: Bytes } | undefined {
  const status = /^HTTP\/\S+ (\d{3})/.exec(answer)?.[1];
  const end = answer.indexOf('\r\n\r\n');
  if (status === undefined || end < 0) return undefined;
  const body = answer.slice(end + 4);
  const chunked = /\r\ntransfer-encoding: *chunked/i.test(answer.slice(0, end));
  return { status: Number(status), body: chunked ? unchunk(body) : body };
}

function unchunk(body: Bytes): Bytes {
  let whole = '';
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const length = end < 0 ? Number.NaN : Number.parseInt(body.slice(at, end), 16);
    if (!(length > 0)) return whole;
    whole += body.slice(end + 2, end + 2 + length);
    at = end + 4 + length;
  }
}
