import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeScene } from '../../src/diagram/alternative.ts';
import { inLanguage } from '../../src/text/localized.ts';
import { type Prose, plainPhrase } from '../../src/text/prose.ts';
import { displayWidth } from '../../src/text/width.ts';
import { scenesOf } from '../../src/tutor/walkthrough/state.ts';
import { builtLessons } from '../helpers/built-pack.ts';
import { run, shell } from '../helpers/cli.ts';
import { newFolder } from '../helpers/temporary.ts';

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const LANGUAGES = ['en', 'ko'] as const;

describe('in a pipe', () => {
  const commands = [
    [],
    ['learn'],
    ['list'],
    ['progress'],
    ['term'],
    ['term', 'kernel'],
    ['draw', 'vm-vs-container/no-guest'],
    ['config'],
    ['doctor'],
    ['--help'],
    ['learn', '--help'],
    ['--version'],
  ];
  for (const lang of LANGUAGES) {
    it.each(
      commands.map((command) => [command.join(' ') || 'home', command] as const),
    )(`%s prints plain text in ${lang}, and ends well`, async (_, command) => {
      const { stdout, stderr, code } = await run([...command, '--lang', lang]);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(stdout).not.toMatch(CONTROL);
      expect(stdout.endsWith('\n')).toBe(true);
      expect(stdout.trim()).not.toBe('');
      const wide = stdout.split('\n').filter((line) => displayWidth(line) > 80);
      // What must be copied as it is stays in one piece.
      expect(wide.filter((line) => !/https:|\/|docker/.test(line))).toEqual([]);
    });
  }

  it('home gives the commands to copy', async () => {
    const { stdout } = await run([]);
    for (const command of ['learn', 'list', 'progress', 'term', 'config', 'doctor']) {
      expect(stdout).toContain(`docker-tutor ${command}`);
    }
  });

  it('learn without a name prints the first lesson', async () => {
    const { stdout } = await run(['learn']);
    expect(stdout).toContain('works-on-my-machine');
    expect(stdout).toContain('Step 10 of 10');
  });

  it('learn reads nothing from stdin and records nothing', async () => {
    const home = newFolder();
    const { code } = await run(['learn', 'vm-vs-container'], { home, stdin: 'q\n\u0003' });
    expect(code).toBe(0);
    expect(readdirSync(home)).toEqual([]);
  });

  it('TERM=dumb, a screen reader and no terminal at all print the same lesson', async () => {
    const plain = await run(['learn', 'vm-vs-container']);
    for (const given of [{ env: { TERM: 'dumb' } }, { env: { TERM: undefined } }]) {
      expect((await run(['learn', 'vm-vs-container'], given)).stdout).toBe(plain.stdout);
    }
    expect((await run(['learn', 'vm-vs-container', '--screen-reader'])).stdout).toBe(plain.stdout);
  });
});

/** The words of a text in a row, so that where lines break does not matter. */
const flat = (text: string) => text.replace(/\s+/g, ' ');

/** The words of a text of the pack; pieces of lists, each on its own. */
function wordsOf(prose: Prose): string[] {
  return prose.flatMap((block) => {
    if (block.t === 'list') return block.items.flatMap(wordsOf);
    if (block.t === 'code') return block.text.split('\n');
    // The address of a link stands behind its words.
    return block.children.some((part) => typeof part !== 'string' && part.t === 'link')
      ? []
      : [plainPhrase(block.children)];
  });
}

describe.each(LANGUAGES)('learn %s | cat', (lang) => {
  it.each(
    builtLessons().map((lesson) => [lesson.id, lesson] as const),
  )('prints all of %s, pictures as nested lists', async (id, lesson) => {
    const { stdout, code } = await shell(`$TUTOR learn ${id} --lang ${lang} | cat`);
    expect(code).toBe(0);
    const text = flat(stdout);
    const titles = lesson.steps.map((step) =>
      text.indexOf(`: ${plainPhrase(inLanguage(step.title ?? {}, lang))}`),
    );
    expect(titles).toEqual([...titles].sort((a, b) => a - b));
    for (const step of lesson.steps) {
      const texts = [step.text, step.ask?.prompt].flatMap((each) =>
        each === undefined ? [] : wordsOf(inLanguage(each, lang)),
      );
      for (const words of texts) expect(text).toContain(flat(words));
      const scene = scenesOf(lesson, step).at(-1);
      for (const item of scene === undefined ? [] : describeScene(scene, lang)) {
        expect(text).toContain(flat(`- ${item.text}`));
        for (const child of item.children) expect(text).toContain(flat(`- ${child.text}`));
      }
    }
    for (const { url } of Object.values(lesson.sources)) expect(text).toContain(url);
    expect(stdout).not.toMatch(/[─-╿]/);
    expect(stdout).not.toMatch(CONTROL);
  });

  it('sets the parts of a picture deeper than the picture', async () => {
    const { stdout } = await run(['learn', 'vm-vs-container', '--lang', lang]);
    const outer = lang === 'ko' ? '스택 두 개가 나란히 있습니다\\.' : 'Two stacks side by side\\.';
    const inner = lang === 'ko' ? '가상 머신, 위에서부터' : 'Virtual machines, from the top';
    expect(stdout).toMatch(new RegExp(`^   - ${outer}\\n     - ${inner}`, 'm'));
  });
});

describe('learn | cat', () => {
  it('prints ASCII typography when asked to', async () => {
    const { stdout } = await run(['learn', 'vm-vs-container', '--ascii']);
    expect(stdout.replace(/[가-힣]/g, '')).not.toMatch(/[^\n\u0020-\u007e]/);
  });
});

describe.skipIf(process.platform !== 'linux')('a file that cannot take all of the output', () => {
  it('is told of, since a part looks like the whole', async () => {
    // POSIX: a file that is to grow beyond this limit (in blocks) refuses with EFBIG, once the signal is ignored.
    const { stderr, code } = await shell('trap "" XFSZ; ulimit -f 1; $TUTOR learn containers > part');
    expect(stderr).toBe('docker-tutor: cannot write stdout (EFBIG)\n');
    expect(code).toBe(2);
  });
});

describe('a reader that has seen enough', () => {
  it.each([
    'learn vm-vs-container',
    'list',
    'term',
    'draw vm-vs-container/1',
    'pack schema',
    '--help',
    'learn --help',
  ])('ends %s quietly', async (command) => {
    const { stdout, stderr } = await shell(`$TUTOR ${command} | head -1`);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toHaveLength(2);
  });

  it('ends a program quietly whose reader was gone before it wrote, with no error code of its own', async () => {
    const { stdout, stderr } = await shell('{ $TUTOR learn; echo "code $?" >&2; } | true');
    expect(stdout).toBe('');
    expect(stderr).toBe('code 0\n');
  });
});
