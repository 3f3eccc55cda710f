import { parseDotenv } from '../../../formats/compose/dotenv.ts';
import { findComposeFiles } from '../../../formats/compose/find-files.ts';
import { loadCompose } from '../../../formats/compose/load.ts';
import type { ComposeProject } from '../../../formats/compose/model.ts';
import { folderOf, resolvePath } from '../../../formats/compose/paths.ts';
import { TemplateError } from '../../../formats/compose/template.ts';
import { ComposeError } from '../../../formats/compose/tree.ts';
import { parse } from '../../grammar/parse.ts';
import type { ContainerFacts } from '../../world.ts';
import { COMMAND_CODE } from '../cli/commands.ts';
import { type CommandCode, CommandError, type Docker, dockerOf } from '../cli/docker.ts';
import { fromText, toText } from '../kernel/bytes.ts';
import { SystemError } from '../kernel/errors.ts';
import type { Process, Task } from '../kernel/process.ts';
import { isOneOff, labelOf } from './labels.ts';
import { Progress, warn } from './progress.ts';

/** What Compose is put together with. */
export interface ComposeOptions {
  /** The code of `docker build`; left out: there is no builder, and images that must be built are refused. */
  readonly build?: CommandCode;
}

/** One run of `docker compose`: its flags, its files, its containers. */
export class Compose {
  readonly docker: Docker;
  readonly options: ComposeOptions;
  readonly progress: Progress;

  constructor(docker: Docker, options: ComposeOptions, helper = false) {
    this.docker = docker;
    this.options = options;
    this.progress = new Progress(docker, this.global('progress') || this.env('COMPOSE_PROGRESS'), helper);
  }

  /** @returns the same for another process, which does a part of the work */
  in(process: Process): Compose {
    return new Compose(
      dockerOf(process, this.docker.daemon, this.docker.parsed, this.docker.buildCache),
      this.options,
      true,
    );
  }

  /** A flag before the command, as text. */
  global(flag: string): string {
    return String(this.docker.parsed.global.get(flag) ?? '');
  }

  globals(flag: string): readonly string[] {
    return (this.docker.parsed.global.get(flag) as readonly string[] | undefined) ?? [];
  }

  private env(name: string): string {
    const value = this.docker.process.env.get(name);
    return value === undefined ? '' : toText(value);
  }

  /** @returns a file's text; undefined if there is none, or it may not be read */
  read(path: string): string | undefined {
    try {
      return toText(this.docker.process.fs.readFile(fromText(path)));
    } catch (problem) {
      if (problem instanceof SystemError) return undefined;
      throw problem;
    }
  }

  private exists(path: string): boolean {
    try {
      return this.docker.process.fs.stat(fromText(path)).kind === 'file';
    } catch (problem) {
      if (problem instanceof SystemError) return false;
      throw problem;
    }
  }

  /** The variables of a project: those of the shell, then those of `.env`. */
  private environment(folder: string): ReadonlyMap<string, string> {
    const { process } = this.docker;
    const own = new Map([...process.env].map(([name, value]) => [name, toText(value)]));
    if (!own.has('PWD')) own.set('PWD', toText(process.cwd()));
    const home = own.get('HOME') ?? '/root';
    const cwd = toText(process.cwd());
    const named = [...this.globals('env-file')];
    if (named.length === 0)
      named.push(...(own.get('COMPOSE_ENV_FILES') ?? '').split(',').filter((file) => file !== ''));
    const all = new Map(own);
    const files = named.length > 0 ? named.map((file) => resolvePath(cwd, file, home)) : [`${folder}/.env`];
    for (const file of files) {
      const text = this.read(file);
      if (text === undefined) {
        if (named.length > 0) throw new CommandError(`couldn't find env file: ${file}`);
        continue;
      }
      try {
        for (const [name, value] of parseDotenv(text, (one) => own.get(one)))
          if (!own.has(name)) all.set(name, value);
      } catch (problem) {
        if (problem instanceof ComposeError || problem instanceof TemplateError)
          throw new CommandError(`failed to read ${file}: ${problem.message}`);
        throw problem;
      }
    }
    return all;
  }

