import { expect, it } from 'vitest';
import { bench, request } from '../../../helpers/daemon.ts';

const port = (HostPort: string, HostIp = '') => ({ '80/tcp': [{ HostIp, HostPort }] });
const plainNetwork = { driver: 'bridge', internal: false, labels: {}, options: {} };

it('begins with bridge, host and none', () => {
  const { daemon } = bench([]);
  expect(daemon.networks().map(({ Name, Driver }) => [Name, Driver])).toEqual([
    ['bridge', 'bridge'],
    ['host', 'host'],
    ['none', 'null'],
  ]);
  expect(daemon.inspectNetwork('bridge').IPAM.Config).toEqual([
    { Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' },
  ]);
  expect(() => daemon.removeNetwork('bridge')).toThrow(
    'bridge is a pre-defined network and cannot be removed',
  );
});

it('hands out the lowest free address, and the next subnet to each network', () => {
  const { daemon, run } = bench();
  const address = (id: string) => daemon.inspectContainer(id).NetworkSettings.Networks['bridge']?.IPAddress;
  const sleeper = { cmd: ['sleep', '1000'] };
  const [one, two] = [run(sleeper), run(sleeper)];
  expect([address(one), address(two)]).toEqual(['172.17.0.2', '172.17.0.3']);
  daemon.kill(one, 'KILL');
  expect(address(one)).toBe('');
  expect(address(run(sleeper))).toBe('172.17.0.2');
  daemon.createNetwork({ name: 'net1', ...plainNetwork });
  daemon.createNetwork({ name: 'net2', ...plainNetwork, subnet: '10.1.0.0/24' });
  expect(daemon.inspectNetwork('net1').IPAM.Config[0]?.Subnet).toBe('172.18.0.0/16');
  expect(daemon.inspectNetwork('net2').IPAM.Config[0]).toEqual({
    Subnet: '10.1.0.0/24',
    Gateway: '10.1.0.1',
  });
  expect(() => daemon.createNetwork({ name: 'net1', ...plainNetwork })).toThrow(
    'network with name net1 already exists',
  );
  expect(() => daemon.createNetwork({ name: 'x', ...plainNetwork, subnet: '10.1.0.0/16' })).toThrow(
    'Pool overlaps with other one on this address space',
  );
});

it('resolves names on a network of one’s own, and not on the default bridge', () => {
  const { daemon, run, finish } = bench();
  daemon.createNetwork({ name: 'app', ...plainNetwork });
  const networks = [{ name: 'app', aliases: ['db'] }];
  const id = run({ name: 'web', cmd: ['sleep', '1000'], networks });
  const asked = (name: string, network?: string) =>
    finish({
      cmd: ['resolve', name],
      networks: network === undefined ? [] : [{ name: network, aliases: [] }],
    });
  expect(asked('web', 'app').out).toBe('172.18.0.2\n');
  expect(asked('db', 'app').out).toBe('172.18.0.2\n');
  expect(asked(id.slice(0, 12), 'app').out).toBe('172.18.0.2\n');
  expect(asked('nobody', 'app').status).toBe(2);
  run({ name: 'plain', cmd: ['sleep', '1000'] });
  expect(asked('plain').status).toBe(2);
  daemon.connect('bridge', 'web', { aliases: [] });
  expect(asked('web').status).toBe(2);
  expect(daemon.inspectContainer('web').NetworkSettings.Networks['app']?.DNSNames).toEqual([
    'web',
    'db',
    id.slice(0, 12),
  ]);
});

it('knows host.docker.internal only where it was asked for', () => {
  const { finish } = bench();
  expect(finish({ cmd: ['resolve', 'host.docker.internal'] }).status).toBe(2);
  const extraHosts = ['host.docker.internal:host-gateway'];
  expect(finish({ cmd: ['resolve', 'host.docker.internal'], extraHosts }).out).toBe('172.17.0.1\n');
});

it('publishes ports, and serves from them', () => {
  const { daemon, run, kernel, pass } = bench(['nginx']);
  const id = run({ image: 'nginx', name: 'web', publish: port('8080') });
  pass(10);
  expect(daemon.inspectContainer(id).NetworkSettings.Ports).toEqual({
    '80/tcp': [
      { HostIp: '0.0.0.0', HostPort: '8080' },
      { HostIp: '::', HostPort: '8080' },
    ],
  });
  expect(kernel.httpGet('127.0.0.1', 8080, '/')).toMatchObject({ status: 200, body: 'hi\n' });
});

it('leaves a container created when its port is taken', () => {
  const { daemon, run, actions } = bench(['nginx']);
  run({ image: 'nginx', name: 'one', publish: port('8080') });
  const { id } = daemon.create(request({ image: 'nginx', name: 'two', publish: port('8080') }));
  const from = daemon.events().length;
  expect(() => daemon.start(id)).toThrow(
    /^failed to set up container networking: driver failed programming external connectivity on endpoint two \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:8080 failed: port is already allocated$/,
  );
  expect(daemon.inspectContainer('two').State).toMatchObject({ Status: 'created', ExitCode: 128 });
  expect(actions(from)).toEqual(['network connect', 'network disconnect']);
  expect(() => daemon.create(request({ image: 'nginx', name: 'two' }))).toThrow('Conflict.');
  expect(() => run({ image: 'nginx', publish: port('8080', '127.0.0.1') })).toThrow(
    'failed to bind host port 127.0.0.1:8080/tcp: address already in use',
  );
  daemon.kill('one', 'KILL');
  daemon.start('two');
  expect(daemon.inspectContainer('two').State.Running).toBe(true);
});

it('hands out ephemeral ports from 32768 on, and the first free of a range', () => {
  const { daemon, run } = bench(['nginx']);
  const bound = (id: string) => daemon.inspectContainer(id).NetworkSettings.Ports['80/tcp']?.[0]?.HostPort;
  expect(bound(run({ image: 'nginx', publishAll: true }))).toBe('32768');
  expect(bound(run({ image: 'nginx', publishAll: true }))).toBe('32769');
  expect(bound(run({ image: 'nginx', publish: port('9000-9001') }))).toBe('9000');
  expect(bound(run({ image: 'nginx', publish: port('9000-9001') }))).toBe('9001');
  expect(() => run({ image: 'nginx', publish: port('9000-9001') })).toThrow('port is already allocated');
  const udp = run({ image: 'nginx', publish: { '80/udp': [{ HostIp: '127.0.0.1', HostPort: '9000' }] } });
  expect(daemon.inspectContainer(udp).NetworkSettings.Ports).toEqual({
    '80/tcp': null,
    '80/udp': [{ HostIp: '127.0.0.1', HostPort: '9000' }],
  });
});

it('connects and disconnects what runs', () => {
  const { daemon, run } = bench();
  const net = daemon.createNetwork({ name: 'side', ...plainNetwork });
  const id = run({ name: 'web', cmd: ['sleep', '1000'] });
  daemon.connect('side', 'web', { aliases: ['alias'], address: '172.18.0.9' });
  expect(daemon.inspectContainer('web').NetworkSettings.Networks['side']).toMatchObject({
    NetworkID: net,
    IPAddress: '172.18.0.9',
    Aliases: ['alias'],
  });
  expect(Object.keys(daemon.inspectNetwork('side').Containers)).toEqual([id]);
  expect(() => daemon.removeNetwork('side')).toThrow(
    /^error while removing network: network side has active endpoints \(name:"web" id:"[0-9a-f]{12}"\)$/,
  );
  daemon.disconnect('side', 'web', false);
  daemon.removeNetwork(net.slice(0, 6));
  expect(() => daemon.inspectNetwork('side')).toThrow('network side not found');
});

it('starts nothing in a network that is not there, and keeps the container', () => {
  const { daemon, run } = bench();
  expect(() => run({ name: 'lost', networks: [{ name: 'nope', aliases: [] }] })).toThrow(
    'failed to set up container networking: network nope not found',
  );
  expect(daemon.inspectContainer('lost').State.Status).toBe('created');
});

it('shares the network of another container or of the host', () => {
  const { daemon, run, finish, pass } = bench();
  run({ name: 'web', cmd: ['sleep', '100'] });
  const other = run({ cmd: ['sleep', '100'], networks: [{ name: 'container:web', aliases: [] }] });
  expect(daemon.namespacesOf(other)?.network).toBe(daemon.namespacesOf('web')?.network);
  expect(daemon.inspectContainer(other).NetworkSettings.Networks).toEqual({});
  const host = run({ cmd: ['sleep', '100'], networks: [{ name: 'host', aliases: [] }] });
  expect(daemon.namespacesOf(host)?.network).toBe('host');
  pass(200_000);
  expect(() => finish({ networks: [{ name: 'container:web', aliases: [] }] })).toThrow(
    'cannot join network namespace of a non running container: container web is exited',
  );
});

it('prunes networks that nobody is in', () => {
  const { daemon, run } = bench();
  for (const name of ['used', 'unused']) daemon.createNetwork({ name, ...plainNetwork });
  run({ cmd: ['sleep', '100'], networks: [{ name: 'used', aliases: [] }] });
  expect(daemon.pruneNetworks(new Map())).toEqual(['unused']);
});

it('lets the host reach what is not published, by its address', () => {
  const { daemon, run, kernel, pass } = bench(['nginx']);
  daemon.createNetwork({ name: 'inner', ...plainNetwork, internal: true });
  run({ image: 'nginx' });
  const id = run({ image: 'nginx', networks: [{ name: 'inner', aliases: [] }] });
  pass(10);
  expect(kernel.httpGet('172.17.0.2', 80, '/')?.status).toBe(200);
  expect(kernel.httpGet('172.18.0.2', 80, '/')?.status).toBe(200);
  expect(daemon.namespacesOf(id)?.gateway).toBeUndefined();
});
