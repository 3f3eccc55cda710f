/** Plugins of the bundler that change packages on their way into the bundle, so that they load sooner. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

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
 * Wrapping that measures words as the rest of the program does: `displayWidth` gives the same widths, and for most text
 * needs none of the regular expressions with Unicode properties that fast-string-width has.
 */
const wrappedByOneMeasure: Plugin = {
  name: 'wrapped-by-one-measure',
  transform: {
    filter: { id: /[\\/]fast-wrap-ansi[\\/]/ },
    handler(code) {
      const found = "import stringWidth from 'fast-string-width';";
      if (!code.includes(found)) this.error('fast-wrap-ansi is written differently now: adapt this plugin');
      const width = JSON.stringify(join(import.meta.dirname, '..', 'src', 'text', 'width.ts'));
      return code.replace(found, `import { displayWidth as stringWidth } from ${width};`);
    },
  },
};

/**
 * Chalk without its guess at what the terminal can show: the program decides that itself, and tells chalk. The guess is
 * made while chalk is loaded, by asking for streams, the environment and the system's version.
 */
const coloursTold: Plugin = {
  name: 'colours-told',
  load: {
    filter: { id: /[\\/]chalk[\\/]source[\\/]vendor[\\/]supports-color[\\/]/ },
    handler: () => 'export default { stdout: false, stderr: false };',
  },
};

/** The kinds of prompts that the program asks with; `src/app/ask.ts` is the only place that does. */
const PROMPTS = ['confirm', 'select'];

/**
 * Inquirer with the prompts that the program uses, and without the others: its editor alone brings the character sets of
 * iconv-lite, a third of the whole package, which `npx` would fetch and the first menu would wait for.
 */
const promptsInUse: Plugin = {
  name: 'prompts-in-use',
  transform: {
    filter: { id: /[\\/]@inquirer[\\/]prompts[\\/]dist[\\/]index\.js$/ },
    handler(code) {
      let kept = 0;
      const module = code.replace(
        /^export \{ default as (\w+)(.*)$/gm,
        (line, name: string, rest: string) => {
          if (PROMPTS.includes(name)) kept++;
          if (PROMPTS.includes(name)) return line;
          const separator = rest.includes('Separator') ? "export { Separator } from '@inquirer/core';" : '';
          return `export const ${name} = undefined;${separator}`;
        },
      );
      if (kept !== PROMPTS.length) this.error('inquirer is written differently now: adapt this plugin');
      return module;
    },
  },
};

/** The files of js-yaml's sources that its parser is made of, by the names that its one published file gives them. */
const YAML_PARSER = [
  'common/snippet',
  'common/exception',
  'parser/events',
  'parser/parser_scalar',
  'parser/parser',
];

/**
 * js-yaml's parser alone, as the program uses it: without schemas and the writer, whose tables and regular expressions are
 * worked out while the package loads, so that no bundler may leave them out.
 */
const yamlParserAlone: Plugin = {
  name: 'yaml-parser-alone',
  load: {
    filter: { id: /[\\/]js-yaml[\\/]dist[\\/]js-yaml\.mjs$/ },
    handler(id) {
      const parts = readFileSync(id, 'utf8').split(/^\/\/#region src\//m);
      const kept = YAML_PARSER.map((name) => parts.find((part) => part.startsWith(`${name}.ts\n`)));
      if (kept.includes(undefined)) this.error('js-yaml is put together differently now: adapt this plugin');
      const exported = 'EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException';
      return `${kept.map((part) => `// ${part}`).join('')}\nexport { ${exported} };\n`;
    },
  },
};

/** All of these, in the order in which they are to run. */
export const packagePlugins: readonly Plugin[] = [
  commanderAsModules,
  builtinsUncopied,
  wrappedByOneMeasure,
  coloursTold,
  promptsInUse,
  yamlParserAlone,
];
