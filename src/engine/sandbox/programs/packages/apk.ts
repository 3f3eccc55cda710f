import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program, Task } from '../../kernel/process.ts';
import {
  APK_DATABASE,
  APK_WORLD,
  apkEntry,
  type InstalledPackage,
  readDatabase,
} from '../../registry/databases.ts';
import { type Catalog, closure, fetchTime, find, install, online, textOf } from './catalog.ts';

const INDEXES = ['main', 'community'] as const;

function installed(process: Process): InstalledPackage[] {
  return readDatabase(textOf(process, APK_DATABASE), 'apk');
}

function worldOf(process: Process): string[] {
  return textOf(process, APK_WORLD)
    .split(/\s+/)
    .filter((name) => name !== '');
}

function indexUrl(process: Process, part: string): string {
  const version = /^(\d+\.\d+)/.exec(textOf(process, '/etc/alpine-release'))?.[1] ?? '3.22';
  return `https://dl-cdn.alpinelinux.org/alpine/v${version}/${part}`;
}

/** apk: add, del, update, upgrade, info, list, search; --no-cache, -q, --virtual NAME, -U. */
export function apk(catalog: Catalog): Program {
  return function* (process) {
    const words = process.argv.slice(1);
    const options = new Set<string>();
    const rest: string[] = [];
    let virtual: string | undefined;
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if (word === '--virtual' || word === '-t') virtual = words[++at];
      else if (word.startsWith('--virtual=')) virtual = word.slice(10);
      else if (word.startsWith('-') && word !== '-') options.add(word);
      else rest.push(word);
    }
    const unknown = [...options].find(
      (one) =>
        ![
          '--no-cache',
          '-q',
          '--quiet',
          '-U',
          '--update',
          '--update-cache',
          '--no-progress',
          '-v',
          '-vv',
          '-e',
          '-I',
          '--installed',
          '--upgrade',
          '-u',
          '--purge',
          '--no-interactive',
          '-L',
          '--version',
          '-V',
        ].includes(one),
    );
    if (unknown !== undefined) {
      yield* process.write(2, `apk: the sandbox does not model ${unknown} yet\n`);
      return 1;
    }
    const [command, ...names] = rest;
    if (options.has('--version')) {
      yield* process.write(1, 'apk-tools 2.14.9, compiled for x86_64.\n');
      return 0;
    }
    const quiet = options.has('-q') || options.has('--quiet');
    const changes = ['add', 'del', 'update', 'upgrade', 'fix'].includes(command ?? '');
    if (changes && process.user().uid !== 0) {
      yield* process.write(
        2,
        'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n',
      );
      return 99;
    }
    try {
      if (command === 'add') return yield* add(process, catalog, names, virtual, options, quiet);
      if (command === 'del') return yield* remove(process, names, quiet);
      if (command === 'update' || command === 'upgrade') {
        const fine = yield* fetchIndexes(process, quiet, false);
        if (command === 'update' && !fine) return 2;
        if (fine && command === 'update') {
          for (const part of INDEXES)
            process.fs.writeFile(cacheFile(part), '', {
              executable: { size: part === 'main' ? 490_000 : 2_200_000 },
            });
          yield* process.write(
            1,
            `v3.22.2-1 [${indexUrl(process, 'main')}]\nv3.22.2-1 [${indexUrl(process, 'community')}]\nOK: 26300 distinct packages available\n`,
          );
        } else yield* process.write(1, summary(process));
        return 0;
      }
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      yield* process.write(
        2,
        `ERROR: Unable to lock database: ${error.message}\nERROR: Failed to open apk database: ${error.message}\n`,
      );
      return 99;
    }
    if (command === 'info' || command === 'list')
      return yield* show(process, catalog, names, options, command);
    if (command === 'search') {
      const found = catalog.filter(({ name }) => names.some((one) => name.includes(one.replaceAll('*', ''))));
      yield* process.write(1, found.map(({ name, versions }) => `${name}-${versions[0]}\n`).join(''));
      return 0;
    }
    yield* process.write(
      command === undefined ? 1 : 2,
      command === undefined
        ? 'apk-tools 2.14.9, compiled for x86_64.\n\nusage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n'
        : `apk: '${command}' is not an apk command the sandbox models. See 'apk --help'.\n`,
    );
    return 1;
  };
}

