import type { StoredImage } from '../daemon/api.ts';
import type { CompiledRegistry } from './compiled.ts';

/** An image that a registry offers. */
export interface CatalogImage {
  /** The image as a pull puts it into the store, its trees included. `id` is the digest that the pull shows. */
  readonly image: StoredImage;
}

/** What `docker search` says of a repository. */
export interface CatalogRepository {
  /** As typed: `nginx`, `docker-tutor/whoami`. */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly official: boolean;
}

/** What the sandbox can pull. Immutable: what is pushed is kept by the daemon. */
export interface RegistryCatalog {
  /**
   * The image that a name means.
   * @param repository in full: `docker.io/library/nginx`, `docker.io/docker-tutor/whoami`, `ghcr.io/a/b`
   * @param tag a tag (`alpine`), or a digest (`sha256:…`)
   * @returns undefined: there is no such tag. Equal calls give the same object.
   */
  resolve(repository: string, tag: string): CatalogImage | undefined;
  /** Whether a repository exists at all, with whatever tags. */
  has(repository: string): boolean;
  /** The tags of a repository, in the order of the registry's file; none if there is no such repository. */
  tagsOf(repository: string): readonly string[];
  repositories(): readonly CatalogRepository[];
  /** What package managers can install; undefined: nothing. */
  readonly packages?: CompiledRegistry['packages'];
}
