import { parseOptions } from '../support/options.ts';
import type { Applet, Tool } from '../support/tool.ts';
import { findUser, groups, users } from '../support/users.ts';

/** @returns the lowest number from 1000 (or 100 of the system's) that no entry has */
function freeId(taken: readonly number[], system: boolean): number {
  let next = system ? 100 : 1000;
  while (taken.includes(next)) next++;
  return next;
}

function append(tool: Tool, file: string, line: string): void {
  const { fs } = tool.process;
  const old = fs.exists(file) ? fs.readFile(file) : '';
  fs.writeFile(file, `${old}${old === '' || old.endsWith('\n') ? '' : '\n'}${line}\n`);
}

/** adduser of busybox (-D -H -h -s -u -G -S -g) and useradd of Debian (-m -d -s -u -g -G -r -U -M -c); Debian's adduser too. */
export const adduser: Applet = function* (tool) {
  const debian = tool.name === 'useradd';
  const options = parseOptions(tool, debian ? 'mMd:s:u:g:G:rUNc:lp:' : 'DHh:s:u:G:Sg:k:', {
    system: debian ? 'r' : 'S',
    'uid=': 'u',
    'home=': 'h',
    'home-dir=': 'd',
    'shell=': 's',
    'ingroup=': 'G',
    'gid=': 'g',
    'groups=': 'G',
    'create-home': 'm',
    'no-create-home': debian ? 'M' : 'H',
    'disabled-password': 'D',
    'gecos=': debian ? 'c' : 'g',
    'comment=': debian ? 'c' : 'g',
    group: 'group',
  });
  const [name, extra] = options.rest;
  if (name === undefined)
    return tool.fail(tool.gnu ? 'Only root may add a user or group to the system.' : 'no user given');
  if (tool.process.user().uid !== 0)
    return tool.fail(
      tool.gnu
        ? debian
          ? 'Permission denied.\nuseradd: cannot lock /etc/passwd; try again later.'
          : 'Only root may add a user or group to the system.'
        : 'permission denied (are you root?)',
    );
  const known = users(tool.process);
  if (extra !== undefined && !debian) return addToGroup(tool, name, extra);
  if (known.some((one) => one.name === name)) {
    if (debian) return tool.fail(`user '${name}' already exists`, 9);
    return tool.fail(tool.gnu ? `The user \`${name}' already exists.` : `user '${name}' in use`);
  }
  const system = options.has('r') || options.has('S') || options.has('system');
  const uid = Number(
    options.get('u') ??
      freeId(
        known.map((one) => one.uid),
        system,
      ),
  );
  if (known.some((one) => one.uid === uid))
    return tool.fail(debian ? `UID ${uid} is not unique` : `uid '${uid}' in use`, debian ? 4 : 1);
  const teams = groups(tool.process);
  const team = debian ? options.get('g') : options.get('G');
  let gid: number;
  if (team !== undefined) {
    const entry = teams.find((one) => one.name === team || String(one.gid) === team);
    if (entry === undefined)
      return tool.fail(debian ? `group '${team}' does not exist` : `unknown group ${team}`, debian ? 6 : 1);
    gid = entry.gid;
  } else {
    gid = teams.some((one) => one.gid === uid)
      ? freeId(
          teams.map((one) => one.gid),
          system,
        )
      : uid;
    append(tool, '/etc/group', `${name}:x:${gid}:`);
  }
  const home = options.get('h') ?? options.get('d') ?? `/home/${name}`;
  const shell =
    options.get('s') ??
    (debian
      ? '/bin/sh'
      : tool.gnu
        ? '/bin/bash'
        : system
          ? '/bin/false'
          : tool.process.fs.exists('/bin/ash')
            ? '/bin/ash'
            : '/bin/sh');
  append(
    tool,
    '/etc/passwd',
    `${name}:x:${uid}:${gid}:${options.get(debian ? 'c' : 'g') ?? (debian || tool.gnu ? '' : 'Linux User,,,')}:${home}:${shell}`,
  );
  if (tool.process.fs.exists('/etc/shadow')) append(tool, '/etc/shadow', `${name}:!:20000:0:99999:7:::`);
  if (debian)
    for (const one of (options.get('G') ?? '').split(',')) if (one !== '') addToGroup(tool, name, one);
  const makes = debian ? options.has('m') : !options.has('H') && !system;
  const { fs } = tool.process;
  if (makes && !fs.exists(home)) {
    const parent = home.replace(/\/[^/]*$/, '');
    if (parent !== '' && !fs.exists(parent)) fs.mkdir(parent, 0o755);
    fs.mkdir(home, debian ? 0o755 : 0o2755);
    fs.chmod(home, debian ? 0o755 : 0o2755);
    fs.chown(home, uid, gid);
  }
  return 0;
};

