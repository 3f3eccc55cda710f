import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../../../src/engine/sandbox/filesystem/checksum.ts';
import { applyChanges, differenceOf } from '../../../../src/engine/sandbox/filesystem/difference.ts';
import type { DirectoryNode, FsNode } from '../../../../src/engine/sandbox/filesystem/node.ts';
import { applyEntries, readTar, TarError } from '../../../../src/engine/sandbox/filesystem/tar-read.ts';
import { entriesOf, layerEntries, writeTar } from '../../../../src/engine/sandbox/filesystem/tar-write.ts';
import {
  contentOf,
  device,
  directory,
  executable,
  file,
  findNode,
  nodeAt,
  normalizePath,
  symlink,
  treeSize,
  withDirectories,
  withNode,
} from '../../../../src/engine/sandbox/filesystem/tree.ts';
import { sha256Hex } from '../../../../src/engine/sandbox/kernel/digest.ts';

const attributes = fc.record({
  mode: fc.constantFrom(0o644, 0o755, 0o600),
  uid: fc.nat(2),
  gid: fc.nat(2),
  mtime: fc.nat(3).map((seconds) => seconds * 1000),
});
const name = fc.constantFrom('a', 'b', 'c', 'long'.repeat(30), '\xed\x95\x9c');
const leaf: fc.Arbitrary<FsNode> = fc.oneof(
  fc
    .tuple(fc.string({ maxLength: 5, unit: 'binary-ascii' }), attributes)
    .map(([data, with_]) => file(data, with_)),
  fc.tuple(fc.nat(100_000), attributes).map(([size, with_]) => executable('busybox', size, with_)),
  fc.constantFrom('a', '/b/c', 'x'.repeat(150)).map((target) => symlink(target)),
  fc.constantFrom('null' as const, 'fifo' as const).map((kind) => device(kind)),
);
const tree: fc.Arbitrary<DirectoryNode> = fc.letrec<{ node: FsNode; dir: DirectoryNode }>((tie) => ({
  dir: fc
    .tuple(fc.dictionary(name, tie('node'), { maxKeys: 4 }), attributes)
    .map(([entries, with_]) => directory(new Map(Object.entries(entries)), with_)),
  node: fc.oneof({ maxDepth: 3 }, leaf, tie('dir')),
})).dir;

/** A tree as plain data, names in order, so that two are compared by what they hold. */
function plain(node: FsNode): unknown {
  if (node.kind !== 'directory') return node;
  return {
    ...node,
    entries: [...node.entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, plain(child)]),
  };
}

describe('trees', () => {
  const root = directory({
    etc: directory({ hosts: file('h') }),
    bin: symlink('usr/bin'),
    usr: directory({ bin: directory({ sh: executable('busybox', 100), ash: symlink('/usr/bin/sh') }) }),
    loop: symlink('loop'),
    up: symlink('../../etc'),
  });

  it('are looked up through symlinks, which do not lead out of the root', () => {
    expect(findNode(root, '/bin/ash')).toMatchObject({ path: '/usr/bin/sh', node: { program: 'busybox' } });
    expect(findNode(root, '/bin/ash', false)?.node?.kind).toBe('symlink');
    expect(findNode(root, '/up/hosts')?.path).toBe('/etc/hosts');
    expect(findNode(root, '/etc/new')).toEqual({ path: '/etc/new', node: undefined });
    expect(findNode(root, '/loop')).toBeUndefined();
    expect(findNode(root, '/etc/none/deep')).toBeUndefined();
  });

  it('share what was not changed', () => {
    const changed = withNode(root, '/etc/new', file('n'), 5000);
    expect(nodeAt(changed, '/usr')).toBe(nodeAt(root, '/usr'));
    expect(nodeAt(changed, '/etc')?.mtime).toBe(5000);
    expect(nodeAt(root, '/etc/new')).toBeUndefined();
    expect(treeSize(changed)).toBe(treeSize(root) + 1);
    expect(() => withNode(root, '/none/new', file(''))).toThrow('No such file or directory');
    expect(nodeAt(withDirectories(root, '/var/lib/x'), '/var/lib/x')?.kind).toBe('directory');
  });

  it('know paths without dots', () => {
    expect(normalizePath('../a/./b//../c', '/x')).toBe('/a/c');
    expect(contentOf(file('ab', { size: 4 }))).toBe('ab\0\0');
  });

  it('have a checksum that times do not change', () => {
    expect(checksumOf(file('a', { mtime: 1 }))).toBe(checksumOf(file('a', { mtime: 2 })));
    expect(checksumOf(file('a'))).not.toBe(checksumOf(file('a', { mode: 0o755 })));
  });
});

describe('the difference of two trees', () => {
  it('is what docker diff says', () => {
    const from = directory({
      etc: directory({ hosts: file('h'), group: file('g') }),
      tmp: directory(),
      gone: directory({ a: file('') }),
    });
    const to = directory({
      etc: directory({ hosts: file('other'), group: nodeAt(from, '/etc/group')! }),
      tmp: nodeAt(from, '/tmp')!,
      new: directory({ deep: directory({ file: file('') }) }),
    });
    expect(differenceOf(from, to)).toEqual([
      { kind: 'C', path: '/etc' },
      { kind: 'C', path: '/etc/hosts' },
      { kind: 'D', path: '/gone' },
      { kind: 'A', path: '/new' },
      { kind: 'A', path: '/new/deep' },
      { kind: 'A', path: '/new/deep/file' },
    ]);
    expect(differenceOf(from, from)).toEqual([]);
  });

  it('leads from the one to the other, as changes and as a layer', () => {
    fc.assert(
      fc.property(tree, tree, (from, to) => {
        const changes = differenceOf(from, to);
        const inside = (node: DirectoryNode): unknown => (plain(node) as { entries: unknown }).entries;
        expect(inside(applyChanges(from, to, changes))).toEqual(inside(to));
        const layer = readTar(writeTar(layerEntries(to, changes)));
        expect(inside(applyEntries(from, layer, true))).toEqual(inside(to));
      }),
    );
  });
});

describe('archives', () => {
  it('hold a tree and give it back', () => {
    fc.assert(
      fc.property(tree, (whole) => {
        const bytes = writeTar(entriesOf(whole));
        expect(bytes.length % 512).toBe(0);
        const back = applyEntries(directory(), readTar(bytes));
        expect((plain(back) as { entries: unknown }).entries).toEqual(
          (plain(whole) as { entries: unknown }).entries,
        );
      }),
    );
  });

  it('are the bytes that other tars write for the same', () => {
    const bytes = writeTar(entriesOf(directory({ a: file('hello\n', { mtime: 1_700_000_000_000 }) })));
    expect(bytes.slice(0, 265)).toContain('a\0');
    expect(bytes.slice(257, 265)).toBe('ustar\x0000');
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('that are damaged are refused', () => {
    const bytes = writeTar(entriesOf(directory({ a: file('x'.repeat(600)) })));
    expect(() => readTar(bytes.slice(0, 700))).toThrow(TarError);
    expect(() => readTar(`z${bytes.slice(1)}`)).toThrow('invalid tar header');
  });

  it('do not lead out of the folder that they are unpacked in', () => {
    const [entry] = readTar(writeTar([{ path: '../../etc/passwd', node: file('evil') }]));
    expect(entry?.path).toBe('etc/passwd');
  });
});
