import { type Node, PatternError } from './parse.ts';

type Instruction =
  | { readonly op: 'set'; readonly test: RegExp }
  | { readonly op: 'assert'; readonly test: RegExp }
  | { readonly op: 'save'; readonly slot: number }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'match' };

const MOST_INSTRUCTIONS = 20_000;

/** @returns true if a match in time proportional to the text needs the machine: choices, repetitions in one another or many */
export function needsMachine(node: Node): boolean {
  let repeats = 0;
  const visit = (one: Node, inside: boolean): boolean => {
    switch (one.kind) {
      case 'choice':
        return true;
      case 'group':
        return visit(one.inner, inside);
      case 'sequence':
        return one.items.some((item) => visit(item, inside));
      case 'repeat':
        if (one.most > 1) repeats++;
        return (inside && one.most > 1) || repeats > 3 || visit(one.inner, inside || one.most > 1);
      default:
        return false;
    }
  };
  return visit(node, false);
}

/** @returns true if the expression refers back to a group */
export function refersBack(node: Node): boolean {
  if (node.kind === 'back') return true;
  if (node.kind === 'sequence') return node.items.some(refersBack);
  if (node.kind === 'choice') return node.options.some(refersBack);
  return (node.kind === 'group' || node.kind === 'repeat') && refersBack(node.inner);
}

interface Thread {
  readonly pc: number;
  readonly saved: readonly number[];
}

/**
 * Matches as POSIX wants it, the longest of the leftmost, in time proportional to the text: all ways are followed at
 * once (Thompson's construction with submatches, after Pike).
 */
export class Machine {
  readonly #code: Instruction[] = [];

  constructor(node: Node, ignoreCase: boolean) {
    this.#emit(node, ignoreCase ? 'i' : '');
    this.#push({ op: 'match' });
  }

  #push(instruction: Instruction): number {
    if (this.#code.length >= MOST_INSTRUCTIONS) throw new PatternError('big');
    return this.#code.push(instruction) - 1;
  }

  #emit(node: Node, flags: string): void {
    switch (node.kind) {
      case 'set':
        this.#push({ op: 'set', test: new RegExp(`^${node.source}$`, flags) });
        return;
      case 'assert':
        this.#push({ op: 'assert', test: new RegExp(node.source, 'y') });
        return;
      case 'group':
        this.#push({ op: 'save', slot: node.index * 2 });
        this.#emit(node.inner, flags);
        this.#push({ op: 'save', slot: node.index * 2 + 1 });
        return;
      case 'sequence':
        for (const item of node.items) this.#emit(item, flags);
        return;
      case 'choice': {
        const jumps: { op: 'jump'; to: number }[] = [];
        for (const [at, option] of node.options.entries()) {
          if (at === node.options.length - 1) {
            this.#emit(option, flags);
            break;
          }
          const split = { op: 'split' as const, first: this.#code.length + 1, second: 0 };
          this.#push(split);
          this.#emit(option, flags);
          const jump = { op: 'jump' as const, to: 0 };
          jumps.push(jump);
          this.#push(jump);
          split.second = this.#code.length;
        }
        for (const jump of jumps) jump.to = this.#code.length;
        return;
      }
      case 'repeat': {
        for (let i = 0; i < node.least; i++) this.#emit(node.inner, flags);
        if (node.most === Infinity) {
          const split = { op: 'split' as const, first: 0, second: 0 };
          const begin = this.#push(split);
          split.first = begin + 1;
          this.#emit(node.inner, flags);
          this.#push({ op: 'jump', to: begin });
          split.second = this.#code.length;
          return;
        }
        const splits: { op: 'split'; first: number; second: number }[] = [];
        for (let i = node.least; i < node.most; i++) {
          const split = { op: 'split' as const, first: this.#code.length + 1, second: 0 };
          splits.push(split);
          this.#push(split);
          this.#emit(node.inner, flags);
        }
        for (const split of splits) split.second = this.#code.length;
        return;
      }
      default:
        throw new PatternError('back');
    }
  }

  /** @returns offsets of the match and of its groups, in pairs; undefined if there is none at or after `from` */
  run(text: string, from: number): readonly number[] | undefined {
    let threads: Thread[] = [];
    let best: readonly number[] | undefined;
    const seen = new Int32Array(this.#code.length).fill(-1);
    const add = (list: Thread[], pc: number, saved: readonly number[], at: number): void => {
      const pending: Thread[] = [{ pc, saved }];
      while (pending.length > 0) {
        const thread = pending.pop()!;
        if (seen[thread.pc] === at) continue;
        seen[thread.pc] = at;
        const instruction = this.#code[thread.pc]!;
        if (instruction.op === 'jump') pending.push({ pc: instruction.to, saved: thread.saved });
        else if (instruction.op === 'split') {
          pending.push({ pc: instruction.second, saved: thread.saved });
          pending.push({ pc: instruction.first, saved: thread.saved });
        } else if (instruction.op === 'save') {
          const next = [...thread.saved];
          next[instruction.slot] = at;
          pending.push({ pc: thread.pc + 1, saved: next });
        } else if (instruction.op === 'assert') {
          instruction.test.lastIndex = at;
          if (instruction.test.test(text)) pending.push({ pc: thread.pc + 1, saved: thread.saved });
        } else if (instruction.op === 'match') {
          const begin = thread.saved[0]!;
          if (best === undefined || begin < best[0]! || (begin === best[0] && at > best[1]!)) {
            const found = [...thread.saved];
            found[1] = at;
            best = found;
          }
        } else list.push(thread);
      }
    };
    for (let at = from; at <= text.length; at++) {
      // Ways that began earlier come first, so the leftmost wins.
      const here: Thread[] = threads;
      if (best === undefined) add(here, 0, [at], at);
      if (here.length === 0 && best !== undefined) return best;
      if (at === text.length) break;
      const sign = text[at]!;
      const next: Thread[] = [];
      for (const thread of here) {
        const instruction = this.#code[thread.pc]!;
        if (instruction.op !== 'set' || !instruction.test.test(sign)) continue;
        if (best !== undefined && thread.saved[0]! > best[0]!) continue;
        add(next, thread.pc + 1, thread.saved, at + 1);
      }
      threads = next;
    }
    return best;
  }
}
