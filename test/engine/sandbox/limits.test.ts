import { describe, expect, it } from 'vitest';
import { learner, type Said } from '../../helpers/learner.ts';

/** Milliseconds of the processor that a line may take before something stops it. Measured: at most 1,200. */
const PATIENCE = 2000;

/** @returns milliseconds of the processor that something takes, however busy the machine is otherwise */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What never ends by itself, or would take all there is: [what, the line, what was done before]. */
const BOMBS: readonly (readonly [string, string, string?])[] = [
  ['containers without end', 'while true; do docker run alpine; done'],
  ['containers that stay', 'while true; do docker run -d alpine sleep 100; done'],
  ['containers that go', 'while true; do docker run --rm alpine true; done'],
  ['volumes without end', 'while true; do docker volume create; done'],
  ['networks without end', 'while true; do docker network create x$RANDOM$RANDOM; done'],
  ['tags without end', 'i=0; while true; do docker tag alpine t$((i++)); done'],
  ['a loop of the shell', 'while :; do :; done'],
  ['a loop in a container', 'docker run --rm alpine sh -c "while :; do :; done"'],
  ['yes in a container', 'docker run alpine yes'],
  ['yes in a container that nobody sees', 'docker run alpine yes > /dev/null'],
  ['yes in a container that nobody reads', 'docker run alpine yes | sleep 1000'],
  [
    'processes in a container',
    'docker run -d --name c1 alpine sleep 9999; while true; do docker exec c1 true; done',
  ],
  ['a search of everything', 'while true; do find / > /dev/null; done'],
  ['an archive of everything', 'while true; do tar cf x.tar /usr /etc; done'],
  ['a loop of JavaScript', 'docker run --rm node:22-alpine node -e "while (1) {}"'],
  ['a loop of Python', 'docker run --rm python:3.13-slim python -c "while True: pass"'],
  ['a loop that prints', 'while true; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done'],
  ['a fork bomb', 'f() { f | f & }; f; sleep 100'],
  ['a fork bomb in a container', 'docker run --rm alpine sh -c "f() { f & f; }; f"'],
  ['a script that runs itself', './s.sh', 'printf "#!/bin/sh\\n./s.sh\\n" > s.sh; chmod +x s.sh'],
  ['yes without newlines into a file', "yes | tr -d '\\n' > f"],
  ['numbers into a file', 'seq 1 1000000000000 > f'],
  ['random bytes into a file', 'cat /dev/urandom > f'],
  ['a file that feeds itself', 'cat f >> f', 'echo hello > f'],
  ['a directory in a directory', 'while mkdir a && cd a; do :; done'],
  ['elements of an array', 'x=1; while true; do arr[x++]=1; done'],
  ['awk for ever', 'awk "BEGIN { while (1) ; }"'],
  ['awk that remembers', 'awk "BEGIN { for (;;) a[i++] = i }"'],
  ['sed for ever', "echo x | sed ':a; ba'"],
  ['sed that makes it longer', "echo x | sed ':a; s/x/xx/; ta'"],
  ['a log without end', 'docker logs -f $(docker run -d alpine sh -c "while :; do date; sleep 1; done")'],
];

/** What must end by itself, with an error or with less than was asked for. */
const GREEDY: readonly (readonly [string, string, string?])[] = [
  ['a variable that doubles', 'x=aaaaaaaaaa; while true; do x=$x$x; done'],
  ['a substitution of zeros', 'x=$(head -c 1G /dev/zero | tr "\\0" a)'],
  ['a substitution of yes', 'x=$(yes)'],
  [
    'a replacement that grows',
    'x=$(printf %1000000s); y=${x// /aaaaaaaaaaaaaaaaaaaaaaaaaaaaa}; z=${y//a/aaaaaaaaaaaaaaaaa}',
  ],
  ['all lines of zeros', 'tail /dev/zero; sort /dev/zero; cat /dev/zero | grep x'],
  ['the last of very many', 'seq 1 1000000000000 | tail -1'],
  ['braces', 'echo {1..9}{1..9}{1..9}{1..9}{1..9}{1..9}{1..9}{1..9}{1..9} {1..1000000000} | wc -c'],
  ['widths', "printf '%999999999d %.999999999f %*s' 1 1 999999999 x | wc -c"],
  ['recursion', 'f() { f; }; f'],
  ['recursion of eval', 'f() { eval f; }; f'],
  ['a file that sources itself', 'source s.sh', 'echo "source s.sh" > s.sh'],
  ['a trap that traps', 'trap "kill -TERM \\$\\$" TERM; kill -TERM $$'],
  ['recursion of awk', 'awk "function f() { f() } BEGIN { f() }"'],
  ['powers', 'echo $((2**1000000000)) $((9**9**9)) $((1<<100000))'],
  ['an array with a hole', 'arr[4000000000]=1; echo ${#arr[@]}'],
  ['a hole in a file', 'dd if=/dev/zero of=f bs=1M seek=100000000 count=1; truncate -s 1000000000000 g'],
  ['a file of zeros', 'dd if=/dev/zero of=f bs=1M count=500; cp f g; ls -l g'],
  ['links in a circle', 'ln -s a b; ln -s b a; cat a; ls -R /proc/self/root | wc -l'],
  [
    'tries of grep',
    'echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E "^(a+)+$"; echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E "^(a|aa)+$"',
  ],
  ['tries of sed', 'echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | sed -E "s/(a*)*b\\1x//"'],
  ['tries of awk', 'echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | awk "/^(a+)+\\$/"'],
  ['tries of [[ =~ ]]', '[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab =~ ^(a+)+$ ]]'],
  ['tries of case', 'case aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab in *a*a*a*a*a*a*a*a*a*a*c) ;; esac'],
  [
    'tries of ${x##…}',
    'x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab; : ${x##*a*a*a*a*a*a*a*a*a*c} ${x#*a*a*a*a*a*a*a*c}',
  ],
  [
    'tries of patterns in one another',
    'shopt -s extglob; [[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab == +(+(a)) ]]',
  ],
  ['more than can be kept', 'cat < /dev/urandom | tee f1 f2 f3 > f4', ''],
];

