import type { StoredImage } from '../../src/engine/sandbox/daemon/api.ts';
import type { RegistryCatalog } from '../../src/engine/sandbox/registry/catalog.ts';

/**
 * A registry that has a few images.
 *
 * @param images by `REPOSITORY:TAG`; an image is found by its id too
 * @param repositories what a search looks through
 */
export function catalogOf(
  images: Readonly<Record<string, StoredImage>>,
  repositories: ReturnType<RegistryCatalog['repositories']> = [],
): RegistryCatalog {
  return {
    resolve(repository, tag) {
      const found =
        images[`${repository}:${tag}`] ??
        Object.entries(images).find(([name, { id }]) => name.startsWith(`${repository}:`) && id === tag)?.[1];
      return found === undefined ? undefined : { image: found };
    },
    has: (repository) => Object.keys(images).some((name) => name.startsWith(`${repository}:`)),
    tagsOf: (repository) =>
      Object.keys(images)
        .filter((name) => name.startsWith(`${repository}:`))
        .map((name) => name.slice(repository.length + 1)),
    repositories: () => repositories,
  };
}
