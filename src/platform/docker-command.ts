import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Result of a run; `engine/docker` declares the same shape as what it needs. */
type Result =
  | { readonly kind: 'done'; readonly exit: number; readonly stdout: Uint8Array; readonly stderr: Uint8Array }
  | { readonly kind: 'absent' }
  | { readonly kind: 'slow' };

/** More than this of one stream is cut off: a log may be endless. Bytes. */
const MOST = 32 * 1024 * 1024;

/** Runs the `docker` command of this computer. */
export interface DockerCommand {
  run(
    argv: readonly string[],
    options: { readonly stdin?: string; readonly cwd?: string; readonly timeout: number },
  ): Promise<Result>;
  follow(argv: readonly string[], onLine: (line: string) => void, onEnd: () => void): () => void;
}

/**
 * The `docker` command, found by PATH as in a terminal: contexts, `DOCKER_HOST` and Podman's front work by themselves.
 * It is started with a vector of arguments, never by a shell, and nothing else can be started with this.
 *
 * @param program for tests: another program in docker's place
 */
export function dockerCommand(env: NodeJS.ProcessEnv, program = 'docker'): DockerCommand {
  // A colour or a hint in what it prints would be read as words.
  const quiet = { ...env, NO_COLOR: '1', DOCKER_CLI_HINTS: 'false' };
  return {
    run: (argv, options) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, argv, {
          cwd: options.cwd,
          env: quiet,
          shell: false,
          windowsHide: true,
          stdio: ['pipe', 'pipe', 'pipe'],
        });
        const timer = setTimeout(() => {
          resolve({ kind: 'slow' });
          child.kill('SIGKILL');
        }, options.timeout);
        const stdout = collect(child.stdout);
        const stderr = collect(child.stderr);
        child.on('error', (error) => {
          clearTimeout(timer);
          // The system says the same of a program and of a folder that is not there.
          if (options.cwd !== undefined && !existsSync(options.cwd)) reject(error);
          else resolve({ kind: 'absent' });
        });
        child.on('close', (code) => {
          clearTimeout(timer);
          resolve({ kind: 'done', exit: code ?? 137, stdout: stdout(), stderr: stderr() });
        });
        // A command that does not read its input closes it early; that is no error of ours.
        child.stdin.on('error', () => {});
        child.stdin.end(options.stdin ?? '');
      }),
    follow(argv, onLine, onEnd) {
      const child = spawn(program, argv, {
        env: quiet,
        shell: false,
        windowsHide: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let stopped = false;
      const end = () => {
        if (!stopped) onEnd();
        stopped = true;
      };
      let rest = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (!stopped) onLine(line);
      });
      child.on('error', end).on('close', end);
      return () => {
        stopped = true;
        child.kill();
      };
    },
  };
}

function collect(stream: NodeJS.ReadableStream): () => Uint8Array {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (length < MOST) chunks.push(chunk.subarray(0, MOST - length));
    length += chunk.length;
  });
  return () => Buffer.concat(chunks);
}
