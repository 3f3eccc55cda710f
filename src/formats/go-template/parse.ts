import { FUNCTION_NAMES } from './functions.ts';
import { lex, lineOf, type Token } from './lex.ts';
import type { Command, Node, Operand, Pipeline } from './nodes.ts';
import { TemplateError } from './template-error.ts';
import { unquote } from './unquote.ts';

/** A template that has been read. */
export interface Template {
  readonly source: string;
  readonly nodes: readonly Node[];
}

/**
 * Reads a Go template (text/template with docker's functions).
 * Throws TemplateError: `template: :1: unclosed action`.
 */
export function parseTemplate(source: string): Template {
  const parser = new Parser(source);
  return { source, nodes: parser.whole() };
}

type Ending = 'end' | 'else' | 'eof';

class Parser {
  constructor(source: string) {
    this.source = source;
    this.tokens = lex(source);
  }
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private at = 0;
  private loops = 0;
  private scope: string[] = ['$'];

  whole(): readonly Node[] {
    const { nodes, ending } = this.list();
    if (ending !== 'eof') throw this.error(`unexpected {{${ending}}}`);
    return nodes;
  }

  private error(what: string): TemplateError {
    const token = this.tokens[Math.min(this.at, this.tokens.length - 1)];
    return new TemplateError(lineOf(this.source, token?.at ?? 0), what);
  }

