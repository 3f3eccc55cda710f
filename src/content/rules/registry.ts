import type { PackFiles } from '../pack-files.ts';
import type { Path } from '../positions.ts';
import type { ProblemList } from '../problems.ts';
import { didYouMean } from '../suggest.ts';

/** `unknown-reference` and `duplicate-id` in the registry: bases, trees, tags and needs. */
export function checkRegistry({ registry }: PackFiles, list: ProblemList): void {
  if (registry === undefined) return;
  const { file, source } = registry;
  const unknown = (path: Path, message: string, name: string, known: readonly string[]): void => {
    list.add(file, 'unknown-reference', path, message, { hint: didYouMean(name, known) });
  };
  const twice = (path: Path, message: string): void => {
    list.add(file, 'duplicate-id', path, message, { hint: 'keep one of the two' });
  };
  const trees = Object.keys(source.trees ?? {});
  /** Images that come before: one can only be built on what is there. */
  const images: string[] = [];
  const repositories = new Set<string>();
  source.repositories.forEach((repository, at) => {
    const path = ['repositories', at];
    if (repositories.has(repository.name))
      twice([...path, 'name'], `the repository \`${repository.name}\` is given twice`);
    repositories.add(repository.name);
    repository.images.forEach((image, which) => {
      const here = [...path, 'images', which];
      if (image.from !== undefined && !images.includes(image.from)) {
        unknown([...here, 'from'], `no image \`${image.from}\` before this one`, image.from, images);
      }
      image.layers.forEach((layer, number) => {
        layer.trees?.forEach((tree, index) => {
          if (trees.includes(tree)) return;
          unknown([...here, 'layers', number, 'trees', index], `no tree \`${tree}\``, tree, trees);
        });
      });
      image.tags.forEach((tag, index) => {
        const name = `${repository.name}:${tag}`;
        if (images.includes(name)) twice([...here, 'tags', index], `the tag \`${name}\` is given twice`);
        images.push(name);
      });
    });
  });
  for (const [kind, packages] of Object.entries(source.packages ?? {})) {
    const names = (packages ?? []).flatMap(({ name, provides }) => [name, ...(provides ?? [])]);
    packages?.forEach((one, at) => {
      if (names.indexOf(one.name) !== names.lastIndexOf(one.name)) {
        twice(['packages', kind, at, 'name'], `the package \`${one.name}\` is given twice`);
      }
      one.needs?.forEach((need, index) => {
        const name = need.replace(/[=<>~ ].*$/, '');
        if (!names.includes(name))
          unknown(['packages', kind, at, 'needs', index], `no package \`${need}\``, name, names);
      });
    });
  }
}
