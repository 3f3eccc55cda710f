import { SystemError } from '../../kernel/errors.ts';
import { parseOptions } from '../support/options.ts';
import { spawnComplaint, spawnStatus } from '../support/spawn.ts';
import type { Applet } from '../support/tool.ts';
import { findUser, groupsOf, names } from '../support/users.ts';

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
