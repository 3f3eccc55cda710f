import type { Calls } from './calls.ts';
import { acceptFrom, connectTo, failureOf } from './connecting.ts';
import { SystemError } from './errors.ts';
import { listen } from './listening.ts';
import { gatewayOf, interfacesOf, netOf } from './net-space.ts';
import { install, letGo, openAt } from './open-files.ts';
import { echoTime } from './ping.ts';
import type { NetworkCalls } from './process.ts';
import { Blocked } from './records.ts';
import { resolveName } from './resolving.ts';

/** @returns the calls of a process that concern the network */
export function networkCalls(calls: Calls): NetworkCalls {
  const { core, record } = calls;
  return {
    resolve: (name) => calls.now(() => resolveName(core, record, name)),
    listen: (port, address = '0.0.0.0') =>
      calls.now(() => install(core, record, listen(core, record, port, address))),
    *accept(listener, timeout) {
      const until = timeout === undefined ? undefined : calls.now(() => core.registers.clock + timeout);
      return yield* calls.until(() => {
        const socket = acceptFrom(core, openAt(record, listener));
        if (socket instanceof Blocked) {
          if (until === undefined) return socket;
          return core.registers.clock >= until ? -1 : new Blocked(socket.channels, until);
        }
        const fd = install(core, record, socket);
        letGo(core, socket);
        return fd;
      }, true);
    },
    *connect(address, port, timeout) {
      const failure = calls.now(() => failureOf(core, record, address, port, timeout));
      if (failure !== undefined) {
        yield* calls.until(
          () => (core.registers.clock >= failure.at ? undefined : new Blocked([], failure.at)),
          true,
        );
        return calls.now(() => {
          throw new SystemError(failure.code);
        });
      }
      return calls.now(() => install(core, record, connectTo(core, record, address, port)));
    },
    *ping(address) {
      const echo = calls.now(() => echoTime(core, record, address));
      const until = calls.now(() => core.registers.clock + (echo ?? 1000));
      yield* calls.until(() => (core.registers.clock >= until ? undefined : new Blocked([], until)), true);
      return echo;
    },
    interfaces: () => calls.now(() => interfacesOf(netOf(core, record.space))),
    gateway: () => calls.now(() => gatewayOf(netOf(core, record.space))),
    listeners: () =>
      calls.now(() =>
        [...netOf(core, record.space).listeners].flatMap((file) =>
          file.file === 'listener' ? [{ address: file.address, port: file.port, pid: file.pid }] : [],
        ),
      ),
    peer: (fd) =>
      calls.now(() => {
        const file = openAt(record, fd);
        if (file.file !== 'socket') throw new SystemError('ENOTCONN');
        return file.peer;
      }),
  };
}
