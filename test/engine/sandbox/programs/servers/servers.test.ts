import { describe, expect, it } from 'vitest';
import { learner } from '../../../../helpers/learner.ts';

const quiet = (line: string): string => `${line} >/dev/null 2>&1`;

describe('nginx', () => {
  it('answers from its files, and logs as nginx does', () => {
    const { type } = learner();
    type(quiet('docker run -d --name web -p 8080:80 nginx:alpine'));
    expect(type('curl -s localhost:8080 | head -4')).toContain('<title>Welcome to nginx!</title>');
    expect(type('curl -s -o /dev/null -w "%{http_code}" localhost:8080/none')).toBe('404');
    expect(type('docker logs web 2>/dev/null | tail -2')).toMatch(
      /^172\.17\.0\.1 - - \[.*\] "GET \/ HTTP\/1\.1" 200 \d+ "-" "curl\/.*" "-"\n172\.17\.0\.1 .* "GET \/none HTTP\/1\.1" 404 153 /,
    );
    expect(type('docker logs web 2>&1 >/dev/null | tail -1')).toContain(
      'open() "/usr/share/nginx/html/none" failed (2: No such file or directory), client: 172.17.0.1',
    );
  });

  it('ends at docker stop with status 0, and leaves no pid file', () => {
    const { type } = learner();
    type(quiet('docker run -d --name web nginx:alpine'));
    expect(type('docker top web | tail -n +2 | wc -l').trim()).toBe('3');
    expect(type('docker stop web', "docker inspect web --format '{{.State.ExitCode}}'")).toBe('web\n0\n');
    expect(type('docker diff web')).not.toContain('nginx.pid');
  });

  it('reads its configuration: locations, return, try_files, reload', () => {
    const { type } = learner({
      files: {
        'site/default.conf':
          'server {\n  listen 80;\n  root /usr/share/nginx/html;\n  location = /exact { return 200 "exact\\n"; }\n  location ^~ /stop/ { return 200 "stop\\n"; }\n  location ~ \\.txt$ { return 200 "regex\\n"; }\n  location / { try_files $uri /50x.html; }\n  location /old { return 301 /new; }\n}\n',
      },
    });
    type(quiet('docker run -d --name web -p 8080:80 -v ./site:/etc/nginx/conf.d nginx:alpine'));
    expect(type('curl -s localhost:8080/exact')).toContain('exact');
    expect(type('curl -s localhost:8080/stop/a.txt')).toContain('stop');
    expect(type('curl -s localhost:8080/b.txt')).toContain('regex');
    expect(type('curl -s localhost:8080/nowhere')).toContain('An error occurred');
    expect(type('curl -sI localhost:8080/old | grep Location')).toContain('http://localhost:8080/new');
    type(
      `sed -i 's/"exact/"changed/' site/default.conf`,
      quiet('docker exec web nginx -s reload'),
      'sleep 1',
    );
    expect(type('curl -s localhost:8080/exact')).toContain('changed');
  });

  it('does not start when an upstream has no address, and says where', () => {
    const { type } = learner({
      files: { 'site/default.conf': 'server {\n  location / {\n    proxy_pass http://app:5000;\n  }\n}\n' },
    });
    type(quiet('docker pull nginx:alpine'));
    expect(type('docker run --rm -v ./site:/etc/nginx/conf.d nginx:alpine 2>&1 | tail -1')).toBe(
      'nginx: [emerg] host not found in upstream "app:5000" in /etc/nginx/conf.d/default.conf:3\n',
    );
  });

  it('tells what is wrong with a configuration, in nginx’s words', () => {
    const table: readonly (readonly [text: string, message: string])[] = [
      ['server { lisen 80; }', 'unknown directive "lisen" in /c/x.conf:1'],
      ['server { listen 80 }', 'unexpected "}" in /c/x.conf:1'],
      ['server { listen 80;', 'unexpected end of file, expecting ";" or "}" in /c/x.conf:1'],
      ['root /x;\nlocation / { }', '"location" directive is not allowed here in /c/x.conf:2'],
      ['server { root; }', 'invalid number of arguments in "root" directive in /c/x.conf:1'],
    ];
    const { type, sandbox } = learner();
    type(quiet('docker pull nginx:alpine'), 'mkdir c');
    for (const [text, message] of table) {
      sandbox.writeFile('c/x.conf', text);
      sandbox.writeFile('c/nginx.conf', 'events {}\nhttp { include /c/*.conf.d; include /c/x.conf; }\n');
      expect(type('docker run --rm -v ./c:/c nginx:alpine nginx -t -c /c/nginx.conf')).toContain(
        `[emerg] ${message}\n`,
      );
    }
  });

  it('hands requests on by name, and answers 502 when nobody is there', () => {
    const { type } = learner({
      files: {
        'site/default.conf':
          'server {\n  location / {\n    proxy_pass http://app;\n    proxy_set_header X-Real-IP $remote_addr;\n  }\n}\n',
      },
    });
    type(
      quiet('docker network create back'),
      quiet('docker run -d --name app --network back docker-tutor/whoami'),
    );
    type(
      quiet('docker run -d --name web --network back -p 8080:80 -v ./site:/etc/nginx/conf.d nginx:alpine'),
    );
    const answer = type('curl -s localhost:8080/a?b=c');
    expect(answer).toContain('GET /a?b=c HTTP/1.0');
    expect(answer).toContain('X-Real-IP: 172.18.0.1');
    type(quiet('docker stop app'));
    expect(type('curl -s -o /dev/null -w "%{http_code}" localhost:8080')).toBe('502');
  });
});

