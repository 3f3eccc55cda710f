import { describe, expect, it } from 'vitest';
import { learner } from '../../../../helpers/learner.ts';

const { type, sandbox } = learner();
type('docker pull -q node:22-alpine', 'docker run -d --name js -v .:/w -w /w node:22-alpine sleep 1d');

function run(source: string): string {
  sandbox.writeFile('t.js', source);
  return type('docker exec js node t.js 2>&1');
}

describe('node', () => {
  it('computes as JavaScript does', () => {
    const table: readonly (readonly [source: string, shown: string])[] = [
      ['7 / 2, 2 ** 10, 7 % 3, "a" + 1, "3" * 2', '3.5 1024 1 a1 6'],
      ['[1, "a", null, undefined, { b: [1.5] }]', "[ 1, 'a', null, undefined, { b: [ 1.5 ] } ]"],
      [
        '{ a: 1, "b-c": () => 1, d: function e() {}, f: class G {} }',
        "{ a: 1, 'b-c': [Function: b-c], d: [Function: e], f: [class G] }",
      ],
      ['[3, 1, 2].sort(), [10, 9].toSorted((a, b) => a - b).map((x) => x * 2)', '[ 1, 2, 3 ] [ 18, 20 ]'],
      ['new Map([["a", 1]]), new Set([1, 2])', "Map(1) { 'a' => 1 } Set(2) { 1, 2 }"],
      ['null ?? 1, undefined?.x, typeof null, typeof undefinedName', '1 undefined object undefined'],
      ['JSON.stringify({ a: [1, undefined], b: undefined }), JSON.parse("[1]")', '{"a":[1,null]} [ 1 ]'],
      ['"a-b".replace(/-(.)/, (_, x) => x.toUpperCase()), "a,b".split(","), `${1 + 1}`', "aB [ 'a', 'b' ] 2"],
      ['"%s is %d", "x", 4', 'x is 4'],
      ['(({ a, ...rest }, [b = 5]) => [a, rest, b])({ a: 1, c: 2 }, [])', '[ 1, { c: 2 }, 5 ]'],
      [
        '[1, 2, 3].reduce((a, b) => a + b), Math.max(...[1, 5]), Object.entries({ a: 1 })',
        "6 5 [ [ 'a', 1 ] ]",
      ],
    ];
    for (const [source, shown] of table) expect(run(`console.log(${source});`), source).toBe(`${shown}\n`);
  });

  it('has classes, generators, closures and exceptions', () => {
    expect(
      run(`class Animal { #age = 3; static made = 0; constructor(name) { this.name = name; Animal.made++; } get age() { return this.#age; } toString() { return 'I am ' + this.name; } }
class Dog extends Animal { constructor(name) { super(name); } toString() { return super.toString() + '!'; } }
const dog = new Dog('Rex');
console.log(String(dog), dog.age, Animal.made, dog instanceof Animal, dog);
function* count() { let n = 0; while (true) yield n++; }
for (const n of count()) { if (n > 2) break; console.log(n); }
const calls = []; for (let i = 0; i < 3; i++) calls.push(() => i);
console.log(calls.map((call) => call()));
class Own extends Error { constructor(m) { super(m); this.name = 'Own'; } }
try { throw new Own('bad'); } catch (error) { console.log(error.name, error.message, error instanceof Own); } finally { console.log('last'); }
outer: for (const a of [1, 2]) for (const b of [1, 2]) { if (b === 2) continue outer; console.log(a, b); }
`),
    ).toBe("I am Rex! 3 1 true Dog { name: 'Rex' }\n0\n1\n2\n[ 0, 1, 2 ]\nOwn bad true\nlast\n1 1\n2 1\n");
  });

  it('keeps the order of jobs, timers and await', () => {
    expect(
      run(`setTimeout(() => console.log('timer'), 5); setImmediate(() => console.log('immediate'));
(async () => { console.log('a'); await null; console.log('c'); try { await Promise.reject(new Error('x')); } catch (e) { console.log(e.message); } })();
Promise.all([1, Promise.resolve(2)]).then((all) => console.log(all)); console.log('b');`),
    ).toBe('a\nb\nc\nx\n[ 1, 2 ]\nimmediate\ntimer\n');
  });

  it('ends with an error as Node does', () => {
    expect(run('const a = 1;\nfunction f() {\n  throw new Error("no");\n}\nf();\n')).toMatch(
      /^\/w\/t\.js:3\n {2}throw new Error\("no"\);\n {2,8}\^\n\nError: no\n {4}at f \(\/w\/t\.js:3:\d+\)\n {4}at Object\.<anonymous> \(\/w\/t\.js:5:1\)\n\nNode\.js v22\.21\.0\n$/,
    );
    expect(run('let x = ;')).toContain("SyntaxError: Unexpected token ';'\n");
    expect(run('nothing;')).toContain('ReferenceError: nothing is not defined');
    expect(run('null.x')).toContain("TypeError: Cannot read properties of null (reading 'x')");
    expect(run('const a = {}; a.b()')).toContain('TypeError: a.b is not a function');
    expect(run('function f() { f(); } f();')).toContain('RangeError: Maximum call stack size exceeded');
    expect(type('docker exec js node none.js 2>&1; echo $?')).toMatch(
      /Cannot find module '\/w\/none\.js'[\s\S]*MODULE_NOT_FOUND[\s\S]*\n1\n$/,
    );
    expect(run('require("fs").readFileSync("/none")')).toContain(
      "Error: ENOENT: no such file or directory, open '/none'",
    );
    expect(run('require("crypto")')).toBe("node: the sandbox's node does not know the module crypto\n");
  });

  it('cannot reach the real computer', () => {
    const attempts = [
      "(() => {}).constructor.constructor('return process')()",
      "[].map.constructor('return process')()",
      "console.log.constructor.constructor('return this')()",
      "({}).constructor.constructor('return process')()",
      "(async () => {}).constructor('return process')()",
      "new Function('return process')()",
      "eval('process')",
      "JSON.parse('{}').constructor.constructor('return process')()",
      "new Error('x').constructor.constructor('return process')()",
      "/x/.exec('x').constructor.constructor('return process')()",
      "Buffer.from('x').constructor.constructor('return process')()",
      "new URL('http://a').constructor.constructor('return process')()",
      "new URLSearchParams('a=b').keys().next.constructor('return process')()",
      "fetch.constructor('return process')()",
    ];
    for (const attempt of attempts)
      expect(run(`console.log(${attempt})`), attempt).toContain('Code generation from strings disallowed');
    expect(
      run(
        'console.log(typeof process.binding, typeof process.mainModule, typeof globalThis.Buffer.prototype, ({}).__proto__.__proto__)',
      ),
    ).toBe('undefined undefined object null\n');
    expect(run('Object.prototype.hacked = 1; Array.prototype.push = null; console.log("ok")')).toBe('ok\n');
    expect(({} as Record<string, unknown>)['hacked']).toBe(undefined);
  });

  it('reads files, arguments and the environment', () => {
    sandbox.writeFile('lib.js', 'exports.twice = (x) => x * 2;');
    sandbox.writeFile(
      'm.mjs',
      "import os from 'node:os';\nimport { twice } from './lib.js';\nconsole.log(twice(4), typeof os.hostname(), await Promise.resolve(1));\n",
    );
    expect(type('docker exec js node m.mjs 2>&1')).toBe('8 string 1\n');
    expect(
      type("docker exec -e A=b js node -e 'console.log(process.env.A, process.argv.length)' x 2>&1"),
    ).toBe('b 2\n');
    expect(type("docker exec js node -p '1 + 1'; docker exec js node --version")).toBe('2\nv22.21.0\n');
    expect(type("docker exec js node -e 'process.exit(3)'; echo $?")).toBe('3\n');
  });

  it('serves HTTP, and ends at SIGTERM when it listens to it', () => {
    sandbox.writeFile(
      'server.js',
      `const http = require('node:http');
const server = http.createServer((req, res) => {
  if (req.method === 'POST') { let body = ''; req.on('data', (part) => { body += part; }); req.on('end', () => res.end('got ' + body)); return; }
  if (req.url === '/slow') { setTimeout(() => res.end('slow\\n'), 100); return; }
  res.writeHead(200, { 'Content-Type': 'text/plain' }); res.end('hello ' + req.url + '\\n');
});
server.listen(3000, () => console.log('listening'));
process.on('SIGTERM', () => { console.log('bye'); server.close(() => process.exit(0)); });`,
    );
    type(
      'docker run -d --name web -p 3000:3000 -v ./server.js:/s.js node:22-alpine node /s.js >/dev/null',
      'sleep 1',
    );
    expect(type('curl -s localhost:3000/a; curl -s localhost:3000/slow; curl -s -d x=1 localhost:3000')).toBe(
      'hello /a\nslow\ngot x=1',
    );
    expect(
      type(
        'docker stop web >/dev/null; docker logs web',
        "docker inspect web --format '{{.State.ExitCode}}'",
      ),
    ).toBe('listening\nbye\n0\n');
  });
});

