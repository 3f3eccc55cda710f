import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { withSession } from '../../src/app/session.ts';
import { charsetOfWidths, type Measuring, profileOf } from '../../src/app/terminal-profile.ts';
import type { Host } from '../../src/platform/host.ts';
import { measureWidths, PROBES } from '../../src/terminal/probe.ts';
import { terminalKey } from '../../src/terminal/terminal-key.ts';
import { newFolder } from '../helpers/temporary.ts';

/** A keyboard and a terminal that answers each question by what stands before it, from the left edge. */
function fakeTerminal(cellsOf: (text: string) => number | undefined) {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      modes.push(raw);
    },
  });
  let output = '';
  const stdout = {
    isTTY: true,
    columns: 80,
    rows: 24,
    write(text: string) {
      output += text;
      for (const [, before = ''] of text.matchAll(/\r([^\r\u001b]+)\u001b\[6n/g)) {
        const cells = cellsOf(before);
        if (cells !== undefined) stdin.write(`\u001b[7;${cells + 1}R`);
      }
      return true;
    },
  };
  return {
    stdin: stdin as unknown as ReadStream,
    stdout: stdout as unknown as Host['stdout'],
    modes,
    output: () => output,
    type: (text: string) => stdin.write(text),
    /** What is left for whoever reads the keyboard next. */
    left: () => String(stdin.read() ?? ''),
  };
}

const good = (text: string) => PROBES.find((probe) => probe.text === text)?.cells;
const wide = (text: string) => (text === '─' ? 2 : good(text));

function hostWith(terminal: ReturnType<typeof fakeTerminal>, data: string, env: Host['env'] = {}): Host {
  return {
    env: { TERM: 'xterm', LANG: 'en_US.UTF-8', DOCKER_TUTOR_HOME: data, ...env },
    platform: 'linux',
    cwd: data,
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    stdoutIsTerminal: true,
    stderr: terminal.stdout,
    now: () => 0,
    homedir: () => data,
  } as unknown as Host;
}

const charsetIn = (host: Host, measuring: Measuring, options = {}) =>
  withSession(host, options, ({ terminal }) => terminal.charset, measuring);

describe('a measurement', () => {
  it('tells the cells that each probe took, and erases what it printed', async () => {
    const terminal = fakeTerminal(wide);
    const { widths } = measureWidths(terminal.stdin, terminal.stdout, 5000);
    expect(await widths).toEqual({ box: 2, hangul: 2, arrow: 1, emoji: 2 });
    expect(terminal.output().endsWith('\r\u001b[2K')).toBe(true);
    expect(terminal.modes).toEqual([true, false]);
  });

  it('leaves what was typed meanwhile, in its order, to whoever reads next', async () => {
    const terminal = fakeTerminal((text) => {
      terminal.type(text === '→' ? '가' : 'a');
      return good(text);
    });
    terminal.type('first');
    await measureWidths(terminal.stdin, terminal.stdout, 5000).widths;
    expect(terminal.left()).toBe('firstaa가a');
  });

  it('ends without an answer in its time, or when the keyboard is gone', async () => {
    const silent = fakeTerminal(() => undefined);
    silent.type('x');
    expect(await measureWidths(silent.stdin, silent.stdout, 1).widths).toBeUndefined();
    expect(silent.left()).toBe('x');
    const gone = fakeTerminal(() => undefined);
    const { widths } = measureWidths(gone.stdin, gone.stdout, 60_000);
    (gone.stdin as unknown as PassThrough).end();
    expect(await widths).toBeUndefined();
  });

  it('hears an answer that comes late, whole or in pieces, once somebody reads', async () => {
    const terminal = fakeTerminal(() => undefined);
    const heard: unknown[] = [];
    const { widths, stop } = measureWidths(terminal.stdin, terminal.stdout, 1, (found) => heard.push(found));
    await widths;
    const ended = new Promise((done) =>
      terminal.stdin.on('data', (data) => `${data}`.includes('q') && done(0)),
    );
    for (const piece of ['\u001b[7;3R\u001b[', '7;3', 'R\u001b[7;2R', '\u001b[7;3R', 'q'])
      terminal.type(piece);
    terminal.stdin.resume();
    await ended;
    expect(heard).toEqual([{ box: 2, hangul: 2, arrow: 1, emoji: 2 }]);
    stop();
  });
});

