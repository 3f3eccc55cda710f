/** Records what a run shows. */
import { UserError } from '../platform/errors.ts';
import { errorCode } from '../platform/folder.ts';
import type { Host } from '../platform/host.ts';
import { openRecording, type RecordingFile } from '../platform/recording-file.ts';
import type { Lang } from '../text/localized.ts';
import { castMessagesOf } from '../text/messages/cast.ts';
import { messagesOf } from '../text/messages/index.ts';
import { castLines } from './cast-lines.ts';
import { cannotWrite, reasonOf } from './failures.ts';
import type { GlobalOptions } from './options.ts';
import { settle } from './settings.ts';

/** What is recorded, and where to. */
export interface CastRequest {
  /** The file, relative to the current folder. */
  readonly file: string;
  /** What the recording is called. */
  readonly title: string;
}

/** The size of a recording of a pipe. */
const PIPE_SIZE = { columns: 80, rows: 24 };

type Chunk = string | Uint8Array;
/** A stream's `write`, of whose parameters only the first is of interest. */
type Write = (chunk: Chunk, ...rest: never[]) => boolean;

/**
 * Runs something and records as an asciicast what it writes on stdout, and on stderr where that is a terminal. Keys are
 * not recorded, only what they show. Each line is in the file before the next thing is shown; a disk that refuses ends
 * the recording and not the run.
 *
 * @param host the computer; it is handed on as one that records
 * @param options the options of every command, for the language of errors
 * @param work what to record; its result is given back
 * @throws UserError if the file is there already or cannot be made; nothing has been run then
 */
export async function withCast<T>(
  host: Host,
  options: GlobalOptions,
  request: CastRequest,
  work: (host: Host) => Promise<T>,
): Promise<T> {
  const { file, title } = request;
  const { lang } = settle(host, options);
  const recording = openNew(file, host, lang);
  const isTerminal = host.stdoutIsTerminal;
  const size = isTerminal ? sizeOf(host) : PIPE_SIZE;
  const lines = castLines({
    width: size.columns,
    height: size.rows,
    start: host.now(),
    title,
    env: host.env,
  });
  let failed: string | undefined;
  const keep = (line: string): void => {
    if (failed !== undefined || line === '') return;
    try {
      recording.append(line);
    } catch (error) {
      failed = errorCode(error);
    }
  };
  const shown = (chunk: Chunk): void => keep(lines.output(chunk, host.now()));
  const resized = (): void => {
    const { columns, rows } = sizeOf(host);
    keep(lines.resize(columns, rows, host.now()));
  };
  keep(lines.header);
  const stops: (() => void)[] = [];
  let seen = host;
  if (isTerminal) {
    // Everybody writes to the terminal's own stream: our pages, the line editor, menus.
    stops.push(hearing(host.stdout, shown));
    if (host.stderr.isTTY) stops.push(hearing(host.stderr, shown));
    host.stdout.on('resize', resized);
    stops.push(() => host.stdout.off('resize', resized));
  } else {
    seen = Object.create(host, {
      write: {
        value: (text: Chunk) => {
          shown(text);
          host.write(text);
        },
      },
    });
  }
  try {
    return await work(seen);
  } finally {
    for (const stop of stops) stop();
    recording.close();
    if (failed !== undefined) {
      const why = reasonOf(failed, messagesOf(lang));
      host.stderr.write(`${castMessagesOf(lang).ended(file, why)}\n`);
    }
  }
}

function sizeOf({ stdout }: Host): { readonly columns: number; readonly rows: number } {
  return { columns: stdout.columns || PIPE_SIZE.columns, rows: stdout.rows || PIPE_SIZE.rows };
}

function openNew(file: string, host: Host, lang: Lang): RecordingFile {
  try {
    return openRecording(file, host.cwd);
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EEXIST') throw cannotWrite(file, code, messagesOf(lang));
    const words = castMessagesOf(lang);
    throw new UserError(words.exists(file), words.existsHint);
  }
}

/** Hears what is written on a stream. @returns what ends this */
function hearing(stream: Host['stdout'], shown: (chunk: Chunk) => void): () => void {
  const write = stream.write as Write;
  const recorded: Write = (chunk, ...rest) => {
    shown(chunk);
    return write.call(stream, chunk, ...rest);
  };
  stream.write = recorded as typeof stream.write;
  return () => {
    stream.write = write as typeof stream.write;
  };
}
