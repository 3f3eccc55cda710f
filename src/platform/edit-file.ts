import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** How editing outside went. */
export type Edited =
  /** The text as it was saved. */
  | { readonly kind: 'saved'; readonly text: string }
  | { readonly kind: 'unchanged' }
  /** The editor could not be started, or ended with an error. */
  | { readonly kind: 'failed' };

/**
 * Lets the user's editor edit a text: on a copy, in a folder that only this user can read and that is gone afterwards.
 *
 * @param editor the editor with its arguments, as `$EDITOR` has it in words
 * @param name what the file is called, so that the editor knows what is in it
 * @param text what is in it
 */
export function editFile(editor: readonly string[], name: string, text: string): Edited {
  const folder = mkdtempSync(join(tmpdir(), 'docker-tutor-'));
  const path = join(folder, safeName(name));
  try {
    writeFileSync(path, text, { mode: 0o600 });
    const [program = '', ...args] = editor;
    const shell = process.platform === 'win32';
    const run = spawnSync(program, [...args, shell ? `"${path}"` : path], { stdio: 'inherit', shell });
    if (run.error !== undefined || run.status !== 0) return { kind: 'failed' };
    const after = readFileSync(path, 'utf8');
    return after === text ? { kind: 'unchanged' } : { kind: 'saved', text: after };
  } catch {
    return { kind: 'failed' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A name that no system and no editor takes for something else: an option, a device, a path. */
function safeName(name: string): string {
  const safe = basename(name)
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^[-.]+/, '');
  return safe === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe) ? `file-${safe}` : safe;
}
