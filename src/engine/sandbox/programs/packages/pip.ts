import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program, Task } from '../../kernel/process.ts';
import type { CompiledPackage } from '../../registry/compiled.ts';
import { type Catalog, closure, fetchTime, find, makeFolders, online, textOf } from './catalog.ts';

const SITE = '/usr/local/lib/python3.13/site-packages';

/** @returns a name as pip compares it (PEP 503) */
function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

function installed(process: Process): Installed[] {
  return process.fs.readDirectory(SITE).flatMap((folder) => {
    const match = /^(.+)-([^-]+)\.dist-info$/.exec(folder);
    const name = /^Name: (.*)$/m.exec(textOf(process, `${SITE}/${folder}/METADATA`))?.[1];
    return match === null ? [] : [{ name: name ?? match[1]!, version: match[2]!, folder }];
  });
}

/** pip: install [-r FILE] NAME[==VERSION]…, uninstall, list, freeze, show; --no-cache-dir, -q, --upgrade. */
export function pip(catalog: Catalog): Program {
  return function* (process) {
    const [command, ...words] = process.argv.slice(1);
    if (command === '--version' || command === '-V') {
      yield* process.write(1, `pip 25.2 from ${SITE}/pip (python 3.13)\n`);
      return 0;
    }
    const all = installed(process);
    if (command === 'list') {
      const width = Math.max(7, ...all.map(({ name }) => name.length));
      const wide = Math.max(7, ...all.map(({ version }) => version.length));
      yield* process.write(
        1,
        `${'Package'.padEnd(width)} Version\n${'-'.repeat(width)} ${'-'.repeat(wide)}\n${all.map(({ name, version }) => `${name.padEnd(width)} ${version}\n`).join('')}`,
      );
      return 0;
    }
    if (command === 'freeze') {
      yield* process.write(
        1,
        all
          .filter(({ name }) => name !== 'pip')
          .map(({ name, version }) => `${name}==${version}\n`)
          .join(''),
      );
      return 0;
    }
    if (command === 'show') {
      const one = all.find(({ name }) => normal(name) === normal(words[0] ?? ''));
      if (one === undefined) yield* process.write(2, `WARNING: Package(s) not found: ${words[0] ?? ''}\n`);
      else yield* process.write(1, `Name: ${one.name}\nVersion: ${one.version}\nLocation: ${SITE}\n`);
      return one === undefined ? 1 : 0;
    }
    if (command === 'uninstall')
      return yield* uninstall(
        process,
        words.filter((word) => !word.startsWith('-')),
        all,
      );
    if (command === 'install') return yield* install(process, catalog, words, all);
    yield* process.write(
      2,
      command === undefined ? 'Usage:\n  pip <command> [options]\n' : `ERROR: unknown command "${command}"\n`,
    );
    return 1;
  };
}

function* uninstall(process: Process, names: readonly string[], all: readonly Installed[]): Task<number> {
  for (const name of names) {
    const one = all.find((each) => normal(each.name) === normal(name));
    if (one === undefined) {
      yield* process.write(2, `WARNING: Skipping ${name} as it is not installed.\n`);
      continue;
    }
    for (const path of textOf(process, `${SITE}/${one.folder}/RECORD`).split('\n'))
      if (path !== '' && process.fs.exists(path)) process.fs.unlink(path);
    process.fs.removeTree(`${SITE}/${one.folder}`);
    yield* process.write(
      1,
      `Found existing installation: ${one.name} ${one.version}\nUninstalling ${one.name}-${one.version}:\n  Successfully uninstalled ${one.name}-${one.version}\n`,
    );
  }
  return 0;
}

