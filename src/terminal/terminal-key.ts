/** Variables by which terminals tell what they are, and the programs between them and us. */
const NAMED = [
  'TERM',
  'TERM_PROGRAM',
  'TERM_PROGRAM_VERSION',
  'LC_TERMINAL',
  'LC_TERMINAL_VERSION',
  'TERMINAL_EMULATOR',
  'VTE_VERSION',
  'KONSOLE_VERSION',
  'ConEmuBuild',
] as const;

/** Variables of which only counts whether they are there: their values are of a session, not of a kind. */
const PRESENT = ['TMUX', 'STY', 'ZELLIJ', 'WT_SESSION', 'SSH_CONNECTION'] as const;

/** Longer values are cut: they are no names. */
const LONGEST = 60;

/**
 * What a terminal is remembered by: the same for two windows of the same program with the same settings of language.
 *
 * @param env the environment
 * @param platform as Node names it
 * @returns words in a fixed order, such as `linux TERM=xterm-256color VTE_VERSION=7006 TMUX locale=ko_KR.UTF-8`
 */
export function terminalKey(env: Readonly<Record<string, string | undefined>>, platform: string): string {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return [
    platform,
    ...NAMED.flatMap((name) => (env[name] ? [`${name}=${env[name].slice(0, LONGEST)}`] : [])),
    ...PRESENT.filter((name) => env[name]),
    ...(locale ? [`locale=${locale.slice(0, LONGEST)}`] : []),
  ].join(' ');
}
