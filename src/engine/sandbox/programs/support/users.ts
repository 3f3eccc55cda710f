import type { Process } from '../../kernel/process.ts';

/** A line of /etc/passwd. */
export interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

/** A line of /etc/group. */
export interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** @returns the lines of a file of /etc, none if it cannot be read */
function linesOfEtc(process: Process, file: string): string[][] {
  try {
    return process.fs
      .readFile(`/etc/${file}`)
      .split('\n')
      .filter((line) => line.includes(':') && !line.startsWith('#'))
      .map((line) => line.split(':'));
  } catch {
    return [];
  }
}

/** @returns the users of the machine, as /etc/passwd has them */
export function users(process: Process): readonly PasswdEntry[] {
  return linesOfEtc(process, 'passwd').map((field) => ({
    name: field[0] ?? '',
    uid: Number(field[2]),
    gid: Number(field[3]),
    gecos: field[4] ?? '',
    home: field[5] ?? '/',
    shell: field[6] ?? '/bin/sh',
  }));
}

/** @returns the groups of the machine, as /etc/group has them */
export function groups(process: Process): readonly GroupEntry[] {
  return linesOfEtc(process, 'group').map((field) => ({
    name: field[0] ?? '',
    gid: Number(field[2]),
    members: (field[3] ?? '').split(',').filter((member) => member !== ''),
  }));
}

/** Names of users and groups, read once. */
export interface Names {
  user(uid: number): string;
  group(gid: number): string;
}

/** @returns what turns ids into names; an id without a name stays a number */
export function names(process: Process): Names {
  const byUid = new Map(
    users(process)
      .toReversed()
      .map((entry) => [entry.uid, entry.name]),
  );
  const byGid = new Map(
    groups(process)
      .toReversed()
      .map((entry) => [entry.gid, entry.name]),
  );
  return {
    user: (uid) => byUid.get(uid) ?? String(uid),
    group: (gid) => byGid.get(gid) ?? String(gid),
  };
}

/** @returns a user by name or number */
export function findUser(process: Process, text: string): PasswdEntry | undefined {
  return users(process).find((entry) => entry.name === text || String(entry.uid) === text);
}

/** @returns the groups that a user is in: its own first, then those whose member it is */
export function groupsOf(process: Process, user: PasswdEntry): readonly number[] {
  const others = groups(process)
    .filter((group) => group.members.includes(user.name))
    .map((group) => group.gid);
  return [...new Set([user.gid, ...others])];
}
