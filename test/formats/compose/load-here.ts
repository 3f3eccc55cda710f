import { type LoadOptions, loadCompose } from '../../../src/formats/compose/load.ts';
import type { ComposeProject } from '../../../src/formats/compose/model.ts';

/** Loads files that lie in /shop; compose.yaml unless others are named. */
export function load(
  files: Readonly<Record<string, string>> | string,
  more: Partial<Omit<LoadOptions, 'environment'>> & { readonly env?: Readonly<Record<string, string>> } = {},
) {
  const { env = {}, ...options } = more;
  const all = typeof files === 'string' ? { 'compose.yaml': files } : files;
  return loadCompose({
    files: ['/shop/compose.yaml'],
    ...options,
    environment: new Map(Object.entries(env)),
    read: (path) => (path.startsWith('/shop/') ? all[path.slice('/shop/'.length)] : undefined),
  });
}

/** @returns a project that must be right */
export function project(...given: Parameters<typeof load>): ComposeProject {
  const loaded = load(...given);
  if (loaded.project === undefined) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.project;
}

/** @returns the error, with its place */
export function failure(...given: Parameters<typeof load>): string {
  const found = load(...given).problems.find(({ severity }) => severity === 'error');
  return found === undefined ? 'no error' : `${found.line}:${found.column} ${found.message}`;
}
