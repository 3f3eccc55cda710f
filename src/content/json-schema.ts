/** The JSON Schemas with which editors complete and check the files of a pack. */
import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema, LazySchema } from 'valibot';
import { DiagramSchema, LabelSchema, TierSchema } from '../diagram/schema.ts';
import { IdSchema, SourceSchema, TextSchema } from './schema/common.ts';
import { AskSchema, ItemSchema } from './schema/item.ts';
import { LessonSchema } from './schema/lesson.ts';
import { GlossarySchema, MisconceptionsSchema, PackSchema } from './schema/pack.ts';
import { QuizSchema } from './schema/quiz.ts';

const KINDS = {
  lesson: LessonSchema,
  quiz: QuizSchema,
  pack: PackSchema,
  glossary: GlossarySchema,
  misconceptions: MisconceptionsSchema,
} as const;

/** The kinds of files that have a schema. */
export type SchemaKind = keyof typeof KINDS;
export const SCHEMA_KINDS = Object.keys(KINDS) as readonly SchemaKind[];

/**
 * The JSON Schema (draft-07) of a kind of file.
 *
 * @param kind the kind
 * @returns a schema that stands on its own; it knows less than `pack check`, as JSON Schema has no references
 */
export function jsonSchema(kind: SchemaKind): JsonSchema {
  const tier = TierSchema as LazySchema<GenericSchema>;
  const form = (input: unknown) => tier.getter(input);
  const schema = toJsonSchema(KINDS[kind] as GenericSchema, {
    errorMode: 'ignore',
    target: 'draft-07',
    definitions: {
      id: IdSchema,
      text: TextSchema,
      source: SourceSchema,
      ...((kind === 'lesson' || kind === 'quiz') && {
        label: LabelSchema,
        'part-tier': form({}),
        'stack-tier': form({ stack: [] }),
        'columns-tier': form({ columns: [] }),
        diagram: DiagramSchema,
        item: kind === 'lesson' ? AskSchema : ItemSchema,
      }),
    },
    // A tier's schema depends on the value, which a JSON Schema can only say as a choice.
    overrideSchema: ({ valibotSchema }) =>
      (valibotSchema as unknown) === TierSchema
        ? { anyOf: ['part-tier', 'stack-tier', 'columns-tier'].map((name) => ({ $ref: `#/$defs/${name}` })) }
        : undefined,
  });
  return { $id: `docker-tutor/${kind}.v1.json`, title: `docker-tutor: ${kind}`, ...schema };
}
