import { discard } from './discard.ts';
import { containerEvent } from './events.ts';
import { abandonExecs } from './exec-records.ts';
import { unplugAll } from './plugging.ts';
import { syncForwards } from './ports.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';
import { closeStreams } from './streams.ts';

const FIRST_BACK_OFF = 100;
const LONGEST_BACK_OFF = 60_000;
/** A run of so long forgets the back-off (moby daemon/internal/restartmanager). */
const LONG_RUN = 10_000;

/** @returns the back-off before the next restart; undefined: the policy does not want one */
function nextBackOff(container: ContainerRecord, status: number, ran: number): number | undefined {
  const { Name, MaximumRetryCount } = container.host.RestartPolicy;
  if (container.restartCanceled) {
    return undefined;
  }
  const wanted =
    Name === 'always' ||
    (Name === 'unless-stopped' && !container.manuallyStopped) ||
    (Name === 'on-failure' &&
      status !== 0 &&
      (MaximumRetryCount === 0 || container.restarts < MaximumRetryCount));
  if (!wanted) {
    return undefined;
  }
  const before = ran >= LONG_RUN ? 0 : container.backOff;
  return before === 0 ? FIRST_BACK_OFF : Math.min(before * 2, LONGEST_BACK_OFF);
}

/** Takes away what a run had: network, ports, namespaces. */
export function cleanUp(engine: Engine, container: ContainerRecord): void {
  unplugAll(engine, container);
  const record = edit(engine, container);
  const hadPorts = container.ports.length > 0;
  record.ports = [];
  const { namespaces } = container;
  record.namespaces = undefined;
  if (namespaces !== undefined) {
    edit(engine, engine.state.spaces).delete(namespaces.id);
    engine.kernel.removeNamespaces(namespaces);
  }
  if (hadPorts) {
    syncForwards(engine);
  }
}

/** A container's PID 1 has ended: the container stops, restarts by its policy, or goes away by `--rm`. */
export function handleExit(engine: Engine, container: ContainerRecord, status: number): void {
  if (container.pid === 0) {
    return;
  }
  const now = engine.kernel.now();
  const ran = now - (container.startedAt ?? now);
  const record = edit(engine, container);
  record.pid = 0;
  if (container.healthTimer !== undefined) {
    engine.kernel.cancel(container.healthTimer);
    record.healthTimer = undefined;
  }
  abandonExecs(engine, container);
  closeStreams(engine, container);
  const backOff = nextBackOff(container, status, ran);
  cleanUp(engine, container);
  record.exitCode = status;
  record.finishedAt = now;
  record.paused = false;
  record.ends += 1;
  record.running = backOff !== undefined;
  record.restarting = backOff !== undefined;
  containerEvent(engine, container, 'die', {
    execDuration: String(Math.floor(ran / 1000)),
    exitCode: String(status),
  });
  if (backOff !== undefined) {
    record.restartCount += 1;
    record.restarts += 1;
    record.backOff = backOff;
    record.restartTimer = engine.kernel.schedule(now + backOff, {
      kind: 'restart',
      subject: container.id,
      count: container.ends,
    });
  } else if (container.request.autoRemove && !container.manuallyRestarted) {
    discard(engine, container, true);
  }
}

/** A restart that was due will not be: the container has stopped. */
export function cancelRestart(engine: Engine, container: ContainerRecord): void {
  const record = edit(engine, container);
  if (container.restartTimer !== undefined) {
    engine.kernel.cancel(container.restartTimer);
    record.restartTimer = undefined;
  }
  record.running = false;
  record.restarting = false;
  if (container.request.autoRemove && !container.manuallyRestarted) {
    discard(engine, container, true);
  }
}
