/** Makes packs of any size for measuring: lessons as authors write them, each a little different. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateQuiz } from './generate-quiz.ts';

/** Things that a generated lesson can be about, in English and Korean. */
const TOPICS = [
  ['image', '이미지'],
  ['container', '컨테이너'],
  ['volume', '볼륨'],
  ['network', '네트워크'],
  ['registry', '레지스트리'],
  ['layer', '레이어'],
  ['process', '프로세스'],
] as const;

const GLOSSARY = `format: 1
terms:
${TOPICS.map(
  ([en, ko]) => `  - id: ${en}
    term: {en: ${en}, ko: ${ko}}
    means:
      en: "What the word ${en} means in these lessons, in one sentence."
      ko: "이 학습에서 ${ko}라는 말이 뜻하는 것을 한 문장으로 적습니다."
`,
).join('')}`;

/**
 * Writes a pack.
 *
 * @param folder where; made if it is not there
 * @param lessons how many lessons, each with three questions
 * @param quizItems how many items the quiz of each lesson has; without it there are no quizzes
 * @returns how many bytes the lessons have together
 */
export function generatePack(folder: string, lessons: number, quizItems = 0): number {
  mkdirSync(join(folder, 'lessons'), { recursive: true });
  const ids = Array.from({ length: lessons }, (_, index) => `lesson-${index + 1}`);
  writeFileSync(join(folder, 'pack.yaml'), manifest(ids, quizItems > 0));
  writeFileSync(join(folder, 'glossary.yaml'), GLOSSARY);
  let bytes = 0;
  for (const [index, id] of ids.entries()) {
    const text = lesson(id, index);
    bytes += Buffer.byteLength(text);
    writeFileSync(join(folder, 'lessons', `${id}.lesson.yaml`), text);
    if (quizItems > 0) writeFileSync(join(folder, 'lessons', `${id}.quiz.yaml`), generateQuiz(id, quizItems));
  }
  return bytes;
}

function manifest(ids: readonly string[], hasQuizzes: boolean): string {
  return `format: 1
id: generated
version: 1.0.0
title: {en: "A generated pack", ko: "만들어진 팩"}
languages: [en, ko]
modules:
  - id: all
    title: {en: "All lessons", ko: "모든 학습"}
    lessons:
${ids.map((id) => `      - ${id}\n`).join('')}${hasQuizzes ? `    quizzes:\n${ids.map((id) => `      - ${id}-quiz\n`).join('')}` : ''}`;
}

/** A lesson of 6 to 8 steps: text, pictures that stand, move and are revealed, and three questions. */
function lesson(id: string, index: number): string {
  const [en, ko] = TOPICS[index % TOPICS.length] ?? TOPICS[0];
  const number = index + 1;
  const more = Array.from({ length: index % 3 }, (_, at) => closing(at, en, ko, number));
  return `${head(id, en, ko, number)}
steps:
${firstSteps(id, en, ko, number)}${lastSteps(id, en, ko, number)}${more.join('')}`;
}

function head(id: string, en: string, ko: string, number: number): string {
  return `format: 1
id: ${id}
title: {en: "What a ${en} is, part ${number}", ko: "${ko} 알아보기 ${number}"}
minutes: ${6 + (number % 5)}
objectives:
  - id: place-${id}
    text: {en: "Say where a ${en} belongs and what it shares", ko: "${ko}의 자리와 함께 쓰는 것을 말할 수 있다"}
sources:
  docs: {url: "https://docs.docker.com/get-started/docker-concepts/${en}/${number}/", checked: 2026-11-20}
  manual: {url: "https://man7.org/linux/man-pages/man7/namespaces.7.html", checked: 2026-11-20}
diagrams:
  machines:
    kind: compare
    panels:
      - id: before
        label: {en: Before, ko: 이전}
        stack:
          - repeat: 2
            stack:
              - {id: app, role: app, label: {en: App ${number % 10}, ko: 앱 ${number % 10}}}
              - {id: libs, role: libs, label: {en: [Bins/Libs, Libs], ko: [딸린 파일, 파일]}}
              - {id: guest, role: os, label: {en: Guest OS, ko: 게스트 OS}}
          - {id: hypervisor, role: hypervisor, label: {en: Hypervisor, ko: 하이퍼바이저}}
          - {id: hw, role: hardware, label: {en: Hardware, ko: 하드웨어}}
      - id: after
        label: {en: After, ko: 이후}
        like: before
        remove: [guest]
        repeat: {app: 3}
        change:
          hypervisor: {id: kernel, role: kernel, label: {en: Host kernel, ko: 호스트 커널}}
        beside:
          kernel:
            - {id: engine, role: engine, label: {en: Engine, ko: 엔진}}
  path:
    kind: chain
    links:
      - {id: file, label: {en: Dockerfile, ko: 도커파일}, via: {en: build, ko: 빌드}}
      - {id: image, label: {en: Image, ko: 이미지}, via: {en: run, ko: 실행}}
      - {id: container, label: {en: Container, ko: 컨테이너}}
  layers:
    kind: layers
    layers:
      - {id: base, label: {en: Base files, ko: 바탕 파일}}
      - {id: app, label: {en: The app, ko: 앱}}
      - {id: top, writable: true, label: {en: Container ${number % 10}, ko: 컨테이너 ${number % 10}}}
`;
}

