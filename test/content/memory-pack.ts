import type { LoadedPack } from '../../src/content/load.ts';
import { loadPack } from '../../src/content/load.ts';
import type { Problem } from '../../src/content/problem.ts';
import type { PackReader } from '../../src/content/reader.ts';

/** A pack of files that are given as text or bytes. */
export function memoryPack(files: Readonly<Record<string, string | Uint8Array>>, root = 'pack'): PackReader {
  const encoder = new TextEncoder();
  return {
    root,
    list: () => Object.keys(files).sort(),
    read: (path) => {
      const file = files[path];
      if (file === undefined) return { error: 'missing' };
      return typeof file === 'string' ? encoder.encode(file) : file;
    },
  };
}

/** Loads files as a pack. */
export function load(files: Readonly<Record<string, string | Uint8Array>>): LoadedPack {
  return loadPack(memoryPack(files));
}

/** A problem in short: `file rule@line:column`. */
export function short({ file, rule, line, column }: Problem): string {
  return `${file} ${rule}@${line}:${column}`;
}

/** A problem with the words it stands at, so that a place in the table explains itself. */
export function withWords({ rule, line, column, endColumn = column, source = '' }: Problem): string {
  const words = [...source].slice(column - 1, endColumn - 1).join('');
  return `${rule}@${line}:${column} ${words.slice(0, 24).trim()}`;
}

/** A good strict pack of one lesson and a quiz with every type of item, to break one thing at a time. */
export const GOOD_PACK: Readonly<Record<string, string>> = {
  'pack.yaml': `format: 1
id: good
version: 1.0.0
title: {en: "Good", ko: "좋은"}
languages: [en, ko]
strict: true
modules:
  - {id: why, title: {en: "Why", ko: "왜"}, lessons: [kernel-lesson], quizzes: [kernel-quiz]}
`,
  'glossary.yaml': `format: 1
terms:
  - id: kernel
    term: {en: kernel, ko: 커널}
    means: {en: "The core of a system.", ko: "시스템의 핵심."}
    lesson: kernel-lesson
`,
  'misconceptions.yaml': `format: 1
misconceptions:
  - id: own-kernel
    belief: {en: "Each has its own", ko: "저마다 있다"}
    tempting: {en: "It looks so.", ko: "그렇게 보인다."}
    truth: {en: "They share one.", ko: "하나를 함께 쓴다."}
    lesson: kernel-lesson
    sources: [{url: "https://docs.docker.com/", checked: 2026-11-20}]
`,
  'why/kernel-lesson.lesson.yaml': `format: 1
id: kernel-lesson
title: {en: "One kernel", ko: "커널 하나"}
minutes: 5
objectives:
  - {id: share, text: {en: "Say what is shared", ko: "공유하는 것을 말한다"}}
sources:
  docs: {url: "https://docs.docker.com/", checked: 2026-11-20}
diagrams:
  host:
    kind: stack
    stack:
      - {id: app, role: app, label: {en: App, ko: 앱}}
      - {id: kernel, role: kernel, label: {en: Kernel, ko: 커널}}
steps:
  - id: one
    title: {en: "First", ko: "첫째"}
    text: {en: "It has a [[kernel]].", ko: "[[kernel]] 이 있다."}
    diagram: {use: host, highlight: [kernel]}
    sources: [docs]
    covers: [F01]
  - id: two
    ask:
      id: which
      type: single
      objective: share
      prompt: {en: "How many?", ko: "몇 개?"}
      options:
        - {id: a, correct: true, text: {en: "One", ko: "하나"}}
        - {id: b, text: {en: "Two", ko: "둘"}, mis: own-kernel, say: {en: "No.", ko: "아니요."}}
      sources: [docs]
  - id: three
    diagram: {use: host}
    ask:
      id: where
      type: layer
      objective: share
      prompt: {en: "Where?", ko: "어디?"}
      answer: [kernel]
      wrong: {app: {say: {en: "No.", ko: "아니요."}}}
      sources: [docs]
`,
  'why/kernel-quiz.quiz.yaml': `format: 1
id: kernel-quiz
title: {en: "Kernels", ko: "커널"}
lesson: kernel-lesson
pass: 0.8
draw: 6
sources:
  run: {url: "https://docs.docker.com/reference/cli/docker/container/run/", checked: 2026-11-20}
items:
  - id: pick
    type: single
    objective: share
    prompt: {en: "How many?", ko: "몇 개?"}
    options:
      - {id: a, correct: true, text: {en: "One", ko: "하나"}}
      - {id: b, text: {en: "Two", ko: "둘"}, mis: own-kernel, say: {en: "No.", ko: "아니요."}}
    sources: [docs]
  - id: mark
    type: multiple
    objective: share
    prompt: {en: "Which?", ko: "어느 것?"}
    options:
      - {id: x, correct: true, text: CPU}
      - {id: y, text: disk, say: {en: "No.", ko: "아니요."}}
    sources: [docs]
  - id: boot
    type: order
    objective: share
    prompt: {en: "Which first?", ko: "무엇이 먼저?"}
    items:
      - {id: pull, text: {en: "Pull", ko: "받기"}}
      - {id: create, text: {en: "Create", ko: "만들기"}}
      - {id: start, text: {en: "Start", ko: "시작"}}
    say: {en: "So it goes.", ko: "그렇게 된다."}
    sources: [run]
  - id: spaces
    type: match
    objective: share
    prompt: {en: "What hides what?", ko: "무엇이 무엇을 가리는가?"}
    pairs:
      - {id: pid, left: PID, right: {en: "Processes", ko: "프로세스"}}
      - {id: net, left: NET, right: {en: "Ports", ko: "포트"}}
    decoys:
      - {id: cpu, right: {en: "Shares", ko: "몫"}, mis: own-kernel, say: {en: "No.", ko: "아니요."}}
    say: {en: "Each hides one.", ko: "저마다 하나를 가린다."}
    sources: [run]
  - id: flag
    type: cloze
    objective: share
    prompt: {en: "Fill in.", ko: "채우라."}
    text: "docker [[verb]] -it [[clean]] alpine"
    gaps:
      clean: {accept: ["--rm"], forgive: [case], wrong: {"-rm": {say: {en: "Two.", ko: "두 개."}}}}
      verb: {accept: {en: [run, "container run"], ko: [run]}}
    say: {en: "It cleans up.", ko: "치운다."}
    sources: [run]
  - id: port
    type: numeric
    objective: share
    prompt: {en: "Which port?", ko: "어느 포트?"}
    answer: 8080
    tolerance: 0
    wrong: {80: {mis: own-kernel, say: {en: "Inside.", ko: "안쪽."}}}
    say: {en: "Host first.", ko: "호스트가 먼저."}
    sources: [run]
  - id: part
    type: layer
    objective: share
    prompt: {en: "Where?", ko: "어디?"}
    diagram: host
    answer: [kernel]
    wrong: {app: {mis: own-kernel, say: {en: "No.", ko: "아니요."}}}
    sources: [docs]
`,
};

/** The lesson's file in {@link GOOD_PACK}. */
export const LESSON = 'why/kernel-lesson.lesson.yaml';

/** The quiz's file in {@link GOOD_PACK}. */
export const QUIZ = 'why/kernel-quiz.quiz.yaml';

/** The good pack with one text of one file replaced by another. */
export function broken(file: string, from: string, to: string): Record<string, string> {
  const text = GOOD_PACK[file];
  if (!text?.includes(from)) throw new Error(`${file} has no ${from}`);
  return { ...GOOD_PACK, [file]: text.replace(from, to) };
}
