import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sprintf } from '../../../../../src/engine/sandbox/programs/interpreters/go/format.ts';
import { parseGo } from '../../../../../src/engine/sandbox/programs/interpreters/go/parse.ts';
import { learner } from '../../../../helpers/learner.ts';

const { type, sandbox } = learner();
type('docker pull -q golang:alpine', 'docker run -d --name gopher -v .:/w -w /w golang:alpine sleep 1d');

/** @returns what a program says whose main is the given statements */
function main(body: string, imports: readonly string[] = ['fmt'], rest = ''): string {
  const list = imports.map((one) => `import "${one}"\n`).join('');
  sandbox.writeFile('main.go', `package main\n${list}${rest}\nfunc main() {\n${body}\n}\n`);
  return type('docker exec gopher go run main.go 2>&1');
}

describe('programs of Go', () => {
  it.each([
    [
      'fmt.Println("a", 1, 2.5, true, nil, []int{1, 2}, map[string]int{"b": 2, "a": 1})',
      'a 1 2.5 true <nil> [1 2] map[a:1 b:2]\n',
    ],
    ['fmt.Println(7/2, -7/2, 7%3, -7%3, 7.0/2, 1<<10, 6&3, 6|3, 6^3)', '3 -3 1 -1 3.5 1024 2 7 5\n'],
    [
      'x := 9223372036854775807; x++; fmt.Println(x, 3037000500*3037000500 > x)',
      '-9223372036854775808 true\n',
    ],
    [
      'fmt.Printf("%d|%5d|%-5d|%05d|%x|%s|%10s|%q|%v|%.2f|%t|%c|%%\\n", 1, 2, 3, 4, 255, "s", "t", "u", "v", 1.005, true, \'A\')',
      '1|    2|3    |00004|ff|s|         t|"u"|v|1.00|true|A|%\n',
    ],
    [
      'fmt.Printf("%d %s\\n", "x", 1); fmt.Printf("%d\\n"); fmt.Printf("a\\n", 1)',
      '%!d(string=x) %!s(int=1)\n%!d(MISSING)\na\n%!(EXTRA int=1)',
    ],
    [
      's := []int{1, 2, 3}; t := s[:2]; t = append(t, 9); fmt.Println(s, t, len(s[1:]))',
      '[1 2 9] [1 2 9] 2\n',
    ],
    ['a := []int{1}; b := append(a, 2); b[0] = 5; fmt.Println(a, b)', '[1] [5 2]\n'],
    [
      'm := map[string]int{}; m["a"]++; v, ok := m["b"]; delete(m, "a"); fmt.Println(v, ok, len(m))',
      '0 false 0\n',
    ],
    [
      'for i, r := range "aé" { fmt.Print(i, r, " ") }; for i := range 3 { fmt.Print(i) }; fmt.Println(len("é"))',
      '0 97 1 233 0122\n',
    ],
    [
      'var fs []func() int; for i := 0; i < 3; i++ { fs = append(fs, func() int { return i }) }; for _, f := range fs { fmt.Print(f()) }; fmt.Println()',
      '012\n',
    ],
    ['switch x := 5; { case x > 3: fmt.Println("big"); default: fmt.Println("small") }', 'big\n'],
    [
      'for i := 0; ; i++ { if i == 1 { continue }; if i > 3 { break }; fmt.Print(i) }; fmt.Println("", string([]byte("hi")), float64(3)/2)',
      '023 hi 1.5\n',
    ],
    [
      'var f float64 = 3; f += 1; x, y := 1, 2; x, y = y, x; fmt.Println(f/8, x, y, "a"+"b" < "b")',
      '0.5 2 1 true\n',
    ],
  ])('%s', (body, said) => {
    expect(main(body)).toBe(said);
  });

  it('have functions, several results and errors', () => {
    expect(
      main(
        'for _, text := range os.Args[1:] { n, err := half(text); if err != nil { fmt.Println("bad:", err); continue }; fmt.Println(n) }\nn, err := half("12"); fmt.Println(n, err); _, err = half("x"); fmt.Println(err.Error(), fib(15))',
        ['fmt', 'os', 'strconv'],
        'func half(text string) (int, error) { n, err := strconv.Atoi(text); if err != nil { return 0, fmt.Errorf("half: %w", err) }; return n / 2, nil }\nfunc fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }\nconst unused = 1\n',
      ),
    ).toBe('6 <nil>\nhalf: strconv.Atoi: parsing "x": invalid syntax 610\n');
  });

  it('end as Go says', () => {
    expect(main('os.Exit(3)', ['os'])).toBe('exit status 3\n');
    expect(main('log.Fatal("no")', ['log'])).toMatch(
      /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d no\nexit status 1\n$/,
    );
    expect(main('a := []int{1}; i := 3; fmt.Println(a[i])')).toMatch(
      /^panic: runtime error: index out of range \[3\] with length 1\n\ngoroutine 1 \[running\]:\n[\s\S]*exit status 2\n$/,
    );
    expect(main('x := 0; fmt.Println(1 / x)')).toContain('panic: runtime error: integer divide by zero\n');
  });
});

