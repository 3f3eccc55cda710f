import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { newFolder } from '../helpers/temporary.ts';

const SOLVED = `docker run -d --name web nginx:alpine
answer predict-stop stopped
docker stop web
docker rm web
`;

describe('lab in a pipe', () => {
  it('runs the commands, prints what they print, then the tasks, and ends with 0 when all are met', async () => {
    const { stdout, code } = await run(['lab', 'run-and-stop'], { stdin: SOLVED });
    expect(stdout).toContain('✓ 4 Remove web');
    expect(stdout).toContain('All tasks are done.');
    expect(code).toBe(0);
  });

  it('ends with 1 and names the fact that differs otherwise', async () => {
    const { stdout, code } = await run(['lab', 'run-and-stop'], {
      stdin: 'docker create --name web nginx:alpine\n',
    });
    expect(stdout).toContain('container web: state is created; wanted: running');
    expect(code).toBe(1);
  });

  it('says so in Korean', async () => {
    const { stdout } = await run(['lab', 'run-and-stop', '--lang', 'ko'], { stdin: '' });
    expect(stdout).toContain('컨테이너 web: 없음');
  });

  it('prints one JSON document, with commands and world', async () => {
    const { stdout, code } = await run(['lab', 'run-and-stop', '--json'], { stdin: SOLVED });
    const document = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(document).toMatchObject({ format: 1, lab: 'run-and-stop', engine: 'sandbox', passed: true });
    expect(document.tasks[1]).toMatchObject({ id: 'predict-stop', passed: true, why: null, correct: true });
    expect(document.commands[0]).toMatchObject({ line: 'docker run -d --name web nginx:alpine', exit: 0 });
    expect(document.world.images[0].RepoTags).toEqual(['nginx:alpine']);
  });

  it('is remembered by list and progress, and forgotten by reset', async () => {
    const home = newFolder();
    await run(['lab', 'run-and-stop'], { home, stdin: SOLVED });
    const { labs } = JSON.parse((await run(['progress', '--json'], { home })).stdout);
    expect(labs['run-and-stop']).toMatchObject({ state: 'done', met: 4, tasks: 4 });
    await run(['reset', 'run-and-stop', '--yes'], { home });
    expect(JSON.parse((await run(['progress', '--json'], { home })).stdout).labs).toEqual({});
  });

  it('shows a hint, and the solution only after something was tried', async () => {
    expect((await run(['lab', 'run-and-stop', '--hint'])).stdout).toContain('Hint 1 of 2');
    expect((await run(['lab', 'run-and-stop', '--solution'])).stdout).toContain('Try something first');
    const tried = await run(['lab', 'run-and-stop', '--solution'], { stdin: 'docker ps\n' });
    expect(tried.stdout).toContain('docker run -d --name web nginx:alpine');
  });

  it('tells of a name that is no lab, and what was probably meant', async () => {
    const { stderr, code } = await run(['lab', 'run-and-stpo']);
    expect(stderr).toContain('run-and-stop');
    expect(code).toBe(2);
  });

  it('says that no lab is under way, and that no engine answers', async () => {
    expect((await run(['lab', 'check'])).code).toBe(2);
    const { stderr, code } = await run(['lab', 'run-and-stop', '--engine', 'docker']);
    expect(stderr).toMatch(/docker/i);
    expect(code).toBe(2);
  });
});
