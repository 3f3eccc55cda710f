/** What `draw` says of files, in English. `draw.ko.ts` has the same keys. */
export const drawEn = {
  nothingInFolder: (path: string) => `${path} has no Dockerfile and no Compose file`,
  nothingInFolderHint: 'Name the file itself, such as ./app/web.Dockerfile.',
  notText: (path: string) => `${path} is not a text file`,
  tooLarge: (path: string) => `${path} is too large for a Dockerfile`,
  nameAFile: 'Name a Dockerfile or a Compose file.',
  onlyFor: (option: string, what: string) => `\`${option}\` is for ${what}`,
  aDockerfile: 'a Dockerfile',
  theEngine: '`draw engine`',
  onePicture: 'a picture that is drawn once',
  outside: (path: string, context: string) => `${path} is not in the build context ${context}`,
  outsideHint: 'The build context is the folder that the Dockerfile is in.',
  /** Also in the folder that was named. */
  alsoThere: (path: string) => `There is a Compose file too: docker-tutor draw ${path}`,

  // Below the picture, of files that have changed.
  ignored: (files: string) => `Left out by .dockerignore, so no build sees it: ${files}`,
  unread: (files: string) => `Read by no line that is built: ${files}`,
  more: (files: string, count: number) => `${files} and ${count} more`,
  itself: (name: string) =>
    `${name} itself: what its lines say is compared as well. A line that reads otherwise than before is rebuilt, and so is all after it; the picture shows only what copies the file.`,
  unsure:
    'checked again: what it copies is compared when it is there. If that came out as before, the line is taken from the cache after all.',
  assumed: 'Taken as unchanged: the lines of the Dockerfile, build arguments, base images.',

  // The build checks.
  checks: (count: number) =>
    count === 1 ? 'One build check of Docker:' : `${count} build checks of Docker:`,
  check: (line: number, rule: string, message: string) => `line ${line}: ${rule}: ${message}`,
  lesson: (id: string) => `see: docker-tutor learn ${id}`,
};

/** What `draw` says of files. */
export type DrawMessages = typeof drawEn;
