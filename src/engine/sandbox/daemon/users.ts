import type { Bytes } from '../kernel/bytes.ts';
import { toText } from '../kernel/bytes.ts';
import type { Credentials } from '../kernel/process.ts';
import { DaemonError } from './api.ts';

/** Whose rights a process gets, and where its home is. */
export interface FoundUser {
  readonly credentials: Credentials;
  readonly home: string;
}

function rows(file: Bytes): readonly (readonly string[])[] {
  return toText(file)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'));
}

const isNumber = (text: string) => /^\d+$/.test(text);

/**
 * Finds what `--user` and USER mean in a container, as runc does (github.com/moby/sys/user GetExecUser).
 * @param spec `name`, `uid`, either with `:group` or `:gid`; '' is root
 * @param passwd its /etc/passwd; '' if there is none
 * @param group its /etc/group
 * @throws DaemonError 400 `unable to find user x: no matching entries in passwd file`
 */
export function findUser(spec: string, passwd: Bytes, group: Bytes): FoundUser {
  const [userPart = '', groupPart = ''] = spec.split(':', 2);
  const wanted = userPart === '' ? '0' : userPart;
  const entry =
    rows(passwd).find((row) => row[0] === wanted) ??
    rows(passwd).find((row) => isNumber(wanted) && Number(row[2]) === Number(wanted));
  if (entry === undefined && !isNumber(wanted)) {
    throw new DaemonError(400, `unable to find user ${wanted}: no matching entries in passwd file`);
  }
  const uid = entry === undefined ? Number(wanted) : Number(entry[2]);
  const home = entry?.[5] ? entry[5] : '/';
  const groups = rows(group);
  if (groupPart !== '') {
    const named = groups.find((row) => row[0] === groupPart);
    if (named === undefined && !isNumber(groupPart)) {
      throw new DaemonError(400, `unable to find group ${groupPart}: no matching entries in group file`);
    }
    const gid = named === undefined ? Number(groupPart) : Number(named[2]);
    return { credentials: { uid, gid, groups: [gid] }, home };
  }
  const gid = entry === undefined ? 0 : Number(entry[3]);
  const name = entry?.[0];
  const further = groups
    .filter((row) => name !== undefined && (row[3] ?? '').split(',').includes(name))
    .map((row) => Number(row[2]));
  return { credentials: { uid, gid, groups: [...new Set([gid, ...further])] }, home };
}
