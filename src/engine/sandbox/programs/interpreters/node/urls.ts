import type { Task } from '../../../kernel/process.ts';
import type { Realm } from './realm.ts';
import { define, ITERATOR, JsFunction, JsObject, Throw, type Value } from './values.ts';

const PARTS = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

function urlOf(realm: Realm, value: Value): URL {
  return value instanceof JsObject && value.inner instanceof URL
    ? value.inner
    : realm.fail('TypeError', 'Value of "this" must be of type URL');
}

function paramsOf(realm: Realm, value: Value): URLSearchParams {
  return value instanceof JsObject && value.inner instanceof URLSearchParams
    ? value.inner
    : realm.fail('TypeError', 'Value of "this" must be of type URLSearchParams');
}

/** @returns an address read by the rules of the URL standard. Throws TypeError of JavaScript */
function parsed(realm: Realm, text: string, base: string | undefined): URL {
  try {
    return new URL(text, base);
  } catch {
    throw new Throw(
      realm.error('TypeError', 'Invalid URL', {
        code: 'ERR_INVALID_URL',
        input: text,
        ...(base === undefined ? {} : { base }),
      }),
    );
  }
}

/** The classes `URL` and `URLSearchParams` (url.spec.whatwg.org). */
export function defineUrls(realm: Realm): void {
  const make = (name: string, code: JsFunction['code']): JsObject => {
    const proto = realm.object();
    const maker = realm.native(name, code, 'native');
    define(maker, 'prototype', proto, true);
    define(proto, 'constructor', maker, true);
    define(realm.globals, name, maker, true);
    return proto;
  };
  const searchParams = (inner: URLSearchParams, proto = params): JsObject => {
    const made = new JsObject(proto);
    made.inner = inner;
    return made;
  };
  const urls = make('URL', function* (_self, [text, base], target) {
    if (target === undefined)
      realm.fail('TypeError', "Class constructor URL cannot be invoked without 'new'");
    const made = new JsObject(urls);
    made.inner = parsed(
      realm,
      yield* realm.text(text),
      base === undefined ? undefined : yield* realm.text(base),
    );
    return made;
  });
  for (const name of PARTS)
    urls.slots.set(name, {
      value: undefined,
      hidden: true,
      get: realm.plain(name, (self) => urlOf(realm, self)[name]),
      ...(name === 'origin'
        ? {}
        : {
            set: realm.native(name, function* (self, [value]) {
              const text = yield* realm.text(value);
              const url = urlOf(realm, self);
              if (name === 'href') url.href = parsed(realm, text, undefined).href;
              else url[name] = text;
              return undefined;
            }),
          }),
    });
  urls.slots.set('searchParams', {
    value: undefined,
    hidden: true,
    get: realm.plain('searchParams', (self) => searchParams(urlOf(realm, self).searchParams)),
  });
  realm.methods(urls, {
    toString: (self: Value) => urlOf(realm, self).href,
    toJSON: (self) => urlOf(realm, self).href,
  });
  const maker = realm.globals.slots.get('URL')!.value as JsFunction;
  realm.methods(maker, {
    canParse: (_, [text, base]) => URL.canParse(String(text), base === undefined ? undefined : String(base)),
  });
  const params = make('URLSearchParams', function* (_self, [given]) {
    return searchParams(new URLSearchParams(yield* pairsOf(realm, given)));
  });
  defineParams(realm, params);
}

/** @returns what a URLSearchParams is made of: a text, or pairs of names and values */
function* pairsOf(realm: Realm, given: Value): Task<string | [string, string][]> {
  if (given === undefined || given === null) return '';
  if (!(given instanceof JsObject)) return yield* realm.text(given);
  if (given.inner instanceof URLSearchParams) return [...given.inner];
  const pairs: [string, string][] = [];
  if ((yield* realm.get(given, ITERATOR)) instanceof JsFunction) {
    for (const pair of yield* realm.list(given)) {
      const [name, value] = yield* realm.list(pair);
      pairs.push([yield* realm.text(name), yield* realm.text(value)]);
    }
    return pairs;
  }
  for (const [name, slot] of given.slots)
    if (typeof name === 'string' && slot.hidden !== true)
      pairs.push([name, yield* realm.text(yield* realm.get(given, name))]);
  return pairs;
}

