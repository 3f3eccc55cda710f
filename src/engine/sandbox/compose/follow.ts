import type { EngineEvent } from '../../port.ts';
import type { ContainerFacts } from '../../world.ts';
import { longTimestamp } from '../cli/container/logs.ts';
import type { LogLine } from '../daemon/api.ts';
import { SystemError } from '../kernel/errors.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { LABEL, shortName } from './labels.ts';
import type { LogPrinter } from './log-printer.ts';

/** What is shown of containers while they run. */
interface FollowOptions {
  readonly project: string;
  /** Only these services; none: all. */
  readonly services: readonly string[];
  /** Errors go to standard error, as `up` has it; else everything to standard output. */
  readonly split: boolean;
  readonly timestamps: boolean;
  readonly until?: number;
}

/** What happened, besides lines. */
export type Happening =
  | { readonly kind: 'exited'; readonly service: string; readonly code: number }
  | { readonly kind: 'signal' };

/** Shows the output of a project's containers, those that start later too, as it comes. */
export class Follower {
  private readonly compose: Compose;
  private readonly printer: LogPrinter;
  private readonly options: FollowOptions;
  /** How many lines have been shown, by container. */
  private readonly seen = new Map<string, number>();
  private readonly names = new Map<string, string>();
  private readonly running = new Set<string>();
  private events: number;

  constructor(compose: Compose, printer: LogPrinter, options: FollowOptions) {
    this.compose = compose;
    this.printer = printer;
    this.options = options;
    this.events = compose.docker.ask((daemon) => daemon.events().length);
  }

  /** @param from lines that have been shown, or shall not be */
  watch(container: ContainerFacts, from: number): void {
    this.seen.set(container.Id, from);
    this.names.set(container.Id, shortName(container));
    this.running.add(container.Id);
  }

  /** Whether there is nothing left that could write. */
  get over(): boolean {
    return this.running.size === 0;
  }

  private watched(event: EngineEvent): boolean {
    const { project, services } = this.options;
    const { attributes } = event;
    return (
      event.type === 'container' &&
      attributes[LABEL.project] === project &&
      attributes[LABEL.oneoff] !== 'True' &&
      (services.length === 0 || services.includes(attributes[LABEL.service] ?? ''))
    );
  }

  private *show(): Task<void> {
    const { docker } = this.compose;
    const lines: { readonly id: string; readonly line: LogLine }[] = [];
    for (const [id, from] of this.seen) {
      const more = docker.ask((daemon) => {
        try {
          return daemon.logs(id, from);
        } catch {
          // It has been removed meanwhile.
          return [];
        }
      });
      this.seen.set(id, from + more.length);
      for (const line of more) lines.push({ id, line });
    }
    lines.sort((a, b) => a.line.time - b.line.time);
    for (const { id, line } of lines) {
      const fd = this.options.split && line.stream === 'stderr' ? 2 : 1;
      const stamp = this.options.timestamps ? `${longTimestamp(line.time)} ` : '';
      yield* this.printer.log(this.names.get(id) ?? '', line.bytes, fd, stamp);
    }
  }

  private *handle(event: EngineEvent): Task<Happening | undefined> {
    const { id, action, attributes } = event;
    const { docker } = this.compose;
    if (action === 'start') {
      const found = docker.ask((daemon) => daemon.containers().find(({ Id }) => Id === id));
      if (found === undefined) return undefined;
      this.watch(found, this.seen.get(id) ?? 0);
    }
    if (action === 'die' && this.running.has(id)) {
      yield* this.show();
      const state = docker.ask((daemon) => daemon.containers().find(({ Id }) => Id === id)?.State);
      const again = state !== undefined && (state.Restarting || state.Running);
      const code = Number(attributes['exitCode'] ?? state?.ExitCode ?? 0);
      const note = again ? ' (restarting)' : '';
      yield* this.printer.status(this.names.get(id) ?? '', `exited with code ${code}${note}`);
      if (!again) {
        this.running.delete(id);
        return { kind: 'exited', service: attributes[LABEL.service] ?? '', code };
      }
    }
    return undefined;
  }

  /**
   * Shows what has come, then waits for more.
   *
   * @param helper a process of ours: its end counts as news
   * @returns what happened, if more than lines came
   */
  *next(helper: number | undefined): Task<readonly Happening[]> {
    const { docker } = this.compose;
    const seen = new Map(this.seen);
    const count = this.events;
    const deadline = this.options.until;
    try {
      yield* docker.askTask(function* (daemon) {
        const news = () => {
          if (daemon.events(count).length > 0) return true;
          if (helper !== undefined && !isAlive(daemon.kernel.processesOf(daemon.kernel.host), helper))
            return true;
          for (const [id, from] of seen) {
            try {
              if (daemon.logs(id, from).length > 0) return true;
            } catch {
              // It has been removed: the event says so.
            }
          }
          return false;
        };
        yield* daemon.kernel.until(news, deadline);
      });
    } catch (problem) {
      if (!(problem instanceof SystemError) || problem.code !== 'EINTR') throw problem;
      const signals = docker.process.takeSignals();
      if (signals.some((signal) => signal === 'SIGINT' || signal === 'SIGTERM')) return [{ kind: 'signal' }];
      return [];
    }
    yield* this.show();
    const news = docker.ask((daemon) => daemon.events(count));
    this.events = count + news.length;
    const happenings: Happening[] = [];
    for (const event of news) {
      if (!this.watched(event)) continue;
      const happening = yield* this.handle(event);
      if (happening !== undefined) happenings.push(happening);
    }
    return happenings;
  }
}

/** Whether a process of ours still does something. */
export function isAlive(
  processes: readonly { readonly pid: number; readonly state: string }[],
  pid: number,
): boolean {
  return processes.some((one) => one.pid === pid && one.state !== 'Z');
}
