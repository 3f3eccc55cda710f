/** Makes quizzes for the lessons of a generated pack: items of every kind that a terminal without a picture can ask. */

/**
 * A quiz of a generated lesson.
 *
 * @param lesson the lesson's id; the quiz is called after it
 * @param items how many items, the kinds in turn
 * @returns the quiz as YAML
 */
export function generateQuiz(lesson: string, items: number): string {
  const asked = Array.from({ length: items }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? single;
    return `  - id: ${lesson}-item-${index + 1}\n${kind(index + 1)}    objective: place-${lesson}\n    sources: [docs]\n`;
  });
  return `format: 1
id: ${lesson}-quiz
title: {en: "Quiz of ${lesson}", ko: "${lesson} 퀴즈"}
lesson: ${lesson}
pass: 0.8
items:
${asked.join('\n')}`;
}

const KINDS = [single, multiple, order, match, cloze, numeric];

function single(number: number): string {
  return `    type: single
    prompt:
      en: "On a host, \`ps\` lists process ${4700 + number}. An administrator ends it, and the container \`web\` stops. What was it?"
      ko: "호스트의 \`ps\`에 ${4700 + number}번 프로세스가 보입니다. 관리자가 종료하자 컨테이너 \`web\`이 멈췄습니다. 무엇이었을까요?"
    options:
      - id: main
        correct: true
        text: {en: "The main process of \`web\`, number 1 inside", ko: "\`web\`의 주 프로세스, 안에서는 1번"}
        say:
          en: "One process, two numbers: one for the host, and 1 inside. When number 1 ends, all others end with it."
          ko: "프로세스는 하나, 번호는 둘입니다. 1번이 끝나면 나머지도 모두 끝납니다."
      - id: borrowed
        text: {en: "The host's own program, which \`web\` borrowed", ko: "\`web\`이 빌려 쓰던 호스트의 프로그램"}
        say: {en: "Its program came with the image.", ko: "프로그램은 이미지에 들어 있던 것입니다."}
      - id: emulator
        text: {en: "What imitated a computer for \`web\`", ko: "\`web\`에 컴퓨터를 흉내 내 주던 것"}
        say: {en: "Nothing was imitated.", ko: "흉내 내는 것은 없습니다."}
`;
}

function multiple(number: number): string {
  return `    type: multiple
    prompt: {en: "You send image ${number} to a colleague. What should come from her server?", ko: "이미지 ${number}번을 동료에게 보냈습니다. 동료의 서버가 마련해야 하는 것은?"}
    options:
      - {id: kernel, correct: true, text: {en: "the kernel", ko: "커널"}, say: {en: "An image has none.", ko: "이미지에는 커널이 없습니다."}}
      - {id: memory, correct: true, text: {en: "the memory", ko: "메모리"}}
      - {id: libc, text: {en: "the C library", ko: "C 라이브러리"}, say: {en: "It is in the image.", ko: "이미지에 들어 있습니다."}}
      - {id: files, text: {en: "the app's files", ko: "앱의 파일"}, say: {en: "So are they.", ko: "역시 이미지에 있습니다."}}
`;
}

function order(number: number): string {
  return `    type: order
    prompt: {en: "Put the life of container ${number} in order.", ko: "컨테이너 ${number}번의 일생을 순서대로 놓으세요."}
    items:
      - {id: pull, text: {en: "its image is pulled", ko: "이미지를 받는다"}}
      - {id: create, text: {en: "it is created", ko: "만든다"}}
      - {id: start, text: {en: "its process starts", ko: "프로세스가 시작된다"}}
      - {id: stop, text: {en: "its process ends", ko: "프로세스가 끝난다"}}
    say: {en: "A container is created before it starts.", ko: "시작하기 전에 먼저 만들어집니다."}
`;
}

function match(number: number): string {
  return `    type: match
    prompt: {en: "Which tool of kernel ${number} does which job?", ko: "커널 ${number}번의 도구를 하는 일과 짝지어 보세요."}
    pairs:
      - {id: see, left: {en: "hide other processes", ko: "다른 프로세스 숨기기"}, right: {en: namespaces, ko: 네임스페이스}}
      - {id: memory, left: {en: "limit the memory", ko: "메모리 제한하기"}, right: cgroups}
      - {id: calls, left: {en: "refuse system calls", ko: "시스템 호출 막기"}, right: seccomp}
    decoys:
      - {id: hypervisor, right: {en: "a hypervisor", ko: "하이퍼바이저"}, say: {en: "There is none here.", ko: "여기에는 없습니다."}}
    say: {en: "Three tools of one kernel.", ko: "모두 한 커널의 도구입니다."}
`;
}

function cloze(number: number): string {
  return `    type: cloze
    prompt: {en: "Write the flag that takes container ${number} away when it ends.", ko: "컨테이너 ${number}번이 끝나면 지우는 플래그를 쓰세요."}
    text: "docker run [[flag]] demo-${number}"
    gaps:
      flag:
        accept: ["--rm"]
        wrong: {"-rm": {say: {en: "Two dashes.", ko: "하이픈은 두 개입니다."}}}
`;
}

function numeric(number: number): string {
  return `    type: numeric
    prompt: {en: "On one server run ${number + 1} containers. How many kernels are running?", ko: "한 서버에서 컨테이너 ${number + 1}개가 돌고 있습니다. 커널은 몇 개일까요?"}
    answer: 1
    wrong: {${number + 1}: {say: {en: "That would be one for each.", ko: "컨테이너마다 하나씩이라는 계산입니다."}}}
    say: {en: "The host's kernel answers all of them.", ko: "호스트의 커널 하나가 모두에 답합니다."}
`;
}
