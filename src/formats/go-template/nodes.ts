/** A part of a template. `at` is where Go says it is, in characters from the start. */
export type Operand =
  | { readonly kind: 'dot'; readonly at: number }
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly at: number }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly names: readonly string[];
      readonly at: number;
    }
  | { readonly kind: 'chain'; readonly of: Pipeline; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'function'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'literal';
      readonly value: string | number | boolean | null;
      readonly source: string;
      readonly at: number;
    };

export interface Command {
  readonly words: readonly Operand[];
  readonly at: number;
}

export interface Pipeline {
  /** `$x := `, `$i, $x := ` (range); `assigns`: `$x = `. */
  readonly declares: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
  readonly at: number;
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' };

/** @returns a part as Go writes it in its messages */
export function shown(node: Operand): string {
  switch (node.kind) {
    case 'dot':
      return '.';
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'variable':
      return node.name + node.names.map((name) => `.${name}`).join('');
    case 'chain':
      return `(${shownPipeline(node.of)})${node.names.map((name) => `.${name}`).join('')}`;
    case 'function':
      return node.name;
    default:
      return node.source;
  }
}

/** @returns a pipeline as Go writes it */
export function shownPipeline({ declares, assigns, commands }: Pipeline): string {
  const head = declares.length === 0 ? '' : `${declares.join(', ')} ${assigns ? '=' : ':='} `;
  return head + commands.map((command) => command.words.map(shown).join(' ')).join(' | ');
}
