/** Whether right answers pass and wrong ones fail: proved by the grading that learners meet. */
import type { Path } from '../content/positions.ts';
import type { Finding } from '../content/problems.ts';
import type { ClozeItem, Item, Lab, Lesson, Quiz } from '../content/types.ts';
import { typeOf } from '../tutor/items/index.ts';
import { prepared } from '../tutor/items/prepare.ts';

/** An answer as the types of items take it. */
type Answer = ReturnType<ReturnType<typeof typeOf>['key']>;

/** An item with its place in its file. */
interface PlacedItem {
  readonly item: Item;
  readonly path: Path;
}

/** An answer that must not pass, with the place where an author wrote it down. */
interface WrongAnswer {
  readonly answer: Answer;
  /** Continues the path to the item; absent for an answer that nobody wrote down. */
  readonly path?: Path;
  readonly name: string;
}

/** `key-fails` and `wrong-passes` for the questions of a lesson. */
export function lessonKeys(lesson: Lesson): Finding[] {
  return lesson.steps.flatMap(({ ask }, index) =>
    ask === undefined ? [] : checkKeys({ item: ask, path: ['steps', index, 'ask'] }),
  );
}

/** `key-fails` and `wrong-passes` for the items of a quiz. */
export function quizKeys(quiz: Quiz): Finding[] {
  return quiz.items.flatMap((item, index) => checkKeys({ item, path: ['items', index] }));
}

/** The same for the questions of a lab. */
export function labKeys(lab: Lab): Finding[] {
  return lab.tasks.flatMap((task, index) =>
    'ask' in task ? checkKeys({ item: task.ask, path: ['tasks', index, 'ask'] }) : [],
  );
}

function checkKeys({ item: asked, path }: PlacedItem): Finding[] {
  // The key of a prediction is found on the sandbox, where it is checked as well.
  if (asked.type === 'predict') return [];
  const item = prepared(asked);
  const type = typeOf(item);
  const key = type.key(item);
  const findings: Finding[] = [];
  const graded = type.grade(item, key);
  if (!graded.correct || graded.score < graded.max) {
    const message = `the right answer to \`${item.id}\` gets ${graded.score} of ${graded.max}`;
    findings.push({ rule: 'key-fails', path: [...path, 'id'], message });
  }
  const wrong: WrongAnswer[] = [
    { answer: type.blank, name: 'an empty answer' },
    ...wrongAnswersOf(item, key),
  ];
  for (const { answer, name, path: at } of wrong) {
    if (!type.grade(item, answer).correct) continue;
    const message = `${name} to \`${item.id}\` counts as right`;
    const place = at === undefined ? { path: [...path, 'id'] } : { path: [...path, ...at], atKey: true };
    findings.push({ rule: 'wrong-passes', message, ...place });
  }
  return findings;
}

/**
 * Answers that must not pass: each that the author wrote down as wrong, and for answers that are put together, the
 * smallest changes to the right one.
 */
function wrongAnswersOf(item: Item, key: Answer): WrongAnswer[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return item.options.flatMap((option, index) => {
        const answer = item.type === 'single' ? option.id : [...(key as readonly string[]), option.id];
        const path = ['options', index, 'id'];
        return option.correct ? [] : [{ answer, path, name: `the option \`${option.id}\` in the answer` }];
      });
    case 'order': {
      const ids = item.items.map(({ id }) => id);
      return ids.slice(1).map((id, index) => ({
        answer: ids.toSpliced(index, 2, id, ids[index]!),
        name: `an answer with \`${id}\` one place too early`,
      }));
    }
    case 'match': {
      const rights = [...item.pairs, ...item.decoys].map(({ id }) => id);
      return item.pairs.flatMap(({ id: left }) =>
        rights
          .filter((right) => right !== left)
          .map((right) => ({
            answer: { ...(key as Readonly<Record<string, string>>), [left]: right },
            name: `an answer that pairs \`${left}\` with \`${right}\``,
          })),
      );
    }
    case 'cloze':
      return wrongTexts(item, key as Readonly<Record<string, string>>);
    case 'numeric':
      return item.wrong.map(({ value }) => ({
        answer: value,
        path: ['wrong', String(value)],
        name: `the wrong answer \`${value}\``,
      }));
    case 'layer':
      return Object.keys(item.wrong).map((part) => ({
        answer: part,
        path: ['wrong', part],
        name: `the wrong part \`${part}\``,
      }));
    case 'command':
      return Object.keys(item.wrong).map((line) => ({
        answer: line,
        path: ['wrong', line],
        name: `the wrong command \`${line}\``,
      }));
    case 'predict':
      return [];
  }
}

function wrongTexts(item: ClozeItem, key: Readonly<Record<string, string>>): WrongAnswer[] {
  return Object.entries(item.gaps).flatMap(([id, gap]) =>
    Object.keys(gap.wrong).map((text) => ({
      answer: { ...key, [id]: text },
      path: ['gaps', id, 'wrong', text],
      name: `the wrong text \`${text}\``,
    })),
  );
}
