/**
 * Builds `dist/`: the program as CommonJS chunks, split by command, with its dependencies inside; the built-in pack as
 * JSON; and the licences of what is inside. Run with `npm run build`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RolldownOutput, rolldown } from 'rolldown';
import { compilePack } from '../src/content/compiled.ts';
import { loadPack } from '../src/content/load.ts';
import { textReport } from '../src/lint/report/text.ts';
import { writeArchive } from '../src/platform/archive.ts';
import { COMPILED_PACK } from '../src/platform/built-in-pack.ts';
import { folderReader } from '../src/platform/pack-folder.ts';
import { filePlugins } from './file-plugins.ts';
import { noticesOf } from './notices.ts';
import { packagePlugins } from './package-plugins.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

/**
 * Files by when they are needed, each with all it imports that is in no group before it: few, since opening one costs
 * something too. What is used now and then is apart, so that those who do not use it do not read it; the Korean texts are
 * too, so that the code beside them stays ASCII.
 */
const groups = [
  { name: 'korean', test: /[\\/]src[\\/]text[\\/]messages[\\/]ko\.ts$/ },
  { name: 'wide', test: /[\\/](fast-string-(truncated-)?width|get-east-asian-width)[\\/]/ },
  { name: 'suggest', test: /[\\/]src[\\/]content[\\/]suggest\.ts$/ },
  { name: 'colour', test: /[\\/]src[\\/]terminal[\\/](colour-theme|probe)\.ts$/ },
  // The command line and settings, which every command reads; what nearly every command does beside that.
  { name: 'main', test: /[\\/]src[\\/](main|app[\\/]settings|progress[\\/]blank)\.ts$/ },
  { name: 'help', test: /[\\/]src[\\/](cli[\\/]help|text[\\/]messages[\\/]help\.en)\.ts$/ },
  // What is said when a file cannot be read or written.
  { name: 'failures', test: /[\\/]src[\\/]app[\\/]failures\.ts$/ },
  // What was learned, which newcomers do without, and pictures, terms and settings.
  { name: 'learned', test: /[\\/]src[\\/]progress[\\/](store|rename)\.ts$/ },
  {
    name: 'core',
    test: /[\\/]src[\\/](diagram[\\/]scene|text[\\/](control|localized|prose|width)|app[\\/](session|where|find)|platform[\\/](text-file|path-kind)|view[\\/](columns|nodes|prose))\.ts$/,
  },
  // Questions, with what is said of pictures, since some ask about one.
  {
    name: 'question',
    test: /[\\/]src[\\/](tutor[\\/](grading|items[\\/](?!prepare)\w+)|view[\\/]items[\\/](feedback|options)|diagram[\\/](speaker|parts|same))\.ts$/,
  },
  // What pictures are drawn with, which pipes do without; kinds that few lessons have are apart.
  { name: 'canvas', test: /[\\/]src[\\/]diagram[\\/]layout[\\/](sheet|cells|share|stack|chain)\.ts$/ },
  { name: 'picture-compose', test: /[\\/]src[\\/]diagram[\\/]compose[\\/](draw|describe|narrate)\.ts$/ },
  { name: 'picture-cluster', test: /[\\/]src[\\/]diagram[\\/]cluster[\\/](draw|describe|narrate)\.ts$/ },
  { name: 'picture-engine', test: /[\\/]src[\\/]diagram[\\/]engine[\\/](draw|describe|narrate)\.ts$/ },
  {
    name: 'picture-layers',
    test: /[\\/]src[\\/]diagram[\\/](layout[\\/]layers|layers[\\/]describe|derive-layers)\.ts$/,
  },
  {
    name: 'picture',
    test: /[\\/]src[\\/](diagram[\\/](layout[\\/]draw|alternative|stage)|view[\\/]diagram)\.ts$/,
  },
  // Docker's command line as a table: for what explains, completes or judges commands, and for nothing else.
  { name: 'grammar', test: /[\\/]src[\\/]engine[\\/]grammar[\\/]/ },
  { name: 'schema', test: /[\\/]src[\\/]content[\\/]schema[\\/]/ },
  // Walking through a lesson: a step may have a picture, a question, or neither.
  {
    name: 'walk',
    test: /[\\/]src[\\/](cli[\\/]commands[\\/]learn|app[\\/](learn|draw-lesson|run-walk|screen-loop)|tutor[\\/]walkthrough[\\/]state)\.ts$/,
  },
  // Dockerfiles are read to draw them, without the sandbox that builds them.
  { name: 'dockerfile', test: /[\\/]src[\\/]formats[\\/]dockerfile[\\/]make-plan\.ts$/ },
  { name: 'draw-file', test: /[\\/]src[\\/]app[\\/]draw-dockerfile\.ts$/ },
  { name: 'summary', test: /[\\/]src[\\/]view[\\/]quiz[\\/]summary\.ts$/ },
  { name: 'yaml', test: /[\\/]node_modules[\\/]yaml[\\/]/ },
  { name: 'parse', test: /[\\/]src[\\/](content[\\/]parse|app[\\/]answers-file)\.ts$/ },
  { name: 'due', test: /[\\/]src[\\/]app[\\/](due|day-name)\.ts$/ },
  { name: 'session', test: /[\\/]src[\\/]cli[\\/]commands[\\/](quiz|review)\.ts$/ },
  // Compose files, for a picture of them as much as for the sandbox.
  { name: 'compose', test: /[\\/]src[\\/](formats[\\/]compose[\\/](?!render)|app[\\/]draw-compose)/ },
  // What loads large modules of Node's: for the real engine, and for what is kept of a lab.
  { name: 'system', test: /[\\/]src[\\/]platform[\\/](digest|docker-command|edit-file|http-get)\.ts$/ },
  // At the prompt, the line editor comes first, and the sandbox behind it once the prompt is shown.
  { name: 'prompt', test: /[\\/]src[\\/]app[\\/]play[\\/]terminal\.ts$/ },
  { name: 'sandbox', test: /[\\/]src[\\/]engine[\\/]sandbox[\\/]/ },
  { name: 'explain', test: /[\\/]src[\\/](cli[\\/]commands|app)[\\/]explain\.ts$/ },
  { name: 'play', test: /[\\/]src[\\/]app[\\/](play[\\/](pipe|answer|complete)|edit)\.ts$/ },
  { name: 'lab', test: /[\\/]src[\\/](app[\\/](lab|practice)[\w-]*|cli[\\/]commands[\\/](lab|play))\.ts$/ },
  { name: 'load', test: /[\\/]src[\\/](content[\\/]load|platform[\\/]pack-folder)\.ts$/ },
  { name: 'ask', test: /[\\/]src[\\/]app[\\/]ask\.ts$/ },
  { name: 'json-schema', test: /[\\/]src[\\/](content[\\/]json|cli[\\/]commands[\\/]pack)-schema\.ts$/ },
  // Small ones together: unpacking a file takes npm some 3 ms, ten times as long as a start takes to read it.
  { name: 'aloud', test: /[\\/]src[\\/](app[\\/]linear-loop|.*[\\/](narrate|typed))\.ts$/ },
  { name: 'authoring', test: /[\\/]src[\\/]cli[\\/]commands[\\/]pack-(check|new|preview)\.ts$/ },
  { name: 'help-korean', test: /[\\/]src[\\/]cli[\\/]help-korean\.ts$/ },
  { name: 'glance', test: /[\\/]src[\\/]cli[\\/]commands[\\/](list|term|progress)\.ts$/ },
  {
    name: 'seldom',
    test: /[\\/]src[\\/](cli[\\/]commands[\\/](complet\w+|config-\w+|export|import|reset)|diagram[\\/]svg|app[\\/]cast)\.ts$/,
  },
].map((group, index, all) => ({ ...group, priority: all.length - index }));

