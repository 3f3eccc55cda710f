import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program } from '../../kernel/process.ts';
import type { Applet } from '../support/tool.ts';
import { type HttpRequest, type HttpResponse, httpDate, reasonPhrase, serveSmall } from './http.ts';
import { safePath, typeOf } from './static.ts';

/** busybox httpd: -f -p [ADDRESS:]PORT -h FOLDER -v. */
export const busyboxHttpd: Applet = function* (tool) {
  const { process, args } = tool;
  let port = 80;
  let address: string | undefined;
  let root = process.cwd();
  let foreground = false;
  let verbose = false;
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    const value = (): string =>
      word.length > 2
        ? word.slice(2)
        : (args[++at] ?? tool.fail(`option requires an argument -- '${word[1]}'`));
    if (word.startsWith('-p')) {
      const [, host, number] = /^(?:(.*):)?(\d+)$/.exec(value()) ?? tool.fail(`bad address`);
      port = Number(number);
      address = host;
    } else if (word.startsWith('-h')) root = value();
    else if (/^-[fv]+$/.test(word)) {
      foreground ||= word.includes('f');
      verbose ||= word.includes('v');
    } else if (word.startsWith('-')) tool.refuse(word);
  }
  if (!process.fs.exists(root)) tool.fail(`can't change directory to '${root}': No such file or directory`);
  const run: Program = function* (server) {
    try {
      yield* serveSmall(server, {
        port,
        ...(address === undefined ? {} : { address }),
        *handle(request, client) {
          const answer = busyboxAnswer(server, request, root);
          if (verbose)
            yield* server.write(2, `[::ffff:${client.address}]:${client.port}: response:${answer.status}\n`);
          return answer;
        },
      });
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EADDRINUSE') throw error;
      yield* server.write(2, `httpd: bind: ${error.message}\n`);
    }
    return 1;
  };
  if (foreground) return yield* run(process);
  process.spawn({ argv: process.argv, env: process.env, body: run, group: 'new' });
  return 0;
};

function busyboxAnswer(process: Process, request: HttpRequest, root: string): HttpResponse {
  const failed = (status: number, text: string): HttpResponse => ({
    status,
    headers: [
      ['Connection', 'close'],
      ['Content-type', 'text/html'],
    ],
    body: `<HTML><HEAD><TITLE>${status} ${reasonPhrase(status)}</TITLE></HEAD>\n<BODY><H1>${status} ${reasonPhrase(status)}</H1>\n${text}\n</BODY></HTML>\n`,
  });
  const path = safePath(request.path);
  try {
    let file = `${root}${path}`;
    if (process.fs.stat(file).kind === 'directory') file = `${file.replace(/\/$/, '')}/index.html`;
    const status = process.fs.stat(file);
    const body = process.fs.readFile(file);
    return {
      status: 200,
      headers: [
        ['Connection', 'close'],
        ['Content-type', typeOf(file) ?? 'application/octet-stream'],
        ['Accept-Ranges', 'bytes'],
        ['Last-Modified', httpDate(status.mtime)],
        ['Content-Length', String(body.length)],
      ],
      body,
    };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return error.code === 'EACCES'
      ? failed(403, 'The requested URL is not accessible')
      : failed(404, 'The requested URL was not found');
  }
}
