import type { Node } from 'yaml';
import type { SourceText } from './source-text.ts';

/** A file that is well-formed YAML. */
export interface ParsedFile {
  readonly source: SourceText;
  /** The plain value: objects have no prototype, maps have string keys. */
  readonly value: unknown;
  /** YAML's own tree, for positions; asking for it takes as long as parsing the file. */
  readonly tree: Node;
}
