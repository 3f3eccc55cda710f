import { describe, expect, test } from 'vitest';
import { buildHere, stepsOf } from './build-here.ts';

const cachedOf = (progress: string) =>
  stepsOf(progress)
    .filter(({ cached }) => cached)
    .map(({ step }) => step);

describe('an image', () => {
  test('has the files, settings and history that its Dockerfile says', () => {
    const here = buildHere();
    here.files({ 'app.py': 'print(1)\n' });
    const said = here.build(
      'FROM alpine\nARG V=2\nENV NAME=x\nWORKDIR /app\nCOPY app.py .\nRUN echo $V$NAME > out\nEXPOSE 80\nUSER nobody\nCMD ["cat", "out"]\n',
    );
    expect(said.exit).toBe(0);
    expect(here.docker('run', '--rm', 'app').out).toBe('2x\n');
    const { Config } = here.daemon.inspectImage('app');
    expect(Config).toMatchObject({ Cmd: ['cat', 'out'], User: 'nobody', WorkingDir: '/app' });
    expect(Config.ExposedPorts).toEqual({ '80/tcp': {} });
    expect(Config.Env).toContain('NAME=x');
    expect(
      here.daemon.image('app').history.map(({ createdBy, emptyLayer }) => [createdBy, emptyLayer]),
    ).toEqual([
      ['ADD rootfs.tar.gz / # buildkit', false],
      ['ARG V=2', true],
      ['ENV NAME=x', true],
      ['WORKDIR /app', false],
      ['COPY app.py . # buildkit', false],
      ['RUN |1 V=2 /bin/sh -c echo $V$NAME > out # buildkit', false],
      ['EXPOSE [80/tcp]', true],
      ['USER nobody', true],
      ['CMD ["cat" "out"]', true],
    ]);
  });

  test('gets all names, labels and an id file; the one before loses its name', () => {
    const here = buildHere();
    here.files({});
    here.build('FROM alpine\n');
    const before = here.daemon.image('app').id;
    here.build('FROM alpine\nRUN echo x > /x\n', '-t', 'b:1', '--label', 'a=b', '--iidfile', '/id');
    const { id } = here.daemon.image('b:1');
    expect(here.daemon.image('app').id).toBe(id);
    expect(here.daemon.inspectImage('app').Config.Labels).toEqual({ a: 'b' });
    expect(here.daemon.image(before).id).toBe(before);
    expect(here.docker('run', '--rm', 'app', 'cat', '/x').out).toBe('x\n');
    const quiet = here.docker('build', '-q', '/context');
    expect(quiet).toMatchObject({ exit: 0, out: expect.stringMatching(/^sha256:[0-9a-f]{64}\n$/), err: '' });
  });

  test('is on no list because it is a base: only what was built has a name', () => {
    const here = buildHere();
    here.build('FROM alpine\n');
    expect(here.daemon.images().flatMap(({ tags }) => tags)).toEqual(['app:latest']);
  });

  test('of the same files and lines is the same', () => {
    const ids = [0, 1].map(() => {
      const here = buildHere();
      here.files({ a: '1', 'd/b': '2' });
      here.build('FROM alpine\nCOPY . /x\nRUN date > /now; ip addr > /ip\n');
      return here.daemon.image('app').id;
    });
    expect(ids[0]).toBe(ids[1]);
  });

  test('comes again from the cache, and back with an undo', () => {
    const here = buildHere();
    here.files({ a: '1' });
    const dockerfile = 'FROM alpine\nCOPY a /\nRUN echo x > /y\n';
    const mark = here.kernel.journal.mark();
    here.build(dockerfile);
    const { id } = here.daemon.image('app');
    expect(cachedOf(here.build(dockerfile).err)).toHaveLength(3);
    expect(here.daemon.image('app').id).toBe(id);
    here.kernel.journal.undo(mark);
    expect(here.daemon.images()).toEqual([]);
    here.files({ a: '1' });
    expect(cachedOf(here.build(dockerfile).err)).toEqual([]);
  });
});

describe('ENTRYPOINT and CMD', () => {
  test('a new ENTRYPOINT resets the CMD of the base, a CMD of its own stays', () => {
    const here = buildHere();
    here.build('FROM nginx\nENTRYPOINT ["/e"]\n');
    expect(here.daemon.inspectImage('app').Config.Cmd ?? null).toBeNull();
    here.build('FROM nginx\nCMD ["c"]\nENTRYPOINT ["/e"]\n');
    expect(here.daemon.inspectImage('app').Config.Cmd).toEqual(['c']);
    here.build('FROM nginx\nCMD c d\n');
    expect(here.daemon.inspectImage('app').Config).toMatchObject({
      Entrypoint: ['/start'],
      Cmd: ['/bin/sh', '-c', 'c d'],
    });
  });
});

