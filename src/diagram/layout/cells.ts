import { toAscii } from '../../text/ascii.ts';
import type { Charset } from '../../text/charset.ts';
import { inLanguage, type Lang } from '../../text/localized.ts';
import { displayWidth } from '../../text/width.ts';
import type { Label, PartPath, Role } from '../model.ts';
import { changeAt, type PartChange, type Scene } from '../scene.ts';
import type { DrawOptions, Ink } from './drawing.ts';

/** Labels that choose the same form: siblings, and the same part wherever it stands. */
export interface FormGroup {
  /** The number of forms of the label that has most. */
  forms: number;
  /** The form chosen, 0 for the longest; a label with fewer forms uses its shortest. */
  level: number;
}

/** A text in its forms, the longest first. */
export interface Forms {
  readonly texts: readonly string[];
  /** Cells of each. */
  readonly widths: readonly number[];
  readonly group: FormGroup;
}

/** A part as it is to be drawn. */
export interface Cell extends Forms {
  readonly path: PartPath;
  readonly hidden: boolean;
  readonly strong: boolean;
  /** What became of it since the picture before. */
  readonly change: PartChange | undefined;
  readonly ink: Ink;
}

const widths = new Map<string, number>();

/** `displayWidth`, remembered: the same labels are drawn again and again. */
export function widthOf(text: string): number {
  let width = widths.get(text);
  if (width === undefined) {
    if (widths.size > 4000) widths.clear();
    width = displayWidth(text);
    widths.set(text, width);
  }
  return width;
}

/** The chosen form's cells. */
export function formWidth(forms: Forms): number {
  return forms.widths[Math.min(forms.group.level, forms.widths.length - 1)]!;
}

/** The chosen form. */
export function formText(forms: Forms): string {
  return forms.texts[Math.min(forms.group.level, forms.texts.length - 1)]!;
}

/** Makes the cells of one scene in one language, and keeps what they share. */
export class CellMaker {
  readonly lang: Lang;
  readonly groups: FormGroup[] = [];
  readonly notes: { mark: string; path: PartPath; text: Scene['notes'][number]['text'] }[] = [];
  readonly #charset: Charset;
  readonly #hidden: ReadonlySet<PartPath>;
  readonly #strong: ReadonlySet<PartPath>;
  readonly #scene: Scene;
  readonly #marks = new Map<PartPath, string>();

  constructor(scene: Scene, { lang, charset }: Pick<DrawOptions, 'lang' | 'charset'>) {
    this.lang = lang;
    this.#charset = charset;
    this.#hidden = new Set(scene.hidden);
    this.#strong = new Set(scene.highlight);
    this.#scene = scene;
    for (const { path, text } of scene.notes) {
      if (this.#hidden.has(path)) continue;
      const mark = `(${this.notes.length + 1})`;
      this.notes.push({ mark, path, text });
      this.#marks.set(path, mark);
    }
  }

  /** A new group of labels. */
  group(): FormGroup {
    const group = { forms: 1, level: 0 };
    this.groups.push(group);
    return group;
  }

  isHidden(path: PartPath): boolean {
    return this.#hidden.has(path);
  }

  /** What became of a part since the picture before. */
  changeOf(path: PartPath): PartChange | undefined {
    return changeAt(this.#scene, path);
  }

  /** A label's forms in the scene's language; `suffix` comes behind each. */
  forms(label: Label, group: FormGroup, suffix = ''): Forms {
    const own = inLanguage(label, this.lang);
    // Measured as they will be shown: ASCII has three characters for an ellipsis.
    const shown = this.#charset === 'ascii' ? own.map(toAscii) : own;
    const texts = suffix === '' ? shown : shown.map((text) => text + suffix);
    group.forms = Math.max(group.forms, texts.length);
    return { texts, widths: texts.map(widthOf), group };
  }

  /** A part's cell. */
  cell(path: PartPath, label: Label, role: Role | undefined, group: FormGroup, quiet = false): Cell {
    const mark = this.#marks.get(path);
    const { texts, widths } = this.forms(label, group, mark && ` ${mark}`);
    const change = this.changeOf(path);
    const strong = this.#strong.has(path) || change === 'new' || change === 'changed';
    const ink: Ink = strong
      ? 'strong'
      : quiet || change === 'gone'
        ? 'muted'
        : role
          ? `role-${role}`
          : 'label';
    return { path, texts, widths, group, hidden: this.#hidden.has(path), strong, change, ink };
  }
}

/**
 * Chooses the longest forms with which everything fits: all labels long; else as short as it takes, and then each
 * group in turn as long as the room allows.
 *
 * @param groups the groups, in reading order; their levels are set
 * @param fits whether everything fits with the levels as they are
 * @returns false if not even the shortest forms fit; those are left chosen
 */
export function chooseForms(groups: readonly FormGroup[], fits: () => boolean): boolean {
  const forms = groups.reduce((most, group) => Math.max(most, group.forms), 1);
  for (let level = 0; level < forms; level++) {
    for (const group of groups) group.level = Math.min(level, group.forms - 1);
    if (!fits()) continue;
    for (const group of groups) {
      const chosen = group.level;
      for (group.level = 0; group.level < chosen && !fits(); group.level++);
    }
    return true;
  }
  return false;
}
