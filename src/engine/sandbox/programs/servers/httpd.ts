import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program, Signal, Task } from '../../kernel/process.ts';
import { findUser } from '../support/users.ts';
import {
  type HttpRequest,
  type HttpResponse,
  headerOf,
  httpDate,
  isInterrupt,
  logDate,
  readRequest,
  reasonPhrase,
  SERVICE_TIME,
  sendResponse,
  textResponse,
} from './http.ts';
import { safePath, typeOf } from './static.ts';

const VERSION = 'Apache/2.4.65 (Unix)';

const CONFIG = '/usr/local/apache2/conf/httpd.conf';

interface Apache {
  readonly root: string;
  readonly port: number;
  readonly index: readonly string[];
  readonly serverName: string | undefined;
  readonly user: string;
}

/** Directives of the image's own file and of lessons; any other is refused by name. */
const KNOWN = new Set(
  'serverroot listen loadmodule user group serveradmin servername documentroot options allowoverride require directoryindex errorlog loglevel customlog logformat typesconfig addtype timeout keepalive'.split(
    ' ',
  ),
);

/** @returns what the configuration says, or apache's complaint about it */
function configOf(process: Process): Apache | string {
  let text: string;
  try {
    text = process.fs.readFile(CONFIG);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return `httpd: Could not open configuration file ${CONFIG}: ${error.message}`;
  }
  const values = new Map<string, string>();
  const lines = text.split('\n');
  for (const [number, line] of lines.entries()) {
    const match = /^\s*([A-Za-z<][\w/]*)\s*(.*?)\s*>?\s*$/.exec(line);
    if (match === null || line.trim().startsWith('#')) continue;
    const name = match[1]!.toLowerCase();
    if (name.startsWith('<')) continue;
    if (!KNOWN.has(name)) {
      return `AH00526: Syntax error on line ${number + 1} of ${CONFIG}:\nInvalid command '${match[1]}', perhaps misspelled or defined by a module not included in the server configuration`;
    }
    values.set(name, match[2]!.replace(/^"(.*)"$/, '$1'));
  }
  const root = values.get('documentroot') ?? '/usr/local/apache2/htdocs';
  return {
    root,
    port: Number((values.get('listen') ?? '80').replace(/^.*:/, '')),
    index: (values.get('directoryindex') ?? 'index.html').split(/\s+/),
    serverName: values.get('servername'),
    user: values.get('user') ?? 'www-data',
  };
}

/** httpd: -D FOREGROUND, -t, -v, -k start|stop|graceful. */
export const httpd: Program = function* (process) {
  const words = process.argv.slice(1);
  if (words.includes('-v') || words.includes('-V')) {
    yield* process.write(1, `Server version: ${VERSION}\nServer built:   Jul 21 2025 00:00:00\n`);
    return 0;
  }
  const config = configOf(process);
  if (typeof config === 'string') {
    yield* process.write(2, `${config}\n`);
    return 1;
  }
  if (words.includes('-t')) {
    yield* process.write(2, 'Syntax OK\n');
    return 0;
  }
  const unsupported = words.find(
    (word, at) => !/^-D|^FOREGROUND$|^-f$|^-k$|^start$/.test(word) && words[at - 1] !== '-f',
  );
  if (unsupported !== undefined) {
    yield* process.write(2, `httpd: the sandbox does not model ${unsupported} yet\n`);
    return 1;
  }
  return yield* serveApache(process, config);
};

function* errorLine(
  process: Process,
  module: string,
  level: string,
  code: string,
  message: string,
): Task<void> {
  const date = new Date(process.now());
  const text = `${date.toUTCString().slice(0, 3)} ${date.toUTCString().slice(8, 11)} ${String(date.getUTCDate()).padStart(2, '0')} ${date.toISOString().slice(11, 23)}000 ${date.getUTCFullYear()}`;
  yield* process.write(
    2,
    `[${text}] [${module}:${level}] [pid ${process.pid}:tid ${process.pid}] ${code}: ${message}\n`,
  );
}

