import type { Calls } from './calls.ts';
import { SystemError } from './errors.ts';
import { changeMode, changeOwner, changeTime } from './file-attributes.ts';
import { accessTo, contentAt, existing, linkTarget, namesAt, statusAt, usageAt } from './file-look.ts';
import { makeDirectory, makeFifo, makeLink, makeSymlink } from './file-make.ts';
import { removeDirectory, removeTree, rename, unlink } from './file-remove.ts';
import { writeWhole } from './file-write.ts';
import type { FileCalls } from './process.ts';

/** @returns the calls of a process that concern files by their paths */
export function fileCalls(calls: Calls): FileCalls {
  const { core, record } = calls;
  return {
    stat: (path) => calls.now(() => statusAt(core, record, path, true)),
    lstat: (path) => calls.now(() => statusAt(core, record, path, false)),
    exists: (path) =>
      calls.now(() => {
        try {
          existing(core, record, path);
          return true;
        } catch (error) {
          if (error instanceof SystemError) return false;
          throw error;
        }
      }),
    access: (path, want) => calls.now(() => accessTo(core, record, path, want)),
    realpath: (path) => calls.now(() => existing(core, record, path).path),
    readlink: (path) => calls.now(() => linkTarget(core, record, path)),
    readDirectory: (path) => calls.now(() => namesAt(core, record, path)),
    readFile: (path) => calls.now(() => contentAt(core, record, path)),
    writeFile: (path, data, options = {}) =>
      calls.now(() =>
        writeWhole(core, record, path, data, {
          append: options.append === true,
          mode: options.mode ?? 0o666,
          ...(options.executable === undefined ? {} : { executable: options.executable }),
        }),
      ),
    mkdir: (path, mode = 0o777) => calls.now(() => makeDirectory(core, record, path, mode)),
    unlink: (path) => calls.now(() => unlink(core, record, path)),
    rmdir: (path) => calls.now(() => removeDirectory(core, record, path)),
    removeTree: (path) => calls.now(() => removeTree(core, record, path)),
    rename: (from, to) => calls.now(() => rename(core, record, from, to)),
    symlink: (target, path) => calls.now(() => makeSymlink(core, record, target, path)),
    link: (from, to) => calls.now(() => makeLink(core, record, from, to)),
    mkfifo: (path, mode = 0o666) => calls.now(() => makeFifo(core, record, path, mode)),
    chmod: (path, mode) => calls.now(() => changeMode(core, record, path, mode)),
    chown: (path, uid, gid, options = {}) =>
      calls.now(() => changeOwner(core, record, path, { uid, gid }, options.followSymlinks !== false)),
    setTimes: (path, mtime) => calls.now(() => changeTime(core, record, path, mtime)),
    mounts: () => calls.now(() => record.space.mounts),
    usage: (path) => calls.now(() => usageAt(core, record, path)),
  };
}
