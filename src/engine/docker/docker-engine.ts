import type { EngineEvent, EnginePort, Execution } from '../port.ts';
import type { World } from '../world.ts';
import { observeOne, type Reach } from './observe.ts';
import { type Raw, readContainer } from './read-container.ts';
import { readEvent } from './read-event.ts';
import { readImage, readNetwork, readVolume } from './read-world.ts';
import type { DockerRunner } from './runner.ts';

/** A Docker Engine, or what answers as one, behind the `docker` command. */
export interface DockerEngine extends EnginePort {
  readonly kind: 'docker';
  /**
   * Calls back at every event from now on.
   *
   * @param onEnd the engine went away, or the command ended
   * @returns a function that ends this
   */
  follow(onEvent: (event: EngineEvent) => void, onEnd: () => void): () => void;
}

/** The engine gave no answer to what was asked of it. */
export class EngineSilent extends Error {
  readonly reason: 'absent' | 'slow' | 'refused';
  /** What docker said. */
  readonly said: string;

  constructor(reason: EngineSilent['reason'], said: string) {
    super(`docker: ${reason}${said === '' ? '' : `: ${said}`}`);
    this.name = 'EngineSilent';
    this.reason = reason;
    this.said = said;
  }
}

export interface DockerEngineOptions extends Pick<Reach, 'http' | 'now'> {
  /** For a question, milliseconds. */
  readonly timeout?: number;
  /** For a command of a lab (it may pull an image), milliseconds. */
  readonly execTimeout?: number;
}

/** How many objects one `docker inspect` is asked about: command lines have an end. */
const BATCH = 200;

/** The adapter of architecture point 5: whatever the `docker` command points to, seen as an engine. */
export function createDockerEngine(runner: DockerRunner, options: DockerEngineOptions): DockerEngine {
  const timeout = options.timeout ?? 15_000;
  const reach: Reach = { runner, timeout, http: options.http, now: options.now };
  const lines = async (argv: readonly string[]) => [
    ...new Set((await read(reach, argv)).split('\n').filter(Boolean)),
  ];
  const inspect = async (command: readonly string[], ids: readonly string[]): Promise<Raw[]> => {
    const found: Raw[] = [];
    for (let at = 0; at < ids.length; at += BATCH) {
      // What went away since it was listed is left out of the answer and makes the command fail: both are fine.
      const answer = await read(reach, [...command, ...ids.slice(at, at + BATCH)], true);
      found.push(...parseList(answer));
    }
    return found;
  };
  return {
    kind: 'docker',
    async exec(argv, { stdin, cwd } = {}): Promise<Execution> {
      const limits = { timeout: options.execTimeout ?? 300_000, ...(cwd === undefined ? {} : { cwd }) };
      const result = await runner.run(argv, stdin === undefined ? limits : { ...limits, stdin });
      if (result.kind !== 'done') throw new EngineSilent(result.kind, '');
      const decoder = new TextDecoder();
      return {
        exit: result.exit,
        stdout: decoder.decode(result.stdout),
        stderr: decoder.decode(result.stderr),
      };
    },
    async inspect(): Promise<World> {
      const [containers, images, dangling, networks, volumes] = await Promise.all([
        lines(['ps', '--all', '--quiet', '--no-trunc']),
        lines(['image', 'ls', '--quiet', '--no-trunc']),
        // Engine 29 leaves untagged images out unless they are asked for.
        lines(['image', 'ls', '--quiet', '--no-trunc', '--filter', 'dangling=true']),
        lines(['network', 'ls', '--quiet', '--no-trunc']),
        lines(['volume', 'ls', '--quiet']),
      ]);
      const [c, i, n, v] = await Promise.all([
        inspect(['container', 'inspect'], containers),
        inspect(['image', 'inspect'], [...new Set([...images, ...dangling])]),
        inspect(['network', 'inspect'], networks),
        inspect(['volume', 'inspect'], volumes),
      ]);
      return {
        containers: c.map(readContainer),
        images: i.map(readImage),
        networks: n.map(readNetwork),
        volumes: v.map(readVolume),
      };
    },
    observe: (probes) => Promise.all(probes.map((probe) => observeOne(reach, probe))),
    follow(onEvent, onEnd) {
      const onLine = (line: string) => {
        const event = readEvent(line);
        if (event !== undefined) onEvent(event);
      };
      return runner.follow(['events', '--format', '{{json .}}'], onLine, onEnd);
    },
  };
}

async function read({ runner, timeout }: Reach, argv: readonly string[], partly = false): Promise<string> {
  const result = await runner.run(argv, { timeout });
  if (result.kind !== 'done') throw new EngineSilent(result.kind, '');
  const said = new TextDecoder().decode(result.stderr).trim();
  if (result.exit !== 0 && !(partly && /no such/i.test(said))) throw new EngineSilent('refused', said);
  return new TextDecoder().decode(result.stdout);
}

function parseList(json: string): Raw[] {
  const value: unknown = json.trim() === '' ? [] : JSON.parse(json);
  return Array.isArray(value) ? value : [];
}