describe('what never ends', () => {
  it.each(BOMBS)('is stopped by a limit: %s', (_, line = '', before = '') => {
    const { tell, run } = learner();
    run(`docker pull -q alpine; docker pull -q node:22-alpine; docker pull -q python:3.13-slim; ${before}`);
    let said: Said | undefined;
    expect(
      timeOf(() => {
        said = tell(line);
      }),
    ).toBeLessThan(PATIENCE);
    expect({ ...said, stdout: '', stderr: '' }).not.toMatchObject({ exit: 0, limit: undefined });
    expect(run('echo $((6 * 7))')).toBe('42');
  });
});

/** What is long but needs no memory: [the line, what it prints]. */
const STREAMS: readonly (readonly [string, string])[] = [
  ['head -c 100M /dev/zero | wc -c', '104857600'],
  ['dd if=/dev/zero bs=1M count=200 2> /dev/null | wc -c', '209715200'],
  ['yes | head -c 50M | cat | wc -c', '52428800'],
  ['yes | head -c 20M | wc -l', '10485760'],
  ['head -c 20M /dev/urandom | wc -c', '20971520'],
  ['docker run --rm alpine sh -c "yes | head -c 50M | wc -c"', '52428800'],
  ['docker run --rm alpine head -c 100M /dev/zero | wc -c', '104857600'],
  ['head -c 100M /dev/zero | docker run --rm -i alpine wc -c', '104857600'],
];

describe('what streams', () => {
  it.each(STREAMS)('goes through pipes to its end: %s', (line, printed) => {
    const { run } = learner();
    run('docker pull -q alpine');
    expect(run(line)).toBe(printed);
  });

  it('goes through docker exec', () => {
    const { run } = learner();
    run('docker run -d --name box alpine sleep 1000');
    expect(run('docker exec box head -c 100M /dev/zero | wc -c')).toBe('104857600');
    expect(run('head -c 100M /dev/zero | docker exec -i box wc -c')).toBe('104857600');
  });
});

describe('the disk', () => {
  const GIGABYTE =
    'i=0; while [ $i -lt 100 ]; do head -c 10M a > b || break; rm b; i=$((i + 1)); done; echo $i';
  /** Ten megabytes that are not all zero. */
  const FILE = 'yes | head -c 10M > a';

  it('gets back what files took that are gone', () => {
    const { run } = learner();
    run(FILE);
    expect(run(GIGABYTE)).toBe('100');
    expect(run('for i in 1 2 3 4; do cp a b; done; wc -c b')).toBe('10485760 b');
  });

  it('is full when they stay, until they are gone', () => {
    const { run, tell } = learner();
    run(FILE);
    const said = tell('i=0; while [ $i -lt 20 ]; do head -c 10M a > b$i || break; i=$((i + 1)); done');
    expect(said.stderr).toContain('No space left on device');
    run('rm b*');
    expect(run('head -c 10M a > b; wc -c b')).toBe('10485760 b');
  });

  it('gets back what containers, volumes and images took', () => {
    const { run } = learner();
    run('docker pull -q alpine');
    const WRITE = 'yes | head -c 10M > /data/x';
    for (let at = 0; at < 20; at++) {
      run(`docker run --name big -v all:/data alpine sh -c '${WRITE}'`);
      run('docker commit big tagged; docker rm big; docker rmi tagged; docker volume rm all');
      run(`docker run --rm alpine sh -c 'mkdir /data; ${WRITE}'`);
    }
    expect(run('docker ps -aq; docker volume ls -q')).toBe('');
  });

  it('does not give back what an image still holds', () => {
    const { run, tell } = learner();
    run('docker pull -q alpine');
    const said = Array.from({ length: 20 }, (_, at) =>
      tell(
        `docker run --name big alpine sh -c 'yes | head -c 10M > /x' && docker commit big t${at} && docker rm big`,
      ),
    );
    expect(said.some(({ stderr }) => stderr.includes('No space left on device'))).toBe(true);
  });

  it('takes back what was done just before, however much was written and deleted', () => {
    const { run, sandbox } = learner();
    run(FILE);
    run('echo first > note');
    run(GIGABYTE);
    run('echo second > note');
    expect(sandbox.undo()).toBe('echo second > note');
    expect(run('cat note')).toBe('first');
  });
});

