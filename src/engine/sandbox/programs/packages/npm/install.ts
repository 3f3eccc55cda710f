import type { Process, Task } from '../../../kernel/process.ts';
import type { NpmCatalog } from './catalog.ts';
import { readInstalled, readLock, writeLock } from './lock-file.ts';
import { findManifest, type Kind, type Manifest, readManifest, within, writeJson } from './manifest.ts';
import type { Options } from './options.ts';
import { type Reified, reachRegistry, reify } from './reify.ts';
import { NpmError, noTarget, notFound, refuse, summaryOf } from './report.ts';
import { runEvent, scriptFailed } from './scripts.ts';
import { idealTree, type Tree, without } from './tree.ts';
import { parseVersion } from './versions.ts';

const KINDS: readonly Kind[] = ['dependencies', 'devDependencies', 'optionalDependencies'];
/** Scripts of the project that run after an installation, in their order. */
const EVENTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
/** What belongs to all packages of the computer. */
export const GLOBAL = '/usr/local/lib';

/** Arguments of everything that installs. */
export interface Job {
  readonly process: Process;
  readonly catalog: NpmCatalog;
  readonly folder: string;
  readonly options: Options;
  /** When npm began, by the clock. */
  readonly started: number;
}

/** A package and a range, as typed: `express@^4`. */
interface Spec {
  readonly name: string;
  readonly range: string;
}

function specOf(word: string): Spec {
  const at = word.indexOf('@', 1);
  const name = at < 0 ? word : word.slice(0, at);
  if (/^[./~]|:\/\/|^[^@]*\/|\.tgz$/.test(word))
    throw refuse(`npm install ${word}: it installs from the registry only`);
  return { name, range: at < 0 ? 'latest' : word.slice(at + 1) || 'latest' };
}

/** @returns the range that package.json gets for what was asked: `^4.21.2`, unless a narrower one was typed */
function savedRange(options: Options, range: string, version: string): string {
  if (options.is('save-exact')) return version;
  if (range === 'latest' || parseVersion(range) !== undefined || /^(\^|>=|\*|x|\d+(\.x)?$)/.test(range))
    return `^${version}`;
  return range;
}

