import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A package that is bundled. */
interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/**
 * The notices of what is bundled: each package's name, version, licence, and the text of its licence.
 *
 * @param modules files that went into the bundle
 * @param read reads a file
 * @returns a Markdown document
 * @throws if a package states no licence, which must not be shipped unseen
 */
export function noticesOf(modules: readonly string[], read: (path: string) => Buffer): string {
  const folders = new Set(modules.flatMap((module) => packageFolder(module) ?? []));
  const packages = [...folders]
    .map((folder) => bundled(folder, read))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const sections = packages.map(
    ({ name, version, license, text }) =>
      `## ${name} ${version}\n\n${license}\n\n\`\`\`\n${text.trim()}\n\`\`\`\n`,
  );
  return `# Third-party notices\n\ndocker-tutor's own licence is in LICENSE. These packages are inside \`dist/\`.\n\n${sections.join('\n')}`;
}

/** The folder of the package that a file belongs to, or nothing for a file of our own. */
function packageFolder(module: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.replaceAll('\\', '/').replace(/^\0/, ''))?.[0];
}

function bundled(folder: string, read: (path: string) => Buffer): Bundled {
  const { name, version, license } = JSON.parse(String(read(join(folder, 'package.json')))) as Record<
    string,
    string
  >;
  if (name === undefined || version === undefined || license === undefined)
    throw new Error(`no licence in ${folder}`);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const path = join(folder, file ?? '');
  const text =
    file !== undefined && existsSync(path)
      ? String(read(path))
      : `(the package carries no licence file; ${license})`;
  return { name, version, license, text };
}