describe('a log', () => {
  it('is full at some point, and the container goes on', () => {
    const { run, sandbox } = learner();
    run('docker run -d --name loud alpine sh -c "seq 1 150000; echo done > /done; sleep 1000"');
    sandbox.advance(60_000);
    expect(run('docker exec loud cat /done')).toBe('done');
    expect(run('docker logs loud | wc -l')).toBe('100000');
  });
});

describe('what takes too much', () => {
  it.each(GREEDY)('ends, and the shell is still there: %s', (_, line = '', before = '') => {
    const { tell, run } = learner();
    run(`: ${before === '' ? '' : `; ${before}`}`);
    expect(timeOf(() => tell(line))).toBeLessThan(PATIENCE);
    expect(run('echo $((6 * 7))')).toBe('42');
  });

  it('leaves this process less than 500 MB larger', () => {
    expect(process.memoryUsage().rss / 1024 / 1024).toBeLessThan(1000);
  });
});

describe('bad input', () => {
  it('a quote that is never closed waits for more, and ends with the shell', () => {
    const { sandbox } = learner();
    sandbox.line("echo 'one");
    expect(sandbox.run()).toMatchObject({ kind: 'prompt', continuation: true });
    sandbox.line("two'");
    expect(sandbox.run()).toMatchObject({ kind: 'prompt', continuation: false });
  });

  it('a line of a megabyte', () => {
    const { tell } = learner();
    expect(tell(`echo ${'a'.repeat(1_000_000)} | wc -c`)).toMatchObject({ exit: 0, stdout: '1000001\n' });
    expect(tell(`docker run ${'x '.repeat(200_000)}`).exit).toBe(125);
  });

  it.each([
    '('.repeat(100_000),
    ')'.repeat(100_000),
    `echo ${'$('.repeat(20_000)}${')'.repeat(20_000)}`,
    `echo ${'${a:-'.repeat(20_000)}${'}'.repeat(20_000)}`,
    `echo $((${'('.repeat(20_000)}1${')'.repeat(20_000)}))`,
    `echo ${'{a,'.repeat(20_000)}${'}'.repeat(20_000)}`,
    `[[ ${'( '.repeat(20_000)} a ${' )'.repeat(20_000)} ]]`,
    'if true; then '.repeat(20_000),
    `case x in ${'(x) case x in '.repeat(10_000)}`,
    `echo a | grep -E '${'('.repeat(20_000)}a${')'.repeat(20_000)}'`,
    `awk 'BEGIN { print ${'('.repeat(20_000)}1${')'.repeat(20_000)} }'`,
    `echo ${'a'.repeat(100_000)} | sed -E 's/${'(a)'.repeat(9)}*/\\1/'`,
  ])('much in one another (%#)', (line) => {
    const { sandbox, tell } = learner();
    expect(timeOf(() => tell(line))).toBeLessThan(PATIENCE);
    expect(sandbox.world().containers).toEqual([]);
  });

  it('bytes that are no text', () => {
    const { tell, run } = learner();
    const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
    tell(
      bytes
        .replaceAll('\n', '')
        .replaceAll("'", '')
        .replaceAll('"', '')
        .replaceAll('`', '')
        .replaceAll('(', '')
        .replaceAll('\\', ''),
    );
    tell('\0\u0001\uffff\ud800');
    run('docker pull -q alpine');
    expect(run("printf '\\x00\\xff\\xfe' | docker run -i --rm alpine wc -c")).toBe('3');
  });

  it('a thousand flags', () => {
    const { run, tell } = learner();
    const flags = Array.from({ length: 1000 }, (_, at) => `-e A${at}=${at} --label l${at}=x`).join(' ');
    expect(run(`docker run --rm ${flags} alpine env 2>/dev/null | grep -c ^A`)).toBe('1000');
    expect(tell(`docker run ${'-p 80:80 '.repeat(1000)} alpine true`).exit).toBe(125);
    expect(tell(`docker run ${'--nosuch '.repeat(1000)} alpine`).exit).toBe(125);
  });
});
