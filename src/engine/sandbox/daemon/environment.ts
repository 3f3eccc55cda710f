import type { Bytes } from '../kernel/bytes.ts';
import { fromText } from '../kernel/bytes.ts';
import { readPathThrough } from './paths.ts';
import type { ContainerRecord, Engine } from './state.ts';
import type { FoundUser } from './users.ts';
import { findUser } from './users.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function fileText(engine: Engine, container: ContainerRecord, path: string): Bytes {
  const node = readPathThrough(engine, container, path);
  return node?.kind === 'file' ? node.data : '';
}

/** @returns whose rights a process of a container gets: `--user`, else the container's own user */
export function userOf(engine: Engine, container: ContainerRecord, spec: string): FoundUser {
  return findUser(
    spec,
    fileText(engine, container, '/etc/passwd'),
    fileText(engine, container, '/etc/group'),
  );
}

/**
 * @param more variables of an exec
 * @returns the environment of a container's process: PATH, HOSTNAME and TERM, then what was set; HOME from /etc/passwd, as
 * runc sets it, if nobody did
 */
export function environmentOf(
  container: ContainerRecord,
  tty: boolean,
  more: readonly string[],
  home: string,
): ReadonlyMap<string, string> {
  const env = new Map<string, string>([
    ['PATH', DEFAULT_PATH],
    ['HOSTNAME', fromText(container.config.Hostname)],
  ]);
  if (tty) {
    env.set('TERM', 'xterm');
  }
  for (const variable of [...(container.config.Env ?? []), ...more]) {
    const equals = variable.indexOf('=');
    if (equals < 0) {
      env.delete(variable);
    } else {
      env.set(fromText(variable.slice(0, equals)), fromText(variable.slice(equals + 1)));
    }
  }
  if (!env.has('HOME')) {
    env.set('HOME', home);
  }
  return env;
}
