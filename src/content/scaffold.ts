/** The files of a new pack: small, and a pack that passes every check. */

/** What the author says of the new pack. */
export interface NewPack {
  /** Kebab-case. */
  readonly id: string;
  /** Today, `YYYY-MM-DD`: the day on which its source was read. */
  readonly today: string;
}

/**
 * Writes a new pack.
 *
 * @param pack its id, and today
 * @returns the text of each file, by its path in the pack's folder
 */
export function scaffoldPack({ id, today }: NewPack): ReadonlyMap<string, string> {
  return new Map([
    ['pack.yaml', manifest(id)],
    ['glossary.yaml', GLOSSARY],
    ['misconceptions.yaml', misconceptions(today)],
    ['basics/one-kernel.lesson.yaml', lesson(today)],
    ['basics/one-kernel.quiz.yaml', QUIZ],
    ['basics/ask-the-kernel.lab.yaml', LAB],
  ]);
}

function manifest(id: string): string {
  return `# The manifest: what the pack is, and its lessons, quizzes and labs in the order in which they are learned.
format: 1
id: ${id}
version: 0.1.0
title: {en: "My lessons", ko: "나의 강의"}
languages: [en, ko]
modules:
  - id: basics
    title: {en: "Basics", ko: "기초"}
    lessons: [one-kernel]
    quizzes: [one-kernel-quiz]
    labs: [ask-the-kernel]
`;
}

const GLOSSARY = `# The words that lessons name as [[kernel]] or [[kernel|other words]].
format: 1
terms:
  - id: kernel
    term: {en: kernel, ko: 커널}
    means:
      en: The part of an operating system that shares out the machine among programs.
      ko: 운영체제에서 컴퓨터의 자원을 프로그램에 나누어 주는 부분.
    lesson: one-kernel
`;

function misconceptions(today: string): string {
  return `# Wrong beliefs, each refuted once. Wrong answers name them with \`mis:\`.
format: 1
misconceptions:
  - id: kernel-in-each-container
    belief: {en: "Each container has a kernel of its own", ko: "컨테이너마다 자기 커널이 있다"}
    tempting:
      en: A container looks like a computer of its own, with its own files and its own processes.
      ko: 컨테이너에는 자기 파일과 자기 프로세스가 있어서 따로 있는 컴퓨터처럼 보입니다.
    truth:
      en: All containers of a host make their calls to one kernel. \`uname -r\` shows the same release in each.
      ko: 한 호스트의 컨테이너는 모두 커널 하나를 부릅니다. \`uname -r\`을 치면 어디서나 같은 릴리스가 나옵니다.
    lesson: one-kernel
    sources: [{url: "${SOURCE}", checked: ${today}}]
`;
}

const SOURCE = 'https://docs.docker.com/get-started/docker-concepts/the-basics/what-is-a-container/';

function lesson(today: string): string {
  return `# A lesson: steps, each with text, a diagram, or a question. \`pack preview\` shows it while you write.
format: 1
id: one-kernel
title: {en: "One kernel for all", ko: "모두에게 커널 하나"}
minutes: 3
objectives:
  - id: name-what-is-shared
    text: {en: "Name what containers share", ko: "컨테이너가 공유하는 것을 말할 수 있다"}
sources:
  what-is-a-container: {url: "${SOURCE}", checked: ${today}}

diagrams:
  host:
    kind: stack
    stack: # top first, as drawn
      - {id: app, role: app, repeat: 3, label: {en: App, ko: 앱}}
      - {id: kernel, role: kernel, label: {en: Kernel, ko: 커널}}
      - {id: hardware, role: hardware, label: {en: Hardware, ko: 하드웨어}}

steps:
  - id: guess
    title: {en: "Three containers", ko: "컨테이너 세 개"}
    diagram: {use: host, reveal: [app, hardware]}
    ask:
      id: how-many-kernels
      type: single
      objective: name-what-is-shared
      prompt:
        en: Three containers run on this host. How many kernels are at work?
        ko: 이 호스트에서 컨테이너 세 개가 돌고 있습니다. 커널은 몇 개일까요?
      options:
        - id: three
          text: {en: "Three, one for each", ko: "세 개, 하나씩"}
          mis: kernel-in-each-container
          say: {en: "A container brings files, but no kernel.", ko: "컨테이너는 파일을 가져오지만 커널은 가져오지 않습니다."}
        - id: one
          correct: true
          text: {en: "One for all of them", ko: "모두 합쳐 하나"}
          say: {en: "Yes: the kernel of the host.", ko: "네, 호스트의 커널 하나입니다."}
      sources: [what-is-a-container]

  - id: one-for-all
    title: {en: "One for all", ko: "모두에게 하나"}
    text:
      en: |
        Containers are processes. All of them make their calls to the one [[kernel]] of the
        host, which shows each its own files and its own processes.
      ko: |
        컨테이너는 프로세스입니다. 모두 호스트의 [[kernel]] 하나를 부르고, 커널은 저마다의 파일과
        저마다의 프로세스를 보여 줍니다.
    diagram: {use: host, highlight: [kernel]}
    sources: [what-is-a-container]
`;
}

