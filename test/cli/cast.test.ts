import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { openProgram, type ProgramScreen } from '../helpers/program.ts';
import { newEmulator } from '../helpers/screen.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

interface Cast {
  readonly header: Readonly<Record<string, unknown>>;
  readonly events: readonly (readonly [number, string, string])[];
}

/** Reads a recording strictly: a header, then events in the order of time. */
function castIn(file: string): Cast {
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  const [header, ...events] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  let before = 0;
  for (const event of events) {
    expect(event).toEqual([expect.any(Number), expect.stringMatching(/^[or]$/), expect.any(String)]);
    expect(event[0]).toBeGreaterThanOrEqual(before);
    before = event[0];
  }
  return { header, events };
}

/** The screen after a recording was played. */
async function playedBack({ header, events }: Cast): Promise<string[]> {
  const terminal = newEmulator(Number(header['width']), Number(header['height']));
  for (const [, kind, data] of events) {
    const [columns = 0, rows = 0] = data.split('x').map(Number);
    if (kind === 'r') terminal.resize(columns, rows);
    else await new Promise<void>((done) => terminal.write(data, done));
  }
  const { buffer, rows } = terminal;
  const shown = Array.from(
    { length: rows },
    (_, row) => buffer.active.getLine(buffer.active.viewportY + row)?.translateToString(true) ?? '',
  );
  terminal.dispose();
  return shown;
}

const start = (args: readonly string[], home: string): ProgramScreen =>
  openProgram([...args, '--cast', 'run.cast'], { home, cwd: home });

describe('a recording of a lesson', () => {
  it('played back leaves the same screen, in both languages, at each moment and at the end', async () => {
    const home = newFolder();
    const file = join(home, 'run.cast');
    const screen = start(['learn', 'vm-vs-container', '--step', '8', '--no-motion'], home);
    await screen.until('8/10');
    screen.type('l');
    await screen.until('다음');
    expect(await playedBack(castIn(file))).toEqual(screen.rows());
    screen.resize(60, 20);
    await screen.until((text) => text.split('\n').length === 20 && text.includes('8/10'));
    screen.type('<right>');
    await screen.until('9/10');
    expect(await playedBack(castIn(file))).toEqual(screen.rows());
    screen.type('q');
    await screen.ended();
    expect(await playedBack(castIn(file))).toEqual(screen.rows());
    const { header, events } = castIn(file);
    expect(header).toMatchObject({
      version: 2,
      width: 80,
      height: 24,
      title: 'docker-tutor learn vm-vs-container',
      env: { TERM: 'xterm-256color' },
    });
    expect(Math.abs(Number(header['timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect(events.filter(([, kind]) => kind === 'r')).toEqual([[expect.any(Number), 'r', '60x20']]);
    // Keys are not in it.
    expect(JSON.stringify(events)).not.toContain('\\u001b[C');
  });

  it('is whole up to the moment in which the program was killed', async () => {
    const home = newFolder();
    const screen = start(['learn', 'vm-vs-container', '--no-motion'], home);
    await screen.until('1/10');
    const before = screen.rows();
    screen.kill('SIGKILL');
    await screen.ended();
    expect(await playedBack(castIn(join(home, 'run.cast')))).toEqual(before);
  });

  it('is made of what a pipe gets, too', async () => {
    const home = newFolder();
    const { stdout, code } = await run(['learn', 'vm-vs-container', '--cast', 'run.cast'], { home });
    expect(code).toBe(0);
    const { header, events } = castIn(join(home, 'run.cast'));
    expect(header).toMatchObject({ version: 2, width: 80, height: 24 });
    expect(events.map(([, , data]) => data).join('')).toBe(stdout.replaceAll('\n', '\r\n'));
  });
});

describe('a recording of the sandbox', () => {
  it('has what was typed as it was echoed, and played back leaves the same screen', async () => {
    const home = newFolder();
    const screen = start(['play'], home);
    await screen.until('$ ');
    screen.type('docker run --rm alpine echo 안녕<enter>');
    await screen.until(/^안녕\n\$ $/m);
    expect(await playedBack(castIn(join(home, 'run.cast')))).toEqual(screen.rows());
    screen.type('exit<enter>');
    await screen.ended();
    const cast = castIn(join(home, 'run.cast'));
    expect(await playedBack(cast)).toEqual(screen.rows());
    expect(cast.header['title']).toBe('docker-tutor play');
  });

  it('in a pipe has what commands print', async () => {
    const home = newFolder();
    const { stdout } = await run(['play', '--cast', 'run.cast'], { home, stdin: 'echo one\necho 둘\n' });
    const { events } = castIn(join(home, 'run.cast'));
    expect(stdout).toBe('one\n둘\n');
    expect(events.map(([, , data]) => data).join('')).toBe('one\r\n둘\r\n');
  });
});

describe('a recording', () => {
  it.each([
    ['en', /run\.cast is there already/],
    ['ko', /run\.cast 파일이 이미 있습니다/],
  ])('replaces no file that is there, and says so in %s', async (lang, said) => {
    const cwd = folderWith({ 'run.cast': 'mine' });
    const found = await run(['learn', '--cast', 'run.cast', '--lang', lang], { cwd });
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toMatch(said);
    expect(readFileSync(join(cwd, 'run.cast'), 'utf8')).toBe('mine');
  });

  it('that cannot be made is told before anything runs', async () => {
    const home = newFolder();
    const found = await run(['play', '--cast', join('nowhere', 'run.cast')], { home, stdin: 'echo x\n' });
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toContain('run.cast');
    expect(existsSync(join(home, 'nowhere'))).toBe(false);
  });
});
