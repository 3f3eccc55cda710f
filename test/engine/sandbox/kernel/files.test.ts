import { describe, expect, it } from 'vitest';
import type { Mount } from '../../../../src/engine/sandbox/filesystem/node.ts';
import { directory, file, symlink } from '../../../../src/engine/sandbox/filesystem/tree.ts';
import type { Kernel, Namespaces } from '../../../../src/engine/sandbox/kernel/kernel.ts';
import type { Credentials, Process, Task } from '../../../../src/engine/sandbox/kernel/process.ts';
import { littleTree, NOBODY, ROOT, runProgram, testContainer, testKernel } from '../../../helpers/sandbox.ts';

/** Does something as a process and gives what it gave: a value or the code of the error. */
function attempt<T>(
  does: (process: Process) => T,
  options: { user?: Credentials; kernel?: Kernel; namespaces?: Namespaces; stdin?: string } = {},
): T | string {
  let result: T | string | undefined;
  runProgram(
    options.kernel ?? testKernel(),
    function* (process) {
      try {
        result = does(process);
      } catch (error) {
        result = (error as { code: string }).code;
      }
      return 0;
    },
    options,
  );
  return result!;
}

/** What comes second, after the first has been done. */
const second = <T>(_first: unknown, value: T): T => value;

describe('files', () => {
  it('are written, appended to, read and stand in directories', () => {
    expect(
      attempt(({ fs }) => {
        fs.mkdir('/tmp/d');
        fs.writeFile('/tmp/d/b', 'one');
        fs.writeFile('/tmp/d/a', 'x');
        fs.writeFile('/tmp/d/b', 'two', { append: true });
        return [fs.readFile('/tmp/d/b'), fs.readDirectory('/tmp/d'), fs.stat('/tmp/d/b').size];
      }),
    ).toEqual(['onetwo', ['a', 'b'], 6]);
  });

  it('fail as Linux fails', () => {
    const codes: Record<string, string> = {
      'readFile /none': 'ENOENT',
      'readFile /tmp': 'EISDIR',
      'readFile /etc/passwd/x': 'ENOTDIR',
      'mkdir /tmp': 'EEXIST',
      'mkdir /none/x': 'ENOENT',
      'unlink /tmp': 'EISDIR',
      'rmdir /etc': 'ENOTEMPTY',
      'rmdir /etc/passwd': 'ENOTDIR',
      'removeTree /': 'EBUSY',
      'removeTree /proc': 'EBUSY',
      'unlink /proc/1400': 'EISDIR',
      'readlink /etc/passwd': 'EINVAL',
    };
    for (const [line, code] of Object.entries(codes)) {
      const [call, path] = line.split(' ') as ['mkdir', string];
      expect([line, attempt(({ fs }) => fs[call](path))]).toEqual([line, code]);
    }
    expect(attempt(({ fs }) => fs.stat('x'.repeat(300)))).toBe('ENAMETOOLONG');
    expect(attempt(({ fs }) => second(fs.symlink('l', '/tmp/l'), fs.stat('/tmp/l')))).toBe('ELOOP');
  });

  it('obey owner, group, others and the right to search', () => {
    const kernel = testKernel();
    attempt(
      ({ fs }) => {
        fs.writeFile('/tmp/private', 'p');
        fs.chmod('/tmp/private', 0o600);
        fs.writeFile('/tmp/group', 'g');
        fs.chmod('/tmp/group', 0o640);
        fs.chown('/tmp/group', 0, 1000);
        fs.writeFile('/root/secret', 's');
      },
      { kernel },
    );
    const as = { kernel, user: NOBODY };
    expect(attempt(({ fs }) => fs.readFile('/tmp/private'), as)).toBe('EACCES');
    expect(attempt(({ fs }) => fs.readFile('/tmp/group'), as)).toBe('g');
    expect(attempt(({ fs }) => fs.writeFile('/tmp/group', ''), as)).toBe('EACCES');
    expect(attempt(({ fs }) => fs.stat('/root/secret'), as)).toBe('EACCES');
    expect(attempt(({ fs }) => fs.writeFile('/etc/new', ''), as)).toBe('EACCES');
    expect(attempt(({ fs }) => fs.unlink('/tmp/private'), as)).toBe('EPERM');
    expect(attempt(({ fs }) => fs.chown('/tmp/group', 1000, 1000), as)).toBe('EPERM');
    expect(attempt(({ fs }) => fs.access('/etc/passwd', 'w'), as)).toBe(false);
    expect(attempt(({ fs }) => fs.readFile('/root/secret'), { kernel })).toBe('s');
  });

  it('of others are closed to root without CAP_DAC_OVERRIDE', () => {
    const kernel = testKernel();
    const tree = littleTree([], { private: file('p', { mode: 0o600, uid: 1000 }) });
    const with_ = testContainer(kernel, tree);
    const without = testContainer(kernel, tree, { capabilities: new Set(['CHOWN']) });
    expect(attempt(({ fs }) => fs.readFile('/private'), { kernel, namespaces: with_ })).toBe('p');
    expect(attempt(({ fs }) => fs.readFile('/private'), { kernel, namespaces: without })).toBe('EACCES');
  });

  it('are made with the umask, and in a setgid directory with its group', () => {
    expect(
      attempt(({ fs }) => {
        fs.mkdir('/tmp/s');
        fs.chown('/tmp/s', 0, 50);
        fs.chmod('/tmp/s', 0o2775);
        fs.writeFile('/tmp/s/f', '');
        const { mode, gid } = fs.stat('/tmp/s/f');
        return [mode.toString(8), gid];
      }),
    ).toEqual(['644', 50]);
  });

  it('keep their content for whoever has them open when their name is taken away', () => {
    const ran = runProgram(testKernel(), function* (process) {
      process.fs.writeFile('/tmp/f', 'content');
      const fd = process.open('/tmp/f', { read: true, write: true });
      process.fs.unlink('/tmp/f');
      process.fs.writeFile('/tmp/f', 'new');
      yield* process.write(1, yield* process.read(fd));
      process.fs.rename('/tmp/f', '/tmp/g');
      yield* process.write(1, ` ${process.fs.readFile('/tmp/g')}`);
      return 0;
    });
    expect(ran.stdout).toBe('content new');
  });

  it('are renamed over others, but not into themselves or over full directories', () => {
    expect(
      attempt(({ fs }) => second(fs.rename('/etc/group', '/etc/passwd'), fs.readFile('/etc/passwd'))),
    ).toContain('root:x:0:root');
    expect(attempt(({ fs }) => fs.rename('/usr', '/usr/bin/x'))).toBe('EINVAL');
    expect(attempt(({ fs }) => fs.rename('/tmp', '/usr'))).toBe('ENOTEMPTY');
    expect(attempt(({ fs }) => fs.rename('/tmp', '/etc/passwd'))).toBe('ENOTDIR');
    expect(attempt(({ fs }) => fs.rename('/etc/passwd', '/tmp'))).toBe('EISDIR');
    expect(attempt(({ fs }) => fs.rename('/etc/passwd', '/dev/shm/x'))).toBe('EXDEV');
  });

  it('read and write through devices', () => {
    const ran = runProgram(
      testKernel(),
      function* (process) {
        process.fs.writeFile('/dev/null', 'x');
        yield* process.write(process.open('/dev/stdout', { write: true }), 'out');
        process.fs.writeFile('/dev/stderr', 'err');
        const zero = process.open('/dev/zero', { read: true });
        yield* process.write(1, `${(yield* process.read(zero, 3)).length}`);
        yield* process.write(1, yield* process.read(process.open('/dev/stdin', { read: true })));
        return 0;
      },
      { stdin: 'in' },
    );
    expect([ran.stdout, ran.stderr]).toEqual(['out3in', 'err']);
    expect(attempt(({ fs }) => fs.writeFile('/dev/full', 'x'))).toBe('ENOSPC');
  });

  it('as named pipes wait for both ends', () => {
    const ran = runProgram(testKernel(), function* (process) {
      process.fs.mkfifo('/tmp/p');
      process.spawn({
        argv: ['writer'],
        env: process.env,
        body: function* (child) {
          yield* child.sleep(10);
          const fd = child.open('/tmp/p', { write: true });
          yield* child.write(fd, 'through');
          return 0;
        },
      });
      const fd = process.open('/tmp/p', { read: true });
      for (;;) {
        const piece = yield* process.read(fd);
        if (piece === '') return 0;
        yield* process.write(1, piece);
      }
    });
    expect(ran).toMatchObject({ exit: 0, stdout: 'through' });
  });
});

