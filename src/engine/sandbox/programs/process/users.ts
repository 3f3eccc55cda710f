import { SystemError } from '../../kernel/errors.ts';
import { parseOptions } from '../support/options.ts';
import { spawnComplaint, spawnStatus } from '../support/spawn.ts';
import type { Applet, Tool } from '../support/tool.ts';
import { findUser, groups, groupsOf, names, users } from '../support/users.ts';

/** id(1): -u -g -G -n -r and a user. */
export const id: Applet = function* (tool) {
  const options = parseOptions(tool, 'ugGnr', { user: 'u', group: 'g', groups: 'G', name: 'n', real: 'r' });
  const who = options.rest[0];
  const name = names(tool.process);
  let { uid, gid, groups: list } = tool.process.user();
  if (who !== undefined) {
    const entry = findUser(tool.process, who);
    if (entry === undefined) return tool.fail(tool.gnu ? `'${who}': no such user` : `unknown user ${who}`);
    uid = entry.uid;
    gid = entry.gid;
    list = groupsOf(tool.process, entry);
  }
  const all = [...new Set([gid, ...list])];
  const numeric = !options.has('n');
  const groupName = (one: number) => {
    const text = name.group(one);
    if (!numeric && text === String(one))
      tool.warn(tool.gnu ? `cannot find name for group ID ${one}` : `unknown ID ${one}`);
    return numeric ? String(one) : text;
  };
  if (options.has('u')) {
    const text = name.user(uid);
    if (!numeric && text === String(uid))
      tool.warn(tool.gnu ? `cannot find name for user ID ${uid}` : `unknown ID ${uid}`);
    if (numeric || tool.gnu || text !== String(uid)) tool.out(`${numeric ? uid : text}\n`);
  } else if (options.has('g')) tool.out(`${groupName(gid)}\n`);
  else if (options.has('G')) tool.out(`${all.map(groupName).join(' ')}\n`);
  else {
    const shown = (number: number, text: string) => (text === String(number) ? text : `${number}(${text})`);
    const user = shown(uid, name.user(uid));
    const group = shown(gid, name.group(gid));
    tool.out(`uid=${user} gid=${group} groups=${all.map((one) => shown(one, name.group(one))).join(',')}\n`);
  }
  return undefined;
};

/** whoami(1). */
export const whoami: Applet = function* (tool) {
  const { uid } = tool.process.user();
  const text = names(tool.process).user(uid);
  if (text === String(uid))
    tool.fail(tool.gnu ? `cannot find name for user ID ${uid}` : `unknown uid ${uid}`);
  tool.out(`${text}\n`);
};

/** groups(1). */
export const groupsApplet: Applet = function* (tool) {
  const name = names(tool.process);
  const who = tool.args[0];
  if (who === undefined) {
    const { gid, groups: list } = tool.process.user();
    tool.out(`${[...new Set([gid, ...list])].map((one) => name.group(one)).join(' ')}\n`);
    return;
  }
  const entry = findUser(tool.process, who);
  if (entry === undefined) return tool.fail(tool.gnu ? `'${who}': no such user` : `unknown user ${who}`);
  tool.out(
    `${tool.gnu ? `${who} : ` : ''}${groupsOf(tool.process, entry)
      .map((one) => name.group(one))
      .join(' ')}\n`,
  );
};

/** who(1), w(1), users(1): nobody has logged in to a container. */
export const who: Applet = function* (tool) {
  if (!tool.gnu && tool.name === 'who') tool.out('USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n');
};

/** su(1) as root or to oneself: su [-] [USER] [-c COMMAND] [-s SHELL] [ARG…]. */
export const su: Applet = function* (tool) {
  const login = tool.args.includes('-');
  const options = parseOptions(
    tool,
    'lmpc:s:',
    { 'command=': 'c', 'shell=': 's', login: 'l' },
    tool.args.filter((word) => word !== '-'),
  );
  const [name = 'root', ...rest] = options.rest;
  const entry = findUser(tool.process, name);
  if (entry === undefined)
    return tool.fail(
      tool.gnu
        ? `user ${name} does not exist or the user entry does not contain all the required fields`
        : `unknown user ${name}`,
    );
  const own = tool.process.user();
  if (own.uid !== 0 && own.uid !== entry.uid) {
    tool.out('Password: \n', 2);
    return tool.fail(tool.gnu ? 'Authentication failure' : 'incorrect password');
  }
  const shell = options.get('s') ?? (entry.shell || '/bin/sh');
  const env = new Map(tool.process.env);
  const full = login || options.has('l');
  env.set('HOME', entry.home);
  env.set('SHELL', shell);
  if (entry.uid !== 0 || full) {
    env.set('USER', entry.name);
    env.set('LOGNAME', entry.name);
  }
  const command = options.get('c');
  const argv = [shell, ...(full ? ['-l'] : []), ...(command === undefined ? [] : ['-c', command]), ...rest];
  yield* tool.flush();
  try {
    const cwd = full && tool.process.fs.exists(entry.home) ? { cwd: entry.home } : {};
    return yield* tool.process.exec({
      argv,
      env,
      ...cwd,
      user: { uid: entry.uid, gid: entry.gid, groups: groupsOf(tool.process, entry) },
    });
  } catch (error) {
    tool.err(
      tool.gnu
        ? `failed to execute ${shell}: ${(error as SystemError).message}`
        : spawnComplaint(tool, shell, error),
    );
    return spawnStatus(error);
  }
};

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

/** getent(1): passwd, group, hosts, ahosts with keys. */
export const getent: Applet = function* (tool) {
  const [database, ...keys] = tool.args;
  const { process } = tool;
  if (database === 'hosts' || database === 'ahosts') {
    for (const key of keys) {
      try {
        for (const address of process.net.resolve(key))
          tool.out(
            database === 'hosts' ? `${address.padEnd(15)} ${key}\n` : `${address.padEnd(15)} STREAM ${key}\n`,
          );
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        return 2;
      }
    }
    if (keys.length === 0) tool.out(process.fs.readFile('/etc/hosts'));
    return 0;
  }
  if (database !== 'passwd' && database !== 'group') {
    tool.out(`Unknown database: ${database ?? ''}\n`, 2);
    return 1;
  }
  const lines = process.fs
    .readFile(`/etc/${database}`)
    .split('\n')
    .filter((line) => line !== '');
  if (keys.length === 0) tool.out(`${lines.join('\n')}\n`);
  let status = 0;
  for (const key of keys) {
    const line = lines.find((one) => one.split(':')[0] === key || one.split(':')[2] === key);
    if (line === undefined) status = 2;
    else tool.out(`${line}\n`);
  }
  return status;
};
