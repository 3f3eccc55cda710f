/** An image that the sandbox's registry does not have, though Docker Hub may. */
export interface MissedImage {
  /** As it is typed: `golang`, `docker-tutor/whoami`. */
  readonly repository: string;
  /** The tags that it has of that repository; none if it does not have the repository. */
  readonly tags: readonly string[];
}
