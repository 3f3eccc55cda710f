import { SystemError } from '../../kernel/errors.ts';
import { isPattern, unescapePattern } from '../pattern.ts';
import type { Shell } from '../shell-state.ts';

/** @returns the paths that a pattern names, sorted by byte; none if nothing fits */
export function glob(shell: Shell, pattern: string): string[] {
  const extended = shell.shopt.has('extglob');
  const absolute = pattern.startsWith('/');
  const parts = pattern.split('/');
  let found: string[] = [absolute ? '/' : ''];
  if (absolute) parts.shift();
  parts.forEach((part, at) => {
    const last = at === parts.length - 1;
    if (part === '') {
      if (last) found = found.filter((base) => isDirectory(shell, base || '.')).map((base) => `${base}/`);
      return;
    }
    const next: string[] = [];
    for (const base of found) {
      const prefix = base === '' || base.endsWith('/') ? base : `${base}/`;
      if (part === '**' && shell.shopt.has('globstar')) {
        next.push(...below(shell, prefix, last));
        continue;
      }
      if (!isPattern(part, extended)) {
        const path = prefix + unescapePattern(part);
        if (last ? linkExists(shell, path) : isDirectory(shell, path)) next.push(path);
        continue;
      }
      const compiled = shell.pattern(part, { extended, ignoreCase: shell.shopt.has('nocaseglob') });
      const hidden = part.startsWith('.') || part.startsWith('\\.') || shell.shopt.has('dotglob');
      const names = [...list(shell, prefix || '.')];
      if (part.startsWith('.') && shell.kind !== 'bash') names.unshift('.', '..');
      for (const name of names) {
        if (name.startsWith('.') && !hidden) continue;
        if (compiled.test(name) && (last || isDirectory(shell, prefix + name))) next.push(prefix + name);
      }
    }
    found = next;
  });
  return found.sort(byByte);
}

function byByte(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function below(shell: Shell, prefix: string, files: boolean): string[] {
  const out: string[] = files ? [] : [prefix];
  for (const name of list(shell, prefix || '.')) {
    if (name.startsWith('.')) continue;
    const path = prefix + name;
    const directory = isDirectory(shell, path);
    if (files) out.push(path);
    if (directory) out.push(...below(shell, `${path}/`, files));
  }
  return out;
}

function list(shell: Shell, path: string): readonly string[] {
  try {
    return shell.process.fs.readDirectory(path);
  } catch (error) {
    if (error instanceof SystemError) return [];
    throw error;
  }
}

function isDirectory(shell: Shell, path: string): boolean {
  try {
    return shell.process.fs.stat(path).kind === 'directory';
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

function linkExists(shell: Shell, path: string): boolean {
  try {
    shell.process.fs.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}