describe('a session on a new terminal', () => {
  it('has the characters that the terminal can show before any work is done', async () => {
    const data = newFolder();
    expect(await charsetIn(hostWith(fakeTerminal(wide), data), 'once')).toBe('ascii');
    expect(await charsetIn(hostWith(fakeTerminal(good), newFolder()), 'once')).toBe('unicode');
    // Remembered, by commands that do not ask, too.
    const later = fakeTerminal(wide);
    expect(await charsetIn(hostWith(later, data), 'never')).toBe('ascii');
    expect(await charsetIn(hostWith(later, data), 'once')).toBe('ascii');
    expect(later.output()).toBe('');
    // Another terminal is another question.
    expect(await charsetIn(hostWith(fakeTerminal(good), data, { TERM_PROGRAM: 'other' }), 'once')).toBe(
      'unicode',
    );
    expect(await charsetIn(hostWith(later, data), 'never')).toBe('ascii');
  });

  it('does as it is told, whatever the widths', async () => {
    const data = newFolder();
    await charsetIn(hostWith(fakeTerminal(wide), data), 'once');
    expect(await charsetIn(hostWith(fakeTerminal(wide), data), 'once', { unicode: true })).toBe('unicode');
    expect(await charsetIn(hostWith(fakeTerminal(wide), data), 'once', { ascii: true })).toBe('ascii');
  });

  it('passes over a file of another make, and writes its own', async () => {
    for (const content of ['', '[]', '{"format":9}', '{"format":1,"terminals":[3,{"key":1}]}']) {
      const data = newFolder();
      writeFileSync(join(data, 'terminals.json'), content);
      const { known, asked } = await profileOf(hostWith(fakeTerminal(wide), data), data, 'once');
      expect({ known, box: (await asked)?.box }).toEqual({ known: undefined, box: 2 });
      await new Promise((done) => setImmediate(done));
      expect(readFileSync(join(data, 'terminals.json'), 'utf8')).toContain('"box":2');
    }
  });

  it('remembers so many terminals, the last ones', async () => {
    const data = newFolder();
    for (let at = 0; at < 25; at++) {
      const host = hostWith(fakeTerminal(good), data, { TERM_PROGRAM: `t${at}` });
      await (await profileOf(host, data, 'once')).asked;
      await new Promise((done) => setImmediate(done));
    }
    const text = readFileSync(join(data, 'terminals.json'), 'utf8');
    expect(text).toContain('=t24 ');
    expect(text).not.toContain('=t4 ');
  });
});

describe('what a terminal is remembered by', () => {
  const key = (env: Record<string, string>) => terminalKey(env, 'linux');

  it('is its program, its version, what stands between, and the locale', () => {
    const base = { TERM: 'xterm', LANG: 'en_US.UTF-8' };
    const others = [
      {},
      { TERM: 'screen' },
      { TERM_PROGRAM: 'vscode' },
      { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.2' },
      { TMUX: '/tmp/tmux-0/default,1,0' },
      { WT_SESSION: 'c0ffee' },
      { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' },
      { LC_ALL: 'ko_KR.UTF-8' },
    ].map((more) => key({ ...base, ...more }));
    expect(new Set(others).size).toBe(others.length);
  });

  it('has nothing of one session in it', () => {
    expect(key({ WT_SESSION: 'a', TMUX: 'x,1' })).toBe(key({ WT_SESSION: 'b', TMUX: 'y,2' }));
    expect(key({ SSH_CONNECTION: '10.0.0.1 1' })).not.toContain('10.0.0.1');
  });
});

describe('widths', () => {
  it('take box characters away only where those were measured and do not take one cell', () => {
    expect(charsetOfWidths(undefined)).toBeUndefined();
    expect(charsetOfWidths({})).toBeUndefined();
    expect(charsetOfWidths({ box: 1, hangul: 1 })).toBeUndefined();
    expect(charsetOfWidths({ box: 2 })).toBe('ascii');
    expect(charsetOfWidths({ box: 3 })).toBe('ascii');
  });
});
