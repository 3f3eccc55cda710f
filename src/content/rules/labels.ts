import type { LabelSource } from '../../diagram/schema.ts';
import type { Path } from '../positions.ts';

/** VS16 asks for an emoji's wide form and ZWJ joins emoji; terminals disagree about the width of both. */
const EMOJI_JOINERS = /[\ufe0f\u200d]/;

/** A label of a diagram, with the path to it. */
export interface PlacedLabel {
  readonly label: LabelSource;
  readonly path: Path;
}

/**
 * Every label of an authored diagram: whatever stands under a key that holds labels.
 *
 * @param diagram the diagram's source
 * @param path where it stands in its file
 */
export function labelsOf(diagram: unknown, path: Path): PlacedLabel[] {
  const found: PlacedLabel[] = [];
  if (isCompose(diagram)) {
    // What stands under its other keys is Compose's, where a service may well be called `note`.
    for (const [part, label] of Object.entries(diagram.labels ?? {}))
      found.push({ label, path: [...path, 'labels', part] });
  } else collect(diagram, path, found);
  return found;
}

function isCompose(diagram: unknown): diagram is { readonly labels?: Readonly<Record<string, LabelSource>> } {
  return typeof diagram === 'object' && diagram !== null && 'kind' in diagram && diagram.kind === 'compose';
}

function collect(value: unknown, path: Path, found: PlacedLabel[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      collect(item, [...path, index], found);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'label' || key === 'note' || key === 'via')
        found.push({ label: inner as LabelSource, path: [...path, key] });
      else collect(inner, [...path, key], found);
    }
  }
}

/** The forms of a label in each of its languages, with the path to each. */
export function formsOf({ label, path }: PlacedLabel): { readonly form: string; readonly path: Path }[] {
  if (typeof label === 'string') return [{ form: label, path }];
  if (Array.isArray(label)) return label.map((form, index) => ({ form, path: [...path, index] }));
  return Object.entries(label).flatMap(([lang, forms]) => formsOf({ label: forms, path: [...path, lang] }));
}

/**
 * Whether a label has an emoji that terminals draw in different widths (VS16 or ZWJ sequences), which would shift
 * borders.
 */
export function hasUnsteadyEmoji(form: string): boolean {
  return EMOJI_JOINERS.test(form);
}
