/**
 * Builds `dist/`: the program as CommonJS chunks, split by command, with its dependencies inside; the built-in pack as
 * JSON; and the licences of what is inside. Run with `npm run build`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { compilePack } from '../src/content/compiled.ts';
import { loadPack } from '../src/content/load.ts';
import { textReport } from '../src/lint/report/text.ts';
import { folderReader } from '../src/platform/pack-folder.ts';
import { noticesOf } from './notices.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

/**
 * Commander's files as ES modules. As the CommonJS modules that they are, each would be bundled as a function around its
 * code, which V8 reads twice: once to find its end, once when it is called. Half of a start would go there.
 *
 * Two modules that commander asks for while it loads go: `node:process` is the global, and `node:child_process` takes as
 * long as all of commander, and is for executable subcommands, which this program has none of.
 */
const commanderAsModules: Plugin = {
  name: 'commander-as-modules',
  load: {
    filter: { id: /[\\/]commander[\\/]esm\.mjs$/ },
    handler: () => `export { Command } from './lib/command.js';
export { Option } from './lib/option.js';
export { CommanderError } from './lib/error.js';`,
  },
  transform: {
    filter: { id: /[\\/]commander[\\/]lib[\\/]\w+\.js$/ },
    handler(code) {
      const module = code
        .replace("const process = require('node:process');\n", '')
        .replace("const childProcess = require('node:child_process');\n", '')
        .replaceAll('childProcess.', "require('node:child_process').")
        .replaceAll(/^const (\{.*\}) = require\('(\.\/\w+)(?:\.js)?'\);$/gm, "import $1 from '$2.js';")
        .replaceAll(/^exports\.(\w+) = \1;/gm, 'export { $1 };');
      if (/^const .*(require\('\.|process'\))|^(module\.)?exports\b/m.test(module))
        this.error('commander is written differently now: adapt this plugin');
      return module;
    },
  },
};

/**
 * Node's own modules as they are. A default import of one would be bundled as a copy of it, made property by property
 * each time the program starts.
 */
const builtinsUncopied: Plugin = {
  name: 'builtins-uncopied',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]/, code: /from ['"]node:/ },
    handler: (code) =>
      code.replaceAll(
        /^import (?:\* as )?(\w+) from ['"](node:\w+)['"];$/gm,
        (_, name: string, builtin: string) => `const ${name} = require('${builtin}');`,
      ),
  },
};

/**
 * Makes files quicker to load. Characters beyond ASCII become escapes: V8 reads and keeps a file with one of them at
 * twice the cost; files where they are many, which are the Korean texts, stay as they are. And the bundler's own helpers
 * are not loaded where none of them is used.
 */
const quickToLoad: Plugin = {
  name: 'quick-to-load',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      chunk.code = chunk.code.replace(/(?<=^|[;,])require\("\.\/rolldown-runtime\.cjs"\)/, '0');
      const beyond = chunk.code.match(/[^\x00-\x7f]/g) ?? [];
      if (beyond.length < chunk.code.length / 50) chunk.code = chunk.code.replace(/[^\x00-\x7f]/g, escapeOf);
    }
  },
};

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * What the command line needs, settings, what every command needs beside them, and what a walk needs beside all that,
 * each with all it imports: one file each, since opening a file costs something too. The Korean texts are a file of
 * their own, so that the code beside them stays ASCII.
 */
const groups = [
  { name: 'main', test: /[\\/]src[\\/]main\.ts$/, priority: 5 },
  { name: 'korean', test: /[\\/]src[\\/]text[\\/]messages[\\/]ko\.ts$/, priority: 4 },
  { name: 'settings', test: /[\\/]src[\\/]app[\\/]settings\.ts$/, priority: 3 },
  {
    name: 'core',
    test: /[\\/]src[\\/](text[\\/](localized|prose|width)|app[\\/](session|where|find)|view[\\/](columns|nodes|prose))\.ts$/,
    priority: 2,
  },
  {
    name: 'walk',
    test: /[\\/]src[\\/](cli[\\/]commands[\\/]learn|app[\\/](learn|run-walk|screen-loop))\.ts$/,
    priority: 1,
  },
];

/** Bundles `src/main.ts`; gives the files of the packages that went in. */
async function bundle(): Promise<readonly string[]> {
  const build = await rolldown({
    input: join(root, 'src/main.ts'),
    platform: 'node',
    // ES modules where a package has both; what CommonJS costs is told above.
    resolve: { mainFields: ['module', 'main'] },
    plugins: [commanderAsModules, builtinsUncopied, quickToLoad],
  });
  const { output } = await build.write({
    dir: dist,
    format: 'cjs',
    entryFileNames: 'main.cjs',
    chunkFileNames: '[name].cjs',
    // Names stay, for the stack traces in bug reports.
    minify: { compress: { keepNames: { function: true, class: true } }, mangle: { keepNames: true } },
    codeSplitting: { groups },
  });
  await build.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}

/** Compiles the built-in pack to JSON; a pack with problems ends the build. */
function buildPack(): void {
  const { pack, problems } = loadPack(folderReader(join(root, 'lessons')));
  if (pack === undefined || problems.some((problem) => problem.severity === 'error')) {
    process.stderr.write(`${textReport(problems)}\n`);
    throw new Error('the built-in pack has problems');
  }
  for (const [name, text] of compilePack(pack)) {
    const path = join(dist, 'pack', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

rmSync(dist, { recursive: true, force: true });
const modules = await bundle();
buildPack();
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.md'), noticesOf(modules, readFileSync));
