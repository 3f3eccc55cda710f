/** From the authored form of a lesson, as its schema let it pass, to the loaded one. */
import type { Model } from '../diagram/model.ts';
import type { DiagramUse } from '../diagram/scene.ts';
import type { Path } from './positions.ts';
import { readGoal, readPlace } from './read-goal.ts';
import { readItem } from './read-item.ts';
import type { LessonSource, StepSource } from './schema/lesson.ts';
import type { TextReader } from './texts.ts';
import type { Lesson, Step } from './types.ts';

/** What a lesson does not say itself. */
export interface LessonPlace {
  readonly pack: string;
  readonly languages: Lesson['languages'];
}

/** A lesson whose module, terms and misconceptions are still to be put in. */
export type BareLesson = Omit<Lesson, 'module' | 'misconceptions' | 'terms'>;

/**
 * Reads a lesson's texts and puts its parts into the loaded form.
 *
 * @param source the lesson
 * @param models its diagrams' models, by id; a diagram that could not be derived is not among them
 * @param texts reads its texts
 */
export function readLesson(
  source: LessonSource,
  place: LessonPlace,
  models: ReadonlyMap<string, Model>,
  texts: TextReader,
): BareLesson {
  return {
    pack: place.pack,
    id: source.id,
    was: source.was ?? [],
    languages: place.languages,
    title: texts.phrase(source.title, ['title']),
    minutes: source.minutes,
    objectives: (source.objectives ?? []).map((objective, index) => ({
      id: objective.id,
      text: texts.phrase(objective.text, ['objectives', index, 'text']),
    })),
    // The schema's type allows `undefined` for what is optional; its values never hold one.
    sources: (source.sources ?? {}) as Lesson['sources'],
    diagrams: Object.fromEntries(models),
    steps: source.steps.map((step, index) => readStep(step, ['steps', index], texts)),
  };
}

function readStep(source: StepSource, path: Path, texts: TextReader): Step {
  return {
    id: source.id,
    ...(source.title !== undefined && { title: texts.phrase(source.title, [...path, 'title']) }),
    ...(source.text !== undefined && { text: texts.prose(source.text, [...path, 'text']) }),
    ...(source.diagram !== undefined && { diagram: readUse(source.diagram, [...path, 'diagram'], texts) }),
    ...(source.ask !== undefined && { ask: readItem(source.ask, [...path, 'ask'], texts) }),
    ...(source.try !== undefined && {
      try: { ...readGoal(source.try, [...path, 'try'], texts), ...readPlace(source.try) },
    }),
    sources: source.sources ?? [],
    covers: source.covers ?? [],
    was: source.was ?? [],
  };
}

function readUse(source: NonNullable<StepSource['diagram']>, path: Path, texts: TextReader): DiagramUse {
  const { annotate, ...rest } = source;
  const use = rest as DiagramUse;
  if (annotate === undefined) return use;
  const notes = Object.entries(annotate).map(([part, text]) => [
    part,
    texts.plain(text, [...path, 'annotate', part]),
  ]);
  return { ...use, annotate: Object.fromEntries(notes) };
}
