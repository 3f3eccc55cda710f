import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { type HttpResponse, httpDate } from '../../servers/http.ts';
import { safePath, typeOf } from '../../servers/static.ts';

/** @returns a file of the working directory, or a list of it, as SimpleHTTPRequestHandler gives it */
export function fromFolder(process: Process, target: string, root = '.'): HttpResponse {
  const path = safePath(target.replace(/[?#].*$/, ''));
  try {
    let file = root + path;
    if (process.fs.stat(file).kind === 'directory') {
      if (!path.endsWith('/'))
        return {
          status: 301,
          headers: [
            ['Location', `${path}/`],
            ['Content-Length', '0'],
          ],
          body: '',
        };
      if (process.fs.exists(`${file}index.html`)) file += 'index.html';
      else {
        const rows = process.fs.readDirectory(file).map((name) => {
          const whole = process.fs.stat(file + name).kind === 'directory' ? `${name}/` : name;
          return `<li><a href="${whole}">${whole}</a></li>\n`;
        });
        const body = `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Directory listing for ${path}</title>\n</head>\n<body>\n<h1>Directory listing for ${path}</h1>\n<hr>\n<ul>\n${rows.join('')}</ul>\n<hr>\n</body>\n</html>\n`;
        return {
          status: 200,
          headers: [
            ['Content-type', 'text/html; charset=utf-8'],
            ['Content-Length', String(body.length)],
          ],
          body,
        };
      }
    }
    const body = process.fs.readFile(file);
    return {
      status: 200,
      headers: [
        ['Content-type', typeOf(file) ?? 'application/octet-stream'],
        ['Content-Length', String(body.length)],
        ['Last-Modified', httpDate(process.fs.stat(file).mtime)],
      ],
      body,
    };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return { status: 404, headers: [], body: '' };
  }
}
