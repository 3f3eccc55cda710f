import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/content/rules/table.ts';
import { broken, GOOD_PACK, LESSON, load, short, withWords } from './memory-pack.ts';

/** Breaks one thing: in which file, what, and how; and what is found there, as `rule@line:column words at the place`. */
type Case = readonly [file: string, from: string, to: string, ...found: string[]];

const PACK = 'pack.yaml';
const GLOSSARY = 'glossary.yaml';
const MIS = 'misconceptions.yaml';

const CASES: readonly Case[] = [
  // Form
  [LESSON, 'minutes: 5', 'minuts: 5', 'unknown-key@4:1 minuts'],
  [LESSON, 'minutes: 5\n', '', 'missing-key@1:1 format: 1'],
  [LESSON, '    title: {en: "First", ko: "첫째"}', '    title:', 'missing-value@17:11 '],
  [LESSON, 'minutes: 5', 'minutes: five', 'wrong-type@4:10 five'],
  [LESSON, 'minutes: 5', 'minutes: 0', 'wrong-value@4:10 0'],
  [LESSON, 'minutes: 5', 'minutes: 2.5', 'wrong-value@4:10 2.5'],
  [LESSON, 'type: single', 'type: singel', 'wrong-value@25:13 singel'],
  [LESSON, '      type: single\n', '', 'missing-key@24:7 id: which'],
  [LESSON, 'role: app', 'role: ap', 'wrong-value@13:25 ap'],
  [LESSON, '{en: "First", ko: "첫째"}', '{en: 1.10, ko: "첫째"}', 'unquoted-number@17:17 1.10'],
  [LESSON, '{en: "First", ko: "첫째"}', '1.10', 'unquoted-number@17:12 1.10'],
  [PACK, 'version: 1.0.0', 'version: 1.0', 'unquoted-number@3:10 1.0'],
  [LESSON, '{en: "First", ko: "첫째"}', '{en: true, ko: "첫째"}', 'unquoted-word@17:17 true'],
  [LESSON, '{en: "First", ko: "첫째"}', '{en: null, ko: "첫째"}', 'unquoted-word@17:17 null'],
  [LESSON, 'correct: true', 'correct: yes', 'wrong-type@29:28 yes'],
  [LESSON, '{en: "First", ko: "첫째"}', '{en: First, and more, ko: "첫째"}', 'unknown-key@17:24 and more'],
  [LESSON, '{id: b, text', '{id: b, and so on, text', 'unknown-key@30:19 and so on'],
  [LESSON, 'sources: [docs]\n    covers', 'sources: docs\n    covers', 'wrong-type@20:14 docs'],
  [LESSON, 'minutes: 5', 'format: 1', 'duplicate-key@4:1 format'],
  [LESSON, 'format: 1', 'format: 2', 'newer-format@1:9 2'],
  [LESSON, 'format: 1', 'format: one', 'wrong-value@1:9 one'],
  // Names
  [LESSON, 'id: one', 'id: ../../etc/passwd', 'bad-id@16:9 ../../etc/passwd'],
  [PACK, '[kernel-lesson]', '[../../etc/passwd]', 'bad-id@8:54 ../../etc/passwd'],
  [LESSON, '  docs: {', '  ../docs: {', 'bad-id@8:3 ../docs'],
  [LESSON, 'id: two', 'id: one', 'duplicate-id@22:9 one'],
  [LESSON, 'id: where', 'id: which', 'duplicate-id@35:11 which'],
  [LESSON, '{id: b, ', '{id: a, ', 'duplicate-id@30:16 a'],
  [LESSON, '{id: kernel, role', '{id: app, role', 'duplicate-id@14:14 app'],
  [LESSON, '    covers: [F01]', '    was: [two]', 'was-clash@21:11 two'],
  [LESSON, '    covers: [F01]', '    was: [old, old]', 'was-clash@21:16 old'],
  [
    PACK,
    'lessons: [kernel-lesson]',
    'lessons: [kernel-lesson, kernel-lesson]',
    'duplicate-id@8:69 kernel-lesson',
  ],
  [
    LESSON,
    'highlight: [kernel]}\n    sources: [docs]',
    'highlight: [kernel]}\n    sources: [doc]',
    'unknown-reference@20:15 doc',
  ],
  [LESSON, 'objective: share', 'objective: shar', 'unknown-reference@26:18 shar'],
  [LESSON, 'mis: own-kernel', 'mis: own-kernels', 'unknown-reference@30:52 own-kernels'],
  [LESSON, 'diagram: {use: host}', 'diagram: {use: hots}', 'unknown-reference@33:20 hots'],
  [LESSON, '    diagram: {use: host}\n', '', 'unknown-reference@34:7 id: where'],
  [LESSON, 'a [[kernel]].', 'a [[kernl]].', 'unknown-reference@18:26 [[kernl'],
  [GLOSSARY, 'lesson: kernel-lesson', 'lesson: kernel', 'unknown-reference@6:13 kernel'],
  [MIS, 'lesson: kernel-lesson', 'lesson: other', 'unknown-reference@7:13 other'],
  [PACK, '[kernel-lesson]', '[kernel-lesson, another]', 'missing-lesson@8:69 another'],
  [LESSON, '  - id: two\n', '  - {id: idle}\n  - id: two\n', 'unreachable-step@22:5 {id: idle}'],
  // Text
  [LESSON, '{en: "First", ko: "첫째"}', '{en: "First"}', 'missing-language@17:12 {en: "First"}'],
  [LESSON, '{en: "First", ko: "첫째"}', '{en: "First", ko: "첫째", fr: "Un"}', 'unknown-language@17:36 fr'],
  [LESSON, '{en: App, ko: 앱}', '{en: App}', 'missing-language@13:37 {en: App}'],
  [
    LESSON,
    '{en: "How many?", ko: "몇 개?"}',
    '"How many of the kernels?"',
    'prose-in-plain-string@27:15 "How many of the kernels',
  ],
  [LESSON, '{en: App, ko: 앱}', '앱', 'prose-in-plain-string@13:37 앱'],
  [LESSON, '"How many?"', '"How \\e[31mmany?"', 'control-character@27:20 "How \\e[31mmany?"'],
  [LESSON, '"How many?"', '"How \u001b[31mmany?"', 'control-character@27:20 "How [31mmany?"'],
  [LESSON, '"How many?"', '"How \\u202emany?"', 'control-character@27:20 "How \\u202emany?"'],
  [LESSON, '"How many?"', '"How <b>many</b>?"', 'markdown@27:25 <b>', 'markdown@27:32 </b>'],
  [LESSON, '"How many?"', '"How [many](file:///etc/passwd)?"', 'link-address@27:25 [many](file:///etc/passw'],
  [LESSON, '"How many?"', `"${'How many '.repeat(500)}"`, 'text-too-long@27:20 "How many How many How m'],
  [LESSON, '"How many?"', '" "', 'missing-value@27:20 " "'],
  [LESSON, '{en: App, ko: 앱}', '{en: "\u26a0\ufe0f App", ko: 앱}', 'emoji-width@13:42 "⚠️ App"'],
  [LESSON, '{en: App, ko: 앱}', '{en: "👩\u200d💻 App", ko: 앱}', 'emoji-width@13:42 "👩‍💻 App"'],
  // Teaching
  [
    LESSON,
    'correct: true, ',
    '',
    'no-correct-option@29:9 - {id: a, text: {en: "On',
    'missing-say@29:11 {id: a, text: {en: "One"',
  ],
  [LESSON, 'id: b, text', 'id: b, correct: true, text', 'several-correct@30:28 true'],
  [
    LESSON,
    ', say: {en: "No.", ko: "아니요."}}\n      sources',
    '}\n      sources',
    'missing-say@30:11 {id: b, text: {en: "Two"',
  ],
  [LESSON, 'app: {say: {en: "No.", ko: "아니요."}}', 'app: {}', 'missing-say@40:15 app'],
  [LESSON, 'app: {say', 'kernel: {say', 'right-and-wrong@40:15 kernel'],
  [LESSON, '      objective: share\n', '', 'missing-objective@24:7 id: which'],
  [
    LESSON,
    'ko: "아니요."}}\n      sources: [docs]\n  - id',
    'ko: "아니요."}}\n  - id',
    'missing-source@24:7 id: which',
  ],
  [LESSON, '    sources: [docs]\n    covers', '    covers', 'step-without-source@16:5 id: one'],
  [LESSON, ', checked: 2026-11-20', '', 'source-without-date@8:3 docs'],
  [MIS, ', checked: 2026-11-20', '', 'source-without-date@8:15 {url: "https://docs.dock'],
  // Pictures
  [LESSON, 'highlight: [kernel]', 'highlight: [kernal]', 'unknown-part@19:38 kernal'],
  [
    LESSON,
    'highlight: [kernel]',
    'annotate: {kernal: {en: "Here", ko: "여기"}}',
    'unknown-part@19:37 kernal',
  ],
  [LESSON, 'answer: [kernel]', 'answer: [kernal]', 'unknown-part@39:16 kernal'],
  [LESSON, 'wrong: {app', 'wrong: {ap', 'unknown-part@40:15 ap'],
  [LESSON, 'diagram: {use: host}', 'diagram: {use: host, morph: [a, b]}', 'bad-diagram@33:33 [a, b]'],
  // Compose projects
  [
    LESSON,
    'diagrams:\n',
    'diagrams:\n  shop: {kind: compose, services: {web: {imag: nginx}}}\n',
    'unknown-key@10:42 imag',
  ],
  [
    LESSON,
    'diagrams:\n',
    'diagrams:\n  shop: {kind: compose, services: {web: {image: nginx, networks: [gone]}}}\n',
    'bad-diagram@10:66 [gone]',
  ],
  [LESSON, 'diagrams:\n', 'diagrams:\n  shop: {kind: compose, servics: {}}\n', 'unknown-key@10:25 servics'],
  [
    LESSON,
    'diagrams:\n',
    'diagrams:\n  shop: {kind: compose, services: {note: {image: nginx}}, labels: {services/nte: {en: a, ko: b}}}\n',
    'unknown-part@10:82 {en: a, ko: b}',
  ],
  [
    LESSON,
    'diagrams:\n',
    'diagrams:\n  shop: {kind: compose, services: {note: {image: nginx}}, labels: {services/note: {en: Note}}}\n',
    'missing-language@10:83 {en: Note}',
  ],
];

