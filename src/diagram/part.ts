import type { Localized } from '../text/localized.ts';

/** What a part of a stack is; it decides the words of the alternative and, where there is colour, the tint. */
export const ROLES = ['hardware', 'hypervisor', 'os', 'kernel', 'engine', 'libs', 'app'] as const;
export type Role = (typeof ROLES)[number];

/** A label in each language, in one or more forms, the longest first. Siblings choose the same form. */
export type Label = Localized<readonly [string, ...string[]]>;

/** Something that is drawn as one box and can be pointed at. */
export interface Part {
  readonly id: string;
  readonly role?: Role;
  readonly label: Label;
}

/**
 * Names a part: `<panel>/<part>` in a `compare`, `services/<name>` and the like where a model has several lists, the
 * part's id elsewhere. All copies of a repeated part share it.
 */
export type PartPath = string;
