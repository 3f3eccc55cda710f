import { describe, expect, it } from 'vitest';
import { inDebian, type Row } from './support.ts';

/** GNU's words where they are not busybox's. */
const ROWS: readonly Row[] = [
  ['cat nope', '', 'cat: nope: No such file or directory\n', 1],
  ['cat dir', '', 'cat: dir: Is a directory\n', 1],
  ['ls nope', '', "ls: cannot access 'nope': No such file or directory\n", 2],
  ['rm nope', '', "rm: cannot remove 'nope': No such file or directory\n", 1],
  ['rm dir', '', "rm: cannot remove 'dir': Is a directory\n", 1],
  ['mkdir dir', '', "mkdir: cannot create directory 'dir': File exists\n", 1],
  ['cp dir x', '', "cp: -r not specified; omitting directory 'dir'\n", 1],
  ['cp nope x', '', "cp: cannot stat 'nope': No such file or directory\n", 1],
  ['mv nope x', '', "mv: cannot stat 'nope': No such file or directory\n", 1],
  ['head nope', '', "head: cannot open 'nope' for reading: No such file or directory\n", 1],
  ['wc people.txt', ' 4  8 33 people.txt\n', '', 0],
  ['wc -l < people.txt', '4\n', '', 0],
  ['grep x nope', '', 'grep: nope: No such file or directory\n', 2],
  ['sed p nope', '', "sed: can't read nope: No such file or directory\n", 2],
  ['timeout 1 sleep 5', '', '', 124],
  ['timeout -s KILL 1 sleep 5', '', '', 137],
  ['env nosuch', '', "env: 'nosuch': No such file or directory\n", 127],
  ['id nosuch', '', "id: 'nosuch': no such user\n", 1],
  ['diff people.txt people2.txt', '2c2\n< bob 25\n---\n> bob 26\n4a5\n> eve 22\n', '', 1],
  ['sort -Q', '', "sort: invalid option -- 'Q'\nTry 'sort --help' for more information.\n", 2],
  ['chmod zzz people.txt', '', "chmod: invalid mode: 'zzz'\n", 1],
  ['stat nope', '', "stat: cannot statx 'nope': No such file or directory\n", 1],
  ['find nope', '', "find: 'nope': No such file or directory\n", 1],
  ['sleep x', '', "sleep: invalid time interval 'x'\nTry 'sleep --help' for more information.\n", 1],
  ['curl -s nosuch.invalid', '', '', 6],
  ['curl -sS http://nosuch.invalid', '', 'curl: (6) Could not resolve host: nosuch.invalid\n', 6],
  ['curl -s -o /dev/null -w "%{http_code}\\n" localhost:1', '000\n', '', 7],
  [
    'curl -sS localhost:1',
    '',
    'curl: (7) Failed to connect to localhost port 1 after 0 ms: Could not connect to server\n',
    7,
  ],
  ['date -u -d "2024-01-01 10:00" +%FT%T', '2024-01-01T10:00:00\n', '', 0],
  ['ps -p $$ -o comm=', 'sh\n', '', 0],
  ['gzip x', '', "gzip: the sandbox does not model 'gzip' yet\n", 1],
];

describe("Debian's tools", () => {
  it.each(ROWS)('say what GNU says: %s', (command, stdout, stderr, exit) => {
    const ran = inDebian(command);
    expect({ stdout: ran.stdout, stderr: ran.stderr, exit: ran.exit }).toEqual({ stdout, stderr, exit });
  });
});
