import type { ParsedFile } from '../parsed-file.ts';
import type { Path } from '../positions.ts';
import type { ProblemList } from '../problems.ts';

/** The kinds of things that have ids of their own. */
export type IdKind =
  | 'module'
  | 'lesson'
  | 'quiz'
  | 'lab'
  | 'task'
  | 'step'
  | 'question'
  | 'option'
  | 'objective'
  | 'term'
  | 'misconception';

interface Claim {
  readonly id: string;
  readonly file: ParsedFile;
  readonly path: Path;
}

/**
 * `duplicate-id` and `was-clash` for one kind of thing, over as many files as there are. Progress hangs on ids: two
 * things of one name would share it, and a former name that lives would take it from its owner.
 */
export class IdRegister {
  readonly #kind: IdKind;
  readonly #list: ProblemList;
  readonly #living = new Map<string, Claim>();
  readonly #former: Claim[] = [];

  constructor(kind: IdKind, list: ProblemList) {
    this.#kind = kind;
    this.#list = list;
  }

  /**
   * Takes note of a thing.
   *
   * @param id its id
   * @param file where it stands
   * @param path leads to the thing (a map with `id` and perhaps `was`)
   * @param was the ids it had before
   */
  add(id: string, file: ParsedFile, path: Path, was: readonly string[] = []): void {
    was.forEach((former, index) => {
      this.#former.push({ id: former, file, path: [...path, 'was', index] });
    });
    const first = this.#living.get(id);
    if (first === undefined) {
      this.#living.set(id, { id, file, path });
      return;
    }
    const where = first.file === file ? 'in this file' : `in ${first.file.source.name}`;
    const message = `the ${this.#kind} \`${id}\` is there already, ${where}`;
    this.#list.add(file, 'duplicate-id', [...path, 'id'], message, { hint: 'give it an id of its own' });
  }

  /** Looks at the former ids, once everything is known. */
  finish(): void {
    const claimed = new Set<string>();
    for (const { id, file, path } of this.#former) {
      if (this.#living.has(id)) {
        const message = `\`${id}\` is still the id of a ${this.#kind}`;
        this.#list.add(file, 'was-clash', path, message, { hint: 'a former id names nothing that lives' });
      } else if (claimed.has(id)) {
        const message = `another ${this.#kind} was \`${id}\` too`;
        this.#list.add(file, 'was-clash', path, message, { hint: 'only one can take over its progress' });
      }
      claimed.add(id);
    }
  }
}
