import type { Charset } from '../text/charset.ts';

/** What decides which characters a terminal is given. */
export interface CharsetInput {
  /** `--ascii`, `--unicode`, the learner's config, or what `doctor` measured; none of them if absent. */
  readonly wanted: Charset | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As Node names it: `linux`, `darwin`, `win32` … */
  readonly platform: string;
  /** Whether the output is a terminal; a pipe carries UTF-8 whatever the locale. */
  readonly terminal: boolean;
}

/**
 * The character set for a terminal: what was asked for, else ASCII where box drawing is known not to work (the Linux
 * console without a font for it, a locale that is not UTF-8, old Windows consoles), else Unicode.
 */
export function charsetOf({ wanted, env, platform, terminal }: CharsetInput): Charset {
  if (wanted !== undefined) return wanted;
  if (!terminal) return 'unicode';
  if (platform === 'win32') return isModernWindowsTerminal(env) ? 'unicode' : 'ascii';
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return 'ascii';
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  if (locale === undefined || locale === 'C' || locale === 'POSIX')
    return platform === 'darwin' ? 'unicode' : 'ascii';
  return /utf-?8/i.test(locale) ? 'unicode' : 'ascii';
}

/** Consoles on Windows that are known to draw boxes one cell wide. */
function isModernWindowsTerminal(env: CharsetInput['env']): boolean {
  return (
    env['WT_SESSION'] !== undefined ||
    env['TERM_PROGRAM'] === 'vscode' ||
    env['ConEmuTask'] === '{cmd::Cmder}' ||
    /^(xterm|alacritty|rxvt)/.test(env['TERM'] ?? '')
  );
}