const QUIZ = `# A quiz: questions about a lesson, whose objectives, sources and diagrams they may name.
format: 1
id: one-kernel-quiz
title: {en: "One kernel for all", ko: "모두에게 커널 하나"}
lesson: one-kernel
pass: 0.7

items:
  - id: kernel-after-start
    type: single
    objective: name-what-is-shared
    prompt:
      en: You start a fourth container on this host. What becomes of the kernels?
      ko: 이 호스트에서 네 번째 컨테이너를 시작합니다. 커널은 어떻게 될까요?
    options: # shuffled; each wrong one says why it is wrong
      - id: still-one
        correct: true
        text: {en: "There is still one", ko: "여전히 하나이다"}
      - id: one-more
        text: {en: "There is one more", ko: "하나 늘어난다"}
        mis: kernel-in-each-container
        say: {en: "A container is a new process, not a new kernel.", ko: "컨테이너는 새 프로세스이지 새 커널이 아닙니다."}
    sources: [what-is-a-container]

  - id: which-part-is-shared
    type: layer # the answer is a part of a picture
    objective: name-what-is-shared
    prompt:
      en: Which part takes the calls of all containers?
      ko: 모든 컨테이너의 호출을 받는 것은 어느 부분일까요?
    diagram: host
    answer: [kernel]
    wrong:
      app: {say: {en: "It makes calls; it does not take them.", ko: "호출을 하는 쪽이지 받는 쪽이 아닙니다."}}
      hardware: {say: {en: "The kernel stands between.", ko: "그 사이에 커널이 있습니다."}}
    sources: [what-is-a-container]

  - id: see-the-release
    type: cloze # what is missing is typed
    objective: name-what-is-shared
    prompt:
      en: Complete the command that shows a container's kernel release.
      ko: 컨테이너의 커널 릴리스를 보여 주는 명령을 완성하세요.
    text: docker run --rm alpine [[command]] -r
    gaps:
      command:
        accept: [uname]
        wrong:
          kernel: {say: {en: "There is no such program.", ko: "그런 프로그램은 없습니다."}}
    say:
      en: Each container prints the release of the host, for it is the host's kernel that answers.
      ko: 어느 컨테이너나 호스트의 릴리스를 출력합니다. 대답하는 것이 호스트의 커널이기 때문입니다.
    sources: [what-is-a-container]
`;

const LAB = `# A lab: tasks that are done with docker commands and judged by facts, on the sandbox and on a real engine alike.
format: 1
id: ask-the-kernel
title: {en: "Ask the kernel", ko: "커널에게 묻기"}
lesson: one-kernel
difficulty: worked # shows each next command; faded shows those of the first tasks, independent none
setup: ["docker pull alpine:3.22"] # docker commands only, without a shell
tasks:
  - id: start-one
    do:
      en: "Start a container \`one\` from \`alpine:3.22\` in the background, running \`sleep 1d\`"
      ko: "\`alpine:3.22\`로 컨테이너 \`one\`을 백그라운드에서 시작하고 \`sleep 1d\`를 실행하세요"
    expect: # what must hold; nothing is said of what else is there
      - {container: one, state: running, image: "alpine:3.22"}
    hints: # one at a time
      - en: "\`-d\` leaves it in the background; what follows the image is the program."
        ko: "\`-d\`는 백그라운드에 둡니다. 이미지 뒤에 오는 것이 프로그램입니다."
    mistakes: # a state that shows a known mistake, and what to say of it
      - when: [{container: one, state: exited}]
        say:
          en: "It has ended already: give it a program that stays, and remove this one first."
          ko: "벌써 끝났습니다. 이것을 지우고, 계속 남는 프로그램을 주세요."
    solution: [docker run -d --name one alpine:3.22 sleep 1d]
  - id: keep-release
    do:
      en: "Let it write the release of its kernel to \`/tmp/release\`, with \`uname -r\`"
      ko: "커널의 릴리스를 \`uname -r\`로 \`/tmp/release\`에 쓰게 하세요"
    expect:
      - {container: one, diff: [{kind: A, path: /tmp/release}]}
    solution: [docker exec one sh -c 'uname -r > /tmp/release']
    say:
      en: "Every container here would write the same: they all ask one kernel."
      ko: "여기 있는 어느 컨테이너나 같은 것을 쓸 것입니다. 모두 커널 하나에게 묻기 때문입니다."
`;
