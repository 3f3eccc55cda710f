import { type ErrorCode, SystemError } from './errors.ts';
import type { Forward } from './kernel.ts';
import { listenerAt } from './listening.ts';
import { isLoopback, netOf, routeTo } from './net-space.ts';
import { hold, openBase, resetPipe, socketName } from './open-files.ts';
import { makePipe, nextId } from './pipes.ts';
import {
  Blocked,
  type Core,
  type OpenListener,
  type OpenRecord,
  type OpenSocket,
  type ProcessRecord,
  type Space,
} from './records.ts';
import { wake } from './waiting.ts';

/** How long Linux asks for a neighbour that is not there, and how long for an answer to a connection (tcp_syn_retries 6). */
const NEIGHBOUR_TIMEOUT = 3_000;
const CONNECT_TIMEOUT = 127_000;

interface Target {
  readonly listener: OpenListener | undefined;
  /** A proxy took the connection and found nobody behind it. */
  readonly proxy: boolean;
  readonly space: Space;
  readonly loopback: boolean;
}

function forwardAt(core: Core, address: string, port: number): Forward | undefined {
  return core.forwards.list.find((forward) => {
    if (forward.protocol !== 'tcp' || forward.hostPort !== port) return false;
    const { hostAddress } = forward;
    if (hostAddress === '0.0.0.0' || hostAddress === '' || hostAddress === '::') return true;
    return hostAddress === address || (isLoopback(hostAddress) && isLoopback(address));
  });
}

function targetOf(core: Core, net: Space, space: Space, address: string, port: number): Target {
  const loopback = isLoopback(address);
  const listener = listenerAt(space, address, port, loopback);
  if (listener !== undefined || space !== core.host) {
    return { listener, proxy: false, space, loopback: net === space };
  }
  const forward = forwardAt(core, address, port);
  const behind = forward === undefined ? undefined : core.spaces.get(forward.to);
  if (forward === undefined || behind === undefined) {
    return { listener: undefined, proxy: false, space, loopback };
  }
  // docker-proxy goes to the container's own address, so what listens on its loopback only is not found.
  const own = netOf(core, behind);
  const inner = own.attachments[0]?.address ?? '127.0.0.1';
  return {
    listener: listenerAt(own, inner, forward.port, isLoopback(inner)),
    proxy: true,
    space: own,
    loopback: false,
  };
}

function find(core: Core, process: ProcessRecord, address: string, port: number): Target | ErrorCode {
  const net = netOf(core, process.space);
  const route = routeTo(core, net, address);
  if (route.kind === 'no route') return 'ENETUNREACH';
  if (route.kind === 'nobody') return 'EHOSTUNREACH';
  if (route.kind === 'dropped') return 'ETIMEDOUT';
  const target = targetOf(core, net, route.kind === 'there' ? route.space : net, address, port);
  return target.listener === undefined && !target.proxy ? 'ECONNREFUSED' : target;
}

/** @returns how and when a connection fails; undefined if it does not. A timeout shorter than the system's own comes first */
export function failureOf(
  core: Core,
  process: ProcessRecord,
  address: string,
  port: number,
  timeout = Number.POSITIVE_INFINITY,
): { readonly code: ErrorCode; readonly at: number } | undefined {
  const found = find(core, process, address, port);
  if (typeof found !== 'string') return undefined;
  const own = found === 'EHOSTUNREACH' ? NEIGHBOUR_TIMEOUT : found === 'ETIMEDOUT' ? CONNECT_TIMEOUT : 0;
  if (timeout < own) return { code: 'ETIMEDOUT', at: core.registers.clock + timeout };
  return { code: found, at: core.registers.clock + own };
}

/** @returns the near end of a new connection. Throws ECONNREFUSED if the listener has gone */
export function connectTo(core: Core, process: ProcessRecord, address: string, port: number): OpenSocket {
  const found = find(core, process, address, port);
  if (typeof found === 'string') throw new SystemError(found);
  const net = netOf(core, process.space);
  const outgoing = makePipe(core, false);
  const incoming = makePipe(core, false);
  const ownAddress = found.loopback
    ? '127.0.0.1'
    : (net.attachments[0]?.address ?? (found.proxy ? (found.space.gateway ?? '127.0.0.1') : '127.0.0.1'));
  const here = { address: ownAddress, port: 40_000 + (nextId(core) % 20_000) };
  const peer = { address, port };
  const [from, to] = found.loopback ? [undefined, undefined] : [net, found.space];
  const near: OpenSocket = {
    file: 'socket',
    ...openBase(socketName(core), { read: true, write: true }),
    incoming,
    outgoing,
    here,
    peer,
    from,
    to,
  };
  if (found.listener === undefined) {
    // The far end is the proxy, which shuts it as soon as nobody answers behind.
    core.journal.edit(outgoing).readers += 1;
    resetPipe(core, incoming);
    return near;
  }
  const seen = found.proxy && found.space.gateway !== undefined ? found.space.gateway : ownAddress;
  const far: OpenSocket = {
    file: 'socket',
    ...openBase(socketName(core), { read: true, write: true }),
    incoming: outgoing,
    outgoing: incoming,
    here: peer,
    peer: { address: seen, port: here.port },
    from: to,
    to: from,
  };
  hold(core, far);
  const { listener } = found;
  core.journal.edit(listener).queue = [...listener.queue, far];
  wake(core, listener);
  return near;
}

/** accept(2): one attempt. The socket is held until it has a descriptor. */
export function acceptFrom(core: Core, file: OpenRecord): OpenSocket | Blocked {
  if (file.file !== 'listener') throw new SystemError('EINVAL');
  const [first, ...rest] = file.queue;
  if (first === undefined) return new Blocked([file]);
  core.journal.edit(file).queue = rest;
  return first;
}
