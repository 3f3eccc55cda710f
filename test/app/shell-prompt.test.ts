import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Candidate, openShellPrompt, type ShellPrompt } from '../../src/app/shell-prompt.ts';
import type { Host } from '../../src/platform/host.ts';

/** A prompt on streams, with what it wrote. */
function opened(candidates: readonly Candidate[] = []): {
  prompt: ShellPrompt;
  type(keys: string): Promise<void>;
  written(): string;
} {
  const stdin = new PassThrough();
  let written = '';
  const stdout = new Writable({
    write(chunk, _, done) {
      written += chunk;
      done();
    },
  });
  const host = {
    stdin,
    stdout: Object.assign(stdout, { columns: 80, rows: 24 }),
    onSignal: () => () => undefined,
    suspend: () => undefined,
  } as unknown as Host;
  const prompt = openShellPrompt({
    host,
    history: [],
    complete: (word) => ({ word, candidates }),
    list: (found) => found.map(({ text }) => text).join(' '),
  });
  return {
    prompt,
    async type(keys) {
      stdin.write(keys);
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
    written: () => written,
  };
}

/** How often a text stands in another. */
const times = (text: string, part: string): number => text.split(part).length - 1;

describe('the line editor of a shell', () => {
  it('shows what was typed ahead when its turn comes', async () => {
    const { prompt, type, written } = opened();
    await type('ahead\r');
    expect(written()).toBe('');
    expect(await prompt.ask('$ ')).toEqual({ kind: 'line', text: 'ahead' });
    expect(written()).toBe('$ ahead\n');
    prompt.close();
  });

  it('hears a line that ends between two waits, and shows it once', async () => {
    const { prompt, type, written } = opened();
    const waits = prompt.pause(20, true, '> ');
    await type('hi');
    expect(await waits).toBeUndefined();
    await type('nt\r');
    expect(await prompt.pause(20, true, '> ')).toEqual({ kind: 'line', text: 'hint' });
    expect(times(written(), 'h')).toBe(1);
    prompt.close();
  });

  it('makes room for lines, and shows again what is being typed', async () => {
    const { prompt, type, written } = opened();
    const waits = prompt.pause(20, true, '> ');
    await type('hal');
    await waits;
    prompt.writeLines('news\n');
    const from = written().length;
    await prompt.pause(5, true, '> ');
    expect(written().slice(0, from)).toMatch(/\r\u001b\[Jnews\n$/);
    expect(written().slice(from)).toContain('> hal');
    prompt.close();
  });

  it('ends a line that a program began before lines of its own', () => {
    const { prompt, written } = opened();
    prompt.write('no end');
    prompt.writeLines('told\n');
    prompt.writeLines('again\n');
    expect(written()).toBe('no end\ntold\nagain\n');
    prompt.close();
  });

  it('takes two tabs for two keys, even if they come at once', async () => {
    const { prompt, type, written } = opened([{ text: 'start' }, { text: 'stop' }]);
    void prompt.ask('$ ');
    await type('st');
    await type('\t\t');
    expect(written()).toContain('\r\nstart stop\r\n');
    prompt.close();
  });

  it('keeps commands, and no answers', async () => {
    const { prompt, type } = opened();
    for (const [line, kept] of [
      ['docker ps', true],
      ['2', false],
      ['docker images', true],
    ] as const) {
      const asked = prompt.ask('$ ', kept);
      await type(`${line}\r`);
      await asked;
    }
    expect(prompt.history()).toEqual(['docker images', 'docker ps']);
    prompt.close();
  });
});
