/** What a Dockerfile line leaves in the image: the base image's layers, a layer of its own, or only metadata. */
export type LineAdds = 'base' | 'files' | 'metadata';

/**
 * Dockerfile reference, "Overview of instructions". WORKDIR makes its folder, so BuildKit gives it a layer; the
 * instructions that only fill in the image's configuration add none (storage drivers page, "Images and layers").
 */
const ADDS: Readonly<Record<string, LineAdds>> = {
  FROM: 'base',
  ADD: 'files',
  COPY: 'files',
  RUN: 'files',
  WORKDIR: 'files',
  ARG: 'metadata',
  CMD: 'metadata',
  ENTRYPOINT: 'metadata',
  ENV: 'metadata',
  EXPOSE: 'metadata',
  HEALTHCHECK: 'metadata',
  LABEL: 'metadata',
  MAINTAINER: 'metadata',
  ONBUILD: 'metadata',
  SHELL: 'metadata',
  STOPSIGNAL: 'metadata',
  USER: 'metadata',
  VOLUME: 'metadata',
};

/**
 * The instruction that a Dockerfile line begins with.
 *
 * @param line one line of a Dockerfile; case does not matter, as in Docker
 * @returns its name in capitals, or undefined if Docker knows no such instruction
 */
export function instructionOf(line: string): string | undefined {
  const word = /^\s*([a-z]+)(?=\s|$)/i.exec(line)?.[1]?.toUpperCase();
  return word !== undefined && Object.hasOwn(ADDS, word) ? word : undefined;
}

/**
 * What a Dockerfile line leaves in the image.
 *
 * @param line one line of a Dockerfile
 * @returns what it adds, or undefined if Docker knows no such instruction
 */
export function lineAdds(line: string): LineAdds | undefined {
  const instruction = instructionOf(line);
  return instruction === undefined ? undefined : ADDS[instruction];
}