describe('go build', () => {
  it.each([
    ['fmt.Println(x)', './main.go:5:13: undefined: x'],
    ['x := 1', './main.go:5:1: declared and not used: x'],
    [
      'var s string = 1; fmt.Println(s)',
      './main.go:5:16: cannot use 1 (untyped int constant) as string value in variable declaration',
    ],
    [
      'a, b := 1, "x"; fmt.Println(a + b)',
      './main.go:5:29: invalid operation: a + b (mismatched types int and string)',
    ],
    ['if 1 { fmt.Println() }', './main.go:5:4: non-boolean condition in if statement'],
    ['x := 1; x := 2; fmt.Println(x)', './main.go:5:11: no new variables on left side of :='],
    [
      'fmt.Println(f(1))',
      './main.go:5:16: not enough arguments in call to f\n\thave (number)\n\twant (int, int)',
    ],
    [
      'var n int = f(1, 2) + "a"; fmt.Println(n)',
      './main.go:5:13: invalid operation: f(1, 2) + "a" (mismatched types int and untyped string)',
    ],
    [
      'fmt.Println("a" * 2)',
      './main.go:5:13: invalid operation: "a" * 2 (mismatched types untyped string and untyped int)',
    ],
    ['fmt.Println(1 / 0)', './main.go:5:17: invalid operation: division by zero'],
    ['fmt.Println("a"', './main.go:5:16: syntax error: unexpected newline'],
    ['5 + 5', './main.go:5:1: 5 + 5 (untyped int constant 10) is not used'],
  ])('says of %s what the compiler says', (body, said) => {
    sandbox.writeFile(
      'main.go',
      `package main\nimport "fmt"\nfunc f(a int, b int) int { fmt.Print(); return a }\nfunc main() {\n${body}\n}\n`,
    );
    const first = type('docker exec gopher go build main.go 2>&1')
      .split('\n')
      .slice(0, 1 + said.split('\n').length)
      .join('\n');
    expect(first.startsWith('# command-line-arguments\n')).toBe(true);
    expect(first).toContain(said);
  });

  it('tells of imports that are not used, of a missing return, and of all at once', () => {
    sandbox.writeFile(
      'main.go',
      'package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc f() int {\n}\n\nfunc main() {\n\ty := 2\n}\n',
    );
    expect(type('docker exec gopher go build main.go 2>&1; echo $?')).toBe(
      '# command-line-arguments\n./main.go:4:2: "fmt" imported and not used\n./main.go:5:2: "os" imported and not used\n./main.go:9:1: missing return\n./main.go:12:2: declared and not used: y\n1\n',
    );
  });

  it('refuses by name what the sandbox has not got', () => {
    for (const [body, name] of [
      ['type T struct{}', 'type'],
      ['go f()', 'go'],
      ['defer f()', 'defer'],
      ['var c chan int', 'the type chan'],
      ['fmt.Sscanf("")', 'fmt.Sscanf'],
      ['p := &x', 'pointers'],
    ])
      expect(main(body!), body).toContain(`go: the sandbox's go does not know ${name} (./main.go:`);
    expect(main('', ['encoding/json'])).toContain('does not know the package encoding/json (./main.go:2:8)');
    expect(type('docker exec gopher go test 2>&1')).toBe("go: the sandbox's go does not know go test\n");
    expect(type('docker exec -e GOOS=windows gopher go build main.go 2>&1')).toContain('GOOS=windows');
  });

  it('wants a module where no file is named', () => {
    type('mkdir mod');
    expect(type('docker exec -w /w/mod gopher go build 2>&1')).toBe(
      "go: go.mod file not found in current directory or any parent directory; see 'go help modules'\n",
    );
    expect(type('docker exec -w /w/mod gopher go mod init example.com/tool 2>&1')).toBe(
      'go: creating new go.mod: module example.com/tool\n',
    );
    expect(type('docker exec -w /w/mod gopher go build 2>&1')).toBe('no Go files in /w/mod\n');
    sandbox.writeFile('mod/main.go', 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("tool") }\n');
    expect(
      type(
        "docker exec -w /w/mod gopher sh -c 'go mod tidy && go mod download && go build && ./tool && ls; go run .; cat go.mod' 2>&1",
      ),
    ).toBe(
      'go: no module dependencies to download\ntool\ngo.mod\nmain.go\ntool\ntool\nmodule example.com/tool\n\ngo 1.25.3\n',
    );
  });

  it('says who it is', () => {
    expect(type('docker exec gopher go version; docker exec gopher go env GOPATH GOOS')).toBe(
      'go version go1.25.3 linux/amd64\n/go\nlinux\n',
    );
  });
});

