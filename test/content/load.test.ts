import { describe, expect, it } from 'vitest';
import { loadPack } from '../../src/content/load.ts';
import type { PackReader } from '../../src/content/reader.ts';
import { broken, GOOD_PACK, LESSON, load } from './memory-pack.ts';

describe('loadPack', () => {
  it('gives an index with modules, steps, quizzes and items', () => {
    const { pack, files } = load(GOOD_PACK);
    expect(files).toBe(5);
    expect(pack?.index).toEqual({
      format: 1,
      id: 'good',
      version: '1.0.0',
      title: { en: ['Good'], ko: ['좋은'] },
      languages: ['en', 'ko'],
      modules: [
        {
          id: 'why',
          title: { en: ['Why'], ko: ['왜'] },
          lessons: [
            {
              id: 'kernel-lesson',
              was: [],
              title: { en: ['One kernel'], ko: ['커널 하나'] },
              minutes: 5,
              steps: [
                { id: 'one', was: [] },
                { id: 'two', was: [] },
                { id: 'three', was: [] },
              ],
              items: ['which', 'where'],
            },
          ],
          quizzes: [
            {
              id: 'kernel-quiz',
              was: [],
              title: { en: ['Kernels'], ko: ['커널'] },
              lesson: 'kernel-lesson',
              items: 7,
              itemIds: ['pick', 'mark', 'boot', 'spaces', 'flag', 'port', 'part'],
            },
          ],
          labs: [],
        },
      ],
    });
  });

  it('resolves terms in each language, and lets a lesson carry what it names', () => {
    const lesson = load(GOOD_PACK).pack?.lessons[0];
    expect(lesson?.steps[0]?.text).toEqual({
      en: [{ t: 'p', children: ['It has a ', { t: 'term', id: 'kernel', text: 'kernel' }, '.'] }],
      ko: [{ t: 'p', children: [{ t: 'term', id: 'kernel', text: '커널' }, ' 이 있다.'] }],
    });
    expect(Object.keys(lesson?.terms ?? {})).toEqual(['kernel']);
    expect(Object.keys(lesson?.misconceptions ?? {})).toEqual(['own-kernel']);
    expect(lesson?.module).toEqual({ id: 'why', title: { en: ['Why'], ko: ['왜'] } });
    expect(lesson?.pack).toBe('good');
  });

  it('derives the models of diagrams', () => {
    const model = load(GOOD_PACK).pack?.lessons[0]?.diagrams['host'];
    expect(model?.kind).toBe('stack');
  });

  it('fills in what an item leaves out', () => {
    const [, two, three] = load(GOOD_PACK).pack?.lessons[0]?.steps ?? [];
    expect(two?.ask).toMatchObject({ type: 'single', revision: 1, was: [], covers: [], sources: ['docs'] });
    expect(two?.ask?.type === 'single' && two.ask.options.map(({ id, correct }) => [id, correct])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(three?.ask).toMatchObject({ type: 'layer', answer: ['kernel'] });
  });

  it('notes former ids of lessons, steps and items in the index', () => {
    const files = broken(LESSON, 'id: kernel-lesson', 'id: kernel-lesson\nwas: [old-lesson]');
    files[LESSON] = files[LESSON]!.replace('- id: one', '- id: one\n    was: [first]').replace(
      'id: which',
      'id: which\n      was: [what]',
    );
    const { pack, problems } = load(files);
    expect(problems).toEqual([]);
    expect(pack?.index.modules[0]?.lessons[0]).toMatchObject({
      was: ['old-lesson'],
      steps: [{ id: 'one', was: ['first'] }, { id: 'two' }, { id: 'three' }],
      formerItems: { what: 'which' },
    });
  });

  it('is plain JSON, so that it can be stored', () => {
    const { pack } = load(GOOD_PACK);
    expect(JSON.parse(JSON.stringify(pack))).toEqual(pack);
  });

  it('keeps the good lessons of a pack in which one cannot be read', () => {
    const files = broken('pack.yaml', '[kernel-lesson]', '[kernel-lesson, worse]');
    const { pack, problems } = load({ ...files, 'why/worse.lesson.yaml': 'format: [' });
    expect(pack?.lessons.map(({ id }) => id)).toEqual(['kernel-lesson']);
    expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['why/worse.lesson.yaml yaml']);
  });

  it('gives a lesson that no module lists a module of its own', () => {
    const stray =
      'format: 1\nid: stray\ntitle: {en: S, ko: 에}\nminutes: 1\nsteps: [{id: a, text: {en: x, ko: 가}}]\n';
    const { lessons, pack } = load({ ...GOOD_PACK, 'stray.lesson.yaml': stray });
    expect(pack?.lessons.map(({ id }) => id)).toEqual(['kernel-lesson']);
    expect(lessons.find(({ lesson }) => lesson.id === 'stray')?.lesson.module.id).toBe('stray');
  });

  it('gives no pack if the manifest cannot be read, and still checks the lessons', () => {
    const files = { ...broken(LESSON, 'minutes: 5', 'minuts: 5'), 'pack.yaml': 'format: 1\n' };
    const { pack, problems } = load(files);
    expect(pack).toBeUndefined();
    expect(problems.some(({ file, rule }) => file === LESSON && rule === 'unknown-key')).toBe(true);
  });
});

