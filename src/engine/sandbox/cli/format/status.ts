import type { ContainerFacts } from '../../../world.ts';
import { humanDuration } from './human.ts';

/** @returns the column STATUS: `Up 3 seconds (healthy)`, `Exited (0) 5 seconds ago`, `Created` (moby container/state.go) */
export function statusText({ State }: ContainerFacts, now: number): string {
  const since = (moment: string) => humanDuration(now - Date.parse(moment));
  if (State.Running) {
    if (State.Paused) return `Up ${since(State.StartedAt)} (Paused)`;
    if (State.Restarting) return `Restarting (${State.ExitCode}) ${since(State.FinishedAt)} ago`;
    const health = State.Health?.Status;
    const note =
      health === undefined || health === 'none'
        ? ''
        : health === 'starting'
          ? ' (health: starting)'
          : ` (${health})`;
    return `Up ${since(State.StartedAt)}${note}`;
  }
  if (State.Status === 'restarting') return `Restarting (${State.ExitCode}) ${since(State.FinishedAt)} ago`;
  if (State.Status === 'removing') return 'Removal In Progress';
  if (State.Dead) return 'Dead';
  if (State.StartedAt.startsWith('0001')) return 'Created';
  if (State.FinishedAt.startsWith('0001')) return '';
  return `Exited (${State.ExitCode}) ${since(State.FinishedAt)} ago`;
}
