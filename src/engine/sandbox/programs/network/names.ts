import { parseOptions } from '../support/options.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, reason, type Tool } from '../support/tool.ts';

/** @returns addresses of a name; undefined if there are none */
function lookup(tool: Tool, name: string): readonly string[] | undefined {
  try {
    return tool.process.net.resolve(name);
  } catch (error) {
    reason(error);
    return undefined;
  }
}

/** @returns the name server that /etc/resolv.conf names first */
function server(tool: Tool): string {
  try {
    return /^nameserver\s+(\S+)/m.exec(tool.process.fs.readFile('/etc/resolv.conf'))?.[1] ?? '127.0.0.1';
  } catch (error) {
    reason(error);
    return '127.0.0.1';
  }
}

/** nslookup(1), in busybox's layout and in that of BIND. */
export const nslookup: Applet = function* (tool) {
  const rest = tool.args.filter((word) => !word.startsWith('-'));
  const name = rest[0];
  if (name === undefined)
    return tool.fail(
      tool.gnu ? 'the sandbox does not model the interactive nslookup yet' : 'missing operand',
    );
  const from = rest[1] ?? server(tool);
  tool.out(
    tool.gnu
      ? `Server:\t\t${from}\nAddress:\t${from}#53\n\n`
      : `Server:\t\t${from}\nAddress:\t${from}:53\n\n`,
  );
  const found = lookup(tool, name);
  if (found === undefined) {
    tool.out(
      tool.gnu
        ? `** server can't find ${name}: NXDOMAIN\n\n`
        : `** server can't find ${name}: NXDOMAIN\n\n** server can't find ${name}: NXDOMAIN\n\n`,
    );
    return 1;
  }
  tool.out('Non-authoritative answer:\n');
  if (tool.gnu) tool.out(`${found.map((address) => `Name:\t${name}\nAddress: ${address}\n`).join('')}\n`);
  else
    tool.out(
      `${found.map((address) => `Name:\t${name}\nAddress: ${address}\n`).join('')}\nNon-authoritative answer:\n\n`,
    );
  return 0;
};

/** host(1). */
export const host: Applet = function* (tool) {
  const name = tool.args.find((word) => !word.startsWith('-')) ?? '';
  const found = lookup(tool, name);
  if (found === undefined) {
    tool.out(`Host ${name} not found: 3(NXDOMAIN)\n`);
    return 1;
  }
  for (const address of found) tool.out(`${name} has address ${address}\n`);
  return 0;
};

/** dig(1): A records, +short. */
export const dig: Applet = function* (tool) {
  const short = tool.args.includes('+short');
  const words = tool.args.filter((word) => !/^[+-]/.test(word) && !/^(A|IN)$/.test(word));
  const from = words.find((word) => word.startsWith('@'))?.slice(1) ?? server(tool);
  const name = words.find((word) => !word.startsWith('@')) ?? '.';
  const found = lookup(tool, name) ?? [];
  if (short) {
    for (const address of found) tool.out(`${address}\n`);
    return 0;
  }
  const id = 10_000 + Math.floor(tool.process.random() * 50_000);
  tool.out(`\n; <<>> DiG 9.20 <<>> ${tool.args.join(' ')}\n;; global options: +cmd\n;; Got answer:\n`);
  tool.out(
    `;; ->>HEADER<<- opcode: QUERY, status: ${found.length === 0 ? 'NXDOMAIN' : 'NOERROR'}, id: ${id}\n`,
  );
  tool.out(
    `;; flags: qr rd ra; QUERY: 1, ANSWER: ${found.length}, AUTHORITY: 0, ADDITIONAL: 0\n\n;; QUESTION SECTION:\n;${name}.\t\t\tIN\tA\n\n`,
  );
  if (found.length > 0)
    tool.out(
      `;; ANSWER SECTION:\n${found.map((address) => `${name}.\t\t600\tIN\tA\t${address}\n`).join('')}\n`,
    );
  tool.out(
    `;; Query time: 0 msec\n;; SERVER: ${from}#53(${from}) (UDP)\n;; WHEN: ${formatTime(tool.process.now(), '%a %b %d %H:%M:%S UTC %Y')}\n;; MSG SIZE  rcvd: ${30 + found.length * 16}\n\n`,
  );
  return 0;
};

