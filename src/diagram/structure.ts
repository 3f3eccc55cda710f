import type { Localized } from '../text/localized.ts';
import type { Label, Model, PartPath, Role } from './model.ts';
import { partsOf } from './parts.ts';
import { changeAt, type PartChange, type Scene } from './scene.ts';

/** A scene as plain JSON, for programs: the whole model, and every part with what is marked in it. */
export interface JsonAlternative {
  readonly format: 1;
  readonly kind: Model['kind'];
  readonly model: Model;
  /** In reading order. */
  readonly parts: readonly {
    readonly path: PartPath;
    readonly label: Label;
    readonly role?: Role;
    readonly hidden: boolean;
    readonly highlighted: boolean;
    readonly note?: Localized<string>;
    /** What became of it since the picture before. */
    readonly change?: PartChange;
  }[];
}

/**
 * A scene as data, from which the model can be rebuilt.
 *
 * @param scene the scene
 * @returns plain data, ready for `JSON.stringify`
 */
export function structureOf(scene: Scene): JsonAlternative {
  const notes = new Map(scene.notes.map((note) => [note.path, note.text]));
  return {
    format: 1,
    kind: scene.model.kind,
    model: scene.model,
    parts: partsOf(scene.model).map((part) => {
      const note = notes.get(part.path);
      const change = changeAt(scene, part.path);
      return {
        ...part,
        hidden: scene.hidden.includes(part.path),
        highlighted: scene.highlight.includes(part.path),
        ...(note && { note }),
        ...(change && { change }),
      };
    }),
  };
}
