import { describe, expect, it } from 'vitest';
import { labEn } from '../../../src/text/messages/lab.en.ts';
import { labKo } from '../../../src/text/messages/lab.ko.ts';
import type { Difference } from '../../../src/tutor/goals/difference.ts';
import { whyText } from '../../../src/view/lab/why.ts';

const one = { kind: 'container', name: 'one' } as const;
const page = { kind: 'http', name: 'localhost:8080' } as const;
const cases: readonly (readonly [Difference, string, string])[] = [
  [
    { subject: one, fact: 'state', wanted: 'running', found: 'exited' },
    'container one: state is exited; wanted: running',
    '컨테이너 one: 상태 = exited. 원하는 값: running',
  ],
  [
    { subject: one, fact: 'exists', wanted: 'one' },
    'container one: not there; wanted: there',
    '컨테이너 one: 없음. 있어야 합니다',
  ],
  [
    { subject: one, fact: 'exists', forbidden: 'one' },
    'container one: there; wanted: not there',
    '컨테이너 one: 있음. 없어야 합니다',
  ],
  [
    { subject: one, fact: 'privileged', wanted: 'false', found: 'true' },
    'container one: privileged is yes; wanted: no',
    '컨테이너 one: 특권 모드 = 예. 원하는 값: 아니요',
  ],
  [
    { subject: one, fact: 'ports', wanted: '8080->80' },
    'container one: no published ports; wanted: 8080->80',
    '컨테이너 one: 게시한 포트 없음. 원하는 값: 8080->80',
  ],
  [
    { subject: one, fact: 'diff', forbidden: 'C /etc/motd' },
    'container one: changed files has C /etc/motd; wanted: without it',
    '컨테이너 one: 바뀐 파일에 C /etc/motd 있음. 없어야 합니다',
  ],
  [
    { subject: page, fact: 'exists', wanted: 'localhost:8080' },
    'localhost:8080: nothing answers; wanted: an answer',
    'localhost:8080: 응답 없음. 응답해야 합니다',
  ],
  [
    { subject: { kind: 'events', name: 'web' }, fact: 'seen', wanted: 'exited' },
    'web, since the lab began: not yet exited',
    '실습을 시작한 뒤 web: exited 아직 일어나지 않음',
  ],
];

describe('why a task is not met', () => {
  it.each(cases)('%j', (difference, en, ko) => {
    expect([whyText(difference, labEn), whyText(difference, labKo)]).toEqual([en, ko]);
  });
});
