import type { Scene } from '../diagram/scene.ts';

/** A picture to show, in whatever form. */
export interface Drawn {
  readonly scene: Scene;
  /** What there is to say below it, in the session's language: one paragraph each, an empty one for a gap. */
  readonly below: readonly string[];
}
