import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFolder } from '../../src/platform/disk-folder.ts';
import { MOST_FILES } from '../../src/progress/compaction.ts';
import { fold } from '../../src/progress/fold.ts';
import { writeLines } from '../../src/progress/log-lines.ts';
import { event, logFile, NOW, open, seen } from './fixtures.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docker-tutor-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function script(name: string, ...args: string[]): string[] {
  return ['--import', 'tsx', join(import.meta.dirname, name), ...args];
}

/** Runs a recording process; gives the steps it acknowledged when it ends. */
function recording(
  profile: string,
  name: string,
  count: number,
): { child: ChildProcess; steps: Promise<string[]> } {
  const child = spawn(process.execPath, script('recording-process.ts', profile, name, String(count)), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const steps = new Promise<string[]>((resolve) => {
    child.on('close', () => resolve(output.split('\n').slice(0, -1)));
  });
  return { child, steps };
}

function stepsOnDisk(profile: string): readonly string[] {
  return open(diskFolder(profile)).progress.lessons['pack/lesson']?.seen ?? [];
}

describe('several processes', () => {
  it('keep all 200 events when four write 50 each at once', async () => {
    const profile = join(folder, 'profile');
    const runs = ['ann', 'ben', 'cho', 'dan'].map((name) => recording(profile, name, 50).steps);
    const acknowledged = (await Promise.all(runs)).flat();
    expect(acknowledged).toHaveLength(200);
    expect([...stepsOnDisk(profile)].sort()).toEqual(acknowledged.sort());
    expect(readdirSync(join(profile, 'log'))).toHaveLength(4);
    expect(open(diskFolder(profile)).notices).toEqual([]);
  });

  it('keep what was acknowledged when one is killed while it writes', async () => {
    const profile = join(folder, 'profile');
    const { child, steps } = recording(profile, 'ann', 1_000_000);
    child.stdout?.once('data', () => child.kill('SIGKILL'));
    const acknowledged = await steps;
    expect(child.signalCode).toBe('SIGKILL');
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(stepsOnDisk(profile)).toEqual(expect.arrayContaining(acknowledged));
  });

  // The first change is the archive, then come the removals; which of them is fatal makes no difference to the system.
  it.each([
    1, 2, 12,
  ])('lose nothing when one is killed before change %i of folding files together', (fatal) => {
    const disk = diskFolder(join(folder, 'profile'));
    const events = Array.from({ length: MOST_FILES + 1 }, (_, file) =>
      event(file + 1, seen(`step-${file}`), 'old'),
    );
    for (const [file, one] of events.entries()) disk.replace(logFile(`old${file}`), writeLines([one]));
    // The log was written on another computer, long ago.
    const old = spawnSync('find', [
      disk.path,
      '-name',
      '*.jsonl',
      '-exec',
      'touch',
      '-d',
      '3 days ago',
      '{}',
      '+',
    ]);
    expect(old.status).toBe(0);

    const run = spawnSync(process.execPath, script('folding-process.ts', disk.path, String(fatal)));
    expect(run.signal).toBe('SIGKILL');
    expect(disk.list('log').length).toBe(fatal === 1 ? MOST_FILES + 1 : MOST_FILES + 1 + 1 - (fatal - 2));
    const store = open(disk, { now: Date.now });
    expect(store.events()).toEqual(events);
    store.close();
    expect(open(disk, { now: Date.now }).progress).toEqual(fold(events));
  });
});

describe('a real disk', () => {
  it('holds files for their owner only', () => {
    const disk = diskFolder(join(folder, 'deep', 'profile'));
    const store = open(disk);
    store.record([seen('a')], NOW);
    const log = join(disk.path, 'log');
    expect(statSync(log).mode & 0o777).toBe(0o700);
    expect(statSync(join(log, readdirSync(log)[0]!)).mode & 0o777).toBe(0o600);
    expect(open(disk).progress).toEqual(store.progress);
  });

  it('that is a file where a folder should be is told, not thrown', () => {
    writeFileSync(join(folder, 'profile'), 'not a folder');
    const store = open(diskFolder(join(folder, 'profile')));
    store.record([seen('a')], NOW);
    expect(store.notices.map(({ kind }) => kind)).toEqual(['unreadable', 'not-saving']);
    expect(store.notices).toMatchObject([
      { code: 'ENOTDIR' },
      { code: expect.stringMatching(/ENOTDIR|EEXIST/) },
    ]);
    expect(store.progress.current).toBe('pack/lesson');
  });

  it('where no home can be made is told, not thrown', () => {
    const store = open(diskFolder('/proc/nonexistent/docker-tutor'));
    store.record([seen('a')], NOW);
    expect(store.notices).toMatchObject([{ kind: 'not-saving', code: 'ENOENT' }]);
  });

  it('that may not be written is told, and read', () => {
    const disk = diskFolder(join(folder, 'profile'));
    open(disk).record([seen('a')], NOW);
    const log = join(disk.path, 'log');
    const file = join(log, readdirSync(log)[0]!);
    for (const path of [folder, disk.path, log]) chmodSync(path, 0o555);
    chmodSync(file, 0o444);
    // Root may write everywhere, so root becomes nobody for a while.
    if (process.geteuid?.() === 0) process.seteuid?.(65534);
    const store = open(disk);
    store.record([seen('b')], NOW);
    process.seteuid?.(process.getuid?.() ?? 0);
    expect(store.notices).toMatchObject([{ kind: 'not-saving', code: 'EACCES' }]);
    expect(store.progress.lessons['pack/lesson']?.seen).toEqual(['a', 'b']);

    for (const path of [folder, disk.path, log]) chmodSync(path, 0o755);
    store.close();
    expect(stepsOnDisk(disk.path)).toEqual(['a', 'b']);
  });
});

describe('a file system of its own (skipped where none can be mounted, which takes root)', () => {
  let mounted: string | undefined;

  beforeEach(() => {
    const point = join(folder, 'mounted');
    mkdirSync(point);
    mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', point]).status === 0 ? point : undefined;
  });

  afterEach(() => {
    if (mounted !== undefined) expect(spawnSync('umount', [mounted]).status).toBe(0);
  });

  it('that is full loses nothing, and takes everything when there is room again', ({ skip }) => {
    if (mounted === undefined) return skip('cannot mount a tmpfs here');
    const disk = diskFolder(join(mounted, 'profile'));
    const store = open(disk);
    store.record([seen('first')], NOW);
    const ballast = join(mounted, 'ballast');
    // The disk gives space by the page, so a few events still fit beside the ballast.
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k', 'count=64']);
    expect(existsSync(ballast)).toBe(true);
    let recorded = 0;
    let acknowledged: readonly string[] = [];
    while (store.notices.length === 0 && recorded < 1000) {
      acknowledged = stepsOnDisk(disk.path);
      store.record([seen(`step-${recorded++}`)], NOW);
    }
    expect(store.notices).toMatchObject([{ kind: 'not-saving', code: 'ENOSPC' }]);
    expect(acknowledged).toHaveLength(recorded);
    expect(stepsOnDisk(disk.path)).toEqual(acknowledged);
    store.record([seen('while full')], NOW);

    rmSync(ballast);
    store.record([seen('last')], NOW);
    expect(store.notices).toEqual([]);
    store.close();
    const next = open(disk);
    expect(next.notices).toEqual([]);
    expect(next.progress.lessons['pack/lesson']?.seen).toEqual(store.progress.lessons['pack/lesson']?.seen);
    expect(next.events()).toHaveLength(recorded + 3);
  });

  it('that is read-only is read, and told', ({ skip }) => {
    if (mounted === undefined) return skip('cannot mount a tmpfs here');
    const disk = diskFolder(join(mounted, 'profile'));
    const first = open(disk);
    first.record([seen('a')], NOW);
    // A file that is open for writing would keep the file system from becoming read-only.
    first.close();
    expect(spawnSync('mount', ['-o', 'remount,ro', mounted]).status).toBe(0);
    const store = open(disk);
    store.record([seen('b')], NOW);
    store.close();
    expect(store.notices).toMatchObject([{ kind: 'not-saving', code: 'EROFS' }]);
    expect(store.progress.lessons['pack/lesson']?.seen).toEqual(['a', 'b']);
    expect(stepsOnDisk(disk.path)).toEqual(['a']);
  });
});
