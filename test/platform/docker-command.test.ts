import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerCommand } from '../../src/platform/docker-command.ts';
import { newFolder } from '../helpers/temporary.ts';

/** A program in docker's place. */
function program(body: string): string {
  const path = join(newFolder(), 'docker');
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('the docker command', () => {
  it('gets its words as they are: no shell reads them', async () => {
    const docker = dockerCommand(
      process.env,
      program('for word; do echo "<$word>"; done; echo bad >&2; exit 3'),
    );
    const result = await docker.run(['run', '$(touch /tmp/x)', 'a b; c', '*'], { timeout: 5000 });
    expect(result).toMatchObject({ kind: 'done', exit: 3 });
    if (result.kind !== 'done') return;
    expect(decode(result.stdout)).toBe('<run>\n<$(touch /tmp/x)>\n<a b; c>\n<*>\n');
    expect(decode(result.stderr)).toBe('bad\n');
  });

  it('reads what it is given, and may leave it unread', async () => {
    const docker = dockerCommand(process.env, program('[ "$1" = read ] && cat; exit 0'));
    const read = await docker.run(['read'], { stdin: 'text', timeout: 5000 });
    expect(read.kind === 'done' && decode(read.stdout)).toBe('text');
    const unread = await docker.run(['not'], { stdin: 'x'.repeat(1_000_000), timeout: 5000 });
    expect(unread).toMatchObject({ kind: 'done', exit: 0 });
  });

  it('says that it is not there', async () => {
    expect(await dockerCommand({}, '/nosuch/docker').run([], { timeout: 5000 })).toEqual({ kind: 'absent' });
  });

  it('is not called absent where the folder to run it in is', async () => {
    const docker = dockerCommand(process.env, program('true'));
    await expect(docker.run([], { cwd: '/nosuch/folder', timeout: 5000 })).rejects.toThrow('ENOENT');
  });

  it('is stopped when it takes too long', async () => {
    const docker = dockerCommand(process.env, program('exec sleep 60'));
    expect(await docker.run([], { timeout: 100 })).toEqual({ kind: 'slow' });
  });

  it('is followed line by line until it ends', async () => {
    const docker = dockerCommand(process.env, program('printf "one\\ntw"; printf "o\\nhalf"'));
    const lines: string[] = [];
    await new Promise<void>((resolve) => {
      docker.follow(['events'], (line) => lines.push(line), resolve);
    });
    expect(lines).toEqual(['one', 'two']);
  });
});
