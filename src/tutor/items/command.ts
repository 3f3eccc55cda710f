import type { CommandItem, CommandJudge } from '../../content/types.ts';
import type { KeyName } from '../keys.ts';
import { gradeOf, readingOf, textOf, wrongShape } from './answers.ts';
import { EMPTY_FIELD, edit, fieldOf, type TextField, textIn } from './text-field.ts';
import type { ItemType, Press } from './types.ts';

/** A command line being typed. */
export interface CommandEntry {
  readonly line: TextField;
}

/** A docker command is typed; what means the same as a right one, or reaches the goal, is right: all or nothing. */
export const command: ItemType<CommandItem, CommandEntry> = {
  choices: () => [],
  start: () => ({ line: EMPTY_FIELD }),
  press(_item, entry, key) {
    if (key === 'enter') return submit(entry);
    const line = editOnOneLine(entry.line, key);
    return line && { entry: { line } };
  },
  typed: (_item, _entry, line) => submit({ line: fieldOf(line) }),
  answerOf: (_item, entry) => textIn(entry.line).trim(),
  read: (_item, raw) => (typeof raw === 'string' ? readingOf(raw.trim(), []) : wrongShape('command')),
  grade(item, answer) {
    const line = textOf(answer);
    const correct = isRight(item, line);
    const same = judgeOf(item).same;
    const wrong = correct
      ? undefined
      : Object.entries(item.wrong).find(([written]) => same(written, line))?.[1];
    return gradeOf(correct, correct ? 1 : 0, wrong === undefined ? [] : [wrong]);
  },
  key: (item) => item.accept[0] ?? '',
  blank: '',
  words(item, answer) {
    const line = textOf(answer);
    if (line === '') return [];
    return [{ text: { und: [{ t: 'code', text: line }] }, correct: isRight(item, line) }];
  },
};

/** A command is one line, so a key that would leave it does nothing. */
function editOnOneLine(field: TextField, key: KeyName): TextField | undefined {
  return key === 'up' || key === 'down' ? field : edit(field, key);
}

/** A slip that nobody means as an answer is told at once: the line is not docker's. */
function submit(entry: CommandEntry): Press<CommandEntry> {
  const line = textIn(entry.line).trim();
  if (line === '') return { entry, hint: 'fill-in' };
  return /^docker\s+\S/.test(line) ? { entry, submit: true } : { entry, hint: 'a-command' };
}

function isRight(item: CommandItem, line: string): boolean {
  if (line === '') return false;
  const { same, reaches } = judgeOf(item);
  return item.accept.some((right) => same(right, line)) || reaches?.(line) === true;
}

const AS_WRITTEN: CommandJudge = { same: (written, typed) => spaced(written) === spaced(typed) };

function judgeOf({ judge }: CommandItem): CommandJudge {
  return judge ?? AS_WRITTEN;
}

function spaced(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}
