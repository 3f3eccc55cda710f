import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { normalizeAnswer } from './normalize.ts';
import type { Answer, ConformanceEngine, Need, Script } from './script.ts';

/** A script that takes longer than this is stopped, and the lines it did not reach have exit code -1. Milliseconds. */
const PATIENCE = 90_000;

/** The engine of `scripts/with-engine`, as found. */
export interface FoundEngine {
  readonly run: ConformanceEngine;
  /** As `docker version` says. */
  readonly version: string;
  readonly has: ReadonlySet<Need>;
}

/**
 * The real engine that `scripts/with-engine` started around this process. Everything in an engine is removed between two
 * scripts, so a learner's own engine is never used.
 *
 * @returns undefined where this process does not run in `scripts/with-engine`
 */
export function findDockerEngine(): FoundEngine | undefined {
  if (process.env['WITH_ENGINE'] !== '1') return undefined;
  const version = ask(['version', '--format', '{{.Server.Version}}']);
  const has = new Set<Need>(['registry']);
  if (ask(['info', '--format', '{{.MemoryLimit}}']) === 'true') has.add('memory-cgroup');
  if (ask(['info', '--format', '{{.PidsLimit}}']) === 'true') has.add('pids-cgroup');
  if (ask(['buildx', 'version']) !== '') has.add('buildkit');
  if (ask(['compose', 'version', '--short']) !== '') has.add('compose');
  const images = ask(LIST_IMAGES);
  return { version, has, run: (script) => runScript(script, images) };
}

const LIST_IMAGES = ['image', 'ls', '--no-trunc', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}'];

function ask(argv: readonly string[]): string {
  return spawnSync('docker', argv, { encoding: 'utf8' }).stdout.trim();
}

async function runScript(script: Script, images: string): Promise<readonly Answer[]> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'conformance-')));
  const folder = join(home, 'work');
  const answers = join(home, 'answers');
  mkdirSync(answers);
  mkdirSync(folder);
  try {
    for (const [path, content] of Object.entries(script.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    script.lines.forEach(({ run }, index) => {
      writeFileSync(join(answers, `${index}.sh`), `${run}\n`);
    });
    await runBash(driver(script.lines.length, answers), folder, home);
    return script.lines.map((line, index) => {
      const read = (name: string) => readText(join(answers, `${index}.${name}`));
      const exit = read('exit').trim();
      const answer = { exit: exit === '' ? -1 : Number(exit), stdout: read('out'), stderr: read('err') };
      return normalizeAnswer(answer, line, folder);
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
    cleanUp(images);
  }
}

/** One shell for all lines, so that variables, functions and background jobs last. */
function driver(lines: number, answers: string): string {
  const each = (n: number) =>
    `. "${answers}/${n}.sh" >"${answers}/${n}.out" 2>"${answers}/${n}.err" </dev/null; echo $? >"${answers}/${n}.exit"`;
  return Array.from({ length: lines }, (_, n) => each(n)).join('\n');
}

function runBash(program: string, cwd: string, home: string): Promise<void> {
  const { PATH, DOCKER_HOST, DOCKER_CONFIG } = process.env;
  const env = { PATH, DOCKER_HOST, DOCKER_CONFIG, HOME: home, LC_ALL: 'C.UTF-8', BUILDKIT_PROGRESS: 'plain' };
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', program], { cwd, env, stdio: 'ignore', detached: true });
    const stop = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // Nothing of it is left.
      }
    };
    const timer = setTimeout(stop, PATIENCE);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      // What the script left in the background.
      stop();
      resolve();
    });
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Removes all that a script made, and brings back the images that it removed or renamed. */
function cleanUp(images: string): void {
  const words = (text: string) => text.split('\n').filter((word) => word !== '');
  const all = (list: string[], remove: string[]) => {
    const found = words(ask(list));
    if (found.length > 0) ask([...remove, ...found]);
  };
  all(['ps', '-aq'], ['rm', '-f', '-v']);
  all(['volume', 'ls', '-q'], ['volume', 'rm', '-f']);
  all(['network', 'ls', '-q', '--filter', 'type=custom'], ['network', 'rm']);
  ask(['builder', 'prune', '-af']);
  if (ask([...LIST_IMAGES]) !== images || ask(['image', 'ls', '-aq', '--filter', 'dangling=true']) !== '') {
    const kept = new Set(words(images));
    const strangers = words(ask(LIST_IMAGES)).filter((line) => !kept.has(line));
    if (strangers.length > 0) ask(['rmi', '-f', ...strangers.map((line) => line.split(' ')[0]!)]);
    ask(['image', 'prune', '-f']);
    if (ask([...LIST_IMAGES]) !== images) ask(['load', '-q', '-i', process.env['WITH_ENGINE_IMAGES'] ?? '']);
  }
}
