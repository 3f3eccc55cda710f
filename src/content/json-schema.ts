/** The JSON Schemas with which editors complete and check the files of a pack. */
import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema, LazySchema } from 'valibot';
import { DiagramSchema, LabelSchema, TierSchema } from '../diagram/schema.ts';
import { IdSchema, SourceSchema, TextSchema } from './schema/common.ts';
import { FACT_SCHEMAS, FactSchema } from './schema/fact.ts';
import { AskSchema, ItemSchema } from './schema/item.ts';
import { AskTaskSchema, DoTaskSchema, LabSchema, TaskSchema } from './schema/lab.ts';
import { LessonSchema } from './schema/lesson.ts';
import { GlossarySchema, MisconceptionsSchema, PackSchema } from './schema/pack.ts';
import { QuizSchema } from './schema/quiz.ts';
import { RegistrySchema } from './schema/registry.ts';

const KINDS = {
  lesson: LessonSchema,
  quiz: QuizSchema,
  lab: LabSchema,
  pack: PackSchema,
  glossary: GlossarySchema,
  misconceptions: MisconceptionsSchema,
  registry: RegistrySchema,
} as const;

/** Schemas that are one of several by the value, with the names of those. */
const CHOICES: ReadonlyMap<unknown, readonly string[]> = new Map<unknown, readonly string[]>([
  [TierSchema, ['part-tier', 'stack-tier', 'columns-tier']],
  [FactSchema, Object.keys(FACT_SCHEMAS).map((about) => `${about}-fact`)],
  [TaskSchema, ['do-task', 'ask-task']],
]);

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
  const hasFacts = kind === 'lesson' || kind === 'lab' || kind === 'quiz';
  const hasDiagrams = kind === 'lesson' || kind === 'quiz';
  const schema = toJsonSchema(KINDS[kind] as GenericSchema, {
    errorMode: 'ignore',
    target: 'draft-07',
    definitions: {
      id: IdSchema,
      text: TextSchema,
      source: SourceSchema,
      ...(hasFacts &&
        Object.fromEntries(Object.entries(FACT_SCHEMAS).map(([about, fact]) => [`${about}-fact`, fact]))),
      ...(kind === 'lab' && { 'do-task': DoTaskSchema, 'ask-task': AskTaskSchema, item: ItemSchema }),
      ...(hasDiagrams && {
        label: LabelSchema,
        'part-tier': form({}),
        'stack-tier': form({ stack: [] }),
        'columns-tier': form({ columns: [] }),
        diagram: DiagramSchema,
        item: kind === 'lesson' ? AskSchema : ItemSchema,
      }),
    },
    // Schemas that depend on the value, which a JSON Schema can only say as a choice.
    overrideSchema: ({ valibotSchema }) => {
      const names = CHOICES.get(valibotSchema);
      return names && { anyOf: names.map((name) => ({ $ref: `#/$defs/${name}` })) };
    },
  });
  return { $id: `docker-tutor/${kind}.v1.json`, title: `docker-tutor: ${kind}`, ...schema };
}
