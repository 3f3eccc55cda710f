import { COMPOSE_SCHEMA, type Schema, type TypeName } from './schema.ts';
import { ComposeError, isList, isMapping, type Mapping, type Value } from './tree.ts';

/** A value that does not fit: where, how deep, and what is said of it. */
interface Misfit {
  readonly path: readonly string[];
  readonly depth: number;
  readonly said: string;
}

function typeOf(value: Value): TypeName {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  return typeof value as TypeName;
}

function hasType(value: Value, type: TypeName): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;
}

const readable = (type: TypeName): string => (type === 'object' ? 'mapping' : type);

function anyOfTypes(types: readonly TypeName[]): string {
  const names = types.map(readable);
  if (names.length === 1) return names[0] ?? '';
  const sorted = names.toSorted();
  return `${sorted.slice(0, -1).join(', ')} or ${sorted.at(-1)}`;
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** Of several, the deepest; of those, the first. */
function deepest(misfits: readonly Misfit[]): Misfit | undefined {
  let found: Misfit | undefined;
  for (const misfit of misfits) if (found === undefined || misfit.depth > found.depth) found = misfit;
  return found;
}

function checkList(schema: Schema, value: readonly Value[], path: readonly string[]): Misfit[] {
  const misfits: Misfit[] = [];
  if (schema.items !== undefined)
    for (const [index, item] of value.entries()) {
      const misfit = misfitOf(schema.items, item, [...path, String(index)]);
      if (misfit !== undefined) misfits.push(misfit);
    }
  if (schema.unique === true) {
    const seen = new Map<string, number>();
    for (const [index, item] of value.entries()) {
      const text = JSON.stringify(item);
      const before = seen.get(text);
      if (before !== undefined) {
        misfits.push({ path, depth: path.length, said: `items at ${before} and ${index} are equal` });
        break;
      }
      seen.set(text, index);
    }
  }
  return misfits;
}

function checkMapping(schema: Schema, value: Mapping, path: readonly string[]): Misfit[] {
  const misfits: Misfit[] = [];
  const missing = (schema.required ?? []).filter((key) => !(key in value));
  if (missing.length > 0)
    misfits.push({
      path,
      depth: path.length,
      said: `missing propert${missing.length === 1 ? 'y' : 'ies'} ${quoted(missing)}`,
    });
  const unknown: string[] = [];
  for (const [key, item] of Object.entries(value)) {
    const own =
      (schema.properties !== undefined && Object.hasOwn(schema.properties, key)
        ? schema.properties[key]
        : undefined) ?? schema.keys?.find(({ pattern }) => pattern.test(key))?.schema;
    if (own === undefined) {
      if (schema.closed === true) unknown.push(key);
      continue;
    }
    const misfit = misfitOf(own, item, [...path, key]);
    if (misfit !== undefined) misfits.push(misfit);
  }
  if (unknown.length > 0)
    misfits.push({
      path,
      depth: path.length + 1,
      said: `additional properties ${quoted(unknown)} not allowed`,
    });
  return misfits;
}

function checkScalar(schema: Schema, value: Value, path: readonly string[]): Misfit[] {
  const misfit = (said: string): Misfit[] => [{ path, depth: path.length, said }];
  if (typeof value === 'string') {
    if (schema.values !== undefined && !schema.values.includes(value))
      return misfit(
        schema.values.length === 1
          ? `value must be '${schema.values[0]}'`
          : `value must be one of ${quoted(schema.values)}`,
      );
    if (schema.pattern !== undefined && !schema.pattern.test(value))
      return misfit(`'${value}' does not match pattern '${schema.pattern.source}'`);
  }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum)
      return misfit(`must be greater than or equal to ${schema.minimum}`);
    if (schema.maximum !== undefined && value > schema.maximum)
      return misfit(`must be less than or equal to ${schema.maximum}`);
  }
  return [];
}

function misfitOf(schema: Schema, value: Value, path: readonly string[]): Misfit | undefined {
  if (schema.oneOf !== undefined) {
    const misfits = schema.oneOf.map((one) => misfitOf(one, value, path));
    if (misfits.includes(undefined)) return undefined;
    return deepest(misfits.filter((misfit) => misfit !== undefined));
  }
  if (schema.types !== undefined && !schema.types.some((type) => hasType(value, type)))
    return { path, depth: path.length, said: `must be a ${anyOfTypes(schema.types)}` };
  if (isList(value)) return deepest(checkList(schema, value, path));
  if (isMapping(value)) return deepest(checkMapping(schema, value, path));
  return deepest(checkScalar(schema, value, path));
}

/**
 * Checks a merged file against the schema, and tells what Compose would: the deepest of all errors.
 *
 * @param file as the message names it
 * @throws ComposeError `validating FILE: services.web additional properties 'imag' not allowed`
 */
export function validateSchema(file: string, tree: Mapping): void {
  const misfit = misfitOf(COMPOSE_SCHEMA, tree, []);
  if (misfit === undefined) return;
  const path = misfit.path.join('.');
  const unknown = /^additional properties '([^']*)'/.exec(misfit.said)?.[1];
  throw new ComposeError(
    `validating ${file}: ${path} ${misfit.said}`,
    unknown === undefined ? path : [...misfit.path, unknown].join('.'),
  );
}

/**
 * The keys that may stand in a mapping of a Compose file.
 *
 * @param path the mapping's keys from the top: `services`, `web`
 * @returns the keys; none where any key may stand, or where there is no mapping
 */
export function knownKeys(path: readonly string[]): string[] {
  let schemas: readonly Schema[] = [COMPOSE_SCHEMA];
  for (const key of path) schemas = schemas.flatMap(alternatives).flatMap((schema) => inside(schema, key));
  return [
    ...new Set(schemas.flatMap(alternatives).flatMap(({ properties }) => Object.keys(properties ?? {}))),
  ];
}

function alternatives(schema: Schema): readonly Schema[] {
  return schema.oneOf ?? [schema];
}

function inside(schema: Schema, key: string): readonly Schema[] {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) {
    const own = schema.properties[key];
    return own === undefined ? [] : [own];
  }
  const items = schema.items !== undefined && /^\d+$/.test(key) ? [schema.items] : [];
  return [
    ...items,
    ...(schema.keys ?? []).filter(({ pattern }) => pattern.test(key)).map((each) => each.schema),
  ];
}
