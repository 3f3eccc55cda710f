import { describe, expect, it } from 'vitest';
import { builtLessons } from '../helpers/built-pack.ts';
import { json, run } from '../helpers/cli.ts';
import { usedHome } from '../helpers/history.ts';
import { newFolder } from '../helpers/temporary.ts';

describe('list --json', () => {
  it.each([
    ['en', 'A machine or a process?'],
    ['ko', '머신인가, 프로세스인가?'],
  ])('has modules, lessons with their state, quizzes and labs, titles in %s', async (lang, title) => {
    const home = await usedHome();
    const list = json(await run(['list', '--json', '--lang', lang], { home })) as Record<string, unknown>;
    expect(Object.keys(list)).toEqual(['format', 'modules']);
    expect(list['format']).toBe(1);
    const [why] = list['modules'] as Record<string, unknown>[];
    expect(why).toMatchObject({ id: 'why', title: expect.any(String), labs: [] });
    for (const quiz of why?.['quizzes'] as Record<string, unknown>[]) {
      expect(Object.keys(quiz)).toEqual(['id', 'title', 'items']);
      expect(quiz['items']).toBeGreaterThan(0);
    }
    expect(why?.['quizzes']).toContainEqual(expect.objectContaining({ id: 'vm-vs-container-quiz' }));
    const lessons = why?.['lessons'] as Record<string, unknown>[];
    expect(lessons.map(({ id }) => id)).toEqual(builtLessons().map(({ id }) => id));
    for (const lesson of lessons) {
      expect(Object.keys(lesson)).toEqual(['id', 'title', 'minutes', 'steps', 'state']);
      expect(lesson['minutes']).toBeGreaterThan(0);
      expect(lesson['steps']).toBeGreaterThan(0);
    }
    expect(lessons.find(({ id }) => id === 'vm-vs-container')).toMatchObject({
      title,
      state: 'started',
      steps: 10,
    });
    expect(lessons.find(({ id }) => id === 'works-on-my-machine')).toMatchObject({ state: 'done' });
    expect(lessons.find(({ id }) => id === 'containers')).toMatchObject({ state: 'new' });
  });

  it('gives ids that learn takes', async () => {
    const list = json(await run(['list', '--json'])) as {
      modules: { lessons: { id: string; title: string }[] }[];
    };
    for (const { id, title } of list.modules.flatMap((module) => module.lessons)) {
      const { stdout, code } = await run(['learn', id]);
      expect(code).toBe(0);
      expect(stdout.split('\n')[0]).toBe(` ${title}`);
    }
  });
});

describe('progress --json', () => {
  it('has lessons, items, labs and what is due', async () => {
    const home = await usedHome();
    const progress = json(await run(['progress', '--json'], { home })) as Record<string, unknown>;
    expect(progress).toMatchObject({ format: 1, labs: {}, due: 1 });
    expect(Object.keys(progress)).toEqual(
      expect.arrayContaining(['format', 'lessons', 'items', 'labs', 'due']),
    );
    expect(progress['lessons']).toMatchObject({
      'works-on-my-machine': { state: 'done', steps: expect.any(Number) },
      'vm-vs-container': { state: 'started', step: 3, steps: 10 },
    });
    expect(progress['items']).toEqual({
      'docker-concepts/second-kernel': {
        seen: 1,
        correct: 1,
        due: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        mastered: false,
      },
    });
  });

  it('is empty, and still one document, for someone who is new', async () => {
    expect(json(await run(['progress', '--json']))).toMatchObject({
      format: 1,
      lessons: {},
      items: {},
      labs: {},
      due: 0,
    });
  });
});

describe('the same in words', () => {
  it.each([
    ['en', /Lessons done: 1 of 8/, /Predictions right: 1 of 1/],
    ['ko', /마친 레슨: 8개 중 1개/, /예측: 1개 중 1개/],
  ])('progress counts lessons and predictions in %s', async (lang, lessons, predictions) => {
    const { stdout } = await run(['progress', '--lang', lang], { home: await usedHome() });
    expect(stdout).toMatch(lessons);
    expect(stdout).toMatch(predictions);
    expect(stdout).toMatch(/vm-vs-container .* 3\/10/);
  });

  it('home offers the lesson under way, and learn without a name prints it', async () => {
    const home = await usedHome();
    expect((await run([], { home })).stdout).toMatch(
      /Go on: A machine or a process\?, step 3 of 10 +docker-tutor learn/,
    );
    expect((await run(['learn'], { home })).stdout).toContain('vm-vs-container');
  });
});

