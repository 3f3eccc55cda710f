import { describe, expect, it } from 'vitest';
import { jsonSchema, SCHEMA_KINDS } from '../../src/content/json-schema.ts';

/** Every object inside a value, itself included. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

describe('jsonSchema', () => {
  it.each(SCHEMA_KINDS)('of %s is draft-07, and every reference in it leads somewhere', (kind) => {
    const schema = jsonSchema(kind) as Record<string, unknown>;
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    const definitions = Object.keys((schema['$defs'] ?? {}) as object);
    const references = [...objectsIn(schema)].flatMap((one) =>
      typeof one['$ref'] === 'string' ? [one['$ref']] : [],
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(definitions).toContain(reference.replace('#/$defs/', ''));
  });

  it('of a lesson knows its required keys, its questions and its diagrams', () => {
    const schema = jsonSchema('lesson') as {
      required: string[];
      additionalProperties: boolean;
      $defs: object;
    };
    expect(schema.required).toEqual(['format', 'id', 'title', 'minutes', 'steps']);
    expect(schema.additionalProperties).toBe(false);
    const text = JSON.stringify(schema);
    for (const word of ['single', 'multiple', 'layer', 'compare', 'layers', 'chain', 'hypervisor']) {
      expect(text).toContain(`"${word}"`);
    }
  });

  it('of a quiz knows every type of question; that of a lesson, those that stand in a step', () => {
    const quiz = JSON.stringify(jsonSchema('quiz'));
    const lesson = JSON.stringify(jsonSchema('lesson'));
    for (const type of ['order', 'match', 'cloze', 'numeric']) {
      expect(quiz).toContain(`{"const":"${type}"}`);
      expect(lesson).not.toContain(`{"const":"${type}"}`);
    }
  });

  it('lets floors of a stack hold stacks and columns', () => {
    const { $defs } = jsonSchema('lesson') as {
      $defs: Record<string, { properties?: Record<string, unknown> }>;
    };
    const stack = JSON.stringify($defs['stack-tier']?.properties?.['stack']);
    for (const name of ['part-tier', 'stack-tier', 'columns-tier'])
      expect(stack).toContain(`#/$defs/${name}`);
  });
});
