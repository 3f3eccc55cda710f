import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, run } from '../helpers/cli.ts';
import { folderWith } from '../helpers/temporary.ts';

const NODE =
  'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "app.js"]\n';

describe('draw of a Dockerfile', () => {
  it('takes the file, its folder, and other names of Dockerfiles', async () => {
    const cwd = folderWith({
      'web/Dockerfile': NODE,
      'web/web.Dockerfile': NODE,
      'web/Dockerfile.dev': NODE,
    });
    const runs = await Promise.all(
      ['web/Dockerfile', './web', 'web', 'web/web.Dockerfile', 'web/Dockerfile.dev'].map((target) =>
        run(['draw', target], { cwd }),
      ),
    );
    for (const { stdout, stderr, code } of runs) {
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(stdout).toBe(runs[0]?.stdout);
    }
    expect(runs[0]?.stdout).toContain('COPY package*.json ./');
  });

  it('shows what the next build reuses, with paths from the build context or from the current folder', async () => {
    const cwd = folderWith({ 'web/Dockerfile': NODE, 'web/src/app.js': 'x', 'web/.dockerignore': 'log\n' });
    const runs = await Promise.all(
      [
        ['web', '--changed', 'src/app.js'],
        ['web', '--changed', 'web/src/app.js'],
        ['web', '--changed', 'src'],
        ['web', '--changed', 'web/src/'],
        ['web', '--changed', join(cwd, 'web/src/app.js')],
      ].map((words) => run(['draw', ...words], { cwd })),
    );
    for (const { stdout, stderr } of runs) {
      expect(stderr).toBe('');
      expect(stdout).toBe(runs[0]?.stdout);
    }
    expect(runs[0]?.stdout).toMatch(/COPY \. \. +┃ {2}rebuilt \(src\/app\.js changed\)/);
    expect(runs[0]?.stdout).toMatch(/RUN npm ci +│ {2}cached/);
    const ignored = await run(['draw', 'web', '--changed', 'log/a', '--changed', 'Dockerfile'], { cwd });
    expect(ignored.stdout).toContain('Left out by .dockerignore, so no build sees it: log/a');
    expect(ignored.stdout).toContain('Dockerfile itself: what its lines say is compared as well.');
  });

  it('heeds the .dockerignore of its own name', async () => {
    const cwd = folderWith({
      'a.Dockerfile': NODE,
      'a.Dockerfile.dockerignore': 'x\n',
      '.dockerignore': 'y\n',
    });
    const { stdout } = await run(['draw', 'a.Dockerfile', '--changed', 'x', '--changed', 'y'], { cwd });
    expect(stdout).toContain('rebuilt (y changed)');
    expect(stdout).toContain('no build sees it: x');
  });

  it('has what stands below the picture in words and in JSON too', async () => {
    const cwd = folderWith({ Dockerfile: 'FROM alpine\nCMD ls\n' });
    const [words, data, korean] = await Promise.all([
      run(['draw', 'Dockerfile', '--format', 'alt'], { cwd }),
      run(['draw', 'Dockerfile', '--format', 'json'], { cwd }),
      run(['draw', 'Dockerfile', '--lang', 'ko'], { cwd }),
    ]);
    expect(words.stdout).toContain('line 2: JSONArgsRecommended: JSON arguments recommended for CMD');
    expect(json(data)).toMatchObject({
      format: 1,
      kind: 'layers',
      below: ['One build check of Docker:', expect.stringContaining('line 2: JSONArgsRecommended')],
    });
    expect(korean.stdout).toContain('2번째 줄: JSONArgsRecommended');
  });

  it('writes to a file what it would print', async () => {
    const cwd = folderWith({ Dockerfile: NODE });
    const printed = await run(['draw', 'Dockerfile'], { cwd });
    const written = await run(['draw', 'Dockerfile', '-o', 'a.txt', '--color'], { cwd });
    expect(written).toEqual({ stdout: '', stderr: '', code: 0 });
    expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).toBe(printed.stdout);
  });

  it('takes the form that the name of the file says, unless one is named', async () => {
    const cwd = folderWith({ Dockerfile: NODE });
    const read = async (file: string, ...words: string[]) => {
      await run(['draw', 'Dockerfile', '-o', file, ...words], { cwd });
      return readFileSync(join(cwd, file), 'utf8');
    };
    expect(await read('a.SVG')).toMatch(/^<svg /);
    expect(JSON.parse(await read('a.json'))).toMatchObject({ kind: 'layers' });
    expect(await read('b.svg', '--format', 'alt')).toMatch(/^ - /);
  });

  it('says in words what it would draw where a screen reader reads, unless a form is named', async () => {
    const cwd = folderWith({ Dockerfile: NODE });
    const asked = (...words: string[]) => run(['draw', 'Dockerfile', ...words], { cwd });
    const [spoken, words, named, text] = await Promise.all([
      asked('--screen-reader'),
      asked('--format', 'alt'),
      asked('--screen-reader', '--format', 'text'),
      asked(),
    ]);
    expect(spoken).toEqual(words);
    expect(named).toEqual(text);
    expect(text.stdout).not.toBe(words.stdout);
  });

  it('has options of its own in its help, where other commands have the same names', async () => {
    const { stdout } = await run(['draw', '--help']);
    expect(stdout).toContain('text, alt (in words), svg or json');
    expect(stdout).toContain('with `engine`: draw again whenever it changes');
    expect((await run(['pack', 'check', '--help'])).stdout).toContain('text, json or github (annotations)');
  });

  it('draws five thousand lines in part, and says what it left out', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `RUN echo ${at}\n`).join('');
    const { stdout, code } = await run(['draw', 'Dockerfile'], {
      cwd: folderWith({ Dockerfile: `FROM alpine\n${lines}` }),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('… 4961 more lines …');
    expect(stdout.split('\n').length).toBeLessThan(100);
  });

  it('says of a folder with a Compose file as well that there is one', async () => {
    const cwd = folderWith({ Dockerfile: NODE, 'compose.yaml': 'services: {}\n' });
    const { stdout } = await run(['draw', '.'], { cwd });
    expect(stdout).toContain('There is a Compose file too: docker-tutor draw compose.yaml');
  });
});