function cacheFile(part: string): string {
  return `/var/cache/apk/APKINDEX.${part === 'main' ? '4a6eb1c5' : '9b2f0c7d'}.tar.gz`;
}

function summary(process: Process): string {
  const all = installed(process);
  const bytes = all.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  return `OK: ${Math.max(1, Math.round(bytes / 1_048_576) + 8)} MiB in ${all.length} packages\n`;
}

/** @returns whether the indexes came */
function* fetchIndexes(process: Process, quiet: boolean, warns: boolean): Task<boolean> {
  const there = yield* online(process);
  for (const part of INDEXES) {
    const url = indexUrl(process, part);
    if (!quiet) yield* process.write(1, `fetch ${url}/x86_64/APKINDEX.tar.gz\n`);
    if (!there)
      yield* process.write(
        2,
        `WARNING: ${warns ? 'fetching' : 'updating'} ${url}: temporary error (try again later)\n`,
      );
    else yield* fetchTime(process, 1_000_000);
  }
  if (!there && !warns) yield* process.write(2, '2 unavailable, 0 stale; 0 distinct packages available\n');
  return there;
}

function* add(
  process: Process,
  catalog: Catalog,
  names: readonly string[],
  virtual: string | undefined,
  options: ReadonlySet<string>,
  quiet: boolean,
): Task<number> {
  const cached = process.fs.exists(cacheFile('main')) && !options.has('--no-cache') && !options.has('-U');
  const known = cached ? yield* online(process) : yield* fetchIndexes(process, quiet, true);
  const there = installed(process);
  const namesThere = new Set(there.map(({ name }) => name));
  const wanted = names.map((word) => ({ word, name: word.replace(/[=<>~@].*$/, '') }));
  const missing = wanted.filter(({ name, word }) => {
    if (namesThere.has(name)) return false;
    const one = known || cached ? find(catalog, name) : undefined;
    const version = /=(.+)$/.exec(word)?.[1];
    return (
      one === undefined ||
      (version !== undefined &&
        !one.versions.some((own) => own === version || own.startsWith(version.replace(/^~/, ''))))
    );
  });
  if (missing.length > 0) {
    const world = virtual === undefined ? 'world' : virtual;
    yield* process.write(
      2,
      `ERROR: unable to select packages:\n${missing.map(({ name, word }) => `  ${name} (no such package):\n    required by: ${world}[${word.replace('==', '=')}]\n`).join('')}`,
    );
    return missing.length;
  }
  if (!known && wanted.some(({ name }) => !namesThere.has(name))) {
    const one = find(catalog, wanted[0]!.name);
    yield* process.write(
      2,
      `ERROR: ${one?.name}-${one?.versions[0]}: temporary error (try again later)\n1 error; ${summary(process).slice(4)}`,
    );
    return 1;
  }
  const fresh = closure(
    catalog,
    wanted.map(({ name }) => name),
    namesThere,
  );
  const count = fresh.length + (virtual === undefined ? 0 : 1);
  let entries = '';
  for (const [at, one] of fresh.entries()) {
    if (!quiet) yield* process.write(1, `(${at + 1}/${count}) Installing ${one.name} (${one.versions[0]})\n`);
    yield* fetchTime(process, one.bytes);
    const files = yield* install(process, one);
    entries += apkEntry({
      name: one.name,
      version: one.versions[0]!,
      description: one.description,
      bytes: one.bytes,
      needs: one.needs,
      files,
    });
  }
  if (virtual !== undefined) {
    if (!quiet) yield* process.write(1, `(${count}/${count}) Installing ${virtual} (20261122.080000)\n`);
    entries += apkEntry({ name: virtual, version: '20261122.080000', needs: wanted.map(({ name }) => name) });
  }
  if (entries !== '') process.fs.writeFile(APK_DATABASE, entries, { append: true });
  const world = new Set([
    ...worldOf(process),
    ...(virtual === undefined ? wanted.map(({ word }) => word) : [virtual]),
  ]);
  process.fs.writeFile(APK_WORLD, `${[...world].sort().join('\n')}\n`);
  if (fresh.length > 0 && !quiet) yield* process.write(1, `Executing busybox-1.37.0-r19.trigger\n`);
  if (!quiet) yield* process.write(1, summary(process));
  return 0;
}

