import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { splitWords } from './resp.ts';

/** The version that the image has. */
export const REDIS_VERSION = '8.2.2';

const SETTINGS = new Map([
  ['port', '6379'],
  ['bind', '* -::*'],
  ['dir', ''],
  ['dbfilename', 'dump.rdb'],
  ['save', '3600 1 300 100 60 10000'],
  ['appendonly', 'no'],
  ['requirepass', ''],
  ['protected-mode', 'no'],
  ['maxmemory', '0'],
  ['maxmemory-policy', 'noeviction'],
  ['loglevel', 'notice'],
  ['logfile', ''],
  ['daemonize', 'no'],
  ['databases', '16'],
  ['appendfsync', 'everysec'],
  ['timeout', '0'],
  ['tcp-keepalive', '300'],
  ['pidfile', ''],
  ['supervised', 'no'],
]);

/** Reads the arguments and the configuration file. @returns the settings, or what is wrong */
export function readSettings(
  process: Process,
): { settings: Map<string, string>; file: boolean } | { readonly wrong: string } {
  const settings = new Map(SETTINGS);
  const words = process.argv.slice(1);
  const lines: string[] = [];
  let file = false;
  if (words[0] !== undefined && !words[0].startsWith('-')) {
    const path = words.shift()!;
    try {
      lines.push(...process.fs.readFile(path).split('\n'));
      file = true;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return { wrong: `Fatal error, can't open config file '${path}': ${error.message}` };
    }
  }
  let option: string[] = [];
  for (const word of words) {
    if (word.startsWith('--')) {
      if (option.length > 0) lines.push(option.join(' '));
      option = [word.slice(2)];
    } else option.push(word === '' ? '""' : word);
  }
  if (option.length > 0) lines.push(option.join(' '));
  for (const [number, line] of lines.entries()) {
    const [name = '', ...values] = splitWords(line.replace(/^\s*#.*$/, '')) ?? [];
    if (name === '') continue;
    if (!settings.has(name.toLowerCase())) {
      return {
        wrong: `\n*** FATAL CONFIG FILE ERROR (Redis ${REDIS_VERSION}) ***\nReading the configuration file, at line ${number + 1}\n>>> '${line.trim()}'\nBad directive or wrong number of arguments`,
      };
    }
    settings.set(name.toLowerCase(), values.join(' '));
  }
  return { settings, file };
}
