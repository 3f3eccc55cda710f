import type { DirectoryNode, FsNode } from './filesystem/node.ts';
import { directory, executable, file, symlink } from './filesystem/tree.ts';
import { fromText } from './kernel/bytes.ts';

/** The account that the learner works with. It is in the group `docker`. */
export const LEARNER = { uid: 1000, gid: 1000, groups: [1000, 999] } as const;
export const HOME = '/home/learner';

const PASSWD = `root:x:0:0:root:/root:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
learner:x:1000:1000:learner:${HOME}:/bin/bash
`;
const GROUP = `root:x:0:
nogroup:x:65534:
docker:x:999:learner
learner:x:1000:
`;

/**
 * The file tree of the learner's computer: a small Linux with the usual tools, `curl` and `docker`.
 *
 * @param programs what stands in /usr/bin: the name of each file → the name under which the program table knows it
 * @param now the time that the files carry, milliseconds since 1970
 */
export function hostTree(programs: ReadonlyMap<string, string>, now: number): DirectoryNode {
  const at = { mtime: now };
  const text = (content: string): FsNode => file(fromText(content), at);
  const folder = (entries: Readonly<Record<string, FsNode>> = {}): DirectoryNode => directory(entries, at);
  const tools = new Map(
    [...programs].map(([name, program]): [string, FsNode] => [name, executable(program, 140_000, at)]),
  );
  return folder({
    bin: symlink('usr/bin', at),
    dev: folder(),
    etc: folder({
      passwd: text(PASSWD),
      group: text(GROUP),
      hostname: text('sandbox\n'),
      hosts: text('127.0.0.1\tlocalhost\n'),
      'os-release': text('NAME="docker-tutor sandbox"\nID=sandbox\nPRETTY_NAME="docker-tutor sandbox"\n'),
    }),
    home: folder({ learner: directory({}, { ...at, uid: LEARNER.uid, gid: LEARNER.gid, mode: 0o755 }) }),
    proc: folder(),
    root: directory({}, { ...at, mode: 0o700 }),
    run: folder(),
    sys: folder(),
    tmp: directory({}, { ...at, mode: 0o1777 }),
    usr: folder({
      bin: directory(tools, at),
      lib: folder(),
      local: folder({ bin: folder() }),
      share: folder(),
    }),
    var: folder({
      lib: folder({ docker: directory({}, { ...at, mode: 0o710 }) }),
      log: folder(),
      tmp: directory({}, { ...at, mode: 0o1777 }),
    }),
  });
}

/** @returns a tree of files, owned by the learner. Paths are relative and use `/`. */
export function learnersFiles(files: Readonly<Record<string, string>>, now: number): DirectoryNode {
  const own = { mtime: now, uid: LEARNER.uid, gid: LEARNER.gid };
  const entries = new Map<string, FsNode>();
  const below = new Map<string, Record<string, string>>();
  for (const [path, content] of Object.entries(files)) {
    const [first = '', ...rest] = path
      .split('/')
      .filter((name) => name !== '' && name !== '.' && name !== '..');
    if (first === '') continue;
    if (rest.length === 0) {
      const isScript = content.startsWith('#!');
      entries.set(first, file(fromText(content), { ...own, mode: isScript ? 0o755 : 0o644 }));
    } else {
      const inner = below.get(first) ?? {};
      inner[rest.join('/')] = content;
      below.set(first, inner);
    }
  }
  for (const [name, inner] of below) entries.set(name, learnersFiles(inner, now));
  return directory(entries, own);
}