function kindOf(options: Options): Kind | undefined {
  if (options.is('save-dev')) return 'devDependencies';
  if (options.is('save-optional')) return 'optionalDependencies';
  return options.is('save-prod') ? 'dependencies' : undefined;
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @returns a package.json with a dependency in it, in one kind only */
function withDependency(manifest: Manifest, kind: Kind, name: string, range: string): Manifest {
  const next: Manifest = { ...manifest };
  for (const each of KINDS) {
    if (each === kind || next[each]?.[name] === undefined) continue;
    const { [name]: _, ...others } = next[each];
    next[each] = others;
    if (Object.keys(others).length === 0) delete next[each];
  }
  next[kind] = sorted({ ...next[kind], [name]: range });
  return next;
}

function* finish(job: Job, tree: Tree, done: Reified): Task<number> {
  const { process, options, started } = job;
  if (options.get('loglevel') === 'silent') return 0;
  const audited = options.get('audit') === 'false' ? 0 : tree.size + 1;
  yield* process.write(1, summaryOf({ ...done, audited, time: process.now() - started }));
  return 0;
}

function* lifecycle(job: Job, manifest: Manifest, command: string): Task<void> {
  const { process, folder, options } = job;
  if (options.is('ignore-scripts')) return;
  for (const event of EVENTS) {
    const ended = yield* runEvent(
      process,
      folder,
      manifest,
      event,
      [],
      options.get('loglevel') === 'silent',
      command,
    );
    if (ended.status !== 0) throw scriptFailed(folder, ended);
  }
}

/** `npm install`: what package.json asks for, and the packages that are named. Throws NpmError */
export function* installPackages(job: Job, words: readonly string[]): Task<number> {
  const { process, catalog, folder, options } = job;
  if (options.is('global')) return yield* installGlobal(job, words);
  const specs = words.map(specOf);
  let manifest = specs.length === 0 ? readManifest(process, folder) : (findManifest(process, folder) ?? {});
  const known = new Map(readLock(process, folder) ?? readInstalled(process, folder));
  if (specs.length > 0 && specs.some(({ name }) => catalog.versions(name).length === 0))
    yield* reachRegistry(process, specs[0]!.name);
  for (const { name, range } of specs) {
    const found = catalog.pick(name, range);
    if (found === undefined) {
      yield* reachRegistry(process, name);
      const versions = catalog.versions(name);
      throw versions.length === 0
        ? notFound(name, range === 'latest' ? '*' : range, catalog.offered)
        : noTarget(name, range, versions);
    }
    const before = KINDS.find((kind) => manifest[kind]?.[name] !== undefined);
    const kind = kindOf(options) ?? before ?? 'dependencies';
    known.delete(`node_modules/${name}`);
    manifest = withDependency(manifest, kind, name, savedRange(options, range, found.version));
    known.set(`node_modules/${name}`, found);
  }
  const tree = idealTree(catalog, manifest, known);
  const kept = without(tree, manifest, options.omit);
  const done = yield* reify(process, catalog, folder, kept, false);
  if (options.get('save') !== 'false') {
    if (specs.length > 0) writeJson(process, within(folder, 'package.json'), manifest);
    if (options.get('package-lock') !== 'false') writeLock(process, folder, manifest, tree);
  }
  if (specs.length === 0) yield* lifecycle(job, manifest, 'install');
  return yield* finish(job, kept, done);
}

/** `npm uninstall NAME…`. Throws NpmError */
export function* uninstallPackages(job: Job, words: readonly string[]): Task<number> {
  const { process, catalog, folder, options } = job;
  if (words.length === 0) throw new NpmError(undefined, ['Must provide a package name to remove']);
  if (options.is('global')) {
    const there = readInstalled(process, GLOBAL);
    const kept = new Map(
      [...there].filter(([place]) => !words.some((name) => `${place}/`.startsWith(`node_modules/${name}/`))),
    );
    const done = yield* reifyGlobal(job, kept);
    return yield* finishGlobal(job, done);
  }
  const manifest: Manifest = { ...readManifest(process, folder) };
  for (const kind of KINDS) {
    const own = manifest[kind];
    if (own === undefined) continue;
    const left = Object.fromEntries(Object.entries(own).filter(([name]) => !words.includes(name)));
    if (Object.keys(left).length === Object.keys(own).length) continue;
    if (Object.keys(left).length === 0) delete manifest[kind];
    else manifest[kind] = left;
  }
  const tree = idealTree(catalog, manifest, readLock(process, folder) ?? readInstalled(process, folder));
  const kept = without(tree, manifest, options.omit);
  const done = yield* reify(process, catalog, folder, kept, false);
  writeJson(process, within(folder, 'package.json'), manifest);
  writeLock(process, folder, manifest, tree);
  return yield* finish(job, kept, done);
}

/** `npm prune`: takes away what package.json does not ask for; with `--omit=dev` what only development needs. */
export function* prunePackages(job: Job): Task<number> {
  const { process, catalog, folder, options } = job;
  const manifest = readManifest(process, folder);
  const tree = idealTree(catalog, manifest, readLock(process, folder) ?? readInstalled(process, folder));
  const wanted = without(tree, manifest, options.omit);
  const there = readInstalled(process, folder);
  const kept = new Map([...wanted].filter(([place]) => there.has(place)));
  return yield* finish(job, kept, yield* reify(process, catalog, folder, kept, false));
}

/** The packages that npm itself is among. */
function own(place: string): boolean {
  return /^node_modules\/(npm|corepack)(\/|$)/.test(place);
}

function* finishGlobal({ process, options, started }: Job, done: Reified): Task<number> {
  if (options.get('loglevel') !== 'silent')
    yield* process.write(1, summaryOf({ ...done, audited: 0, time: process.now() - started }));
  return 0;
}

function* reifyGlobal(job: Job, tree: Tree): ReturnType<typeof reify> {
  const { process, catalog } = job;
  const there = readInstalled(process, GLOBAL);
  // What came with the image stays, and is not npm's to count.
  const kept = new Map([...there].filter(([place]) => own(place)));
  const whole = new Map([...kept, ...[...tree].filter(([place]) => !own(place))]);
  return yield* reify(process, catalog, GLOBAL, whole, false, ['../bin', '../lib/node_modules/']);
}

function* installGlobal(job: Job, words: readonly string[]): Task<number> {
  const { process, catalog } = job;
  if (words.length === 0) throw refuse('npm install -g without a package');
  const there = readInstalled(process, GLOBAL);
  const tree = new Map(there);
  for (const { name, range } of words.map(specOf)) {
    const manifest: Manifest = { dependencies: { [name]: range } };
    yield* reachRegistry(process, name);
    // Each has all that it needs in its own folder.
    for (const [place, one] of idealTree(catalog, manifest, new Map()))
      tree.set(place === `node_modules/${name}` ? place : `node_modules/${name}/${place}`, one);
  }
  return yield* finishGlobal(job, yield* reifyGlobal(job, tree));
}

/** @returns what `npm ci` says of itself in its errors */
const CI_USAGE = [
  '',
  'Clean install a project',
  '',
  'Usage:',
  'npm ci',
  '',
  'Options:',
  '[--install-strategy <hoisted|nested|shallow|linked>] [--legacy-bundling]',
  '[--global-style] [--omit <dev|optional|peer> [--omit <dev|optional|peer> ...]]',
  '[--include <prod|dev|optional|peer> [--include <prod|dev|optional|peer> ...]]',
  '[--strict-peer-deps] [--foreground-scripts] [--ignore-scripts] [--no-audit]',
  '[--no-bin-links] [--no-fund] [--dry-run]',
  '[-w|--workspace <workspace-name> [-w|--workspace <workspace-name> ...]]',
  '[-ws|--workspaces] [--include-workspace-root] [--install-links]',
  '',
  'aliases: clean-install, ic, install-clean, isntall-clean',
  '',
  'Run "npm help ci" for more info',
];

/** `npm ci`: exactly what package-lock.json says. Throws NpmError EUSAGE if there is none, or it does not fit */
export function* cleanInstall(job: Job): Task<number> {
  const { process, catalog, folder, options } = job;
  const lock = readLock(process, folder);
  if (lock === undefined)
    throw new NpmError('EUSAGE', [
      '',
      'The `npm ci` command can only install with an existing package-lock.json or',
      'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
      'later to generate a package-lock.json file, then try again.',
      ...CI_USAGE,
    ]);
  const manifest = readManifest(process, folder);
  const tree = idealTree(catalog, manifest, lock);
  const errors = [...tree].flatMap(([place, one]) => {
    const locked = lock.get(place);
    if (locked === undefined) return [`Missing: ${one.name}@${one.version} from lock file`];
    if (locked.version === one.version) return [];
    return [`Invalid: lock file's ${one.name}@${locked.version} does not satisfy ${one.name}@${one.version}`];
  });
  if (errors.length > 0)
    throw new NpmError('EUSAGE', [
      '',
      '`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.',
      '',
      ...errors,
      ...CI_USAGE,
    ]);
  const kept = without(tree, manifest, options.omit);
  const done = yield* reify(process, catalog, folder, kept, true);
  yield* lifecycle(job, manifest, 'ci');
  return yield* finish(job, kept, done);
}