describe('doctor --json', () => {
  it('tells of terminal, language, Node, data folder and Docker', async () => {
    const home = newFolder();
    const found = json(await run(['doctor', '--json'], { home }));
    expect(found).toMatchObject({
      format: 1,
      terminal: { interactive: false, columns: 80, rows: 24, colour: false, charset: 'unicode', widths: {} },
      language: 'en',
      node: process.versions.node,
      data: { folder: home, writable: true, code: null },
      docker: { engine: null },
    });
  });

  it('says of a data folder that is a file that it cannot be written, and why, and ends well', async () => {
    const { stdout, code } = await run(['doctor', '--json'], { env: { DOCKER_TUTOR_HOME: '/dev/null' } });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      data: { folder: '/dev/null', writable: false, code: 'ENOTDIR' },
    });
  });

  it('finds no Docker where there is none', async () => {
    const found = json(await run(['doctor', '--json'], { env: { PATH: newFolder() } }));
    expect(found).toMatchObject({ docker: { client: null, engine: null } });
  });

  it.each(['en', 'ko'])('says the same in words in %s, nothing cut', async (lang) => {
    const home = newFolder();
    const { stdout, code } = await run(['doctor', '--lang', lang], { home });
    expect(code).toBe(0);
    expect(stdout).toContain(home);
    expect(stdout).toContain(process.versions.node);
    expect(stdout).not.toMatch(/…$/m);
  });
});

describe('draw', () => {
  it('gives the model as JSON', async () => {
    const drawn = json(await run(['draw', 'vm-vs-container/two-stacks', '--format', 'json']));
    expect(drawn).toMatchObject({ format: 1, kind: 'compare', model: { panels: expect.any(Array) } });
  });

  it('takes a step by name, by number and with its pack', async () => {
    const [byName, byNumber, withPack] = await Promise.all(
      ['vm-vs-container/two-stacks', 'vm-vs-container/1', 'docker-concepts/vm-vs-container/1'].map((target) =>
        run(['draw', target]),
      ),
    );
    expect(byName?.stdout).toMatch(/┌─+┬─+┐/);
    expect(byNumber?.stdout).toBe(byName?.stdout);
    expect(withPack?.stdout).toBe(byName?.stdout);
  });

  it('writes to a file what it would print, without colour, and nothing on stdout', async () => {
    const home = newFolder();
    const printed = await run(['draw', 'vm-vs-container/1', '--lang', 'ko'], { home });
    const written = await run(['draw', 'vm-vs-container/1', '--lang', 'ko', '-o', 'a.txt', '--color'], {
      home,
    });
    expect(written).toEqual({ stdout: '', stderr: '', code: 0 });
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`${home}/a.txt`, 'utf8')).toBe(printed.stdout);
  });

  it('says which file cannot be written', async () => {
    const { stderr, code } = await run(['draw', 'vm-vs-container/1', '-o', '/dev/null/a.txt']);
    expect(stderr).toMatch(/^docker-tutor: cannot write \/dev\/null\/a\.txt \(a file is in the way\)\n.+\n$/);
    expect(code).toBe(2);
  });
});

describe('term', () => {
  it('finds a term by its word in either language, with the lesson that teaches it', async () => {
    for (const args of [
      ['term', 'kernel'],
      ['term', '커널'],
      ['term', 'KERNEL'],
      ['term', '커널'.normalize('NFD')],
    ]) {
      const { stdout, code } = await run(args);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^ kernel +커널$/m);
      expect(stdout).toContain('docker-tutor learn containers');
    }
  });

  it('finds lessons and commands too', async () => {
    expect((await run(['term', 'progress'])).stdout).toContain('docker-tutor export');
    expect((await run(['term', 'machine'])).stdout).toContain('docker-tutor learn vm-vs-container');
  });

  it('suggests the nearest term', async () => {
    const { stderr, code } = await run(['term', 'kernal']);
    expect(stderr).toBe('docker-tutor: nothing is called `kernal`\nDid you mean `kernel`?\n');
    expect(code).toBe(2);
  });
});

describe('help', () => {
  it.each([
    'en',
    'ko',
  ])('of every command has a description, its options and examples in %s', async (lang) => {
    const program = await run(['--help', '--lang', lang]);
    const names = [...program.stdout.matchAll(/^ {2}([a-z]+)(?: .*)?$/gm)].map((match) => match[1] ?? '');
    expect(names).toEqual(
      expect.arrayContaining(['learn', 'draw', 'term', 'list', 'progress', 'export', 'import', 'reset']),
    );
    expect(names).not.toContain('help');
    const groups = [
      ['pack', 'new'],
      ['pack', 'check'],
      ['pack', 'preview'],
      ['pack', 'schema'],
    ];
    for (const command of [...names.map((name) => [name]), ...groups]) {
      const { stdout, stderr, code } = await run([...command, '--help', '--lang', lang]);
      expect({ command, stderr, code }).toEqual({ command, stderr: '', code: 0 });
      expect(stdout).toContain(lang === 'ko' ? '사용법:' : 'Usage:');
      expect(stdout).toContain(lang === 'ko' ? '예:\n  docker-tutor' : 'Examples:\n  docker-tutor');
      expect(stdout).not.toMatch(/^ {2}help \[command\]/m);
      // Every option says what it does, on its line or the next.
      for (const line of stdout.matchAll(/^ {2}(-[^\n]*)$/gm)) expect(line[1]).toMatch(/\S {2,}\S|^-.{30,}/);
      expect(/[가-힣]/.test(stdout)).toBe(lang === 'ko' || command[0] === 'term');
    }
  });

  it('is shown by -h as by --help, and the version by -V as by --version', async () => {
    expect((await run(['-h'])).stdout).toBe((await run(['--help'])).stdout);
    const version = await run(['-V']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run(['--version'])).stdout).toBe(version.stdout);
  });
});
