/** Tells what `draw` was asked to draw: a step of a lesson, a file, or an engine. */
import { posix } from 'node:path';
import { UserError } from '../platform/errors.ts';
import { pathKind } from '../platform/path-kind.ts';
import { cannotRead } from './failures.ts';
import type { Session } from './session.ts';

/** What is to be drawn. */
export type Target =
  | { readonly kind: 'lesson' | 'engine' }
  | {
      readonly kind: 'dockerfile' | 'compose';
      /** Relative to the current folder. */
      readonly path: string;
      /** What else there is to know, in the session's language. */
      readonly remark?: string;
    };

/** What docker and Compose look for in a folder, the first first. */
const DOCKERFILES = ['Dockerfile', 'dockerfile'];
const COMPOSE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/**
 * Tells what a target is. `engine` is the engine. What begins with `./`, `../` or a root is a path. Of `a/b`, a lesson
 * `a` wins over a file, so that packs stay reachable; anything else that is there is a path.
 *
 * @param target as the user wrote it
 * @throws UserError for something that is neither, and for a folder without a Dockerfile or a Compose file
 */
export async function findTarget(session: Session, target: string): Promise<Target> {
  const { messages, host } = session;
  if (target === 'engine') return { kind: 'engine' };
  const slash = target.lastIndexOf('/');
  const isPath = /^(?:\.{1,2}(?:[\\/]|$)|[\\/]|[a-z]:[\\/])/i.test(target);
  if (!isPath && slash > 0) {
    const catalog = await session.catalog();
    const found = catalog.find(target.slice(0, slash));
    if ('lesson' in found || 'ambiguous' in found) return { kind: 'lesson' };
  }
  const kind = pathKind(target, host.cwd);
  if (kind === 'folder') return inFolder(session, target);
  if (kind === 'file') return { kind: isCompose(target) ? 'compose' : 'dockerfile', path: target };
  if (isPath || isCompose(target) || isDockerfile(target)) throw cannotRead(target, 'ENOENT', messages);
  // The lesson's own error has the name that is nearest.
  if (slash > 0) return { kind: 'lesson' };
  throw new UserError(messages.error.badTarget(target), messages.error.badTargetHint);
}

/** Whether a file is one for Compose, by its name: YAML, which no Dockerfile is. */
function isCompose(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Whether a path that leads nowhere was meant as a Dockerfile, by its name: `web.Dockerfile`, `Dockerfile.dev`. */
function isDockerfile(path: string): boolean {
  return /(?:^|[\\/.])dockerfile(?:\.[^\\/]*)?$/i.test(path);
}

async function inFolder(session: Session, folder: string): Promise<Target> {
  const { host, lang } = session;
  const first = (names: readonly string[]) =>
    names.map((name) => posix.join(folder, name)).find((path) => pathKind(path, host.cwd) === 'file');
  const dockerfile = first(DOCKERFILES);
  const compose = first(COMPOSE_FILES);
  if (dockerfile === undefined && compose !== undefined) return { kind: 'compose', path: compose };
  if (dockerfile !== undefined && compose === undefined) return { kind: 'dockerfile', path: dockerfile };
  const { drawMessagesOf } = await import('../text/messages/draw.ts');
  const words = drawMessagesOf(lang);
  if (dockerfile === undefined || compose === undefined) {
    throw new UserError(words.nothingInFolder(folder), words.nothingInFolderHint);
  }
  return { kind: 'dockerfile', path: dockerfile, remark: words.alsoThere(compose) };
}
