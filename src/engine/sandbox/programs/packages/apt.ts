import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program, Task } from '../../kernel/process.ts';
import { DPKG_STATUS, debEntry } from '../../registry/databases.ts';
import { distribution, LISTS, listFile } from './apt-sources.ts';
import { type Catalog, closure, fetchTime, find, install, makeFolders, online, textOf } from './catalog.ts';
import { installed } from './dpkg.ts';

/** apt-get and apt: update, install, remove, purge, autoremove, upgrade, clean, list; -y -q -qq --no-install-recommends. */
export function apt(catalog: Catalog, tool: 'apt' | 'apt-get'): Program {
  return function* (process) {
    const words = process.argv.slice(1).filter((_, at, all) => all[at - 1] !== '-o');
    const options = words.filter((word) => word.startsWith('-'));
    const [command, ...names] = words.filter((word) => !word.startsWith('-'));
    const unknown = options.find(
      (one) =>
        !/^-(y|q|qq|qqy|yq|yqq|o|o=?.*|-yes|-assume-yes|-quiet|-no-install-recommends|-no-install-suggests|-installed|-purge|-allow-change-held-packages)$/.test(
          one,
        ),
    );
    if (unknown !== undefined) {
      yield* process.write(
        2,
        `E: Command line option '${unknown.replace(/^--?/, '')}' [from ${unknown}] is not understood in combination with the other options.\n`,
      );
      return 100;
    }
    const quiet = options.some((one) => /^-y?qq/.test(one));
    if (tool === 'apt' && !process.isTerminal(1))
      yield* process.write(
        2,
        '\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n',
      );
    if (
      ['update', 'install', 'remove', 'purge', 'autoremove', 'upgrade', 'dist-upgrade'].includes(
        command ?? '',
      ) &&
      process.user().uid !== 0
    ) {
      const [file, lock] =
        command === 'update'
          ? ['/var/lib/apt/lists/lock', 'Unable to lock directory /var/lib/apt/lists/']
          : [
              '/var/lib/dpkg/lock-frontend',
              'Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?',
            ];
      yield* process.write(
        2,
        `E: Could not open lock file ${file} - open (13: Permission denied)\nE: ${lock}\n`,
      );
      return 100;
    }
    const assumed = options.some((one) => /^-\w*y/.test(one) || one.endsWith('yes'));
    try {
      switch (command) {
        case 'update':
          return yield* update(process, quiet);
        case 'install':
          return yield* installAll(process, catalog, names, quiet, assumed);
        case 'remove':
        case 'purge':
        case 'autoremove':
          return yield* remove(process, names);
        case 'upgrade':
        case 'dist-upgrade':
          yield* process.write(
            1,
            'Reading package lists...\nBuilding dependency tree...\nReading state information...\nCalculating upgrade...\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n',
          );
          return 0;
        case 'clean':
        case 'autoclean':
          return 0;
        case 'list':
          yield* process.write(
            1,
            `Listing...\n${installed(process)
              .map(({ name, version }) => `${name}/now ${version} amd64 [installed,local]\n`)
              .join('')}`,
          );
          return 0;
        default:
          yield* process.write(
            command === undefined ? 1 : 2,
            command === undefined
              ? `${tool} 3.0.3 (amd64)\nUsage: ${tool} [options] command\n`
              : `E: Invalid operation ${command}\n`,
          );
          return command === undefined ? 0 : 100;
      }
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      yield* process.write(
        2,
        `E: Could not open lock file /var/lib/dpkg/lock-frontend - open (30: ${error.message})\n`,
      );
      return 100;
    }
  };
}

function* update(process: Process, quiet: boolean): Task<number> {
  const source = distribution(process);
  if (source === undefined) {
    yield* process.write(1, 'Reading package lists...\n');
    return 0;
  }
  const { url, suite } = source;
  const host = url.split('/')[2]!;
  if (!(yield* online(process))) {
    yield* process.write(
      1,
      `Ign:1 ${url} ${suite} InRelease\nErr:1 ${url} ${suite} InRelease\n  Temporary failure resolving '${host}'\nReading package lists...\n`,
    );
    yield* process.write(
      2,
      `W: Failed to fetch ${url}/dists/${suite}/InRelease  Temporary failure resolving '${host}'\nW: Some index files failed to download. They have been ignored, or old ones used instead.\n`,
    );
    return 0;
  }
  yield* fetchTime(process, 27_000_000);
  makeFolders(process, `${LISTS}/partial`);
  process.fs.writeFile(listFile(source), '', { executable: { size: 19_300_000 } });
  process.fs.writeFile(listFile(source).replace(/_main_.*$/, '_InRelease'), '', {
    executable: { size: 140_000 },
  });
  if (!quiet)
    yield* process.write(
      1,
      `Get:1 ${url} ${suite} InRelease [140 kB]\nGet:2 ${url} ${suite}-updates InRelease [47.3 kB]\nGet:3 ${url} ${suite}/main amd64 Packages [9669 kB]\nFetched 9856 kB in 1s (9012 kB/s)\nReading package lists...\n`,
    );
  return 0;
}

