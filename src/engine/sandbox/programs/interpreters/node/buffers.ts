import { type Bytes, fromText, toText } from '../../../kernel/bytes.ts';
import type { Realm } from './realm.ts';
import { define, ITERATOR, JsArray, JsBuffer, JsObject, NotModelled, Throw, type Value } from './values.ts';

/** @returns bytes as a Buffer */
export function bufferOf(realm: Realm, bytes: Bytes): JsBuffer {
  const items = Array.from({ length: bytes.length }, (_, at) => bytes.charCodeAt(at));
  return new JsBuffer(realm.proto('Buffer'), items);
}

/** @returns the bytes of a Buffer, or those of a text in UTF-8 */
export function bytesOf(value: Value): Bytes {
  if (!(value instanceof JsBuffer)) return fromText(String(value));
  let bytes = '';
  for (let at = 0; at < value.items.length; at += 4096)
    bytes += String.fromCharCode(...value.items.slice(at, at + 4096).map((one) => Number(one) & 255));
  return bytes;
}

/** @returns an encoding's name as Node compares it; undefined: utf8. Throws TypeError of JavaScript */
function encodingOf(realm: Realm, name: Value): string {
  const known: Readonly<Record<string, string>> = {
    utf8: 'utf8',
    'utf-8': 'utf8',
    hex: 'hex',
    base64: 'base64',
    base64url: 'base64url',
    latin1: 'latin1',
    binary: 'latin1',
    ascii: 'ascii',
  };
  if (name === undefined || name === null) return 'utf8';
  const found = known[String(name).toLowerCase()];
  if (found !== undefined) return found;
  if (/^(ucs-?2|utf-?16le)$/i.test(String(name))) throw new NotModelled(`the encoding ${String(name)}`);
  throw new Throw(
    realm.error('TypeError', `Unknown encoding: ${String(name)}`, { code: 'ERR_UNKNOWN_ENCODING' }),
  );
}

const hexOf = (bytes: Bytes): string =>
  bytes.replace(/[\s\S]/g, (one) => one.charCodeAt(0).toString(16).padStart(2, '0'));

/** @returns the text that bytes stand for in an encoding of Node's. Throws TypeError of JavaScript for an unknown one */
export function decoded(realm: Realm, bytes: Bytes, encoding: Value): string {
  switch (encodingOf(realm, encoding)) {
    case 'hex':
      return hexOf(bytes);
    case 'base64':
      return btoa(bytes);
    case 'base64url':
      return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    case 'latin1':
      return bytes;
    case 'ascii':
      return bytes.replace(/[\x80-\xff]/g, (one) => String.fromCharCode(one.charCodeAt(0) & 127));
    default:
      return toText(bytes);
  }
}

/** @returns the bytes that a text stands for in an encoding of Node's. Throws TypeError of JavaScript for an unknown one */
function encoded(realm: Realm, text: string, encoding: Value): Bytes {
  switch (encodingOf(realm, encoding)) {
    case 'hex':
      return (/^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? '').replace(/../g, (pair) =>
        String.fromCharCode(Number.parseInt(pair, 16)),
      );
    case 'base64':
    case 'base64url': {
      const letters = text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/=[\s\S]*$/, '')
        .replace(/[^A-Za-z0-9+/]/g, '');
      return atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters);
    }
    case 'latin1':
    case 'ascii':
      return text.replace(/[\u0100-\uffff]/g, (one) => String.fromCharCode(one.charCodeAt(0) & 255));
    default:
      return fromText(text);
  }
}

