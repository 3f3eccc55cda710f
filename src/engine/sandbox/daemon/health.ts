import type { HealthcheckConfig } from '../../world.ts';
import { toText } from '../kernel/bytes.ts';
import { containerEvent } from './events.ts';
import { startProbe } from './exec.ts';
import { finishExec } from './exec-records.ts';
import type { ContainerRecord, Engine, ExecRecord, HealthRecord } from './state.ts';
import { edit } from './state.ts';
import { durationText } from './time.ts';

const SECOND = 1_000_000_000;
/** dockerd's defaults, nanoseconds (moby daemon/health.go). */
const DEFAULTS = {
  Interval: 30 * SECOND,
  Timeout: 30 * SECOND,
  StartPeriod: 0,
  StartInterval: 5 * SECOND,
} as const;
const DEFAULT_RETRIES = 3;
const LOG_ENTRIES = 5;

function duration(check: HealthcheckConfig, name: keyof typeof DEFAULTS): number {
  const value = check[name];
  return value === undefined || value === 0 ? DEFAULTS[name] : value;
}

/** @returns the command of a health check; undefined if there is none */
function probeOf(container: ContainerRecord): readonly string[] | undefined {
  const [kind, ...words] = container.config.Healthcheck?.Test ?? [];
  if (kind === 'CMD') {
    return words;
  }
  return kind === 'CMD-SHELL' ? [...(container.config.Shell ?? ['/bin/sh', '-c']), ...words] : undefined;
}

function scheduleNext(engine: Engine, container: ContainerRecord): void {
  const check = container.config.Healthcheck ?? { Test: [] };
  const now = engine.kernel.now();
  const early = (now - (container.startedAt ?? now)) * 1e6 < duration(check, 'StartPeriod');
  const name = early && container.health?.status === 'starting' ? 'StartInterval' : 'Interval';
  edit(engine, container).healthTimer = engine.kernel.schedule(now + duration(check, name) / 1e6, {
    kind: 'health',
    subject: container.id,
    count: container.runs,
  });
}

/** A container that has a health check begins to run. */
export function beginHealth(engine: Engine, container: ContainerRecord): void {
  if (probeOf(container) === undefined) {
    return;
  }
  edit(engine, container).health = {
    status: 'starting',
    failingStreak: 0,
    log: container.health?.log ?? [],
  };
  scheduleNext(engine, container);
}

/** No probe runs while a container is paused; the time between probes begins anew after that. */
export function pauseHealth(engine: Engine, container: ContainerRecord, paused: boolean): void {
  if (container.health === undefined) {
    return;
  }
  if (container.healthTimer !== undefined) {
    engine.kernel.cancel(container.healthTimer);
    edit(engine, container).healthTimer = undefined;
  }
  if (!paused) {
    scheduleNext(engine, container);
  }
}

/** The time for a probe has come. */
export function probe(engine: Engine, container: ContainerRecord): void {
  const argv = probeOf(container);
  const check = container.config.Healthcheck;
  if (argv === undefined || check === undefined || container.paused) {
    return;
  }
  edit(engine, container).healthTimer = undefined;
  const due = engine.kernel.now() + duration(check, 'Timeout') / 1e6;
  const timer = engine.kernel.schedule(due, { kind: 'health-timeout', subject: container.id });
  const exec = startProbe(engine, container, argv, timer);
  if (exec.status !== undefined) {
    conclude(engine, container, exec, exec.status);
  }
}

function after(
  container: ContainerRecord,
  health: HealthRecord,
  exitCode: number,
  start: number,
): HealthRecord {
  const check = container.config.Healthcheck ?? { Test: [] };
  if (exitCode === 0) {
    return { ...health, status: 'healthy', failingStreak: 0 };
  }
  const sinceStart = (start - (container.startedAt ?? start)) * 1e6;
  if (health.status === 'starting' && sinceStart < duration(check, 'StartPeriod')) {
    return health;
  }
  const failingStreak = health.failingStreak + 1;
  const retries = (check.Retries ?? 0) > 0 ? (check.Retries ?? 0) : DEFAULT_RETRIES;
  return { ...health, failingStreak, status: failingStreak >= retries ? 'unhealthy' : health.status };
}

/** A probe has ended: the state of health follows. */
export function conclude(
  engine: Engine,
  container: ContainerRecord,
  exec: ExecRecord,
  exitCode: number,
  instead?: string,
): void {
  const { probe: own } = exec;
  if (own === undefined) {
    return;
  }
  engine.kernel.cancel(own.timer);
  const output = instead ?? toText(exec.output);
  finishExec(engine, exec, exitCode);
  edit(engine, engine.state.execs).delete(exec.id);
  const { health } = container;
  if (health === undefined || own.run !== container.runs || container.pid === 0) {
    return;
  }
  const next = after(container, health, exitCode, own.start);
  const entry = { start: own.start, end: engine.kernel.now(), exitCode, output };
  edit(engine, container).health = { ...next, log: [...health.log, entry].slice(-LOG_ENTRIES) };
  if (next.status !== health.status) {
    containerEvent(engine, container, `health_status: ${next.status}`);
  }
  if (!container.paused) {
    scheduleNext(engine, container);
  }
}

/** A probe has taken too long: it is killed and counts as failed. */
export function timeOut(engine: Engine, container: ContainerRecord): void {
  const exec = [...engine.state.execs.values()].find(
    (candidate) =>
      candidate.container === container.id && candidate.probe !== undefined && candidate.status === undefined,
  );
  if (exec === undefined) {
    return;
  }
  const limit = durationText(duration(container.config.Healthcheck ?? { Test: [] }, 'Timeout'));
  const words = `Health check exceeded timeout (${limit})`;
  const text = exec.output === '' ? words : `${words}: ${toText(exec.output)}`;
  const { pid } = exec;
  conclude(engine, container, exec, -1, text);
  try {
    engine.kernel.signal(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