it('makes a server in one stage that runs from scratch in the next', () => {
  sandbox.writeFile('site/go.mod', 'module example.com/site\n\ngo 1.25\n');
  sandbox.writeFile(
    'site/main.go',
    `package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

var visits = 0

func hello(w http.ResponseWriter, r *http.Request) {
	visits++
	name := r.URL.Query().Get("name")
	if name == "" {
		name = "world"
	}
	fmt.Fprintf(w, "Hello, %s! %s %s, visit %d\\n", name, r.Method, r.URL.Path, visits)
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	http.HandleFunc("/", hello)
	http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusAccepted)
		w.Write([]byte("{}"))
	})
	http.HandleFunc("POST /only", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "never", http.StatusTeapot)
	})
	log.Printf("listening on %s", port)
	log.Fatal(http.ListenAndServe(":"+port, nil))
}
`,
  );
  sandbox.writeFile(
    'site/Dockerfile',
    'FROM golang:1.25-alpine AS build\nWORKDIR /src\nCOPY go.mod ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/site .\nFROM scratch\nCOPY --from=build /out/site /site\nEXPOSE 8080\nENTRYPOINT ["/site"]\n',
  );
  type('docker build -q -t site site', 'docker run -d --name site -p 8080:8080 site', 'sleep 1');
  expect(type('curl -s localhost:8080/a; curl -s localhost:8080/?name=you')).toBe(
    'Hello, world! GET /a, visit 1\nHello, you! GET /, visit 2\n',
  );
  expect(type('curl -si localhost:8080/health')).toMatch(
    /^HTTP\/1\.1 202 Accepted\r\nContent-Length: 2\r\nContent-Type: application\/json\r\nDate: [^\r]+\r\n\r\n\{\}$/,
  );
  expect(type('curl -s -X POST localhost:8080/only; curl -s localhost:8080/only')).toMatch(/^never\nHello, /);
  expect(type('docker logs site 2>&1')).toMatch(/ listening on 8080\n$/);
  expect(type("docker images site --format '{{.Size}}'")).toMatch(/^\d\.\d+MB\n$/);
  type('docker stop site');
  expect(type("docker inspect site --format '{{.State.ExitCode}}'")).toBe('2\n');
});

it('reads any expression back as it was grouped', () => {
  const operators = ['+', '-', '*', '/', '%', '==', '<', '&&', '||', '<<', '&'];
  const rank: Record<string, number> = { '||': 1, '&&': 2, '==': 3, '<': 3, '+': 4, '-': 4 };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...operators), { minLength: 1, maxLength: 8 }), (list) => {
      const source = `package main\nfunc main() { x = a ${list.map((one) => `${one} a`).join(' ')} }\n`;
      const [only] = parseGo(source, 'x').functions[0]!.body.statements;
      if (only?.kind !== 'assign') throw new Error('no assignment');
      const check = (node: (typeof only.values)[number]): void => {
        if (node.kind !== 'binary') return;
        const own = rank[node.operator] ?? 5;
        if (node.left.kind === 'binary') expect(rank[node.left.operator] ?? 5).toBeGreaterThanOrEqual(own);
        if (node.right.kind === 'binary') expect(rank[node.right.operator] ?? 5).toBeGreaterThan(own);
        check(node.left);
        check(node.right);
      };
      check(only.values[0]!);
    }),
  );
});

it('pads whole numbers to any width', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      fc.integer({ min: 1, max: 20 }),
      (number, width) => {
        const right = sprintf(`%${width}d`, [number])!;
        expect(right).toBe(String(number).padStart(width));
        expect(BigInt(sprintf(`%0${width}d`, [number])!)).toBe(number);
        expect(sprintf(`%-${width}d`, [number])).toBe(String(number).padEnd(width));
      },
    ),
  );
});
