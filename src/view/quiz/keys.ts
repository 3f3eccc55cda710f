/** The keys of a quiz: a few at the foot of each page, all of them in a list. */
import { languageName, messagesOf } from '../../text/messages/index.ts';
import { isTyped } from '../../tutor/items/index.ts';
import { nextLanguage } from '../../tutor/machine.ts';
import { currentItem, type QuizState } from '../../tutor/quiz/state.ts';
import { columnNodes } from '../columns.ts';
import { GAP, type KeyHint, type Node, paragraph } from '../nodes.ts';

/** The keys that matter on the page that is shown. */
export function keyHints(state: QuizState): KeyHint[] {
  const { key, quiz } = messagesOf(state.lang);
  const language: KeyHint = {
    key: 'l',
    does: languageName(nextLanguage(state.lang, state.languages)),
  };
  const quit: KeyHint = { key: 'q', does: key.quit };
  if (state.overlay === 'describe' || state.overlay === 'report')
    return [{ key: 'esc', does: key.close }, { key: '↑↓', does: key.scroll }, language];
  if (state.overlay === 'keys') return [{ key: 'esc', does: key.close }, language, quit];
  const seeIt: KeyHint = { key: 'v', does: quiz.seeItKey };
  switch (state.phase.kind) {
    case 'choosing':
      return choosingKeys(state, language, quit);
    case 'sure':
      return [
        { key: '1', does: key.sure },
        { key: '2', does: key.notSure },
        { key: key.enter, does: key.skip },
        language,
        quit,
      ];
    case 'told':
      return [{ key: '→', does: key.next }, seeIt, language, { key: '?', does: key.keys }, quit];
    case 'summary':
      return [{ key: key.enter, does: key.finish }, seeIt, language];
  }
}

function choosingKeys(state: QuizState, language: KeyHint, quit: KeyHint): KeyHint[] {
  const { key, quiz } = messagesOf(state.lang);
  const rest = [language, { key: '?', does: key.keys }, quit];
  const item = currentItem(state)?.item;
  const { phase } = state;
  if (item === undefined || phase.kind !== 'choosing') return rest;
  const move: KeyHint = { key: '↑↓', does: key.move };
  const answer: KeyHint = { key: key.enter, does: key.answer };
  const unknown: KeyHint = { key: 's', does: quiz.passOver };
  const { entry } = phase;
  switch (item.type) {
    case 'single':
    case 'layer':
    case 'predict':
      return [move, answer, unknown, ...rest];
    case 'multiple':
      // One key more would take a second line.
      return [{ key: key.space, does: key.choose }, answer, unknown, language, quit];
    case 'order': {
      const held = 'held' in entry && entry.held;
      return [move, { key: key.space, does: held ? quiz.putDown : quiz.takeUp }, unknown, ...rest];
    }
    case 'match':
      return [move, { key: '←→', does: quiz.pair }, unknown, ...rest];
    case 'cloze':
    case 'numeric':
    case 'command': {
      const several = 'gaps' in entry && entry.gaps.length > 1;
      return [
        ...(several ? [{ key: 'tab', does: quiz.nextGap }] : []),
        answer,
        { key: 'esc', does: key.keys },
      ];
    }
  }
}

/** Every key, and what it does. */
export function keyListNodes(state: QuizState): Node[] {
  const { key, quiz, walk } = messagesOf(state.lang);
  const item = currentItem(state)?.item;
  const typed = item !== undefined && isTyped(item);
  const rows: readonly (readonly [string, string])[] = [
    [key.enter, `${key.answer}, ${key.next}`],
    ...(typed
      ? ([['tab  ↑ ↓', quiz.nextGap]] as const)
      : ([
          ['↑ ↓', key.move],
          ['1–9', quiz.numbers],
          [key.space, item?.type === 'order' ? `${quiz.takeUp}, ${quiz.putDown}` : key.choose],
          ...(item?.type === 'match' ? ([['← →', quiz.pair]] as const) : []),
        ] as const)),
    ['s', quiz.passOver],
    ['d', key.describe],
    ['v', quiz.seeItKey],
    ['l', key.language],
    ['q  Ctrl-C', key.quit],
  ];
  const nodes = columnNodes(rows.map(([name, does]) => [{ text: name, style: 'strong' }, { text: does }]));
  const note = typed ? [GAP, paragraph(quiz.keysOfText, 'muted')] : [];
  return [paragraph(walk.keysTitle, 'title'), GAP, ...nodes, ...note];
}