describe('draw tells steps and paths apart', () => {
  it('a step of a lesson wins over a file of that name, which ./ names', async () => {
    const cwd = folderWith({ 'vm-vs-container/1': NODE });
    const [step, file] = await Promise.all(
      ['vm-vs-container/1', './vm-vs-container/1'].map((target) => run(['draw', target], { cwd })),
    );
    expect(step?.stdout).not.toContain('npm ci');
    expect(file?.stdout).toContain('npm ci');
  });
});

describe('draw of what cannot be drawn', () => {
  const files = {
    'broken.Dockerfile': 'FROM alpine\nRUN ls\nFRMO x\n',
    'empty.Dockerfile': '',
    'binary.Dockerfile': 'FROM\0alpine',
    'good/Dockerfile': 'FROM alpine AS base\n',
    'bare/readme.txt': '',
  };

  it.each<[readonly string[], RegExp]>([
    [
      ['broken.Dockerfile'],
      /^docker-tutor: broken\.Dockerfile:3: dockerfile parse error on line 3: unknown instruction: FRMO \(did you mean FROM\?\)\n {2}3 \| FRMO x\n {4}\| \^{6}\n$/,
    ],
    [['empty.Dockerfile'], /^docker-tutor: empty\.Dockerfile: the Dockerfile cannot be empty\n$/],
    [['binary.Dockerfile'], /^docker-tutor: binary\.Dockerfile is not a text file\n.+\n$/],
    [['bare'], /^docker-tutor: bare has no Dockerfile and no Compose file\n.+\n$/],
    [['./missing'], /^docker-tutor: cannot read \.\/missing \(there is no such file or folder\)\n.+\n$/],
    [
      ['app/Dockerfile'],
      /^docker-tutor: cannot read app\/Dockerfile \(there is no such file or folder\)\n.+\n$/,
    ],
    [
      ['good', '--target', 'bose'],
      /^docker-tutor: good\/Dockerfile: target stage "bose" could not be found \(did you mean base\?\)\n$/,
    ],
    [['good', '--changed', '../x'], /^docker-tutor: \.\.\/x is not in the build context .*good\n.+\n$/],
    [['vm-vs-container/1', '--changed', 'x'], /^docker-tutor: `--changed` is for a Dockerfile\n.+\n$/],
    [['vm-vs-container/1', '--target', 'x'], /^docker-tutor: `--target` is for a Dockerfile\n.+\n$/],
    [['good', '--watch'], /^docker-tutor: `--watch` is for `draw engine`\n.+\n$/],
  ])('%j', async (words, said) => {
    const { stdout, stderr, code } = await run(['draw', ...words], { cwd: folderWith(files) });
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(said);
  });
});
