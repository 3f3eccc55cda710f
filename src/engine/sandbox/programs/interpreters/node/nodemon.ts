import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Signal, Task } from '../../../kernel/process.ts';
import { isInterrupt } from '../../servers/http.ts';

const VERSION = '3.1.10';
/** How often it looks for changes, milliseconds of virtual time. */
const PACE = 1000;
const EXTENSIONS = 'js,mjs,cjs,json';

/** What nodemon was told to do. */
interface Plan {
  /** What is run. */
  readonly command: readonly string[];
  readonly folders: readonly string[];
  readonly extensions: readonly string[];
}

function* say(process: Process, text: string): Task<void> {
  yield* process.write(1, fromText(`[nodemon] ${text}\n`));
}

/** @returns what package.json names as its main file, or index.js */
function mainFile(process: Process): string {
  try {
    const { main } = JSON.parse(toText(process.fs.readFile('package.json'))) as { main?: unknown };
    if (typeof main === 'string') return main;
  } catch (error) {
    if (!(error instanceof SystemError) && !(error instanceof SyntaxError)) throw error;
  }
  return 'index.js';
}

/** @returns the plan; a text is an option that the sandbox does not know */
function planOf(process: Process): Plan | string {
  const words = process.argv.slice(1);
  const folders: string[] = [];
  let extensions = EXTENSIONS;
  let exec: string | undefined;
  while (words[0]?.startsWith('-') === true) {
    const word = words.shift()!;
    if (word === '-w' || word === '--watch') folders.push(words.shift() ?? '.');
    else if (word === '-e' || word === '--ext') extensions = words.shift() ?? extensions;
    else if (word === '-x' || word === '--exec') exec = words.shift();
    else if (!/^(-L|--legacy-watch|-V|--verbose|--inspect(=.*)?)$/.test(word)) return word;
  }
  const script = words.length === 0 ? [mainFile(process)] : words;
  const command = exec === undefined ? ['node', ...script] : ['sh', '-c', [exec, ...words].join(' ')];
  return {
    command,
    folders: folders.length === 0 ? ['.'] : folders,
    extensions: extensions.split(',').map((one) => one.replace(/^[.*]+/, '')),
  };
}

/** @returns what changes when a watched file does: the paths and moments of all of them */
function stateOf(process: Process, { folders, extensions }: Plan): string {
  const found: string[] = [];
  const visit = (path: string): void => {
    try {
      const { kind, mtime, size } = process.fs.stat(path);
      if (kind === 'directory') {
        for (const name of process.fs.readDirectory(path))
          if (!name.startsWith('.') && name !== 'node_modules') visit(`${path}/${name}`);
      } else if (extensions.includes(path.slice(path.lastIndexOf('.') + 1)))
        found.push(`${path} ${mtime} ${size}`);
    } catch (error) {
      // A file that goes away meanwhile is a change too.
      if (!(error instanceof SystemError)) throw error;
    }
  };
  for (const folder of folders) visit(folder);
  return found.join('\n');
}

function end(process: Process, pid: number, signal: Signal): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** nodemon: runs a program of Node, and runs it anew when a file changes; --watch, --ext, --exec, --legacy-watch. */
export const nodemon: Program = function* (process) {
  if (process.argv[1] === '--version' || process.argv[1] === '-v') {
    yield* process.write(1, `${VERSION}\n`);
    return 0;
  }
  const plan = planOf(process);
  if (typeof plan === 'string') {
    yield* process.write(2, `nodemon: the sandbox does not model ${plan} yet\n`);
    return 1;
  }
  yield* process.work(60);
  const shown = plan.command[0] === 'sh' ? plan.command.slice(2).join(' ') : plan.command.join(' ');
  const paths = plan.folders[0] === '.' ? '*.*' : plan.folders.map((one) => `${one}/**/*`).join(' ');
  yield* say(process, VERSION);
  yield* say(process, 'to restart at any time, enter `rs`');
  yield* say(process, `watching path(s): ${paths}`);
  yield* say(process, `watching extensions: ${plan.extensions.join(',')}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.onSignal(signal, 'catch');
  let pid: number | undefined;
  let before = '';
  for (;;) {
    if (pid === undefined && stateOf(process, plan) !== before) {
      before = stateOf(process, plan);
      yield* say(process, `starting \`${shown}\``);
      pid = process.spawn({ argv: plan.command, env: process.env });
    }
    try {
      yield* process.sleep(PACE);
    } catch (error) {
      if (!isInterrupt(error)) throw error;
    }
    const [told] = process.takeSignals();
    if (told !== undefined) {
      if (pid !== undefined) {
        end(process, pid, told);
        yield* process.wait(pid);
      }
      return told === 'SIGINT' ? 130 : 143;
    }
    if (pid === undefined) continue;
    const over = yield* process.wait(pid, { block: false });
    if (over !== undefined) {
      pid = undefined;
      yield* say(
        process,
        over.status === 0
          ? 'clean exit - waiting for changes before restart'
          : 'app crashed - waiting for file changes before starting...',
      );
    } else if (stateOf(process, plan) !== before) {
      yield* say(process, 'restarting due to changes...');
      end(process, pid, 'SIGUSR2');
      yield* process.wait(pid);
      pid = undefined;
    }
  }
};