describe('RUN', () => {
  const run = (line: string, ...flags: readonly string[]) => {
    const here = buildHere();
    here.files({ f: 'file\n' });
    const said = here.build(`FROM alpine\n${line}\nRUN cat /out\n`, ...flags);
    const index = /^#(\d+) \[3\/3\] RUN cat \/out$/m.exec(said.err)?.[1];
    return [...said.err.matchAll(new RegExp(`^#${index} \\d+\\.\\d+ (.*)$`, 'gm'))]
      .map(([, text]) => text)
      .join('\n');
  };

  test.each([
    ['RUN <<EOF\necho a > /out\necho b >> /out\nEOF', 'a\nb'],
    ['RUN <<EOF cat > /out\nhello\nEOF', 'hello'],
    ['RUN ["sh", "-c", "echo $0 > /out"]', 'sh'],
    ['RUN --mount=type=bind,target=/m cat /m/f > /out', 'file'],
    ['RUN --mount=type=tmpfs,target=/t touch /t/x && ls /t > /out', 'x'],
    ['RUN --mount=type=secret,id=s cat /run/secrets/s > /out', 'hidden'],
    ['RUN --mount=type=secret,id=s,env=S echo $S > /out', 'hidden'],
    ['RUN --network=none ip addr | grep -c inet > /out', '1'],
  ])('%s', (line, expected) => {
    expect(run(line, '--secret', 'id=s,env=SECRET')).toBe(expected === 'hidden' ? '' : expected);
  });

  test('sees a secret that is a file, which stays out of the image', () => {
    const here = buildHere();
    here.files({ s: 'hidden\n' });
    here.build(
      'FROM alpine\nRUN --mount=type=secret,id=s cp /run/secrets/s /out\n',
      '--secret',
      'id=s,src=/context/s',
    );
    expect(here.docker('run', '--rm', 'app', 'cat', '/out').out).toBe('hidden\n');
    expect(here.docker('run', '--rm', 'app', 'ls', '/run').out).toBe('');
  });

  test('keeps a cache mount between builds, but not in the image', () => {
    const here = buildHere();
    const line = 'RUN --mount=type=cache,target=/c echo x >> /c/log; wc -l < /c/log > /n';
    here.build(`FROM alpine\n${line}\n`);
    here.build(`FROM alpine\n${line}\n`, '--no-cache');
    expect(here.docker('run', '--rm', 'app', 'cat', '/n').out).toBe('2\n');
    expect(here.docker('run', '--rm', 'app', 'ls', '/').out).not.toMatch(/^c$/m);
  });

  test('is another one with another secret only if it says so', () => {
    const here = buildHere();
    here.files({ s: '1' });
    const text = 'FROM alpine\nRUN --mount=type=secret,id=s cat /run/secrets/s\n';
    here.build(text, '--secret', 'id=s,src=/context/s');
    here.files({ s: '2' });
    expect(cachedOf(here.build(text, '--secret', 'id=s,src=/context/s').err)).toHaveLength(2);
  });

  test('stages run beside each other', () => {
    const here = buildHere();
    const begun = here.kernel.now();
    here.build(
      'FROM alpine AS a\nRUN sleep 10; echo > /a\nFROM alpine AS b\nRUN sleep 10; echo > /b\nFROM alpine\nCOPY --from=a /a /\nCOPY --from=b /b /\n',
    );
    expect(here.kernel.now() - begun).toBeLessThan(12_000);
  });

  test('that goes on for ever is stopped by ^C, and leaves nothing behind', () => {
    const here = buildHere({ steps: 30_000 });
    const said = here.build('FROM alpine\nRUN while true; do :; done\n');
    expect(said.exit).toBeUndefined();
    for (const { pid } of here.kernel.processesOf(here.kernel.host)) here.kernel.signal(pid, 'SIGINT');
    here.kernel.run(() => here.kernel.processesOf(here.kernel.host).length === 0, here.kernel.now() + 10_000);
    expect(here.kernel.processesOf(here.kernel.host)).toEqual([]);
    expect(here.build('FROM alpine\nRUN ps\n').err).not.toContain('while true');
  });
});

