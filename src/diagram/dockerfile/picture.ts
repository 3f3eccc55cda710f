/** A Dockerfile as a picture of its layers, with what there is to say of it below. */

import type { Warning } from '../../formats/dockerfile/lint.ts';
import { checkDockerfile } from '../../formats/dockerfile/make-plan.ts';
import { DockerfileError, type Lines } from '../../formats/dockerfile/syntax.ts';
import { cleanPath, IgnoreMatcher, PatternError, readIgnoreFile } from '../../formats/dockerignore.ts';
import { oneLine } from '../../text/control.ts';
import type { Scene } from '../scene.ts';
import { layersOf } from './layers.ts';
import { lookRequest, readPlan } from './read-plan.ts';
import { shortened } from './shorten.ts';

/** A Dockerfile to draw, and what is asked about it. */
export interface DockerfileSource {
  /** The Dockerfile's text. */
  readonly text: string;
  /** The stage that is built; '' is the last. */
  readonly target: string;
  /** The text of its .dockerignore; undefined if there is none. */
  readonly ignore: string | undefined;
  /** Files of the build context that have changed, relative to it, with slashes; none: nothing is asked. */
  readonly changed: readonly string[];
}

/** Files that have changed and that nothing rebuilds. */
export interface Unread {
  /** .dockerignore leaves them out. */
  readonly ignored: readonly string[];
  /** No line that is built reads them. */
  readonly unread: readonly string[];
}

/** What came of it. */
export type DockerfilePicture =
  | {
      readonly scene: Scene;
      /** What Docker's build checks say, by line. */
      readonly checks: readonly Warning[];
      /** What the picture says of the files that have changed; undefined if none was named. */
      readonly unread: Unread | undefined;
      /** Whether a line is checked again: neither surely cached nor surely rebuilt. */
      readonly unsure: boolean;
    }
  /** Docker's own message, and the lines it is about, counted from 1; none: the file as a whole. */
  | { readonly error: string; readonly lines: readonly Lines[] };

/**
 * Reads a Dockerfile and derives what its picture shows.
 *
 * @param source the Dockerfile and what is asked about it
 * @returns the picture; or why Docker does not build this file
 */
export function dockerfilePicture(source: DockerfileSource): DockerfilePicture {
  const { text, target } = source;
  try {
    const ignore = source.ignore === undefined ? undefined : new IgnoreMatcher(readIgnoreFile(source.ignore));
    const read = readPlan(text, target, ignore);
    const changed = source.changed.map((path) => cleanPath(`/${path}`).slice(1));
    const ignored = changed.filter((path) => ignore?.ignores(path) === true);
    const sent = changed.filter((path) => !ignored.includes(path));
    const layers = layersOf(read, changed.length === 0 ? undefined : sent);
    const reached = new Set(layers.flatMap((layer) => layer.changed ?? []));
    const { warnings } = checkDockerfile(text, lookRequest(target), { ignore });
    const shown = shortened(layers).map((layer) =>
      layer.changed ? { ...layer, changed: layer.changed.map(oneLine) } : layer,
    );
    return {
      scene: {
        model: { kind: 'layers', layers: shown },
        hidden: [],
        highlight: shown.filter((layer) => layer.changed?.length).map(({ id }) => id),
        notes: [],
      },
      checks: warnings.toSorted((a, b) => a.lines.start - b.lines.start),
      unread:
        changed.length === 0 ? undefined : { ignored, unread: sent.filter((path) => !reached.has(path)) },
      unsure: layers.some(({ state }) => state === 'checked'),
    };
  } catch (problem) {
    if (problem instanceof PatternError) return { error: problem.message, lines: [] };
    if (!(problem instanceof DockerfileError)) throw problem;
    return { error: problem.message, lines: problem.lines };
  }
}
