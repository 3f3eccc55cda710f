import { toText } from '../../../../kernel/bytes.ts';
import { dumps, JSON_ERROR, loads } from '../json.ts';
import { str } from '../show.ts';
import { truth } from '../truth.ts';
import { PyBuiltin, PyBytes, type PyObject, plain } from '../values.ts';
import { type Maker, module, text } from './module.ts';

/** json. */
export const json: Maker = () =>
  module('json', {
    dumps: plain('dumps', ([value], named) => {
      const indent = named.get('indent') ?? null;
      return dumps(
        value!,
        indent === null ? undefined : Number(indent),
        truth(named.get('sort_keys') ?? false),
        truth(named.get('ensure_ascii') ?? true),
      );
    }),
    loads: plain('loads', ([value]) => loads(value instanceof PyBytes ? toText(value.data) : text(value))),
    dump: new PyBuiltin('dump', function* ([value, file], named, line) {
      const indent = named.get('indent') ?? null;
      const write = (file as PyObject).attributes.get('write') as PyBuiltin;
      return yield* write.call(
        [dumps(value!, indent === null ? undefined : Number(indent), false)],
        new Map(),
        line,
      );
    }),
    load: new PyBuiltin('load', function* ([file], _, line) {
      return loads(
        str(yield* ((file as PyObject).attributes.get('read') as PyBuiltin).call([], new Map(), line)),
      );
    }),
    JSONDecodeError: JSON_ERROR,
  });