/** Bundles `src/main.ts`; nothing is written yet. */
async function bundle(): Promise<RolldownOutput['output']> {
  const build = await rolldown({
    input: join(root, 'src/main.ts'),
    platform: 'node',
    // ES modules where a package has both: what CommonJS costs is told in package-plugins.ts.
    resolve: {
      mainFields: ['module', 'main'],
      // The same code as ES modules: as CommonJS, V8 reads it twice, and all of it.
      alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
    },
    plugins: [...packagePlugins, ...filePlugins],
  });
  const { output } = await build.generate({
    format: 'cjs',
    entryFileNames: 'main.cjs',
    chunkFileNames: '[name].cjs',
    // Names stay, for the stack traces in bug reports.
    minify: { compress: { keepNames: { function: true, class: true } }, mangle: { keepNames: true } },
    codeSplitting: { groups },
  });
  await build.close();
  return output;
}

/** Compiles the built-in pack to JSON; a pack with problems ends the build. */
function buildPack(): Uint8Array {
  const { pack, problems } = loadPack(folderReader(join(root, 'lessons')));
  if (pack === undefined || problems.some((problem) => problem.severity === 'error')) {
    process.stderr.write(`${textReport(problems)}\n`);
    throw new Error('the built-in pack has problems');
  }
  return writeArchive(compilePack(pack));
}

const output = await bundle();
const pack = buildPack();
const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
const notices = noticesOf(modules, readFileSync);

// All of it is there: the program that was built before may go.
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const file of output)
  writeFileSync(join(dist, file.fileName), file.type === 'chunk' ? file.code : file.source);
writeFileSync(join(dist, COMPILED_PACK), pack);
// For each file it loads, Node looks for the package.json above it: the way there is shorter, and path functions less hot.
writeFileSync(join(dist, 'package.json'), '{"type":"commonjs"}\n');
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.md'), notices);