describe('what Node has besides the language', () => {
  it.each([
    ['Buffer.from("héllo"), Buffer.from("hi").length', '<Buffer 68 c3 a9 6c 6c 6f> 2'],
    ['Buffer.from("aGk=", "base64").toString(), Buffer.from("hi").toString("base64")', 'hi aGk='],
    ['Buffer.from("00ff", "hex")[1], Buffer.from([104, 105]).toString("hex")', '255 6869'],
    ['Buffer.from("ÿ~", "latin1").toString("base64url"), Buffer.byteLength("한")', '_34 3'],
    [
      'Buffer.concat([Buffer.from("a"), Buffer.alloc(2)]), Buffer.alloc(3, "ab")',
      '<Buffer 61 00 00> <Buffer 61 62 61>',
    ],
    [
      'JSON.stringify(Buffer.from("a")), "" + Buffer.from("b"), [...Buffer.from("c")]',
      '{"type":"Buffer","data":[97]} b [ 99 ]',
    ],
    [
      'Buffer.isBuffer(Buffer.from("")), Array.isArray(Buffer.from("")), Buffer.from("a").equals(Buffer.from("a"))',
      'true false true',
    ],
    ['Buffer.from("hello").slice(1, -1).toString(), Buffer.from("hello").indexOf("l")', 'ell 2'],
    [
      'require("fs").readFileSync("/etc/alpine-release").constructor.name, typeof require("fs").readFileSync("/etc/alpine-release", "utf8")',
      'Buffer string',
    ],
    [
      'new URL("../b?x=1#y", "http://a.org:8080/c/d").href, new URL("http://a:80/").port',
      'http://a.org:8080/b?x=1#y ',
    ],
    ['new URL("http://a/?b=1&b=2").searchParams.getAll("b"), URL.canParse("no")', "[ '1', '2' ] false"],
    [
      'String(new URLSearchParams({ a: "x y", b: 2 })), new URLSearchParams("a=1&b=2")',
      "a=x+y&b=2 URLSearchParams { 'a' => '1', 'b' => '2' }",
    ],
    [
      'Object.fromEntries(new URLSearchParams("?a=1")), [...new URL("http://h/?q=z").searchParams]',
      "{ a: '1' } [ [ 'q', 'z' ] ]",
    ],
    [
      '(() => { const u = new URL("http://h/a"); u.pathname = "/b"; u.searchParams.set("k", "v"); return String(u); })()',
      'http://h/b?k=v',
    ],
    ['require("url").parse("/a?b=c", true).query.b, require("url").parse("/a?b=c").pathname', 'c /a'],
  ])('%s', (source, shown) => {
    expect(run(`console.log(${source});`)).toBe(`${shown}\n`);
  });

  it('keeps bytes as they are, from a request to a file and back', () => {
    sandbox.writeFile(
      'bytes.js',
      `const fs = require('fs');
require('http').createServer((req, res) => { const parts = []; req.on('data', (part) => parts.push(part)); req.on('end', () => { fs.writeFileSync('/tmp/b', Buffer.concat(parts)); res.end(fs.readFileSync('/tmp/b')); }); }).listen(8080);`,
    );
    type(
      'docker run -d --name bytes -p 8081:8080 -v ./bytes.js:/b.js node:22-alpine node /b.js >/dev/null',
      'sleep 1',
    );
    expect(
      type("printf '\\377\\000\\200' > raw; curl -s --data-binary @raw localhost:8081 | od -An -tx1"),
    ).toBe(' ff 00 80\n');
  });

  it('tells of an address that is none', () => {
    expect(
      run('try { new URL("no"); } catch (error) { console.log(error.name, error.code, error.input); }'),
    ).toBe('TypeError ERR_INVALID_URL no\n');
    expect(run('Buffer.from("a", "utf9")')).toContain('TypeError: Unknown encoding: utf9');
    expect(run('Buffer.from(5)')).toContain(
      'The first argument must be of type string or an instance of Buffer',
    );
  });

  it('fetches over the network of its container', () => {
    type('docker network create net');
    sandbox.writeFile(
      'api.js',
      `require('http').createServer((req, res) => { if (req.url === '/old') { res.writeHead(302, { Location: '/new' }); return res.end(); } let body = ''; req.on('data', (part) => { body += part; }); req.on('end', () => { res.writeHead(req.url === '/none' ? 404 : 200, { 'Content-Type': 'application/json' }); res.end(JSON.stringify({ method: req.method, url: req.url, type: req.headers['content-type'], body })); }); }).listen(80);`,
    );
    type(
      'docker run -d --name api --network net -v ./api.js:/a.js node:22-alpine node /a.js >/dev/null',
      'sleep 1',
    );
    sandbox.writeFile(
      'ask.js',
      `(async () => {
const got = await fetch('http://api/a?b=c'); console.log(got.status, got.ok, got.headers.get('content-type'), (await got.json()).url);
console.log(await (await fetch('http://api/', { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'Content-Type': 'application/json' } })).text());
console.log((await fetch('http://api/none')).ok, (await fetch('http://api/old')).url, (await (await fetch(new URL('http://api'), { method: 'POST', body: new URLSearchParams({ q: 'x' }) })).json()).type);
for (const url of ['http://api:81/', 'http://nobody/', 'nonsense']) await fetch(url).catch((error) => console.log(error.message, error.cause.code));
})(); console.log('first');`,
    );
    expect(
      type('docker run --rm --network net -v ./ask.js:/a.js node:22-alpine node /a.js 2>&1').split('\n'),
    ).toEqual([
      'first',
      '200 true application/json /a?b=c',
      '{"method":"POST","url":"/","type":"application/json","body":"{\\"a\\":1}"}',
      'false http://api/new application/x-www-form-urlencoded;charset=UTF-8',
      'fetch failed ECONNREFUSED',
      'fetch failed ENOTFOUND',
      'Failed to parse URL from nonsense ERR_INVALID_URL',
      '',
    ]);
    expect(run('fetch("http://localhost:9/")')).toMatch(
      /TypeError: fetch failed[\s\S]* \{\n {2}\[cause\]: Error: connect ECONNREFUSED 127\.0\.0\.1:9[\s\S]*\n {4}code: 'ECONNREFUSED',\n/,
    );
    expect(run('fetch("https://example.org/")')).toContain('does not know requests to https://example.org/');
    expect(run('fetch("http://a/", { signal: 1 })')).toContain('does not know the option signal of fetch()');
    expect(
      run("require('http').createServer(() => {}).listen(8080, () => fetch('http://localhost:8080'));"),
    ).toContain('does not know requests of a program to its own server');
  });
});

describe('regular expressions of node', () => {
  it.each([
    '(a+)+b',
    '(a|a)*b',
    '((a|b)c?)*d',
    '(?:x*y)+',
  ])('refuses %s, which can take for ever', (pattern) => {
    const said = run(`new RegExp(${JSON.stringify(pattern)}).test('a'.repeat(50))`);
    expect(said).toContain('repetitions of repetitions or of choices');
  });

  it('takes those that cannot', () => {
    expect(run('console.log(/^(a|b)?[(+)*]\\(x\\)+(c)*$/.test("a+(x)"))')).toBe('true\n');
  });
});
