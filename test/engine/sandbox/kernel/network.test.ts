import { describe, expect, it } from 'vitest';
import { directory, file } from '../../../../src/engine/sandbox/filesystem/tree.ts';
import type { Attachment, Kernel, Namespaces } from '../../../../src/engine/sandbox/kernel/kernel.ts';
import type { Process, Program, Task } from '../../../../src/engine/sandbox/kernel/process.ts';
import {
  littleTree,
  NOBODY,
  runProgram,
  START,
  startProgram,
  testContainer,
  testKernel,
} from '../../../helpers/sandbox.ts';

const attachment = (network: string, address: string): Attachment => ({
  network,
  address,
  prefix: 16,
  name: 'eth0',
  mac: '02:42:ac:11:00:02',
});

/** Answers every connection with what it was sent, in capitals. */
const server = (port: number, address?: string): Program =>
  function* serve(process) {
    const listener = process.net.listen(port, address);
    for (;;) {
      const socket = yield* process.net.accept(listener);
      const line = yield* process.readLine(socket);
      yield* process.write(socket, `${process.net.peer(socket).address} ${line.toUpperCase()}`);
      process.close(socket);
    }
  };

function* ask(process: Process, address: string, port: number): Task<string> {
  try {
    const socket = yield* process.net.connect(address, port);
    yield* process.write(socket, 'hello\n');
    return yield* process.readLine(socket);
  } catch (error) {
    return `${(error as { code: string }).code} ${process.now() - START}`;
  }
}

function answerTo(kernel: Kernel, from: Namespaces, address: string, port: number): string {
  return runProgram(
    kernel,
    function* (process) {
      yield* process.write(1, yield* ask(process, address, port));
      return 0;
    },
    { namespaces: from },
  ).stdout;
}

/** Two containers on one network, one on another; the first one serves 80 everywhere and 81 on its loopback. */
function net() {
  const kernel = testKernel();
  const make = (network: string, address: string, gateway: string): Namespaces =>
    testContainer(kernel, littleTree(), { attachments: [attachment(network, address)], gateway });
  const one = make('a', '172.17.0.2', '172.17.0.1');
  const two = make('a', '172.17.0.3', '172.17.0.1');
  const other = make('b', '172.18.0.2', '172.18.0.1');
  startProgram(kernel, { namespaces: one, body: server(80) });
  startProgram(kernel, { namespaces: one, body: server(81, '127.0.0.1') });
  kernel.run(() => false, START);
  return { kernel, one, two, other };
}

