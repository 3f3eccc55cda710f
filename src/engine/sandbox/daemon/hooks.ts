import type { KernelHooks, Timer } from '../kernel/kernel.ts';
import { DaemonError } from './api.ts';
import { resolveName } from './dns.ts';
import { containerEvent } from './events.ts';
import { finishExec } from './exec-records.ts';
import { handleExit } from './exit.ts';
import { conclude, probe, timeOut } from './health.ts';
import { startRecord } from './start.ts';
import type { Engine } from './state.ts';
import { edit } from './state.ts';

function execEnded(engine: Engine, pid: number, status: number): void {
  const exec = engine.state.execs.get(engine.state.execPids.get(pid) ?? '');
  if (exec === undefined) {
    return;
  }
  const container = engine.state.containers.get(exec.container);
  if (exec.probe !== undefined && container !== undefined) {
    conclude(engine, container, exec, status);
  } else {
    finishExec(engine, exec, status);
  }
}

function timer(engine: Engine, { kind, subject, count }: Timer): void {
  const container = engine.state.containers.get(subject);
  if (container === undefined) {
    return;
  }
  if (kind === 'restart' && container.restarting && container.ends === count) {
    try {
      startRecord(engine, container, false);
    } catch (error) {
      // The container has stopped and says why in its state; there is nobody else to tell.
      if (!(error instanceof DaemonError)) {
        throw error;
      }
    }
  } else if (kind === 'health' && container.runs === count && container.pid !== 0) {
    probe(engine, container);
  } else if (kind === 'health-timeout') {
    timeOut(engine, container);
  }
}

/** @returns what the daemon does when the kernel tells it of something */
export function kernelHooks(engine: Engine): KernelHooks {
  return {
    ended: (pid, namespaces, status) => {
      const container = engine.state.containers.get(engine.state.spaces.get(namespaces) ?? '');
      if (container !== undefined && container.pid === pid) {
        handleExit(engine, container, status);
      } else {
        execEnded(engine, pid, status);
      }
    },
    outOfMemory: (namespaces) => {
      const container = engine.state.containers.get(engine.state.spaces.get(namespaces) ?? '');
      if (container !== undefined) {
        edit(engine, container).oomKilled = true;
        containerEvent(engine, container, 'oom');
      }
    },
    timer: (due) => timer(engine, due),
    resolve: (namespaces, name) => resolveName(engine, namespaces, name),
  };
}
