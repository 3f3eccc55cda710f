import type { Command } from 'unbash';
import type { Shell } from '../shell-state.ts';

/** What an alias makes of a command: another simple command, or a text that is more than one. */
export type Aliased =
  | { readonly name: string; readonly command: Command }
  | { readonly name: string; readonly text: string };

/** @returns the command with its alias expanded; undefined if its name is none (POSIX 2.3.1) */
export function expandAlias(shell: Shell, node: Command): Aliased | undefined {
  if (shell.kind === 'bash' && !shell.interactive && !shell.shopt.has('expand_aliases')) return undefined;
  const name = node.name?.text as string;
  const value = shell.aliases.get(name);
  if (value === undefined || shell.expanding.has(name)) return undefined;
  const statements = shell.parse(value).script.commands;
  const only = statements.length === 1 ? statements[0]?.command : undefined;
  if (only?.type === 'Command' && !/[;&|\n]/.test(value) && only.name) {
    const next = node.suffix[0];
    const further = /\s$/.test(value) && next?.type === 'Word' ? shell.aliases.get(next.text) : undefined;
    const suffix =
      further === undefined ? node.suffix : [...wordsOf(shell, further), ...node.suffix.slice(1)];
    const command = {
      ...only,
      pos: node.pos,
      end: node.end,
      prefix: [...node.prefix, ...only.prefix],
      suffix: [...only.suffix, ...suffix],
      redirects: [...only.redirects, ...node.redirects],
      args: [...only.args, ...node.args],
    };
    return { name, command };
  }
  const before = shell.source.text.slice(node.pos, node.name?.pos);
  return { name, text: `${before}${value}${shell.source.text.slice(node.name?.end, node.end)}` };
}

function wordsOf(shell: Shell, text: string): Command['suffix'] {
  const command = shell.parse(text).script.commands[0]?.command;
  return command?.type === 'Command' && command.name ? [command.name, ...command.suffix] : [];
}