describe('COPY and ADD', () => {
  const FILES = { 'a.txt': 'a\n', 'b.txt': 'b\n', 'd/x': 'x\n', 'd/e/y': 'y\n' };
  test.each([
    ['COPY a.txt /n', '/n'],
    ['COPY a.txt /n/', '/n /n/a.txt'],
    ['COPY *.txt /n/', '/n /n/a.txt /n/b.txt'],
    ['COPY d /n', '/n /n/e /n/e/y /n/x'],
    ['COPY d/e a.txt /n/', '/n /n/a.txt /n/y'],
    ['COPY ["a.txt", "/n/m"]', '/n /n/m'],
    ['COPY --exclude=e d /n', '/n /n/x'],
    ['COPY --parents d/e/y /n', '/n /n/d /n/d/e /n/d/e/y'],
    ['COPY --link d /n', '/n /n/e /n/e/y /n/x'],
    ['COPY <<EOF /n\nhi\nEOF', '/n'],
  ])('%s', (line, expected) => {
    const here = buildHere();
    here.files(FILES);
    expect(here.build(`FROM alpine\n${line}\n`).exit).toBe(0);
    const found = here.docker('run', '--rm', 'app', 'find', '/n').out;
    expect(found.split('\n').filter(Boolean).toSorted().join(' ')).toBe(expected);
  });

  test('give files to root, or to whom --chown names, with the mode of --chmod and their own time', () => {
    const here = buildHere();
    here.files(FILES, Date.UTC(2020, 0, 1));
    here.build(
      'FROM alpine\nCOPY a.txt /1\nCOPY --chown=learner a.txt /2\nCOPY --chown=5:6 --chmod=600 a.txt /3\nCOPY --chmod=u+x a.txt /4\n',
    );
    const said = here.docker('run', '--rm', 'app', 'stat', '-c', '%a %u %g', '/1', '/2', '/3', '/4').out;
    expect(said).toBe('644 0 0\n644 1000 1000\n600 5 6\n744 0 0\n');
  });

  test('an unknown owner fails', () => {
    const here = buildHere();
    here.files(FILES);
    expect(here.build('FROM alpine\nCOPY --chown=who a.txt /\n').err).toContain(
      'ERROR: failed to build: failed to solve: unable to find user who: no matching entries in passwd file\n',
    );
  });

  test('from an image or a stage keep owners', () => {
    const here = buildHere();
    here.build(
      'FROM alpine AS one\nRUN touch /f && chown 7:8 /f\nFROM scratch\nCOPY --from=one /f /g\nCOPY --from=nginx /bin/busybox /busybox\n',
    );
    expect(here.docker('run', '--rm', 'app', '/busybox', 'stat', '-c', '%u %g', '/g').out).toBe('7 8\n');
  });

  test('send only what is needed, and the second time only what is new', () => {
    const here = buildHere();
    here.files({ small: 'x', big: 'y'.repeat(5000) });
    const sent = (text: string) => /load build context\n#\d+ transferring context: (\S+)/.exec(text)?.[1];
    expect(sent(here.build('FROM alpine\nCOPY small /\n').err)).toBe('30B');
    expect(sent(here.build('FROM alpine\nCOPY big /\n').err)).toBe('27B');
    expect(sent(here.build('FROM alpine\nRUN echo\n').err)).toBeUndefined();
  });

  test('do not see what .dockerignore names', () => {
    const here = buildHere();
    here.files({ '.dockerignore': '*.log\n!keep.log\nDockerfile', 'a.log': '', 'keep.log': '', src: '' });
    here.build('FROM alpine\nCOPY . /x\n');
    expect(here.docker('run', '--rm', 'app', 'ls', '-A', '/x').out).toBe('.dockerignore\nkeep.log\nsrc\n');
    const failed = here.build('FROM alpine\nCOPY a.log /x\n');
    expect(failed.err).toMatch(
      /failed to calculate checksum of ref \w{25}::\w{25}: "\/a\.log": not found\n$/,
    );
  });
});

describe('stages', () => {
  const TEXT =
    'FROM alpine AS base\nRUN echo base\nFROM base AS unused\nRUN echo unused\nFROM base AS test\nRUN echo test\nFROM base\nRUN echo last\n';

  test('that nothing needs are not built', () => {
    const here = buildHere();
    expect(stepsOf(here.build(TEXT).err).map(({ step }) => step)).toEqual([
      expect.stringMatching(/^FROM /),
      'RUN echo base',
      'RUN echo last',
    ]);
  });

  test('--target builds another one', () => {
    const here = buildHere();
    expect(stepsOf(here.build(TEXT, '--target', 'TEST').err).at(-1)?.step).toBe('RUN echo test');
    expect(here.build(TEXT, '--target', 'tset').err).toContain(
      'ERROR: failed to build: failed to solve: target stage "tset" could not be found (did you mean test?)\n',
    );
  });

  test('ONBUILD of the base comes first', () => {
    const here = buildHere();
    here.files({ app: 'x' });
    expect(
      stepsOf(here.build('FROM trigger\nRUN echo mine\n').err)
        .map(({ step }) => step)
        .slice(1),
    ).toEqual(['ONBUILD COPY app /app', 'ONBUILD RUN echo triggered', 'RUN echo mine']);
  });

  test('a recursive ONBUILD is refused', () => {
    const here = buildHere();
    expect(here.build('FROM alpine\nONBUILD ONBUILD RUN x\n').err).toContain(
      "dockerfile parse error on line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed\n",
    );
  });
});

test('of thirty instructions each is in the history, and a second build runs none again', () => {
  const here = buildHere();
  here.files(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`d/f${at}`, 'x'.repeat(100)])));
  const lines = Array.from(
    { length: 10 },
    (_, at) => `ENV A${at}=1\nRUN echo ${at} > /f${at}\nCOPY d /d${at}\n`,
  );
  const text = `FROM alpine\n${lines.join('')}`;
  expect(here.build(text).exit).toBe(0);
  expect(here.daemon.image('app').history).toHaveLength(31);
  expect(here.docker('run', '--rm', 'app', 'cat', '/f9', '/d9/f49').out).toBe(`9\n${'x'.repeat(100)}`);
  // The base too.
  expect(cachedOf(here.build(text).err)).toHaveLength(21);
});
