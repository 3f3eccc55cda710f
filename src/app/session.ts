/** The composition root: the one place where the parts of the program are chosen and put together. */
import type { Catalog } from '../content/catalog.ts';
import type { DataPaths } from '../platform/data-folder.ts';
import { diskFolder } from '../platform/disk-folder.ts';
import { UserError } from '../platform/errors.ts';
import { errorCode } from '../platform/folder.ts';
import type { Host } from '../platform/host.ts';
import { randomId } from '../platform/random.ts';
import { thisProcess } from '../platform/this-process.ts';
import { type Config, writeConfig } from '../progress/config.ts';
import type { EventBody, Progress } from '../progress/events.ts';
import type { ProgressStore, StoreNotice } from '../progress/port.ts';
import { renameProgress } from '../progress/rename.ts';
import { openStore } from '../progress/store.ts';
import { charsetOf } from '../terminal/charset-of.ts';
import { colourLevel } from '../terminal/colour.ts';
import { renderNodes, type Surface } from '../terminal/render.ts';
import { plainTheme, type Theme } from '../terminal/theme.ts';
import type { Lang } from '../text/localized.ts';
import { type Messages, messagesOf } from '../text/messages/index.ts';
import type { Node } from '../view/nodes.ts';
import { reasonOf } from './failures.ts';
import type { GlobalOptions } from './options.ts';
import { openCatalog } from './packs.ts';
import { settle } from './settings.ts';

/** How the program talks to whoever runs it. */
export interface Terminal extends Surface {
  /** Whether a person sits there: stdin and stdout are terminals and `TERM` is not `dumb`. */
  readonly interactive: boolean;
  /** Whether to speak line by line and never redraw. */
  readonly screenReader: boolean;
  /** Whether pictures may move. */
  readonly motion: boolean;
}

/** One run of the program. Its parts are opened when first asked for. */
export interface Session {
  readonly host: Host;
  readonly paths: DataPaths;
  readonly config: Config;
  readonly lang: Lang;
  readonly messages: Messages;
  readonly terminal: Terminal;
  /** The packs there are. */
  catalog(): Promise<Catalog>;
  /** The learner's log. */
  store(): ProgressStore;
  /** Progress under the names that things have today. */
  progress(): Promise<Progress>;
  /** Puts events on disk. */
  record(events: readonly EventBody[]): void;
  /** Changes settings on disk; a disk that refuses is passed over, since the change counts for this run all the same. */
  keep(changes: Config): void;
  /** Prints nodes on stdout, for this terminal; nothing is cut. */
  print(nodes: readonly Node[]): void;
  /**
   * Writes text on stdout as it is.
   *
   * @throws UserError if it cannot all be written, as on a full disk
   */
  write(text: string): void;
  /** Writes a line on stderr. */
  warn(line: string): void;
  /** Tells what the learner must know of log and settings, and closes the log. */
  close(): void;
}

/** The width of lines in a pipe, where no terminal says how wide it is. */
const PIPE_COLUMNS = 80;

/**
 * Runs something in a session and closes it whatever happens.
 *
 * @param host the computer
 * @param options the options of every command
 * @param work what to do; its result is given back
 * @throws UserError for an option that cannot be, and whatever `work` throws
 */
export async function withSession<T>(
  host: Host,
  options: GlobalOptions,
  work: (session: Session) => T | Promise<T>,
): Promise<T> {
  const session = openSession(host, options, await themeOf(host, options));
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

function openSession(host: Host, options: GlobalOptions, theme: Theme): Session {
  const { paths, config, notices, lang } = settle(host, options);
  const messages = messagesOf(lang);
  const terminal = terminalOf(host, options, config, theme);
  let catalog: Promise<Catalog> | undefined;
  let store: ProgressStore | undefined;
  const session: Session = {
    host,
    paths,
    config,
    lang,
    messages,
    terminal,
    catalog() {
      catalog ??= openCatalog(options.pack ?? [], messages);
      return catalog;
    },
    store() {
      store ??= openStore({
        folder: diskFolder(paths.profile),
        now: () => host.now(),
        randomId,
        ...thisProcess(),
      });
      return store;
    },
    async progress() {
      return renameProgress(session.store().progress, (await session.catalog()).renames());
    },
    record(events) {
      session.store().record(events, host.now());
    },
    keep(changes) {
      try {
        writeConfig(diskFolder(paths.configFolders.at(-1) ?? paths.data), changes);
      } catch {
        // The log says so in its own notice when the disk refuses; one notice of one disk is enough.
      }
    },
    print(nodes) {
      session.write(`${renderNodes(nodes, { ...terminal, whole: true }).join('\n')}\n`);
    },
    write(text) {
      try {
        host.write(text);
      } catch (error) {
        const reason = reasonOf(errorCode(error), messages);
        throw new UserError(messages.error.cannotWrite('stdout', reason));
      }
    },
    warn(line) {
      host.stderr.write(`${line}\n`);
    },
    close() {
      store?.close();
      for (const file of new Set(notices.map((notice) => notice.file)))
        session.warn(messages.notice.config(file));
      for (const notice of store?.notices ?? []) session.warn(noticeLine(notice, messages));
      store = undefined;
    },
  };
  return session;
}

/** The theme for stdout. What paints is loaded only where there is something to paint. */
async function themeOf(host: Host, options: GlobalOptions): Promise<Theme> {
  const terminal = host.stdoutIsTerminal;
  const level =
    options.screenReader === true ? 0 : colourLevel({ flag: options.color, env: host.env, terminal });
  if (level === 0) return plainTheme;
  const { colourTheme } = await import('../terminal/colour-theme.ts');
  return colourTheme(level);
}

function terminalOf(host: Host, options: GlobalOptions, config: Config, theme: Theme): Terminal {
  const { env, platform } = host;
  const isTerminal = host.stdoutIsTerminal;
  // Only behind a terminal is stdin asked about, since asking opens it.
  const interactive = isTerminal && host.stdin.isTTY === true && env['TERM'] !== 'dumb';
  const wanted = options.ascii === true ? 'ascii' : options.unicode === true ? 'unicode' : config.charset;
  const screenReader = options.screenReader === true;
  return {
    interactive,
    screenReader,
    motion: options.motion ?? config.motion ?? true,
    columns: isTerminal ? host.stdout.columns || PIPE_COLUMNS : PIPE_COLUMNS,
    charset: charsetOf({ wanted, env, platform, terminal: isTerminal }),
    theme,
  };
}

/** One line that tells a learner what happened to the log. */
function noticeLine(notice: StoreNotice, { notice: words }: Messages): string {
  switch (notice.kind) {
    case 'set-aside':
      return words['set-aside'](notice.file, notice.bytes);
    case 'newer':
      return words.newer(notice.events);
    case 'not-saving':
    case 'unreadable':
      return words[notice.kind](notice.path, words.code[notice.code] ?? notice.code);
  }
}
