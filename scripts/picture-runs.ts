/** The pictures of the README: what runs of the program show at chosen moments. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestScreen } from '../test/helpers/screen.ts';
import { terminalPicture } from './terminal-picture.ts';

/** A picture, and the run that leads to it. */
interface PictureRun {
  /** Its file, from the project's folder on. */
  readonly path: string;
  readonly title: string;
  readonly lang: 'en' | 'ko';
  readonly args: readonly string[];
  /** What to type, each when the screen shows what stands before it; the last thing awaited is the picture. */
  readonly moments: readonly (readonly [awaited: string | RegExp, keys: string])[];
}

const RUNS: readonly PictureRun[] = [
  {
    path: 'docs/pictures/lesson.svg',
    title: 'A step of a lesson: virtual machines and containers side by side',
    lang: 'en',
    args: ['learn', 'vm-vs-container', '--step', 'no-guest', '--no-motion'],
    moments: [['3/10', '']],
  },
  {
    path: 'docs/pictures/lesson-ko.svg',
    title: '레슨의 한 단계: 나란히 놓인 가상 머신과 컨테이너',
    lang: 'ko',
    args: ['learn', 'vm-vs-container', '--step', 'no-guest', '--no-motion'],
    moments: [['3/10', '']],
  },
  {
    path: 'docs/pictures/feedback.svg',
    title: 'A wrong answer: what happened, and why it is tempting',
    lang: 'en',
    args: ['quiz', 'vm-vs-container', '--count', '4', '--seed', 'c', '--no-motion'],
    moments: [
      ['1/4', '1<enter>'],
      [/sure/i, '1'],
      [/→ next/, ''],
    ],
  },
];

/**
 * Takes the pictures, each of a fresh run on a terminal of 80 × 24.
 *
 * @param program the program's file for Node.js
 * @returns SVG documents by their paths; the same program gives the same documents
 */
export async function takePictures(program: string): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>();
  for (const run of RUNS) pictures.set(run.path, await take(program, run));
  return pictures;
}

async function take(program: string, { args, moments, title, lang }: PictureRun): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'docker-tutor-picture-'));
  const env = { LANG: 'en_US.UTF-8', DOCKER_TUTOR_HOME: home, FORCE_COLOR: '1' };
  const screen = openTestScreen(process.execPath, [program, ...args, '--lang', lang], { cwd: home, env });
  try {
    for (const [awaited, keys] of moments) {
      await screen.until(awaited);
      screen.type(keys);
    }
    return terminalPicture(screen.terminal, { title, lang });
  } finally {
    screen.type('<ctrl-c>');
    await screen.ended();
    screen.dispose();
    rmSync(home, { recursive: true, force: true });
  }
}
