import type { ReviewMessages } from './review.en.ts';

/** `review`가 하는 말, 한국어. */
export const reviewKo: ReviewMessages = {
  needsTerminal: '복습하려면 터미널이나 답을 적은 파일이 필요합니다',
  needsTerminalHint: '`docker-tutor review --answers <파일>`로 실행하세요. `-`는 파이프에서 읽습니다.',
  badLimit: (value) => `문항 수로 쓸 수 없는 값입니다: \`${value}\``,
  badLimitHint: '1 이상의 정수를 쓰세요.',
  nothingDue: '오늘 복습할 문항이 없습니다.',
  next: (day, items) => `다음 복습: ${day}, ${items}문항.`,
  nothingYet: '아직 복습할 문항이 없습니다.',
  nothingYetHint: '답한 문항은 여기에서 다시 나옵니다. 시작하기: docker-tutor learn',
  left: (items) => `오늘 복습할 문항이 ${items}개 남았습니다: docker-tutor review`,
  allDone: '오늘 복습은 모두 마쳤습니다.',
  today: '오늘',
  tomorrow: '내일',
};
