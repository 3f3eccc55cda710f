import type { EngineEvent, EnginePort, Execution, Observation, Probe } from '../port.ts';
import type { World } from '../world.ts';
import { createBuilder } from './build/create-builder.ts';
import type { CommandCode } from './cli/docker.ts';
import { dockerProgram } from './cli/docker-program.ts';
import { createCompose } from './compose/compose.ts';
import { createDaemon } from './daemon/create-daemon.ts';
import type { MissedImage } from './daemon/missed-image.ts';
import { executeDocker } from './execute.ts';
import { listHostFolder, putFiles, readHostFile, rootDisk, writeHostFile } from './host-disk.ts';
import { HOME, hostTree } from './host-tree.ts';
import type { Bytes } from './kernel/bytes.ts';
import { createKernel } from './kernel/create-kernel.ts';
import type { Limits } from './kernel/limits.ts';
import type { Program } from './kernel/process.ts';
import { observe } from './observe.ts';
import { packageManagers } from './programs/packages/table.ts';
import { hostPrograms, programTable } from './programs/table.ts';
import type { RegistryCatalog } from './registry/catalog.ts';
import { createSession, type Session } from './session.ts';

/** What a sandbox is made of. The same options and the same commands give the same world. */
export interface SandboxOptions {
  readonly registry: RegistryCatalog;
  /** When its clock starts, milliseconds since 1970. */
  readonly start: number;
  readonly seed: number;
  /** The learner's folder when it begins: path → content. */
  readonly files?: Readonly<Record<string, string>>;
  /** The terminal that the learner sits at; without one, commands come from a pipe. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
  /** Called with all that the learner's commands write. On a terminal, errors come by `stdout` as they do in life. */
  readonly output: (stream: 'stdout' | 'stderr', bytes: Bytes) => void;
  /** Of docker's help. */
  readonly language?: 'en' | 'ko';
  /** Commands of docker that live elsewhere, beside those of the builder: Compose. */
  readonly plugins?: ReadonlyMap<string, CommandCode>;
  readonly limits?: Partial<Limits>;
}

/** An engine to practise on that needs nothing: a computer of its own with Docker on it, and a learner at its prompt. */
export interface Sandbox extends EnginePort, Session {
  readonly kind: 'sandbox';
  world(): World;
  /** What `exec` does, at once. */
  execute(argv: readonly string[], options?: { readonly stdin?: string }): Execution;
  /** What `observe` answers, at once. Nothing that is looked at changes by it. */
  look(probes: readonly Probe[]): readonly Observation[];
  events(since: number): readonly EngineEvent[];
  /** The learner's folder. */
  readonly folder: string;
  /** A file of the learner's computer; nothing if there is none. Relative paths start in the learner's folder. */
  readFile(path: string): string | undefined;
  writeFile(path: string, text: string): void;
  /** What was asked of the registry in vain since this was asked last. */
  missed(): readonly MissedImage[];
  /** The repositories that can be pulled from. */
  repositories(): readonly string[];
  /** What is in a folder of the learner's computer; nothing if there is none. */
  listFolder(path: string): readonly { readonly name: string; readonly directory: boolean }[];
}

/** Switches a sandbox on. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { output, terminal, language, plugins } = options;
  // The docker command finds the daemon and `edit` the session when they run: both are made after the programs.
  const own: Readonly<Record<string, Program>> = {
    docker: (process) => docker(process),
    edit: (process) => session.editor(process),
  };
  const table = new Map([...programTable, ...packageManagers(options.registry.packages)]);
  const tools = new Map(hostPrograms);
  for (const [name, program] of Object.entries(own)) {
    table.set(`host:${name}`, program);
    tools.set(name, `host:${name}`);
  }
  const kernel = createKernel({
    start: options.start,
    seed: options.seed,
    programs: table,
    hostRoot: hostTree(tools, options.start),
    ...(options.limits !== undefined && { limits: options.limits }),
  });
  const disk = rootDisk(kernel);
  putFiles(kernel, disk, options.files ?? {});
  // A terminal in front of which a line editor has shown what was typed.
  const daemon = createDaemon({ kernel, registry: options.registry, hostDisk: disk, echo: false });
  const builder = createBuilder(kernel);
  const docker = dockerProgram(daemon, {
    ...(language !== undefined && { language }),
    buildCache: builder.cache,
    plugins: new Map([
      ...builder.plugins,
      ['compose', createCompose({ build: builder.plugins.get('buildx build')! })],
      ...(plugins ?? []),
    ]),
  });
  const session = createSession(kernel, { output, ...(terminal !== undefined && { terminal }) });
  const execute: Sandbox['execute'] = (argv, how) => executeDocker(kernel, docker, argv, how?.stdin ?? '');
  const look: Sandbox['look'] = (probes) => observe(daemon, probes);
  return {
    kind: 'sandbox',
    ...session,
    folder: HOME,
    world: () => daemon.world(),
    execute,
    exec: async (argv, how) => execute(argv, how),
    inspect: async () => daemon.world(),
    look,
    observe: async (probes) => look(probes),
    events: (since) => daemon.events().filter(({ time }) => time >= since),
    readFile: (path) => readHostFile(disk, path),
    writeFile: (path, text) => writeHostFile(kernel, disk, path, text),
    listFolder: (path) => listHostFolder(disk, path),
    missed: () => daemon.missed(),
    repositories: () => options.registry.repositories().map(({ name }) => name),
  };
}
