import { containerEvent } from './events.ts';
import { hangUp } from './output.ts';
import type { ContainerRecord, Engine, ExecRecord } from './state.ts';
import { edit } from './state.ts';

/** An exec's process has ended. */
export function finishExec(engine: Engine, exec: ExecRecord, status: number): void {
  if (exec.status !== undefined) {
    return;
  }
  const record = edit(engine, exec);
  record.status = status;
  edit(engine, engine.state.execPids).delete(exec.pid);
  hangUp(engine, exec.attached);
  if (exec.stdin !== undefined) {
    engine.kernel.release(exec.stdin);
    record.stdin = undefined;
  }
  exec.terminal?.hangup();
  record.terminal = undefined;
  const container = engine.state.containers.get(exec.container);
  if (container !== undefined && exec.pid !== 0) {
    containerEvent(engine, container, 'exec_die', { execID: exec.id, exitCode: String(status) });
  }
}

function execsOf(engine: Engine, container: ContainerRecord): readonly ExecRecord[] {
  return [...engine.state.execs.values()].filter((exec) => exec.container === container.id);
}

/** The container has ended, and all that was started in it. */
export function abandonExecs(engine: Engine, container: ContainerRecord): void {
  for (const exec of execsOf(engine, container)) {
    if (exec.probe !== undefined) {
      engine.kernel.cancel(exec.probe.timer);
    }
    finishExec(engine, exec, 137);
  }
}

/** The container is gone. */
export function forgetExecs(engine: Engine, container: ContainerRecord): void {
  const own = execsOf(engine, container);
  if (own.length > 0) {
    const execs = edit(engine, engine.state.execs);
    const gone = edit(engine, engine.state.gone);
    for (const { id, status } of own) {
      gone.set(id, status ?? 137);
      execs.delete(id);
    }
  }
}
