import type { Path } from './positions.ts';
import type { ItemSource } from './schema/item.ts';
import type { TextReader } from './texts.ts';
import type { Item, LayerItem, Option } from './types.ts';

/**
 * Reads an item's texts and puts it into the loaded form.
 *
 * @param source the item, as its schema let it pass
 * @param path where it stands in its file
 * @param texts reads its texts
 */
export function readItem(source: ItemSource, path: Path, texts: TextReader): Item {
  const base = {
    id: source.id,
    prompt: texts.prose(source.prompt, [...path, 'prompt']),
    ...(source.objective !== undefined && { objective: source.objective }),
    sources: source.sources ?? [],
    covers: source.covers ?? [],
    ...(source.say !== undefined && { say: texts.prose(source.say, [...path, 'say']) }),
    revision: source.revision ?? 1,
    was: source.was ?? [],
  };
  if (source.type !== 'layer') {
    const options = source.options.map((option, index) =>
      readOption(option, [...path, 'options', index], texts),
    );
    return { ...base, type: source.type, options };
  }
  return {
    ...base,
    type: 'layer',
    ...(source.diagram !== undefined && { diagram: source.diagram }),
    answer: source.answer,
    wrong: readWrong(source.wrong ?? {}, [...path, 'wrong'], texts),
  };
}

type OptionSource = Extract<ItemSource, { type: 'single' }>['options'][number];
type WrongSource = NonNullable<Extract<ItemSource, { type: 'layer' }>['wrong']>;

function readOption(source: OptionSource, path: Path, texts: TextReader): Option {
  return {
    id: source.id,
    text: texts.phrase(source.text, [...path, 'text']),
    correct: source.correct ?? false,
    ...(source.mis !== undefined && { mis: source.mis }),
    ...(source.say !== undefined && { say: texts.prose(source.say, [...path, 'say']) }),
  };
}

function readWrong(source: WrongSource, path: Path, texts: TextReader): LayerItem['wrong'] {
  const wrong: Record<string, LayerItem['wrong'][string]> = {};
  for (const [part, said] of Object.entries(source)) {
    wrong[part] = {
      ...(said.mis !== undefined && { mis: said.mis }),
      ...(said.say !== undefined && { say: texts.prose(said.say, [...path, part, 'say']) }),
    };
  }
  return wrong;
}
