import { describe, expect, test } from 'vitest';
import { PlainView } from '../../../../src/engine/sandbox/build/plain-view.ts';
import { Progress, shownBytes } from '../../../../src/engine/sandbox/build/progress.ts';
import { TerminalView } from '../../../../src/engine/sandbox/build/terminal-view.ts';
import { buildHere } from './build-here.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const last = (text: string, lines: number) => text.split('\n').slice(-lines).join('\n');

describe('a build says', () => {
  test('what it does, line by line, on standard error', () => {
    const here = buildHere();
    here.files({ a: 'x' });
    here.build('FROM alpine\n');
    const { out, err } = here.build('FROM alpine\nCOPY a /\nRUN echo one; sleep 1; echo two\n');
    expect(out).toBe('');
    const id = here.daemon.image('app').id;
    expect(err.replace(/(manifest|config) sha256:[0-9a-f]{64}/g, '$1 …')).toBe(
      [
        '#0 building with "default" instance using docker driver',
        '',
        '#1 [internal] load build definition from Dockerfile',
        '#1 transferring dockerfile: 93B done',
        '#1 DONE 0.0s',
        '',
        '#2 [internal] load metadata for docker.io/library/alpine:latest',
        '#2 DONE 0.0s',
        '',
        '#3 [internal] load .dockerignore',
        '#3 transferring context: 2B done',
        '#3 DONE 0.0s',
        '',
        '#4 [internal] load build context',
        '#4 transferring context: 26B done',
        '#4 DONE 0.0s',
        '',
        `#5 [1/3] FROM docker.io/library/alpine:latest@${DIGEST}`,
        `#5 resolve docker.io/library/alpine:latest@${DIGEST} done`,
        '#5 CACHED',
        '',
        '#6 [2/3] COPY a /',
        '#6 DONE 0.0s',
        '',
        '#7 [3/3] RUN echo one; sleep 1; echo two',
        '#7 0.090 one',
        '#7 1.090 two',
        '#7 DONE 1.1s',
        '',
        '#8 exporting to image',
        '#8 exporting layers 0.0s done',
        '#8 exporting manifest … done',
        '#8 exporting config … done',
        '#8 exporting attestation manifest … done',
        `#8 exporting manifest list ${id} done`,
        '#8 naming to docker.io/library/app:latest done',
        '#8 unpacking to docker.io/library/app:latest done',
        '#8 DONE 0.0s',
        '',
      ].join('\n'),
    );
  });

  test('where and why a command failed', () => {
    const here = buildHere();
    const { exit, err } = here.build('FROM alpine\nRUN false\nUSER 1\n');
    expect(exit).toBe(1);
    expect(last(err, 12)).toBe(
      [
        '------',
        ' > [2/2] RUN false:',
        '------',
        'Dockerfile:2',
        '--------------------',
        '   1 |     FROM alpine',
        '   2 | >>> RUN false',
        '   3 |     USER 1',
        '   4 |     ',
        '--------------------',
        'ERROR: failed to build: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [
      'FROM alpin\n',
      'alpin: failed to resolve source metadata for docker.io/library/alpin:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed (did you mean alpine?)',
    ],
    [
      'FROM alpine:no\n',
      'alpine:no: failed to resolve source metadata for docker.io/library/alpine:no: docker.io/library/alpine:no: not found',
    ],
    [
      'FROM Alpine\n',
      'failed to parse stage name "Alpine": invalid reference format: repository name (library/Alpine) must be lowercase',
    ],
    [
      'FROM alpine\nUSER who\nRUN x\n',
      'process "/bin/sh -c x" did not complete successfully: unable to find user who: no matching entries in passwd file',
    ],
    ['FROM alpine\nCOPY http://a.b/c /\n', "source can't be a URL for COPY"],
    ['FROM --platform=linux/arm64 alpine\n', 'the sandbox does not model builds for linux/arm64 yet'],
    ['FROM alpine\nRUN --mount=type=ssh x\n', 'the sandbox does not model --mount=type=ssh yet'],
  ])('of %j: %s', (dockerfile, message) => {
    expect(buildHere().build(dockerfile).err).toContain(
      `\nERROR: failed to build: failed to solve: ${message}\n`,
    );
  });

  test('that there is no Dockerfile, or no folder', () => {
    const here = buildHere();
    here.files({});
    expect(last(here.docker('build', '/context').err, 2)).toBe(
      'ERROR: failed to build: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory\n',
    );
    expect(here.docker('build', '/nosuch')).toEqual({
      exit: 1,
      out: '',
      err: 'ERROR: failed to build: unable to prepare context: path "/nosuch" not found\n',
    });
    expect(here.docker('build', '-t', 'A', '/context').err).toBe(
      'ERROR: failed to build: invalid tag "A": invalid reference format: repository name (library/A) must be lowercase\n',
    );
    expect(here.docker('build', 'https://x.org/a.git').err).toBe(
      'docker: the sandbox does not model builds from https://x.org/a.git yet\n',
    );
  });

  test('what the checks found', () => {
    const here = buildHere();
    const dockerfile = 'FROM alpine\nCMD x\n';
    expect(last(here.build(dockerfile).err, 4)).toBe(
      [
        '',
        ' 1 warning found (use docker --debug to expand):',
        ' - JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals (line 2)',
        '',
      ].join('\n'),
    );
    const checked = here.build(dockerfile, '--check');
    expect(checked.exit).toBe(1);
    expect(checked.out).toMatch(
      /^Check complete, 1 warning has been found!\n\nWARNING: JSONArgsRecommended - https:.*\n/,
    );
    expect(here.build('FROM alpine\n', '--check')).toEqual({
      exit: 0,
      out: 'Check complete, no warnings found.\n',
      err: '',
    });
  });

  test('the same for a Dockerfile that comes by standard input', () => {
    const here = buildHere();
    here.files({ a: 'x' });
    const options = { stdin: 'FROM alpine\nCOPY a /a\n' };
    expect(here.dockerWith(options, 'build', '-q', '-f', '-', '/context')).toMatchObject({
      exit: 0,
      err: '',
    });
    const without = here.dockerWith(options, 'build', '-');
    expect(without.err).toMatch(/"\/a": not found\n$/);
  });
});

describe('the views', () => {
  test('write one step at a time; one that ends comes between', () => {
    let now = 0;
    const view = new PlainView();
    const progress = new Progress(view, () => now);
    const [one, two] = [progress.start('one'), progress.start('two')];
    progress.log(one, 'a');
    progress.log(two, 'hidden\n');
    now = 1500;
    progress.done(two);
    progress.log(one, 'b\n');
    progress.done(one, { error: 'why' });
    expect(view.finish(progress.vertices)).toBe(
      '#0 building with "default" instance using docker driver\n\n#1 one\n#1 0.000 a\n#1 ...\n\n#2 two\n#2 0.000 hidden\n#2 DONE 1.5s\n\n#1 one\n#1 0.000 ab\n#1 ERROR: why\n------\n > one:\n0.000 ab\n------\n',
    );
  });

  test('fit into the terminal, with the time at its edge', () => {
    let now = 0;
    const view = new TerminalView(60);
    const progress = new Progress(view, () => now);
    const one = progress.start(`[1/2] ${'long '.repeat(20)}`);
    progress.status(one, 'transferring context:', { current: 1050 });
    now = 1240;
    progress.done(one, { cached: true });
    const lines = view.finish(progress.vertices, now).split('\n');
    expect(lines[0]).toBe('[+] Building 1.2s (1/1) FINISHED             docker:default');
    expect(lines[1]).toMatch(/^ => CACHED \[1\/2\] long .* 1\.2s$/);
    expect(lines[2]).toMatch(/^ => => transferring context: 1\.05kB +0\.0s$/);
    for (const line of lines) expect(line.length).toBeLessThan(61);
  });

  test('show bytes as BuildKit does', () => {
    expect([31, 1050, 2_500_000].map(shownBytes)).toEqual(['31B', '1.05kB', '2.50MB']);
  });
});