function addToGroup(tool: Tool, user: string, group: string): number {
  const { fs } = tool.process;
  const entry = groups(tool.process).find((one) => one.name === group);
  if (entry === undefined)
    return tool.fail(tool.gnu ? `group '${group}' does not exist` : `unknown group ${group}`);
  if (findUser(tool.process, user) === undefined)
    return tool.fail(tool.gnu ? `user '${user}' does not exist` : `unknown user ${user}`);
  if (entry.members.includes(user)) return 0;
  const lines = fs.readFile('/etc/group').split('\n');
  const members = [...entry.members, user].join(',');
  fs.writeFile(
    '/etc/group',
    lines.map((line) => (line.startsWith(`${group}:`) ? line.replace(/[^:]*$/, members) : line)).join('\n'),
  );
  return 0;
}

/** addgroup of busybox (-g -S, USER GROUP) and groupadd of Debian (-g -r). */
export const addgroup: Applet = function* (tool) {
  const options = parseOptions(tool, 'g:Srf', { 'gid=': 'g', system: 'S' });
  const [name, group] = options.rest;
  if (name === undefined) return tool.fail('no group given');
  if (tool.process.user().uid !== 0)
    return tool.fail(
      tool.gnu
        ? 'Permission denied.\ngroupadd: cannot lock /etc/group; try again later.'
        : 'permission denied (are you root?)',
      tool.gnu ? 10 : 1,
    );
  if (group !== undefined) return addToGroup(tool, name, group);
  const known = groups(tool.process);
  if (known.some((one) => one.name === name)) {
    if (options.has('f')) return 0;
    return tool.fail(
      tool.gnu ? `group '${name}' already exists` : `group '${name}' in use`,
      tool.gnu ? 9 : 1,
    );
  }
  const gid = Number(
    options.get('g') ??
      freeId(
        known.map((one) => one.gid),
        options.has('S') || options.has('r'),
      ),
  );
  if (known.some((one) => one.gid === gid))
    return tool.fail(tool.gnu ? `GID '${gid}' already exists` : `gid '${gid}' in use`, tool.gnu ? 4 : 1);
  append(tool, '/etc/group', `${name}:x:${gid}:`);
  return 0;
};

/** deluser and delgroup of busybox, userdel and groupdel of Debian. */
export const deluser: Applet = function* (tool) {
  const options = parseOptions(tool, 'rf', { 'remove-home': 'r', remove: 'r' });
  const [name = ''] = options.rest;
  const group = /group/.test(tool.name);
  const { fs } = tool.process;
  const user = group ? undefined : findUser(tool.process, name);
  if (group ? !groups(tool.process).some((one) => one.name === name) : user === undefined)
    return tool.fail(
      tool.gnu
        ? `${group ? 'group' : 'user'} '${name}' does not exist`
        : `unknown ${group ? 'group' : 'user'} ${name}`,
      tool.gnu ? 6 : 1,
    );
  for (const file of group ? ['/etc/group'] : ['/etc/passwd', '/etc/shadow', '/etc/group']) {
    if (!fs.exists(file)) continue;
    const lines = fs
      .readFile(file)
      .split('\n')
      .filter((line) => !line.startsWith(`${name}:`));
    fs.writeFile(file, lines.join('\n'));
  }
  if (options.has('r') && user !== undefined && fs.exists(user.home)) fs.removeTree(user.home);
  return 0;
};

/** passwd(1), chpasswd(8): there are no passwords here, so root may set any. */
export const passwd: Applet = function* (tool) {
  if (tool.process.user().uid !== 0) return tool.refuse('passwords of users');
  if (tool.name === 'chpasswd') return 0;
  const name = tool.args.find((word) => !word.startsWith('-')) ?? 'root';
  if (findUser(tool.process, name) === undefined)
    return tool.fail(tool.gnu ? `user '${name}' does not exist` : `unknown user ${name}`);
  return tool.refuse('typing a new password');
};