describe('mounts', () => {
  function container(kernel: Kernel, more: (root: Mount) => readonly Mount[]): Namespaces {
    const source = kernel.createFileSystem(littleTree([], { link: symlink('/data') }));
    const root: Mount = { target: '/', source, subpath: '/', readOnly: false, type: 'rootfs' };
    return kernel.createNamespaces({ hostname: 'c', mounts: [root, ...more(root)] });
  }

  it('show a directory or a single file of another file system', () => {
    const kernel = testKernel();
    const disk = kernel.createFileSystem(
      directory({ www: directory({ 'index.html': file('hi') }), one: file('1') }),
    );
    const namespaces = container(kernel, () => [
      { target: '/data', source: disk, subpath: '/www', readOnly: false, type: 'bind' },
      { target: '/etc/passwd', source: disk, subpath: '/one', readOnly: true, type: 'bind' },
    ]);
    const as = { kernel, namespaces };
    expect(attempt(({ fs }) => fs.readFile('/link/index.html'), as)).toBe('hi');
    expect(attempt(({ fs }) => fs.readDirectory('/'), as)).toContain('data');
    expect(attempt(({ fs }) => second(fs.writeFile('/data/new', 'n'), fs.readFile('/data/new')), as)).toBe(
      'n',
    );
    expect(disk.root.entries.get('www')).toMatchObject({ kind: 'directory' });
    expect(attempt(({ fs }) => fs.readFile('/etc/passwd'), as)).toBe('1');
    expect(attempt(({ fs }) => fs.writeFile('/etc/passwd', 'x'), as)).toBe('EROFS');
    expect(attempt(({ fs }) => fs.unlink('/etc/passwd'), as)).toBe('EBUSY');
    expect(attempt(({ fs }) => fs.rename('/data/new', '/tmp/new'), as)).toBe('EXDEV');
    expect(attempt(({ fs }) => fs.realpath('/data/../link'), as)).toBe('/data');
  });

  it('of a tmpfs have a capacity', () => {
    const kernel = testKernel();
    const tmpfs = kernel.createFileSystem(directory({}, { mode: 0o1777 }), 100);
    const namespaces = container(kernel, () => [
      { target: '/tmp', source: tmpfs, subpath: '/', readOnly: false, type: 'tmpfs' },
    ]);
    const as = { kernel, namespaces };
    expect(attempt(({ fs }) => fs.writeFile('/tmp/f', 'x'.repeat(101)), as)).toBe('ENOSPC');
    expect(attempt(({ fs }) => second(fs.writeFile('/tmp/f', 'x'.repeat(90)), fs.usage('/tmp')), as)).toEqual(
      {
        total: 100,
        used: 90,
      },
    );
  });

  it('of a read-only root refuse every change', () => {
    const kernel = testKernel();
    const source = kernel.createFileSystem(littleTree());
    const namespaces = kernel.createNamespaces({
      hostname: 'c',
      mounts: [{ target: '/', source, subpath: '/', readOnly: true, type: 'rootfs' }],
    });
    const as = { kernel, namespaces };
    expect(attempt(({ fs }) => fs.writeFile('/tmp/x', ''), as)).toBe('EROFS');
    expect(attempt(({ fs }) => fs.mkdir('/x'), as)).toBe('EROFS');
    expect(attempt(({ fs }) => fs.chmod('/etc', 0o700), as)).toBe('EROFS');
    expect(attempt(({ fs }) => fs.writeFile('/dev/null', 'x'), as)).toBeUndefined();
  });
});

