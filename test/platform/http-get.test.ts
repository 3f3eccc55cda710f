import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { httpGet } from '../../src/platform/http-get.ts';

const server = createServer((request, response) => {
  if (request.url === '/silent') return;
  response.statusCode = request.url === '/' ? 200 : 404;
  response.end(`you asked for ${request.url}`);
});
afterEach(() => server.closeAllConnections());

it('gives status and page, and nothing where nothing answers', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await httpGet(port, '/')).toEqual({ status: 200, body: 'you asked for /' });
  expect(await httpGet(port, 'x')).toEqual({ status: 404, body: 'you asked for /x' });
  expect(await httpGet(port, '/silent', 100)).toBeUndefined();
  await new Promise((resolve) => server.close(resolve));
  expect(await httpGet(port, '/')).toBeUndefined();
});
