import type { Finding } from '../content/problems.ts';
import type { Lesson, Quiz } from '../content/types.ts';
import { checkNarrow } from '../diagram/fits.ts';
import type { DiagramUse, Scene } from '../diagram/scene.ts';
import { stageDiagram } from '../diagram/stage.ts';
import type { Lang } from '../text/localized.ts';

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
    for (const finding of tooWide(scene, lesson.languages)) {
      if (said.has(finding.message)) continue;
      said.add(finding.message);
      findings.push({ ...finding, path: ['diagrams', use.use], atKey: true });
    }
  }
  return findings;
}

/**
 * `narrow-diagram` for the pictures that items of a quiz ask about, which are shown whole.
 *
 * @param quiz the quiz, without errors
 * @returns findings as for a lesson, at the first item that names the diagram
 */
export function narrowQuizDiagrams(quiz: Quiz): Finding[] {
  const drawn = new Set<string>();
  return quiz.items.flatMap((item, index) => {
    const name = item.type === 'layer' ? item.diagram : undefined;
    const model = name === undefined ? undefined : quiz.diagrams[name];
    if (name === undefined || model === undefined || drawn.has(name)) return [];
    drawn.add(name);
    const scene = stageDiagram(model, { use: name }).frames.at(-1);
    return tooWide(scene, quiz.languages).map((finding) => ({
      ...finding,
      path: ['items', index, 'diagram'],
    }));
  });
}

function tooWide(scene: Scene | undefined, languages: readonly Lang[]) {
  if (scene === undefined) return [];
  return checkNarrow(scene, languages).map(({ message, hint }) => ({
    rule: 'narrow-diagram',
    message,
    hint,
  }));
}

/** The same for uses that come to rest at the same picture; notes stand below it. */
function keyOf({ annotate: _, ...use }: DiagramUse): string {
  return JSON.stringify(use);
}
