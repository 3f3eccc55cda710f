import type { Bytes } from '../kernel/bytes.ts';
import type { LogLine } from './api.ts';
import type { Attached, ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';

type Stream = 'stdout' | 'stderr';

/** A line longer than this is kept in pieces (moby daemon/logger/copier.go). */
const LONGEST_LINE = 16 * 1024;

/**
 * What one container's log holds: beyond it lines are lost, as they are to json-file when the disk is full, while those
 * attached still see them (moby daemon/logger/copier.go goes on after a message that could not be logged).
 */
const MOST_LINES = 100_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** @returns the lines that are whole, and the rest */
function cut(text: Bytes): { readonly lines: readonly Bytes[]; readonly rest: Bytes } {
  const lines: Bytes[] = [];
  let from = 0;
  for (;;) {
    const end = text.indexOf('\n', from);
    const whole = end >= 0 && end - from < LONGEST_LINE;
    if (!whole && text.length - from < LONGEST_LINE) {
      return { lines, rest: text.slice(from) };
    }
    const next = whole ? end + 1 : from + LONGEST_LINE;
    lines.push(text.slice(from, next));
    from = next;
  }
}

/** A container has written: into its log, line by line, and at once to those attached. */
export function output(engine: Engine, container: ContainerRecord, stream: Stream, bytes: Bytes): void {
  keep(engine, container, stream, bytes);
  for (const reader of container.attached) {
    const pipe = reader[stream];
    if (pipe !== undefined) {
      engine.kernel.feed(pipe, bytes);
    }
  }
}

function keep(engine: Engine, container: ContainerRecord, stream: Stream, bytes: Bytes): void {
  if (isFull(container)) {
    return;
  }
  const { lines, rest } = cut(container.partial[stream] + bytes);
  const record = edit(engine, container);
  record.partial = { ...container.partial, [stream]: rest };
  const time = engine.kernel.now();
  const log = edit(engine, container.logs);
  for (const line of lines) {
    if (isFull(container)) {
      record.partial = { stdout: '', stderr: '' };
      return;
    }
    log.push({ stream, time, bytes: line });
    record.logged += line.length;
  }
}

function isFull({ logs, logged }: ContainerRecord): boolean {
  return logs.length >= MOST_LINES || logged >= MOST_BYTES;
}

/** Logs what was written without a newline at its end: no more will come. */
export function flush(engine: Engine, container: ContainerRecord, stream: Stream): void {
  const rest = container.partial[stream];
  if (rest === '') {
    return;
  }
  const line: LogLine = { stream, time: engine.kernel.now(), bytes: rest };
  edit(engine, container.logs).push(line);
  edit(engine, container).partial = { ...container.partial, [stream]: '' };
}

/** Those who read see the end of it. */
export function hangUp(engine: Engine, attached: Attached): void {
  for (const pipe of [attached.stdout, attached.stderr]) {
    if (pipe !== undefined) {
      engine.kernel.release(pipe);
    }
  }
}
