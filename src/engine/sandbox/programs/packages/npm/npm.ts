import type { Process, Program, Task } from '../../../kernel/process.ts';
import type { CompiledPackage } from '../../../registry/compiled.ts';
import { type NpmCatalog, npmCatalog } from './catalog.ts';
import { cleanInstall, GLOBAL, installPackages, prunePackages, uninstallPackages } from './install.ts';
import { listPackages } from './list.ts';
import { findManifest, projectFolder, within } from './manifest.ts';
import { type Options, parseOptions } from './options.ts';
import { cleanCache, configure, editPackage, initProject } from './project.ts';
import { cacheFolder, NpmError, NpmExit, refuse, tellError } from './report.ts';
import { execute, runScript } from './run.ts';

/** npm's names for the same command (its lib/utils/cmd-list.js), of the commands that the sandbox has. */
const ALIASES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'add i in ins inst insta instal isnt isnta isntal isntall'.split(' ').map((one) => [one, 'install']),
  ),
  ...Object.fromEntries('clean-install ic install-clean isntall-clean'.split(' ').map((one) => [one, 'ci'])),
  ...Object.fromEntries('remove rm r un unlink'.split(' ').map((one) => [one, 'uninstall'])),
  ...Object.fromEntries('list la ll'.split(' ').map((one) => [one, 'ls'])),
  ...Object.fromEntries('run rum urn'.split(' ').map((one) => [one, 'run-script'])),
  ...Object.fromEntries('tst t'.split(' ').map((one) => [one, 'test'])),
  c: 'config',
  x: 'exec',
  create: 'init',
  innit: 'init',
};

/** Commands of npm that the sandbox refuses by name. */
const REFUSED = new Set(
  (
    'access adduser audit bugs completion dedupe deprecate diff dist-tag docs doctor edit explain explore find-dupes ' +
    'fund help-search hook install-ci-test install-test link login logout org outdated owner pack ping profile publish ' +
    'query rebuild repo restart sbom search shrinkwrap star stars team token unpublish unstar update version view whoami show ' +
    'info up upgrade'
  ).split(' '),
);

const HELP = `npm <command>

Usage:

npm install        install all the dependencies in your project
npm install <foo>  add the <foo> dependency to your project
npm test           run this project's tests
npm run <foo>      run the script named <foo>

Commands of the sandbox's npm:

    cache, ci, config, exec, get, init, install, ls, pkg, prefix,
    prune, root, run-script, set, start, stop, test,
    uninstall
`;

function versionOf(process: Process): string {
  const found = findManifest(process, `${GLOBAL}/node_modules/npm`)?.version;
  return found ?? '10.9.4';
}

function* dispatch(
  process: Process,
  catalog: NpmCatalog,
  folder: string,
  options: Options,
  started: number,
): Task<number> {
  const [typed, ...words] = options.words;
  if (options.is('version')) {
    yield* process.write(1, `${versionOf(process)}\n`);
    return 0;
  }
  if (typed === undefined || typed === 'help' || options.is('help')) {
    yield* process.write(1, HELP);
    return typed === undefined && !options.is('help') ? 1 : 0;
  }
  const command = ALIASES[typed] ?? typed;
  const job = { process, catalog, folder, options, started };
  switch (command) {
    case 'install':
      return yield* installPackages(job, words);
    case 'ci':
      return yield* cleanInstall(job);
    case 'uninstall':
      return yield* uninstallPackages(job, words);
    case 'prune':
      return yield* prunePackages(job);
    case 'run-script':
      return yield* runScript(process, folder, options, words[0], [...words.slice(1), ...options.rest]);
    case 'start':
    case 'test':
    case 'stop':
      return yield* runScript(process, folder, options, command, [...words, ...options.rest]);
    case 'exec':
      return yield* execute(process, catalog, folder, options, [...words, ...options.rest]);
    case 'init':
      return yield* initProject(process, options);
    case 'pkg':
      return yield* editPackage(process, folder, words);
    case 'config':
      return yield* configure(process, folder, options, words);
    case 'get':
    case 'set':
      return yield* configure(process, folder, options, [command, ...words]);
    case 'cache':
      return yield* cleanCache(process, cacheFolder(process), options.is('force'), words[0]);
    case 'root':
      yield* process.write(1, `${within(options.is('global') ? GLOBAL : folder, 'node_modules')}\n`);
      return 0;
    case 'prefix':
      yield* process.write(1, `${options.is('global') ? '/usr/local' : folder}\n`);
      return 0;
    case 'ls': {
      const { text, problems } = listPackages(process, folder, options);
      yield* process.write(1, text);
      if (problems.length > 0) throw new NpmError('ELSPROBLEMS', problems);
      return 0;
    }
  }
  if (REFUSED.has(command)) throw refuse(`npm ${typed}`);
  yield* process.write(
    1,
    `Unknown command: "${typed}"\n\nTo see a list of supported npm commands, run:\n  npm help\n`,
  );
  return 1;
}

/** What starting npm takes, milliseconds of the processor. */
const START_TIME = 80;

/** npm, and npx, which is `npm exec` (argv[0] says which): packages of the registry's file, scripts, settings. */
export function npm(entries: readonly CompiledPackage[], name: 'npm' | 'npx'): Program {
  const catalog = npmCatalog(entries);
  return function* (process) {
    const started = process.now();
    const folder = projectFolder(process, process.cwd());
    let silent = false;
    yield* process.work(START_TIME);
    try {
      const args = process.argv.slice(1);
      const asNpx = name === 'npx' || /^(exec|x)$/.test(args[0] ?? '');
      if (!asNpx) {
        const options = parseOptions(process, args, folder);
        silent = options.get('loglevel') === 'silent';
        if (options.get('production') === 'true')
          yield* process.write(2, 'npm warn config production Use `--omit=dev` instead.\n');
        if (options.get('only') !== undefined)
          yield* process.write(
            2,
            'npm warn config only Use `--omit=dev` to omit dev dependencies from the install.\n',
          );
        return yield* dispatch(process, catalog, folder, options, started);
      }
      const options = parseOptions(process, name === 'npx' ? args : args.slice(1), folder, false);
      if (options.is('version')) {
        yield* process.write(1, `${versionOf(process)}\n`);
        return 0;
      }
      return yield* execute(process, catalog, folder, options, [...options.words, ...options.rest]);
    } catch (error) {
      if (error instanceof NpmExit) return error.status;
      if (error instanceof NpmError) return yield* tellError(process, error, silent);
      throw error;
    }
  };
}
