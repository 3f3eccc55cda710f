/** A run of the program without a process: packs, a log in memory, and a clock that the test holds. */
import { join } from 'node:path';
import type { Session } from '../../src/app/session.ts';
import { createCatalog } from '../../src/content/catalog.ts';
import { loadPack } from '../../src/content/load.ts';
import { packSource } from '../../src/content/pack-source.ts';
import type { Pack } from '../../src/content/types.ts';
import type { Host } from '../../src/platform/host.ts';
import { folderReader } from '../../src/platform/pack-folder.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
import { renameProgress } from '../../src/progress/rename.ts';
import { renderNodes } from '../../src/terminal/render.ts';
import { plainTheme } from '../../src/terminal/theme.ts';
import type { Lang } from '../../src/text/localized.ts';
import { messagesOf } from '../../src/text/messages/index.ts';

/** What a session is made of. */
export interface SessionParts {
  readonly store: ProgressStore;
  readonly packs?: readonly Pack[];
  /** The wall clock, in milliseconds since 1970. */
  readonly now: number;
  readonly lang?: Lang;
  /** Where files that are named lie. */
  readonly cwd?: string;
}

/** The pack of `test/fixtures/packs/quiz`. */
export function quizPack(): Pack {
  const folder = join(import.meta.dirname, '..', 'fixtures', 'packs', 'quiz');
  const { pack, problems } = loadPack(folderReader(folder));
  if (pack === undefined || problems.some(({ severity }) => severity === 'error'))
    throw new Error('the pack of the fixture has problems');
  return pack;
}

/** A session in a pipe, and what it has written so far. */
export function pipeSession(parts: SessionParts): Session & { stdout(): string; stderr(): string } {
  const { store, packs = [quizPack()], now, lang = 'en', cwd = '/' } = parts;
  const catalog = createCatalog(packs.map(packSource));
  const written = { out: '', err: '' };
  const terminal: Session['terminal'] = {
    interactive: false,
    screenReader: false,
    motion: false,
    columns: 80,
    charset: 'unicode',
    theme: plainTheme,
  };
  return {
    host: { now: () => now, cwd } as Host,
    paths: { profile: '/', data: '/', configFolders: [] } as unknown as Session['paths'],
    config: {},
    lang,
    messages: messagesOf(lang),
    terminal,
    catalog: async () => catalog,
    store: () => store,
    progress: async () => renameProgress(store.progress, catalog.renames()),
    record: (events) => {
      store.record(events, now);
    },
    keep: () => undefined,
    print(nodes) {
      written.out += `${renderNodes(nodes, terminal).join('\n')}\n`;
    },
    write(text) {
      written.out += text;
    },
    warn(line) {
      written.err += `${line}\n`;
    },
    close: () => undefined,
    stdout: () => written.out,
    stderr: () => written.err,
  };
}
