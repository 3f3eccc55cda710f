import type { FileStatus, Task } from '../../kernel/process.ts';
import { Exit, type Tool } from '../support/tool.ts';

/** A file that was found. */
export interface Found {
  readonly path: string;
  readonly status: FileStatus;
  readonly depth: number;
  /** -prune was met. */
  prune: boolean;
}

/** Whether something holds of a file; what acts on it holds too, if it could be done. */
export type Test = (found: Found) => Task<boolean>;

/** What -exec … + gathers. */
export interface Batch {
  readonly argv: readonly string[];
  readonly paths: string[];
}

/** A test that always holds. */
export const always: Test = function* () {
  return true;
};

/** A test that takes no time. */
export function simple(test: (found: Found) => boolean): Test {
  return function* (found) {
    return test(found);
  };
}

/** The words of find's expression, and what is known of all of it so far. */
export class ExpressionReader {
  readonly tool: Tool;
  readonly words: readonly string[];
  at = 0;
  /** Whether something is done with what is found, so that it is not printed of itself. */
  acts = false;
  readonly batches: Batch[] = [];
  least = 0;
  most = Infinity;
  depthFirst = false;

  constructor(tool: Tool, words: readonly string[]) {
    this.tool = tool;
    this.words = words;
  }

  /** Ends with what is said of a word that means nothing. */
  bad(word: string): never {
    const { gnu } = this.tool;
    if (gnu && word.startsWith('-')) return this.tool.fail(`unknown predicate '${word}'`);
    if (gnu) return this.tool.fail(`paths must precede expression: '${word}'`);
    this.tool.err(`unrecognized: ${word}`);
    this.tool.out(
      'BusyBox v1.37.0 multi-call binary.\n\nUsage: find [-HL] [PATH]... [OPTIONS] [ACTIONS]\n',
      2,
    );
    throw new Exit(1);
  }

  /** @returns the word after `word`. @throws Exit if there is none */
  value(word: string): string {
    const value = this.words[this.at++];
    if (value === undefined)
      return this.tool.fail(
        this.tool.gnu ? `missing argument to '${word}'` : `option requires an argument: ${word}`,
      );
    return value;
  }

  /** @returns a comparison from `N`, `+N`, `-N` */
  compare(word: string, text: string, units: Readonly<Record<string, number>>, usual: string) {
    const match = /^([+-]?)(\d+)([a-zA-Z]?)$/.exec(text);
    const unit = units[match?.[3] || usual];
    if (match === null || unit === undefined) {
      const gnu =
        word === '-size'
          ? `Invalid argument \`${text}' to -size`
          : `invalid argument \`${text}' to \`${word}'`;
      return this.tool.fail(this.tool.gnu ? gnu : `invalid number '${text}'`);
    }
    const wanted = Number(match[2]);
    return (value: number, round: (value: number) => number) => {
      const count = round(value / unit);
      return match[1] === '+' ? count > wanted : match[1] === '-' ? count < wanted : count === wanted;
    };
  }
}
