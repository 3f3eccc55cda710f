/** Which lessons teach a command, the best one first, by the command's full name or the group that it is in. */
const LESSONS: Readonly<Record<string, readonly string[]>> = {
  'container/run': ['container-life', 'containers'],
  'container/create': ['container-life', 'containers'],
  'container/exec': ['containers', 'container-life'],
  'container/diff': ['layers', 'images-and-containers'],
  'container/cp': ['layers', 'images-and-containers'],
  'container/commit': ['layers', 'images-and-containers'],
  'container/export': ['layers', 'images-and-containers'],
  'container/port': ['ports'],
  'container/stats': ['resource-limits'],
  'container/update': ['resource-limits'],
  container: ['container-life', 'containers'],
  'image/pull': ['registries', 'images-and-containers'],
  'image/push': ['registries', 'images-and-containers'],
  'image/tag': ['registries', 'images-and-containers'],
  'image/history': ['layers', 'images-and-containers'],
  'image/prune': ['images-and-containers'],
  image: ['images-and-containers', 'containers'],
  search: ['registries'],
  login: ['registries'],
  logout: ['registries'],
  'buildx/build': ['dockerfile', 'build-cache'],
  builder: ['build-cache'],
  buildx: ['dockerfile', 'build-cache'],
  network: ['networks'],
  volume: ['volumes'],
  compose: ['compose'],
  context: ['docker-engine', 'where-docker-runs'],
  system: ['docker-engine', 'containers'],
  version: ['docker-engine', 'containers'],
  inspect: ['images-and-containers', 'containers'],
};

/** Flags that have a lesson of their own, which comes before that of their command. */
const BY_FLAG: Readonly<Record<string, readonly string[]>> = {
  publish: ['ports'],
  'publish-all': ['ports'],
  expose: ['ports'],
  volume: ['volumes'],
  mount: ['volumes'],
  tmpfs: ['volumes'],
  network: ['networks'],
  'network-alias': ['networks'],
  memory: ['resource-limits'],
  cpus: ['resource-limits'],
  'pids-limit': ['resource-limits'],
  restart: ['health-and-restart'],
  'health-cmd': ['health-and-restart'],
  privileged: ['isolation-deep'],
  'cap-add': ['isolation-deep'],
  'cap-drop': ['isolation-deep'],
  user: ['root-and-rootless'],
  entrypoint: ['cmd-and-entrypoint'],
  target: ['small-images'],
};

/**
 * The lessons that teach a command line.
 *
 * @param path the command's full name
 * @param given the flags that were given
 * @param own the lesson that the table of commands names
 */
export function lessonsOf(
  path: readonly string[],
  given: Iterable<string>,
  own: string | null,
): readonly string[] {
  const isRunning = path.at(-1) === 'run' || path.at(-1) === 'create' || path.at(-1) === 'build';
  const byFlag = isRunning ? [...given].flatMap((flag) => BY_FLAG[flag] ?? []) : [];
  const byCommand = LESSONS[path.join('/')] ?? LESSONS[path[0] ?? ''] ?? [];
  return [...new Set([...byFlag, ...(own === null ? [] : [own]), ...byCommand])];
}
