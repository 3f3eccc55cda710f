import type { Program } from '../../kernel/process.ts';
import type { CompiledRegistry } from '../../registry/compiled.ts';
import { apk } from './apk.ts';
import { apt } from './apt.ts';
import { dpkg } from './dpkg.ts';
import { npm } from './npm/npm.ts';
import { pip } from './pip.ts';

/**
 * The package managers, which need to know what there is to install.
 * @param packages the packages of the registry's file; none: nothing can be installed
 * @returns programs by the names that the registry's file gives them
 */
export function packageManagers(packages: CompiledRegistry['packages']): ReadonlyMap<string, Program> {
  const deb = packages?.deb ?? [];
  return new Map<string, Program>([
    ['apk', apk(packages?.apk ?? [])],
    ['apt', apt(deb, 'apt')],
    ['apt-get', apt(deb, 'apt-get')],
    ['dpkg', dpkg],
    ['dpkg-query', dpkg],
    ['pip', pip(packages?.pip ?? [])],
    ['npm', npm(packages?.npm ?? [], 'npm')],
    ['npx', npm(packages?.npm ?? [], 'npx')],
  ]);
}
