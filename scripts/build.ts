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
 * Commander asks for `node:child_process` while it loads, for executable subcommands, which this program has none of.
 * Loading it takes as long as all of commander, so it is asked for where it would be used.
 */
const lazyChildProcess: Plugin = {
  name: 'lazy-child-process',
  transform: {
    filter: { id: /commander\/lib\/command\.js$/ },
    handler(code) {
      const eager = "const childProcess = require('node:child_process');\n";
      if (!code.includes(eager)) this.error('commander no longer loads child_process as it did');
      return code.replace(eager, '').replaceAll('childProcess.', "require('node:child_process').");
    },
  },
};

/**
 * What the command line needs, what every command needs beside it, and what a walk needs beside both, each with all it
 * imports: one file each, since opening a file costs more than reading it.
 */
const groups = [
  { name: 'main', test: /[\\/]src[\\/]main\.ts$/, priority: 3 },
  {
    name: 'core',
    test: /[\\/]src[\\/](text[\\/](localized|prose|width)|app[\\/](session|where|find)|view[\\/](columns|nodes|prose))\.ts$/,
    priority: 2,
  },
  {
    name: 'walk',
    test: /[\\/]src[\\/](cli[\\/]commands[\\/]learn|app[\\/](learn|walk-loop))\.ts$/,
    priority: 1,
  },
];

/** Bundles `src/main.ts`; gives the files of the packages that went in. */
async function bundle(): Promise<readonly string[]> {
  const build = await rolldown({
    input: join(root, 'src/main.ts'),
    platform: 'node',
    plugins: [lazyChildProcess],
  });
  const { output } = await build.write({
    dir: dist,
    format: 'cjs',
    entryFileNames: 'main.cjs',
    chunkFileNames: '[name].cjs',
    minify: true,
    keepNames: true,
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
