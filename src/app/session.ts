/** The composition root: the one place where the parts of the program are chosen and put together. */
import type { Catalog } from '../content/catalog.ts';
import type { DataPaths } from '../platform/data-folder.ts';
import { diskFolder } from '../platform/disk-folder.ts';
import { UserError } from '../platform/errors.ts';
import { errorCode } from '../platform/folder.ts';
import type { Host } from '../platform/host.ts';
import { randomId } from '../platform/random.ts';
import { thisProcess } from '../platform/this-process.ts';
import { emptyProgress, isBlank } from '../progress/blank.ts';
import { type Config, writeConfig } from '../progress/config.ts';
import type { EventBody, Progress } from '../progress/events.ts';
import type { ProgressStore, StoreNotice } from '../progress/port.ts';
import { renameProgress } from '../progress/rename.ts';
import { openStore } from '../progress/store.ts';
import { charsetOf } from '../terminal/charset-of.ts';
import { colourLevel } from '../terminal/colour.ts';
import type { Widths } from '../terminal/probe.ts';
import { renderNodes, type Surface } from '../terminal/render.ts';
import { plainTheme, type Theme } from '../terminal/theme.ts';
import type { Charset } from '../text/charset.ts';
import type { Lang } from '../text/localized.ts';
import { type Messages, messagesOf } from '../text/messages/index.ts';
import type { Node } from '../view/nodes.ts';
import { reasonOf } from './failures.ts';
import type { GlobalOptions } from './options.ts';
import { openCatalog } from './packs.ts';
import { type Settings, settle } from './settings.ts';
import {
  charsetOfWidths,
  type Measuring,
  NO_PROFILE,
  profileOf,
  type TerminalProfile,
} from './terminal-profile.ts';

/** How the program talks to whoever runs it. */
export interface Terminal extends Surface {
  /** Whether a person sits there: stdin and stdout are terminals and `TERM` is not `dumb`. */
  readonly interactive: boolean;
  /** Whether to speak line by line and never redraw. */
  readonly screenReader: boolean;
  /** Whether pictures may move. */
  readonly motion: boolean;
  /** What was measured, now or on an earlier day; empty if the terminal did not answer, nothing if it was not asked. */
  readonly widths?: Widths | undefined;
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
 * @param measuring whether to ask the terminal for its widths; for commands that take the keyboard, since what is typed
 *   meanwhile is for them
 * @throws UserError for an option that cannot be, and whatever `work` throws
 */
export async function withSession<T>(
  host: Host,
  options: GlobalOptions,
  work: (session: Session) => T | Promise<T>,
  measuring: Measuring = 'never',
): Promise<T> {
  const settings = settle(host, options);
  const profile = await profileFor(host, options, settings, measuring);
  const theme = await themeOf(host, options);
  const terminal = (widths: Widths | undefined): Terminal =>
    terminalOf(host, options, settings.config, theme, widths);
  const session = openSession(host, options, settings, terminal(profile.known));
  try {
    if (profile.asked !== undefined) {
      // What takes longest is read while the terminal answers; what is wrong with it is told when it is asked for.
      await session.catalog().catch(() => undefined);
      session.terminal = terminal(await profile.asked);
    }
    return await work(session);
  } finally {
    profile.stop();
    session.close();
  }
}

function openSession(
  host: Host,
  options: GlobalOptions,
  { paths, config, notices, lang }: Settings,
  terminal: Terminal,
): Session & { terminal: Terminal } {
  const messages = messagesOf(lang);
  let catalog: Promise<Catalog> | undefined;
  let store: ProgressStore | undefined;
  const session: Session & { terminal: Terminal } = {
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
      // Of who begins there is nothing to read: what reads and writes the log is loaded when the first step is recorded.
      if (store === undefined && isBlank(diskFolder(paths.profile))) return emptyProgress();
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
      session.write(`${renderNodes(nodes, { ...session.terminal, whole: true }).join('\n')}\n`);
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

/** Whether a person sits there. Only behind a terminal is stdin asked about, since asking opens it. */
function isInteractive(host: Host): boolean {
  return host.stdoutIsTerminal && host.stdin.isTTY === true && host.env['TERM'] !== 'dumb';
}

/** The characters that were asked for, if any were. */
function wantedCharset(options: GlobalOptions, config: Config): Charset | undefined {
  return options.ascii === true ? 'ascii' : options.unicode === true ? 'unicode' : config.charset;
}

/** The terminal's profile, where widths can change what is shown, or are asked for. */
async function profileFor(
  host: Host,
  options: GlobalOptions,
  { config, paths }: Settings,
  measuring: Measuring,
): Promise<TerminalProfile> {
  if (!isInteractive(host) || options.screenReader === true) return NO_PROFILE;
  const { env, platform } = host;
  const isOpen =
    charsetOf({ wanted: wantedCharset(options, config), env, platform, terminal: true }) === 'unicode';
  if (measuring !== 'again' && (!isOpen || wantedCharset(options, config) !== undefined)) return NO_PROFILE;
  return await profileOf(host, paths.data, measuring);
}

function terminalOf(
  host: Host,
  options: GlobalOptions,
  config: Config,
  theme: Theme,
  widths: Widths | undefined,
): Terminal {
  const { env, platform } = host;
  const isTerminal = host.stdoutIsTerminal;
  const wanted = wantedCharset(options, config) ?? charsetOfWidths(widths);
  return {
    interactive: isInteractive(host),
    screenReader: options.screenReader === true,
    motion: options.motion ?? config.motion ?? true,
    columns: isTerminal ? host.stdout.columns || PIPE_COLUMNS : PIPE_COLUMNS,
    charset: charsetOf({ wanted, env, platform, terminal: isTerminal }),
    theme,
    widths,
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