function firstSteps(id: string, en: string, ko: string, number: number): string {
  return `  - id: start
    title: {en: "Two apps and a ${en}", ko: "앱 둘과 ${ko}"}
    text:
      en: |
        Two apps share one server and must not disturb each other. Read a column from the top:
        the app, the files it needs, and what a [[${en}]] adds to them in example ${number}.
      ko: |
        앱 두 개를 서버 한 대에서 서로 방해하지 않게 돌리려고 합니다. 위에서 아래로 읽어 보세요.
        앱, 앱에 딸린 파일, 그리고 예 ${number}에서 [[${en}|${ko}]]가 더하는 것이 있습니다.
    diagram: {use: machines, show: [before]}
    sources: [docs]

  - id: predict
    title: {en: "What is there twice?", ko: "두 번 있는 것은?"}
    diagram: {use: machines, show: [before]}
    ask:
      id: ${id}-twice
      type: layer
      objective: place-${id}
      prompt:
        en: "Which part brings a kernel of its own with every app?"
        ko: "앱마다 자기 커널을 들여오는 것은 무엇일까요?"
      answer: [before/guest]
      wrong:
        before/app: {say: {en: "An app uses a kernel.", ko: "앱은 커널을 쓰는 쪽입니다."}}
      say: {en: "Each guest OS has a kernel of its own.", ko: "게스트 OS마다 자기 커널이 있습니다."}

  - id: change
    title: {en: "One floor less", ko: "한 층이 줄었습니다"}
    text:
      en: "The guest OS goes, and the processes make their system calls to *one* kernel, the host's."
      ko: "게스트 OS가 없어지고, 프로세스들은 호스트의 커널 *하나*에 시스템 호출을 합니다."
    diagram: {use: machines, show: [before, after], morph: [before, after], highlight: [after/kernel]}
    sources: [docs, manual]

`;
}

function lastSteps(id: string, en: string, ko: string, number: number): string {
  return `  - id: choose
    title: {en: "What is shared?", ko: "함께 쓰는 것은?"}
    diagram: {use: path, highlight: [image]}
    ask:
      id: ${id}-shared
      type: single
      objective: place-${id}
      prompt: {en: "Two containers of one image share …", ko: "이미지 하나로 만든 컨테이너 둘이 함께 쓰는 것은?"}
      options:
        - {id: files, correct: true, text: {en: "the layers of the image", ko: "이미지의 레이어"}}
        - {id: memory, text: {en: "their memory", ko: "메모리"}}
        - {id: nothing, text: {en: "nothing at all", ko: "아무것도 없다"}}

  - id: layers
    title: {en: "Only the top is written", ko: "맨 위에만 씁니다"}
    text:
      en: |
        - The layers below stay as they are.
        - What the [[container]] writes goes into the top layer, with \`docker diff demo-${number}\` to list it.
      ko: |
        - 아래 레이어는 그대로입니다.
        - [[container|컨테이너]]가 쓰는 것은 맨 위 레이어로 가고, \`docker diff demo-${number}\`로 볼 수 있습니다.
    diagram: {use: layers, annotate: {top: {en: "goes with the container", ko: "컨테이너와 함께 사라집니다"}}}
    sources: [docs]

  - id: several
    title: {en: "What stays?", ko: "남는 것은?"}
    ask:
      id: ${id}-stays
      type: multiple
      objective: place-${id}
      prompt: {en: "What is left after \`docker rm\`?", ko: "\`docker rm\` 뒤에 남는 것은?"}
      options:
        - {id: image, correct: true, text: {en: "the image", ko: "이미지"}}
        - {id: volume, correct: true, text: {en: "a named volume of the ${en}", ko: "이름 있는 ${ko} 볼륨"}}
        - {id: top, text: {en: "the top layer", ko: "맨 위 레이어"}}
`;
}

function closing(at: number, en: string, ko: string, number: number): string {
  return `
  - id: closing-${at + 1}
    title: {en: "In short, ${at + 1}", ko: "정리 ${at + 1}"}
    text:
      en: "A [[${en}]] is **files and a process**, and example ${number} shows both of them at work."
      ko: "[[${en}|${ko}]]는 **파일과 프로세스**이고, 예 ${number}에서 둘 다 볼 수 있습니다."
    diagram: {use: machines, show: [after], reveal: [after/kernel, after/app]}
    sources: [manual]
`;
}
