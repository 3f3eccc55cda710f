import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';

/** ping(8): -c -i -w -W -q -s -n -4, in busybox's or iputils's words. Without -c it goes on until it is stopped. */
export const ping: Applet = function* (tool) {
  const options = parseOptions(tool, 'c:i:w:W:qs:n4t:I:v6A', {});
  const name = options.rest[0];
  if (name === undefined) {
    if (tool.gnu) tool.fail('usage error: Destination address required', 1);
    tool.out('BusyBox v1.37.0 multi-call binary.\n\nUsage: ping [OPTIONS] HOST\n', 2);
    return 1;
  }
  const count = Number(options.get('c') ?? Infinity);
  if (!(count > 0))
    tool.fail(
      tool.gnu
        ? `invalid argument: '${options.get('c')}': out of range: 1 <= value <= 9223372036854775807`
        : `invalid number '${options.get('c')}'`,
    );
  const size = Number(options.get('s') ?? 56);
  const { process } = tool;
  let address: string;
  try {
    address = process.net.resolve(name)[0]!;
  } catch (error) {
    reason(error);
    return tool.fail(
      tool.gnu ? `${name}: Name or service not known` : `bad address '${name}'`,
      tool.gnu ? 2 : 1,
    );
  }
  tool.out(
    tool.gnu
      ? `PING ${name} (${address}) ${size}(${size + 28}) bytes of data.\n`
      : `PING ${name} (${address}): ${size} data bytes\n`,
  );
  yield* tool.flush();
  const interval = Number(options.get('i') ?? 1) * 1000;
  const deadline = options.has('w') ? process.now() + Number(options.get('w')) * 1000 : Infinity;
  const begun = process.now();
  const times: number[] = [];
  let sent = 0;
  process.onSignal('SIGINT', 'catch');
  const shownName = tool.gnu && name !== address ? `${name} (${address})` : address;
  while (sent < count && process.now() < deadline) {
    const at = process.now();
    try {
      sent++;
      const took = yield* process.net.ping(address);
      if (took !== undefined) {
        times.push(took);
        const from = tool.gnu
          ? `${size + 8} bytes from ${shownName}: icmp_seq=${sent} ttl=64 time=${shortTime(took)} ms`
          : `${size + 8} bytes from ${address}: seq=${sent - 1} ttl=64 time=${took.toFixed(3)} ms`;
        if (!options.has('q')) tool.out(`${from}\n`);
      }
      yield* tool.flush();
      if (sent < count) yield* process.sleep(Math.max(0, interval - (process.now() - at)));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'EINTR') break;
      return tool.fail(tool.gnu ? `connect: ${error.message}` : `sendto: ${error.message}`, tool.gnu ? 2 : 1);
    }
    if (process.takeSignals().includes('SIGINT')) break;
  }
  yield* summary(tool, name, sent, times, process.now() - begun);
  return times.length === 0 ? 1 : 0;
};

const shortTime = (took: number) =>
  took < 1 ? took.toFixed(3) : took < 10 ? took.toFixed(2) : took.toFixed(1);

function* summary(
  tool: Tool,
  name: string,
  sent: number,
  times: readonly number[],
  took: number,
): Task<void> {
  const lost = sent === 0 ? 0 : Math.floor(((sent - times.length) * 100) / sent);
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  const deviation = Math.sqrt(times.reduce((sum, one) => sum + (one - mean) ** 2, 0) / times.length);
  const three = (value: number) => value.toFixed(3);
  tool.out(`\n--- ${name} ping statistics ---\n`);
  if (tool.gnu) {
    tool.out(
      `${sent} packets transmitted, ${times.length} received, ${lost}% packet loss, time ${Math.round(took)}ms\n`,
    );
    tool.out(
      times.length > 0
        ? `rtt min/avg/max/mdev = ${three(least)}/${three(mean)}/${three(most)}/${three(deviation)} ms\n`
        : '\n',
    );
  } else {
    tool.out(`${sent} packets transmitted, ${times.length} packets received, ${lost}% packet loss\n`);
    if (times.length > 0)
      tool.out(`round-trip min/avg/max = ${three(least)}/${three(mean)}/${three(most)} ms\n`);
  }
  yield* tool.flush();
}
