import { cleanPath, type IgnoreMatcher } from '../dockerignore.ts';
import { shownDuration } from './duration.ts';
import { ExpandError, expand, type Variables } from './expand.ts';
import { exposedPorts } from './expose.ts';
import { at } from './global-args.ts';
import type { Command, Graph, Node } from './graph.ts';
import { heredocText } from './heredoc.ts';
import { type BaseImage, DEFAULT_PATH, environmentOf, type ImageConfig, withVariable } from './image.ts';
import type { CommandLine, CopyInstruction, Instruction, RunInstruction } from './instruction.ts';
import { parseMount, type RunMount } from './mount.ts';
import type { FilesFrom, HistoryLine, StagePlan, Step } from './plan.ts';
import { runLine } from './run-line.ts';
import { nearest } from './suggest.ts';
import { DockerfileError, type Line } from './syntax.ts';

const DEFAULT_SHELL = ['/bin/sh', '-c'];
const SECRET = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const NO_SECRET = /(?:_|^)(?:public|file|version)(?:_|$)/i;
const SIGNALS = new Set(
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMIN RTMAX SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'.split(
    ' ',
  ),
);

type Config = { -readonly [K in keyof ImageConfig]: ImageConfig[K] };

/** A stage while its instructions are gone through: everything that the next instruction depends on. */
export class StageState {
  readonly node: Node;
  readonly #graph: Graph;
  readonly #ignore: IgnoreMatcher | undefined;
  readonly #dispatched: ReadonlyMap<Node, StageState>;
  /** What RUN sees and `$name` means: ENV and ARG together. */
  readonly env = new Map<string, string>();
  readonly config: Config;
  readonly steps: Step[] = [];
  readonly history: HistoryLine[] = [];
  readonly contextPaths = new Set<string>();
  readonly buildArgs: { readonly key: string; readonly value: string }[];
  readonly #image: BaseImage | undefined;
  readonly #total: number;
  #index = 0;
  #workdirSet: boolean;
  readonly #once = new Map<string, Line>();

  constructor(
    graph: Graph,
    node: Node,
    dispatched: ReadonlyMap<Node, StageState>,
    images: ReadonlyMap<string, BaseImage>,
    ignore: IgnoreMatcher | undefined,
  ) {
    this.#graph = graph;
    this.node = node;
    this.#dispatched = dispatched;
    this.#ignore = ignore;
    const base = node.base === undefined ? undefined : dispatched.get(node.base);
    this.#image = base === undefined ? images.get(node.image) : undefined;
    this.config = { ...(base?.config ?? this.#image?.config ?? {}) };
    delete this.config.OnBuild;
    this.buildArgs = [...(base?.buildArgs ?? [])];
    this.#workdirSet = base?.workdirSet ?? false;
    this.history.push(...(base?.history ?? []));
    for (const [name, value] of base?.env ?? []) this.env.set(name, value);
    const env = this.config.Env ?? [];
    this.config.Env = environmentOf(env).has('PATH') ? env : [...env, `PATH=${DEFAULT_PATH}`];
    for (const [name, value] of environmentOf(this.config.Env)) this.env.set(name, value);
    const makes = new Set(['ADD', 'COPY', 'RUN', 'WORKDIR']);
    const commands = node.commands.filter(({ instruction }) => makes.has(instruction.kind)).length;
    this.#total = node.stage === undefined ? 0 : commands + (this.#image === undefined ? 0 : 1);
  }

  get workdirSet(): boolean {
    return this.#workdirSet;
  }

  get #directory(): string {
    return this.config.WorkingDir || '/';
  }

  /** @returns a step's name with its place in front */
  #named(text: string, onBuild = false): string {
    if (this.#total === 0) return text;
    this.#index += 1;
    const width = Math.floor(1 + Math.log10(this.#total));
    const place = `${String(this.#index).padStart(width)}/${this.#total}`;
    const { name } = this.node;
    return `[${name === '' ? '' : `${name} `}${place}] ${onBuild ? 'ONBUILD ' : ''}${text}`;
  }

  /** Goes through all instructions. @throws DockerfileError */
  plan(): StagePlan {
    const { node } = this;
    const origin = this.#origin();
    for (const command of node.commands) {
      at(command.instruction.line.lines, () => this.#dispatch(command));
    }
    return {
      index: node.index,
      name: node.name,
      base: origin,
      steps: this.steps,
      config: this.config,
      history: this.history,
      contextPaths: [...this.contextPaths],
    };
  }

  #origin(): StagePlan['base'] {
    const { node } = this;
    if (node.base !== undefined) return { kind: 'stage', stage: node.base.index };
    const known = this.#image;
    if (known === undefined) return { kind: 'scratch' };
    const step = this.#named(`FROM ${known.shown}`);
    return { kind: 'image', image: node.image, known, step, lines: node.lines };
  }

  #expand(text: string, line: Line): string {
    const { escape: token } = this.#graph.file.source;
    const found = expand(text, this.env, { escape: token });
    this.#reportUnknown(found.unmatched, line);
    return found.text;
  }

  #reportUnknown(names: ReadonlySet<string>, line: Line): void {
    for (const name of names) {
      if (this.buildArgs.some(({ key }) => key === name)) continue;
      const near = nearest(name, this.env.keys(), true);
      const hint = near === undefined ? '' : ` (did you mean $${near}?)`;
      this.#graph.lint.report(
        'UndefinedVar',
        `Usage of undefined variable '$${name}'${hint}`,
        line.lines,
        line,
      );
    }
  }