function* serveApache(process: Process, config: Apache): Task<number> {
  if (config.serverName === undefined) {
    const address = process.net.interfaces().find(({ name }) => name !== 'lo')?.address ?? '127.0.0.1';
    const message = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message\n`;
    yield* process.write(2, message + message);
  }
  let listener: number;
  try {
    listener = process.net.listen(config.port);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(
      2,
      `(${error.code === 'EACCES' ? 13 : 98})${error.message}: AH00072: make_sock: could not bind to address [::]:${config.port}\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
    );
    return 1;
  }
  try {
    process.fs.writeFile('/usr/local/apache2/logs/httpd.pid', `${process.pid}\n`);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  const signals: readonly Signal[] = ['SIGTERM', 'SIGINT', 'SIGWINCH', 'SIGUSR1', 'SIGHUP'];
  for (const signal of signals) process.onSignal(signal, 'catch');
  yield* errorLine(
    process,
    'mpm_event',
    'notice',
    'AH00489',
    `${VERSION} configured -- resuming normal operations`,
  );
  yield* errorLine(process, 'core', 'notice', 'AH00094', `Command line: '${process.argv.join(' ')}'`);
  const user = findUser(process, config.user);
  const workers = [1, 2, 3].map(() =>
    process.spawn({
      argv: process.argv,
      env: process.env,
      files: new Map([
        [0, 0],
        [1, 1],
        [2, 2],
        [3, listener],
      ]),
      ...(user === undefined || process.user().uid !== 0
        ? {}
        : { user: { uid: user.uid, gid: user.gid, groups: [user.gid] } }),
      body: (child) => apacheWorker(child, config),
    }),
  );
  for (;;) {
    try {
      yield* process.wait('any');
    } catch (error) {
      if (!isInterrupt(error)) {
        if (error instanceof SystemError && error.code === 'ECHILD') return 1;
        throw error;
      }
    }
    for (const signal of process.takeSignals()) {
      if (signal === 'SIGHUP' || signal === 'SIGUSR1') continue;
      for (const pid of workers) process.kill(pid, 'SIGTERM');
      const [code, message] =
        signal === 'SIGWINCH'
          ? ['AH00492', 'caught SIGWINCH, shutting down gracefully']
          : ['AH00491', `caught ${signal}, shutting down`];
      yield* errorLine(process, 'mpm_event', 'notice', code!, message!);
      return 0;
    }
  }
}

function* apacheWorker(process: Process, config: Apache): Task<number> {
  for (const signal of ['SIGINT', 'SIGWINCH', 'SIGUSR1', 'SIGHUP'] as const)
    process.onSignal(signal, 'ignore');
  for (;;) {
    const fd = yield* process.net.accept(3);
    const { address } = process.net.peer(fd);
    const request = yield* readRequest(process, fd);
    if (request !== undefined) {
      yield* process.work(SERVICE_TIME);
      const answer =
        request === 'bad'
          ? page(400, 'Your browser sent a request that this server could not understand.')
          : fromFolder(process, request, config.root, config.index);
      const line = request === 'bad' ? '-' : request.line;
      yield* sendResponse(
        process,
        fd,
        { ...answer, headers: [['Date', httpDate(process.now())], ['Server', VERSION], ...answer.headers] },
        request === 'bad' || request.method !== 'HEAD',
      );
      yield* process.write(
        1,
        `${address} - - [${logDate(process.now())}] "${line}" ${answer.status} ${answer.body.length === 0 ? '-' : answer.body.length}\n`,
      );
    }
    if (process.isOpen(fd)) process.close(fd);
  }
}

function page(status: number, text: string): HttpResponse {
  const title = `${status} ${reasonPhrase(status)}`;
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${reasonPhrase(status)}</h1>\n<p>${text}</p>\n</body></html>\n`;
  return {
    status,
    headers: [
      ['Content-Length', String(body.length)],
      ['Content-Type', 'text/html; charset=iso-8859-1'],
    ],
    body,
  };
}

function fromFolder(
  process: Process,
  request: HttpRequest,
  root: string,
  index: readonly string[],
): HttpResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return page(405, `The requested method ${request.method} is not allowed for this URL.`);
  const path = safePath(request.path);
  try {
    let file = root + path;
    let status = process.fs.stat(file);
    if (status.kind === 'directory') {
      if (!path.endsWith('/')) {
        const to = `http://${headerOf(request, 'host') || 'localhost'}${path}/`;
        const moved = page(301, `The document has moved <a href="${to}">here</a>.`);
        return { ...moved, headers: [['Location', to], ...moved.headers] };
      }
      const name = index.find((one) => process.fs.exists(file + one));
      if (name === undefined) {
        const rows = process.fs.readDirectory(file).map((one) => `<li><a href="${one}"> ${one}</a></li>\n`);
        const body = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n  <title>Index of ${path}</title>\n </head>\n <body>\n<h1>Index of ${path}</h1>\n<ul>${rows.join('')}</ul>\n</body></html>\n`;
        return textResponse(200, body, 'text/html;charset=ISO-8859-1');
      }
      file += name;
      status = process.fs.stat(file);
    }
    const body = process.fs.readFile(file);
    const type = typeOf(file);
    return {
      status: 200,
      headers: [
        ['Last-Modified', httpDate(status.mtime)],
        ['ETag', `"${status.size.toString(16)}-${Math.floor(status.mtime).toString(16)}"`],
        ['Accept-Ranges', 'bytes'],
        ['Content-Length', String(body.length)],
        ...(type === undefined ? [] : [['Content-Type', type] as const]),
      ],
      body,
    };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return error.code === 'EACCES'
      ? page(403, "You don't have permission to access this resource.")
      : page(404, 'The requested URL was not found on this server.');
  }
}