/** @returns rows of sockets that listen, as netstat and ss show them */
function listening(tool: Tool) {
  const processes = new Map(tool.process.processes().map((one) => [one.pid, one.argv]));
  const own = tool.process.user().uid;
  return tool.process.net.listeners().map((one) => {
    const argv = processes.get(one.pid);
    return { ...one, name: argv === undefined || own !== 0 ? undefined : argv };
  });
}

/** netstat(8): -t -l -n -p -a -u; only what listens is known. */
export const netstat: Applet = function* (tool) {
  const options = parseOptions(tool, 'tulnparWeix');
  if (options.has('r')) return yield* route(tool);
  if (options.has('i')) return tool.refuse('netstat -i');
  const only = options.has('l')
    ? '(only servers)'
    : options.has('a')
      ? '(servers and established)'
      : '(w/o servers)';
  const program = options.has('p');
  tool.out(`Active Internet connections ${only}\n`);
  const last = program ? (tool.gnu ? 'PID/Program name    ' : 'PID/Program name    ') : '';
  tool.out(`Proto Recv-Q Send-Q Local Address           Foreign Address         State       ${last}\n`);
  if (!options.has('l') && !options.has('a')) return 0;
  for (const { address, port, pid, name } of listening(tool)) {
    const any = address === '0.0.0.0' || address === '';
    const local = any && !tool.gnu ? `0.0.0.0:${port}` : `${any ? '0.0.0.0' : address}:${port}`;
    const owner =
      name === undefined
        ? '-'
        : `${pid}/${tool.gnu ? name[0]?.replace(/.*\//, '') : name.join(' ').slice(0, 19 - String(pid).length)}`;
    tool.out(
      `tcp        0      0 ${local.padEnd(23)} ${'0.0.0.0:*'.padEnd(23)} LISTEN      ${program ? owner.padEnd(tool.gnu ? 20 : 0) : ''}\n`,
    );
  }
  return 0;
};

/** ss(8): -t -l -n -p. */
export const ss: Applet = function* (tool) {
  const options = parseOptions(tool, 'tulnpaHe46');
  if (!options.has('H')) tool.out('State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n');
  if (!options.has('l') && !options.has('a')) return;
  for (const { address, port, pid, name } of listening(tool)) {
    const local = `${address === '' ? '0.0.0.0' : address}:${port}`;
    const users =
      options.has('p') && name !== undefined
        ? `users:(("${name[0]?.replace(/.*\//, '')}",pid=${pid},fd=3))`
        : '';
    tool.out(`LISTEN 0      511    ${local.padStart(18)} ${'0.0.0.0:*'.padStart(17)}${users}\n`);
  }
};

/** @returns dotted network and mask of an address */
function networkOf(
  address: string,
  prefix: number,
): { readonly network: string; readonly mask: string; readonly broadcast: string } {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefix);
  const base = Math.floor(number / size) * size;
  const text = (value: number) =>
    [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  return { network: text(base), mask: text(2 ** 32 - size), broadcast: text(base + size - 1) };
}