  /**
   * Reads the project's files, with Compose's warnings.
   *
   * @param services only these, and those that they depend on
   * @throws CommandError with Compose's words
   */
  *load(
    services: readonly string[] = [],
    more: { readonly interpolate?: boolean } = {},
  ): Task<ComposeProject> {
    const { process } = this.docker;
    const cwd = toText(process.cwd());
    const home = this.env('HOME') || '/root';
    const directory = this.global('project-directory');
    const start = directory === '' ? cwd : resolvePath(cwd, directory, home);
    const early = this.environment(start);
    let files: readonly string[] = this.globals('file').map((file) => resolvePath(cwd, file, home));
    if (files.length === 0) {
      const listed = early.get('COMPOSE_FILE') ?? '';
      const separator = early.get('COMPOSE_PATH_SEPARATOR') || ':';
      files = listed === '' ? [] : listed.split(separator).map((file) => resolvePath(start, file, home));
    }
    if (files.length === 0) {
      const found = findComposeFiles(start, (path) => this.exists(path));
      for (const warning of found.warnings) yield* warn(this.docker, warning);
      files = found.files;
    }
    const [first] = files;
    if (first === undefined) throw new CommandError('no configuration file provided: not found');
    const folder = directory === '' ? folderOf(first) : start;
    const environment = folder === start ? early : this.environment(folder);
    const listed = (environment.get('COMPOSE_PROFILES') ?? '').split(',').filter((name) => name !== '');
    const profiles = [...this.globals('profile'), ...listed];
    const { project, problems } = loadCompose({
      files,
      workingDir: folder,
      ...(this.global('project-name') === '' ? {} : { projectName: this.global('project-name') }),
      environment,
      profiles,
      services,
      read: (path) => this.read(path),
      ...(more.interpolate === undefined ? {} : { interpolate: more.interpolate }),
    });
    for (const { severity, message } of problems)
      if (severity === 'warning') yield* warn(this.docker, message);
    const failure = problems.find(({ severity }) => severity === 'error');
    if (project === undefined) throw new CommandError(failure?.message ?? 'empty compose file');
    return project;
  }

  /** The project, or only its name where `-p` is enough and no file is named. */
  *projectOrName(
    services: readonly string[] = [],
  ): Task<{ readonly project: ComposeProject | undefined; readonly name: string }> {
    const wanted = this.global('project-name');
    if (wanted !== '' && this.globals('file').length === 0) {
      return { project: undefined, name: wanted.toLowerCase() };
    }
    const project = yield* this.load(services);
    return { project, name: project.name };
  }

  /** The name of the project, for commands that ask the daemon only. */
  *projectName(): Task<string> {
    const wanted = this.global('project-name') || this.env('COMPOSE_PROJECT_NAME');
    return wanted !== '' ? wanted : (yield* this.load()).name;
  }

  /** The containers of a project, by name. */
  containers(
    project: string,
    want: {
      readonly oneOff?: 'with' | 'without';
      readonly stopped?: boolean;
      readonly services?: readonly string[];
    } = {},
  ): readonly ContainerFacts[] {
    const { oneOff = 'without', stopped = true, services = [] } = want;
    return this.docker
      .ask((daemon) =>
        daemon
          .containers()
          .filter(
            (one) =>
              labelOf(one, 'project') === project &&
              labelOf(one, 'hash') !== '' &&
              (oneOff === 'with' || !isOneOff(one)) &&
              (stopped || one.State.Running) &&
              (services.length === 0 || services.includes(labelOf(one, 'service'))),
          ),
      )
      .toSorted((a, b) => naturally(a.Name, b.Name));
  }

  /** One container of a service. Throws CommandError `service "x" is not running`. */
  container(project: string, service: string, index: number, stopped = false): ContainerFacts {
    const found = this.containers(project, { oneOff: 'with', stopped, services: [service] })
      .filter((one) => index === 0 || labelOf(one, 'number') === String(index))
      .toSorted(
        (a, b) =>
          Number(isOneOff(a)) - Number(isOneOff(b)) ||
          Number(labelOf(a, 'number')) - Number(labelOf(b, 'number')),
      );
    const [first] = found;
    if (first !== undefined) return first;
    throw new CommandError(
      index > 0
        ? `service ${JSON.stringify(service)} is not running container #${index}`
        : `service ${JSON.stringify(service)} is not running`,
    );
  }

  /** Runs another docker command in this process: what Compose leaves to docker. @returns its exit code */
  *run(argv: readonly string[], code?: CommandCode): Task<number> {
    const result = parse(argv);
    if (result.kind === 'answer') throw new CommandError(result.answer.stderr.trimEnd(), result.answer.exit);
    const { parsed } = result;
    const own = code ?? COMMAND_CODE.get(parsed.command.path.join(' '));
    if (own === undefined) throw new CommandError(`docker: the sandbox does not model ${parsed.name} yet`);
    return yield* own(dockerOf(this.docker.process, this.docker.daemon, parsed, this.docker.buildCache));
  }

  /** Refuses what the sandbox does not do. */
  refuse(what: string): never {
    throw new CommandError(`docker: the sandbox does not model ${what} yet`);
  }
}

/** The order of names with their numbers as numbers. */
export function naturally(a: string, b: string): number {
  const [, aHead = a, aNumber = ''] = /^(.*?)(\d*)$/.exec(a) ?? [];
  const [, bHead = b, bNumber = ''] = /^(.*?)(\d*)$/.exec(b) ?? [];
  if (aHead !== bHead) return aHead < bHead ? -1 : 1;
  return Number(aNumber) - Number(bNumber);
}

/** @returns an error of the formats' on its way to the person */
export function asCommandError(problem: unknown): unknown {
  return problem instanceof ComposeError ? new CommandError(problem.message) : problem;
}