describe('the network', () => {
  it('reaches what listens on the same network, and from the host', () => {
    const { kernel, two } = net();
    expect(answerTo(kernel, two, '172.17.0.2', 80)).toBe('172.17.0.3 HELLO\n');
    expect(answerTo(kernel, kernel.host, '172.17.0.2', 80)).toBe('127.0.0.1 HELLO\n');
  });

  it('refuses where nobody listens, at once; what listens on the loopback is not reached from outside', () => {
    const { kernel, one, two } = net();
    expect(answerTo(kernel, two, '172.17.0.2', 8080)).toBe('ECONNREFUSED 0');
    expect(answerTo(kernel, two, '172.17.0.2', 81)).toBe('ECONNREFUSED 0');
    expect(answerTo(kernel, one, '127.0.0.1', 81)).toBe('127.0.0.1 HELLO\n');
    expect(answerTo(kernel, kernel.host, '127.0.0.1', 80)).toBe('ECONNREFUSED 0');
  });

  it('has no route to an address that nobody has, after three seconds', () => {
    const { kernel, two } = net();
    expect(answerTo(kernel, two, '172.17.0.9', 80)).toBe('EHOSTUNREACH 3000');
  });

  it('keeps networks apart, and is unreachable without any', () => {
    const { kernel, other } = net();
    expect(answerTo(kernel, other, '172.17.0.2', 80)).toBe('ETIMEDOUT 127000');
    const none = testContainer(kernel, littleTree());
    expect(answerTo(kernel, none, '172.17.0.2', 80)).toMatch(/^ENETUNREACH/);
  });

  it('leads a published port to the container, and resets where nobody listens behind it', () => {
    const { kernel, one } = net();
    const forward = (hostPort: number, port: number, hostAddress = '0.0.0.0') =>
      ({ hostAddress, hostPort, protocol: 'tcp', to: one.id, port }) as const;
    kernel.setForwards([forward(8080, 80), forward(8081, 81), forward(8082, 80, '127.0.0.1')]);
    expect(answerTo(kernel, kernel.host, '127.0.0.1', 8080)).toBe('172.17.0.1 HELLO\n');
    expect(answerTo(kernel, kernel.host, '127.0.0.1', 8081)).toBe('ECONNRESET 0');
    expect(answerTo(kernel, kernel.host, '127.0.0.1', 8082)).toBe('172.17.0.1 HELLO\n');
    expect(answerTo(kernel, one, '172.17.0.1', 8080)).toContain('HELLO');
    expect(answerTo(kernel, one, '172.17.0.1', 8082)).toBe('ECONNREFUSED 0');
  });

  it('has one listener a port, published ports counted, and ports of the system for root only', () => {
    const { kernel, one } = net();
    kernel.setForwards([{ hostAddress: '0.0.0.0', hostPort: 8080, protocol: 'tcp', to: one.id, port: 80 }]);
    const listen = (namespaces: Namespaces, port: number, user = NOBODY): string =>
      runProgram(
        kernel,
        function* (process) {
          try {
            process.net.listen(port);
            yield* process.write(1, 'ok');
          } catch (error) {
            yield* process.write(1, (error as { code: string }).code);
          }
          return 0;
        },
        { namespaces, user },
      ).stdout;
    expect(listen(one, 80)).toBe('EADDRINUSE');
    expect(listen(one, 79)).toBe('ok');
    expect(listen(kernel.host, 8080)).toBe('EADDRINUSE');
    expect(listen(kernel.host, 80)).toBe('EACCES');
    expect(listen(kernel.host, 8081)).toBe('ok');
  });

  it('is shared by those who were told to share it', () => {
    const { kernel, one } = net();
    const beside = testContainer(kernel, littleTree(), { network: one.id });
    expect(answerTo(kernel, beside, '127.0.0.1', 81)).toBe('127.0.0.1 HELLO\n');
    const hosted = testContainer(kernel, littleTree(), { network: 'host' });
    startProgram(kernel, { namespaces: hosted, body: server(9000) });
    kernel.run(() => false, kernel.now());
    expect(answerTo(kernel, kernel.host, '127.0.0.1', 9000)).toBe('127.0.0.1 HELLO\n');
    expect(kernel.hostListens('0.0.0.0', 9000)).toBe(true);
  });

  it('resolves names by the hosts file first, then by the hook', () => {
    const kernel = testKernel();
    kernel.setHooks({
      ended: () => {},
      outOfMemory: () => {},
      timer: () => {},
      resolve: (_namespaces, name) => (name === 'web' ? ['172.18.0.2'] : undefined),
    });
    const namespaces = testContainer(
      kernel,
      littleTree([], {
        etc: directory({ hosts: file('127.0.0.1 localhost\n10.0.0.9 Extra other # web\n') }),
      }),
    );
    const seen: string[] = [];
    runProgram(
      kernel,
      function* (process) {
        for (const name of ['localhost', 'extra', 'web', '1.2.3.4', 'none']) {
          try {
            seen.push(process.net.resolve(name).join());
          } catch (error) {
            seen.push((error as { code: string }).code);
          }
        }
        return 0;
      },
      { namespaces },
    );
    expect(seen).toEqual(['127.0.0.1', '10.0.0.9', '172.18.0.2', '1.2.3.4', 'ENOTFOUND']);
  });

  it('counts bytes, echoes, and says when somebody has gone', () => {
    const { kernel, one, two } = net();
    answerTo(kernel, two, '172.17.0.2', 80);
    expect(kernel.usageOf(two)).toMatchObject({ sent: 6, received: 17 });
    expect(kernel.usageOf(one)).toMatchObject({ sent: 17, received: 6 });
    const pings: (number | undefined)[] = [];
    runProgram(
      kernel,
      function* (process) {
        pings.push(yield* process.net.ping('172.17.0.2'));
        pings.push(yield* process.net.ping('172.17.0.9'));
        return 0;
      },
      { namespaces: two },
    );
    expect(pings[0]).toBeLessThan(1);
    expect(pings[1]).toBeUndefined();
  });

  it('answers a probe of HTTP from the host', () => {
    const kernel = testKernel();
    startProgram(kernel, {
      body: function* (process) {
        const listener = process.net.listen(8000);
        for (;;) {
          const socket = yield* process.net.accept(listener);
          const [, path] = (yield* process.readLine(socket)).split(' ');
          while ((yield* process.readLine(socket)).trim() !== '') {}
          yield* process.write(
            socket,
            `HTTP/1.1 404 Not Found\r\nContent-Length: ${path!.length}\r\n\r\n${path}`,
          );
        }
      },
    });
    kernel.run(() => false, START);
    expect(kernel.httpGet('localhost', 8000, '/x')).toEqual({ status: 404, body: '/x' });
    expect(kernel.httpGet('localhost', 8001, '/x')).toBeUndefined();
    expect(kernel.processesOf(kernel.host)).toHaveLength(1);
  });
});