function* remove(process: Process, names: readonly string[], quiet: boolean): Task<number> {
  const there = installed(process);
  const world = worldOf(process).filter((name) => !names.includes(name.replace(/[=<>~].*$/, '')));
  const base = new Set([
    'alpine-baselayout',
    'alpine-keys',
    'alpine-release',
    'apk-tools',
    'busybox',
    'musl-utils',
  ]);
  const needed = new Set<string>(base);
  const visit = (name: string): void => {
    const one = there.find((each) => each.name === name.replace(/[=<>~].*$/, ''));
    if (one === undefined || needed.has(`!${one.name}`)) return;
    needed.add(one.name).add(`!${one.name}`);
    one.needs?.forEach(visit);
  };
  world.forEach(visit);
  // What the image brought along is not asked for by name, and stays.
  const gone = there.filter(
    (one) => !needed.has(one.name) && (names.includes(one.name) || (one.files ?? []).length > 0),
  );
  for (const [at, one] of gone.entries()) {
    if (!quiet) yield* process.write(1, `(${at + 1}/${gone.length}) Purging ${one.name} (${one.version})\n`);
    for (const path of one.files ?? []) if (process.fs.exists(`/${path}`)) process.fs.unlink(`/${path}`);
  }
  process.fs.writeFile(
    APK_DATABASE,
    there
      .filter((one) => !gone.includes(one))
      .map(apkEntry)
      .join(''),
  );
  process.fs.writeFile(APK_WORLD, `${world.sort().join('\n')}\n`);
  if (!quiet) yield* process.write(1, `Executing busybox-1.37.0-r19.trigger\n${summary(process)}`);
  return 0;
}

function* show(
  process: Process,
  catalog: Catalog,
  names: readonly string[],
  options: ReadonlySet<string>,
  command: string,
): Task<number> {
  const there = installed(process);
  if (options.has('-e')) {
    const found = there.filter(({ name }) => names.includes(name));
    yield* process.write(1, found.map(({ name }) => `${name}\n`).join(''));
    return found.length === names.length ? 0 : 1;
  }
  if (command === 'list') {
    const shown = there.filter(({ name }) => names.length === 0 || names.includes(name));
    yield* process.write(
      1,
      shown.map(({ name, version }) => `${name}-${version} x86_64 {${name}} [installed]\n`).join(''),
    );
    return 0;
  }
  if (names.length === 0) {
    yield* process.write(
      1,
      there
        .map(({ name, version }) =>
          options.has('-v') || options.has('-vv') ? `${name}-${version}\n` : `${name}\n`,
        )
        .join(''),
    );
    return 0;
  }
  for (const name of names) {
    const one = there.find((each) => each.name === name) ?? find(catalog, name);
    if (one === undefined) continue;
    const version = 'versions' in one ? one.versions[0] : one.version;
    if (options.has('-L'))
      yield* process.write(
        1,
        `${name}-${version} contains:\n${('files' in one && Array.isArray(one.files) ? one.files : []).map((path) => `${path}\n`).join('')}\n`,
      );
    else
      yield* process.write(
        1,
        `${name}-${version} description:\n${one.description ?? name}\n\n${name}-${version} installed size:\n${Math.ceil((one.bytes ?? 0) / 1024)} KiB\n\n`,
      );
  }
  return 0;
}
