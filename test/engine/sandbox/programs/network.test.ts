import { describe, expect, it } from 'vitest';
import { inBusybox, inDebian } from './support.ts';

/** A web server for one request: says this, whatever it is asked. */
const serve = (status: string, body = 'hi\\n') =>
  `printf 'HTTP/1.1 ${status}\\r\\nContent-Length: 3\\r\\nX-A: b\\r\\n\\r\\n${body}' | nc -l -p 8080 >/dev/null & sleep 1`;

describe('the network', () => {
  it('wget prints the body of an answer', () => {
    const ran = inBusybox(`${serve('200 OK')}; wget -qO- localhost:8080`);
    expect(ran).toMatchObject({ stdout: 'hi\n', stderr: '', exit: 0 });
  });

  it('wget tells the error of a server', () => {
    const ran = inBusybox(`${serve('404 Not Found')}; wget -qO- localhost:8080`);
    expect(ran).toMatchObject({
      stdout: '',
      stderr: 'wget: server returned error: HTTP/1.1 404 Not Found\n',
      exit: 1,
    });
  });

  it('curl -f ends with 22', () => {
    const ran = inDebian(`${serve('404 Not Found')}; curl -sSf localhost:8080`);
    expect(ran).toMatchObject({
      stdout: '',
      stderr: 'curl: (22) The requested URL returned error: 404\n',
      exit: 22,
    });
  });

  it('curl -i shows the head, -w what it is asked for', () => {
    const ran = inDebian(`${serve('200 OK')}; curl -is -w '%{http_code} %{size_download}' localhost:8080`);
    expect(ran.stdout).toBe('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-A: b\r\n\r\nhi\n200 3');
  });

  it('two nc talk to each other', () => {
    const ran = inBusybox(
      'echo hello | nc -l -p 99 > got & sleep 1; echo yo | nc localhost 99; wait; cat got',
    );
    expect(ran.stdout).toBe('hello\nyo\n');
  });

  it('ping counts what came back', () => {
    const { stdout, exit } = inBusybox('ping -c 2 localhost');
    expect(stdout).toContain('2 packets transmitted, 2 packets received, 0% packet loss\n');
    expect(exit).toBe(0);
  });
});
