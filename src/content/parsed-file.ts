import type { Places } from './places.ts';
import type { SourceText } from './source-text.ts';

/** A file that is well-formed YAML. */
export interface ParsedFile {
  readonly source: SourceText;
  /** The plain value: objects have no prototype, maps have string keys. */
  readonly value: unknown;
  /** Where its values stand. */
  readonly places: Places;
}
