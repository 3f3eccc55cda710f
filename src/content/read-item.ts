import { type Localized, NEUTRAL } from '../text/localized.ts';
import { looseWords } from '../text/shell-words.ts';
import { gapsIn } from './cloze-text.ts';
import type { Path } from './positions.ts';
import { readPlace } from './read-goal.ts';
import type { TextSource } from './schema/common.ts';
import type { TextFact } from './schema/fact.ts';
import type { AskSource, ItemSource } from './schema/item.ts';
import type { TextReader } from './texts.ts';
import type {
  AskItem,
  CommandOutcome,
  Gap,
  Item,
  MatchItem,
  NumericItem,
  Option,
  PredictItem,
  WrongAnswer,
} from './types.ts';

type SourceOf<T extends ItemSource['type']> = Extract<ItemSource, { type: T }>;
type WrongSource = NonNullable<SourceOf<'layer'>['wrong']>[string];
type GapSource = SourceOf<'cloze'>['gaps'][string];

/**
 * Reads an item's texts and puts it into the loaded form.
 *
 * @param source the item, as its schema let it pass
 * @param path where it stands in its file
 * @param texts reads its texts
 */
export function readItem(source: AskSource, path: Path, texts: TextReader): AskItem;
export function readItem(source: ItemSource, path: Path, texts: TextReader): Item;
export function readItem(source: ItemSource, path: Path, texts: TextReader): Item {
  const base = {
    id: source.id,
    prompt: texts.prose(source.prompt, [...path, 'prompt']),
    ...(source.objective !== undefined && { objective: source.objective }),
    sources: source.sources ?? [],
    covers: source.covers ?? [],
    ...sayOf(source.say, path, texts),
    revision: source.revision ?? 1,
    was: source.was ?? [],
  };
  switch (source.type) {
    case 'single':
    case 'multiple': {
      const options = source.options.map((option, index) =>
        readOption(option, [...path, 'options', index], texts),
      );
      return { ...base, type: source.type, options };
    }
    case 'order': {
      const items = source.items.map(({ id, text }, index) => ({
        id,
        text: texts.phrase(text, [...path, 'items', index, 'text']),
      }));
      return { ...base, type: 'order', items };
    }
    case 'match':
      return { ...base, type: 'match', ...readSides(source, path, texts) };
    case 'cloze': {
      const text = texts.verbatim(source.text, [...path, 'text']);
      return { ...base, type: 'cloze', text, gaps: readGaps(source.gaps, text, [...path, 'gaps'], texts) };
    }
    case 'numeric':
      return { ...base, type: 'numeric', ...readNumber(source, path, texts) };
    case 'layer':
      return {
        ...base,
        type: 'layer',
        ...(source.diagram !== undefined && { diagram: source.diagram }),
        answer: source.answer,
        wrong: readWrong(source.wrong ?? {}, [...path, 'wrong'], texts),
      };
    case 'command':
      return {
        ...base,
        ...readPlace(source),
        type: 'command',
        accept: source.accept.map((line) => line.trim()),
        allow: source.allow ?? [],
        ...(source.goal !== undefined && { goal: source.goal }),
        wrong: readWrong(source.wrong ?? {}, [...path, 'wrong'], texts),
      };
    case 'predict':
      return { ...base, ...readPlace(source), type: 'predict', ...readPrediction(source, path, texts) };
  }
}

function readPrediction(
  source: SourceOf<'predict'>,
  path: Path,
  texts: TextReader,
): Pick<PredictItem, 'line' | 'run' | 'options'> {
  const line = source.run.trim();
  const options = source.options.map((option, index) => {
    const at = [...path, 'options', index];
    return {
      id: option.id,
      text: texts.phrase(option.text, [...at, 'text']),
      when: readOutcome(option.when),
      ...readWrongAnswer(option, at, texts),
    };
  });
  return { line, run: (looseWords(line) ?? []).slice(1), options };
}

/** A plain text is all that was printed, apart from white space at its ends. */
function readOutcome({
  stdout,
  stderr,
  exit,
}: SourceOf<'predict'>['options'][number]['when']): CommandOutcome {
  const fact = (text: string | TextFact): TextFact => (typeof text === 'string' ? { is: text } : text);
  return {
    ...(stdout !== undefined && { stdout: fact(stdout) }),
    ...(stderr !== undefined && { stderr: fact(stderr) }),
    ...(exit !== undefined && { exit }),
  };
}

