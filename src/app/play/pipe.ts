/** `play` in a pipe: commands from stdin, what they print on stdout and stderr. */
import { EXIT } from '../../platform/errors.ts';
import { stdinLines } from '../../platform/stdin-lines.ts';
import { playMessagesOf } from '../../text/messages/play.ts';
import { openSandbox, type Sandbox } from '../open-sandbox.ts';
import type { Session } from '../session.ts';
import { answerTo, PLAY_WORDS } from './answer.ts';
import { ownLine } from './words.ts';

/** One command as it was run. */
export interface RunCommand {
  /** What was typed; the lines of a command of several, with line ends between them. */
  readonly line: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What commands write is gathered as long as this, and written when somebody else writes or a command ends. Characters. */
const GATHERED = 64 * 1024;

/**
 * Runs the commands that come by stdin.
 *
 * @param json true: nothing is printed but one document at the end
 * @returns the exit code, which does not depend on the commands'
 */
export async function playInPipe(session: Session, json: boolean): Promise<number> {
  const runner = await openRunner(session, json ? 'keep' : 'print');
  for (const line of stdinLines()) if (!(await runner.line(line))) break;
  await runner.end();
  if (json) {
    const document = { format: 1, commands: runner.commands(), world: runner.sandbox().world() };
    session.write(`${JSON.stringify(document)}\n`);
  }
  return EXIT.done;
}

/** Runs lines one after another on a sandbox. */
export interface LineRunner {
  /** The sandbox as of now: `reset` makes a new one. */
  sandbox(): Sandbox;
  /** The commands so far, where they are kept. */
  commands(): readonly RunCommand[];
  /** Runs a line, or gives it to the program that waits for one. @returns false if the shell was left */
  line(text: string): Promise<boolean>;
  /** There are no more lines. */
  end(): Promise<void>;
}

/**
 * Switches a sandbox on for lines from a pipe.
 *
 * @param mode print what commands write, or keep it
 * @param files of the learner's folder
 */
export async function openRunner(
  session: Session,
  mode: 'print' | 'keep',
  files: Readonly<Record<string, string>> = {},
): Promise<LineRunner> {
  const { host } = session;
  const words = playMessagesOf(session.lang);
  const commands: RunCommand[] = [];
  let typed: string[] = [];
  let pending: { readonly stream: 'stdout' | 'stderr'; bytes: string } | undefined;
  let kept = { stdout: '', stderr: '' };
  /** Whether a program waits for the next line. */
  let reads = false;

  const flush = (): void => {
    if (pending === undefined) return;
    const bytes = Buffer.from(pending.bytes, 'latin1');
    if (pending.stream === 'stdout') host.write(bytes);
    else host.stderr.write(bytes);
    pending = undefined;
  };
  /** @param bytes one character a byte */
  const put = (stream: 'stdout' | 'stderr', bytes: string): void => {
    if (mode === 'keep') kept[stream] += bytes;
    else {
      if (pending !== undefined && pending.stream !== stream) flush();
      pending = { stream, bytes: (pending?.bytes ?? '') + bytes };
      if (pending.bytes.length > GATHERED) flush();
    }
  };
  const say = (stream: 'stdout' | 'stderr', text: string): void => {
    if (text !== '') put(stream, Buffer.from(`${text}\n`).toString('latin1'));
  };
  const open = (): Promise<Sandbox> => openSandbox(session, { files, output: put });
  let sandbox = await open();
  sandbox.run();

  const ended = (exit: number): void => {
    if (mode === 'keep') {
      const stdout = Buffer.from(kept.stdout, 'latin1').toString();
      const stderr = Buffer.from(kept.stderr, 'latin1').toString();
      commands.push({ line: typed.join('\n'), exit, stdout, stderr });
      kept = { stdout: '', stderr: '' };
    }
    typed = [];
    flush();
  };

  /** Goes on until a line is wanted. @returns false if the shell was left */
  const settle = (): boolean => {
    for (;;) {
      const turn = sandbox.run();
      reads = false;
      switch (turn.kind) {
        case 'prompt':
          if (!turn.continuation) ended(turn.status);
          return true;
        case 'ended':
          ended(turn.status);
          return false;
        case 'edit':
          say('stderr', `edit: ${words.noEditor}`);
          sandbox.edited(undefined);
          break;
        case 'limit':
          say('stderr', `docker-tutor: ${words.limit[turn.what]}`);
          sandbox.interrupt();
          break;
        default:
          if (sandbox.wantsInput()) {
            reads = true;
            return true;
          }
          say('stderr', `docker-tutor: ${words.waitsForever}`);
          sandbox.interrupt();
      }
    }
  };

  return {
    sandbox: () => sandbox,
    commands: () => commands,
    async line(text) {
      if (reads) {
        sandbox.input(text);
        return settle();
      }
      const own = typed.length === 0 ? ownLine(text, PLAY_WORDS) : undefined;
      typed.push(text);
      if (own === undefined || own.word === 'edit' || own.word === 'exit') {
        sandbox.line(own === undefined ? text : `${own.word} ${own.rest}`.trimEnd());
        return settle();
      }
      if (own.word === 'reset') sandbox = await restarted();
      const answer = await answerTo(session, sandbox, own);
      say('stdout', withoutTrailing(answer.stdout));
      say('stderr', withoutTrailing(answer.stderr));
      ended(answer.exit);
      return true;
    },
    async end() {
      if (reads) {
        sandbox.input(null);
        if (!settle()) return;
      }
      const unfinished = typed.length > 0;
      sandbox.end();
      const turn = sandbox.run();
      if (unfinished) ended(turn.kind === 'ended' ? turn.status : 1);
      flush();
    },
  };

  async function restarted(): Promise<Sandbox> {
    const fresh = await open();
    fresh.run();
    return fresh;
  }
}

function withoutTrailing(text: string): string {
  return text.replace(/\n+$/, '');
}
