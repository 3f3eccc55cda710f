import { fromText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { findManifest, type Manifest, readManifest, within, writeJson } from './manifest.ts';
import { type Options, readSettings, settingsFile } from './options.ts';
import { NpmError, REGISTRY, refuse } from './report.ts';

/** `npm init -y`: a package.json with what npm guesses. Throws NpmError */
export function* initProject(process: Process, options: Options): Task<number> {
  const folder = process.cwd();
  if (options.words.length > 1) throw refuse(`npm init ${options.words[1]}`);
  if (!options.is('yes')) throw refuse("npm init's questions, take npm init -y");
  const before = findManifest(process, folder) ?? {};
  const main = ['index.js', 'server.js', 'app.js'].find((name) => process.fs.exists(within(folder, name)));
  const manifest: Manifest = {
    name: folder.slice(folder.lastIndexOf('/') + 1).toLowerCase() || 'app',
    version: '1.0.0',
    description: '',
    main: main ?? 'index.js',
    scripts: {
      test: 'echo "Error: no test specified" && exit 1',
      ...(process.fs.exists(within(folder, 'server.js')) ? { start: 'node server.js' } : {}),
    },
    keywords: [],
    author: '',
    license: 'ISC',
    ...before,
  };
  const path = within(folder, 'package.json');
  writeJson(process, path, manifest);
  yield* process.write(1, fromText(`Wrote to ${path}:\n\n${JSON.stringify(manifest, undefined, 2)}\n\n\n\n`));
  return 0;
}

function valueAt(data: unknown, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (at, part) =>
        typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined,
      data,
    );
}

function changed(data: unknown, parts: readonly string[], value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = parts;
  const own = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  const next = rest.length === 0 ? value : changed(own[first], rest, value);
  if (next !== undefined) return { ...own, [first]: next };
  const { [first]: _, ...others } = own;
  return others;
}

/** `npm pkg get|set|delete KEY…`. Throws NpmError */
export function* editPackage(process: Process, folder: string, words: readonly string[]): Task<number> {
  const [action, ...keys] = words;
  const path = within(folder, 'package.json');
  let manifest: Record<string, unknown> = readManifest(process, folder);
  if (action === 'get') {
    const found: [string, unknown][] = keys.map((key) => [key, valueAt(manifest, key)]);
    const shown =
      keys.length === 0
        ? manifest
        : keys.length === 1
          ? (found[0]![1] ?? {})
          : Object.fromEntries(found.filter(([, value]) => value !== undefined));
    yield* process.write(1, fromText(`${JSON.stringify(shown, undefined, 2)}\n`));
    return 0;
  }
  if ((action !== 'set' && action !== 'delete') || keys.length === 0)
    throw new NpmError('EUSAGE', [
      '',
      'Manages your package.json',
      '',
      'Usage:',
      'npm pkg set <key>=<value> [<key>=<value> ...]',
      'npm pkg get [<key> [<key> ...]]',
      'npm pkg delete <key> [<key> ...]',
      'npm pkg set [<array>[<index>].<key>=<value> ...]',
      'npm pkg set [<array>[].<key>=<value> ...]',
      'npm pkg fix',
      '',
      'Options:',
      '[-f|--force] [--json] [-w|--workspace <workspace-name> [-w|--workspace <workspace-name> ...]]',
      '[-ws|--workspaces]',
      '',
      'Run "npm help pkg" for more info',
    ]);
  for (const word of keys) {
    if (word.includes('[')) throw refuse('lists in npm pkg');
    const equals = word.indexOf('=');
    if (action === 'set' && equals < 0) throw refuse(`npm pkg set ${word} without a value`);
    const key = action === 'set' ? word.slice(0, equals) : word;
    manifest = changed(manifest, key.split('.'), action === 'set' ? word.slice(equals + 1) : undefined);
  }
  writeJson(process, path, manifest);
  return 0;
}

const DEFAULTS: Readonly<Record<string, string>> = {
  registry: REGISTRY,
  audit: 'true',
  fund: 'true',
  loglevel: 'notice',
  'save-prefix': '^',
  'save-exact': 'false',
  'ignore-scripts': 'false',
  'package-lock': 'true',
  'update-notifier': 'true',
  production: 'null',
};

/** `npm config get|set|delete`. Throws NpmError */
export function* configure(
  process: Process,
  folder: string,
  options: Options,
  words: readonly string[],
): Task<number> {
  const [action, ...rest] = words;
  if (action === 'get' && rest.length > 0) {
    for (const key of rest) {
      const builtIn: Record<string, string> = {
        ...DEFAULTS,
        prefix: '/usr/local',
        cache: `${process.env.get('HOME') ?? '/root'}/.npm`,
        'local-prefix': folder,
        'global-prefix': '/usr/local',
        'node-version': '',
        omit: [...options.omit].join(','),
      };
      const value = options.get(key) ?? builtIn[key];
      yield* process.write(1, fromText(`${rest.length > 1 ? `${key}=` : ''}${value ?? 'undefined'}\n`));
    }
    return 0;
  }
  if (action === 'set' || action === 'delete' || action === 'rm') {
    if (options.get('location') !== undefined || options.is('global')) throw refuse('npm config --location');
    const pairs =
      action === 'set' && rest.length === 2 && !rest[0]!.includes('=')
        ? [rest as [string, string]]
        : rest.map((word) => [word.split('=')[0]!, word.slice(word.indexOf('=') + 1)] as [string, string]);
    if (pairs.length === 0)
      throw new NpmError('EUSAGE', ['', 'npm config set <key>=<value> [<key>=<value> ...]']);
    const path = settingsFile(process);
    const settings = readSettings(process, path);
    for (const [key, value] of pairs) {
      if (action === 'set') settings.set(key, value);
      else settings.delete(key);
    }
    process.fs.writeFile(path, [...settings].map(([key, value]) => `${key}=${value}\n`).join(''));
    return 0;
  }
  throw refuse(`npm config ${action ?? ''}`.trim());
}

/** `npm cache clean --force`, `npm cache verify`. Throws NpmError */
export function* cleanCache(
  process: Process,
  cache: string,
  force: boolean,
  action: string | undefined,
): Task<number> {
  if (action === 'verify') {
    yield* process.write(1, fromText(`Cache verified and compressed (${cache}/_cacache)\n`));
    return 0;
  }
  if (action !== 'clean' && action !== 'clear' && action !== 'rm')
    throw refuse(`npm cache ${action ?? ''}`.trim());
  if (!force)
    throw new NpmError(undefined, [
      'As of npm@5, the npm cache self-heals from corruption issues',
      '  by treating integrity mismatches as cache misses.  As a result,',
      '  data extracted from the cache is guaranteed to be valid.  If you',
      '  want to make sure everything is consistent, use `npm cache verify`',
      '  instead.  Deleting the cache can only make npm go slower, and is',
      '  not likely to correct any problems you may be encountering!',
      '',
      "  On the other hand, if you're debugging an issue with the installer,",
      '  or race conditions that depend on the timing of writing to an empty',
      '  cache, you can use `npm install --cache /tmp/empty-cache` to use a',
      '  temporary cache instead of nuking the actual one.',
      '',
      "  If you're sure you want to delete the entire cache, rerun this command",
      '  with --force.',
    ]);
  yield* process.write(2, 'npm warn using --force Recommended protections disabled.\n');
  try {
    process.fs.removeTree(`${cache}/_cacache`);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  return 0;
}
