/** Reads the files of a pack: bytes, YAML, schema. What they say of each other is looked at later. */
import type { GenericSchema } from 'valibot';
import { parseFile, tooLarge } from './parse.ts';
import type { ParsedFile } from './parsed-file.ts';
import { type ProblemList, problemAt } from './problems.ts';
import type { PackReader } from './reader.ts';
import { LabSchema, type LabSource } from './schema/lab.ts';
import { LessonSchema, type LessonSource } from './schema/lesson.ts';
import {
  GlossarySchema,
  type GlossarySource,
  MisconceptionsSchema,
  type MisconceptionsSource,
  PackSchema,
  type PackSource,
} from './schema/pack.ts';
import { QuizSchema, type QuizSource } from './schema/quiz.ts';
import { RegistrySchema, type RegistrySource } from './schema/registry.ts';
import { SourceText } from './source-text.ts';
import { validate } from './validate.ts';

/** A file that fits its schema. */
export interface SourceFile<T> {
  readonly file: ParsedFile;
  readonly source: T;
}

/** The name of the manifest, at the top of a pack's folder. */
export const MANIFEST = 'pack.yaml';
export const GLOSSARY = 'glossary.yaml';
export const MISCONCEPTIONS = 'misconceptions.yaml';
export const REGISTRY = 'registry.yaml';
const SHARED: readonly string[] = [MANIFEST, GLOSSARY, MISCONCEPTIONS, REGISTRY];
const LESSON = '.lesson.yaml';
const QUIZ = '.quiz.yaml';
const LAB = '.lab.yaml';

/** A file of its own in a module, whether it can be read or not. */
export interface ContentFile<T> {
  /** The id of what it holds; of a file that cannot be read, the one that its name suggests. */
  readonly id: string;
  readonly name: string;
  readonly read?: SourceFile<T>;
}
export type LessonFile = ContentFile<LessonSource>;
export type QuizFile = ContentFile<QuizSource>;
export type LabFile = ContentFile<LabSource>;

/** The files of a pack, those that fit their schema. */
export interface PackFiles {
  readonly manifest?: SourceFile<PackSource>;
  readonly glossary?: SourceFile<GlossarySource>;
  readonly misconceptions?: SourceFile<MisconceptionsSource>;
  /** What the sandbox can pull. */
  readonly registry?: SourceFile<RegistrySource>;
  readonly lessons: readonly LessonFile[];
  readonly quizzes: readonly QuizFile[];
  readonly labs: readonly LabFile[];
  /** Names of files that are there and could not be read or do not fit their schema. */
  readonly broken: ReadonlySet<string>;
  /** How many files were looked at. */
  readonly count: number;
}

/**
 * Reads every file of a pack.
 *
 * @param reader the pack
 * @param list takes what is wrong with single files
 */
export function readPackFiles(reader: PackReader, list: ProblemList): PackFiles {
  const names = reader.list();
  const there = new Set(names);
  const broken = new Set<string>();
  const open = <T>(name: string, schema: GenericSchema<unknown, T>): SourceFile<T> | undefined => {
    if (!there.has(name)) return undefined;
    const source = readSource(reader, name, schema, list);
    if (source === undefined) broken.add(name);
    return source;
  };
  const manifest = open(MANIFEST, PackSchema);
  list.strict = manifest?.source.strict ?? false;
  const glossary = open(GLOSSARY, GlossarySchema);
  const misconceptions = open(MISCONCEPTIONS, MisconceptionsSchema);
  const registry = open(REGISTRY, RegistrySchema);
  const openContent = <T extends { id: string }>(
    name: string,
    schema: GenericSchema<unknown, T>,
  ): ContentFile<T> => {
    const read = open(name, schema);
    return read === undefined ? { id: idFromName(name), name } : { id: read.source.id, name, read };
  };
  const lessons: LessonFile[] = [];
  const quizzes: QuizFile[] = [];
  const labs: LabFile[] = [];
  for (const name of names) {
    if (name.endsWith(QUIZ)) quizzes.push(openContent(name, QuizSchema));
    else if (name.endsWith(LAB)) labs.push(openContent(name, LabSchema));
    // Any other file on its own is a lesson whatever it is called.
    else if (name.endsWith(LESSON) || (names.length === 1 && !SHARED.includes(name))) {
      lessons.push(openContent(name, LessonSchema));
    } else if (!SHARED.includes(name)) {
      list.problems.push(unknownFile(name));
    }
  }
  return {
    ...(manifest && { manifest }),
    ...(glossary && { glossary }),
    ...(misconceptions && { misconceptions }),
    ...(registry && { registry }),
    lessons,
    quizzes,
    labs,
    broken,
    count: names.length,
  };
}

/** The id that a lesson's, quiz's or lab's file name suggests: `why/vm-vs-container.lesson.yaml` is `vm-vs-container`. */
export function idFromName(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1).replace(/(\.lesson|\.quiz|\.lab)?\.ya?ml$/, '');
  const id = base
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return id === '' ? 'lesson' : id;
}

function readSource<T>(
  reader: PackReader,
  name: string,
  schema: GenericSchema<unknown, T>,
  list: ProblemList,
): SourceFile<T> | undefined {
  const bytes = reader.read(name);
  if (!(bytes instanceof Uint8Array)) {
    list.problems.push(bytes.error === 'too-large' ? tooLarge(name) : unreadable(name, bytes));
    return undefined;
  }
  const { file, problems } = parseFile(name, bytes);
  list.problems.push(...problems);
  if (file === undefined) return undefined;
  const source = validate(schema, file, list);
  return source === undefined ? undefined : { file, source };
}

const UNREADABLE = {
  missing: 'the file is not there',
  outside: 'the file is a link that leads out of the pack',
  unreadable: 'the file cannot be read',
} as const;

function unreadable(name: string, why: { error: keyof typeof UNREADABLE | 'too-large'; code?: string }) {
  const message = why.error === 'too-large' ? 'the file is too large' : UNREADABLE[why.error];
  const code = why.code === undefined ? '' : ` (${why.code})`;
  return problemAt(new SourceText(name, ''), 'unreadable', 0, 0, message + code);
}

function unknownFile(name: string) {
  const hint = `this docker-tutor reads ${MANIFEST}, ${GLOSSARY}, ${MISCONCEPTIONS}, ${REGISTRY}, *${LESSON}, *${QUIZ} and *${LAB}`;
  return problemAt(new SourceText(name, ''), 'unknown-file', 0, 0, 'the file is left out', hint);
}
