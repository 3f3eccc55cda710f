import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addressText,
  freeAddress,
  freeSubnet,
  overlaps,
  parseAddress,
  parseSubnet,
  type Subnet,
  subnetText,
} from '../../../../src/engine/sandbox/daemon/addresses.ts';
import { mergeConfig } from '../../../../src/engine/sandbox/daemon/merge-config.ts';
import { isValidName, randomName } from '../../../../src/engine/sandbox/daemon/names.ts';
import { parseSignal } from '../../../../src/engine/sandbox/daemon/signals.ts';
import { durationText, parseMoment, timestamp } from '../../../../src/engine/sandbox/daemon/time.ts';
import { findUser } from '../../../../src/engine/sandbox/daemon/users.ts';
import { bench, request } from '../../../helpers/daemon.ts';

it('hands out subnets that never overlap', () => {
  const used: Subnet[] = [];
  for (let next = freeSubnet(used); next !== undefined; next = freeSubnet(used)) used.push(next);
  expect(used).toHaveLength(31);
  expect(used.slice(0, 2).map(subnetText)).toEqual(['172.17.0.0/16', '172.18.0.0/16']);
  expect(used.slice(-2).map(subnetText)).toEqual(['192.168.224.0/20', '192.168.240.0/20']);
  for (const one of used) expect(used.filter((other) => overlaps(one, other))).toEqual([one]);
});

it('reads the addresses it writes', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 1, max: 31 }), (address, prefix) => {
      const number = parseAddress(address);
      expect(addressText(number ?? 0)).toBe(address);
      const subnet = parseSubnet(`${address}/${prefix}`);
      expect(parseSubnet(subnetText(subnet!))).toMatchObject({ base: subnet?.base, exact: true });
    }),
  );
  expect(parseAddress('1.2.3.256')).toBeUndefined();
  const tiny = { base: parseAddress('10.0.0.0')!, prefix: 30 };
  expect(freeAddress(tiny, new Set([tiny.base + 1]))).toBe(tiny.base + 2);
  expect(freeAddress(tiny, new Set([tiny.base + 1, tiny.base + 2]))).toBeUndefined();
});

it('makes names that containers may have, and never insults anybody', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })), (stream) => {
      const draw = () => stream.next().value ?? 0;
      const name = randomName(draw, () => false) ?? '';
      expect(isValidName(name)).toBe(true);
      expect(name).toMatch(/^[a-z]+_[a-z]+$/);
      expect(name).not.toBe('boring_wozniak');
    }),
  );
  const seen: string[] = [];
  expect(
    randomName(Math.random, (name) => {
      seen.push(name);
      return true;
    }),
  ).toBeUndefined();
  expect(seen.map((name) => /\d$/.test(name))).toEqual([false, true, true, true, true, true]);
});

it('puts command and entrypoint together by docker’s rules', () => {
  const image = { Entrypoint: ['entry'], Cmd: ['default'], Env: ['A=1', 'B=2'], Labels: { x: '1' } };
  const merged = (more: object) => {
    const { Entrypoint, Cmd } = mergeConfig(request(more), image);
    return [Entrypoint, Cmd];
  };
  expect(merged({})).toEqual([['entry'], ['default']]);
  expect(merged({ cmd: ['own'] })).toEqual([['entry'], ['own']]);
  expect(merged({ entrypoint: ['other'] })).toEqual([['other'], null]);
  expect(merged({ entrypoint: [''], cmd: ['own'] })).toEqual([null, ['own']]);
  expect(() => merged({ entrypoint: [''] })).toThrow('no command specified');
  expect(mergeConfig(request({ env: ['B=3'], labels: { y: '2' } }), image)).toMatchObject({
    Env: ['B=3', 'A=1'],
    Labels: { x: '1', y: '2' },
  });
});

it('reads signals by name and number', () => {
  expect(parseSignal('term')).toEqual({ name: 'SIGTERM', number: 15 });
  expect(parseSignal('SIGKILL').number).toBe(9);
  expect(parseSignal('1').name).toBe('SIGHUP');
  expect(() => parseSignal('FOO')).toThrow('invalid signal: FOO');
  expect(() => parseSignal('SEGV')).toThrow('the sandbox does not model signal SIGSEGV yet');
});

it('finds users as runc does', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\nweb:x:33:33::/var/www:/bin/sh\n';
  const group = 'root:x:0:\nweb:x:33:\nextra:x:44:web\n';
  const user = (spec: string) => findUser(spec, passwd, group);
  expect(user('web')).toEqual({ credentials: { uid: 33, gid: 33, groups: [33, 44] }, home: '/var/www' });
  expect(user('33').home).toBe('/var/www');
  expect(user('web:extra').credentials).toEqual({ uid: 33, gid: 44, groups: [44] });
  expect(user('1234:5').credentials).toEqual({ uid: 1234, gid: 5, groups: [5] });
  expect(user('').credentials.uid).toBe(0);
  expect(() => user('web:none')).toThrow('unable to find group none: no matching entries in group file');
});

it('writes and reads moments as Go does', () => {
  expect(timestamp(undefined)).toBe('0001-01-01T00:00:00Z');
  expect(timestamp(Date.UTC(2026, 0, 2, 3, 4, 5, 600))).toBe('2026-01-02T03:04:05.6Z');
  expect(timestamp(Date.UTC(2026, 0, 2))).toBe('2026-01-02T00:00:00Z');
  expect([30e9, 90e9, 5e8, 3_600e9].map(durationText)).toEqual(['30s', '1m30s', '500ms', '1h0m0s']);
  expect(parseMoment('1h30m', 10_000_000)).toBe(10_000_000 - 5_400_000);
  expect(parseMoment('2026-01-02', 0)).toBe(Date.UTC(2026, 0, 2));
  expect(parseMoment('soon', 0)).toBeUndefined();
});

it('takes a beginning of an id only if one id begins so', () => {
  const { daemon, finish } = bench();
  const ids = Array.from({ length: 17 }, () => finish().id);
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id.slice(0, 1), (counts.get(id.slice(0, 1)) ?? 0) + 1);
  const twice = [...counts].find(([, count]) => count > 1)?.[0] ?? '';
  expect(() => daemon.inspectContainer(twice)).toThrow(`multiple IDs found with provided prefix: ${twice}`);
  expect(daemon.inspectContainer(ids[3]!.slice(0, 12)).Id).toBe(ids[3]);
});

it('checks requests as dockerd does', () => {
  const { daemon } = bench();
  const refused = (more: object) => {
    try {
      daemon.create(request(more));
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };
  expect(refused({ autoRemove: true, restart: { name: 'always', max: 0 } })).toBe(
    "can't create 'AutoRemove' container with restart policy",
  );
  expect(refused({ restart: { name: 'always', max: 3 } })).toBe(
    "invalid restart policy: maximum retry count can only be used with 'on-failure'",
  );
  expect(refused({ nanoCpus: 5e9 })).toBe(
    'range of CPUs is from 0.01 to 4.00, as there are only 4 CPUs available',
  );
  expect(refused({ workdir: 'app' })).toBe(
    "the working directory 'app' is invalid, it needs to be an absolute path",
  );
  expect(refused({ capAdd: ['FLY'] })).toBe('invalid CapAdd: unknown capability: "CAP_FLY"');
  expect(refused({ networks: [{ name: 'bridge', aliases: ['x'], address: '172.17.0.9' }] })).toBe(
    'invalid config for network bridge: invalid endpoint settings:\nuser-specified IP address is supported on user-defined networks only\nnetwork-scoped aliases are only supported for user-defined networks',
  );
});
