import { inLanguage, type Lang } from '../text/localized.ts';
import type { Label, PartPath } from './model.ts';
import { partsOf } from './parts.ts';
import { changeAt, type PartChange, type Scene } from './scene.ts';
import { type DiagramWords, wordsOf } from './words.ts';

/** An item of a nested list. */
export interface AltItem {
  readonly text: string;
  readonly children: readonly AltItem[];
}

/** An item with what belongs to it. */
export function item(text: string, children: readonly AltItem[] = []): AltItem {
  return { text, children };
}

/** What all the sentences of one scene need. */
export class Speaker {
  readonly words: DiagramWords;
  readonly lang: Lang;
  readonly #scene: Scene;

  constructor(scene: Scene, lang: Lang) {
    this.#scene = scene;
    this.lang = lang;
    this.words = wordsOf(lang);
  }

  isHidden(path: PartPath): boolean {
    return this.#scene.hidden.includes(path);
  }

  /** What became of a part since the picture before. */
  changeOf(path: PartPath): PartChange | undefined {
    return changeAt(this.#scene, path);
  }

  label(label: Label): string {
    return inLanguage(label, this.lang)[0];
  }

  /** A part's label with what the picture shows of it; a hidden part gives only its place away. */
  part(path: PartPath, label: Label, remarks: readonly string[] = []): string {
    if (this.isHidden(path)) return this.words.notShown;
    const change = this.changeOf(path);
    const all = [
      ...remarks,
      ...(change === undefined ? [] : [this.words.became[change]]),
      ...(this.#scene.highlight.includes(path) ? [this.words.marked] : []),
    ];
    const mark = this.#marked().findIndex((note) => note.path === path);
    const text = mark === -1 ? this.label(label) : `${this.label(label)} (${mark + 1})`;
    return all.length > 0 ? this.words.withRemarks(text, all) : text;
  }

  noteItems(): AltItem[] {
    const labels = new Map(partsOf(this.#scene.model).map((part) => [part.path, part.label]));
    return this.#marked().map(({ path, text }, index) => {
      const label = labels.get(path);
      return item(
        this.words.note(`(${index + 1})`, label ? this.label(label) : path, inLanguage(text, this.lang)),
      );
    });
  }

  #marked(): Scene['notes'] {
    return this.#scene.notes.filter((note) => !this.isHidden(note.path));
  }
}
