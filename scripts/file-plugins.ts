/** Plugins of the bundler that change the files that it made, so that they load late and fast. */
import type { Plugin } from 'rolldown';

/** The file of the bundler's own helpers. */
const HELPERS = 'rolldown-runtime.cjs';

/** Files that are there before those that import them: nothing is won by asking for them late. */
const AT_ONCE = ['main.cjs', HELPERS];

/**
 * Loads each file when something of it is first used, as ECMAScript's `import defer` will, and not with the files that
 * import it: an import becomes an object whose getters ask for the file. So a command that may need much, such as home
 * whose menu leads everywhere, begins with what it does need.
 */
const deferred: Plugin = {
  name: 'deferred',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const { code } = chunk;
      chunk.code = code.replace(
        /\b(\w+)=(require\("\.\/([\w.-]+)"\))/g,
        (whole, name: string, load: string, file: string) => {
          const imported = bundle[file];
          if (AT_ONCE.includes(file) || imported?.type !== 'chunk') return whole;
          const used = imported.exports.filter((each) => new RegExp(`\\b${name}\\.${each}\\b`).test(code));
          const getters = used.map((each) => `get ${each}(){return(this.$??=${load}).${each}}`);
          return `${name}={${getters.join(',')}}`;
        },
      );
    }
  },
};

/**
 * Makes files quicker to load. Characters beyond ASCII become escapes: V8 reads and keeps a file with one of them at
 * twice the cost; files where they are many, which are the Korean texts, stay as they are. And the bundler's own helpers
 * are not asked for where none of them is used.
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
 * Puts the bundler's small helpers into each file that uses them. To open a file costs ten times as much as to read them,
 * and where paths are long, looking for one file more gets Node's path functions compiled: 10 ms and 4 MB.
 */
const helpersInside: Plugin = {
  name: 'helpers-inside',
  generateBundle(_, bundle) {
    const helpers = bundle[HELPERS];
    if (helpers?.type !== 'chunk') return;
    const inside = `(exports=>{${helpers.code};return exports})({})`;
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || chunk === helpers) continue;
      chunk.code = chunk.code.replace(`require("./${HELPERS}")`, () => inside);
    }
    delete bundle[HELPERS];
  },
};

/** All of these, in the order in which they are to run. */
export const filePlugins: readonly Plugin[] = [deferred, quickToLoad, helpersInside];