/** ip(8): address, link and route to look at; changing them is refused. */
export const ip: Applet = function* (tool) {
  const words = tool.args.filter((word) => !word.startsWith('-'));
  const brief = tool.args.includes('-br') || tool.args.includes('-brief');
  const [object = '', verb = 'show'] = words;
  const known = ['address', 'link', 'route'].find((name) => object !== '' && name.startsWith(object));
  if (known === undefined)
    return tool.fail(
      tool.gnu ? `Object "${object}" is unknown, try "ip help".` : `invalid argument '${object}' to 'ip'`,
    );
  if (/^(add|del|delete|set|change|replace|flush)$/.test(verb)) {
    tool.out(
      tool.gnu
        ? 'RTNETLINK answers: Operation not permitted\n'
        : 'ip: RTNETLINK answers: Operation not permitted\n',
      2,
    );
    return 2;
  }
  const device = words[words.indexOf('dev') + 1 || 2] ?? words.at(2);
  const interfaces = tool.process.net.interfaces();
  const shown = device === undefined ? interfaces : interfaces.filter((one) => one.name === device);
  if (known === 'route') {
    const gateway = tool.process.net.gateway();
    const way = interfaces.find(
      (one) =>
        gateway !== undefined &&
        one.name !== 'lo' &&
        networkOf(one.address, one.prefix).network === networkOf(gateway, one.prefix).network,
    );
    if (gateway !== undefined && way !== undefined) tool.out(`default via ${gateway} dev ${way.name} \n`);
    for (const one of interfaces)
      if (one.name !== 'lo')
        tool.out(
          `${networkOf(one.address, one.prefix).network}/${one.prefix} dev ${one.name} ${tool.gnu ? 'proto kernel ' : ''}scope link  src ${one.address} \n`,
        );
    return 0;
  }
  if (shown.length === 0)
    return tool.fail(tool.gnu ? `Device "${device}" does not exist.` : `can't find device '${device}'`);
  for (const one of shown) {
    const index = interfaces.indexOf(one) + 1;
    const loop = one.name === 'lo';
    if (brief) {
      tool.out(
        `${one.name.padEnd(16)} ${(loop ? 'UNKNOWN' : 'UP').padEnd(14)} ${known === 'link' ? one.mac : `${one.address}/${one.prefix}`} \n`,
      );
      continue;
    }
    const name = loop ? 'lo' : `${one.name}@if${index + 1}`;
    const flags = loop
      ? 'LOOPBACK,UP,LOWER_UP'
      : `BROADCAST,MULTICAST,UP,LOWER_UP${tool.gnu ? '' : ',M-DOWN'}`;
    tool.out(
      `${index}: ${name}: <${flags}> mtu ${loop ? 65536 : 1500} qdisc noqueue state ${loop ? 'UNKNOWN' : 'UP'} ${tool.gnu ? 'group default ' : ''}qlen 1000\n`,
    );
    tool.out(
      `    link/${loop ? 'loopback' : 'ether'} ${one.mac || '00:00:00:00:00:00'} brd ${loop ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'}\n`,
    );
    if (known === 'link') continue;
    const { broadcast } = networkOf(one.address, one.prefix);
    tool.out(
      `    inet ${one.address}/${one.prefix} ${loop ? '' : `brd ${broadcast} `}scope ${loop ? 'host' : 'global'} ${one.name}\n       valid_lft forever preferred_lft forever\n`,
    );
  }
  return 0;
};

/** ifconfig(8) to look at. */
export const ifconfig: Applet = function* (tool) {
  const device = tool.args.find((word) => !word.startsWith('-'));
  const shown = tool.process.net.interfaces().filter((one) => device === undefined || one.name === device);
  if (shown.length === 0 && device !== undefined)
    return tool.fail(
      tool.gnu
        ? `${device}: error fetching interface information: Device not found`
        : `${device}: error fetching interface information: Device not found`,
    );
  const use =
    '          RX packets:0 errors:0 dropped:0 overruns:0 frame:0\n          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0\n          collisions:0 txqueuelen:0 \n          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)\n\n';
  for (const one of shown.toSorted((a, b) => Number(a.name === 'lo') - Number(b.name === 'lo'))) {
    const { mask, broadcast } = networkOf(one.address, one.prefix);
    const loop = one.name === 'lo';
    tool.out(
      `${one.name.padEnd(9)} Link encap:${loop ? 'Local Loopback' : `Ethernet  HWaddr ${one.mac.toUpperCase()}`}  \n`,
    );
    tool.out(`          inet addr:${one.address}  ${loop ? '' : `Bcast:${broadcast}  `}Mask:${mask}\n`);
    tool.out(
      `          UP ${loop ? 'LOOPBACK' : 'BROADCAST'} RUNNING${loop ? '' : ' MULTICAST'}  MTU:${loop ? 65536 : 1500}  Metric:1\n${use}`,
    );
  }
  return 0;
};

/** route(8) and netstat -r. */
export const route: Applet = function* (tool) {
  tool.out(
    'Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n',
  );
  const row = (to: string, gateway: string, mask: string, flags: string, name: string) =>
    tool.out(
      `${to.padEnd(15)} ${gateway.padEnd(15)} ${mask.padEnd(15)} ${flags.padEnd(5)} 0      0        0 ${name}\n`,
    );
  const interfaces = tool.process.net.interfaces().filter((one) => one.name !== 'lo');
  const gateway = tool.process.net.gateway();
  const numeric = tool.args.some((word) => /^-\w*n/.test(word));
  if (gateway !== undefined && interfaces[0] !== undefined)
    row(numeric ? '0.0.0.0' : 'default', gateway, '0.0.0.0', 'UG', interfaces[0].name);
  for (const one of interfaces) {
    const { network, mask } = networkOf(one.address, one.prefix);
    row(network, numeric ? '0.0.0.0' : '*', mask, 'U', one.name);
  }
  return 0;
};
