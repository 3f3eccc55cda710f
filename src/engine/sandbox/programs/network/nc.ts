import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';

/** nc(1): HOST PORT, -l -p PORT, -z, -w SECONDS, -v, -e PROGRAM, -k; udp is refused. */
export const nc: Applet = function* (tool) {
  const options = parseOptions(tool, '+lp:zw:ve:knuNqs:i:', {});
  if (options.has('u')) tool.refuse('nc -u');
  const { process } = tool;
  const rest = [...options.rest];
  if (options.has('l')) {
    const word = options.get('p') ?? rest.at(-1);
    const port = Number(word);
    if (!(port > 0 && port < 65_536))
      return tool.fail(tool.gnu ? 'missing port number' : `bad port '${word ?? ''}'`);
    let listener: number;
    try {
      listener = process.net.listen(port);
    } catch (error) {
      return tool.fail(tool.gnu ? `${reason(error)}` : `bind: ${reason(error)}`);
    }
    if (options.has('v')) tool.out(`listening on [::]:${port} ...\n`, 2);
    yield* tool.flush();
    do {
      const fd = yield* process.net.accept(listener);
      yield* serve(
        tool,
        fd,
        options.get('e') === undefined ? undefined : [options.get('e')!, ...(options.has('p') ? rest : [])],
      );
    } while (options.has('k'));
    return 0;
  }
  const [name, word] = rest;
  const port = Number(word);
  if (name === undefined || !(port > 0 && port < 65_536)) {
    if (name !== undefined && word !== undefined)
      return tool.fail(tool.gnu ? `port number invalid: ${word}` : `bad port '${word}'`);
    tool.out(
      tool.gnu
        ? 'usage: nc [-klNnuvz] [-w timeout] [destination] [port]\n'
        : 'BusyBox v1.37.0 multi-call binary.\n\nUsage: nc [-l] [-p PORT] [-w SEC] [-e PROG] [IPADDR PORT]\n',
      2,
    );
    return 1;
  }
  let address: string;
  try {
    address = process.net.resolve(name)[0]!;
  } catch (error) {
    reason(error);
    return tool.fail(
      tool.gnu
        ? `getaddrinfo for host "${name}" port ${port}: Name or service not known`
        : `bad address '${name}'`,
    );
  }
  let fd: number;
  try {
    fd = yield* process.net.connect(
      address,
      port,
      options.has('w') ? Number(options.get('w')) * 1000 : undefined,
    );
  } catch (error) {
    const why = reason(error);
    if (tool.gnu) {
      if (options.has('v') || !options.has('z'))
        tool.out(
          `nc: connect to ${name}${name === address ? '' : ` (${address})`} port ${port} (tcp) failed: ${why}\n`,
          2,
        );
      return 1;
    }
    if (options.has('z') && !options.has('v')) return 1;
    if ((error as SystemError).code === 'ETIMEDOUT' && options.has('w')) return tool.fail('timed out');
    return tool.fail(`can't connect to remote host (${address}): ${why}`);
  }
  if (options.has('v'))
    tool.out(
      tool.gnu
        ? `Connection to ${name}${name === address ? '' : ` (${address})`} ${port} port [tcp/*] succeeded!\n`
        : `${name} (${address}:${port}) open\n`,
      2,
    );
  yield* tool.flush();
  if (options.has('z')) return 0;
  yield* serve(tool, fd, options.has('e') ? [options.get('e')!] : undefined);
  return 0;
};

/** How long the other side may still answer when there is nothing more to send; sockets here have no half-close. */
const GRACE = 1000;

/** Carries bytes both ways until the other side ends; with a program the connection is its stdin and stdout. */
function* serve(tool: Tool, fd: number, argv: readonly string[] | undefined): Task<void> {
  const { process } = tool;
  if (argv !== undefined) {
    const pid = process.spawn({
      argv,
      env: process.env,
      files: new Map([
        [0, fd],
        [1, fd],
        [2, 2],
      ]),
    });
    process.close(fd);
    yield* process.wait(pid);
    return;
  }
  // A child sends what is typed, so that both ways go on by themselves. Its end interrupts the read below.
  process.onSignal('SIGCHLD', 'catch');
  const sender = process.spawn({
    argv: process.argv,
    env: process.env,
    files: new Map([
      [0, 0],
      [1, fd],
      [2, 2],
    ]),
    *body(child) {
      for (;;) {
        const chunk = yield* child.read(0, 65_536);
        if (chunk === '') {
          yield* child.sleep(GRACE);
          return 0;
        }
        yield* child.write(1, chunk);
      }
    },
  });
  for (;;) {
    let chunk = '';
    try {
      chunk = yield* process.read(fd, 65_536);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
    if (chunk === '') break;
    yield* process.write(1, chunk);
  }
  process.close(fd);
  try {
    process.kill(sender, 'SIGTERM');
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  yield* process.wait(sender);
}
