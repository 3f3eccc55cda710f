import type { CopyStep, MakeDirectoryStep, RunStep } from '../../../formats/dockerfile/plan.ts';
import { checksumOf } from '../filesystem/checksum.ts';
import type { FsNode } from '../filesystem/node.ts';
import { fromText } from '../kernel/bytes.ts';
import { sha256Hex } from '../kernel/digest.ts';

function keyOf(...parts: readonly unknown[]): string {
  return sha256Hex(fromText(JSON.stringify(parts)));
}

/**
 * What a RUN depends on: what it is built on, its words, the variables that it sees, and the files that it mounts. What it
 * would fetch, what is in a cache mount and what a secret says are not part of it (docs.docker.com/build/cache/invalidation).
 * @param mounted what is bind-mounted, in the order of the mounts
 */
export function runKey(
  parent: string,
  step: RunStep,
  network: string,
  hosts: readonly string[],
  mounted: readonly (FsNode | undefined)[],
): string {
  const mounts = step.mounts.map((mount, at) => {
    const files = mounted[at];
    const { files: _files, ...said } = mount;
    return [said, files === undefined ? '' : checksumOf(files)];
  });
  const { args, env, directory, user, script } = step;
  return keyOf('run', parent, args, [...env], directory, user, network, hosts, script ?? '', mounts);
}

/**
 * What a COPY depends on: what it copies into (not with `--link`), where to and how, and the content of what it copies.
 * @param sources in their order; times of files do not count
 */
export function copyKey(
  parent: string,
  step: CopyStep,
  sources: readonly { readonly name: string; readonly node: FsNode }[],
): string {
  const content = sources.map(({ name, node }) => [node.kind === 'directory' ? '' : name, checksumOf(node)]);
  const { add, documents, destination, chown, chmod, link, parents, exclude, unpack } = step;
  const how = [add, documents, destination, chown, chmod, parents, exclude, unpack];
  return keyOf('copy', link ? 'link' : parent, how, content);
}

export function folderKey(parent: string, { path, user }: MakeDirectoryStep): string {
  return keyOf('mkdir', parent, path, user);
}
