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

/** A good strict pack of one lesson, to break one thing at a time. */
export const GOOD_PACK: Readonly<Record<string, string>> = {
  'pack.yaml': `format: 1
id: good
version: 1.0.0
title: {en: "Good", ko: "좋은"}
languages: [en, ko]
strict: true
modules:
  - {id: why, title: {en: "Why", ko: "왜"}, lessons: [kernel-lesson]}
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
};

/** The lesson's file in {@link GOOD_PACK}. */
export const LESSON = 'why/kernel-lesson.lesson.yaml';

/** The good pack with one text of one file replaced by another. */
export function broken(file: string, from: string, to: string): Record<string, string> {
  const text = GOOD_PACK[file];
  if (!text?.includes(from)) throw new Error(`${file} has no ${from}`);
  return { ...GOOD_PACK, [file]: text.replace(from, to) };
}