function defineParams(realm: Realm, proto: JsObject): void {
  const own = (self: Value): URLSearchParams => paramsOf(realm, self);
  const optional = (value: Value): string | undefined => (value === undefined ? undefined : String(value));
  const entries = (self: Value): Value =>
    realm.iteratorOf([...own(self)].map(([name, value]) => realm.array([name, value])));
  realm.methods(proto, {
    get: (self, [name]) => own(self).get(String(name)),
    getAll: (self, [name]) => realm.array(own(self).getAll(String(name))),
    has: (self, [name, value]) => own(self).has(String(name), optional(value)),
    set: (self, [name, value]) => own(self).set(String(name), String(value)) as undefined,
    append: (self, [name, value]) => own(self).append(String(name), String(value)) as undefined,
    delete: (self, [name, value]) => own(self).delete(String(name), optional(value)) as undefined,
    sort: (self) => own(self).sort() as undefined,
    toString: (self: Value) => own(self).toString(),
    keys: (self) => realm.iteratorOf([...own(self).keys()]),
    values: (self) => realm.iteratorOf([...own(self).values()]),
    entries,
  });
  define(proto, ITERATOR, realm.plain('entries', entries), true);
  define(
    proto,
    'forEach',
    realm.native('forEach', function* (self, [call]) {
      for (const [name, value] of [...own(self)]) yield* realm.call(call, undefined, [value, name, self]);
      return undefined;
    }),
    true,
  );
  proto.slots.set('size', {
    value: undefined,
    hidden: true,
    get: realm.plain('size', (self) => own(self).size),
  });
}

/** @returns names and values of what `util.inspect` shows of an address; of parameters, texts */
export function urlParts(url: URL): readonly (readonly [name: string, value: string | URLSearchParams])[] {
  const parts = PARTS.map((name) => [name, url[name]] as const);
  return [...parts.slice(0, -1), ['searchParams', url.searchParams], parts.at(-1)!];
}

/** The module `url`: the classes, `fileURLToPath`, and `parse` for what programs of long ago ask of it. */
export function urlModule(realm: Realm): Value {
  const { globals } = realm;
  const made = realm.object({
    URL: globals.slots.get('URL')!.value,
    URLSearchParams: globals.slots.get('URLSearchParams')!.value,
  });
  realm.methods(made, {
    fileURLToPath: (_, [url]) =>
      decodeURIComponent(
        String(url instanceof JsObject && url.inner instanceof URL ? url.inner.href : url).replace(
          /^file:\/\//,
          '',
        ),
      ),
    pathToFileURL: (_, [path]) => {
      const url = new JsObject(
        (globals.slots.get('URL')!.value as JsFunction).slots.get('prototype')!.value as JsObject,
      );
      url.inner = new URL(`file://${encodeURI(String(path))}`);
      return url;
    },
    parse: (_, [text, withQuery]) => {
      const whole = String(text);
      const [, protocol, host, rest = ''] = /^([a-z]+:)\/\/([^/?#]*)(.*)$/i.exec(whole) ?? [
        undefined,
        undefined,
        undefined,
        whole,
      ];
      const [, pathname = '', search = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest) ?? [];
      const port = /:(\d+)$/.exec(host ?? '')?.[1] ?? null;
      const query = realm.object();
      for (const [name, value] of new URLSearchParams(search)) define(query, name, value);
      return realm.object({
        protocol: protocol ?? null,
        host: host ?? null,
        port,
        hostname: host?.replace(/:\d+$/, '') ?? null,
        hash: hash === '' ? null : hash,
        search: search === '' ? null : search,
        query: withQuery === true ? query : search === '' ? null : search.slice(1),
        pathname: pathname === '' ? null : pathname,
        path: pathname + search === '' ? null : pathname + search,
        href: whole,
      });
    },
  });
  return made;
}
