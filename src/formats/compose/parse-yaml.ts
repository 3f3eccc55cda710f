import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { ComposeError, type Mapping, mapping, type Position, type Value } from './tree.ts';
import { type YamlText, yamlEvents } from './yaml-events.ts';
import { plainScalar } from './yaml-scalar.ts';

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

type Scalar = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type Alias = Extract<Event, { type: typeof EVENT_ID.ALIAS }>;
type Collection = Extract<Event, { type: typeof EVENT_ID.MAPPING | typeof EVENT_ID.SEQUENCE }>;

/** Reads the nodes of one document out of the parser's events, of which an alias reads some again. */
class Reader {
  private readonly file: string;
  private readonly source: YamlText;
  private readonly text: string;
  private readonly events: readonly Event[];
  /** The event that is read next. */
  private at: number;
  readonly positions = new Map<string, Position>();
  readonly forgotten: (readonly string[])[] = [];
  /** Collections that are being read, by the number of their event, with their path. */
  private readonly open = new Map<number, readonly string[]>();
  /** Where nodes begin by anchor; the last before an alias is meant. */
  private readonly anchors = new Map<string, number>();
  private visited = 0;

  constructor(file: string, source: YamlText, at: number) {
    this.file = file;
    this.source = source;
    this.text = source.text;
    this.events = source.events;
    this.at = at;
  }

  private positionAt(offset: number): Position | undefined {
    return offset < 0 ? undefined : { file: this.file, ...this.source.place(offset) };
  }

  /** Reads a node; what is read next is then what comes after it. @returns undefined for one that `!reset` takes away */
  read(path: readonly string[]): Value | undefined {
    this.visited += 1;
    if (this.visited > MOST_NODES)
      throw new ComposeError(`compose file exceeds maximum node visit limit (${MOST_NODES})`);
    const start = this.at;
    const event = this.events[start]!;
    this.at += 1;
    if (event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) return null;
    if (event.type === EVENT_ID.ALIAS) return this.follow(event, path);
    this.noteAnchor(event, start);
    const tag = event.tagStart >= 0 ? this.text.slice(event.tagStart, event.tagEnd) : '';
    if (tag === '!reset' || tag === '!override') this.forgotten.push(path);
    const value =
      event.type === EVENT_ID.SCALAR ? this.scalar(event, tag) : this.collection(event, start, path);
    return tag === '!reset' ? undefined : value;
  }

  private noteAnchor({ anchorStart, anchorEnd }: Scalar | Collection, at: number): void {
    if (anchorStart >= 0) this.anchors.set(this.text.slice(anchorStart, anchorEnd), at);
  }

  private scalar(event: Scalar, tag: string): Value {
    const value = getScalarValue(this.text, event);
    const plain =
      event.style === SCALAR_STYLE.PLAIN && (tag === '' || tag === '!reset' || tag === '!override');
    // `!!int` and its like make a number of what is in quotes too.
    return plain || /^!!(?:int|float|bool|null)$/.test(tag) ? plainScalar(value) : value;
  }

  private collection(event: Collection, start: number, path: readonly string[]): Value {
    const again = this.open.get(start);
    if (again !== undefined)
      throw new ComposeError(
        `cycle detected: node at path ${path.join('.')} references node at path ${again.join('.')}`,
      );
    this.open.set(start, path);
    const value = event.type === EVENT_ID.MAPPING ? this.map(path) : this.list(path);
    // Past the event that closes it.
    this.at += 1;
    this.open.delete(start);
    return value;
  }

  private follow({ anchorStart, anchorEnd }: Alias, path: readonly string[]): Value | undefined {
    const name = this.text.slice(anchorStart, anchorEnd);
    const target = this.anchors.get(name);
    if (target === undefined)
      throw new ComposeError(
        `yaml: unknown anchor '${name}' referenced`,
        path.join('.'),
        this.positionAt(anchorStart - 1),
      );
    return this.readAt(target, path);
  }

  /** Reads a node that stands elsewhere; what is read next stays. */
  private readAt(start: number, path: readonly string[]): Value | undefined {
    const next = this.at;
    this.at = start;
    const value = this.read(path);
    this.at = next;
    return value;
  }

