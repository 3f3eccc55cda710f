import type { Finding } from '../content/problems.ts';
import type { Lesson } from '../content/types.ts';
import { checkNarrow } from '../diagram/fits.ts';
import type { DiagramUse } from '../diagram/scene.ts';
import { stageDiagram } from '../diagram/stage.ts';

/**
 * `narrow-diagram`: each picture that a step comes to rest at has a form for 40 columns, side by side or stacked.
 *
 * @param lesson the lesson, without errors
 * @returns a finding for each label that does not fit, in each language, at its diagram
 */
export function narrowDiagrams(lesson: Lesson): Finding[] {
  const findings: Finding[] = [];
  const drawn = new Set<string>();
  const said = new Set<string>();
  for (const { diagram: use } of lesson.steps) {
    const model = use && lesson.diagrams[use.use];
    if (use === undefined || model === undefined) continue;
    const key = keyOf(use);
    const scene = drawn.has(key) ? undefined : stageDiagram(model, use).frames.at(-1);
    drawn.add(key);
    for (const { message, hint } of scene === undefined ? [] : checkNarrow(scene, lesson.languages)) {
      if (said.has(message)) continue;
      said.add(message);
      findings.push({ rule: 'narrow-diagram', path: ['diagrams', use.use], atKey: true, message, hint });
    }
  }
  return findings;
}

/** The same for uses that come to rest at the same picture; notes stand below it. */
function keyOf({ annotate: _, ...use }: DiagramUse): string {
  return JSON.stringify(use);
}
