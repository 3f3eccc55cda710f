/**
 * The words that diagrams add of their own: tags in the picture, and the sentences of the alternative. Korean avoids
 * particles after labels, since a label may end in any letter of any script.
 */
import type { Lang } from '../text/localized.ts';

const EN_COUNT = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const KO_COUNT = ['', '한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열'];

const enCount = (count: number) => EN_COUNT[count] ?? String(count);
const enTimes = (count: number) => ['never', 'once', 'twice'][count] ?? `${enCount(count)} times`;
const koCount = (count: number) => KO_COUNT[count] ?? String(count);

const en = {
  // In the picture.
  writable: 'writable layer',
  /** Above a box that stands beside a floor but had to be drawn below the stack. */
  beside: (floor: string) => `beside ${floor}`,

  // What is said of a part.
  marked: 'marked',
  became: { new: 'new', changed: 'changed', gone: 'gone' },
  notShown: 'not shown yet',
  hiddenFloor: 'a floor not shown yet',
  withRemarks: (label: string, remarks: readonly string[]) => `${label} (${remarks.join('; ')})`,
  partTimes: (label: string, count: number) => `${label}, ${enTimes(count)} side by side`,
  note: (mark: string, label: string, text: string) => `${mark} ${label}: ${text}`,

  // Stacks.
  panels: (count: number) => `${capital(enCount(count))} stacks side by side.`,
  namelessPanel: (ordinal: number) => `Stack ${ordinal}`,
  fromTop: (name: string) => (name === '' ? 'From the top: ' : `${name}, from the top: `),
  copies: (count: number) => `${enTimes(count)}, side by side: `,
  columns: (count: number) => `${enCount(count)} different columns side by side, from the left: `,
  columnsRepeated: (columns: number, times: number) =>
    `${enCount(columns)} different columns side by side, all of them ${enTimes(times)}, from the left: `,
  below: (columns: string) => `Below that, ${columns}`,
  under: (columns: number) => `Under ${columns === 2 ? 'both' : `all ${enCount(columns)}`}: `,
  besideFloor: (floor: string, parts: string) => `Beside ${floor}: ${parts}.`,

  // Layers and chains.
  image: 'An image, from the top:',
  writables: (count: number) =>
    count === 1
      ? 'On the image, a writable layer:'
      : `On the image, ${enCount(count)} writable layers side by side:`,
  chain: (links: number) => `A chain of ${enCount(links)}, in order:`,
  arrow: (link: string, next: string, via: string) => `${link}. Arrow to ${next}: ${via}.`,

  // Edits.
  removed: (what: string) => `${what}: removed.`,
  added: (what: string) => `${what}: added.`,
  replaced: (before: string, after: string) => `${before}: replaced by ${after}.`,
  changed: (what: string) => `${what}: changed.`,
  moved: (what: string) => `${what}: now in another place.`,
  leftOut: (count: number) =>
    count === 0
      ? 'Nothing is left out of the picture now.'
      : `Left out of the picture now: ${enCount(count)}.`,
  nowIs: (what: string, state: string) => `${what}: now ${state}.`,
  named: (name: string) => `The stack is now called ${name}.`,
  unnamed: (name: string) => `The stack is no longer called ${name}.`,
  repeated: (what: string, count: number) =>
    count === 1 ? `${what}: now once.` : `${what}: now ${enTimes(count)}, side by side.`,
  nowBeside: (floor: string, parts: string) => `Now beside ${floor}: ${parts}.`,
  nothingBeside: (floor: string) => `Now beside ${floor}: nothing.`,
  panelRemoved: (name: string) => `${name}: the whole stack is removed.`,
  panelAdded: (name: string) => `${name}: a new stack is added.`,
  panelRedrawn: (name: string) => `${name}: the stack is put together anew.`,
};

/** The words of one language. */
export type DiagramWords = typeof en;

const ko: DiagramWords = {
  writable: '쓰기 가능 레이어',
  beside: (floor) => `${floor} 옆`,

  marked: '강조됨',
  became: { new: '새로 생김', changed: '바뀜', gone: '없어짐' },
  notShown: '아직 보이지 않음',
  hiddenFloor: '아직 보이지 않는 층',
  withRemarks: (label, remarks) => `${label}(${remarks.join('; ')})`,
  partTimes: (label, count) => `${label}, 나란히 ${koCount(count)} 개`,
  note: (mark, label, text) => `${mark} ${label}: ${text}`,

  panels: (count) => `스택 ${koCount(count)} 개가 나란히 있습니다.`,
  namelessPanel: (ordinal) => `${ordinal}번 스택`,
  fromTop: (name) => (name === '' ? '위에서부터: ' : `${name}, 위에서부터: `),
  copies: (count) => `똑같은 열 ${koCount(count)} 개가 나란히: `,
  columns: (count) => `서로 다른 열 ${koCount(count)} 개가 나란히, 왼쪽부터: `,
  columnsRepeated: (columns, times) =>
    `서로 다른 열 ${koCount(columns)} 개가 나란히, 전체가 ${koCount(times)} 번 되풀이, 왼쪽부터: `,
  below: (columns) => `그 아래, ${columns}`,
  under: (columns) => `${koCount(columns)} 열 모두의 아래: `,
  besideFloor: (floor, parts) => `${floor} 옆: ${parts}.`,

  image: '이미지, 위에서부터:',
  writables: (count) =>
    count === 1
      ? '이미지 위에 쓰기 가능 레이어 하나:'
      : `이미지 위에 쓰기 가능 레이어 ${koCount(count)} 개가 나란히:`,
  chain: (links) => `순서대로 이어지는 ${koCount(links)} 가지:`,
  arrow: (link, next, via) => `${link}. ${next} 쪽 화살표: ${via}.`,

  removed: (what) => `빠짐: ${what}.`,
  added: (what) => `추가됨: ${what}.`,
  replaced: (before, after) => `${before} 대신 ${after}.`,
  changed: (what) => `바뀜: ${what}.`,
  moved: (what) => `자리가 바뀜: ${what}.`,
  leftOut: (count) =>
    count === 0 ? '이제 그림에서 빠진 것이 없습니다.' : `이제 그림에서 빠진 것: ${koCount(count)} 개.`,
  nowIs: (what, state) => `${what}: 이제 ${state}.`,
  named: (name) => `이제 스택의 이름: ${name}.`,
  unnamed: (name) => `스택의 이름이 빠짐: ${name}.`,
  repeated: (what, count) =>
    count === 1 ? `${what}: 이제 하나만.` : `${what}: 이제 나란히 ${koCount(count)} 개.`,
  nowBeside: (floor, parts) => `이제 ${floor} 옆: ${parts}.`,
  nothingBeside: (floor) => `이제 ${floor} 옆: 없음.`,
  panelRemoved: (name) => `스택 전체가 빠짐: ${name}.`,
  panelAdded: (name) => `새 스택이 추가됨: ${name}.`,
  panelRedrawn: (name) => `스택을 새로 짬: ${name}.`,
};

/** The word tables, one for each language that has one. */
export const WORDS = { en, ko } as const;

/**
 * The words of a language.
 *
 * @param lang the language
 * @returns its table; English if there is none
 */
export function wordsOf(lang: Lang): DiagramWords {
  return lang === 'ko' ? ko : en;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
