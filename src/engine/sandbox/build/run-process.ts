import type { RunStep } from '../../../formats/dockerfile/plan.ts';
import { addressText, freeAddress, parseAddress, parseSubnet } from '../daemon/addresses.ts';
import { type Daemon, DaemonError } from '../daemon/api.ts';
import { followedPath, withMountPoint } from '../daemon/root-disk.ts';
import { describeStart } from '../daemon/runtime-errors.ts';
import type { DirectoryNode, FileSystem, FsNode, Mount } from '../filesystem/node.ts';
import { directory, file, findNode, nodeAt, withDirectories, withNode } from '../filesystem/tree.ts';
import { type Bytes, fromText, toText } from '../kernel/bytes.ts';
import { SystemError } from '../kernel/errors.ts';
import type { NamespaceOptions, Namespaces } from '../kernel/kernel.ts';
import { SolveError } from './build-error.ts';
import { userIn } from './user-of.ts';

/** What BuildKit calls the computer that RUN sees. */
const HOST_NAME = 'buildkitsandbox';
const NAME_SERVER = '192.168.1.1';
const MOST_OUTPUT = 2 * 1024 * 1024;

/** Something that a RUN sees at a path of its file tree. */
export interface Mounted {
  readonly target: string;
  readonly source: FileSystem;
  readonly subpath: string;
  readonly readOnly: boolean;
  readonly type: 'bind' | 'tmpfs';
}

export interface RunInput {
  readonly tree: DirectoryNode;
  readonly step: RunStep;
  readonly mounts: readonly Mounted[];
  /** Variables of the client that no cache knows: proxies, secrets. */
  readonly environment: ReadonlyMap<string, Bytes>;
  readonly network: 'default' | 'none' | 'host';
  readonly hosts: readonly string[];
  readonly log: (text: string) => void;
}

/** A RUN under way. */
export interface Running {
  /** How it ended; undefined while it runs. */
  status(): number | undefined;
  /** The tree that it leaves. What still runs is ended. */
  finish(): DirectoryNode;
}

/** Addresses that builds use at the moment. */
const taken = new WeakMap<Daemon, Set<number>>();

function plugged(daemon: Daemon): {
  readonly wiring: Partial<NamespaceOptions>;
  readonly release: () => void;
} {
  const network = daemon.inspectNetwork('bridge');
  const [config] = network.IPAM.Config;
  const subnet = parseSubnet(config?.Subnet ?? '');
  if (subnet === undefined) return { wiring: {}, release: () => {} };
  const own = taken.get(daemon) ?? new Set<number>();
  taken.set(daemon, own);
  const used = new Set(own);
  for (const { IPv4Address } of Object.values(network.Containers)) {
    used.add(parseAddress(IPv4Address.split('/')[0] ?? '') ?? 0);
  }
  used.add(parseAddress(config?.Gateway ?? '') ?? 0);
  const address = freeAddress(subnet, used) ?? subnet.base + 2;
  own.add(address);
  const mac = `02:42:${[24, 16, 8, 0].map((shift) => (Math.floor(address / 2 ** shift) % 256).toString(16).padStart(2, '0')).join(':')}`;
  const name = 'eth0';
  const attachment = { name, address: addressText(address), prefix: subnet.prefix, mac, network: network.Id };
  return {
    wiring: { attachments: [attachment], gateway: config?.Gateway },
    release: () => own.delete(address),
  };
}

function etc(hosts: readonly string[], now: number): DirectoryNode {
  const lines = hosts.map((entry) => {
    const [, name = '', address = ''] = /^([^:=]+)[:=](.*)$/.exec(entry) ?? [];
    return `${address === 'host-gateway' ? '172.17.0.1' : address}\t${name}\n`;
  });
  return directory(
    {
      hosts: file(
        fromText(
          `127.0.0.1\tlocalhost ${HOST_NAME}\n::1\tlocalhost ip6-localhost ip6-loopback\n${lines.join('')}`,
        ),
        {
          mtime: now,
        },
      ),
      'resolv.conf': file(`nameserver ${NAME_SERVER}\n`, { mtime: now }),
      hostname: file(`${HOST_NAME}\n`, { mtime: now }),
    },
    { mtime: now },
  );
}

const empty = (node: FsNode): boolean =>
  (node.kind === 'directory' && [...node.entries.values()].every(empty)) ||
  (node.kind === 'file' && node.size === 0);

/** Places for mounts that were not there before are taken away again, if nothing was put into them. */
function withoutStubs(tree: DirectoryNode, before: DirectoryNode, targets: readonly string[]): DirectoryNode {
  let clean = tree;
  for (const target of targets) {
    const names = followedPath(before, target).split('/').slice(1);
    const missing = names.findIndex(
      (_, at) => nodeAt(before, `/${names.slice(0, at + 1).join('/')}`) === undefined,
    );
    if (missing < 0) continue;
    const path = `/${names.slice(0, missing + 1).join('/')}`;
    const stub = nodeAt(clean, path);
    if (stub !== undefined && empty(stub)) clean = withNode(clean, path, undefined);
  }
  return clean;
}

