import type { Mount } from '../filesystem/node.ts';
import { nodeAt } from '../filesystem/tree.ts';
import { fromText } from '../kernel/bytes.ts';
import type { Namespaces } from '../kernel/kernel.ts';
import { DaemonError } from './api.ts';
import { namespacesFor } from './container-namespaces.ts';
import { discard } from './discard.ts';
import { environmentOf, userOf } from './environment.ts';
import { etcTree } from './etc-files.ts';
import { containerEvent, volumeEvent } from './events.ts';
import { cleanUp, handleExit } from './exit.ts';
import { findContainer } from './find.ts';
import { beginHealth } from './health.ts';
import { makeBindSources, makeMounts } from './mounts.ts';
import { setUpNetwork, sharedWith } from './network-setup.ts';
import { flush, output } from './output.ts';
import { readPathThrough } from './paths.ts';
import { syncForwards } from './ports.ts';
import { withMountPoint } from './root-disk.ts';
import { createFailed, describeStart, isSystemError, mountFailed, StartError } from './runtime-errors.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';
import { closeStreams, openStdio, releaseStdio } from './streams.ts';

/** Makes the places of the mounts in the container's own layer. */
function makePlaces(engine: Engine, container: ContainerRecord, mounts: readonly Mount[]): void {
  const now = engine.kernel.now();
  for (const { target, source, subpath, type } of mounts) {
    if (type === 'rootfs' || type === 'proc' || source === container.etc) {
      continue;
    }
    const kind = nodeAt(source.root, subpath)?.kind === 'directory' ? 'directory' : 'file';
    const root = withMountPoint(container.disk.root, target, kind, now);
    if (root === undefined) {
      throw mountFailed(subpath, target);
    }
    if (root !== container.disk.root) {
      edit(engine, container.disk).root = root;
    }
  }
}

/**
 * Starts PID 1.
 * @returns its pid, or what a program says whose interpreter is missing: that is found out only inside
 */
function begin(
  engine: Engine,
  container: ContainerRecord,
  namespaces: Namespaces,
): number | { readonly says: string } {
  const argv = [container.path, ...container.args];
  const user = userOf(engine, container, container.config.User ?? '');
  const cwd = container.config.WorkingDir || '/';
  const files = openStdio(engine, container);
  try {
    return engine.kernel.start(namespaces, {
      argv: argv.map(fromText),
      env: environmentOf(container, container.request.tty, [], user.home),
      cwd: fromText(cwd),
      user: user.credentials,
      files,
      ...(container.request.init ? { init: true } : {}),
    });
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
    const path = container.path.startsWith('/') ? container.path : `${cwd}/${container.path}`;
    const there = container.path.includes('/') ? readPathThrough(engine, container, path) : undefined;
    const problem = describeStart(argv, error, there);
    if (problem !== undefined) {
      throw createFailed(problem.text, problem.exitCode);
    }
    return { says: `exec ${container.path}: ${error.message.toLowerCase()}\n` };
  } finally {
    releaseStdio(engine, container, files);
  }
}

function launch(engine: Engine, container: ContainerRecord): void {
  const mode = container.host.NetworkMode;
  const shared = mode.startsWith('container:') ? sharedWith(engine, mode, container) : undefined;
  if (shared === undefined) {
    setUpNetwork(engine, container);
  }
  makeBindSources(engine, container);
  edit(engine, container.etc).root = shared?.etc.root ?? etcTree(engine, container);
  const mounts = makeMounts(engine, container);
  makePlaces(engine, container, mounts);
  for (const { volume, target, readOnly } of container.mounts) {
    if (volume !== undefined) {
      volumeEvent(engine, volume, 'mount', {
        container: container.id,
        destination: target,
        driver: 'local',
        propagation: '',
        'read/write': String(!readOnly),
      });
    }
  }
  const namespaces = namespacesFor(engine, container, mounts, shared);
  const record = edit(engine, container);
  record.namespaces = namespaces;
  edit(engine, engine.state.spaces).set(namespaces.id, container.id);
  const begun = begin(engine, container, namespaces);
  record.error = '';
  record.running = true;
  record.restarting = false;
  record.paused = false;
  record.exitCode = 0;
  record.oomKilled = false;
  record.startedAt = engine.kernel.now();
  record.runs += 1;
  record.manuallyRestarted = false;
  record.pid = typeof begun === 'number' ? begun : -1;
  if (container.ports.length > 0) {
    syncForwards(engine);
  }
  beginHealth(engine, container);
  containerEvent(engine, container, 'start');
  if (typeof begun !== 'number') {
    output(engine, container, container.request.tty ? 'stdout' : 'stderr', fromText(begun.says));
    flush(engine, container, 'stderr');
    handleExit(engine, container, 255);
  }
}

/**
 * Starts a container that does not run.
 * @param fresh somebody asked for it: counters of restarts begin anew. false: its restart policy did
 */
export function startRecord(engine: Engine, container: ContainerRecord, fresh: boolean): void {
  const record = edit(engine, container);
  record.restartTimer = undefined;
  if (fresh) {
    record.restartCanceled = false;
    record.manuallyStopped = false;
    record.restartCount = 0;
    record.restarts = 0;
    record.backOff = 0;
  }
  try {
    launch(engine, container);
  } catch (error) {
    if (!(error instanceof DaemonError)) {
      throw error;
    }
    record.error = error.message;
    record.exitCode = error instanceof StartError ? error.exitCode : record.exitCode || 128;
    cleanUp(engine, container);
    closeStreams(engine, container);
    record.running = false;
    record.restarting = false;
    if (container.request.autoRemove) {
      discard(engine, container, true);
    }
    throw error;
  }
}

/** `docker start`. One that runs already is left alone. */
export function start(engine: Engine, subject: string): void {
  const container = findContainer(engine, subject);
  if (container.paused) {
    throw new DaemonError(409, 'cannot start a paused container, try unpause instead');
  }
  if (!container.running) {
    startRecord(engine, container, true);
  }
}
