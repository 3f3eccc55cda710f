/** A block of IPv4 addresses. */
export interface Subnet {
  /** The first address, as a number. */
  readonly base: number;
  readonly prefix: number;
}

/** @returns an IPv4 address as a number; undefined if it is none */
export function parseAddress(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts === null) {
    return undefined;
  }
  const bytes = parts.slice(1).map(Number);
  return bytes.some((byte) => byte > 255) ? undefined : bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** @returns a number as an IPv4 address */
export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** @returns how many addresses a block has */
export function sizeOfSubnet(subnet: Subnet): number {
  return 2 ** (32 - subnet.prefix);
}

/** @returns `172.17.0.0/16` */
export function subnetText(subnet: Subnet): string {
  return `${addressText(subnet.base)}/${subnet.prefix}`;
}

/** @returns the block that `10.0.0.0/8` names, whether or not its host bits are zero; undefined if it is none */
export function parseSubnet(text: string): (Subnet & { readonly exact: boolean }) | undefined {
  const [address, bits, more] = text.split('/');
  const number = parseAddress(address ?? '');
  if (number === undefined || more !== undefined || bits === undefined || !/^\d{1,2}$/.test(bits)) {
    return undefined;
  }
  const prefix = Number(bits);
  if (prefix > 32) {
    return undefined;
  }
  const size = 2 ** (32 - prefix);
  const base = Math.floor(number / size) * size;
  return { base, prefix, exact: base === number };
}

/** @returns whether an address lies in a block */
export function contains(subnet: Subnet, address: number): boolean {
  return address >= subnet.base && address < subnet.base + sizeOfSubnet(subnet);
}

/** @returns whether two blocks share addresses */
export function overlaps(one: Subnet, other: Subnet): boolean {
  return contains(one, other.base) || contains(other, one.base);
}

/** dockerd's predefined pools: 172.17 to 172.31 as /16, then 192.168 in pieces of /20 (moby libnetwork/ipamutils). */
function* predefined(): Generator<Subnet> {
  for (let second = 17; second < 32; second += 1) {
    yield { base: (172 * 256 + second) * 65536, prefix: 16 };
  }
  for (let third = 0; third < 256; third += 16) {
    yield { base: (192 * 256 + 168) * 65536 + third * 256, prefix: 20 };
  }
}

/** @returns the first predefined block that overlaps none of those in use */
export function freeSubnet(used: readonly Subnet[]): Subnet | undefined {
  for (const subnet of predefined()) {
    if (!used.some((other) => overlaps(subnet, other))) {
      return subnet;
    }
  }
  return undefined;
}

/** @returns the lowest address of a block that is free, but for its first and last */
export function freeAddress(subnet: Subnet, used: ReadonlySet<number>): number | undefined {
  const last = subnet.base + sizeOfSubnet(subnet) - 1;
  for (let address = subnet.base + 1; address < last; address += 1) {
    if (!used.has(address)) {
      return address;
    }
  }
  return undefined;
}
