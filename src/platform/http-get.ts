import { get } from 'node:http';

/** A page larger than this is cut off. Bytes. */
const MOST = 1024 * 1024;

/**
 * HTTP GET from this computer's own address: a published port of a container.
 *
 * @param timeout milliseconds
 * @returns undefined if nothing answers, or not with HTTP, or not in time
 */
export function httpGet(
  port: number,
  path: string,
  timeout = 3_000,
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  return new Promise((resolve) => {
    const nothing = () => resolve(undefined);
    const request = get({
      host: '127.0.0.1',
      port,
      path: path.startsWith('/') ? path : `/${path}`,
      agent: false,
    });
    const timer = setTimeout(() => request.destroy(new Error('timeout')), timeout);
    request.on('close', () => clearTimeout(timer));
    request.on('error', nothing);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const done = () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, Math.max(0, MOST - length)));
        length += chunk.length;
        if (length >= MOST) {
          done();
          response.destroy();
        }
      });
      response.on('end', done);
      response.on('error', nothing);
      response.on('aborted', nothing);
    });
  });
}
