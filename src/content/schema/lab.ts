import * as v from 'valibot';
import { FormatSchema, IdSchema, SourcesSchema, TextSchema, WasSchema } from './common.ts';
import { FactSchema, RememberSchema } from './fact.ts';
import { ItemSchema } from './item.ts';

/** A docker command line, as the learner would type it; a form for PowerShell where it differs. */
const CommandSchema = v.union([v.string(), v.strictObject({ sh: v.string(), powershell: v.string() })]);

/** A state that shows a known mistake, and what to say of it. */
const MistakeSchema = v.strictObject({
  when: v.pipe(v.array(FactSchema), v.minLength(1)),
  mis: v.optional(IdSchema),
  say: v.optional(TextSchema),
});

const CommandsSchema = v.pipe(v.array(CommandSchema), v.minLength(1));

/** What a task of a lab and a lesson's `try` have in common: something to do, judged by facts. */
const goal = {
  do: TextSchema,
  expect: v.pipe(v.array(FactSchema), v.minLength(1)),
  hints: v.optional(v.array(TextSchema)),
  mistakes: v.optional(v.array(MistakeSchema)),
  remember: v.optional(RememberSchema),
};

/** Where the learner begins: the folder (path → content), and what was done before (docker commands, without a shell). */
const place = {
  files: v.optional(v.record(v.string(), v.string())),
  setup: v.optional(v.array(v.string())),
};

/** Something to try inside a lesson, on the sandbox. */
export const TrySchema = v.strictObject({
  ...goal,
  ...place,
  /** Shown once it is met: what was to be seen. */
  say: v.optional(TextSchema),
  solution: CommandsSchema,
});
export type TrySource = v.InferOutput<typeof TrySchema>;

const taskBase = { id: IdSchema, was: v.optional(WasSchema) };

/** Something to do, judged by facts. */
export const DoTaskSchema = v.strictObject({
  ...taskBase,
  ...goal,
  /** true: it must still hold at the end. Otherwise a task once met stays met. */
  lasting: v.optional(v.boolean()),
  /** Shown once it is met: what was to be seen. */
  say: v.optional(TextSchema),
  /** The commands that solve it, for the solution that is shown task by task. */
  solution: v.optional(CommandsSchema),
});

/** A question between the tasks. */
export const AskTaskSchema = v.strictObject({ ...taskBase, ask: ItemSchema });

export type DoTaskSource = v.InferOutput<typeof DoTaskSchema>;
export type AskTaskSource = v.InferOutput<typeof AskTaskSchema>;
export type TaskSource = DoTaskSource | AskTaskSource;
export type CommandSource = v.InferOutput<typeof CommandSchema>;
export type MistakeSource = v.InferOutput<typeof MistakeSchema>;

/** A task, told apart by whether it asks. */
export const TaskSchema: v.GenericSchema<unknown, TaskSource> = v.lazy((input) => {
  const asks = typeof input === 'object' && input !== null && 'ask' in input;
  return (asks ? AskTaskSchema : DoTaskSchema) as v.GenericSchema<unknown, TaskSource>;
});

/** `<name>.lab.yaml`. */
export const LabSchema = v.strictObject({
  format: FormatSchema,
  id: IdSchema,
  was: v.optional(WasSchema),
  title: TextSchema,
  lesson: v.optional(IdSchema),
  difficulty: v.picklist(['worked', 'faded', 'independent']),
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120))),
  /** Said before the first task. */
  intro: v.optional(TextSchema),
  /** Said when all is done. */
  outro: v.optional(TextSchema),
  sources: v.optional(SourcesSchema),
  ...place,
  tasks: v.pipe(v.array(TaskSchema), v.minLength(1)),
  /** Replayed by the lint: must pass; the start must not. Left out where every task has its own. */
  solution: v.optional(CommandsSchema),
});
export type LabSource = v.InferOutput<typeof LabSchema>;
