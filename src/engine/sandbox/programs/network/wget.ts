import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { type Options, parseOptions } from '../support/options.ts';
import { formatTime } from '../support/time.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';
import { type Answer, basic, exchange, follow, header, hostHeader, parseUrl, type Url } from './http.ts';

const LONG = {
  quiet: 'q',
  'output-document=': 'O',
  'server-response': 'S',
  spider: 'spider',
  'timeout=': 'T',
  'tries=': 't',
  'header=': 'header',
  'post-data=': 'post',
  'user-agent=': 'U',
  'no-check-certificate': 'insecure',
  'directory-prefix=': 'P',
  continue: 'c',
  'no-verbose': 'nv',
  'method=': 'method',
  'body-data=': 'post',
  'max-redirect=': 'max-redirect',
  'no-cache': 'no-cache',
};

/** wget(1): busybox's and, for Debian, GNU's messages and exit codes (4 network, 8 server's error). */
export const wget: Applet = function* (tool) {
  const args = tool.args.map((word) =>
    word === '-nv' ? '--no-verbose' : word === '-nc' ? '--no-cache' : word,
  );
  const options = parseOptions(tool, 'qO:ST:t:U:P:cYo:', LONG, args);
  if (options.rest.length === 0) {
    tool.out(
      tool.gnu
        ? "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n"
        : 'BusyBox v1.37.0 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] [-T SEC] [-t TRIES] [--header STR] [--post-data STR] URL...\n',
      2,
    );
    return 1;
  }
  let status = 0;
  for (const text of options.rest) status = (yield* new Download(tool, options).run(text)) || status;
  return status;
};

/** One URL. */
class Download {
  readonly #tool: Tool;
  readonly #options: Options;
  #url = '';

  constructor(tool: Tool, options: Options) {
    this.#tool = tool;
    this.#options = options;
  }

  /** Progress and messages of busybox and GNU go to stderr, unless -q. */
  #say(text: string): void {
    if (!this.#options.has('q') && !this.#options.has('nv')) this.#tool.out(text, 2);
  }