describe('redis', () => {
  it('keeps its data in a volume over containers', () => {
    const { type } = learner();
    type(quiet('docker run -d --name one -v data:/data redis:alpine'));
    expect(
      type('docker exec one redis-cli set name "two words"', 'docker exec one redis-cli incr hits'),
    ).toBe('OK\n1\n');
    type(quiet('docker rm -f one'), quiet('docker run -d --name one -v data:/data redis:alpine'));
    expect(type('docker exec one redis-cli get name'), 'a killed server has saved nothing').toBe('\n');
    type(quiet('docker exec one redis-cli set name kept'), quiet('docker stop one'), quiet('docker rm one'));
    type(quiet('docker run -d --name two -v data:/data redis:alpine'));
    expect(type('docker exec two redis-cli get name')).toBe('kept\n');
  });

  it('answers as redis does, to a pipe and to a terminal', () => {
    const { type } = learner();
    type(quiet('docker run -d --name one redis:alpine'));
    const cli = (text: string): string => type(`docker exec one redis-cli --no-raw ${text}`);
    expect(cli('ping')).toBe('PONG\n');
    expect(cli('get none')).toBe('(nil)\n');
    expect(cli('rpush list a b')).toBe('(integer) 2\n');
    expect(cli('lrange list 0 -1')).toBe('1) "a"\n2) "b"\n');
    expect(cli('incr list')).toBe(
      '(error) WRONGTYPE Operation against a key holding the wrong kind of value\n',
    );
    expect(cli('get')).toBe("(error) ERR wrong number of arguments for 'get' command\n");
    expect(cli('subscribe x')).toBe('(error) ERR the sandbox does not model SUBSCRIBE yet\n');
    expect(cli('set k v EX 10')).toBe('OK\n');
    expect(type('sleep 11', 'docker exec one redis-cli exists k')).toBe('0\n');
  });

  it('refuses those who do not know the password', () => {
    const { type } = learner();
    type(quiet('docker run -d --name one redis:alpine redis-server --requirepass secret'));
    expect(type('docker exec one redis-cli ping')).toContain('NOAUTH Authentication required.');
    expect(type('docker exec one redis-cli -a secret ping 2>/dev/null')).toBe('PONG\n');
  });
});

describe('the other servers', () => {
  it('httpd answers from its folder', () => {
    const { type } = learner();
    type(quiet('docker run -d --name web -p 8080:80 httpd:alpine'));
    expect(type('curl -s localhost:8080')).toBe('<html><body><h1>It works!</h1></body></html>\n');
    expect(type('curl -s localhost:8080/x')).toContain('The requested URL was not found on this server.');
    expect(type('docker stop web', "docker inspect web --format '{{.State.ExitCode}}'")).toBe('web\n0\n');
  });

  it('slow-start is healthy after its eight seconds', () => {
    const { type } = learner();
    type(quiet('docker run -d --name slow docker-tutor/slow-start'));
    const health = "docker inspect slow --format '{{.State.Health.Status}}'";
    expect(type(health, 'sleep 12', health)).toBe('starting\nhealthy\n');
  });

  it('memory-hog is killed at the limit', () => {
    const { type } = learner();
    type(quiet('docker run --name hog -m 64m docker-tutor/memory-hog'));
    expect(type("docker inspect hog --format '{{.State.ExitCode}} {{.State.OOMKilled}}'")).toBe('137 true\n');
  });
});

describe('undo', () => {
  it('takes back what a server was told, and the server goes on', () => {
    const { type, sandbox } = learner();
    type(
      quiet('docker run -d --name one redis:alpine'),
      quiet('docker run -d --name web -p 8080:80 nginx:alpine'),
    );
    type('docker exec one redis-cli incr hits', 'curl -s localhost:8080');
    type('docker exec one redis-cli incr hits');
    expect(sandbox.undo()).toBe('docker exec one redis-cli incr hits');
    expect(type('docker exec one redis-cli get hits')).toBe('1\n');
    expect(type('curl -s localhost:8080 | head -1')).toBe('<!DOCTYPE html>\n');
  });
});
