import type { BuildRequest } from './build-request.ts';
import type { Dockerfile, Stage } from './dockerfile.ts';
import { instructionOfLine } from './dockerfile.ts';
import { ExpandError, expand, NO_VARIABLES } from './expand.ts';
import { at, globalArgs, parsePlatform } from './global-args.ts';
import type { BaseImage } from './image.ts';
import type { Instruction } from './instruction.ts';
import { CheckOptionError, Linter } from './lint.ts';
import { mountSource } from './mount.ts';
import { parseSource } from './parse.ts';
import { checkText } from './stage-checks.ts';
import { nearest, withSuggestion } from './suggest.ts';
import { DockerfileError, type Lines } from './syntax.ts';

/** An instruction of a stage and the stages that it reads. */
export interface Command {
  readonly instruction: Instruction;
  /** For each source (`--from`, one for each `--mount`): the stage it is, if it is one. */
  readonly sources: readonly (Node | undefined)[];
  readonly onBuild: boolean;
}

/** A stage, or an image that stands for one (`COPY --from=nginx`). */
export interface Node {
  readonly index: number;
  /** Undefined for an image that only files are taken from. */
  readonly stage: Stage | undefined;
  /** As it is shown. */
  name: string;
  /** Its image, variables expanded. */
  readonly image: string;
  readonly base: Node | undefined;
  commands: Command[];
  readonly needs: Map<Node, Instruction>;
  readonly lines: Lines;
  /** ONBUILD of what it is built on has been taken in. */
  triggered: boolean;
}

/** The stages of a Dockerfile and what each needs, before anything is known of images. */
export class Graph {
  readonly file: Dockerfile;
  readonly request: BuildRequest;
  readonly lint: Linter;
  readonly globals: ReadonlyMap<string, string>;
  readonly nodes: Node[] = [];
  readonly target: Node;
  readonly #byName = new Map<string, Node>();
  readonly #declared: ReadonlySet<string>;

  /** @throws DockerfileError */
  constructor(file: Dockerfile, request: BuildRequest, lint = linterOf(file)) {
    this.file = file;
    this.request = request;
    this.lint = lint;
    checkText(file, this.lint);
    this.#checkDefaults();
    const globals = globalArgs(file, request.platform, request.buildArgs, request.target);
    this.globals = globals.values;
    this.#declared = new Set([...globals.declared, ...globals.values.keys()]);
    for (const stage of file.stages) this.#addStage(stage);
    this.target = this.#findTarget();
    for (const node of [...this.nodes]) {
      node.commands = (node.stage?.instructions ?? []).map((instruction) =>
        this.#command(node, instruction, false),
      );
    }
    this.#refuseCircles();
    if (this.nodes.length === 1) this.nodes[0]!.name = '';
  }

