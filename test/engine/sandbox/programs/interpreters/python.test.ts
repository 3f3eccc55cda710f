import { describe, expect, it } from 'vitest';
import { learner } from '../../../../helpers/learner.ts';

const { type, sandbox } = learner();
type(
  'docker pull -q python:3.13-alpine',
  'docker run -d --name py -v .:/w -w /w python:3.13-alpine sleep 1d',
);

function run(source: string): string {
  sandbox.writeFile('t.py', source);
  return type('docker exec py python t.py');
}

describe('python', () => {
  it('computes as Python does', () => {
    const table: readonly (readonly [source: string, shown: string])[] = [
      ['7 // 2, -7 // 2, 7 % -3, 2 ** 10, 1 / 2', '(3, -4, -2, 1024, 0.5)'],
      ['"a" * 3 + "b", [1] + [2], not []', "('aaab', [1, 2], True)"],
      ['[x * y for x in range(3) for y in range(3) if x != y]', '[0, 0, 0, 2, 0, 2]'],
      ['{"a": 1, "b": [1.0, None]}', "{'a': 1, 'b': [1.0, None]}"],
      ['"hello"[1:4], "hello"[::-1], [1, 2, 3][-1]', "('ell', 'olleh', 3)"],
      ['f"{1/3:.3f}|{42:>6}|{\'x\'!r}|{1000000:,}"', "0.333|    42|'x'|1,000,000"],
      ['sorted(["b", "A"], key=str.lower) if False else sorted([3, 1, 2], reverse=True)', '[3, 2, 1]'],
      ['1 < 2 < 3, "a" in "abc", 2 not in [1]', '(True, True, True)'],
      ['" a,b ".strip().split(","), "-".join(["x", "y"])', "(['a', 'b'], 'x-y')"],
      ['(lambda a, b=2: a + b)(1)', '3'],
    ];
    for (const [source, shown] of table) expect(run(`print((${source}))\n`), source).toBe(`${shown}\n`);
  });

  it('has functions, classes, exceptions and files', () => {
    expect(
      run(`class Animal:
    def __init__(self, name):
        self.name = name
    def __str__(self):
        return "I am " + self.name
class Dog(Animal):
    def __init__(self, name):
        super().__init__(name)
    @property
    def loud(self):
        return self.name.upper()
def count(*items, **named):
    return len(items), named
try:
    open("/none")
except FileNotFoundError as error:
    print(error)
finally:
    print("last")
print(Dog("Rex"), Dog("Rex").loud, count(1, 2, a=3))
a, *b = [1, 2, 3]
print(a, b)
`),
    ).toBe("[Errno 2] No such file or directory: '/none'\nlast\nI am Rex REX (2, {'a': 3})\n1 [2, 3]\n");
  });

  it('ends with a traceback and status 1', () => {
    expect(run('def f(n):\n    return 1 / n\n\nf(0)\n')).toBe(
      'Traceback (most recent call last):\n  File "/w/t.py", line 4, in <module>\n    f(0)\n  File "/w/t.py", line 2, in f\n    return 1 / n\nZeroDivisionError: division by zero\n',
    );
    expect(type('docker exec py python t.py 2>/dev/null; echo $?')).toBe('1\n');
    expect(run('import sys\nsys.exit(3)\n') + type('docker exec py python t.py; echo $?')).toBe('3\n');
    expect(run('import numpy\n')).toContain("ModuleNotFoundError: No module named 'numpy'\n");
  });

  it('points at a mistake in the source', () => {
    expect(run('print("a"\n')).toBe(
      '  File "/w/t.py", line 1\n    print("a"\n         ^\nSyntaxError: \'(\' was never closed\n',
    );
    expect(run('if True:\nprint(1)\n')).toContain(
      "IndentationError: expected an indented block after 'if' statement on line 1\n",
    );
  });

  it('refuses by name what it does not know', () => {
    expect(run('x = 1\nasync def f():\n    pass\n')).toBe(
      "  File \"/w/t.py\", line 2\nthe sandbox's python does not know 'async'\n",
    );
    expect(run('import subprocess\n')).toContain(
      "the sandbox's python does not know the module 'subprocess'",
    );
  });

  it('stops an endless loop by the limit of the sandbox, or when it is killed', () => {
    sandbox.writeFile('t.py', 'while True:\n    pass\n');
    expect(type('docker exec py timeout 2 python t.py; echo $?')).toContain('143\n');
  });
});

describe('web apps in python', () => {
  it('http.server answers with a handler of one’s own', () => {
    sandbox.writeFile(
      'app.py',
      'from http.server import BaseHTTPRequestHandler, HTTPServer\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(200)\n        self.send_header("Content-Type", "text/plain")\n        self.end_headers()\n        self.wfile.write(f"you asked for {self.path}\\n".encode())\nHTTPServer(("", 8000), H).serve_forever()\n',
    );
    type(
      'docker run -d --name web -p 8000:8000 -v ./app.py:/app.py python:3.13-alpine python /app.py',
      'sleep 1',
    );
    expect(type('curl -s localhost:8000/x')).toBe('you asked for /x\n');
    expect(type('curl -s -X POST -o /dev/null -w "%{http_code}" localhost:8000/')).toBe('501');
  });

  it('flask counts in redis, and says what is wrong when redis is away', () => {
    type('docker network create app', 'docker run -d --name redis --network app redis:alpine');
    type('docker run -d --name counter --network app -p 5000:5000 docker-tutor/counter', 'sleep 1');
    expect(type('curl -s localhost:5000', 'curl -s localhost:5000')).toMatch(
      /: visit number 1\n.*: visit number 2\n/,
    );
    type('docker stop redis');
    expect(type('curl -s -o /dev/null -w "%{http_code}" localhost:5000')).toBe('500');
    expect(type('docker logs counter 2>&1 | grep ConnectionError')).toBe(
      'redis.exceptions.ConnectionError: Error -2 connecting to redis:6379. Name or service not known.\n',
    );
  });
});
