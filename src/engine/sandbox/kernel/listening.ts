import { SystemError } from './errors.ts';
import { isLoopback, netOf } from './net-space.ts';
import { openBase, socketName } from './open-files.ts';
import type { Core, OpenListener, ProcessRecord, Space } from './records.ts';

const EVERYWHERE = new Set(['0.0.0.0', '::', '']);
/** Ports below it need a right on the host; Docker sets the limit to 0 in containers (net.ipv4.ip_unprivileged_port_start). */
const FIRST_FREE_PORT = 1024;
const FIRST_EPHEMERAL = 32_768;

/** @returns a listener that nobody has a descriptor of yet. Throws EADDRINUSE, EACCES, EINVAL */
export function listen(core: Core, process: ProcessRecord, port: number, address: string): OpenListener {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new SystemError('EINVAL');
  const net = netOf(core, process.space);
  if (net === core.host && port > 0 && port < FIRST_FREE_PORT && process.user.uid !== 0) {
    throw new SystemError('EACCES');
  }
  const own = EVERYWHERE.has(address) || isLoopback(address);
  if (!own && !net.attachments.some((attachment) => attachment.address === address)) {
    throw new SystemError('EINVAL');
  }
  const chosen = port === 0 ? freePort(core, net) : port;
  if (isTaken(core, net, address, chosen)) throw new SystemError('EADDRINUSE');
  const listener: OpenListener = {
    file: 'listener',
    ...openBase(socketName(core), { read: true, write: false }),
    space: net,
    address,
    port: chosen,
    pid: process.local,
    queue: [],
  };
  core.journal.edit(net.listeners).add(listener);
  return listener;
}

function freePort(core: Core, net: Space): number {
  let port = FIRST_EPHEMERAL;
  while (isTaken(core, net, '0.0.0.0', port)) port += 1;
  return port;
}

function overlap(a: string, b: string): boolean {
  return a === b || EVERYWHERE.has(a) || EVERYWHERE.has(b);
}

function isTaken(core: Core, net: Space, address: string, port: number): boolean {
  for (const file of net.listeners) {
    if (file.file === 'listener' && file.port === port && overlap(file.address, address)) return true;
  }
  if (net !== core.host) return false;
  return core.forwards.list.some(
    (forward) =>
      forward.protocol === 'tcp' && forward.hostPort === port && overlap(forward.hostAddress, address),
  );
}

/** @returns whether a process of the host itself listens where a port would be published */
export function hostListens(core: Core, address: string, port: number): boolean {
  for (const file of core.host.listeners) {
    if (file.file === 'listener' && file.port === port && overlap(file.address, address)) return true;
  }
  return false;
}

/** @returns who listens at an address and port of a network namespace */
export function listenerAt(
  net: Space,
  address: string,
  port: number,
  loopback: boolean,
): OpenListener | undefined {
  for (const file of net.listeners) {
    if (file.file !== 'listener' || file.port !== port) continue;
    if (EVERYWHERE.has(file.address)) return file;
    if (loopback ? isLoopback(file.address) : file.address === address) return file;
  }
  return undefined;
}
