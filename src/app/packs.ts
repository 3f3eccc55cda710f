import { type Catalog, createCatalog } from '../content/catalog.ts';
import { openCompiled } from '../content/compiled.ts';
import { type PackSource, packSource } from '../content/pack-source.ts';
import { findBuiltInPack } from '../platform/built-in-pack.ts';
import { UserError } from '../platform/errors.ts';
import type { Messages } from '../text/messages/index.ts';
import { cannotRead } from './failures.ts';

/**
 * Opens the built-in pack and the packs that were named beside it.
 *
 * @param paths folders or files of packs from elsewhere
 * @param messages the language of errors
 * @throws UserError if a pack has problems, or the installation is damaged
 */
export async function openCatalog(paths: readonly string[], messages: Messages): Promise<Catalog> {
  const sources = [await builtIn(messages)];
  for (const path of paths) sources.push(await fromPath(path, messages));
  return createCatalog(sources);
}

async function builtIn(messages: Messages): Promise<PackSource> {
  const found = findBuiltInPack();
  if (found.kind === 'source') return await fromPath(found.folder, messages);
  try {
    return openCompiled(found.read);
  } catch {
    throw new UserError(messages.error.brokenInstall, messages.error.brokenInstallHint);
  }
}

/** A pack as YAML. What it takes to read YAML is loaded only here. */
async function fromPath(path: string, messages: Messages): Promise<PackSource> {
  const { error } = messages;
  const { loadPack } = await import('../content/load.ts');
  const { openPack } = await import('../platform/pack-folder.ts');
  const opened = openPack(path);
  if ('error' in opened) throw cannotRead(path, opened.code, messages);
  const { pack, problems } = loadPack(opened.reader);
  const problem = problems.find(({ severity }) => severity === 'error');
  if (pack === undefined || problem !== undefined) {
    const place = problem && `: ${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
    throw new UserError(`${error.packUnreadable(path)}${place ?? ''}`, error.packHint(path));
  }
  return packSource(pack);
}
