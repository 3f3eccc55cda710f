import { directory } from '../../../../src/engine/sandbox/filesystem/tree.ts';
import { SystemError } from '../../../../src/engine/sandbox/kernel/errors.ts';
import type { Process, Program, Task } from '../../../../src/engine/sandbox/kernel/process.ts';
import type { Kind } from '../../../../src/engine/sandbox/shell/dialect.ts';
import { shell } from '../../../../src/engine/sandbox/shell/shell.ts';
import { littleTree, type Ran, type RunOptions, runProgram, testKernel } from '../../../helpers/sandbox.ts';

/** One script and what a real shell did with it. */
export interface Row {
  /** Which shells: s is busybox ash, d dash, b bash. */
  readonly kinds: string;
  /** Of `-c`; without it the shell reads its standard input. */
  readonly script?: string;
  readonly args?: readonly string[];
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

export const KINDS: Readonly<Record<string, Kind>> = { s: 'sh', d: 'dash', b: 'bash' };

function* copy(process: Process, fd: number): Task<void> {
  for (;;) {
    const some = yield* process.read(fd, 4096);
    if (some === '') return;
    yield* process.write(1, some);
  }
}

function words(process: Process): string[] {
  return process.argv.slice(1).filter((word) => !word.startsWith('-') || word === '-');
}

function* everything(process: Process, fd: number): Task<string> {
  let text = '';
  for (;;) {
    const some = yield* process.read(fd, 4096);
    if (some === '') return text;
    text += some;
  }
}

/** Small programs that the scripts of the tests call: just what they need. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  *cat(process) {
    let status = 0;
    for (const name of words(process).length > 0 ? words(process) : ['-']) {
      try {
        yield* copy(process, name === '-' || name === '/dev/stdin' ? 0 : process.open(name, { read: true }));
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        yield* process.write(2, `cat: ${name === '-' ? name : name}: ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  },
  *echo(process) {
    yield* process.write(1, `${process.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  *sleep(process) {
    yield* process.sleep(Number(process.argv[1]) * 1000);
    return 0;
  },
  *yes(process) {
    for (;;) yield* process.write(1, 'y\n'.repeat(512));
  },
  *head(process) {
    const most = Number(process.argv[process.argv.indexOf('-n') + 1]);
    for (let line = 0; line < most; line++) {
      const text = yield* process.readLine(0);
      if (text === '') break;
      yield* process.write(1, text);
    }
    return 0;
  },
  *env(process) {
    for (const [name, value] of process.env) yield* process.write(1, `${name}=${value}\n`);
    return 0;
  },
  *grep(process) {
    const [pattern] = words(process);
    const lines = (yield* everything(process, 0)).split('\n').slice(0, -1);
    const found = lines.filter((line) => new RegExp(pattern as string).test(line));
    yield* process.write(1, found.map((line) => `${line}\n`).join(''));
    return Number(found.length === 0);
  },
  *wc(process) {
    const text = yield* everything(process, 0);
    const flag = process.argv[1];
    const words = text.split(/\s+/).filter((word) => word !== '').length;
    yield* process.write(
      1,
      `${flag === '-c' ? text.length : flag === '-w' ? words : text.split('\n').length - 1}\n`,
    );
    return 0;
  },
  *touch(process) {
    for (const name of words(process)) if (!process.fs.exists(name)) process.fs.writeFile(name, '');
    return 0;
  },
  *mkdir(process) {
    for (const name of words(process)) {
      let path = '';
      for (const part of name.split('/')) {
        path += `${path ? '/' : ''}${part}`;
        if (!process.fs.exists(path)) process.fs.mkdir(path);
      }
    }
    return 0;
  },
  *ls(process) {
    yield* process.write(
      1,
      process.fs
        .readDirectory('.')
        .map((name) => `${name}\n`)
        .join(''),
    );
    return 0;
  },
  /** Prints its pid and that of its parent. */
  *whoami(process) {
    yield* process.write(1, `${process.pid} ${process.getppid()} ${process.argv.join(' ')}\n`);
    return 0;
  },
  sh: shell('sh'),
  dash: shell('dash'),
  bash: shell('bash'),
};

/** Runs a shell in a fresh sandbox whose working directory is the empty /tmp/w. */
export function runShell(kind: Kind, args: readonly string[], options: RunOptions = {}): Ran {
  const hostRoot = littleTree(Object.keys(PROGRAMS), {
    tmp: directory({ w: directory({}) }, { mode: 0o1777 }),
  });
  return runProgram(testKernel(PROGRAMS, { hostRoot }), undefined, {
    cwd: '/tmp/w',
    ...options,
    argv: [kind, ...args],
    env: { PATH: '/bin', HOME: '/root', ...options.env },
  });
}
