import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/text/messages/help.en.ts';
import { run, shell } from '../helpers/cli.ts';
import { exportOf, SOME_HISTORY } from '../helpers/history.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

/**
 * Examples that go on until they are stopped, or that ask on a terminal, or about answers that nobody has written; labs
 * that nobody solves, or on an engine that is not there.
 */
const ENDLESS =
  / --watch$| reset vm-vs-container$| quiz\b| review\b| lab (run-and-stop|check)$| --engine docker$/;

/** Commands that a lab and a sandbox are given. */
const COMMANDS = 'docker run -d --name web nginx:alpine\ndocker stop web\ndocker rm web\n';

/** A Dockerfile to draw. */
const DOCKERFILE = 'FROM alpine AS build\nCOPY src /src\nFROM alpine\nCOPY --from=build /src /src\n';

describe('the examples of help', () => {
  it.each(
    Object.values(EXAMPLES)
      .flat()
      .filter((line) => !ENDLESS.test(line)),
  )('work as they stand: %s', async (line) => {
    // A folder where the files that examples name are there.
    const cwd = folderWith({
      'progress.json': exportOf(SOME_HISTORY),
      'commands.txt': COMMANDS,
      Dockerfile: DOCKERFILE,
      'compose.yaml': 'services: {web: {image: nginx}}\n',
    });
    if (!line.includes('pack new')) {
      for (const command of [['pack', 'new', 'my-pack']]) await run(command, { cwd });
    }
    const made = line.replace('my-pack/first/hello.lesson.yaml', 'my-pack/basics/one-kernel.lesson.yaml');
    const inPack =
      line === 'docker-tutor pack check' || line.endsWith('--format github') ? `${cwd}/my-pack` : cwd;
    const folders = 'mkdir -p ~/.local/share/bash-completion/completions ~/.config/fish/completions &&';
    const { stderr, code } = await shell(`${folders} ${made.replace('docker-tutor', '$TUTOR')}`, {
      cwd: inPack,
      home: newFolder(),
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });
});
