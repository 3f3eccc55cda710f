import type { DockerRunner } from './runner.ts';
import { isRemote, type Trouble, troubleOf } from './trouble.ts';

/** Who answers when `docker` is asked. */
export interface Identity {
  readonly product: 'engine' | 'desktop' | 'podman';
  /** Version of the engine: `29.7.0`, or Podman's own. */
  readonly version: string;
  /** Of the API that both sides speak. */
  readonly api: string;
  /** Version of the command. */
  readonly client: string;
  /** Name of docker's context; `default` where none was chosen. */
  readonly context: string;
  /** `unix:///var/run/docker.sock`, `ssh://…`; empty where docker did not say. */
  readonly endpoint: string;
  /** The engine is another computer: published ports and bind mounts are there, not here. */
  readonly remote: boolean;
}

export type Found =
  | { readonly kind: 'found'; readonly identity: Identity }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** A person waits for this answer. Milliseconds. */
export const PATIENCE = 8_000;

interface VersionAnswer {
  readonly Client?: { readonly Version?: string; readonly ApiVersion?: string; readonly APIVersion?: string };
  readonly Server?: {
    readonly Version?: string;
    readonly ApiVersion?: string;
    readonly APIVersion?: string;
    readonly Platform?: { readonly Name?: string };
    readonly Components?: readonly { readonly Name?: string; readonly Version?: string }[];
  } | null;
}

/**
 * Finds out what the `docker` command talks to, or why it talks to nothing. Reads only.
 *
 * @param dockerHost `DOCKER_HOST`, which comes before any context
 */
export async function identifyEngine(
  runner: DockerRunner,
  options: { readonly dockerHost?: string | undefined; readonly timeout?: number } = {},
): Promise<Found> {
  const timeout = options.timeout ?? PATIENCE;
  const where = await endpointOf(runner, options.dockerHost, timeout);
  const trouble = (reason: Trouble): Found => ({ kind: 'trouble', trouble: reason });
  const result = await runner.run(['version', '--format', '{{json .}}'], { timeout });
  if (result.kind === 'absent') return trouble({ kind: 'absent' });
  if (result.kind === 'slow')
    return trouble({ kind: 'slow', endpoint: where.endpoint, seconds: timeout / 1000 });
  const answer = parseVersion(result.stdout);
  const stderr = new TextDecoder().decode(result.stderr);
  const podman = isPodman(answer, stderr);
  // Podman without a service of its own has no server part: the command is the engine.
  const server = answer?.Server ?? (podman ? answer?.Client : undefined);
  if (server?.Version === undefined) return trouble(troubleOf(stderr, where.endpoint));
  const api = server.ApiVersion ?? server.APIVersion ?? '';
  if (!podman && older(server.Version, [20, 10])) {
    return trouble({ kind: 'too-old', said: `Docker Engine ${server.Version}` });
  }
  const product = podman ? 'podman' : isDesktop(answer, where.endpoint) ? 'desktop' : 'engine';
  const client = answer?.Client?.Version ?? '';
  const { context, endpoint } = where;
  return {
    kind: 'found',
    identity: {
      product,
      version: server.Version,
      api,
      client,
      context,
      endpoint,
      remote: isRemote(endpoint),
    },
  };
}

async function endpointOf(runner: DockerRunner, dockerHost: string | undefined, timeout: number) {
  if (dockerHost !== undefined && dockerHost !== '') return { context: 'default', endpoint: dockerHost };
  const argv = ['context', 'inspect', '--format', '{{.Name}} {{.Endpoints.docker.Host}}'];
  const result = await runner.run(argv, { timeout });
  if (result.kind !== 'done' || result.exit !== 0) return { context: 'default', endpoint: '' };
  const [context = 'default', endpoint = ''] = new TextDecoder().decode(result.stdout).trim().split(' ');
  return { context, endpoint };
}

function parseVersion(stdout: Uint8Array): VersionAnswer | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(stdout)) as VersionAnswer;
  } catch {
    return undefined;
  }
}

function isPodman(answer: VersionAnswer | undefined, stderr: string): boolean {
  if (/podman/i.test(stderr)) return true;
  if (answer?.Server?.Components?.some(({ Name = '' }) => /podman/i.test(Name)) === true) return true;
  // Podman writes APIVersion where Docker writes ApiVersion.
  return answer?.Client?.APIVersion !== undefined;
}

function isDesktop(answer: VersionAnswer | undefined, endpoint: string): boolean {
  return (
    /docker desktop/i.test(answer?.Server?.Platform?.Name ?? '') || /desktop|dockerDesktop/i.test(endpoint)
  );
}

function older(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return a < major || (a === major && b < minor);
}