describe('/proc and /sys', () => {
  it('show the processes of the pid namespace only, and the limits of the cgroup', () => {
    const kernel = testKernel();
    const namespaces = testContainer(kernel, littleTree(), {
      cgroup: { memory: 67_108_864, cpus: 1.5, pids: 10 },
      hostname: 'box',
    });
    const read = (path: string): unknown => attempt(({ fs }) => fs.readFile(path), { kernel, namespaces });
    expect(read('/proc/1/cmdline')).toBe('watch\0');
    expect(read('/proc/self/comm')).toBe('program\n');
    expect(
      attempt(({ fs }) => fs.readDirectory('/proc').filter((name) => /^\d/.test(name)), {
        kernel,
        namespaces,
      }),
    ).toEqual(['1', '2']);
    expect(read('/sys/fs/cgroup/memory.max')).toBe('67108864\n');
    expect(read('/sys/fs/cgroup/cpu.max')).toBe('150000 100000\n');
    expect(read('/sys/fs/cgroup/pids.current')).toBe('2\n');
    expect(read('/proc/self/cgroup')).toBe('0::/\n');
    expect(read('/proc/sys/kernel/hostname')).toBe('box\n');
    expect(read('/proc/meminfo')).toContain('MemTotal:        4194304 kB\n');
    expect(read('/proc/mounts')).toContain('overlay / overlay rw,relatime 0 0\n');
    expect(
      attempt(({ fs }) => fs.readlink('/proc/self/fd/1').replace(/\d+/, 'N'), { kernel, namespaces }),
    ).toBe('pipe:[N]');
    expect(attempt(({ fs }) => fs.writeFile('/proc/version', 'x'), { kernel, namespaces })).toBe('EPERM');
    expect(attempt(({ fs }) => fs.writeFile('/sys/fs/cgroup/memory.max', '1'), { kernel, namespaces })).toBe(
      'EROFS',
    );
    expect(attempt(({ fs }) => fs.readDirectory('/sys/fs'), { kernel, namespaces })).toEqual(['cgroup']);
    expect(attempt(({ fs }) => fs.readFile('/proc/self/ns/pid'), { kernel, namespaces })).toBe('ENOENT');
  });

  it('show the namespaces that are shared as the same', () => {
    const kernel = testKernel();
    const one = testContainer(kernel, littleTree());
    const two = testContainer(kernel, littleTree(), { network: one.id });
    const ns = (namespaces: Namespaces, kind: string): unknown =>
      attempt(({ fs }) => fs.readlink(`/proc/self/ns/${kind}`), { kernel, namespaces });
    expect(ns(one, 'net')).toBe(ns(two, 'net'));
    expect(ns(one, 'pid')).not.toBe(ns(two, 'pid'));
  });
});

describe('setuid', () => {
  it('bits run a program with the rights of its owner', () => {
    const whoami = function* (process: Process): Task<number> {
      yield* process.write(1, `${process.user().uid}`);
      return 0;
    };
    const kernel = testKernel({ whoami });
    attempt(({ fs }) => fs.chmod('/bin/whoami', 0o4755), { kernel });
    expect(runProgram(kernel, undefined, { argv: ['whoami'], user: NOBODY }).stdout).toBe('0');
    expect(runProgram(kernel, undefined, { argv: ['whoami'], user: ROOT }).stdout).toBe('0');
  });
});
