import type { Process } from '../kernel/process.ts';

/** How descriptors were before a redirection: number → what it was (undefined: closed). */
export type Saved = Map<number, number | undefined>;

/**
 * The descriptors that commands of a shell see, and the process's own descriptors behind them. A redirection changes
 * this table only, so that undoing one costs nothing and a child is given exactly what the script named.
 */
export class Descriptors {
  readonly #process: Process;
  readonly #table: Map<number, number>;
  readonly #frames: Saved[] = [];

  /** @param numbers what is open, under the numbers of the process; or, as a map, number of the script → number of the process */
  constructor(process: Process, numbers: Iterable<number> | ReadonlyMap<number, number>) {
    this.#process = process;
    this.#table =
      numbers instanceof Map
        ? new Map(numbers)
        : new Map([...(numbers as Iterable<number>)].map((number) => [number, number]));
  }

  /** @returns the process's descriptor behind one of the script; undefined if it is closed */
  get(number: number): number | undefined {
    return this.#table.get(number);
  }

  /** @returns what a child is started with */
  table(): ReadonlyMap<number, number> {
    return new Map(this.#table);
  }

  /** @returns the lowest number from 10 that a script has not in use (`{name}>file`) */
  free(): number {
    let number = 10;
    while (this.#table.has(number)) number++;
    return number;
  }

  /** Begins redirections that `restore` takes back. */
  save(): Saved {
    const saved: Saved = new Map();
    this.#frames.push(saved);
    return saved;
  }

  /** Points a number at a descriptor of the process, or closes it; remembers how it was in the innermost frame. */
  set(number: number, real: number | undefined): void {
    const frame = this.#frames.at(-1);
    const before = this.#table.get(number);
    if (frame && !frame.has(number)) frame.set(number, before);
    if (real === undefined) this.#table.delete(number);
    else this.#table.set(number, real);
    if (before !== undefined) this.#closeUnused(before);
  }

  /** Takes back the redirections since `save`. */
  restore(saved: Saved): void {
    this.#frames.splice(this.#frames.indexOf(saved));
    const loose: number[] = [];
    for (const [number, before] of saved) {
      const now = this.#table.get(number);
      if (before === undefined) this.#table.delete(number);
      else this.#table.set(number, before);
      if (now !== undefined && now !== before) loose.push(now);
    }
    for (const real of loose) this.#closeUnused(real);
  }

  /** Makes the redirections since `save` last (`exec >file`). */
  keep(saved: Saved): void {
    this.#frames.splice(this.#frames.indexOf(saved));
    for (const before of saved.values()) if (before !== undefined) this.#closeUnused(before);
  }

  #closeUnused(real: number): void {
    for (const used of this.#table.values()) if (used === real) return;
    for (const frame of this.#frames) for (const used of frame.values()) if (used === real) return;
    if (this.#process.isOpen(real)) this.#process.close(real);
  }
}
