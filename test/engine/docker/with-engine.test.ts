import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { WITH_ENGINE, withEngine } from '../../helpers/engine.ts';

const tried = withEngine(['true']);
const cannot = tried.status === 3;
if (cannot) process.stderr.write(`SKIPPED: no engine to try scripts/with-engine with. ${tried.stderr}\n`);

/** What engines of this process leave behind, that is: their folders. Others may run at the same time. */
const left = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`with-engine-${pid}-`));

describe.skipIf(cannot)('an engine for one command', () => {
  it("ends with the command's exit code", () => {
    expect(withEngine(['sh', '-c', 'docker run --rm alpine sh -c "exit 7"']).status).toBe(7);
  });

  it('hands the command its input and what it is called with', () => {
    const { stdout, status } = withEngine(['sh', '-c', 'echo "$1" "$#"', 'name', 'a  b']);
    expect({ stdout, status }).toEqual({ stdout: 'a  b 1\n', status: 0 });
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('is taken away when its script gets %s', async (signal) => {
    const child = spawn(WITH_ENGINE, ['sh', '-c', 'docker run -d alpine sleep 1000; echo up; sleep 1000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (text: Buffer) => {
        if (text.toString().includes('up')) resolve();
      });
    });
    child.kill(signal);
    // All of its processes hold this pipe: it closes when the last has ended.
    await new Promise((resolve) => child.on('close', resolve));
    if (signal === 'SIGKILL') withEngine(['true']);
    expect(left(child.pid!)).toEqual([]);
  });
});

describe('where no engine can be', () => {
  it('says why in one line and ends with 3', () => {
    const { status, stderr } = withEngine(['true'], 60_000, { WITH_ENGINE_CACHE: '/proc/nosuch' });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^with-engine: NO ENGINE HERE: .+\n$/);
  });
});
