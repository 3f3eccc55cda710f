/**
 * Commands that a lab may run by itself. On the learner's real engine they run with the learner's rights, and a container
 * can be given the whole computer; a lab comes from whoever wrote it. So a command is one of a few that make things of
 * docker's own, with flags that lead to nothing outside docker.
 */
import { parse } from '../engine/grammar/parse.ts';
import type { FlagValue, ParsedCommand } from '../engine/grammar/types.ts';
import { shellWords } from '../text/shell-words.ts';

/** The words after `docker`, or why the line is none that a lab may run. */
export type SetupCommand =
  | { readonly argv: readonly string[] }
  | { readonly problem: string; readonly hint?: string };

/** Flags of a container that stay inside docker. */
const CONTAINER_FLAGS = [
  'cpus',
  'detach',
  'entrypoint',
  'env',
  'expose',
  'health-cmd',
  'health-interval',
  'health-retries',
  'health-start-period',
  'health-timeout',
  'hostname',
  'init',
  'label',
  'memory',
  'memory-swap',
  'mount',
  'name',
  'network',
  'network-alias',
  'no-healthcheck',
  'pids-limit',
  'platform',
  'publish',
  'pull',
  'quiet',
  'read-only',
  'restart',
  'rm',
  'stop-signal',
  'stop-timeout',
  'tmpfs',
  'user',
  'volume',
  'workdir',
] as const;

/** What may be run, by the command's full name: its flags. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'container run': CONTAINER_FLAGS,
  'container create': CONTAINER_FLAGS,
  'container start': [],
  'container stop': ['timeout', 'signal'],
  'container pause': [],
  'container exec': ['detach', 'env', 'user', 'workdir'],
  'container commit': ['author', 'change', 'message', 'pause'],
  'image pull': ['quiet', 'platform'],
  'image tag': [],
  'image build': [
    'build-arg',
    'file',
    'label',
    'no-cache',
    'platform',
    'progress',
    'pull',
    'quiet',
    'tag',
    'target',
  ],
  'buildx build': [
    'build-arg',
    'file',
    'label',
    'no-cache',
    'platform',
    'progress',
    'pull',
    'quiet',
    'tag',
    'target',
  ],
  'network create': ['internal', 'label', 'subnet', 'gateway'],
  'network connect': ['alias', 'ip'],
  'volume create': ['label', 'name'],
};

/**
 * Reads a line of a lab's `setup`.
 *
 * @param line as an author writes it, beginning with `docker`
 */
export function readSetupCommand(line: string): SetupCommand {
  const trimmed = line.trim();
  const split = shellWords(trimmed);
  if ('problem' in split) {
    if (split.problem === 'quote') return { problem: `the quote ${trimmed[split.at]} is not closed` };
    const sign = trimmed[split.at] === '\n' ? 'a line break' : `\`${trimmed[split.at]}\``;
    return {
      problem: `${sign} would need a shell`,
      hint: 'a line is one docker command, with words and quotes only',
    };
  }
  const [first, ...argv] = split.words;
  if (first !== 'docker')
    return { problem: 'the line does not begin with `docker`', hint: 'a lab runs nothing but docker' };
  const problem = problemOfCommand(argv);
  return problem === undefined ? { argv } : problem;
}

/**
 * Whether a lab may run a command by itself.
 *
 * @param argv the words after `docker`
 * @returns why not; nothing if it may
 */
export function problemOfCommand(
  argv: readonly string[],
): { readonly problem: string; readonly hint?: string } | undefined {
  const read = parse(argv);
  if (read.kind === 'answer') {
    const [said = ''] = (read.answer.stderr || 'docker answers with help').split('\n');
    return { problem: `docker does not take this: ${said}` };
  }
  const { parsed } = read;
  const name = parsed.command.path.join(' ');
  const flags = ALLOWED[name];
  if (flags === undefined)
    return {
      problem: `a lab does not run \`docker ${name}\` by itself`,
      hint: `it may run: ${Object.keys(ALLOWED).join(', ')}`,
    };
  if (parsed.global.size > 0) return { problem: 'a lab does not choose the engine' };
  const flag = [...parsed.given].find((given) => !flags.includes(given));
  if (flag !== undefined)
    return {
      problem: `a lab does not use \`--${flag}\` by itself`,
      hint: 'it could reach outside docker, or is not needed',
    };
  const reach = outside(parsed, name);
  return reach === undefined
    ? undefined
    : { problem: reach, hint: 'a lab stays inside docker and its own folder' };
}

/** What of a command would reach outside docker and the lab's folder. */
function outside({ flags, given, args }: ParsedCommand, name: string): string | undefined {
  const all = (flag: string): string[] => (given.has(flag) ? textsOf(flags.get(flag)) : []);
  const volume = all('volume').find((spec) => !/^(\/[^:]*|[A-Za-z0-9][\w.-]+:\/[^:]*(:[\w,]+)?)$/.test(spec));
  if (volume !== undefined) return `\`${volume}\` is no volume with a name`;
  const mount = all('mount').find((spec) => !isInnerMount(spec));
  if (mount !== undefined) return `\`${mount}\` is no mount of a volume or of memory`;
  const network = all('network').find((each) => !/^[A-Za-z0-9][\w.-]*$/.test(each) || each === 'host');
  if (network !== undefined) return `\`--network ${network}\` leads outside`;
  if (name !== 'image build' && name !== 'buildx build') return undefined;
  const path = [...all('file'), ...args].find((each) => !isPathInside(each));
  return path === undefined ? undefined : `\`${path}\` is no path inside the lab's folder`;
}

function textsOf(value: FlagValue | undefined): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

const MOUNT_KEYS = [
  'type',
  'source',
  'src',
  'target',
  'dst',
  'destination',
  'readonly',
  'ro',
  'tmpfs-size',
  'tmpfs-mode',
];

function isInnerMount(spec: string): boolean {
  const fields = spec.split(',').map((field) => field.split('='));
  const type = fields.find(([key]) => key === 'type')?.[1] ?? 'volume';
  const source = fields.find(([key]) => key === 'source' || key === 'src')?.[1];
  return (
    (type === 'volume' || type === 'tmpfs') &&
    fields.every(([key]) => MOUNT_KEYS.includes(key ?? '')) &&
    (source === undefined || /^[A-Za-z0-9][\w.-]+$/.test(source))
  );
}

/** Names that Windows keeps for devices, with or without an extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Whether a path stays inside the folder that it is relative to, on every system.
 *
 * @param path with `/`; `.` is the folder itself
 */
export function isPathInside(path: string): boolean {
  if (path === '.') return true;
  if (path.includes('\\') || path.includes(':') || /[\u0000-\u001f\u007f]/.test(path)) return false;
  return path
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .split('/')
    .every(
      (part) => part !== '' && part !== '.' && part !== '..' && !DEVICE.test(part) && !/[ .]$/.test(part),
    );
}
