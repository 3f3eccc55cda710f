import type { Observation, Probe } from '../port.ts';
import { type Daemon, DaemonError } from './daemon/api.ts';
import { contentOf } from './filesystem/tree.ts';
import { type Bytes, toText } from './kernel/bytes.ts';

/**
 * Answers probes from the daemon.
 *
 * @returns one answer for each, in their order. What is asked for leaves no trace
 */
export function observe(daemon: Daemon, probes: readonly Probe[]): readonly Observation[] {
  return probes.map((probe) => {
    try {
      return answer(daemon, probe);
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      return nothing(probe);
    }
  });
}

function answer(daemon: Daemon, probe: Probe): Observation {
  switch (probe.kind) {
    case 'diff':
      return {
        kind: 'diff',
        found: true,
        changes: daemon.diff(probe.container).map(({ kind, path }) => ({ kind, path: toText(path) })),
      };
    case 'file': {
      const node = daemon.readPath(probe.container, probe.path);
      return node?.kind === 'file'
        ? { kind: 'file', found: true, text: toText(contentOf(node)) }
        : nothing(probe);
    }
    case 'http':
      return http(daemon, probe.port, probe.path);
    case 'logs': {
      const bytes: Bytes = daemon
        .logs(probe.container)
        .map((line) => line.bytes)
        .join('');
      return { kind: 'logs', found: true, text: toText(bytes) };
    }
    case 'top':
      return {
        kind: 'top',
        found: true,
        commands: daemon.top(probe.container).map(({ argv }) => argv.map(toText).join(' ')),
      };
    case 'events':
      return {
        kind: 'events',
        found: true,
        events: daemon.events().filter(({ time }) => time >= probe.since),
      };
  }
}

/** Asks the port, and takes back what the asking changed: time, logs, counters. */
function http({ kernel }: Daemon, port: number, path: string): Observation {
  const mark = kernel.journal.mark();
  try {
    const response = kernel.httpGet('127.0.0.1', port, path);
    if (response === undefined) return nothing({ kind: 'http', port, path });
    return { kind: 'http', found: true, status: response.status, body: toText(response.body) };
  } finally {
    kernel.journal.undo(mark);
  }
}

function nothing(probe: Probe): Observation {
  switch (probe.kind) {
    case 'diff':
      return { kind: 'diff', found: false, changes: [] };
    case 'file':
      return { kind: 'file', found: false, text: '' };
    case 'http':
      return { kind: 'http', found: false, status: 0, body: '' };
    case 'logs':
      return { kind: 'logs', found: false, text: '' };
    case 'top':
      return { kind: 'top', found: false, commands: [] };
    case 'events':
      return { kind: 'events', found: false, events: [] };
  }
}
