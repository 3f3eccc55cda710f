import type { Attachment } from './kernel.ts';
import type { NetworkInterface } from './process.ts';
import type { Core, Space } from './records.ts';

/** @returns the namespaces whose network a process uses: its own, the host's, another container's */
export function netOf(core: Core, space: Space): Space {
  let net = space;
  for (let hops = 0; net.network !== net.id && hops < 8; hops++) {
    const next = core.spaces.get(net.network);
    if (next === undefined) return net;
    net = next;
  }
  return net;
}

export function interfacesOf(net: Space): readonly NetworkInterface[] {
  const loopback = { name: 'lo', address: '127.0.0.1', prefix: 8, mac: '00:00:00:00:00:00' };
  return [
    loopback,
    ...net.attachments.map(({ name, address, prefix, mac }) => ({ name, address, prefix, mac })),
  ];
}

export function gatewayOf(net: Space): string | undefined {
  return net.gateway;
}

/** @returns an IPv4 address as a number; undefined if it is none */
export function numberOf(address: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (parts === null) return undefined;
  let number = 0;
  for (const part of parts.slice(1)) {
    if (Number(part) > 255) return undefined;
    number = number * 256 + Number(part);
  }
  return number;
}

/** @returns whether two IPv4 addresses agree in their first `prefix` bits */
export function sameSubnet(a: string, b: string, prefix: number): boolean {
  const [first, second] = [numberOf(a), numberOf(b)];
  if (first === undefined || second === undefined) return false;
  const size = 2 ** (32 - prefix);
  return Math.floor(first / size) === Math.floor(second / size);
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address === '0.0.0.0' || address === '::';
}

/** Where an address leads from some namespaces. */
export type Route =
  /** Itself. */
  | { readonly kind: 'here'; readonly loopback: boolean }
  /** Another's interface. */
  | { readonly kind: 'there'; readonly space: Space }
  /** Its own subnet, where nobody has the address. */
  | { readonly kind: 'nobody' }
  /** Behind a gateway that lets nothing pass. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'no route' };

/** @returns where an address leads; containers of different networks do not reach each other, the host reaches all */
export function routeTo(core: Core, net: Space, address: string): Route {
  if (isLoopback(address)) return { kind: 'here', loopback: true };
  if (net.attachments.some((attachment) => attachment.address === address)) {
    return { kind: 'here', loopback: false };
  }
  for (const attachment of net.attachments) {
    if (!sameSubnet(attachment.address, address, attachment.prefix)) continue;
    const space = ownerOf(core, address, attachment.network);
    if (space !== undefined) return { kind: 'there', space };
    if (address === net.gateway) return { kind: 'there', space: core.host };
    if (net !== core.host) return { kind: 'nobody' };
  }
  if (net === core.host) {
    const space = ownerOf(core, address, undefined);
    if (space !== undefined) return { kind: 'there', space };
    return numberOf(address) === undefined ? { kind: 'no route' } : nearby(core, address);
  }
  if (net.gateway === undefined) return { kind: 'no route' };
  if (address === net.gateway || isHostAddress(core, address)) return { kind: 'there', space: core.host };
  return { kind: 'dropped' };
}

/** From the host: an address of a network that exists, but nobody has it, or one of the outside world. */
function nearby(core: Core, address: string): Route {
  for (const space of core.spaces.values()) {
    for (const { address: own, prefix } of space.attachments) {
      if (sameSubnet(own, address, prefix)) return { kind: 'nobody' };
    }
  }
  return { kind: 'dropped' };
}

function isHostAddress(core: Core, address: string): boolean {
  return core.host.attachments.some((attachment) => attachment.address === address);
}

function ownerOf(core: Core, address: string, network: string | undefined): Space | undefined {
  const has = (attachment: Attachment): boolean =>
    attachment.address === address && (network === undefined || attachment.network === network);
  for (const space of core.spaces.values()) {
    // An interface is up as long as something runs behind it.
    if (space.attachments.some(has) && (space === core.host || isUp(core, space))) return space;
  }
  return undefined;
}

function isUp(core: Core, space: Space): boolean {
  if (space.members.size > 0) return true;
  for (const other of core.spaces.values()) {
    if (other !== space && other.network === space.id && other.members.size > 0) return true;
  }
  return false;
}
