import type { Path } from '../positions.ts';
import type { PlacedItem } from './item-rule.ts';

/** A wrong answer that an author wrote down, with what is said of it. */
export interface PlacedWrong {
  /** What it is, in words, such as "the wrong option `b`". */
  readonly name: string;
  readonly mis?: string | undefined;
  /** Whether it says why it is wrong. */
  readonly said: boolean;
  readonly path: Path;
  /** Whether the answer is the key at the end of the path. */
  readonly atKey: boolean;
}

interface Said {
  readonly mis?: string | undefined;
  readonly say?: unknown;
}

/** The wrong answers of an item, wherever its type keeps them. */
export function wrongAnswersOf({ item, path }: PlacedItem): PlacedWrong[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return item.options.flatMap((option, index) => {
        const placed = listed(`the wrong option \`${option.id}\``, option, [...path, 'options', index]);
        return option.correct ? [] : [placed];
      });
    case 'match':
      return (item.decoys ?? []).map((decoy, index) =>
        listed(`the decoy \`${decoy.id}\``, decoy, [...path, 'decoys', index]),
      );
    case 'cloze':
      return Object.entries(item.gaps).flatMap(([id, gap]) =>
        keyed('the wrong text', gap.wrong, [...path, 'gaps', id, 'wrong']),
      );
    case 'numeric':
      return keyed('the wrong number', item.wrong, [...path, 'wrong']);
    case 'layer':
      return keyed('the wrong part', item.wrong, [...path, 'wrong']);
    case 'command':
      return keyed('the wrong command', item.wrong, [...path, 'wrong']);
    case 'predict':
      // Which one is right is known only on the sandbox; each says something of what it foretells.
      return item.options.map((option, index) =>
        listed(`the option \`${option.id}\``, option, [...path, 'options', index]),
      );
    case 'order':
      return [];
  }
}

function listed(name: string, { mis, say }: Said, path: Path): PlacedWrong {
  return { name, mis, said: say !== undefined, path, atKey: false };
}

function keyed(what: string, wrong: Readonly<Record<string, Said>> | undefined, path: Path): PlacedWrong[] {
  return Object.entries(wrong ?? {}).map(([answer, said]) => ({
    ...listed(`${what} \`${answer}\``, said, [...path, answer]),
    atKey: true,
  }));
}
