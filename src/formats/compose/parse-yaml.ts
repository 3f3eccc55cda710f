import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
} from 'yaml';
import { ComposeError, type Mapping, mapping, type Position, type Value } from './tree.ts';

/** So many nodes, aliases followed, are read at most: a file of nested aliases would not end (Compose has the same guard). */
const MOST_NODES = 100_000;

/** One document of a file, as plain data, and what was found on the way. */
interface ParsedDocument {
  readonly value: Value;
  /** Where each value stands; keys for the entries of mappings. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Paths with `!reset` or `!override`: what earlier files said there is forgotten. */
  readonly forgotten: readonly (readonly string[])[];
}

/** The words of Go's YAML package for what ours finds. */
const REASONS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BAD_INDENT: 'did not find expected key',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  MULTILINE_IMPLICIT_KEY: 'could not find expected ‘:’'.replace(/[‘’]/g, "'"),
  MISSING_CHAR: 'could not find expected character',
  BAD_ALIAS: 'unknown anchor referenced',
  UNEXPECTED_TOKEN: 'did not find expected node content',
  RESOURCE_EXHAUSTION: 'nested too deeply',
};

class Reader {
  private readonly file: string;
  private readonly lines: LineCounter;
  readonly positions = new Map<string, Position>();
  readonly forgotten: (readonly string[])[] = [];
  private readonly open = new Map<Node, string>();
  /** Nodes by anchor, the last before wins; looked up here, for the library searches the whole document each time. */
  private readonly anchors = new Map<string, Node>();
  private visited = 0;

  constructor(file: string, lines: LineCounter) {
    this.file = file;
    this.lines = lines;
  }

  positionOf(node: Node | null | undefined): Position | undefined {
    if (node?.range === null || node?.range === undefined) return undefined;
    const { line, col } = this.lines.linePos(node.range[0]);
    return { file: this.file, line, column: col };
  }

  /** @returns a node's value; undefined for one that `!reset` takes away */
  read(node: Node | null, path: readonly string[]): Value | undefined {
    this.visited += 1;
    if (this.visited > MOST_NODES)
      throw new ComposeError(`compose file exceeds maximum node visit limit (${MOST_NODES})`);
    if (node === null) return null;
    if (isAlias(node)) return this.follow(node, path);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag === '!reset' || node.tag === '!override') {
      this.forgotten.push(path);
      if (node.tag === '!reset') return undefined;
    }
    if (isScalar(node)) return scalar(node.value, node.source);
    const again = this.open.get(node);
    if (again !== undefined)
      throw new ComposeError(
        `cycle detected: node at path ${path.join('.')} references node at path ${again}`,
      );
    this.open.set(node, path.join('.'));
    const value = isMap(node) ? this.map(node, path) : isSeq(node) ? this.list(node.items, path) : null;
    this.open.delete(node);
    return value;
  }

  private follow(alias: Node, path: readonly string[]): Value | undefined {
    const target = isAlias(alias) ? this.anchors.get(alias.source) : undefined;
    if (target === undefined)
      throw new ComposeError(
        `yaml: unknown anchor '${isAlias(alias) ? alias.source : ''}' referenced`,
        path.join('.'),
        this.positionOf(alias),
      );
    return this.read(target, path);
  }

  private list(items: readonly unknown[], path: readonly string[]): Value {
    const values: Value[] = [];
    for (const item of items) {
      const own = [...path, String(values.length)];
      const position = this.positionOf(item as Node);
      if (position !== undefined) this.positions.set(own.join('.'), position);
      const value = this.read(item as Node, own);
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  private map(node: YAMLMap, path: readonly string[]): Mapping {
    const made = mapping();
    const lines = new Map<string, number>();
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      if (isScalar(pair.key) && pair.key.value === '<<') continue;
      const key = this.key(pair.key);
      const position = this.positionOf(pair.key);
      const before = lines.get(key);
      if (before !== undefined && position !== undefined)
        throw new ComposeError(
          `line ${position.line}: mapping key ${JSON.stringify(key)} already defined at line ${before}`,
          '',
          position,
        );
      if (position !== undefined) lines.set(key, position.line);
      const own = [...path, key];
      if (position !== undefined) this.positions.set(own.join('.'), position);
      const value = this.read(pair.value, own);
      if (value !== undefined) made[key] = value;
    }
    for (const pair of node.items as Pair<Node, Node | null>[])
      if (isScalar(pair.key) && pair.key.value === '<<') this.merge(made, pair.value, path);
    return made;
  }

  private key(node: Node): string {
    return isScalar(node) ? String(node.source ?? node.value) : String(this.read(node, []));
  }

  /** A merge key: what the mapping does not say itself, the first that says it wins. */
  private merge(into: Mapping, node: Node | null, path: readonly string[]): void {
    const target = node !== null && isAlias(node) ? (this.anchors.get(node.source) ?? null) : node;
    if (target !== null && isSeq(target)) {
      for (const item of target.items) this.merge(into, item as Node, path);
      return;
    }
    const positions = new Map(this.positions);
    const more = this.read(node, path);
    if (typeof more !== 'object' || more === null || Array.isArray(more))
      throw new ComposeError('yaml: map merge requires map or sequence of maps as the value', path.join('.'));
    // What is said here stays where it is said.
    for (const [at, position] of positions) this.positions.set(at, position);
    for (const [key, value] of Object.entries(more as Mapping)) if (!(key in into)) into[key] = value;
  }
}

/** Compose's YAML takes `0644` for an octal number, as YAML 1.1 does. */
function scalar(value: unknown, source: string | undefined): Value {
  if (typeof value === 'number' && source !== undefined && /^0[0-7]+$/.test(source))
    return Number.parseInt(source, 8);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  return value === null || value === undefined ? null : String(value);
}

/** The first error is told; a file that is no YAML at all has as many as it has characters. */
function* untilError(tokens: ReturnType<Parser['parse']>): ReturnType<Parser['parse']> {
  for (const token of tokens) {
    yield token;
    if (token.type === 'error') return;
  }
}

/**
 * Reads the documents of a Compose file.
 *
 * @param file its path, for messages and positions
 * @throws ComposeError `failed to parse …`
 */
export function parseYaml(file: string, text: string): readonly ParsedDocument[] {
  const lines = new LineCounter();
  const tags = ['!reset', '!override'].flatMap((tag) => [
    { tag, resolve: (source: string) => source },
    { tag, collection: 'map' as const },
    { tag, collection: 'seq' as const },
  ]);
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({
    uniqueKeys: false,
    customTags: tags as never,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const documents = composer.compose(untilError(parser.parse(text.replace(/^\uFEFF/, ''))), true);
  return [...documents].map((document: Document) => {
    const [problem] = document.errors;
    if (problem !== undefined) {
      const { line, col } = lines.linePos(problem.pos[0]);
      const why = REASONS[problem.code] ?? problem.message;
      throw new ComposeError(`failed to parse ${file}: yaml: line ${line}: ${why}`, '', {
        file,
        line,
        column: col,
      });
    }
    const reader = new Reader(file, lines);
    try {
      const value = reader.read(document.contents as Node | null, []) ?? null;
      return { value, positions: reader.positions, forgotten: reader.forgotten };
    } catch (error) {
      if (!(error instanceof ComposeError)) throw error;
      throw new ComposeError(
        `failed to parse ${file}: ${error.message}`,
        error.path,
        error.position ?? reader.positions.get(error.path),
      );
    }
  });
}
