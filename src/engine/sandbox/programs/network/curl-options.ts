import { type Options, parseOptions } from '../support/options.ts';
import type { Tool } from '../support/tool.ts';

const LONG = {
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  'fail-with-body': 'fail-with-body',
  include: 'i',
  head: 'I',
  'output=': 'o',
  'remote-name': 'O',
  location: 'L',
  'request=': 'X',
  'data=': 'd',
  'data-raw=': 'data-raw',
  'data-binary=': 'data-binary',
  'data-urlencode=': 'data-urlencode',
  'json=': 'json',
  'header=': 'H',
  verbose: 'v',
  'write-out=': 'w',
  'max-time=': 'm',
  'connect-timeout=': 'connect-timeout',
  insecure: 'k',
  'user=': 'u',
  'user-agent=': 'A',
  'retry=': 'retry',
  'retry-delay=': 'retry-delay',
  'retry-connrefused': 'retry-connrefused',
  'retry-all-errors': 'retry-all-errors',
  'resolve=': 'resolve',
  'url=': 'url',
  get: 'G',
  'no-progress-meter': 's',
  'progress-bar': '#',
  'cookie=': 'b',
  'referer=': 'e',
  'dump-header=': 'D',
  'unix-socket=': 'unix-socket',
  version: 'V',
  'max-redirs=': 'max-redirs',
  'upload-file=': 'T',
  compressed: 'compressed',
  http1_1: 'http1.1',
  'http1.1': 'http1.1',
  ipv4: '4',
};

/** curl's own messages about wrong options. */
export function parseCurl(tool: Tool): Options {
  const short = 'sSfiIo:OLX:d:H:vw:m:ku:A:Gb:e:D:VT:#4gNqn';
  for (const [at, word] of tool.args.entries()) {
    const before = tool.args[at - 1] ?? '';
    const isValue =
      /^-[a-zA-Z]*[oXdHwmuAbeDT]$/.test(before) || (before.startsWith('--') && `${before.slice(2)}=` in LONG);
    if (isValue) continue;
    if (word === '--') break;
    const name = word.startsWith('--') ? word.slice(2) : undefined;
    const bad =
      name !== undefined
        ? name !== '' && name !== 'help' && !(name in LONG) && !(`${name}=` in LONG)
        : /^-[^-]/.test(word) && !short.includes(word[1]!);
    if (bad) {
      return tool.refuse(`curl ${name === undefined ? `-${word[1]}` : word}`, 2);
    }
  }
  return parseOptions(tool, short, LONG);
}