  *run(first: string): Task<number> {
    let text = first;
    const tool = this.#tool;
    for (let hops = 0; ; hops++) {
      const url = parseUrl(text);
      if (url === undefined || (url.scheme !== 'http' && url.scheme !== 'https')) {
        tool.err(tool.gnu ? `${text}: Unsupported scheme.` : `not an http or ftp url: ${text}`);
        return 1;
      }
      const port = url.port === 80 || url.port === 443 ? '' : `:${url.port}`;
      this.#url = `${url.scheme}://${url.host}${port}${url.path}`;
      const answer = yield* this.#get(url);
      if (typeof answer === 'number') return answer;
      const location = header(answer, 'location');
      if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
        if (hops >= (tool.gnu ? 20 : 5)) {
          tool.err(tool.gnu ? `${hops} redirections exceeded.` : 'too many redirections');
          return tool.gnu ? 8 : 1;
        }
        if (tool.gnu) this.#say(`Location: ${location} [following]\n`);
        text = follow(url, location);
        continue;
      }
      if (answer.status >= 400 || answer.status < 200) {
        const line = `${answer.status} ${answer.reason}`;
        if (tool.gnu) {
          if (this.#options.has('spider')) this.#say('Remote file does not exist -- broken link!!!\n\n');
          else
            this.#say(
              `${formatTime(tool.process.now(), '%F %T')} ERROR ${answer.status}: ${answer.reason || '(no description)'}.\n\n`,
            );
          return 8;
        }
        tool.err(`server returned error: ${answer.version} ${line}`);
        return 1;
      }
      return this.#save(url, answer);
    }
  }

  /** @returns the answer, or the exit status after a message */
  *#get(url: Url): Task<Answer | number> {
    const tool = this.#tool;
    const options = this.#options;
    const { process } = tool;
    const { gnu } = tool;
    const network = gnu ? 4 : 1;
    const seconds = Number(options.get('T') ?? 900);
    const limit = seconds > 0 ? seconds * 1000 : Infinity;
    const begun = process.now();
    if (gnu) this.#say(`--${formatTime(begun, '%F %T')}--  ${this.#url}\n`);
    let address: string;
    try {
      const found = process.net.resolve(url.host);
      address = found[0]!;
      if (gnu && address !== url.host)
        this.#say(`Resolving ${url.host} (${url.host})... ${found.join(', ')}\n`);
    } catch (error) {
      reason(error);
      if (gnu) {
        this.#say(`Resolving ${url.host} (${url.host})... failed: Name or service not known.\n`);
        tool.err(`unable to resolve host address '${url.host}'`);
        return 4;
      }
      tool.err(`bad address '${url.host}'`);
      return 1;
    }
    const place = gnu
      ? address === url.host
        ? `${address}:${url.port}`
        : `${url.host} (${url.host})|${address}|:${url.port}`
      : `${url.host}${url.port === 80 ? ':80' : `:${url.port}`}`;
    this.#say(gnu ? `Connecting to ${place}... ` : `Connecting to ${place} (${address}:${url.port})\n`);
    yield* tool.flush();
    let fd: number;
    try {
      fd = yield* process.net.connect(address, url.port, limit);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (gnu) this.#say(`failed: ${error.message}.\n`);
      else if (error.code === 'ETIMEDOUT' && process.now() - begun >= limit) tool.err('download timed out');
      else tool.err(`can't connect to remote host (${address}): ${error.message}`);
      return network;
    }
    if (gnu) this.#say('connected.\n');
    if (url.scheme === 'https') {
      process.close(fd);
      tool.err(gnu ? 'Unable to establish SSL connection.' : 'TLS error from peer (alert code 80): 80');
      return network;
    }
    if (gnu) this.#say('HTTP request sent, awaiting response... ');
    const head = options.has('spider');
    const data = options.get('post');
    const method = options.get('method') ?? (head ? 'HEAD' : data === undefined ? 'GET' : 'POST');
    const own = options.all('header');
    const has = (name: string) => own.some((line) => line.toLowerCase().startsWith(`${name}:`));
    const lines = [
      `${method} ${url.path} HTTP/1.1`,
      ...(has('host') ? [] : [`Host: ${hostHeader(url)}`]),
      ...(has('user-agent') ? [] : [`User-Agent: ${options.get('U') ?? (gnu ? 'Wget/1.25.0' : 'Wget')}`]),
      ...(gnu ? ['Accept: */*'] : []),
      ...(url.user === undefined ? [] : [`Authorization: Basic ${basic(url.user)}`]),
      'Connection: close',
      ...(data === undefined
        ? []
        : [
            `Content-Length: ${data.length}`,
            ...(has('content-type') ? [] : ['Content-Type: application/x-www-form-urlencoded']),
          ]),
      ...own,
    ];
    const answer = yield* exchange(
      process,
      fd,
      `${lines.join('\r\n')}\r\n\r\n${data ?? ''}`,
      method !== 'HEAD',
      begun + limit,
    );
    if (typeof answer === 'string') {
      if (answer === 'timeout') {
        if (gnu) this.#say('Read error (Connection timed out) in headers.\n');
        else tool.err('download timed out');
        return network;
      }
      if (gnu)
        this.#say(
          answer === 'reset' ? 'Read error (Connection reset by peer) in headers.\n' : 'No data received.\n',
        );
      else
        tool.err(
          answer === 'reset' ? 'error getting response: Connection reset by peer' : 'error getting response',
        );
      return network;
    }
    if (gnu) this.#say(`${answer.status} ${answer.reason}\n`);
    if (options.has('S'))
      for (const line of answer.head.split(/\r?\n/).slice(0, -2)) tool.out(`  ${line}\n`, 2);
    return answer;
  }

  #save(url: Url, answer: Answer): number {
    const tool = this.#tool;
    const options = this.#options;
    if (options.has('spider')) {
      this.#say(
        tool.gnu
          ? `Length: ${header(answer, 'content-length') ?? 'unspecified'} [${header(answer, 'content-type') ?? ''}]\nRemote file exists.\n\n`
          : 'remote file exists\n',
      );
      return 0;
    }
    const name = options.get('O') ?? (baseName(url.path.replace(/\?.*$/, '')) || 'index.html');
    const folder = options.get('P');
    const path = folder !== undefined && !options.has('O') ? `${folder}/${name}` : name;
    if (path === '-') {
      if (!tool.gnu) this.#say('writing to stdout\n');
      else
        this.#say(
          `Length: ${answer.body.length} [${header(answer, 'content-type') ?? ''}]\nSaving to: 'STDOUT'\n\n`,
        );
      tool.out(answer.body);
      if (!tool.gnu)
        this.#say(
          `-                    100% |********************************| ${String(answer.body.length).padStart(5)}  0:00:00 ETA\nwritten to stdout\n`,
        );
      else
        this.#say(
          `${formatTime(tool.process.now(), '%F %T')} (10.0 MB/s) - written to stdout [${answer.body.length}]\n\n`,
        );
      return 0;
    }
    if (!tool.gnu && !options.has('O') && tool.process.fs.exists(path)) {
      tool.err(`can't open '${path}': File exists`);
      return 1;
    }
    try {
      tool.process.fs.writeFile(path, answer.body);
    } catch (error) {
      tool.err(tool.gnu ? `${path}: ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
      return tool.gnu ? 3 : 1;
    }
    const size = answer.body.length;
    if (tool.gnu) {
      this.#say(
        `Length: ${size} [${header(answer, 'content-type') ?? 'text/html'}]\nSaving to: '${path}'\n\n`,
      );
      this.#say(
        `${formatTime(tool.process.now(), '%F %T')} (10.0 MB/s) - '${path}' saved [${size}/${size}]\n\n`,
      );
    } else {
      this.#say(`saving to '${path}'\n`);
      this.#say(
        `${path.slice(0, 20).padEnd(20)} 100% |********************************| ${String(size).padStart(5)}  0:00:00 ETA\n`,
      );
      this.#say(`'${path}' saved\n`);
    }
    return 0;
  }
}