describe('a file that the reader does not give', () => {
  const given = (answer: ReturnType<PackReader['read']>) => {
    const { problems } = loadPack({ root: 'x', list: () => ['a.lesson.yaml'], read: () => answer });
    return problems.map(
      ({ file, rule, line, column, message }) => `${file}:${line}:${column} ${rule} ${message}`,
    );
  };

  it('is reported with the reason', () => {
    expect(given({ error: 'outside' })).toEqual([
      'a.lesson.yaml:1:1 unreadable the file is a link that leads out of the pack',
    ]);
    expect(given({ error: 'unreadable', code: 'EACCES' })).toEqual([
      'a.lesson.yaml:1:1 unreadable the file cannot be read (EACCES)',
    ]);
    expect(given({ error: 'too-large' })).toEqual([
      'a.lesson.yaml:1:1 too-large the file has more than 1 MiB',
    ]);
  });
});

describe('a lesson on its own', () => {
  const lesson = (title: string, text: string) =>
    `format: 1\nid: hello\ntitle: ${title}\nminutes: 1\nsteps: [{id: a, text: ${text}}]\n`;

  it('is a pack of one lesson, named by its file, in the languages of its text', () => {
    const { pack, problems } = load({
      'My Lesson.lesson.yaml': lesson('{ko: 안녕, en: Hello}', '{ko: 가, en: x}'),
    });
    expect(problems).toEqual([]);
    expect(pack?.index).toMatchObject({ id: 'my-lesson', languages: ['ko', 'en'] });
    expect(pack?.lessons[0]?.module.id).toBe('hello');
  });

  it('may be in one language, as plain strings', () => {
    const english = load({ 'a.lesson.yaml': lesson('Hello', 'This is all of it.') });
    expect(english.problems).toEqual([]);
    expect(english.pack?.index.languages).toEqual(['en']);
    expect(load({ 'b.lesson.yaml': lesson('안녕', '이것이 전부다.') }).pack?.index.languages).toEqual(['ko']);
  });

  it('is told of a language that one of its texts lacks', () => {
    const { problems } = load({ 'a.lesson.yaml': lesson('{ko: 안녕, en: Hello}', '{ko: 가}') });
    expect(problems.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'missing-language: the text is missing in `en`',
    ]);
  });

  it('may have any file name', () => {
    expect(load({ 'draft.yaml': lesson('Hello', 'x') }).pack?.index.id).toBe('draft');
    expect(load({ '강의.lesson.yaml': lesson('Hello', 'x') }).pack?.index.id).toBe('lesson');
  });
});