  /** An instruction as it is shown, its variables expanded where that is possible. */
  #shown(text: string, variables: Variables = this.env, keep = false): string {
    const { escape: token } = this.#graph.file.source;
    let shown = text;
    try {
      shown = expand(
        text,
        variables,
        keep ? { escape: token, rawQuotes: true, keepUnset: true } : { escape: token },
      ).text;
    } catch (problem) {
      if (!(problem instanceof ExpandError)) throw problem;
    }
    return shown.replace(/^[^ ]*/, (word) => word.toUpperCase());
  }

  #remember(createdBy: string, step?: Step): void {
    this.history.push({ createdBy, step });
  }

  #dispatch({ instruction, sources, onBuild }: Command): void {
    const { line } = instruction;
    const { lint } = this.#graph;
    switch (instruction.kind) {
      case 'ENV':
      case 'LABEL':
        this.#pairs(instruction, line);
        return;
      case 'ARG':
        this.#arg(instruction, line);
        return;
      case 'RUN':
        this.#run(instruction, line, sources, onBuild);
        return;
      case 'COPY':
      case 'ADD':
        this.#copy(instruction, line, sources[0], onBuild);
        return;
      case 'WORKDIR':
        this.#workdir(this.#expand(instruction.value, line), line, onBuild);
        return;
      case 'CMD':
      case 'ENTRYPOINT':
        this.#program(instruction.kind, instruction, line);
        return;
      case 'USER':
        this.config.User = this.#expand(instruction.value, line);
        this.#remember(`USER ${this.config.User}`);
        return;
      case 'SHELL':
        this.config.Shell = instruction.shell;
        this.#remember(`SHELL [${instruction.shell.join(' ')}]`);
        return;
      case 'EXPOSE': {
        const words = instruction.ports.flatMap((port) => {
          const found = expand(port, this.env, { escape: this.#graph.file.source.escape });
          return found.words;
        });
        const ports = exposedPorts(words, line, lint);
        this.config.ExposedPorts = {
          ...this.config.ExposedPorts,
          ...Object.fromEntries(ports.map((port) => [port, {}])),
        };
        this.#remember(`EXPOSE [${ports.join(' ')}]`);
        return;
      }
      case 'VOLUME': {
        const volumes = instruction.volumes.map((volume) => this.#expand(volume, line));
        if (volumes.includes('')) throw new DockerfileError('VOLUME specified can not be an empty string');
        this.config.Volumes = {
          ...this.config.Volumes,
          ...Object.fromEntries(volumes.map((volume) => [volume, {}])),
        };
        this.#remember(`VOLUME [${volumes.join(' ')}]`);
        return;
      }
      case 'STOPSIGNAL': {
        const signal = this.#expand(instruction.value, line);
        const bare = signal
          .toUpperCase()
          .replace(/^SIG/, '')
          .replace(/[+-]\d+$/, '');
        const known = /^\d+$/.test(signal) ? Number(signal) > 0 && Number(signal) < 65 : SIGNALS.has(bare);
        if (!known) throw new DockerfileError(`Invalid signal: ${signal}`);
        this.config.StopSignal = signal;
        this.#remember(`STOPSIGNAL ${signal}`);
        return;
      }
      case 'HEALTHCHECK':
        this.#healthcheck(instruction, line);
        return;
      case 'ONBUILD':
        this.config.OnBuild = [...(this.config.OnBuild ?? []), instruction.trigger];
        return;
      case 'MAINTAINER':
        this.#remember(`MAINTAINER ${instruction.value}`);
        return;
      default:
    }
  }

  #noSecret(what: string, key: string, line: Line): void {
    if (!SECRET.test(key) || NO_SECRET.test(key)) return;
    const message = `Do not use ARG or ENV instructions for sensitive data (${what} ${JSON.stringify(key)})`;
    this.#graph.lint.report('SecretsUsedInArgOrEnv', message, line.lines, line);
  }

  #pairs(instruction: Extract<Instruction, { kind: 'ENV' | 'LABEL' }>, line: Line): void {
    const { kind } = instruction;
    // All values are expanded before any of them is set: `ENV a=1 b=$a` sees the old a.
    const pairs = instruction.pairs.map(({ key, value, legacy }) => ({
      key: this.#expand(key, line),
      value: this.#expand(value, line),
      legacy,
    }));
    for (const { key, value, legacy } of pairs) {
      const name = line.keyword;
      if (legacy) {
        const message = `"${name} key=value" should be used instead of legacy "${name} key value" format`;
        this.#graph.lint.report('LegacyKeyValueFormat', message, line.lines, line);
      }
      if (kind === 'LABEL') this.config.Labels = { ...this.config.Labels, [key]: value };
      else {
        this.#noSecret('ENV', key, line);
        this.env.set(key, value);
        this.config.Env = withVariable(this.config.Env ?? [], key, value);
      }
    }
    this.#remember(`${kind} ${pairs.map(({ key, value }) => `${key}=${value}`).join(' ')}`);
  }

  #arg(instruction: Extract<Instruction, { kind: 'ARG' }>, line: Line): void {
    const shown = instruction.args.map(({ key, value }) => {
      this.#noSecret('ARG', key, line);
      const given = this.#graph.request.buildArgs.get(key);
      const set = given ?? (value === undefined ? this.#graph.globals.get(key) : this.#expand(value, line));
      if (set !== undefined) this.env.set(key, set);
      this.buildArgs.push({ key, value: set ?? '' });
      return set === undefined ? key : `${key}=${set}`;
    });
    this.#remember(`ARG ${shown.join(' ')}`);
  }

  #files(source: Node | undefined, refused: (node: Node) => string): FilesFrom {
    if (source === undefined) return { from: 'context' };
    const image = source.stage === undefined;
    if (!image && !this.#dispatched.has(source)) throw new DockerfileError(refused(source));
    return { from: 'stage', stage: source.index };
  }

  #mounts(instruction: RunInstruction, line: Line, sources: Command['sources']) {
    return instruction.mounts.map((text, at): RunMount & { readonly files: FilesFrom | undefined } => {
      const mount = parseMount(text, (value) => this.#expand(value, line));
      if (mount.type === 'ssh') this.#notModelled('--mount=type=ssh');
      const target = cleanPath(
        mount.target.startsWith('/') ? mount.target : `${this.#directory}/${mount.target}`,
      );
      if (mount.type !== 'secret' && mount.type !== 'ssh' && target === '/') {
        throw new DockerfileError(`invalid mount target ${JSON.stringify('/')}`);
      }
      const own = mount.type === 'bind' || (mount.type === 'cache' && mount.from !== '');
      const files = own
        ? this.#files(
            sources[at],
            () =>
              `cannot mount from stage ${JSON.stringify(mount.from)} to ${JSON.stringify(mount.target)}, stage needs to be defined before current command`,
          )
        : undefined;
      if (files?.from === 'context') this.contextPaths.add(cleanPath(`/${mount.source}`));
      return { ...mount, target: mount.type === 'secret' ? mount.target : target, files };
    });
  }

  #notModelled(flag: string): void {
    if (this.#graph.request.onlyRead !== true)
      throw new DockerfileError(`the sandbox does not model ${flag} yet`);
  }

  #run(instruction: RunInstruction, line: Line, sources: Command['sources'], onBuild: boolean): void {
    if (instruction.security === 'insecure') this.#notModelled('--security=insecure');
    const { args, script, summary } = runLine(instruction, this.#shell());
    const mounts = this.#mounts(instruction, line, sources);
    const env = new Map(this.env);
    const step: Step = {
      kind: 'run',
      name: this.#named(this.#shown(`${line.original.trim()}${summary}`, env, true), onBuild),
      lines: line.lines,
      ...{ args, env, mounts, script },
      directory: this.#directory,
      user: this.config.User ?? '',
      network: instruction.network,
    };
    this.steps.push(step);
    const used = new Map(this.buildArgs.map(({ key, value }) => [key, env.get(key) ?? value]));
    const prefix = [...used].map(([key, value]) => `${key}=${value}`);
    const words = prefix.length === 0 ? args : [`|${prefix.length}`, ...prefix, ...args];
    this.#remember(`RUN ${words.join(' ')} # buildkit`, step);
  }

  #shell(): readonly string[] {
    return this.config.Shell !== undefined && this.config.Shell.length > 0
      ? this.config.Shell
      : DEFAULT_SHELL;
  }

  #copy(instruction: CopyInstruction, line: Line, source: Node | undefined, onBuild: boolean): void {
    const { kind } = instruction;
    const sources = instruction.sources.map((each) => this.#expand(each, line));
    const written = this.#expand(instruction.destination, line);
    const chown = this.#expand(instruction.chown, line);
    const chmod = this.#expand(instruction.chmod, line);
    const exclude = instruction.exclude.map((each) => this.#expand(each, line));
    const documents = instruction.documents.map((document) => ({
      name: document.name,
      content: document.expand ? this.#expandDocument(heredocText(document), line) : heredocText(document),
    }));
    const from = JSON.stringify(instruction.from);
    const files = this.#files(
      source,
      () =>
        `cannot copy from stage ${from}, it needs to be defined before current stage ${JSON.stringify(this.node.name)}`,
    );
    if (kind === 'COPY') {
      if (sources.some((each) => /^https?:\/\//.test(each) && !/\.git(?:#|$)/.test(each))) {
        throw new DockerfileError("source can't be a URL for COPY");
      }
      if (sources.some((each) => /^(?:git@|git:\/\/|https?:\/\/.*\.git(?:#|$))/.test(each))) {
        throw new DockerfileError("source can't be a git ref for COPY");
      }
    }
    checkMode(chmod);
    const relative = written === '' || written === '.' ? './' : written;
    const path = cleanPath(relative.startsWith('/') ? relative : `${this.#directory}/${relative}`);
    const step: Step = {
      kind: 'copy',
      name: this.#named(this.#shown(line.original.trim()), onBuild),
      lines: line.lines,
      ...{ sources, documents, chown, chmod, exclude, files, checksum: instruction.checksum },
      add: kind === 'ADD',
      destination: /(?:^|\/)\.?$/.test(relative) && path !== '/' ? `${path}/` : path,
      link: instruction.link,
      parents: instruction.parents,
      unpack: instruction.unpack ?? kind === 'ADD',
    };
    this.steps.push(step);
    if (files.from === 'context') this.#readsContext(sources, kind, line);
    const flags = [
      ...(instruction.parents ? ['--parents'] : []),
      ...(chown === '' ? [] : [`--chown=${chown}`]),
      ...(chmod === '' ? [] : [`--chmod=${chmod}`]),
    ];
    const shown = [...sources, ...documents.map(({ name }) => `<<${name}`), written];
    this.#remember(`${[kind, ...flags, ...shown].join(' ')} # buildkit`, step);
  }

  #expandDocument(text: string, line: Line): string {
    const found = expand(text, this.env, { plainQuotes: true });
    this.#reportUnknown(found.unmatched, line);
    return found.text;
  }

  #readsContext(sources: readonly string[], kind: 'COPY' | 'ADD', line: Line): void {
    for (const source of sources) {
      if (kind === 'ADD' && /^https?:\/\//.test(source)) continue;
      this.contextPaths.add(cleanPath(`/${source}`));
      const ignore = this.#ignore;
      if (ignore === undefined || ignore.hasExceptions) continue;
      const path = cleanPath(source);
      const root = path === '.' || path === '/';
      if (root ? !ignore.takesAll : !ignore.ignores(path.replace(/^\//, ''))) continue;
      const verb = kind === 'ADD' ? 'Add' : 'Copy';
      const message = `Attempting to ${verb} file ${JSON.stringify(path)} that is excluded by .dockerignore`;
      this.#graph.lint.report('CopyIgnoredFile', message, line.lines, line);
    }
  }

  #workdir(path: string, line: Line, onBuild: boolean): void {
    if (!this.#workdirSet && !path.startsWith('/')) {
      const message = `Relative workdir ${JSON.stringify(path)} can have unexpected results if the base image changes`;
      this.#graph.lint.report('WorkdirRelativePath', message, line.lines, line);
    }
    this.#workdirSet = true;
    const whole = cleanPath(path.startsWith('/') ? path : `${this.#directory}/${path}`);
    this.config.WorkingDir = whole;
    if (whole === '/') {
      this.#remember('WORKDIR /');
      return;
    }
    const step: Step = {
      kind: 'mkdir',
      name: this.#named(this.#shown(line.original.trim()), onBuild),
      lines: line.lines,
      path: whole,
      user: this.config.User ?? '',
    };
    this.steps.push(step);
    this.#remember(`WORKDIR ${whole}`, step);
  }

  #usedOnce(kind: string, line: Line): void {
    const before = this.#once.get(kind);
    if (before !== undefined) {
      const message = `Multiple ${line.keyword} instructions should not be used in the same stage because only the last one will be used`;
      this.#graph.lint.report('MultipleInstructionsDisallowed', message, before.lines, line);
    }
    this.#once.set(kind, line);
  }

  #program(kind: 'CMD' | 'ENTRYPOINT', command: CommandLine, line: Line): void {
    this.#usedOnce(kind, line);
    const empty = command.args.length === 0;
    if (command.shell && (this.config.Shell ?? []).length === 0) {
      const message = `JSON arguments recommended for ${line.keyword} to prevent unintended behavior related to OS signals`;
      this.#graph.lint.report('JSONArgsRecommended', message, line.lines, line);
    }
    const args = command.shell ? [...this.#shell(), command.args.join(' ')] : command.args;
    if (kind === 'CMD') this.config.Cmd = args;
    else {
      this.config.Entrypoint = empty && !command.shell ? null : args;
      // A CMD that came with the base image belonged to the old ENTRYPOINT.
      if (!this.#once.has('CMD')) this.config.Cmd = null;
    }
    this.#remember(`${kind} [${args.map((word) => JSON.stringify(word)).join(' ')}]`);
  }

  #healthcheck(instruction: Extract<Instruction, { kind: 'HEALTHCHECK' }>, line: Line): void {
    this.#usedOnce('HEALTHCHECK', line);
    const { test, interval, timeout, startPeriod, startInterval, retries } = instruction.healthcheck;
    this.config.Healthcheck = {
      Test: test,
      ...(interval === 0 ? {} : { Interval: interval }),
      ...(timeout === 0 ? {} : { Timeout: timeout }),
      ...(startPeriod === 0 ? {} : { StartPeriod: startPeriod }),
      ...(startInterval === 0 ? {} : { StartInterval: startInterval }),
      ...(retries === 0 ? {} : { Retries: retries }),
    };
    const times = `Interval:${shownDuration(interval)} Timeout:${shownDuration(timeout)} StartPeriod:${shownDuration(startPeriod)} StartInterval:${shownDuration(startInterval)}`;
    this.#remember(`HEALTHCHECK {Test:[${test.join(' ')}] ${times} Retries:${retries}}`);
  }
}

function checkMode(mode: string): void {
  if (mode === '') return;
  const octal = /^[0-7]+$/.test(mode) && Number.parseInt(mode, 8) <= 0o7777;
  const symbolic = /^[ugoa]*(?:[-+=][rwxXst]*)+(?:,[ugoa]*(?:[-+=][rwxXst]*)+)*$/.test(mode);
  if (!octal && !symbolic) {
    throw new DockerfileError(
      `invalid chmod parameter: '${mode}'. it should be octal string and between 0 and 07777`,
    );
  }
}