/**
 * The number that a key of a numeric item's `wrong` stands for.
 *
 * @param key the key as it was written
 * @returns the number, or nothing if the key is none
 */
export function numberOfKey(key: string): number | undefined {
  return /^[-+]?\d+(\.\d+)?$/.test(key) ? Number(key) : undefined;
}

function sayOf(say: TextSource | undefined, path: Path, texts: TextReader): Pick<WrongAnswer, 'say'> {
  return say === undefined ? {} : { say: texts.prose(say, [...path, 'say']) };
}

function readWrongAnswer(source: WrongSource, path: Path, texts: TextReader): WrongAnswer {
  return { ...(source.mis !== undefined && { mis: source.mis }), ...sayOf(source.say, path, texts) };
}

function readWrong(
  source: Readonly<Record<string, WrongSource>>,
  path: Path,
  texts: TextReader,
): Record<string, WrongAnswer> {
  const wrong = Object.entries(source).map(([answer, said]) => [
    answer,
    readWrongAnswer(said, [...path, answer], texts),
  ]);
  return Object.fromEntries(wrong);
}

function readOption(source: SourceOf<'single'>['options'][number], path: Path, texts: TextReader): Option {
  return {
    id: source.id,
    text: texts.phrase(source.text, [...path, 'text']),
    correct: source.correct ?? false,
    ...readWrongAnswer(source, path, texts),
  };
}

function readSides(
  source: SourceOf<'match'>,
  path: Path,
  texts: TextReader,
): Pick<MatchItem, 'pairs' | 'decoys'> {
  const pairs = source.pairs.map((pair, index) => {
    const at = [...path, 'pairs', index];
    return {
      id: pair.id,
      left: texts.phrase(pair.left, [...at, 'left']),
      right: texts.phrase(pair.right, [...at, 'right']),
      ...sayOf(pair.say, at, texts),
    };
  });
  const decoys = (source.decoys ?? []).map((decoy, index) => {
    const at = [...path, 'decoys', index];
    const right = texts.phrase(decoy.right, [...at, 'right']);
    return { id: decoy.id, right, ...readWrongAnswer(decoy, at, texts) };
  });
  return { pairs, decoys };
}

/** Gaps in the order in which the text's first language has them; those it lacks come last. */
function readGaps(
  source: SourceOf<'cloze'>['gaps'],
  text: Localized<string>,
  path: Path,
  texts: TextReader,
): Record<string, Gap> {
  const inText = gapsIn(Object.values(text)[0] ?? '').filter((id) => Object.hasOwn(source, id));
  const ids = new Set([...inText, ...Object.keys(source)]);
  return Object.fromEntries([...ids].map((id) => [id, readGap(source[id]!, [...path, id], texts)]));
}

function readGap(source: GapSource, path: Path, texts: TextReader): Gap {
  const { accept } = source;
  texts.forms(accept, [...path, 'accept']);
  const forms = Object.entries(Array.isArray(accept) ? { [NEUTRAL]: accept } : accept);
  return {
    shown: Object.fromEntries(forms.map(([lang, all]) => [lang, all[0]?.trim() ?? ''])),
    accept: [...new Set(forms.flatMap(([, all]) => all.map((form) => form.trim())))],
    forgive: source.forgive ?? [],
    wrong: readWrong(source.wrong ?? {}, [...path, 'wrong'], texts),
  };
}

function readNumber(
  source: SourceOf<'numeric'>,
  path: Path,
  texts: TextReader,
): Pick<NumericItem, 'answer' | 'tolerance' | 'unit' | 'wrong'> {
  const wrong = Object.entries(source.wrong ?? {}).flatMap(([key, said]) => {
    const read = readWrongAnswer(said, [...path, 'wrong', key], texts);
    const value = numberOfKey(key);
    return value === undefined ? [] : [{ value, ...read }];
  });
  if (source.unit !== undefined) texts.neutral(source.unit, [...path, 'unit']);
  return {
    answer: source.answer,
    tolerance: source.tolerance ?? 0,
    ...(source.unit !== undefined && { unit: source.unit }),
    wrong,
  };
}
