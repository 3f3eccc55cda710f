import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { readWhole } from '../support/input.ts';
import { type Options, parseOptions } from '../support/options.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';
import { type Answer, basic, exchange, follow, header, hostHeader, parseUrl, type Url } from './http.ts';

const AGENT = 'curl/8.14.1';
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

/** Ends a transfer with curl's exit code and its message. */
class CurlError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** curl(1): http over plain sockets; https fails, for there is no TLS in the sandbox. */
export const curl: Applet = function* (tool) {
  if (tool.args.length === 0) {
    tool.out("curl: try 'curl --help' for more information\n", 2);
    return 2;
  }
  const options = parseCurl(tool);
  if (options.has('V')) {
    tool.out(`curl 8.14.1 (${tool.process.machine().architecture}-pc-linux-gnu)\nProtocols: http\n`);
    return 0;
  }
  if (options.has('unix-socket')) tool.refuse('curl --unix-socket', 2);
  if (options.has('T')) tool.refuse('curl -T', 2);
  const urls = [...options.all('url'), ...options.rest];
  if (urls.length === 0) {
    tool.out(
      "curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
      2,
    );
    return 2;
  }
  let status = 0;
  const outputs = options.all('o');
  for (const [at, text] of urls.entries()) {
    const transfer = new Transfer(tool, options, options.has('O') ? 'remote' : outputs[at]);
    status = yield* transfer.run(text);
    yield* tool.flush();
  }
  return status;
};

