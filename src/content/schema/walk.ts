import type * as v from 'valibot';

/** What this module needs to know of any valibot schema. */
interface AnySchema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly item?: AnySchema;
  readonly items?: readonly AnySchema[];
  readonly value?: AnySchema;
  readonly wrapped?: AnySchema;
  readonly options?: readonly AnySchema[];
  readonly key?: string | AnySchema;
  readonly literal?: unknown;
  readonly getter?: (input: unknown) => AnySchema;
}

/**
 * The keys that a schema allows for the map at a path of a value.
 *
 * @param schema the schema of the whole value
 * @param value the value, which need not fit
 * @param path leads to the map
 * @returns the keys, or none if the schema wants no map with known keys there
 */
export function keysAllowed(
  schema: v.GenericSchema,
  value: unknown,
  path: readonly PropertyKey[],
): readonly string[] {
  let here: AnySchema | undefined = schema as unknown as AnySchema;
  let at = value;
  for (const step of path) {
    here = childSchema(here, at, step);
    at = (at as Record<PropertyKey, unknown> | null | undefined)?.[step];
  }
  return Object.keys(chosen(here, at)?.entries ?? {});
}

function childSchema(
  schema: AnySchema | undefined,
  value: unknown,
  step: PropertyKey,
): AnySchema | undefined {
  const parent = chosen(schema, value);
  return parent?.entries?.[String(step)] ?? parent?.item ?? parent?.items?.[Number(step)] ?? parent?.value;
}

/** Looks through wrappers, and at the member of a choice that a value asks for. */
function chosen(schema: AnySchema | undefined, value: unknown): AnySchema | undefined {
  if (schema === undefined) return undefined;
  if (schema.wrapped !== undefined) return chosen(schema.wrapped, value);
  if (schema.getter !== undefined) return chosen(schema.getter(value), value);
  if (schema.type === 'variant') {
    const key = String(schema.key);
    const wanted = (value as Record<string, unknown> | null | undefined)?.[key];
    return schema.options?.find((option) => option.entries?.[key]?.literal === wanted);
  }
  if (schema.type === 'union')
    return schema.options?.map((option) => chosen(option, value)).find(isMapSchema);
  return schema;
}

function isMapSchema(schema: AnySchema | undefined): boolean {
  return schema?.entries !== undefined || schema?.value !== undefined;
}
