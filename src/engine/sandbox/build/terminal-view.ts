import { errorLogs, isCanceled, type ProgressView, shownCount, type Vertex } from './progress.ts';

function align(left: string, right: string, width: number): string {
  return `${left.padEnd(Math.max(0, width - right.length - 1))} ${right}`;
}

function timer(from: number, to: number): string {
  const seconds = (to - from) / 1000;
  return `${(seconds < 0.05 ? 0 : seconds).toFixed(1).padStart(3)}s`;
}

function row(name: string, status: string, time: string, width: number): string {
  const prefix = ' => ';
  let left = width - prefix.length - time.length - 3;
  const withStatus = status !== '' && left + status.length > 20;
  if (withStatus) left -= status.length + 1;
  if (left < 12) return '';
  return `${align(`${prefix}${name.slice(0, left)}${withStatus ? ` ${status}` : ''}`, ` ${time}`, width - 1)}\n`;
}

/** The progress of a build on a terminal: the list of its steps, drawn when it is over. */
export class TerminalView implements ProgressView {
  readonly #width: number;

  /** @param width columns of the terminal */
  constructor(width: number) {
    this.#width = width;
  }

  update(): void {}

  take(): string {
    return '';
  }

  finish(vertices: readonly Vertex[], now: number): string {
    const first = vertices[0];
    const completed = vertices.filter((vertex) => vertex.completed !== undefined).length;
    const seconds = ((now - (first?.started ?? now)) / 1000).toFixed(1);
    const finished = completed > 0 && completed === vertices.length ? 'FINISHED' : '';
    const head = `[+] Building ${seconds}s (${completed}/${vertices.length}) ${finished}`;
    const rows = vertices.flatMap((vertex) => {
      const mark = isCanceled(vertex)
        ? 'CANCELED '
        : vertex.error !== undefined
          ? 'ERROR '
          : vertex.cached
            ? 'CACHED '
            : '';
      const time = timer(vertex.started, vertex.completed ?? now);
      return [
        row(`${mark}${vertex.name.replaceAll('\t', ' ')}`, '', time, this.#width),
        ...vertex.statuses.map((status) =>
          row(
            `=> ${status.id}`,
            shownCount(status),
            timer(status.started, status.completed ?? now),
            this.#width,
          ),
        ),
      ];
    });
    const top = `${align(head, 'docker:default', this.#width - 1).slice(0, this.#width)}\n`;
    return `${top}${rows.join('')}${errorLogs(vertices, Number.POSITIVE_INFINITY)}`;
  }
}