describe('the rules', () => {
  it('have nothing to say of a good pack', () => {
    const { problems, pack } = load(GOOD_PACK);
    expect(problems).toEqual([]);
    expect(pack?.lessons.map((lesson) => lesson.id)).toEqual(['kernel-lesson']);
  });

  it.each(CASES)('find in %s, where %j became %j: %s', (file, from, to, ...found) => {
    const problems = load(broken(file, from, to)).problems.filter((problem) => problem.file === file);
    expect(problems.map(withWords)).toEqual(found);
  });

  it('find a lesson that no module lists', () => {
    const files = { ...GOOD_PACK, 'why/stray.lesson.yaml': strayLesson('stray') };
    expect(load(files).problems.map(short)).toEqual(['why/stray.lesson.yaml unreachable-lesson@2:5']);
  });

  it('find the same lesson id in two files', () => {
    const files = { ...GOOD_PACK, 'why/stray.lesson.yaml': strayLesson('kernel-lesson') };
    expect(load(files).problems.map(short)).toEqual(['why/stray.lesson.yaml duplicate-id@2:5']);
  });

  it('find a file that nothing reads, and a folder without a manifest', () => {
    expect(load({ ...GOOD_PACK, 'notes.yaml': 'a: 1' }).problems.map(short)).toEqual([
      'notes.yaml unknown-file@1:1',
    ]);
    const { 'pack.yaml': _, ...rest } = GOOD_PACK;
    expect(load(rest).problems.map(short)).toEqual(['pack.yaml missing-manifest@1:1']);
  });

  it('ask less of a pack that is not strict', () => {
    const files = broken(LESSON, '      objective: share\n', '');
    files['pack.yaml'] = files['pack.yaml']!.replace('strict: true\n', '');
    files[LESSON] = files[LESSON]!.replace(', checked: 2026-11-20', '');
    expect(load(files).problems.map((problem) => `${problem.rule} ${problem.severity}`)).toEqual([
      'source-without-date warning',
    ]);
  });

  it('do not report every misconception and term again when their file cannot be read', () => {
    const files = { ...GOOD_PACK, 'glossary.yaml': 'format: [', 'misconceptions.yaml': 'format: {' };
    const rules = load(files).problems.map((problem) => `${problem.file} ${problem.rule}`);
    expect(new Set(rules)).toEqual(new Set(['glossary.yaml yaml', 'misconceptions.yaml yaml']));
  });

  it('stand in a table, each once and in kebab-case', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const rule of RULES) expect(rule.about).not.toMatch(/\.$/);
  });
});

function strayLesson(id: string): string {
  return `format: 1
id: ${id}
title: {en: "Stray", ko: "길 잃은"}
minutes: 1
steps:
  - {id: only, text: {en: "Here.", ko: "여기."}}
`;
}
