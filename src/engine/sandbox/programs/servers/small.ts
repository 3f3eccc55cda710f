import type { Process, Program } from '../../kernel/process.ts';
import { isInterrupt, textResponse, untilTold } from './http.ts';

const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

What has just happened:
 1. The docker command asked the Docker daemon to run the image hello-world.
 2. The daemon did not have it, and pulled it from a registry, unless it was here.
 3. The daemon made a container from it and started its program, /hello.
 4. The program wrote this text, and the daemon handed it on to your terminal.
 5. The program ended, and with it the container.

Next, try a container that you can look around in:
 $ docker run -it alpine sh

`;

/** /hello of hello-world. */
export const hello: Program = function* (process) {
  yield* process.write(1, HELLO);
  return 0;
};

/** The port that a small server listens on: `--port N`, WHOAMI_PORT_NUMBER, PORT, or 80. */
function portOf(process: Process): number {
  const { argv, env } = process;
  const at = argv.findIndex((word) => word === '--port' || word === '-port');
  const text = at >= 0 ? argv[at + 1] : (env.get('WHOAMI_PORT_NUMBER') ?? env.get('PORT'));
  return Number(text ?? 80) || 80;
}

/** docker-tutor/whoami: says who answers, on which addresses, and what was asked. */
export const whoamiServer: Program = function* (process) {
  const port = portOf(process);
  return yield* untilTold(process, {
    port,
    *ready() {
      yield* process.write(1, `Listening on port ${port}\n`);
    },
    *handle(request, client) {
      const name = process.env.get('WHOAMI_NAME');
      const lines = [
        ...(name === undefined ? [] : [`Name: ${name}`]),
        `Hostname: ${process.machine().hostname}`,
        ...process.net.interfaces().map(({ address }) => `IP: ${address}`),
        `RemoteAddr: ${client.address}:${client.port}`,
        request.line,
        ...request.headers.map(([key, value]) => `${key}: ${value}`),
      ];
      yield* process.write(1, `${client.address} ${request.line}\n`);
      return textResponse(200, `${lines.join('\n')}\n`);
    },
  });
};

const STEP = 16 * 1024 * 1024;
/** Where the hog stops without a limit: 1 GiB. */
const MOST_STEPS = 64;

/** docker-tutor/memory-hog: takes 16 MiB every tenth of a second, up to 1 GiB, and then keeps it. */
export const memoryHog: Program = function* (process) {
  process.onSignal('SIGTERM', 'catch');
  try {
    for (let step = 1; step <= MOST_STEPS; step++) {
      yield* process.allocate(STEP);
      yield* process.write(1, `${step * 16} MiB\n`);
      yield* process.sleep(100);
    }
    for (;;) yield* process.sleep(3_600_000);
  } catch (error) {
    if (isInterrupt(error)) return 0;
    throw error;
  }
};

const SLOWNESS = 8000;

/** docker-tutor/slow-start: listens after 8 seconds. */
export const slowStart: Program = function* (process) {
  process.onSignal('SIGTERM', 'catch');
  yield* process.write(1, 'Starting, this takes 8 seconds\n');
  try {
    yield* process.sleep(SLOWNESS);
  } catch (error) {
    if (isInterrupt(error)) return 0;
    throw error;
  }
  return yield* untilTold(process, {
    port: portOf(process),
    *ready() {
      yield* process.write(1, 'Ready\n');
    },
    *handle() {
      return textResponse(200, 'ready\n');
    },
  });
};
