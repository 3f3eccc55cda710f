import { fromText } from '../../../kernel/bytes.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import type { NpmCatalog } from './catalog.ts';
import { readInstalled } from './lock-file.ts';
import { idOf, type Manifest, readManifest, within } from './manifest.ts';
import type { Options } from './options.ts';
import { reachRegistry, reify } from './reify.ts';
import { cacheFolder, NpmError, NpmExit, notFound } from './report.ts';
import { runChild, runEvent, scriptEnvironment, scriptFailed } from './scripts.ts';
import { idealTree } from './tree.ts';

/** Scripts that npm runs by itself, which `npm run` lists first. */
const LIFECYCLE = new Set(
  (
    'prepublishOnly prepublish prepack preinstall install postinstall prepare postpack test pretest posttest ' +
    'start prestart poststart stop prestop poststop restart prerestart postrestart version preversion postversion ' +
    'publish postpublish preuninstall uninstall postuninstall'
  ).split(' '),
);

/** `npm run` without a name: the scripts that there are. */
function* listScripts(process: Process, manifest: Manifest): Task<number> {
  const all = Object.entries(manifest.scripts ?? {});
  const show = (some: typeof all): string =>
    some.map(([name, script]) => `  ${name}\n    ${script}\n`).join('');
  const own = all.filter(([name]) => LIFECYCLE.has(name));
  const others = all.filter(([name]) => !LIFECYCLE.has(name));
  const id = idOf(manifest) ?? manifest.name ?? '';
  let text = own.length === 0 ? '' : `Lifecycle scripts included in ${id}:\n${show(own)}`;
  if (others.length > 0)
    text += `${own.length === 0 ? `Scripts available in ${id} via \`npm run-script\`:\n` : '\navailable via `npm run-script`:\n'}${show(others)}`;
  yield* process.write(1, fromText(text));
  return 0;
}

/**
 * `npm run NAME`, `npm start`, `npm test`: the script with those before and after it.
 * @throws NpmExit the status of one that failed
 * @throws NpmError if there is no such script, or a signal ended it
 */
export function* runScript(
  process: Process,
  folder: string,
  options: Options,
  name: string | undefined,
  args: readonly string[],
): Task<number> {
  const manifest = readManifest(process, folder);
  if (name === undefined) return yield* listScripts(process, manifest);
  const has =
    manifest.scripts?.[name] !== undefined ||
    (name === 'start' && process.fs.exists(within(folder, 'server.js')));
  if (!has) {
    if (options.is('if-present')) return 0;
    const close = Object.keys(manifest.scripts ?? {}).filter((one) => near(one, name));
    const hint =
      close.length === 0
        ? []
        : [
            '',
            `Did you mean ${close.length === 1 ? 'this' : 'one of these'}?`,
            ...close.map((one) => `  npm run ${one} # run the "${one}" package script`),
          ];
    throw new NpmError(undefined, [
      `Missing script: "${name}"`,
      ...hint,
      '',
      'To see a list of scripts, run:',
      '  npm run',
    ]);
  }
  const silent = options.get('loglevel') === 'silent';
  const events = options.is('ignore-scripts') ? [name] : [`pre${name}`, name, `post${name}`];
  for (const event of events) {
    const ended = yield* runEvent(
      process,
      folder,
      manifest,
      event,
      event === name ? args : [],
      silent,
      ['start', 'test', 'stop', 'restart'].includes(name) ? name : 'run-script',
    );
    if (ended.signal !== undefined) {
      // npm sends itself the signal; as process 1 of a container it survives that, and tells.
      process.onSignal(ended.signal, 'default');
      if (process.pid !== 1) process.kill(process.pid, ended.signal);
      throw scriptFailed(folder, ended);
    }
    if (ended.status !== 0) throw new NpmExit(ended.status);
  }
  return 0;
}

/** Whether two names are as good as the same: one letter more, less or other. */
function near(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.length < 3) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const skip = (text: string, count: number): string => text.slice(at + count);
  return skip(a, 1) === skip(b, 1) || skip(a, 1) === skip(b, 0) || skip(a, 0) === skip(b, 1);
}

/**
 * `npx COMMAND ARGS…`, `npm exec`: a command of node_modules, or of a package that is fetched for it.
 * Throws NpmError E404
 */
export function* execute(
  process: Process,
  catalog: NpmCatalog,
  folder: string,
  options: Options,
  words: readonly string[],
): Task<number> {
  const [word, ...args] = words;
  if (word === undefined) throw new NpmError(undefined, ['the sandbox does not model the shell of npx yet']);
  const at = word.indexOf('@', 1);
  const name = at < 0 ? word : word.slice(0, at);
  let env = scriptEnvironment(process, folder, { npm_command: 'exec', npm_lifecycle_event: 'npx' });
  const local = env.get('PATH')!.split(':').slice(0, -1);
  const places = [...local.filter((path) => path.endsWith('/node_modules/.bin')), '/usr/local/bin'];
  let command = name.replace(/^@[^/]+\//, '');
  if (at >= 0 || !places.some((path) => process.fs.exists(`${path}/${command}`))) {
    const range = at < 0 ? 'latest' : word.slice(at + 1);
    yield* reachRegistry(process, name);
    const found = catalog.pick(name, range);
    if (found === undefined) throw notFound(name, range === 'latest' ? '*' : range, catalog.offered);
    const [only] = Object.keys(found.bin);
    if (only === undefined) throw new NpmError(undefined, ['could not determine executable to run']);
    command = found.bin[command] === undefined ? only : command;
    const home = `${cacheFolder(process)}/_npx/${name.replace('/', '-')}`;
    if (!readInstalled(process, home).has(`node_modules/${name}`)) {
      const message = `Need to install the following packages:\n${name}@${found.version}\n`;
      if (process.isTerminal(0) && !options.is('yes')) {
        yield* process.write(2, `${message}Ok to proceed? (y) `);
        const answer = yield* process.readLine(0);
        if (/^n/i.test(answer)) throw new NpmError(undefined, ['canceled']);
      } else if (!options.is('yes'))
        yield* process.write(
          2,
          `npm warn exec The following package was not found and will be installed: ${name}@${found.version}\n`,
        );
      yield* reify(
        process,
        catalog,
        home,
        idealTree(catalog, { dependencies: { [name]: found.version } }, new Map()),
        false,
      );
    }
    env = new Map([...env, ['PATH', `${home}/node_modules/.bin:${env.get('PATH')}`]]);
  }
  const ended = yield* runChild(process, [command, ...args], process.cwd(), env);
  return ended.status;
}
