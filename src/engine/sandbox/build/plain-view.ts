import { errorLogs, isCanceled, type ProgressView, shownCount, type Vertex } from './progress.ts';

const LAST_LINES = 10;

interface Shown {
  readonly index: number;
  statuses: number;
  logs: number;
  /** Characters of the line that was not ended when it was shown. */
  offset: number;
  over: boolean;
}

/** The progress of a build line by line, as BuildKit writes it into a pipe. */
export class PlainView implements ProgressView {
  #out = '';
  #current: Vertex | undefined;
  readonly #shown = new Map<Vertex, Shown>();
  readonly #open: Vertex[] = [];
  #next = 1;
  #first = true;

  update(vertex: Vertex): void {
    if (this.#shown.get(vertex)?.over === true) return;
    if (!this.#open.includes(vertex)) this.#open.push(vertex);
    const current = this.#current;
    if (current === undefined || current === vertex || vertex.completed !== undefined) this.#show(vertex);
    // The place is free: whoever runs longest has it.
    while (this.#current === undefined && this.#open.length > 0) this.#show(this.#open[0]!);
  }

  take(): string {
    const out = this.#out;
    this.#out = '';
    return out;
  }

  finish(vertices: readonly Vertex[]): string {
    return `${this.take()}${errorLogs(vertices, LAST_LINES)}`;
  }

  #line(index: number, text: string): void {
    this.#out += `#${index} ${text}\n`;
  }

  #switchTo(vertex: Vertex): Shown {
    let shown = this.#shown.get(vertex);
    if (shown === undefined) {
      shown = { index: this.#next++, statuses: 0, logs: 0, offset: 0, over: false };
      this.#shown.set(vertex, shown);
    }
    if (this.#current === vertex) return shown;
    const left = this.#current === undefined ? undefined : this.#shown.get(this.#current);
    if (left !== undefined) {
      if (left.offset > 0) this.#out += '\n';
      left.offset = 0;
      this.#line(left.index, '...');
    }
    if (this.#first) this.#out += '#0 building with "default" instance using docker driver\n';
    this.#first = false;
    this.#out += '\n';
    this.#line(shown.index, vertex.name);
    this.#current = vertex;
    return shown;
  }

  #show(vertex: Vertex): void {
    const shown = this.#switchTo(vertex);
    for (; shown.statuses < vertex.statuses.length; shown.statuses++) {
      const status = vertex.statuses[shown.statuses]!;
      const count = shownCount(status);
      const took = ((status.completed ?? status.started) - status.started) / 1000;
      const time = took > 0.01 ? ` ${took.toFixed(1)}s` : '';
      const end = status.completed === undefined ? '' : ' done';
      this.#line(shown.index, `${status.id}${count === '' ? '' : ` ${count}`}${time}${end}`);
    }
    this.#showLogs(vertex, shown);
    if (vertex.completed !== undefined) this.#end(vertex, shown);
  }

  #showLogs(vertex: Vertex, shown: Shown): void {
    const { logs, partial } = vertex;
    while (shown.logs < logs.length) {
      const text = logs[shown.logs]!;
      const open = partial && shown.logs === logs.length - 1;
      this.#out += shown.offset > 0 ? text.slice(shown.offset) : `#${shown.index} ${text}`;
      if (open) {
        shown.offset = text.length;
        return;
      }
      this.#out += '\n';
      shown.offset = 0;
      shown.logs += 1;
    }
  }

  #end(vertex: Vertex, shown: Shown): void {
    if (shown.offset > 0) this.#out += '\n';
    shown.offset = 0;
    if (isCanceled(vertex)) this.#line(shown.index, 'CANCELED');
    else if (vertex.error !== undefined) this.#line(shown.index, `ERROR: ${vertex.error}`);
    else if (vertex.cached) this.#line(shown.index, 'CACHED');
    else this.#line(shown.index, `DONE ${(((vertex.completed ?? 0) - vertex.started) / 1000).toFixed(1)}s`);
    shown.over = true;
    this.#current = undefined;
    this.#open.splice(this.#open.indexOf(vertex), 1);
  }
}

/** Shows nothing. */
export class QuietView implements ProgressView {
  update(): void {}
  take(): string {
    return '';
  }
  finish(): string {
    return '';
  }
}