  private peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token;
  }

  private take(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private skipSpace(): void {
    while (this.peek().kind === 'space') this.at += 1;
  }

  private list(): { readonly nodes: readonly Node[]; readonly ending: Ending } {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.take();
      if (token.kind === 'end') return { nodes, ending: 'eof' };
      if (token.kind === 'text') {
        nodes.push({ kind: 'text', text: token.text });
        continue;
      }
      this.skipSpace();
      const word = this.peek();
      if (word.kind === 'name' && (word.text === 'end' || word.text === 'else')) {
        this.at += 1;
        if (word.text === 'end') this.close('end');
        return { nodes, ending: word.text };
      }
      nodes.push(this.action(word));
    }
  }

  private action(word: Token): Node {
    if (word.kind === 'name') {
      if (word.text === 'if' || word.text === 'with' || word.text === 'range') {
        this.at += 1;
        return this.control(word.text);
      }
      if (word.text === 'break' || word.text === 'continue') {
        this.at += 1;
        if (this.loops === 0) throw this.error(`{{${word.text}}} outside {{range}}`);
        this.close(word.text);
        return { kind: word.text };
      }
      if (word.text === 'template' || word.text === 'define' || word.text === 'block')
        throw this.error(`template "${this.source.slice(word.at).split('"')[1] ?? ''}" not defined`);
    }
    const pipeline = this.pipeline('command');
    this.close('command');
    return { kind: 'output', pipeline };
  }

  private close(context: string): void {
    this.skipSpace();
    const token = this.take();
    if (token.kind !== 'close') {
      this.at -= 1;
      throw this.error(`unexpected ${describe(token)} in ${context}`);
    }
  }

  private control(kind: 'if' | 'with' | 'range'): Node {
    const depth = this.scope.length;
    const pipeline = this.pipeline(kind);
    this.close(kind);
    if (kind === 'range') this.loops += 1;
    const { nodes, ending } = this.list();
    if (kind === 'range') this.loops -= 1;
    let otherwise: readonly Node[] = [];
    if (ending === 'eof') throw this.error('unexpected EOF');
    if (ending === 'else') otherwise = this.otherwise(kind);
    this.scope.length = depth;
    return { kind, pipeline, body: nodes, otherwise };
  }

  /** After `{{else`: `{{else if …}}` and `{{else with …}}` share their end with what is around them. */
  private otherwise(kind: 'if' | 'with' | 'range'): readonly Node[] {
    this.skipSpace();
    const word = this.peek();
    if (word.kind === 'name' && word.text === kind && kind !== 'range') {
      this.at += 1;
      return [this.control(kind)];
    }
    this.close('else');
    const { nodes, ending } = this.list();
    if (ending === 'eof') throw this.error('unexpected EOF');
    if (ending === 'else') throw this.error('expected end; found {{else}}');
    return nodes;
  }

  private pipeline(context: string): Pipeline {
    this.skipSpace();
    const at = this.peek().at;
    const { declares, assigns } = this.declaration(context);
    const commands: Command[] = [];
    for (;;) {
      this.skipSpace();
      const token = this.peek();
      const ends = token.kind === 'close' || token.text === ')';
      if (ends || token.kind === 'end') {
        if (commands.length === 0) throw this.error(`missing value for ${context}`);
        break;
      }
      commands.push(this.command());
      this.skipSpace();
      if (this.peek().text !== '|' || this.peek().kind !== 'punctuation') break;
      this.at += 1;
      this.skipSpace();
      if (this.peek().kind === 'close') throw this.error(`missing value for ${context}`);
    }
    this.checkPipeline(commands);
    if (!assigns) this.scope.push(...declares);
    return { declares, assigns, commands, at };
  }

  private checkPipeline(commands: readonly Command[]): void {
    commands.slice(1).forEach((command, index) => {
      const first = command.words[0];
      if (first?.kind === 'literal' || first?.kind === 'dot')
        throw this.error(`non executable command in pipeline stage ${index + 2}`);
    });
  }

  private declaration(context: string): { readonly declares: readonly string[]; readonly assigns: boolean } {
    const start = this.at;
    const declares: string[] = [];
    while (this.peek().kind === 'variable') {
      declares.push(this.take().text);
      this.skipSpace();
      const next = this.peek();
      if (next.kind === 'punctuation' && (next.text === ':=' || next.text === '=')) {
        this.at += 1;
        return { declares, assigns: next.text === '=' };
      }
      if (next.text !== ',' || context !== 'range') break;
      this.at += 1;
      this.skipSpace();
    }
    this.at = start;
    return { declares: [], assigns: false };
  }

  private command(): Command {
    const at = this.peek().at;
    const words: Operand[] = [];
    for (;;) {
      this.skipSpace();
      const token = this.peek();
      if (token.kind === 'close' || token.kind === 'end' || token.text === ')' || token.text === '|') break;
      words.push(this.operand(token));
      const after = this.peek();
      if (after.kind !== 'space' && after.kind !== 'close' && after.text !== ')' && after.text !== '|')
        throw this.error(`unexpected ${describe(after)} in operand`);
    }
    return { words, at };
  }

  private operand(token: Token): Operand {
    const { at } = token;
    this.at += 1;
    switch (token.kind) {
      case 'field': {
        const rest = this.fields();
        return { kind: 'field', names: [token.text.slice(1), ...rest.names], at: rest.at ?? at };
      }
      case 'variable': {
        if (!this.scope.includes(token.text)) throw this.error(`undefined variable "${token.text}"`);
        const rest = this.fields();
        return { kind: 'variable', name: token.text, names: rest.names, at: rest.at ?? at };
      }
      case 'string':
        return { kind: 'literal', value: unquote(token.text), source: token.text, at };
      case 'char':
        return {
          kind: 'literal',
          value: unquote(`"${token.text.slice(1, -1)}"`).codePointAt(0) ?? 0,
          source: token.text,
          at,
        };
      case 'number':
        return { kind: 'literal', value: Number(token.text.replace(/_/g, '')), source: token.text, at };
      case 'name':
        return this.named(token);
      default:
        break;
    }
    if (token.text === '.') return { kind: 'dot', at };
    if (token.text === '(') return this.parenthesis(at);
    this.at -= 1;
    throw this.error(`unexpected ${describe(token)} in operand`);
  }

  private named({ text, at }: Token): Operand {
    if (text === 'true' || text === 'false')
      return { kind: 'literal', value: text === 'true', source: text, at };
    if (text === 'nil') return { kind: 'literal', value: null, source: text, at };
    if (!FUNCTION_NAMES.has(text)) throw this.error(`function "${text}" not defined`);
    return { kind: 'function', name: text, at };
  }

  private parenthesis(at: number): Operand {
    const of = this.pipeline('parenthesized pipeline');
    this.skipSpace();
    if (this.take().text !== ')') throw this.error('unclosed left paren');
    return { kind: 'chain', of, names: this.fields().names, at };
  }

  /** The `.A.B` right after an operand; `at` is where Go then says that the whole is. */
  private fields(): { readonly names: readonly string[]; readonly at: number | undefined } {
    const names: string[] = [];
    let at: number | undefined;
    while (this.peek().kind === 'field') {
      const token = this.take();
      at ??= token.at;
      names.push(token.text.slice(1));
    }
    return { names, at };
  }
}

function describe(token: Token): string {
  if (token.kind === 'end') return 'EOF';
  if (token.kind === 'close') return '"}}"';
  return token.kind === 'string' ? token.text : `<${token.text}>`;
}