function* install(
  process: Process,
  catalog: Catalog,
  words: readonly string[],
  all: readonly Installed[],
): Task<number> {
  const wanted: { text: string; from: string | undefined }[] = [];
  let quiet = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '-r' || word === '--requirement' || word.startsWith('-r')) {
      const file = word.length > 2 && !word.startsWith('--') ? word.slice(2) : (words[++at] ?? '');
      let text: string;
      try {
        text = process.fs.readFile(file);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        yield* process.write(
          2,
          `ERROR: Could not open requirements file: [Errno 2] ${error.message}: '${file}'\n`,
        );
        return 1;
      }
      text.split('\n').forEach((line, number) => {
        const clean = line.replace(/(^|\s)#.*$/, '').trim();
        if (clean !== '' && !clean.startsWith('-'))
          wanted.push({ text: clean, from: `(from -r ${file} (line ${number + 1}))` });
      });
    } else if (word === '-q' || word === '--quiet') quiet = true;
    else if (
      /^(--no-cache-dir|--upgrade|-U|--disable-pip-version-check|--user|--root-user-action=ignore|--break-system-packages|--no-warn-script-location|--progress-bar=off|--prefer-binary)$/.test(
        word,
      )
    )
      continue;
    else if (word.startsWith('-')) {
      yield* process.write(2, `ERROR: the sandbox does not model pip install ${word} yet\n`);
      return 2;
    } else wanted.push({ text: word, from: undefined });
  }
  if (wanted.length === 0) {
    yield* process.write(
      2,
      'ERROR: You must give at least one requirement to install (see "pip help install")\n',
    );
    return 1;
  }
  const there = yield* online(process);
  const chosen = new Map<string, string>();
  for (const { text, from } of wanted) {
    const match = /^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(?:(==|>=|<=|~=|<|>|!=)\s*([\w.*]+).*)?$/.exec(text);
    const name = match?.[1] ?? text;
    const present = all.find((one) => normal(one.name) === normal(name));
    const one = there
      ? find(
          catalog.map((each) => ({ ...each, name: normal(each.name) })),
          normal(name),
        )
      : undefined;
    const version =
      match?.[2] === '=='
        ? one?.versions.find((own) => own === match[3])
        : match?.[2] === '<'
          ? one?.versions.find((own) => before(own, match[3]!))
          : one?.versions[0];
    if (present !== undefined && (match?.[2] === undefined || present.version === match[3])) {
      if (!quiet)
        yield* process.write(
          1,
          `Requirement already satisfied: ${text} in ${SITE} ${from ?? ''}`
            .trimEnd()
            .concat(` (${present.version})\n`),
        );
      continue;
    }
    if (!there)
      yield* process.write(
        2,
        [4, 3, 2, 1, 0]
          .map(
            (left) =>
              `WARNING: Retrying (Retry(total=${left}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/${normal(name)}/\n`,
          )
          .join(''),
      );
    if (one === undefined || version === undefined) {
      const versions = one === undefined ? 'none' : [...one.versions].reverse().join(', ');
      yield* process.write(
        2,
        `ERROR: Could not find a version that satisfies the requirement ${text} (from versions: ${versions})\nERROR: No matching distribution found for ${text}\n`,
      );
      return 1;
    }
    if (!quiet)
      yield* process.write(
        1,
        `Collecting ${text}${from === undefined ? '' : ` ${from}`}\n  Downloading ${fileName(one.name, version)}\n`,
      );
    chosen.set(one.name, version);
  }
  const named = catalog.map((one) => ({ ...one, name: normal(one.name), needs: one.needs?.map(normal) }));
  const have = new Set(all.map(({ name }) => normal(name)).filter((name) => !chosen.has(name)));
  const fresh = closure(named, [...chosen.keys()], have);
  for (const one of fresh) {
    const version = chosen.get(one.name) ?? one.versions[0]!;
    if (!chosen.has(one.name) && !quiet)
      yield* process.write(1, `Collecting ${one.name}\n  Downloading ${fileName(one.name, version)}\n`);
    yield* fetchTime(process, one.bytes);
  }
  if (fresh.length === 0) return 0;
  if (!quiet)
    yield* process.write(1, `Installing collected packages: ${fresh.map(({ name }) => name).join(', ')}\n`);
  try {
    for (const one of fresh) {
      const before = all.find(({ name }) => normal(name) === one.name);
      if (before !== undefined) process.fs.removeTree(`${SITE}/${before.folder}`);
      yield* unpack(
        process,
        catalog.find((each) => normal(each.name) === one.name)!,
        chosen.get(one.name) ?? one.versions[0]!,
      );
    }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(
      2,
      `ERROR: Could not install packages due to an OSError: [Errno 13] ${error.message}: '${SITE}'\nConsider using the \`--user\` option or check the permissions.\n`,
    );
    return 1;
  }
  if (!quiet)
    yield* process.write(
      1,
      `Successfully installed ${fresh
        .map(({ name, versions }) => `${name}-${chosen.get(name) ?? versions[0]}`)
        .sort()
        .join(' ')}\n`,
    );
  if (process.user().uid === 0)
    yield* process.write(
      2,
      "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.\n",
    );
  return 0;
}

function fileName(name: string, version: string): string {
  return `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`;
}

/** Whether a version is lower than another. */
function before(version: string, than: string): boolean {
  const a = version.split('.').map(Number);
  const b = than.split('.').map(Number);
  for (let at = 0; at < Math.max(a.length, b.length); at++)
    if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) < (b[at] ?? 0);
  return false;
}

function* unpack(process: Process, one: CompiledPackage, version: string): Task<void> {
  yield* process.work(3);
  const module = one.provides?.[0] ?? one.name.toLowerCase().replaceAll('-', '_');
  const info = `${SITE}/${one.name.replaceAll('-', '_').toLowerCase()}-${version}.dist-info`;
  makeFolders(process, `${SITE}/${module}`);
  makeFolders(process, info);
  process.fs.writeFile(`${SITE}/${module}/__init__.py`, '', { executable: { size: one.bytes } });
  process.fs.writeFile(`${info}/METADATA`, `Metadata-Version: 2.4\nName: ${one.name}\nVersion: ${version}\n`);
  process.fs.writeFile(`${info}/RECORD`, `${SITE}/${module}/__init__.py\n`);
}
