import { fromText } from '../../../kernel/bytes.ts';
import type { Process } from '../../../kernel/process.ts';
import { GLOBAL } from './install.ts';
import { readInstalled } from './lock-file.ts';
import { findManifest, type Manifest, within } from './manifest.ts';
import type { Options } from './options.ts';
import { placeOf, reached, type Tree, wantedBy } from './tree.ts';
import { satisfies } from './versions.ts';

/** @returns the lines of `npm ls`: what a project asks for and what of it is there, and the complaints about it */
export function listPackages(
  process: Process,
  project: string,
  options: Options,
): { readonly text: string; readonly problems: readonly string[] } {
  const all = options.is('all');
  const folder = options.is('global') ? GLOBAL : project;
  const tree = readInstalled(process, folder);
  const manifest: Manifest = options.is('global')
    ? {
        dependencies: Object.fromEntries(
          [...tree]
            .filter(([place, one]) => place === `node_modules/${one.name}`)
            .map(([, one]) => [one.name, '*']),
        ),
      }
    : (findManifest(process, folder) ?? {});
  const head =
    manifest.name === undefined
      ? folder
      : `${manifest.name}${manifest.version === undefined ? '' : `@${manifest.version}`} ${folder}`;
  const problems: string[] = [];
  const lines: string[] = [];
  const owners = ownersIn(tree, wantedBy(manifest, true));
  const needed = reached(tree, Object.keys(wantedBy(manifest, true)));
  const loose = [...tree].filter(([place]) => !needed.has(place));
  const extraneous = loose
    .filter(([place, { name }]) => place === `node_modules/${name}`)
    .map(([, { name }]) => name)
    .filter((name) => !loose.some(([, one]) => one.name !== name && one.dependencies[name] !== undefined));
  const visit = (from: string, wants: Readonly<Record<string, string>>, indent: string): void => {
    const extra = from === '' ? extraneous : [];
    const names = [...Object.keys(wants), ...extra].sort();
    for (const [at, name] of names.entries()) {
      const last = at === names.length - 1;
      const place = placeOf(tree, from, name);
      const branch = last ? '└' : '├';
      if (place === undefined) {
        lines.push(`${indent}${branch}── UNMET DEPENDENCY ${name}@${wants[name]}`);
        problems.push(
          `missing: ${name}@${wants[name]}, required by ${manifest.name ?? ''}@${manifest.version ?? ''}`,
        );
        continue;
      }
      const one = tree.get(place)!;
      const deduped = owners.get(place) !== from && wants[name] !== undefined;
      const isExtra = wants[name] === undefined;
      const fits = from !== '' || isExtra || satisfies(one.version, wants[name]!);
      const below = all && !deduped ? one.dependencies : {};
      const note = isExtra
        ? ' extraneous'
        : deduped
          ? ' deduped'
          : fits
            ? ''
            : ` invalid: "${wants[name]}" from the root project`;
      if (isExtra) problems.push(`extraneous: ${name}@${one.version} ${within(folder, place)}`);
      if (!fits) problems.push(`invalid: ${name}@${one.version} ${within(folder, place)}`);
      lines.push(
        `${indent}${branch}─${Object.keys(below).length > 0 ? '┬' : '─'} ${name}@${one.version}${note}`,
      );
      visit(place, below, `${indent}${last ? '  ' : '│ '}`);
    }
  };
  visit('', wantedBy(manifest, !options.omit.has('dev')), '');
  if (lines.length === 0) lines.push('└── (empty)');
  return { text: fromText(`${head}\n${lines.join('\n')}\n\n`), problems };
}

/** @returns who shows a package with what is below it: the one nearest to the project that needs it */
function ownersIn(tree: Tree, wants: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const queue = [{ from: '', names: Object.keys(wants) }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const name of next.names.sort()) {
      const place = placeOf(tree, next.from, name);
      if (place === undefined || owners.has(place)) continue;
      owners.set(place, next.from);
      queue.push({ from: place, names: Object.keys(tree.get(place)!.dependencies) });
    }
  }
  return owners;
}
