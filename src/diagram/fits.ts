/** Whether a scene can be shown on a narrow terminal. */
import type { Lang } from '../text/localized.ts';
import type { DiagramIssue } from './issue.ts';
import { type Drawing, drawScene } from './layout/draw.ts';
import type { Scene } from './scene.ts';

/** The narrowest terminal that every diagram must have a form for. */
const NARROW = 40;

/** How a scene is shown within 40 cells in one language. */
export interface NarrowForm {
  readonly arrangement: Drawing['arrangement'];
  /** The labels that had to be cut; none if the scene has a form for narrow terminals. */
  readonly cut: Drawing['cut'];
}

/**
 * The form that a scene takes within 40 cells.
 *
 * @param scene the scene
 * @param lang the language
 */
export function formsOf(scene: Scene, lang: Lang): NarrowForm {
  const { arrangement, cut } = drawScene(scene, { width: NARROW, lang, charset: 'unicode' });
  return { arrangement, cut };
}

/**
 * Checks that a scene has a form within 40 cells, side by side or one under the other, that cuts no label.
 *
 * @param scene the scene
 * @param langs the languages to check
 * @returns one issue for each label that had to be cut, in each language
 */
export function checkNarrow(scene: Scene, langs: readonly Lang[]): DiagramIssue[] {
  return langs.flatMap((lang) => {
    const seen = new Set<string>();
    return formsOf(scene, lang).cut.flatMap(({ path, full }): DiagramIssue[] => {
      if (seen.has(full)) return [];
      seen.add(full);
      return [
        {
          path: [],
          rule: 'too-wide',
          message: `the label “${full}”${path === '' ? '' : ` of \`${path}\``} does not fit into ${NARROW} columns (${lang})`,
          hint: 'give it a shorter form: `[long, short]`',
        },
      ];
    });
  });
}