/** curl's own messages about wrong options. */
function parseCurl(tool: Tool): Options {
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

/** What -w can tell. */
interface Facts {
  code: number;
  size: number;
  redirects: number;
  url: string;
  type: string;
  begun: number;
  connected: number;
  address: string;
}

/** One URL. */
class Transfer {
  readonly #tool: Tool;
  readonly #options: Options;
  readonly #output: string | undefined;
  #facts: Facts;
  #out = '';

  constructor(tool: Tool, options: Options, output: string | undefined) {
    this.#tool = tool;
    this.#options = options;
    this.#output = output;
    const begun = tool.process.now();
    this.#facts = { code: 0, size: 0, redirects: 0, url: '', type: '', begun, connected: begun, address: '' };
  }

  *run(text: string): Task<number> {
    const options = this.#options;
    const tool = this.#tool;
    let status = 0;
    for (let attempt = Number(options.get('retry') ?? 0); ; attempt--) {
      this.#out = '';
      let failure: CurlError | undefined;
      try {
        yield* this.#follow(text);
      } catch (error) {
        if (!(error instanceof CurlError)) throw error;
        failure = error;
      }
      status = failure?.code ?? 0;
      const transient =
        status === 28 ||
        (status === 7 && options.has('retry-connrefused')) ||
        (status !== 0 && options.has('retry-all-errors')) ||
        [408, 429, 500, 502, 503, 504].includes(this.#facts.code);
      const again = attempt > 0 && transient;
      if (failure !== undefined && (!options.has('s') || options.has('S')) && !again)
        tool.out(`curl: (${failure.code}) ${failure.message}\n`, 2);
      if (!again) break;
      const wait = Number(options.get('retry-delay') ?? 1);
      if (!options.has('s'))
        tool.out(
          `Warning: Problem: ${failure === undefined ? 'HTTP error' : failure.code === 28 ? 'timeout' : 'connection refused'}. Will retry in ${wait} second${wait === 1 ? '' : 's'}. ${attempt} retr${attempt === 1 ? 'y' : 'ies'} left.\n`,
          2,
        );
      yield* tool.flush();
      yield* tool.process.sleep(wait * 1000);
    }
    status = this.#deliver(text, status);
    const format = options.get('w');
    if (format !== undefined)
      tool.out(
        this.#report(
          format.startsWith('@') ? yield* readWhole(tool.process, format.slice(1)) : format,
          status,
        ),
      );
    return status;
  }

  /** Writes the body where it shall go. */
  #deliver(text: string, status: number): number {
    const tool = this.#tool;
    const url = parseUrl(this.#facts.url || text);
    const path = this.#output === 'remote' ? baseName(url?.path.replace(/\?.*$/, '') ?? '') : this.#output;
    if (path === undefined || path === '-') {
      tool.out(this.#out);
      return status;
    }
    if (path === '') {
      if (status === 0)
        tool.out('curl: (23) Failed to extract a filename from the URL to use for storage\n', 2);
      return status === 0 ? 23 : status;
    }
    if (status !== 0 && this.#out === '') return status;
    try {
      if (path !== '/dev/null') tool.process.fs.writeFile(path, this.#out);
    } catch (error) {
      const why = reason(error);
      if (!this.#options.has('s') || this.#options.has('S'))
        tool.out(
          `Warning: Failed to open the file ${path}: ${why}\ncurl: (23) client returned ERROR on write, ${this.#out.length} bytes\n`,
          2,
        );
      return 23;
    }
    // The meter of a transfer that does not go to the screen.
    if (!this.#options.has('s') && status === 0) {
      const size = String(this.#out.length).padStart(5);
      tool.out(
        `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n100 ${size}  100 ${size}    0     0  ${size}      0 --:--:-- --:--:-- --:--:-- ${size}\n`,
        2,
      );
    }
    return status;
  }

  #report(format: string, status: number): string {
    const facts = this.#facts;
    const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(6);
    const total = this.#tool.process.now() - facts.begun;
    const values: Readonly<Record<string, string>> = {
      http_code: String(facts.code).padStart(3, '0'),
      response_code: String(facts.code).padStart(3, '0'),
      size_download: String(facts.size),
      num_redirects: String(facts.redirects),
      url_effective: facts.url,
      content_type: facts.type,
      time_total: seconds(total),
      time_connect: seconds(facts.connected - facts.begun),
      time_namelookup: seconds(0),
      time_starttransfer: seconds(total),
      remote_ip: facts.address,
      exitcode: String(status),
      errormsg: '',
      method: this.#method(),
      scheme: 'http',
      http_version: facts.code === 0 ? '0' : '1.1',
    };
    return format
      .replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '\\')
      .replace(/%%/g, '\0')
      .replace(/%\{([^}]*)\}/g, (_, name: string) => values[name] ?? '')
      .replace(/\0/g, '%');
  }

  #data(): string | undefined {
    const options = this.#options;
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
        const content = value === '@-' ? '' : this.#tool.process.fs.readFile(value.slice(1));
        return flag === 'd' ? content.replace(/[\r\n]/g, '') : content;
      } catch {
        throw new CurlError(26, `Failed to open ${value.slice(1)}`);
      }
    });
    return text.join(options.has('json') ? '' : '&');
  }

  #method(): string {
    const options = this.#options;
    if (options.has('X')) return options.get('X')!;
    if (options.has('I')) return 'HEAD';
    const sends = ['d', 'data-raw', 'data-binary', 'data-urlencode', 'json'].some((flag) =>
      options.has(flag),
    );
    return sends && !options.has('G') ? 'POST' : 'GET';
  }

  *#follow(first: string): Task<void> {
    const options = this.#options;
    let text = first;
    let method = this.#method();
    let data = this.#data();
    if (options.has('G') && data !== undefined) {
      text += `${text.includes('?') ? '&' : '?'}${data}`;
      data = undefined;
    }
    for (let hops = 0; ; hops++) {
      const url = parseUrl(text);
      if (url === undefined) throw new CurlError(3, 'URL rejected: Malformed input to a URL function');
      if (url.scheme !== 'http' && url.scheme !== 'https')
        throw new CurlError(1, `Protocol "${url.scheme}" not supported`);
      const port = url.port === 80 || url.port === 443 ? '' : `:${url.port}`;
      this.#facts.url = `${url.scheme}://${url.host}${port}${url.path}`;
      const answer = yield* this.#request(url, method, data);
      this.#facts.code = answer.status;
      this.#facts.type = header(answer, 'content-type') ?? '';
      const location = header(answer, 'location');
      const shown = options.has('i') || options.has('I');
      if (options.has('L') && location !== undefined && answer.status >= 300 && answer.status < 400) {
        if (hops >= Number(options.get('max-redirs') ?? 50))
          throw new CurlError(47, `Maximum (${options.get('max-redirs') ?? 50}) redirects followed`);
        if (shown) this.#out += answer.head;
        text = follow(url, location);
        this.#facts.redirects++;
        if (method === 'POST' && answer.status < 307 && !options.has('X')) {
          method = 'GET';
          data = undefined;
        }
        continue;
      }
      if (options.has('f') && answer.status >= 400)
        throw new CurlError(22, `The requested URL returned error: ${answer.status}`);
      if (shown) this.#out += answer.head;
      this.#out += answer.body;
      this.#facts.size = answer.body.length;
      const dump = options.get('D');
      if (dump === '-') this.#out = answer.head + this.#out;
      else if (dump !== undefined) this.#tool.process.fs.writeFile(dump, answer.head);
      if (options.has('fail-with-body') && answer.status >= 400)
        throw new CurlError(22, `The requested URL returned error: ${answer.status}`);
      return;
    }
  }

  #verbose(line: string): void {
    if (this.#options.has('v')) this.#tool.out(`${line}\n`, 2);
  }

  *#request(url: Url, method: string, data: string | undefined): Task<Answer> {
    const options = this.#options;
    const { process } = this.#tool;
    const begun = process.now();
    const most = Number(options.get('m') ?? 0) * 1000 || Infinity;
    const connectMost = Number(options.get('connect-timeout') ?? 0) * 1000 || 300_000;
    const pinned = options.all('resolve').find((one) => one.startsWith(`${url.host}:${url.port}:`));
    let addresses: readonly string[];
    try {
      addresses =
        pinned === undefined ? process.net.resolve(url.host) : [pinned.split(':').slice(2).join(':')];
    } catch (error) {
      reason(error);
      throw new CurlError(6, `Could not resolve host: ${url.host}`);
    }
    let fd: number | undefined;
    let last: SystemError | undefined;
    for (const address of addresses) {
      this.#verbose(`*   Trying ${address}:${url.port}...`);
      try {
        fd = yield* process.net.connect(address, url.port, Math.min(most, connectMost));
        this.#facts.address = address;
        break;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        last = error;
        this.#verbose(`* connect to ${address} port ${url.port} failed: ${error.message}`);
      }
    }
    const elapsed = Math.round(process.now() - begun);
    if (fd === undefined) {
      if (last?.code === 'ETIMEDOUT' && elapsed >= Math.min(most, connectMost))
        throw new CurlError(
          28,
          most <= connectMost
            ? `Connection timed out after ${elapsed} milliseconds`
            : `Connection timed out after ${elapsed} milliseconds`,
        );
      throw new CurlError(
        7,
        `Failed to connect to ${url.host} port ${url.port} after ${elapsed} ms: Could not connect to server`,
      );
    }
    this.#facts.connected = process.now();
    this.#verbose(`* Connected to ${url.host} (${this.#facts.address}) port ${url.port}`);
    if (url.scheme === 'https') {
      process.close(fd);
      throw new CurlError(35, 'TLS connect error: error:0A0000C6:SSL routines::packet length too long');
    }
    const headers = this.#headers(url, method, data);
    for (const line of headers.split('\r\n').slice(0, -2)) this.#verbose(`> ${line}\r`);
    this.#verbose('> ');
    yield* this.#tool.flush();
    const answer = yield* exchange(process, fd, headers + (data ?? ''), method !== 'HEAD', begun + most);
    if (typeof answer === 'string') {
      if (answer === 'timeout')
        throw new CurlError(
          28,
          `Operation timed out after ${Math.round(process.now() - begun)} milliseconds with 0 bytes received`,
        );
      if (answer === 'empty') throw new CurlError(52, 'Empty reply from server');
      if (answer === 'reset') throw new CurlError(56, 'Recv failure: Connection reset by peer');
      throw new CurlError(1, 'Received HTTP/0.9 when not allowed');
    }
    for (const line of answer.head.split(/\r?\n/).slice(0, -2)) this.#verbose(`< ${line}\r`);
    this.#verbose('< ');
    this.#verbose(`* Connection #0 to host ${url.host} left intact`);
    return answer;
  }

  #headers(url: Url, method: string, data: string | undefined): string {
    const options = this.#options;
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
}
