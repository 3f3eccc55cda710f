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
    ];
    for (const attempt of attempts)
      expect(run(`console.log(${attempt})`), attempt).toContain('Code generation from strings disallowed');
    expect(
      run(
        'console.log(typeof process.binding, typeof process.mainModule, typeof globalThis.Buffer.prototype, ({}).__proto__.__proto__)',
      ),
    ).toBe('undefined undefined undefined null\n');
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