/** `Buffer`: from, alloc, concat, byteLength, isBuffer; toString, toJSON, slice, equals and the like. */
export function defineBuffer(realm: Realm): void {
  const proto = realm.proto('Buffer');
  const maker = realm.native(
    'Buffer',
    () => {
      throw new NotModelled('new Buffer(), which Node advises against: take Buffer.from()');
    },
    'native',
  );
  define(maker, 'prototype', proto, true);
  define(proto, 'constructor', maker, true);
  define(realm.globals, 'Buffer', maker, true);
  const own = (value: Value): JsBuffer =>
    value instanceof JsBuffer ? value : realm.fail('TypeError', 'argument must be a buffer');
  const bytes = (value: Value, encoding?: Value): Bytes =>
    value instanceof JsBuffer ? bytesOf(value) : encoded(realm, String(value), encoding);
  const from = (value: Value, encoding: Value): Value => {
    if (typeof value === 'string' || value instanceof JsBuffer)
      return bufferOf(realm, bytes(value, encoding));
    if (value instanceof JsArray)
      return new JsBuffer(
        proto,
        value.items.map((one) => Math.trunc(Number(one)) & 255),
      );
    if (value instanceof JsObject && value.slots.get('type')?.value === 'Buffer')
      return from(value.slots.get('data')?.value, undefined);
    throw new Throw(
      realm.error(
        'TypeError',
        `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${value instanceof JsObject ? 'an instance of Object' : value === undefined || value === null ? String(value) : `type ${typeof value} (${String(value)})`}`,
        { code: 'ERR_INVALID_ARG_TYPE' },
      ),
    );
  };
  const filled = (size: Value, fill: Value, encoding: Value): Value => {
    const count = Math.trunc(Number(size));
    if (!(count >= 0 && count <= 16_000_000))
      realm.fail(
        'RangeError',
        `The value of "size" is out of range. It must be >= 0 && <= 16000000. Received ${String(size)}`,
      );
    const by = typeof fill === 'number' ? String.fromCharCode(fill & 255) : bytes(fill ?? '\0', encoding);
    return bufferOf(
      realm,
      by === '' ? '\0'.repeat(count) : by.repeat(Math.ceil(count / by.length)).slice(0, count),
    );
  };
  realm.methods(maker, {
    from: (_, [value, encoding]) => from(value, encoding),
    alloc: (_, [size, fill, encoding]) => filled(size, fill, encoding),
    allocUnsafe: (_, [size]) => filled(size, 0, undefined),
    byteLength: (_, [value, encoding]) => bytes(value, encoding).length,
    isBuffer: (_, [value]) => value instanceof JsBuffer,
    isEncoding: (_, [name]) => /^(utf-?8|hex|base64(url)?|latin1|binary|ascii)$/i.test(String(name)),
    compare: (_, [a, b]) => (bytes(own(a)) < bytes(own(b)) ? -1 : bytes(a) > bytes(b) ? 1 : 0),
    concat: (_, [list, length]) => {
      if (!(list instanceof JsArray))
        return realm.fail('TypeError', 'The "list" argument must be an instance of Array.');
      const all = list.items.map((one) => bytesOf(own(one))).join('');
      const size = length === undefined ? all.length : Number(length);
      return bufferOf(realm, all.slice(0, size).padEnd(size, '\0'));
    },
  });
  const place = (value: Value, whole: number, otherwise: number): number => {
    const at = value === undefined ? otherwise : Math.trunc(Number(value)) || 0;
    return Math.min(Math.max(at < 0 ? whole + at : at, 0), whole);
  };
  const part = (self: Value, [start, end]: readonly Value[]): Value => {
    const { items } = own(self);
    return new JsBuffer(
      proto,
      items.slice(place(start, items.length, 0), place(end, items.length, items.length)),
    );
  };
  realm.methods(proto, {
    toString: (self: Value, [encoding, start, end]: readonly Value[]) =>
      decoded(realm, bytesOf(part(self, [start, end])), encoding),
    toJSON: (self) => realm.object({ type: 'Buffer', data: realm.array([...own(self).items]) }),
    slice: part,
    subarray: part,
    equals: (self, [other]) => bytesOf(own(self)) === bytesOf(own(other)),
    indexOf: (self, [what, , encoding]) =>
      bytesOf(own(self)).indexOf(
        typeof what === 'number' ? String.fromCharCode(what & 255) : bytes(what, encoding),
      ),
    includes: (self, [what, , encoding]) =>
      bytesOf(own(self)).includes(
        typeof what === 'number' ? String.fromCharCode(what & 255) : bytes(what, encoding),
      ),
    fill: (self, [value, , , encoding]) => {
      own(self).items = (filled(own(self).items.length, value, encoding) as JsBuffer).items;
      return self;
    },
    copy: (self, [target, at]) => {
      const to = own(target);
      const from = Math.max(0, Math.trunc(Number(at ?? 0)));
      const count = Math.max(0, Math.min(own(self).items.length, to.items.length - from));
      for (let each = 0; each < count; each++) to.items[from + each] = own(self).items[each];
      return count;
    },
    readUInt8: (self, [at]) => own(self).items[Number(at ?? 0)],
    readUInt16BE: (self, [at]) => numberAt(own(self), Number(at ?? 0), 2),
    readUInt32BE: (self, [at]) => numberAt(own(self), Number(at ?? 0), 4),
  });
  define(
    proto,
    ITERATOR,
    realm.plain('values', (self) => realm.iteratorOf(own(self).items)),
    true,
  );
}

function numberAt({ items }: JsBuffer, at: number, count: number): number {
  return items.slice(at, at + count).reduce<number>((sum, one) => sum * 256 + Number(one), 0);
}

/** @returns a Buffer as `util.inspect` shows it */
export function showBuffer(buffer: JsBuffer): string {
  const more = buffer.items.length - 50;
  const shown = buffer.items.slice(0, 50).map((one) => ` ${Number(one).toString(16).padStart(2, '0')}`);
  return `<Buffer${shown.join('')}${more > 0 ? ` ... ${more} more byte${more === 1 ? '' : 's'}` : ''}>`;
}
