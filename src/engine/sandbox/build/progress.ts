/** Something under a step: bytes that come in, a layer that is written. */
export interface Status {
  readonly id: string;
  /** Bytes so far, and in all; 0: not counted. */
  readonly current: number;
  readonly total: number;
  readonly started: number;
  completed: number | undefined;
}

/** A step of a build as it is shown: BuildKit's vertex. Times are those of the sandbox's clock. */
export interface Vertex {
  readonly name: string;
  readonly started: number;
  completed: number | undefined;
  cached: boolean;
  error: string | undefined;
  readonly statuses: Status[];
  /** Lines of output with the second in front, the last perhaps not ended yet. */
  readonly logs: string[];
  partial: boolean;
}

/** What a build shows while it goes on. */
export interface ProgressView {
  /** Something about a step has changed. */
  update(vertex: Vertex): void;
  /** @returns what is to be written now, and forgets it */
  take(): string;
  /** @returns what is to be written at the end */
  finish(vertices: readonly Vertex[], now: number): string;
}

/** @returns seconds as BuildKit puts them before a line of output */
function stamp(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds.toFixed(seconds < 10 ? 3 : seconds < 100 ? 2 : 1);
}

/** Tells a view what happens to the steps of a build. */
export class Progress {
  readonly vertices: Vertex[] = [];
  readonly #view: ProgressView;
  readonly #now: () => number;

  constructor(view: ProgressView, now: () => number) {
    this.#view = view;
    this.#now = now;
  }

  start(name: string): Vertex {
    const vertex: Vertex = {
      ...{ name, started: this.#now(), completed: undefined, cached: false, error: undefined },
      ...{ statuses: [], logs: [], partial: false },
    };
    this.vertices.push(vertex);
    this.#view.update(vertex);
    return vertex;
  }

  /** A part of a step that is done, and how long it took. */
  status(vertex: Vertex, id: string, bytes: { current?: number; total?: number } = {}, took = 0): void {
    const now = this.#now();
    const { current = 0, total = 0 } = bytes;
    vertex.statuses.push({ id, current, total, started: now - took, completed: now });
    this.#view.update(vertex);
  }

  log(vertex: Vertex, text: string): void {
    const lines = text.split('\n');
    const ended = lines.at(-1) === '';
    if (ended) lines.pop();
    for (const [at, line] of lines.entries()) {
      if (at === 0 && vertex.partial) vertex.logs[vertex.logs.length - 1] += line;
      else vertex.logs.push(`${stamp(this.#now() - vertex.started)} ${line}`);
    }
    vertex.partial = !ended;
    this.#view.update(vertex);
  }

  done(vertex: Vertex, how: { readonly cached?: boolean; readonly error?: string } = {}): void {
    if (vertex.completed !== undefined) return;
    vertex.completed = this.#now();
    vertex.cached = how.cached === true;
    vertex.error = how.error;
    this.#view.update(vertex);
  }
}

const UNITS = ['B', 'kB', 'MB', 'GB'];

/** @returns bytes as BuildKit shows them: `31B`, `1.05kB` */
export function shownBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0 ? `${value}B` : `${value.toFixed(2)}${UNITS[unit]}`;
}

/** @returns ` 1.05kB / 2.10kB` of a status, in plain form without the space */
export function shownCount({ current, total }: Status): string {
  if (total !== 0) return `${shownBytes(current)} / ${shownBytes(total)}`;
  return current === 0 ? '' : shownBytes(current);
}

const CANCELED = 'context canceled';

export const isCanceled = ({ error }: Vertex): boolean => error?.endsWith(CANCELED) === true;

/** @returns what is shown once more at the end of steps that failed: their last lines */
export function errorLogs(vertices: readonly Vertex[], most: number): string {
  return vertices
    .filter((vertex) => vertex.error !== undefined && !isCanceled(vertex))
    .map(
      ({ name, logs }) =>
        `------\n > ${name}:\n${logs
          .slice(-most)
          .map((line) => `${line}\n`)
          .join('')}------\n`,
    )
    .join('');
}
