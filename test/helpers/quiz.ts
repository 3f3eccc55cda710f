import type {
  ClozeItem,
  CommandItem,
  Item,
  LayerItem,
  MatchItem,
  MultipleItem,
  NumericItem,
  OrderItem,
  PredictItem,
  Quiz,
} from '../../src/content/types.ts';
import type { EventBody } from '../../src/progress/events.ts';
import type { Effect, Viewport } from '../../src/tutor/machine.ts';
import {
  itemsOfQuiz,
  type QuizState,
  type SessionSettings,
  startSession,
} from '../../src/tutor/quiz/state.ts';
import { begin, type QuizInput, update } from '../../src/tutor/quiz/update.ts';
import { layer as layerOfStep, lessonOf, multiple, phrase, prose, single, stack } from './lesson.ts';

export { multiple, single };

const base = { sources: ['docs'], covers: [], revision: 1, was: [], objective: 'aim' };

/** A part of a stack is the answer. */
export const layer: LayerItem = { ...layerOfStep, ...base, id: 'second-kernel', diagram: 'stack' };

/** Four right options and a wrong one. */
export const fourRightOneWrong: MultipleItem = {
  ...multiple,
  options: ['a', 'b', 'c', 'd', 'e'].map((id, index) => ({ id, correct: index < 4, text: phrase(id) })),
};

/** Four entries in their right order. */
export const order: OrderItem = {
  ...base,
  id: 'life',
  type: 'order',
  prompt: prose('Put the life of a container in order.'),
  items: ['pull', 'create', 'start', 'stop'].map((id) => ({ id, text: phrase(id) })),
};

/** Four pairs and a decoy that shows a misconception. */
export const match: MatchItem = {
  ...base,
  id: 'partners',
  type: 'match',
  prompt: prose('Which command does what?'),
  pairs: ['ps', 'images', 'logs', 'rm'].map((id) => ({
    id,
    left: phrase(`docker ${id}`),
    right: phrase(`does ${id}`),
    say: prose(`That is what ${id} does.`),
  })),
  decoys: [{ id: 'boot', right: phrase('boots a machine'), mis: 'shared', say: prose('Nothing boots.') }],
};

/** A gap that is exact, and one that forgives case and spacing. */
export const cloze: ClozeItem = {
  ...base,
  id: 'fill',
  type: 'cloze',
  prompt: prose('Fill the gaps.'),
  text: {
    en: 'docker run [[flag]] alpine runs a [[thing]]',
    ko: 'docker run [[flag]] alpine은 [[thing]]를 실행',
  },
  gaps: {
    flag: {
      shown: { und: '--rm' },
      accept: ['--rm'],
      forgive: [],
      wrong: { '-rm': { say: prose('Two dashes.') } },
    },
    thing: {
      shown: { en: 'container', ko: '컨테이너' },
      accept: ['container', '컨테이너'],
      forgive: ['case', 'spacing'],
      wrong: { 'virtual machine': { mis: 'shared', say: prose('It boots nothing.') } },
    },
  },
};

/** A number of MiB, with some tolerance. */
export const numeric: NumericItem = {
  ...base,
  id: 'memory',
  type: 'numeric',
  prompt: prose('How much is 2 GiB?'),
  answer: 2048,
  tolerance: 0,
  unit: 'MiB',
  wrong: [{ value: 2000, mis: 'shared', say: prose('That counts in thousands.') }],
};

/** A command line; `docker ps` is a wrong one that shows a misconception. */
export const command: CommandItem = {
  ...base,
  id: 'list-all',
  type: 'command',
  prompt: prose('List all containers, stopped ones too.'),
  files: {},
  setup: [],
  accept: ['docker ps -a'],
  allow: ['--no-trunc'],
  wrong: { 'docker ps': { mis: 'shared', say: prose('That lists what runs.') } },
};

/** What a command comes to; the key has been found. */
export const predict: PredictItem = {
  ...base,
  id: 'who-am-i',
  type: 'predict',
  prompt: prose('What does it print?'),
  files: {},
  setup: [],
  run: ['run', '--rm', 'alpine', 'id', '-u'],
  line: 'docker run --rm alpine id -u',
  key: 'root',
  options: [
    { id: 'root', text: phrase('0'), when: { stdout: { is: '0' } } },
    {
      id: 'user',
      text: phrase('1000'),
      when: { stdout: { is: '1000' } },
      mis: 'shared',
      say: prose('Not here.'),
    },
    { id: 'none', text: phrase('nothing'), when: { stdout: { is: '' } }, say: prose('It prints.') },
  ],
};

/** One item of each type. */
export const everyType: readonly Item[] = [
  { ...single, ...base, id: 'kernel-of-vm' },
  { ...multiple, ...base, id: 'what-is-shared' },
  layer,
  order,
  match,
  cloze,
  numeric,
  command,
  predict,
];

/** A quiz with these items, with all that they name. */
export function quizOf(items: readonly Item[] = everyType, more: Partial<Quiz> = {}): Quiz {
  const { misconceptions } = lessonOf([]);
  return {
    pack: 'test-pack',
    id: 'test-quiz',
    was: [],
    languages: ['en', 'ko'],
    title: phrase('A quiz'),
    lesson: 'test-lesson',
    pass: 0.8,
    items,
    objectives: [{ id: 'aim', text: phrase('Say what a kernel is'), lesson: 'test-lesson' }],
    sources: { docs: { url: 'https://docs.docker.com/engine/', checked: '2026-11-20' } },
    diagrams: { stack },
    misconceptions,
    terms: {},
    ...more,
  };
}

/** A session with all items of a quiz, in the author's order. */
export function sessionOf(quiz: Quiz = quizOf(), more: Partial<SessionSettings> = {}): QuizState {
  return startSession({
    items: itemsOfQuiz(quiz),
    via: 'quiz',
    quiz: { key: `${quiz.pack}/${quiz.id}`, pass: quiz.pass },
    title: quiz.title,
    seed: 'seed',
    lang: 'en',
    languages: ['en', 'ko'],
    ...more,
  });
}

/** What inputs led to. */
export interface Played {
  readonly state: QuizState;
  readonly events: readonly EventBody[];
  readonly effects: readonly Effect[];
}

/** Begins a session and presses keys, or feeds other inputs, one after the other. */
export function take(
  start: QuizState,
  inputs: readonly (string | QuizInput)[],
  viewport: Viewport = { maxScroll: 0, bodyRows: 18 },
): Played {
  const first = begin(start);
  let { state } = first;
  const events = [...first.events];
  const effects = [...first.effects];
  for (const each of inputs) {
    const input: QuizInput = typeof each === 'string' ? { type: 'key', key: each } : each;
    const outcome = update(state, input, viewport);
    state = outcome.state;
    events.push(...outcome.events);
    effects.push(...outcome.effects);
  }
  return { state, events, effects };
}

/** The keys of a text, one a character, as a keyboard sends them. */
export function keysOf(text: string): string[] {
  return [...text].map((character) => (character === ' ' ? 'space' : character));
}
