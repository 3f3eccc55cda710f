import { describe, expect, it } from 'vitest';
import { executeTemplate } from '../../../src/formats/go-template/execute.ts';
import { parseTemplate } from '../../../src/formats/go-template/parse.ts';
import { GoMap, GoObject, type GoValue } from '../../../src/formats/go-template/values.ts';

const DATA: GoValue = {
  Name: '/web',
  State: { Status: 'running', Pid: 12, Health: undefined },
  Args: ['x', 'y'],
  Empty: [],
  Labels: new GoMap({ a: 'b' }),
  Ports: new GoMap({ '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }] }),
  Row: new GoObject('*formatter.Row', { ID: () => 'c0ffee' }, { Label: (name) => `<${String(name)}>` }),
};

const print = (text: string) => executeTemplate(parseTemplate(text), DATA);

describe('a Go template', () => {
  it.each([
    ['{{.Name}} {{.State.Status | upper}}', '/web RUNNING'],
    ['{{json .State}}', '{"Status":"running","Pid":12}'],
    ['{{json .Args}}{{json .Labels}}', '["x","y"]{"a":"b"}'],
    ['{{range .Args}}{{.}},{{else}}none{{end}}', 'x,y,'],
    ['{{range .Empty}}{{.}},{{else}}none{{end}}', 'none'],
    ['{{range $i, $a := .Args}}{{$i}}={{$a}} {{end}}', '0=x 1=y '],
    ['{{range $k, $v := .Ports}}{{$k}} {{(index $v 0).HostPort}}{{end}}', '80/tcp 8080'],
    ['{{range .Args}}{{if eq . "y"}}{{break}}{{end}}{{.}}{{end}}', 'x'],
    ['{{(index (index .Ports "80/tcp") 0).HostPort}}', '8080'],
    ['{{.Labels.zz}} {{index .Labels "zz"}}|', '<no value> |'],
    ['{{if eq .State.Status "exited"}}down{{else if gt .State.Pid 3}}up{{else}}?{{end}}', 'up'],
    ['{{if .State.Health}}yes{{else}}no{{end}}', 'no'],
    ['{{with .State}}{{.Pid}}{{end}}{{with .Empty}}x{{else}}y{{end}}', '12y'],
    ['{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}', '2'],
    ['{{with $x := .State}}{{$x.Pid}} {{$.Name}}{{end}}', '12 /web'],
    ['a {{- /* a comment */ -}} b', 'ab'],
    ['{{.Name -}}   \n  {{- " x"}}', '/web x'],
    ['{{printf "%-6s|%03d|%q|%v|%.1f%%" .Name .State.Pid .Name .Args 2.55}}', '/web  |012|"/web"|[x y]|2.5%'],
    [
      '{{len .Args}} {{len .Name}} {{slice .Name 1}} {{slice .Name 0 2}} {{join .Args "-"}}',
      '2 4 web /w x-y',
    ],
    [
      '{{split "a:b" ":"}} {{title "ab cd"}} {{lower "AB"}} {{pad "x" 1 2}}| {{truncate "abcdef" 3}}',
      '[a b] Ab Cd ab  x  | abc',
    ],
    ['{{println "a" 1}}{{print "a" 1 2 "b"}}', 'a 1\na1 2b'],
    [
      '{{and .Name 0}} {{or "" "z"}} {{not .Empty}} {{ne 1 2}} {{le 2 2}} {{lt "a" "b"}}',
      '0 z true true true true',
    ],
    ['{{.Row.ID}} {{.Row.Label "k"}}', 'c0ffee <k>'],
    ['{{.Labels}} {{.Args}} {{.State.Health}}', 'map[a:b] [x y] <nil>'],
    ['{{"a\\tb"}}{{`c\\n`}}{{\'x\'}}', 'a\tbc\\n120'],
    ['{{range 3}}{{.}}{{end}}', '012'],
  ])('%s prints %s', (text, printed) => {
    expect(print(text)).toBe(printed);
  });

  it.each([
    ['{{.Foo', 'template: :1: unclosed action'],
    ['a\n{{if .X}}', 'template: :2: unexpected EOF'],
    ['{{end}}', 'template: :1: unexpected {{end}}'],
    ['{{}}', 'template: :1: missing value for command'],
    ['{{foo}}', 'template: :1: function "foo" not defined'],
    ['{{$x}}', 'template: :1: undefined variable "$x"'],
    ['{{"a}}', 'template: :1: unterminated quoted string'],
    ['{{(.Name}}', 'template: :1: unclosed left paren'],
    ['{{break}}', 'template: :1: {{break}} outside {{range}}'],
    ['{{.Foo}}', 'template: :1:2: executing "" at <.Foo>: map has no entry for key "Foo"'],
    [
      '{{.State.Health.Status}}',
      'template: :1:8: executing "" at <.State.Health.Status>: map has no entry for key "Health"',
    ],
    [
      '{{.Row.Foo}}',
      'template: :1:6: executing "" at <.Row.Foo>: can\'t evaluate field Foo in type *formatter.Row',
    ],
    [
      '{{index .Args 5}}',
      'template: :1:2: executing "" at <index .Args 5>: error calling index: index out of range: 5',
    ],
    ['{{upper 3}}', 'template: :1:8: executing "" at <3>: wrong type for value; expected string; got int'],
    [
      '{{eq 1 "a"}}',
      'template: :1:2: executing "" at <eq 1 "a">: error calling eq: incompatible types for comparison',
    ],
    [
      '{{split "a"}}',
      'template: :1:2: executing "" at <split>: wrong number of args for split: want 2 got 1',
    ],
  ])('%s is refused with Go’s words', (text, message) => {
    expect(() => print(text)).toThrow(message);
  });
});
