import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { readWhole } from '../support/input.ts';
import type { Options } from '../support/options.ts';
import { type Applet, baseName, reason, type Tool } from '../support/tool.ts';
import { parseCurl } from './curl-options.ts';
import { type Facts, report } from './curl-report.ts';
import { CurlError, dataOf, headersOf, methodOf } from './curl-request.ts';
import { type Answer, exchange, follow, header, parseUrl, type Url } from './http.ts';

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
        report(
          format.startsWith('@') ? yield* readWhole(tool.process, format.slice(1)) : format,
          this.#facts,
          methodOf(options),
          status,
          tool.process.now(),
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

  *#follow(first: string): Task<void> {
    const options = this.#options;
    let text = first;
    let method = methodOf(options);
    let data = dataOf(this.#tool.process, options);
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
    const headers = headersOf(options, url, method, data);
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
}