function environmentFor(input: RunInput, home: string): ReadonlyMap<string, string> {
  const env = new Map<string, string>();
  for (const [name, value] of input.step.env) env.set(fromText(name), fromText(value));
  for (const [name, value] of input.environment) env.set(fromText(name), value);
  if (!env.has('HOME')) env.set('HOME', home);
  return env;
}

function failed(step: RunStep, why: string): SolveError {
  const words = JSON.stringify(step.args.join(' '));
  return new SolveError(`process ${words} did not complete successfully: ${why}`, [step.lines]);
}

/** @returns why a RUN that ended with a status fails the build */
export function exitError(step: RunStep, status: number): SolveError {
  return failed(step, `exit code: ${status}`);
}

/** Starts what a RUN says in namespaces of its own. @throws SolveError if it cannot begin */
export function startRun(daemon: Daemon, input: RunInput): Running {
  const { kernel } = daemon;
  const { step, mounts } = input;
  const now = kernel.now();
  const directoryPath = fromText(step.directory);
  const based = withDirectories(input.tree, followedPath(input.tree, directoryPath), { mtime: now });
  let root = based;
  for (const { target, source, subpath } of mounts) {
    const kind = nodeAt(source.root, subpath)?.kind === 'directory' ? 'directory' : 'file';
    const made = withMountPoint(root, target, kind, nodeAt(root, '/')!.mtime);
    if (made === undefined)
      throw failed(step, `error mounting to rootfs at ${JSON.stringify(target)}: not a directory`);
    root = made;
  }
  const disk = kernel.createFileSystem(root);
  const files = kernel.createFileSystem(etc(input.hosts, now));
  const network = input.network === 'default' ? plugged(daemon) : undefined;
  const namespaces = kernel.createNamespaces({
    hostname: HOST_NAME,
    mounts: [
      { target: '/', source: disk, subpath: '/', readOnly: false, type: 'rootfs' },
      ...['hosts', 'resolv.conf', 'hostname'].map(
        (name): Mount => ({
          target: `/etc/${name}`,
          source: files,
          subpath: `/${name}`,
          readOnly: false,
          type: 'bind',
        }),
      ),
      ...mounts.map((mount): Mount => ({ ...mount, target: followedPath(root, mount.target) })),
    ],
    ...(network?.wiring ?? {}),
    ...(input.network === 'host' ? { network: kernel.host.id } : {}),
  });
  let status: number | undefined;
  const close = (): DirectoryNode => {
    kernel.removeNamespaces(namespaces);
    network?.release();
    return withoutStubs(
      disk.root,
      based,
      mounts.map(({ target }) => target),
    );
  };
  try {
    begin(daemon, input, namespaces, root, (ended) => {
      status = ended;
    });
  } catch (problem) {
    close();
    throw problem;
  }
  return { status: () => status, finish: close };
}

function outputTo(log: RunInput['log']): (bytes: Bytes) => void {
  let written = 0;
  return (bytes) => {
    if (written > MOST_OUTPUT) return;
    written += bytes.length;
    log(written > MOST_OUTPUT ? '\n[output clipped, log limit 2MiB reached]\n' : toText(bytes));
  };
}

function begin(
  { kernel }: Daemon,
  input: RunInput,
  namespaces: Namespaces,
  tree: DirectoryNode,
  ended: (status: number) => void,
): void {
  const { step, log } = input;
  const write = outputTo(log);
  const [out, err] = [kernel.sink(write), kernel.sink(write)];
  try {
    const user = userIn(tree, step.user);
    kernel.start(namespaces, {
      argv: step.args.map(fromText),
      env: environmentFor(input, user.home),
      cwd: fromText(step.directory),
      user: user.credentials,
      files: new Map([
        [0, kernel.nothing()],
        [1, out],
        [2, err],
      ]),
      ended: (status) => ended(status),
    });
  } catch (problem) {
    if (problem instanceof DaemonError) throw failed(step, problem.message);
    if (!(problem instanceof SystemError)) throw problem;
    const [program = ''] = step.args;
    const there = program.includes('/') ? findNode(tree, fromText(program))?.node : undefined;
    const text =
      describeStart(step.args, problem, there)?.text ?? `exec ${program}: ${problem.message.toLowerCase()}`;
    // runc writes why into the step's output, and ends with 1.
    log(`runc run failed: unable to start container process: error during container init: ${text}\n`);
    throw exitError(step, 1);
  } finally {
    kernel.release(out);
    kernel.release(err);
  }
}