  private list(path: readonly string[]): Value {
    const values: Value[] = [];
    while (this.events[this.at]!.type !== EVENT_ID.POP) {
      const own = [...path, String(values.length)];
      const position = this.positionAt(startOf(this.events[this.at]!));
      if (position !== undefined) this.positions.set(own.join('.'), position);
      const value = this.read(own);
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  private map(path: readonly string[]): Mapping {
    const made = mapping();
    const lines = new Map<string, number>();
    const merged: number[] = [];
    while (this.events[this.at]!.type !== EVENT_ID.POP) {
      const position = this.positionAt(startOf(this.events[this.at]!));
      const isMerge = this.isMergeKey(this.events[this.at]!);
      const key = this.key();
      if (isMerge) {
        merged.push(this.at);
        this.skip();
        continue;
      }
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
      const value = this.read(own);
      if (value !== undefined) made[key] = value;
    }
    for (const start of merged) this.merge(made, start, path);
    return made;
  }

  private isMergeKey(event: Event): boolean {
    return (
      event.type === EVENT_ID.SCALAR &&
      event.style === SCALAR_STYLE.PLAIN &&
      getScalarValue(this.text, event) === '<<'
    );
  }

  private key(): string {
    const event = this.events[this.at]!;
    if (event.type !== EVENT_ID.SCALAR) return String(this.read([]));
    this.noteAnchor(event, this.at);
    this.at += 1;
    return getScalarValue(this.text, event);
  }

  /** Goes past a node, whose anchors hold from here on. */
  private skip(): void {
    let depth = 0;
    do {
      const event = this.events[this.at]!;
      if (event.type === EVENT_ID.SCALAR || isCollection(event)) this.noteAnchor(event, this.at);
      if (isCollection(event)) depth += 1;
      if (event.type === EVENT_ID.POP) depth -= 1;
      this.at += 1;
    } while (depth > 0);
  }

  /** A merge key: what the mapping does not say itself, the first that says it wins. */
  private merge(into: Mapping, start: number, path: readonly string[]): void {
    const event = this.events[start]!;
    const name = event.type === EVENT_ID.ALIAS ? this.text.slice(event.anchorStart, event.anchorEnd) : '';
    const target = this.anchors.get(name) ?? start;
    if (this.events[target]!.type === EVENT_ID.SEQUENCE) {
      const next = this.at;
      this.at = target + 1;
      while (this.events[this.at]!.type !== EVENT_ID.POP) {
        const item = this.at;
        this.skip();
        this.merge(into, item, path);
      }
      this.at = next;
      return;
    }
    const positions = new Map(this.positions);
    const more = this.readAt(start, path);
    if (typeof more !== 'object' || more === null || Array.isArray(more))
      throw new ComposeError('yaml: map merge requires map or sequence of maps as the value', path.join('.'));
    // What is said here stays where it is said.
    for (const [at, position] of positions) this.positions.set(at, position);
    for (const [key, value] of Object.entries(more as Mapping)) if (!(key in into)) into[key] = value;
  }
}

function isCollection(event: Event): event is Collection {
  return event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE;
}

/** The offset at which a node is seen to begin; -1 for one that is empty. */
function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.SCALAR: {
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return quoted ? event.valueStart - 1 : event.valueStart;
    }
    default:
      return -1;
  }
}

/**
 * Reads the documents of a Compose file.
 *
 * @param file its path, for messages and positions
 * @throws ComposeError `failed to parse …`
 */
export function parseYaml(file: string, text: string): readonly ParsedDocument[] {
  const source = yamlEvents(text.replace(/^\uFEFF/, ''));
  if ('why' in source) {
    const { line, column, why } = source;
    throw new ComposeError(`failed to parse ${file}: yaml: line ${line}: ${why}`, '', { file, line, column });
  }
  return source.events.flatMap((event, index) =>
    event.type === EVENT_ID.DOCUMENT ? [readDocument(new Reader(file, source, index + 1), file)] : [],
  );
}

function readDocument(reader: Reader, file: string): ParsedDocument {
  try {
    const value = reader.read([]) ?? null;
    return { value, positions: reader.positions, forgotten: reader.forgotten };
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    throw new ComposeError(
      `failed to parse ${file}: ${error.message}`,
      error.path,
      error.position ?? reader.positions.get(error.path),
    );
  }
}
