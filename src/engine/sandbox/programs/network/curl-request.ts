import type { Process } from '../../kernel/process.ts';
import type { Options } from '../support/options.ts';
import { basic, hostHeader, type Url } from './http.ts';

const AGENT = 'curl/8.14.1';

/** Ends a transfer with curl's exit code and its message. */
/** Why a transfer failed, with curl’s number for it. */
export class CurlError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** @returns what -d and its kin send; undefined if there is none. @throws CurlError if a file of it is not there */
export function dataOf(process: Process, options: Options): string | undefined {
  const parts = options.order.filter(({ flag }) =>
    ['d', 'data-raw', 'data-binary', 'data-urlencode', 'json'].includes(flag),
  );
  if (parts.length === 0) return undefined;
  const text = parts.map(({ flag, value }) => {
    if (flag === 'data-urlencode') {
      const equals = value.indexOf('=');
      const encode = (plain: string) =>
        plain.replace(
          /[^\w.~-]/g,
          (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
        );
      return equals < 0
        ? encode(value)
        : `${equals === 0 ? '' : value.slice(0, equals + 1)}${encode(value.slice(equals + 1))}`;
    }
    if (!value.startsWith('@') || flag === 'data-raw') return value;
    try {
      const content = value === '@-' ? '' : process.fs.readFile(value.slice(1));
      return flag === 'd' ? content.replace(/[\r\n]/g, '') : content;
    } catch {
      throw new CurlError(26, `Failed to open ${value.slice(1)}`);
    }
  });
  return text.join(options.has('json') ? '' : '&');
}

/** @returns the method that the options ask for */
export function methodOf(options: Options): string {
  if (options.has('X')) return options.get('X')!;
  if (options.has('I')) return 'HEAD';
  const sends = ['d', 'data-raw', 'data-binary', 'data-urlencode', 'json'].some((flag) => options.has(flag));
  return sends && !options.has('G') ? 'POST' : 'GET';
}

/** @returns the request line and the headers, with the empty line after them */
export function headersOf(options: Options, url: Url, method: string, data: string | undefined): string {
  const own: [string, string][] = [['Host', hostHeader(url)]];
  const user = options.get('u') ?? url.user;
  if (user !== undefined) own.push(['Authorization', `Basic ${basic(user)}`]);
  own.push(
    ['User-Agent', options.get('A') ?? AGENT],
    ['Accept', options.has('json') ? 'application/json' : '*/*'],
  );
  if (options.has('b')) own.push(['Cookie', options.get('b')!]);
  if (options.has('e')) own.push(['Referer', options.get('e')!]);
  if (options.has('json')) own.push(['Content-Type', 'application/json']);
  if (data !== undefined) {
    own.push(['Content-Length', String(data.length)]);
    if (!options.has('json')) own.push(['Content-Type', 'application/x-www-form-urlencoded']);
  }
  for (const text of options.all('H')) {
    const [, name = '', sign, value = ''] = /^([^:;]*)([:;])?\s*(.*)$/s.exec(text) ?? [];
    const at = own.findIndex(([key]) => key.toLowerCase() === name.toLowerCase());
    if (at >= 0) own.splice(at, 1);
    if (sign === ';' || value !== '') own.push([name, value]);
  }
  const lines = own.map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${url.path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}
