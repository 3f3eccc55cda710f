import type { Realm } from './realm.ts';
import { define, ITERATOR, JsFunction, JsObject, NotModelled, type Value } from './values.ts';

/** The longest text that a regular expression is tried on: what a real engine backtracks over cannot be stopped. */
const LONGEST_MATCHED = 20_000;

/** @returns the pattern of a RegExp object */
function patternOf(value: Value): RegExp | undefined {
  return value instanceof JsObject && value.inner instanceof RegExp ? value.inner : undefined;
}

function guarded(text: string): string {
  if (text.length > LONGEST_MATCHED) throw new NotModelled('regular expressions on such long texts');
  return text;
}

/** String, RegExp and their prototypes. */
export function defineStrings(realm: Realm): void {
  const proto = realm.proto('String');
  const maker = realm.native(
    'String',
    function* (_self, args) {
      return args.length === 0 ? '' : yield* realm.text(args[0]);
    },
    'native',
  );
  define(maker, 'prototype', proto, true);
  define(proto, 'constructor', maker, true);
  define(realm.globals, 'String', maker, true);
  realm.methods(maker, { fromCharCode: (_, args) => String.fromCharCode(...args.map(Number)) });
  const text = (name: string, code: (self: string, args: readonly Value[]) => Value): void => {
    define(
      proto,
      name,
      realm.native(name, function* (self, args) {
        return code(yield* realm.text(self), args);
      }),
      true,
    );
  };
  const number = (value: Value): number | undefined => (value === undefined ? undefined : Number(value));
  text('toString', (self) => self);
  text('valueOf', (self) => self);
  text('toUpperCase', (self) => self.toUpperCase());
  text('toLowerCase', (self) => self.toLowerCase());
  text('trim', (self) => self.trim());
  text('trimStart', (self) => self.trimStart());
  text('trimEnd', (self) => self.trimEnd());
  text('slice', (self, [from, to]) => self.slice(number(from), number(to)));
  text('substring', (self, [from, to]) => self.substring(number(from) ?? 0, number(to)));
  text('charAt', (self, [at]) => self.charAt(number(at) ?? 0));
  text('charCodeAt', (self, [at]) => self.charCodeAt(number(at) ?? 0));
  text('codePointAt', (self, [at]) => self.codePointAt(number(at) ?? 0));
  text('at', (self, [at]) => self.at(number(at) ?? 0));
  text('indexOf', (self, [what]) => self.indexOf(String(what)));
  text('lastIndexOf', (self, [what]) => self.lastIndexOf(String(what)));
  text('includes', (self, [what]) => self.includes(String(what)));
  text('startsWith', (self, [what, at]) => self.startsWith(String(what), number(at)));
  text('endsWith', (self, [what]) => self.endsWith(String(what)));
  text('concat', (self, args) => self + args.map(String).join(''));
  text('localeCompare', (self, [other]) => (self < String(other) ? -1 : self > String(other) ? 1 : 0));
  text('repeat', (self, [count]) =>
    Number(count) >= 0 && self.length * Number(count) < 16e6
      ? self.repeat(Number(count))
      : realm.fail('RangeError', `Invalid count value: ${String(count)}`),
  );
  for (const name of ['padStart', 'padEnd'] as const)
    text(name, (self, [width, fill]) =>
      self[name](Math.min(Number(width), 1e6), fill === undefined ? ' ' : String(fill)),
    );
  text('split', (self, [by, most]) =>
    realm.array((by === undefined ? [self] : self.split(patternOf(by) ?? String(by))).slice(0, number(most))),
  );
  text('match', (self, [what]) => {
    const pattern = patternOf(what) ?? new RegExp(String(what));
    const found = guarded(self).match(pattern);
    return found === null ? null : pattern.global ? realm.array([...found]) : matched(realm, found);
  });
  text('matchAll', (self, [what]) =>
    realm.iteratorOf([...guarded(self).matchAll(patternOf(what) ?? /$^/g)].map((one) => matched(realm, one))),
  );
  text('search', (self, [what]) => guarded(self).search(patternOf(what) ?? new RegExp(String(what))));
  for (const name of ['replace', 'replaceAll'] as const)
    define(
      proto,
      name,
      realm.native(name, function* (self, [what, by]) {
        const whole = yield* realm.text(self);
        const pattern = patternOf(what) ?? (yield* realm.text(what));
        if (!(by instanceof JsFunction))
          return whole[name](typeof pattern === 'string' ? pattern : pattern, yield* realm.text(by));
        const finds: { at: number; args: string[] }[] = [];
        guarded(whole)[name](pattern, (...args: (string | number)[]) => {
          const place = args.findIndex((one) => typeof one === 'number');
          finds.push({ at: Number(args[place]), args: args.slice(0, place) as string[] });
          return '';
        });
        let result = '';
        let last = 0;
        for (const { at, args } of finds) {
          result +=
            whole.slice(last, at) +
            (yield* realm.text(yield* realm.call(by, undefined, [...args, at, whole])));
          last = at + args[0]!.length;
        }
        return result + whole.slice(last);
      }),
      true,
    );
  define(
    proto,
    ITERATOR,
    realm.plain('[Symbol.iterator]', (self) => realm.iteratorOf([...String(self)])),
    true,
  );
  const expressions = realm.proto('RegExp');
  const make = realm.native(
    'RegExp',
    function* (_self, [source, flags]) {
      const made = new JsObject(expressions);
      const pattern = patternOf(source)?.source ?? (yield* realm.text(source));
      // The engine of regular expressions cannot be stopped.
      if (mayTakeForEver(pattern))
        throw new NotModelled('regular expressions with repetitions of repetitions or of choices');
      try {
        made.inner = new RegExp(pattern, flags === undefined ? '' : yield* realm.text(flags));
      } catch (error) {
        realm.fail('SyntaxError', (error as Error).message);
      }
      return made;
    },
    'native',
  );
  define(make, 'prototype', expressions, true);
  define(expressions, 'constructor', make, true);
  define(realm.globals, 'RegExp', make, true);
  realm.methods(expressions, {
    test: (self, [value]) => patternOf(self)?.test(guarded(String(value))) ?? false,
    exec: (self, [value]) => {
      const found = patternOf(self)?.exec(guarded(String(value))) ?? null;
      return found === null ? null : matched(realm, found);
    },
    toString: (self: Value) => String(patternOf(self)),
  });
}

function matched(realm: Realm, found: RegExpMatchArray): JsObject {
  const made = realm.array([...found]);
  define(made, 'index', found.index);
  define(made, 'input', found.input);
  define(made, 'groups', found.groups === undefined ? undefined : realm.object(found.groups));
  return made;
}

/** Whether something is repeated in a pattern that holds a repetition or a choice itself. */
function mayTakeForEver(pattern: string): boolean {
  const groups: boolean[] = [];
  const plain = pattern.replace(/\\./gs, 'a').replace(/\[[^\]]*\]/g, 'a');
  for (let at = 0; at < plain.length; at++) {
    const letter = plain[at]!;
    if (letter === '(') groups.push(false);
    else if (letter === ')') {
      const risky = groups.pop() ?? false;
      if (risky && /[*+{]/.test(plain[at + 1] ?? '')) return true;
      if (risky && groups.length > 0) groups[groups.length - 1] = true;
    } else if (/[*+{|]/.test(letter) && groups.length > 0) groups[groups.length - 1] = true;
  }
  return false;
}
