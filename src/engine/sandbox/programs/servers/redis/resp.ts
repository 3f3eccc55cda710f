import type { Bytes } from '../../../kernel/bytes.ts';
import type { Process, Task } from '../../../kernel/process.ts';

/** A reply of redis: a status, an error, a number, a string, nothing, a list (redis.io/docs/latest/develop/reference/protocol-spec). */
export type Reply =
  | { readonly kind: 'status'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'bulk'; readonly value: Bytes | undefined }
  | { readonly kind: 'list'; readonly items: readonly Reply[] };

export const OK: Reply = { kind: 'status', text: 'OK' };
export const NIL: Reply = { kind: 'bulk', value: undefined };
export const integer = (value: number): Reply => ({ kind: 'integer', value });
export const bulk = (value: Bytes | undefined): Reply => ({ kind: 'bulk', value });
export const list = (values: readonly Bytes[]): Reply => ({ kind: 'list', items: values.map(bulk) });
export const failure = (text: string): Reply => ({ kind: 'error', text });

/** @returns a reply as it goes over the wire */
export function encodeReply(reply: Reply): Bytes {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'bulk':
      return reply.value === undefined ? '$-1\r\n' : `$${reply.value.length}\r\n${reply.value}\r\n`;
    case 'list':
      return `*${reply.items.length}\r\n${reply.items.map(encodeReply).join('')}`;
  }
}

/** @returns a command as it goes over the wire */
export function encodeCommand(words: readonly Bytes[]): Bytes {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}

/** What reads from a connection piece by piece. */
export class Reader {
  readonly #process: Process;
  readonly #fd: number;
  #data = '';

  constructor(process: Process, fd: number) {
    this.#process = process;
    this.#fd = fd;
  }

  *#more(): Task<boolean> {
    const chunk = yield* this.#process.read(this.#fd, 65_536);
    this.#data += chunk;
    return chunk !== '';
  }

  /** @returns a line without its end; undefined if the other side has left */
  *line(): Task<Bytes | undefined> {
    for (;;) {
      const at = this.#data.indexOf('\n');
      if (at >= 0) {
        const line = this.#data.slice(0, at).replace(/\r$/, '');
        this.#data = this.#data.slice(at + 1);
        return line;
      }
      if (!(yield* this.#more())) return undefined;
    }
  }

  *#bytes(count: number): Task<Bytes | undefined> {
    while (this.#data.length < count + 2) if (!(yield* this.#more())) return undefined;
    const bytes = this.#data.slice(0, count);
    this.#data = this.#data.slice(count + 2);
    return bytes;
  }

  /** @returns the words of a command, in the protocol's form or typed as a line; undefined at the end */
  *command(): Task<readonly Bytes[] | undefined> {
    const line = yield* this.line();
    if (line === undefined) return undefined;
    if (!line.startsWith('*')) return splitWords(line) ?? [];
    const words: Bytes[] = [];
    for (let count = Number(line.slice(1)); count > 0; count--) {
      const length = yield* this.line();
      if (length === undefined) return undefined;
      const word = yield* this.#bytes(Number(length.slice(1)));
      if (word === undefined) return undefined;
      words.push(word);
    }
    return words;
  }

  *reply(): Task<Reply | undefined> {
    const line = yield* this.line();
    if (line === undefined) return undefined;
    const rest = line.slice(1);
    if (line.startsWith('+')) return { kind: 'status', text: rest };
    if (line.startsWith('-')) return { kind: 'error', text: rest };
    if (line.startsWith(':')) return integer(Number(rest));
    if (line.startsWith('$')) return Number(rest) < 0 ? NIL : bulk(yield* this.#bytes(Number(rest)));
    const items: Reply[] = [];
    for (let count = Number(rest); count > 0; count--) {
      const item = yield* this.reply();
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: 'list', items };
  }
}

/** @returns the words of a line, with quotes as redis-cli takes them; undefined if one is not closed */
export function splitWords(line: Bytes): Bytes[] | undefined {
  const words: Bytes[] = [];
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']\S*))(?=\s|$)/gy;
  const text = line.trimEnd();
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
    words.push(
      match[1]?.replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char) ?? match[2] ?? match[3] ?? '',
    );
  }
  return words;
}