  #expandGlobal(text: string, lines: Lines) {
    return at(lines, () => expand(text, this.globals, { escape: this.file.source.escape }));
  }

  #checkDefaults(): void {
    try {
      const { platform } = this.request;
      const { values } = globalArgs(this.file, platform, new Map(), this.request.target);
      for (const { from } of this.file.stages) {
        const name = expand(from.image, values, { escape: this.file.source.escape }).text;
        if (name !== '' && this.request.badReference(name) === undefined) continue;
        const message = `Default value for ARG ${from.image} results in empty or invalid base image name`;
        this.lint.report('InvalidDefaultArgInFrom', message, from.line.lines, from.line);
      }
    } catch (problem) {
      // The same error comes again, with the arguments that were given.
      if (!(problem instanceof DockerfileError || problem instanceof ExpandError)) throw problem;
    }
  }

  #undeclared(names: ReadonlySet<string>, stage: Stage): void {
    const { line } = stage.from;
    for (const name of names) {
      if (this.#declared.has(name)) continue;
      const message = withSuggestion(`FROM argument '${name}' is not declared`, name, this.#declared, true);
      this.lint.report('UndefinedArgInFrom', message, line.lines, line);
    }
  }

  #addStage(stage: Stage): void {
    const { from } = stage;
    const { lines } = from.line;
    const name = this.#expandGlobal(from.image, lines);
    this.#undeclared(name.unmatched, stage);
    if (name.text === '') throw new DockerfileError(`base name (${from.image}) should not be blank`, [lines]);
    this.#checkPlatform(stage);
    const index = this.nodes.length;
    const node: Node = {
      ...{ index, stage, image: name.text, lines, commands: [], needs: new Map(), triggered: false },
      name: from.name === '' ? `stage-${index}` : from.name,
      base: this.#byName.get(name.text),
    };
    this.nodes.push(node);
    if (from.name !== '') this.#byName.set(from.name, node);
  }

  #checkPlatform({ from }: Stage): void {
    if (from.platform === '') return;
    const { line } = from;
    const platform = this.#expandGlobal(from.platform, line.lines);
    this.#undeclared(platform.unmatched, { from, instructions: [] });
    const target = this.globals.get('TARGETPLATFORM');
    if (
      platform.unmatched.size === 0 &&
      platform.matched.size === 1 &&
      platform.matched.has('TARGETPLATFORM')
    ) {
      if (platform.text === target) {
        const message = `Setting platform to predefined ${from.platform} in FROM is redundant as this is the default behavior`;
        this.lint.report('RedundantTargetPlatform', message, line.lines, line);
      }
    }
    if (platform.text === '') {
      throw new DockerfileError(`empty platform value from expression ${from.platform}`, [line.lines]);
    }
    const parsed = parsePlatform(platform.text);
    if (parsed === undefined) {
      const why = `${JSON.stringify(platform.text)}: unknown operating system or architecture: invalid argument`;
      throw new DockerfileError(`failed to parse platform ${from.platform}: ${why}`, [line.lines]);
    }
    const constant = platform.matched.size === 0 && platform.unmatched.size === 0;
    if (constant && !from.name.includes(parsed.os) && !from.name.includes(parsed.architecture || '\0')) {
      const message = `FROM --platform flag should not use constant value ${JSON.stringify(platform.text)}`;
      this.lint.report('FromPlatformFlagConstDisallowed', message, line.lines, line);
    }
    const built = this.request.onlyRead === true || platform.text === target || platform.text === parsed.os;
    if (!built) {
      throw new DockerfileError(`the sandbox does not model builds for ${platform.text} yet`, [line.lines]);
    }
  }

  #findTarget(): Node {
    const { target } = this.request;
    if (target === '') return this.nodes.at(-1)!;
    const found = this.#byName.get(target.toLowerCase());
    if (found !== undefined) return found;
    const names = this.nodes.map(({ name }) => name);
    throw new DockerfileError(
      withSuggestion(`target stage ${JSON.stringify(target)} could not be found`, target, names, true),
    );
  }

  #image(name: string, lines: Lines): Node {
    const node: Node = {
      ...{ index: this.nodes.length, stage: undefined, name: '', image: name, base: undefined, lines },
      ...{ commands: [], needs: new Map(), triggered: true },
    };
    this.nodes.push(node);
    return node;
  }

  /** What `--from=` means: a stage, its number, or an image. */
  #source(from: string, instruction: Instruction): Node {
    const { lines } = instruction.line;
    const { text } = at(lines, () => expand(from, NO_VARIABLES));
    if (text !== from) {
      throw new DockerfileError(
        'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround',
        [lines],
      );
    }
    if (/^[+-]?\d+$/.test(from)) {
      const found = this.nodes[Number(from)];
      if (found === undefined) throw new DockerfileError(`invalid stage index ${Number(from)}`);
      return found;
    }
    return this.#byName.get(from.toLowerCase()) ?? this.#image(from, lines);
  }

  #command(node: Node, instruction: Instruction, onBuild: boolean): Command {
    const froms =
      instruction.kind === 'COPY'
        ? [instruction.from]
        : instruction.kind === 'RUN'
          ? instruction.mounts.map(mountSource)
          : [];
    const sources = froms.map((from) => (from === '' ? undefined : this.#source(from, instruction)));
    for (const source of sources) if (source !== undefined) node.needs.set(source, instruction);
    return { instruction, sources, onBuild };
  }

  #refuseCircles(): void {
    const visited = new Set<Node>();
    const path = new Set<Node>();
    const visit = (node: Node, along: readonly Instruction[]): readonly Instruction[] | undefined => {
      if (visited.has(node)) return undefined;
      visited.add(node);
      path.add(node);
      for (const [needed, instruction] of node.needs) {
        const next = [...along, instruction];
        if (path.has(needed)) return next;
        const found = visit(needed, next);
        if (found !== undefined) return found;
      }
      path.delete(node);
      return undefined;
    };
    for (const node of this.nodes) {
      const circle = visit(node, []);
      if (circle === undefined) continue;
      throw new DockerfileError(
        `circular dependency detected on stage: ${node.name}`,
        circle.map(({ line }) => line.lines),
      );
    }
  }

  /** @returns the stages that a stage needs, itself included, in the order of the file */
  reachable(from: Node = this.target): readonly Node[] {
    const found = new Set<Node>();
    const pending = [from];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (found.has(node)) continue;
      found.add(node);
      if (node.base !== undefined) pending.push(node.base);
      pending.push(...node.needs.keys());
    }
    return this.nodes.filter((node) => found.has(node));
  }

  /** @returns images that must be known before the target can be planned */
  images(all = false): readonly Node[] {
    const nodes = all ? this.nodes : this.reachable();
    return nodes.filter(({ base, image }) => base === undefined && image !== 'scratch');
  }

  /**
   * Takes in the ONBUILD instructions of what the stages are built on.
   * @returns whether there are new images to be known
   */
  trigger(images: ReadonlyMap<string, BaseImage>, all = false): boolean {
    let grown = false;
    for (const node of all ? [...this.nodes] : this.reachable()) {
      if (node.triggered) continue;
      const { base } = node;
      if (base !== undefined && !base.triggered) continue;
      node.triggered = true;
      const triggers =
        base === undefined
          ? (images.get(node.image)?.config.OnBuild ?? [])
          : base.commands.flatMap(({ instruction }) =>
              instruction.kind === 'ONBUILD' ? [instruction.trigger] : [],
            );
      const commands = triggers.map((trigger) => this.#command(node, this.#triggered(trigger, node), true));
      if (commands.some(({ sources }) => sources.some((source) => source !== undefined))) grown = true;
      node.commands = [...commands, ...node.commands];
    }
    return grown;
  }

  #triggered(trigger: string, node: Node): Instruction {
    return at(node.lines, () => {
      try {
        const [line, ...more] = parseSource(trigger).instructions;
        if (line === undefined || more.length > 0) {
          throw new DockerfileError('onbuild trigger should be a single expression');
        }
        const instruction = instructionOfLine(line, '\\');
        if (instruction.kind === 'FROM')
          throw new DockerfileError('*instructions.Stage is not a command type');
        return { ...instruction, line: { ...line, lines: node.lines } };
      } catch (problem) {
        if (!(problem instanceof DockerfileError)) throw problem;
        throw new DockerfileError(problem.message.replace(/^dockerfile parse error on line \d+: /, ''));
      }
    });
  }

  /** @returns what somebody may have meant with the name of an image that is not there */
  suggestImage(name: string): string | undefined {
    const common = ['alpine', 'busybox', 'centos', 'debian', 'golang', 'ubuntu', 'fedora'];
    const names = [
      ...this.nodes.map((node) => node.name),
      ...common,
      ...common.map((each) => `${each}:latest`),
    ];
    return nearest(name, names, true);
  }
}

/** @returns what collects the findings of a file's checks, as its directive has it. @throws DockerfileError */
export function linterOf(file: Dockerfile): Linter {
  const check = file.source.directives.find(({ name }) => name === 'check');
  try {
    return new Linter((check?.value ?? '').split(' ', 1)[0]);
  } catch (problem) {
    throw problem instanceof CheckOptionError ? new DockerfileError(problem.message) : problem;
  }
}
