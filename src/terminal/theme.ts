import type { Style } from '../view/nodes.ts';

/** Turns text with a meaning into text for the terminal; the plain theme gives it back as it is. */
export type Theme = (text: string, style: Style | undefined) => string;

/** No colour and no weight: for pipes, screen readers, and measuring. */
export const plainTheme: Theme = (text) => text;
