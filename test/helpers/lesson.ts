import type { LayerItem, Lesson, MultipleItem, SingleItem, Step } from '../../src/content/types.ts';
import type { Model } from '../../src/diagram/model.ts';
import type { Localized } from '../../src/text/localized.ts';
import type { Phrase, Prose } from '../../src/text/prose.ts';

/** A phrase in English and Korean. */
export function phrase(en: string, ko = `${en} 한글`): Localized<Phrase> {
  return { en: [en], ko: [ko] };
}

/** A paragraph in English and Korean. */
export function prose(en: string, ko = `${en} 한글`): Localized<Prose> {
  return { en: [{ t: 'p', children: [en] }], ko: [{ t: 'p', children: [ko] }] };
}

/** A stack of three floors: app, guest, hardware. */
export const stack: Model = {
  kind: 'stack',
  panels: [
    {
      id: '',
      beside: {},
      tiers: [
        { kind: 'part', repeat: 1, part: { id: 'app', role: 'app', label: { en: ['App'], ko: ['앱'] } } },
        {
          kind: 'part',
          repeat: 1,
          part: { id: 'guest', role: 'os', label: { en: ['Guest OS'], ko: ['게스트 OS'] } },
        },
        {
          kind: 'part',
          repeat: 1,
          part: { id: 'hw', role: 'hardware', label: { en: ['Hardware'], ko: ['하드웨어'] } },
        },
      ],
    },
  ],
};

const itemBase = { sources: [], covers: [], revision: 1, was: [] };

/** A question with one right answer, the second. */
export const single: SingleItem = {
  ...itemBase,
  id: 'kernel-of-vm',
  type: 'single',
  prompt: prose('Whose kernel does a VM run?'),
  options: [
    {
      id: 'host',
      correct: false,
      text: phrase('The host’s'),
      say: prose('That is a container.'),
      mis: 'shared',
    },
    { id: 'own', correct: true, text: phrase('Its own'), say: prose('It boots one.') },
  ],
};

/** A question with two right answers of three. */
export const multiple: MultipleItem = {
  ...itemBase,
  id: 'what-is-shared',
  type: 'multiple',
  prompt: prose('What do containers share?'),
  options: [
    { id: 'kernel', correct: true, text: phrase('The kernel') },
    { id: 'hardware', correct: true, text: phrase('The hardware') },
    { id: 'files', correct: false, text: phrase('Their files'), say: prose('Each has its own.') },
  ],
};

/** A question whose answer is a part of the step's diagram. */
export const layer: LayerItem = {
  ...itemBase,
  id: 'second-kernel',
  type: 'layer',
  prompt: prose('Which floor brings a second kernel?'),
  answer: ['guest'],
  wrong: { app: { say: prose('An app calls a kernel.'), mis: 'shared' } },
};

/** A step with text only, or with what is given beside it. */
export function step(id: string, more: Partial<Step> = {}): Step {
  return {
    id,
    title: phrase(`Title of ${id}`),
    text: prose(`Text of ${id}.`),
    sources: [],
    covers: [],
    was: [],
    ...more,
  };
}

/** A lesson of these steps. */
export function lessonOf(steps: readonly Step[], more: Partial<Lesson> = {}): Lesson {
  return {
    pack: 'test-pack',
    module: { id: 'one', title: phrase('Module one') },
    id: 'test-lesson',
    was: [],
    languages: ['en', 'ko'],
    title: phrase('A lesson'),
    minutes: 5,
    objectives: [{ id: 'aim', text: phrase('Say what a kernel is') }],
    sources: {},
    diagrams: { stack },
    steps,
    misconceptions: {
      shared: {
        id: 'shared',
        belief: phrase('VMs share a kernel'),
        tempting: prose('They run on one machine.'),
        truth: prose('Each boots its own.'),
        sources: [],
      },
    },
    terms: {},
    ...more,
  };
}
