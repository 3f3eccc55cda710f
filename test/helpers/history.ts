/** A learner's history as the file that `export` writes, made by hand so that tests know every event in it. */
import type { EventBody } from '../../src/progress/events.ts';
import { json, run } from './cli.ts';
import { newFolder } from './temporary.ts';

/** When the first event happened, in milliseconds since 1970. */
const BEGAN = Date.UTC(2026, 0, 1);

/** An export document with these events, a minute apart. */
export function exportOf(bodies: readonly EventBody[], writer = 'aaaaaaaaaaaaaaaa'): string {
  const events = bodies.map((body, index) => ({
    v: 1,
    id: `${writer}-${index}`,
    n: index + 1,
    at: BEGAN + index * 60_000,
    ...body,
  }));
  return JSON.stringify({ format: 1, app: 'docker-tutor', exported: '2026-01-01T00:00:00.000Z', events });
}

/** A step of a built-in lesson was seen. */
export function seen(lesson: string, step: string): EventBody {
  return { type: 'step-seen', lesson: `docker-concepts/${lesson}`, step };
}

/** The question of `vm-vs-container` about the second kernel was answered. */
export function answeredKernel(answer: string, correct: boolean): EventBody {
  const item = 'docker-concepts/second-kernel';
  const score = correct ? 1 : 0;
  return {
    type: 'answered',
    item,
    revision: 1,
    answer,
    correct,
    score,
    max: 1,
    misconceptions: [],
    via: 'lesson',
  };
}

/** A learner who read three steps of `vm-vs-container`, answered its first question, and finished one lesson before. */
export const SOME_HISTORY: readonly EventBody[] = [
  seen('works-on-my-machine', 'friday'),
  { type: 'lesson-done', lesson: 'docker-concepts/works-on-my-machine' },
  seen('vm-vs-container', 'two-stacks'),
  seen('vm-vs-container', 'predict'),
  answeredKernel('vm/guest', true),
  seen('vm-vs-container', 'no-guest'),
];

/** `progress --json` of a data folder. */
export async function progressOf(home: string, args: readonly string[] = []) {
  return json(await run(['progress', '--json', ...args], { home })) as {
    readonly lessons: Record<string, { state: string; step: number; stepId: string; steps: number }>;
    readonly items: Record<string, { seen: number; correct: number; due: unknown; mastered: boolean }>;
  };
}

/** A data folder with {@link SOME_HISTORY} in it. */
export async function usedHome(): Promise<string> {
  const home = newFolder();
  const { code, stderr } = await run(['import', '-'], { home, stdin: exportOf(SOME_HISTORY) });
  if (code !== 0) throw new Error(stderr);
  return home;
}