function* installAll(
  process: Process,
  catalog: Catalog,
  names: readonly string[],
  quiet: boolean,
  assumed: boolean,
): Task<number> {
  const say = (text: string): Task<void> => (quiet ? process.write(1, '') : process.write(1, text));
  yield* say('Reading package lists...\nBuilding dependency tree...\nReading state information...\n');
  const there = installed(process);
  const source = distribution(process);
  const known = source !== undefined && process.fs.exists(listFile(source));
  const have = new Set(there.map(({ name }) => name));
  const missing = names.filter((word) => {
    const name = word.replace(/=.*$/, '');
    return !have.has(name) && (!known || find(catalog, name) === undefined);
  });
  if (missing.length > 0) {
    yield* process.write(2, missing.map((name) => `E: Unable to locate package ${name}\n`).join(''));
    return 100;
  }
  for (const word of names) {
    const [name = '', version] = word.split('=');
    const one = find(catalog, name);
    if (version !== undefined && one !== undefined && !one.versions.includes(version)) {
      yield* process.write(2, `E: Version '${version}' for '${name}' was not found\n`);
      return 100;
    }
  }
  const fresh = closure(catalog, names, have);
  for (const name of names)
    if (have.has(name))
      yield* say(
        `${name} is already the newest version (${there.find((one) => one.name === name)!.version}).\n`,
      );
  if (fresh.length === 0) {
    yield* say('0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n');
    return 0;
  }
  const bytes = fresh.reduce((sum, one) => sum + one.bytes, 0);
  const human = (count: number): string =>
    count > 1e6 ? `${(count / 1e6).toFixed(1)} MB` : `${Math.ceil(count / 1000)} kB`;
  yield* say(
    `The following NEW packages will be installed:\n  ${fresh
      .map(({ name }) => name)
      .sort()
      .join(
        ' ',
      )}\n0 upgraded, ${fresh.length} newly installed, 0 to remove and 0 not upgraded.\nNeed to get ${human(bytes / 3)} of archives.\nAfter this operation, ${human(bytes)} of additional disk space will be used.\n`,
  );
  if (!assumed) {
    yield* process.write(1, 'Do you want to continue? [Y/n] ');
    const line = yield* process.readLine(0);
    if (line === '' || /^n/i.test(line)) {
      yield* process.write(1, 'Abort.\n');
      return 1;
    }
  }
  // What is to be fetched was found in the list of a source, so there is one.
  const { url, suite } = source!;
  if (!(yield* online(process))) {
    yield* process.write(
      2,
      `E: Failed to fetch ${url}/pool/main/${fresh[0]!.name[0]}/${fresh[0]!.name}/${fresh[0]!.name}_${fresh[0]!.versions[0]}_amd64.deb  Temporary failure resolving '${url.split('/')[2]}'\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n`,
    );
    return 100;
  }
  for (const [at, one] of fresh.entries()) {
    yield* say(
      `Get:${at + 1} ${url} ${suite}/main amd64 ${one.name} amd64 ${one.versions[0]} [${human(one.bytes / 3)}]\n`,
    );
    yield* fetchTime(process, one.bytes);
  }
  let entries = '';
  for (const one of fresh) {
    yield* say(
      `Selecting previously unselected package ${one.name}.\nPreparing to unpack .../${one.name}_${one.versions[0]}_amd64.deb ...\nUnpacking ${one.name} (${one.versions[0]}) ...\n`,
    );
    const files = yield* install(process, one);
    makeFolders(process, '/var/lib/dpkg/info');
    process.fs.writeFile(`/var/lib/dpkg/info/${one.name}.list`, files.map((path) => `/${path}\n`).join(''));
    entries += debEntry({
      name: one.name,
      version: one.versions[0]!,
      description: one.description,
      bytes: one.bytes,
      needs: one.needs,
    });
  }
  for (const one of fresh) yield* say(`Setting up ${one.name} (${one.versions[0]}) ...\n`);
  process.fs.writeFile(DPKG_STATUS, entries, { append: true });
  yield* say('Processing triggers for libc-bin (2.41-12) ...\n');
  return 0;
}

function* remove(process: Process, names: readonly string[]): Task<number> {
  const there = installed(process);
  const unknown = names.find((name) => !there.some((one) => one.name === name));
  yield* process.write(
    1,
    'Reading package lists...\nBuilding dependency tree...\nReading state information...\n',
  );
  if (unknown !== undefined) {
    yield* process.write(2, `E: Unable to locate package ${unknown}\n`);
    return 100;
  }
  const gone = there.filter(({ name }) => names.includes(name));
  for (const one of gone) {
    const list = `/var/lib/dpkg/info/${one.name}.list`;
    for (const path of textOf(process, list).split('\n'))
      if (path !== '' && process.fs.exists(path)) process.fs.unlink(path);
    if (process.fs.exists(list)) process.fs.unlink(list);
    yield* process.write(1, `Removing ${one.name} (${one.version}) ...\n`);
  }
  process.fs.writeFile(
    DPKG_STATUS,
    there
      .filter((one) => !gone.includes(one))
      .map(debEntry)
      .join(''),
  );
  return 0;
}
