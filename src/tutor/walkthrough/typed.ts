import type { KeyName } from '../keys.ts';
import { currentStep, type Walk } from './state.ts';

/**
 * The keys that a typed line stands for, where the program reads lines instead of single keys (a screen reader).
 * A number answers a question at once; several numbers choose several options; an empty line goes on.
 *
 * @param walk where the learner is
 * @param line the line as typed
 * @returns key names, in order
 */
export function keysOfLine(walk: Walk, line: string): KeyName[] {
  const typed = line.trim().normalize('NFC');
  if (typed === '') return ['enter'];
  const numbers = typed.split(/[\s,]+/).filter((word) => /^[1-9]$/.test(word));
  if (numbers.length === 0) return [[...typed][0] ?? 'enter'];
  if (walk.overlay === undefined && walk.question?.phase === 'choosing') {
    const several = currentStep(walk)?.ask?.type === 'multiple';
    return several ? [...clearing(walk), ...numbers, 'enter'] : [numbers[0] ?? 'enter', 'enter'];
  }
  return numbers.slice(0, 1);
}

/** A new line of numbers replaces what was chosen before: the numbers chosen are pressed once more. */
function clearing(walk: Walk): KeyName[] {
  const item = currentStep(walk)?.ask;
  if (item?.type !== 'multiple') return [];
  return item.options.flatMap((option, index) =>
    walk.question?.chosen.includes(option.id) === true ? [String(index + 1)] : [],
  );
}
